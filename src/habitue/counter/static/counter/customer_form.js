// The form of a customer over the sale: a scanned card waits to be taken.

document.addEventListener("click", (event) => {
  const offer = event.target.closest("[data-card]");
  if (!offer) return;
  const field = document.querySelector("#customer-form [name='cards']");
  field.value = [field.value.trim(), offer.dataset.card].filter(Boolean).join(", ");
  offer.closest(".duplicate").remove();
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

// A card that was blocked leaves the field too, or saving would say that it is blocked; what else is typed there stays.
document.addEventListener("card-blocked", ({ detail }) => {
  const field = document.querySelector("#customer-form [name='cards']");
  if (!field) return;
  const plain = (number) => number.replace(/[\s-]/g, "").toUpperCase();
  const rest = field.value.split(/[,;\n]/).filter((number) => plain(number) !== plain(detail.number));
  field.value = rest.map((number) => number.trim()).filter(Boolean).join(", ");
});

// What was typed is not dropped by one press of Escape or of the cross: the first says so, the second closes.
function isKept(dialog) {
  if (!dialog?.matches("[data-unsaved]") || dialog.dataset.warned === "yes") return false;
  if (dialog.dataset.typed !== "yes" && !dialog.querySelector("[aria-invalid='true']")) return false;
  dialog.dataset.warned = "yes";
  const detail = { text: dialog.dataset.unsaved, kind: "error" };
  document.dispatchEvent(new CustomEvent("show-message", { detail }));
  return true;
}

// Whoever goes on typing, has saved or has dropped it is not warned any more.
function takeBack(dialog) {
  if (dialog.dataset.warned !== "yes") return;
  const detail = { text: dialog.dataset.unsaved };
  document.dispatchEvent(new CustomEvent("take-back-message", { detail }));
}

document.addEventListener("input", (event) => {
  const dialog = event.target.closest("dialog[data-unsaved]");
  if (!dialog) return;
  takeBack(dialog);
  Object.assign(dialog.dataset, { typed: "yes", warned: "" });
});
document.addEventListener("close", (event) => event.target.matches("[data-unsaved]") && takeBack(event.target), true);
document.addEventListener("cancel", (event) => isKept(event.target) && event.preventDefault(), true);
document.addEventListener(
  "click",
  (event) => {
    const closes = event.target.closest("[data-closes]");
    if (closes && isKept(closes.closest("dialog"))) event.stopImmediatePropagation();
  },
  true,
);
