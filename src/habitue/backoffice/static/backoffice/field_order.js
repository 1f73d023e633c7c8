// The rows of <ul data-orders> change places by drag and drop; the new order is sent by the form around them. Without a
// pointer the buttons of each row do the same, one place at a time, and keep the focus.

let dragged = null;

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-orders] > li") ?? null;
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  dragged.classList.add("is-dragged");
});

document.addEventListener("dragover", (event) => {
  const over = dragged && event.target.closest?.("[data-orders] > li");
  if (!over || over.parentElement !== dragged.parentElement) return;
  event.preventDefault();
  const box = over.getBoundingClientRect();
  over[event.clientY > box.top + box.height / 2 ? "after" : "before"](dragged);
});

document.addEventListener("drop", (event) => {
  if (dragged) event.preventDefault();
});

document.addEventListener("dragend", () => {
  if (!dragged) return;
  dragged.classList.remove("is-dragged");
  dragged.closest("form").requestSubmit();
  dragged = null;
});

let pressed = "";

document.addEventListener("htmx:beforeRequest", (event) => {
  pressed = event.target.closest?.("[data-order]") ? (event.detail.requestConfig.triggeringEvent?.submitter?.id ?? "") : "";
});

document.addEventListener("htmx:afterSettle", () => {
  if (!pressed) return;
  const button = document.getElementById(pressed);
  const other = button?.disabled ? button.parentElement.querySelector("button:not([disabled])") : button;
  other?.focus();
  pressed = "";
});
