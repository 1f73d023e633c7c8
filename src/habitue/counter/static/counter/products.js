// The product search: answers as one types, Enter adds the first hit, arrows walk through hits and tiles.

const found = () => document.getElementById("found");
const search = () => document.getElementById("product-search");
let wantsFirst = false; // Enter came before the answer to what was typed
let answered = true;

function addFirst() {
  const first = found().querySelector(".found-row");
  if (!first) return;
  first.click();
  clear();
}

function clear() {
  search().value = "";
  search().dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-product-search]")) return;
  event.preventDefault();
  if (!search().value.trim()) return;
  if (answered) addFirst();
  else wantsFirst = true;
});

document.addEventListener("input", (event) => {
  if (event.target.id !== "product-search") return;
  answered = false;
  wantsFirst = false;
  for (const category of document.querySelectorAll(".category")) press(category, category.matches(":first-child"));
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "found") return;
  answered = true;
  found().scrollTop = 0;
  if (wantsFirst) addFirst();
  wantsFirst = false;
});

document.addEventListener("click", (event) => {
  const category = event.target.closest(".category");
  if (category) {
    search().dispatchEvent(new CustomEvent("too-late", { bubbles: true }));
    search().value = "";
    for (const each of document.querySelectorAll(".category")) press(each, each === category);
  }
  // A hit that was tapped is dealt with: the next one starts afresh.
  if (event.target.closest(".found-row") && event.isTrusted) {
    clear();
    if (matchMedia("(hover: hover)").matches) search().focus();
  }
  const searches = event.target.closest("[data-searches]");
  if (searches) {
    search().value = searches.dataset.searches;
    search().focus();
    search().dispatchEvent(new Event("input", { bubbles: true }));
  }
});

function press(category, pressed) {
  category.setAttribute("aria-pressed", String(pressed));
}

document.addEventListener("keydown", (event) => {
  if (event.target.id === "product-search") {
    if (event.key === "ArrowDown") {
      event.preventDefault();
      found().querySelector("button")?.focus();
    } else if (event.key === "Escape" && search().value) {
      event.preventDefault();
      clear();
    }
  } else if (event.target.matches?.(".tile, .found-row")) {
    walk(event);
  }
});

function walk(event) {
  const all = [...found().querySelectorAll("button")];
  const at = all.indexOf(event.target);
  const columns = Math.max(1, all.findIndex((tile) => tile.offsetTop > all[0].offsetTop));
  const wide = event.target.matches(".tile") ? columns : 1;
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: wide, ArrowUp: -wide }[event.key];
  if (event.key === "Escape" || (step < 0 && at + step < 0)) search().focus();
  else if (step) all[at + step]?.focus();
  else return;
  event.preventDefault();
}

// After a customer was attached or the basket emptied, the sale goes on where it was: with the next product, or where
// the outlet wants it so with the question for whom it is; unless something is being typed already.
function goOn() {
  if (document.activeElement?.matches("input, textarea, select")) return;
  if (document.getElementById("asks-first")) document.getElementById("customer-search").focus();
  else if (matchMedia("(hover: hover)").matches) search()?.focus();
}
// Later, because a dialog that is being closed gives the focus back to where it was opened, and keeps the rest of the
// page from having it until the next frame.
document.addEventListener("sale-goes-on", () => requestAnimationFrame(() => setTimeout(goOn)));
if (document.activeElement === document.body) {
  // The box lists customers when it gets the focus, once its own module is there.
  if (document.getElementById("asks-first")) document.addEventListener("DOMContentLoaded", goOn);
  else goOn();
}

// What was typed before the page was ready is asked for as soon as it is.
addEventListener("load", () => {
  if (search()?.value) search().dispatchEvent(new Event("input", { bubbles: true }));
});
