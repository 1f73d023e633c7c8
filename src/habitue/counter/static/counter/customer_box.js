// The one box: a field that lists customers at every keystroke, walked through with the arrows.
// The focus stays in the field; the list's chosen row is its aria-activedescendant.

let fresh = false; // whether the list answers what is typed now
let wantsFirst = false; // Enter came before the answer
let scrolled = false; // by hand or by the arrows, so that the first row may be out of sight

const box = () => document.getElementById("customer-box");
const field = () => document.getElementById("customer-search");
const list = () => document.getElementById("customer-list");
const options = () => [...list().querySelectorAll("[role='option']")];
const active = () => list().querySelector("[aria-selected='true']");
const staysOpen = () => box().dataset.where !== "sell";
const places = { sell: "#basket", pay: "#payment-customer", receipt: "#receipt-customer" };

function post(url, context) {
  // That the server cannot be reached is said by trouble.js.
  window.htmx.ajax("POST", url, { swap: "innerHTML", ...context }).catch(() => {});
}

function ask() {
  fresh = false;
  window.htmx.trigger(field(), "customer-box-open");
}

function show() {
  const rows = options();
  list().hidden = rows.length === 0;
  field().setAttribute("aria-expanded", String(rows.length > 0));
  const first = field().value.trim() ? rows[0] : null;
  activate(first);
  if (scrolled) bringIntoSight(first);
}

function close() {
  wantsFirst = false;
  fresh = false;
  field()?.dispatchEvent(new CustomEvent("too-late", { bubbles: true }));
  if (!list() || staysOpen()) return;
  list().hidden = true;
  field().setAttribute("aria-expanded", "false");
  activate(null);
}

// The rows get their ids here: htmx compares each id that it swaps in with what stood there before, at every keystroke.
function activate(option) {
  options().forEach((each, at) => {
    each.id = "add" in each.dataset ? "customer-add" : `customer-${at + 1}`;
    each.setAttribute("aria-selected", String(each === option));
  });
  if (option) field().setAttribute("aria-activedescendant", option.id);
  else field().removeAttribute("aria-activedescendant");
}

// Not where nothing has moved: to find out would have the whole page laid out at once.
function bringIntoSight(option) {
  option?.scrollIntoView({ block: "nearest" });
  scrolled = false;
}

function move(step) {
  const rows = options();
  if (list().hidden || !rows.length) return ask();
  const at = rows.indexOf(active());
  const next = at < 0 ? rows.at(step > 0 ? 0 : -1) : rows[(at + step + rows.length) % rows.length];
  activate(next);
  return bringIntoSight(next);
}

function take(option) {
  if (!option) return;
  if ("add" in option.dataset) openForm(field().value);
  else attach(option.dataset.customer);
}

function attach(customer) {
  const { attach: url, where } = box().dataset;
  const source = document.getElementById("sale") ?? document.body;
  const sale = document.querySelector("#sale-state [name='sale']")?.value ?? "";
  post(url, { source, target: places[where], values: { customer, where, sale } });
  close();
}

function openForm(typed) {
  const { new: url, where } = box().dataset;
  const values = { q: typed.trim(), where };
  post(url, { source: document.body, target: "#dialog-place", values });
  close();
}

function leave() {
  const card = document.getElementById("customer-card");
  field().value = "";
  close();
  if (card) {
    box().hidden = true;
    card.hidden = false;
    document.getElementById("customer-name").focus();
  } else {
    skip();
  }
}

// Where the outlet asks for the customer first, the sale goes on without one.
function skip() {
  const asks = document.getElementById("asks-first");
  if (!asks) return;
  asks.remove();
  field().blur();
  document.dispatchEvent(new CustomEvent("sale-goes-on"));
}

document.addEventListener("keydown", (event) => {
  if (event.target.id !== "customer-search" || event.isComposing) return;
  const does = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: () => {
      if (event.ctrlKey || event.metaKey) openForm(field().value);
      else if (fresh) take(active());
      else wantsFirst = field().value.trim() !== "";
    },
    Escape: () => leave(),
  }[event.key];
  // In a dialog, Escape with nothing typed closes the dialog.
  if (!does || (event.key === "Escape" && staysOpen() && !field().value)) return;
  event.preventDefault();
  event.stopPropagation();
  does();
  if (event.key === "Escape" && staysOpen()) ask();
});

document.addEventListener("input", (event) => {
  if (event.target.id !== "customer-search") return;
  fresh = false;
  wantsFirst = false;
});

// Something was scanned, so nobody is asked for any more.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id === "basket" && event.target.querySelector(".line")) document.getElementById("asks-first")?.remove();
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "customer-list") return;
  if (document.activeElement !== field() && !staysOpen()) return close();
  fresh = true;
  show();
  if (wantsFirst) take(active());
  wantsFirst = false;
});

document.addEventListener("scroll", (event) => (scrolled ||= event.target.contains(list())), { capture: true, passive: true });

document.addEventListener("focusin", (event) => {
  if (event.target.id === "customer-search" && (list().hidden || staysOpen())) ask();
});
document.addEventListener("focusout", (event) => {
  if (event.target.id === "customer-search" && !box().contains(event.relatedTarget)) close();
});

// The row is taken when the finger or the button is let go; until then the field keeps the focus and the list stays.
document.addEventListener("mousedown", (event) => {
  if (event.target.closest("#customer-list")) event.preventDefault();
});
document.addEventListener("click", (event) => {
  const option = event.target.closest("#customer-list [role='option']");
  if (option) take(option);
  if (event.target.closest("[data-new-customer]")) openForm("");
  if (event.target.closest("[data-skips]")) skip();
  if (event.target.closest("[data-takes-another]")) {
    document.getElementById("customer-card")?.setAttribute("hidden", "");
    box().hidden = false;
    field().focus();
    field().select();
  }
});

// Once somebody is attached the dialog of the box is closed, and next time begins empty.
document.addEventListener("close-dialog", () => {
  if (field()) field().value = "";
});
