// An answer to an older keystroke never replaces a newer one: requests of an element with data-latest are numbered,
// and an answer whose number is not the latest is thrown away. What calls off the question itself sends "too-late".

const latest = new WeakMap();

function next(element) {
  const number = (latest.get(element) ?? 0) + 1;
  latest.set(element, number);
  return number;
}

document.addEventListener("htmx:configRequest", (event) => {
  const { elt, headers } = event.detail;
  if (elt.hasAttribute("data-latest")) headers["X-Keystroke"] = String(next(elt));
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const { requestConfig } = event.detail;
  const asked = requestConfig.headers["X-Keystroke"];
  if (asked && Number(asked) !== latest.get(requestConfig.elt)) event.detail.shouldSwap = false;
});

document.addEventListener("too-late", (event) => next(event.target));
