// The prices of a book that are typed in: what was typed last can be put into all rows that say nothing yet, and what is
// picked a second time is pointed to.

const FIELDS = ["price", "percent_off"];
let last;

const fieldOf = (row, name) => row.querySelector(`[name$="-${name}"]`);
const saysNothing = (row) => FIELDS.every((name) => !fieldOf(row, name).value.trim());

document.addEventListener("input", ({ target }) => {
  if (target.matches("#rows .input-money")) last = target.closest("tr");
});

document.addEventListener("click", ({ target }) => {
  if (!target.closest("[data-fills]")) return;
  const rows = [...document.querySelectorAll("#rows tr")];
  const like = last?.isConnected && !saysNothing(last) ? last : rows.findLast((row) => !saysNothing(row));
  if (!like) return;
  for (const row of rows.filter(saysNothing)) {
    for (const name of FIELDS) fieldOf(row, name).value = fieldOf(like, name).value;
  }
  fieldOf(like, FIELDS[0]).focus();
});

const variants = () => [...document.querySelectorAll('#rows input[name$="-variant"]')];

document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.elt.matches(".price-pick")) detail.parameters.there = variants().map((field) => field.value);
});

document.addEventListener("price-row-there", ({ detail }) => {
  const row = variants().find((field) => field.value === detail.variant)?.closest("tr");
  if (row) fieldOf(row, FIELDS[0]).focus();
});
