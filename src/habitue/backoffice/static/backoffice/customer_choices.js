// The customers whom a search has found, to go on with one of them: Enter takes the first, the arrows walk, Escape
// leaves them.

const search = document.querySelector("form[data-customer-search] input[type='search']");
const place = document.querySelector(".customer-choices");

let fresh = false; // what is listed answers what is typed
let wantsFirst = false; // Enter came before that answer

const choices = () => [...place.querySelectorAll("a")];

function takeFirst() {
  wantsFirst = false;
  choices()[0]?.click();
}

function walk(step) {
  const all = choices();
  const to = all.indexOf(document.activeElement) + step;
  if (to < 0) search.focus();
  else all[to]?.focus();
}

function leave() {
  place.replaceChildren();
  search.value = "";
  search.focus();
}

search?.addEventListener("input", () => {
  fresh = false;
  wantsFirst = false;
});

place?.addEventListener("htmx:afterSwap", () => {
  fresh = true;
  if (wantsFirst) takeFirst();
});

document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  const isSearch = target === search;
  if (event.isComposing || !(isSearch || place?.contains(target))) return;
  const does = {
    ArrowDown: () => walk(1),
    ArrowUp: () => walk(-1),
    Escape: leave,
    ...(isSearch && { Enter: () => (fresh ? takeFirst() : (wantsFirst = search.value.trim() !== "")) }),
  }[key];
  if (!does) return;
  event.preventDefault();
  does();
});
