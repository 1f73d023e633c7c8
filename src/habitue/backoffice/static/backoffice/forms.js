// Forms of the back office. Leaving one with data-guards that has changed asks first; after a reply with errors the
// focus goes to the first field that has one; <button data-reveals="id"> shows a PIN or password that is being typed.

const first = new WeakMap();
let leaving = false;

function written(form) {
  const pairs = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  return JSON.stringify(pairs.map(([name, value]) => [name, value.name ?? value]));
}

function guard(form, alreadyChanged) {
  if (!first.has(form)) first.set(form, alreadyChanged ? null : written(form));
}

for (const form of document.querySelectorAll("form[data-guards]")) guard(form, form.querySelector("[aria-invalid='true']"));

addEventListener("beforeunload", (event) => {
  if (leaving) return;
  for (const form of document.querySelectorAll("form[data-guards]")) {
    if (first.has(form) && first.get(form) !== written(form)) event.preventDefault();
  }
});

// A form that is on its way, or has been answered by another page, is not left behind. The form that was sent is
// no longer on the page when a reply with errors has taken its place: the event then comes from elsewhere.
const isGuarded = (event) => event.detail.requestConfig.elt.matches("form[data-guards]");

document.addEventListener("htmx:beforeRequest", (event) => {
  if (isGuarded(event)) leaving = true;
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (!isGuarded(event)) return;
  leaving = Boolean(event.detail.successful && event.detail.xhr.getResponseHeader("HX-Redirect"));
});

document.addEventListener("htmx:afterSwap", () => {
  for (const form of document.querySelectorAll("form[data-guards]")) guard(form, true);
});
document.addEventListener("htmx:afterSettle", (event) => {
  const form = document.getElementById(event.detail.elt.id);
  if (form?.matches("form")) (form.querySelector("[aria-invalid='true']") ?? form.querySelector(".form-errors"))?.focus();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-reveals]");
  if (!button) return;
  const input = document.getElementById(button.dataset.reveals);
  const shown = input.type === "password";
  input.type = shown ? "text" : "password";
  button.setAttribute("aria-pressed", String(shown));
});
