// The rows of a product's sizes and colours: adding one like the last, making many, removing one that is not saved yet,
// and proposing a SKU when its empty field is entered.

function fieldOf(row, name) {
  return row.querySelector(`[name$="-${name}"]`);
}

function nextNumber(rows) {
  const numbers = [...rows.querySelectorAll('[name$="-sku"]')].map((input) => parseInt(input.name.slice(1), 10));
  return Math.max(-1, ...numbers) + 1;
}

function addRow(section, values = {}) {
  const rows = section.querySelector("[data-rows]");
  const last = rows.lastElementChild;
  const markup = section.querySelector("template[data-row]").innerHTML.replaceAll("v__", `v${nextNumber(rows)}`);
  rows.insertAdjacentHTML("beforeend", markup);
  const row = rows.lastElementChild;
  const like = last ? { colour: fieldOf(last, "colour").value, price: fieldOf(last, "price").value } : {};
  for (const [name, value] of Object.entries({ ...like, ...values })) fieldOf(row, name).value = value;
  return row;
}

function isEmpty(row) {
  return ["size", "colour", "sku", "barcodes"].every((name) => !fieldOf(row, name).value.trim());
}

function listed(input) {
  const parts = input.value.split(/[,;\n]/).flatMap((part) => (/^[\d\s.]+$/.test(part) ? part.split(/\s+/) : [part]));
  const found = parts.map((part) => part.trim()).filter(Boolean);
  return found.length ? [...new Set(found)] : [""];
}

function makeRows(section) {
  const rows = section.querySelector("[data-rows]");
  const there = [...rows.querySelectorAll("[data-variant]")];
  const have = new Set(there.map((row) => `${fieldOf(row, "size").value}|${fieldOf(row, "colour").value}`));
  const price = section.querySelector("[data-price]").value || there.map((row) => fieldOf(row, "price").value).find(Boolean) || "";
  const wanted = listed(section.querySelector("[data-colours]")).flatMap((colour) =>
    listed(section.querySelector("[data-sizes]")).map((size) => ({ size, colour })));
  const fresh = wanted.filter(({ size, colour }) => (size || colour) && !have.has(`${size}|${colour}`));
  if (fresh.length) there.filter(isEmpty).forEach((row) => row.remove());
  const made = fresh.map((values) => addRow(section, { ...values, price }));
  made[0]?.querySelector(".input").focus();
}

async function proposeSku(input) {
  const section = input.closest("[data-variants]");
  const row = input.closest("[data-variant]");
  const form = input.form;
  const asked = new FormData();
  asked.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  for (const name of ["name", "brand"]) asked.set(name, form.elements[name].value);
  for (const name of ["size", "colour"]) asked.set(name, fieldOf(row, name).value);
  for (const other of section.querySelectorAll('[name$="-sku"]')) if (other.value) asked.append("taken", other.value);
  if (!asked.get("name").trim()) return;
  const answer = await fetch(section.dataset.sku, { method: "POST", body: asked }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const { sku } = await answer.json();
  if (input.value) return;
  input.value = sku;
  if (document.activeElement === input) input.select();
}

document.addEventListener("click", (event) => {
  const section = event.target.closest("[data-variants]");
  if (!section) return;
  if (event.target.closest("[data-adds]")) addRow(section).querySelector(".input").focus();
  if (event.target.closest("[data-makes]")) makeRows(section);
  const removes = event.target.closest("[data-removes]");
  if (removes) {
    const row = removes.closest("[data-variant]");
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    (next?.querySelector(".input") ?? section.querySelector("[data-adds]")).focus();
  }
});

// Enter in the fields that make rows makes them, and does not save the product.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("[data-sizes], [data-colours], [data-price]")) return;
  event.preventDefault();
  makeRows(event.target.closest("[data-variants]"));
});

document.addEventListener("focusin", (event) => {
  const input = event.target;
  if (input.matches('[data-variant] [name$="-sku"]') && !input.value) proposeSku(input);
});
