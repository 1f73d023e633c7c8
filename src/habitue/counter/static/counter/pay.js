// The payment page by keyboard: F7 cash, F8 card, F10 completes, F2 opens the customers, Escape leads back to the sale.
// A quick amount is taken at once; what is proposed in a field is selected when it comes up, so that typing replaces it.

const keys = {
  F2: () => document.getElementById("pick-customer")?.click(),
  F7: () => choose("cash"),
  F8: () => choose("card"),
  F10: () => document.getElementById("complete").click(),
  Escape: () => document.getElementById("back").click(),
};

function choose(way) {
  const radio = document.getElementById(`way-${way}`);
  if (!radio) return;
  radio.checked = true;
  comeUp(way);
}

function comeUp(way) {
  const field = document.getElementById(way);
  field.focus();
  field.select();
}

document.addEventListener("keydown", (event) => {
  const act = keys[event.key];
  if (!act || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  if (document.querySelector("dialog[open], details.menu[open]")) return;
  event.preventDefault();
  act();
});

document.addEventListener("click", (event) => {
  const quick = event.target.closest("[data-takes]");
  if (!quick) return;
  const form = quick.closest("form");
  form.elements.amount.value = quick.dataset.takes;
  form.requestSubmit();
});

document.addEventListener("change", (event) => {
  // By arrow keys one walks through the ways of paying; only a tap moves on to the amount.
  if (event.target.name === "way" && !event.target.matches(":focus-visible")) comeUp(event.target.value);
});
