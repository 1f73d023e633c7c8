// <button data-prints> prints the page, of which the style sheets show on paper what belongs there; so does the event
// "print-paper" of an answer.

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-prints]")) print();
});

document.addEventListener("print-paper", () => print());
