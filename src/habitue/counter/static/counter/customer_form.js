// The form of a customer over the sale: the focus goes to what is wrong, and a scanned card waits to be taken.

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.xhr.status !== 422) return;
  document.querySelector("dialog[open] [aria-invalid='true']")?.focus();
});

document.addEventListener("click", (event) => {
  const offer = event.target.closest("[data-card]");
  if (!offer) return;
  const field = document.querySelector("#customer-form [name='cards']");
  field.value = [field.value.trim(), offer.dataset.card].filter(Boolean).join(", ");
  offer.closest(".duplicate").remove();
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
