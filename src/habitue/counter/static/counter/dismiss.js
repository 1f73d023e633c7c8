// <button data-dismisses="id"> takes away what has been read.

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-dismisses]");
  if (button) document.getElementById(button.dataset.dismisses)?.remove();
});
