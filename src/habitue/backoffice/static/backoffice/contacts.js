// The ticks of the customers' list, and the words that say whom the buttons below it are about. A tick with Shift held
// ticks, or clears, all rows from the one before.

const boxes = () => [...document.querySelectorAll("#customers input[name=customer]")];
let last;

function tell() {
  const form = document.getElementById("picked");
  if (!form) return;
  const all = boxes(), ticked = all.filter((box) => box.checked).length;
  const whole = form.querySelector("[data-ticks-all]");
  whole.checked = ticked > 0 && ticked === all.length;
  whole.indeterminate = ticked > 0 && ticked < all.length;
  const about = ticked || form.dataset.all === undefined;
  form.querySelector(".contacts-whom").textContent = about ? form.dataset.ticked.replace("{count}", ticked) : form.dataset.all;
  for (const button of form.querySelectorAll("button")) button.disabled = !ticked && form.dataset.all === undefined;
}

document.addEventListener("click", ({target, shiftKey}) => {
  if (target.matches?.("[data-ticks-all]")) for (const box of boxes()) box.checked = target.checked;
  else if (target.matches?.("#customers input[name=customer]")) {
    const all = boxes(), [from, to] = [all.indexOf(last), all.indexOf(target)].sort((one, other) => one - other);
    if (shiftKey && from >= 0) for (const box of all.slice(from, to + 1)) box.checked = target.checked;
    last = target;
  } else return;
  tell();
});
document.addEventListener("htmx:afterSwap", tell);
// Coming back by the browser's button, ticks may be there already.
addEventListener("pageshow", tell);
tell();
