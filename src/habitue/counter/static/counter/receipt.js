// The receipt page: what is printed is counted first, Enter begins a new sale wherever the focus is, and so does the
// scanner.

const newSale = document.getElementById("new-sale");
newSale.focus();

document.addEventListener("print-paper", () => window.print());

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
  if (document.querySelector("dialog[open]") || event.target.closest("a, button, summary, input")) return;
  newSale.click();
});

// Once the sale has its customer the next one may begin. Later, as in products.js: a dialog that is being closed gives
// the focus back to where it was opened.
document.addEventListener("close-dialog", () => requestAnimationFrame(() => setTimeout(() => newSale.focus())));

// What is scanned here is in the register's next basket already; the sell screen shows it.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (event.target.id !== "scan-place" || !event.detail.xhr.getResponseHeader("HX-Refresh")) return;
  event.preventDefault();
  newSale.click();
});
