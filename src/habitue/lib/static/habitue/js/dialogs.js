// Dialogs: <button data-opens="id"> opens <dialog id>, <button data-closes> closes the one it stands in.
// A <dialog data-arrives> that htmx brings opens by itself, and leaves the page when it closes.
// A reply may close whatever is open by the event "close-dialog" (HX-Trigger).

const opener = new WeakMap();

function open(dialog, from) {
  if (dialog.open) return;
  opener.set(dialog, from ?? document.activeElement);
  dialog.showModal();
  (dialog.querySelector("[aria-invalid='true']") ?? dialog.querySelector("[autofocus]"))?.focus();
}

document.addEventListener("click", (event) => {
  const opens = event.target.closest("[data-opens]");
  if (opens) open(document.getElementById(opens.dataset.opens), opens);
  const closes = event.target.closest("[data-closes]");
  if (closes) closes.closest("dialog")?.close();
  if (event.target instanceof HTMLDialogElement && !event.target.hasAttribute("data-keeps")) {
    const { left, right, top, bottom } = event.target.getBoundingClientRect();
    const inside = event.clientX >= left && event.clientX <= right && event.clientY >= top && event.clientY <= bottom;
    if (!inside && event.detail > 0) event.target.close();
  }
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target) || event.target.closest(".menu-item")) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
    event.preventDefault();
  }
});

document.addEventListener(
  "close",
  (event) => {
    const dialog = event.target;
    if (!(dialog instanceof HTMLDialogElement)) return;
    const from = opener.get(dialog);
    if (dialog.hasAttribute("data-arrives")) dialog.remove();
    if (from?.isConnected && document.activeElement === document.body) from.focus();
  },
  true,
);

function openArrivals(root) {
  for (const dialog of root.querySelectorAll("dialog[data-arrives]:not([open])")) open(dialog);
}

document.addEventListener("htmx:afterSwap", () => openArrivals(document));
document.addEventListener("htmx:oobAfterSwap", () => openArrivals(document));
document.addEventListener("close-dialog", () => {
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
});
openArrivals(document);
