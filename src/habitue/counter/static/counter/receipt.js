// The receipt page: the button and the key P print it, Enter begins a new sale wherever the focus is.

const newSale = document.getElementById("new-sale");
newSale.focus();

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-prints]")) window.print();
});

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
  if (document.querySelector("dialog[open]") || event.target.closest("input, textarea, select")) return;
  if (event.key.toLowerCase() === "p") window.print();
  else if (event.key === "Enter" && !event.target.closest("a, button, summary")) newSale.click();
});
