// What a promotion is on: <button data-picks="buy:product:…" data-called="…"> puts a chip into the list that it stands
// below, [data-removes] takes one out. Both tell the form that it has changed.

function changed(list) {
  list.dispatchEvent(new Event("change", { bubbles: true }));
}

function pick(button) {
  const part = button.closest("[data-targets]");
  const list = part.querySelector("[data-chips]");
  const there = [...list.querySelectorAll("input")].some((input) => input.value === button.dataset.picks);
  if (!there) {
    const chip = document.getElementById("chip").content.cloneNode(true);
    const removes = chip.querySelector("[data-removes]");
    chip.querySelector("input").value = button.dataset.picks;
    chip.querySelector("[data-name]").textContent = button.dataset.called;
    removes.setAttribute("aria-label", removes.getAttribute("aria-label").replace("__", button.dataset.called));
    list.append(chip);
    changed(list);
  }
  const search = part.querySelector("input[type=search]");
  search.value = "";
  part.querySelector(".price-found").replaceChildren();
  search.focus();
}

document.addEventListener("click", ({ target }) => {
  const picks = target.closest("[data-picks]");
  if (picks) pick(picks);
  const removes = target.closest(".chip [data-removes]");
  if (!removes) return;
  const part = removes.closest("[data-targets]");
  removes.closest(".chip").remove();
  changed(part.querySelector("[data-chips]"));
  part.querySelector("input[type=search]").focus();
});
