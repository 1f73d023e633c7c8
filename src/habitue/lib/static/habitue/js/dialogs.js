// Dialogs: <button data-opens="id"> opens <dialog id>, <button data-closes> closes the one it stands in.
// A <dialog data-arrives> that htmx brings opens by itself, and leaves the page when it closes.
// A reply may close whatever is open by the event "close-dialog" (HX-Trigger), but for a <dialog data-stays>.

const opener = new WeakMap();
let outside = null; // where the first of several dialogs was opened, each of which came in the place of the last

function open(dialog, from) {
  if (dialog.open) return;
  const opens = from ?? document.activeElement;
  if (opens !== document.body && !opens.closest("dialog")) outside = opens;
  opener.set(dialog, opens === document.body ? outside : opens);
  dialog.showModal();
  goTo(wrongIn(dialog) ?? dialog.querySelector("[autofocus]") ?? firstIn(dialog));
}

// A form that could be left unsaved begins with its first field, not with the cross that leaves it.
function firstIn(dialog) {
  return dialog.querySelector("[data-unsaved] :is(input:not([type='hidden']), select, textarea)");
}

// An amount that stands there already is replaced by what is typed.
function goTo(field) {
  field?.focus();
  if (field?.matches("input.input-money")) field.select();
}

// The first thing that is wrong; of choices that are wrong as a whole, the one that the keys would come to.
function wrongIn(dialog) {
  const wrong = dialog?.querySelector("[aria-invalid='true']");
  return wrong?.matches("fieldset") ? (wrong.querySelector(":checked") ?? wrong.querySelector("input")) : wrong;
}

// A form that comes back has the focus where it is wrong.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.xhr?.status === 422) goTo(wrongIn([...document.querySelectorAll("dialog[open]")].at(-1)));
});

// What is typed stays in sight when the keyboard of a phone comes up.
addEventListener("resize", () => {
  const typing = document.activeElement;
  if (typing?.matches("dialog[open] :is(input, textarea, select)")) typing.scrollIntoView({ block: "nearest" });
});

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
});

// What opened the dialog, or what stands in its place since the page was drawn anew.
function placeOf(from) {
  return from?.isConnected ? from : from?.id && document.getElementById(from.id);
}

document.addEventListener(
  "close",
  (event) => {
    const dialog = event.target;
    if (!(dialog instanceof HTMLDialogElement)) return;
    const from = placeOf(opener.get(dialog)) ?? placeOf(outside);
    if (dialog.hasAttribute("data-arrives")) dialog.remove();
    if (from && document.activeElement === document.body) from.focus();
  },
  true,
);

function openArrivals(root) {
  for (const dialog of root.querySelectorAll("dialog[data-arrives]:not([open], [data-leaves])")) open(dialog);
}

document.addEventListener("htmx:afterSwap", () => openArrivals(document));
document.addEventListener("htmx:oobAfterSwap", () => openArrivals(document));
document.addEventListener("close-dialog", () => {
  for (const dialog of document.querySelectorAll("dialog[open]:not([data-stays])")) {
    // It leaves the page a moment later, and what is drawn meanwhile does not open it again.
    dialog.toggleAttribute("data-leaves", dialog.hasAttribute("data-arrives"));
    dialog.close();
  }
});
openArrivals(document);
