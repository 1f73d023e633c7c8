// The receipt page: a button prints it, Enter begins a new sale wherever the focus is, and so does the scanner.

const newSale = document.getElementById("new-sale");
newSale.focus();

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-prints]")) window.print();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
  if (document.querySelector("dialog[open]") || event.target.closest("a, button, summary, input")) return;
  newSale.click();
});

// What is scanned here is in the register's next basket already; the sell screen shows it.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const answer = event.detail.xhr;
  const isPlaced = answer.getResponseHeader("HX-Refresh") || answer.getResponseHeader("HX-Retarget");
  if (event.target.id !== "scan-place" || !isPlaced) return;
  event.preventDefault();
  newSale.click();
});
