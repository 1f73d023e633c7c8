// Messages: the event "show-message" with {text, kind?} (HX-Trigger, or another module) shows one in #messages;
// "take-back-message" with its {text} takes away one that is not true any more.

const region = document.getElementById("messages");
const template = document.getElementById("message-template");
const staysFor = 6000;

function show(text, kind) {
  const message = template.content.firstElementChild.cloneNode(true);
  message.querySelector(".message-text").textContent = text;
  if (kind === "error") {
    message.classList.add("message-error");
  }
  takeBack(text);
  region.append(message);
  bringToFront();
  dismissLater(message);
}

function takeBack(text) {
  for (const message of [...region.children]) {
    if (message.querySelector(".message-text").textContent === text) message.remove();
  }
}

// What is outside of an open dialog lies below it, and can neither be pressed nor heard: the region stands in the dialog.
function bringToFront() {
  const dialogs = [...document.querySelectorAll("dialog:modal")];
  const room = document.activeElement?.closest("dialog:modal") ?? dialogs.at(-1) ?? document.body;
  if (region.parentElement !== room) room.append(region);
  if (region.matches(":popover-open")) region.hidePopover();
  region.showPopover();
}

// Whatever takes the dialog away leaves what it said.
document.addEventListener("close", (event) => event.target.contains(region) && bringToFront(), true);
document.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => {
  if (target?.contains(region) && region.parentElement !== document.body) document.body.append(region);
});
document.addEventListener("htmx:afterSettle", () => {
  if (region.children.length && !region.matches(":popover-open")) bringToFront();
});

function dismissLater(message) {
  if (message.classList.contains("message-error")) return;
  const leave = () => {
    if (message.matches(":hover, :focus-within")) setTimeout(leave, staysFor);
    else message.remove();
  };
  setTimeout(leave, staysFor);
}

// What is being typed keeps the focus.
document.addEventListener("mousedown", (event) => {
  if (event.target.closest(".message-close")) event.preventDefault();
});
document.addEventListener("click", (event) => {
  if (event.target.closest(".message-close")) event.target.closest(".message").remove();
});
document.addEventListener("show-message", (event) => show(event.detail.text ?? event.detail.value, event.detail.kind));
document.addEventListener("take-back-message", (event) => takeBack(event.detail.text));
for (const message of region.children) dismissLater(message);
if (region.children.length) bringToFront();
