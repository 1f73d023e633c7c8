// Two views in the place of one on a phone: <button data-shows="basket"> inside an element with data-view.

document.addEventListener("click", (event) => {
  const tab = event.target.closest("[data-shows]");
  if (!tab) return;
  const room = tab.closest("[data-view]");
  room.dataset.view = tab.dataset.shows;
  for (const each of room.querySelectorAll("[data-shows]")) {
    each.setAttribute("aria-pressed", String(each === tab));
  }
});
