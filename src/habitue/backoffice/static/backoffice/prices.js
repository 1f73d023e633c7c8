// The prices of a book that are typed in: what was typed last can be put into all rows that say nothing yet.

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
