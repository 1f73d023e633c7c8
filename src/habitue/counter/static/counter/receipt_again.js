// The page of a receipt of long ago: what the server has counted as a duplicate is printed; Escape leads back.

document.addEventListener("print-paper", () => window.print());

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.repeat || event.defaultPrevented) return;
  if (!document.querySelector("dialog[open]")) document.getElementById("back").click();
});
