// <button data-prints> prints the page, of which the style sheets show on paper what belongs there.

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-prints]")) print();
});
