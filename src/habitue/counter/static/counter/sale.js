// Whatever changes the sale goes through here, one request after another in the order in which it was done:
// <button data-post="/url" data-variant="…"> posts its other data, <form data-post="/url"> its fields,
// <button data-asks="/url"> gets a dialog.
// They are sent from #sale, which stays, because a button of the basket is gone as soon as the basket is drawn anew.

const notPosted = new Set(["post", "keys", "closes", "tint", "less", "more", "remove"]);

// That the server cannot be reached is said by trouble.js.
function toldAlready() {}

function post(url, values) {
  const source = document.getElementById("sale") ?? document.body;
  window.htmx.ajax("POST", url, { source, target: "#basket", swap: "innerHTML", values }).catch(toldAlready);
}

function ask(url) {
  const source = document.getElementById("sale");
  window.htmx.ajax("GET", url, { source, target: "#dialog-place", swap: "innerHTML" }).catch(toldAlready);
}

document.addEventListener("click", (event) => {
  const asks = event.target.closest("button[data-asks]");
  if (asks) ask(asks.dataset.asks);
  const button = event.target.closest("button[data-post]");
  if (button) {
    const values = Object.entries(button.dataset).filter(([name]) => !notPosted.has(name));
    post(button.dataset.post, Object.fromEntries(values));
  }
  const line = event.target.closest(".line-main");
  if (line) select(line.closest(".line"));
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-post]");
  if (!form) return;
  event.preventDefault();
  form.dataset.sent = form.elements.quantity?.value ?? "";
  post(form.dataset.post, Object.fromEntries(new FormData(form)));
});

// Who presses Pay while something is still on its way to the basket gets there as soon as it has arrived.
document.addEventListener("click", (event) => {
  const pay = event.target.closest("a.button-pay");
  if (!pay || !isBusy()) return;
  event.preventDefault();
  const goWhenDone = () =>
    setTimeout(() => {
      if (isBusy()) return;
      document.removeEventListener("htmx:afterRequest", goWhenDone);
      document.querySelector("a.button-pay")?.click();
    });
  document.addEventListener("htmx:afterRequest", goWhenDone);
});

function isBusy() {
  return Boolean(document.querySelector("#sale.htmx-request, #scan-place.htmx-request"));
}

// A quantity counts when it is left as well as on Enter.
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-quantity]")) return;
  const field = event.target;
  setTimeout(() => field.isConnected && submitUnsent(field));
});

function submitUnsent(field) {
  if (field.form.dataset.sent !== field.value) field.form.requestSubmit();
}

function select(line) {
  for (const each of document.querySelectorAll(".line")) {
    const chosen = each === line;
    each.classList.toggle("line-selected", chosen);
    each.querySelector(".line-main").setAttribute("aria-expanded", String(chosen));
    each.querySelector(".line-tools").hidden = !chosen;
  }
  document.querySelector("#sale-state [name='selected']").value = line.dataset.line;
}

function selected() {
  return document.querySelector(".line-selected") ?? document.querySelector(".line:last-child");
}

// --- By keyboard: arrows from line to line, + − * % w Del at the chosen one --------------------------------------------

document.addEventListener("focusin", (event) => {
  if (event.target.matches(".line-main:focus-visible")) select(event.target.closest(".line"));
});

const atLine = {
  "+": "[data-more]",
  "-": "[data-less]",
  "−": "[data-less]",
  "%": "[data-discount]",
  w: "[data-why]",
  Delete: "[data-remove]",
};

document.addEventListener("basket-key", (event) => {
  const line = selected();
  if (!line) return;
  const { key } = event.detail;
  if (key === "*") {
    showBasket();
    const field = line.querySelector("[data-quantity]");
    select(line);
    field.focus();
    field.select();
  } else {
    line.querySelector(atLine[key])?.click();
  }
});

document.addEventListener("keydown", (event) => {
  const line = event.target.closest?.(".line");
  if (!line || !event.target.matches(".line-main")) return;
  const to = { ArrowDown: line.nextElementSibling, ArrowUp: line.previousElementSibling }[event.key];
  if (event.key === "ArrowDown" || event.key === "ArrowUp") event.preventDefault();
  to?.querySelector(".line-main").focus();
});

document.addEventListener("go-to-lines", () => {
  showBasket();
  (selected()?.querySelector(".line-main") ?? document.getElementById("basket")).focus();
});

function showBasket() {
  const tab = document.querySelector("[data-shows='basket']");
  if (tab?.offsetParent) tab.click();
}

// --- Where the focus goes when what had it is gone -----------------------------------------------------------------

let wasInBasket = false;
let typedSince; // into a quantity whose answer has not come yet
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.id !== "basket") return;
  const field = document.activeElement;
  wasInBasket = event.target.contains(field);
  const sent = field.matches("[data-quantity]") ? field.form.dataset.sent : undefined;
  typedSince = sent === undefined || sent === field.value ? undefined : { id: field.id, value: field.value };
});

function putBack({ id, value }) {
  const field = document.getElementById(id);
  if (!field) return;
  field.value = value;
  field.focus();
  // The browser takes it for a change only if somebody types on.
  field.addEventListener("blur", () => submitUnsent(field), { once: true });
}

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "basket") return;
  const wrong = event.target.querySelector("[aria-invalid='true']");
  if (wrong) wrong.focus();
  else if (wasInBasket && document.activeElement === document.body) selected()?.querySelector(".line-main").focus();
  if (typedSince) putBack(typedSince);
  typedSince = undefined;
  const repriced = document.getElementById("repriced");
  if (repriced) {
    showBasket();
    repriced.scrollIntoView({ block: "start" });
  } else {
    document.querySelector(".line-selected")?.scrollIntoView({ block: "nearest" });
  }
});
