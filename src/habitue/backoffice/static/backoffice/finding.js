// What is sold, looked for on the pages on prices: a search, and below it .price-found with what was found. Enter takes
// what was scanned, else the first; the arrows walk. To look for something changes nothing in the form around it.

let wanted = null; // Enter came before the answer to what was typed
let asking = null;
let walking = false; // among the rows already, when the answer to the last letter comes and puts others in their place

const SEARCH = "input[type='search'][name='q']";
const isSearch = (element) => element.matches?.(SEARCH);

function placeOf(search) {
  return document.querySelector(search.form.getAttribute("hx-target"));
}

function take(place) {
  (place.querySelector("[data-scanned]") ?? place.querySelector(".price-pick"))?.click();
}

document.addEventListener("input", ({ target }) => {
  if (!isSearch(target)) return;
  asking = target;
  wanted = null;
});

document.addEventListener("change", (event) => isSearch(event.target) && event.stopPropagation(), true);

document.addEventListener("htmx:beforeSwap", ({ target }) => {
  if (target.matches?.(".price-found")) walking = target.contains(document.activeElement);
});

// Once it is settled: before that a button of the answer asks for nothing yet.
document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (!target.matches?.(".price-found")) return;
  const place = wanted && placeOf(wanted);
  asking = null;
  wanted = null;
  if (place === target) take(place);
  else if (walking) target.querySelector(".price-pick")?.focus();
  walking = false;
});

document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (isSearch(target) && placeOf(target)) {
    if (key === "Enter") {
      event.preventDefault();
      if (asking === target) wanted = target;
      else take(placeOf(target));
    } else if (key === "ArrowDown") {
      event.preventDefault();
      placeOf(target).querySelector(".price-pick")?.focus();
    }
  } else if (target.matches?.(".price-pick") && ["ArrowDown", "ArrowUp", "Escape"].includes(key)) {
    event.preventDefault();
    const place = target.closest(".price-found");
    const all = [...place.querySelectorAll(".price-pick")];
    const to = key === "Escape" ? null : all[all.indexOf(target) + (key === "ArrowDown" ? 1 : -1)];
    const search = [...document.querySelectorAll(SEARCH)].find((each) => placeOf(each) === place);
    if (to) to.focus();
    else if (key !== "ArrowDown") search?.focus();
  }
});
