// The dialog of a return: how many pieces of each line come back. + and − or the arrow keys count in the field that has
// the focus, "Return all" takes all that is left, and the first reason that is chosen is proposed for the other lines.

function count(line, pieces) {
  const field = line.querySelector("[data-pieces]");
  const most = Number(line.dataset.left);
  field.value = String(Math.max(0, Math.min(most, pieces)));
  mark(line);
}

function pieces(line) {
  return Number.parseInt(line.querySelector("[data-pieces]").value, 10) || 0;
}

function mark(line) {
  line.classList.toggle("return-chosen", pieces(line) > 0);
}

document.addEventListener("click", (event) => {
  const step = event.target.closest("[data-counts]");
  if (step) {
    const line = step.closest(".return-line");
    count(line, pieces(line) + Number(step.dataset.counts));
  }
  const all = event.target.closest("[data-returns-all]");
  if (!all) return;
  const lines = [...all.closest("form").querySelectorAll(".return-line")];
  for (const line of lines) count(line, Number(line.dataset.left));
  lines[0]?.querySelector("[data-reason]").focus();
});

const steps = { "+": 1, ArrowUp: 1, "-": -1, "−": -1, ArrowDown: -1 };

document.addEventListener("keydown", (event) => {
  if (!event.target.matches?.("[data-pieces]") || !(event.key in steps)) return;
  event.preventDefault();
  const line = event.target.closest(".return-line");
  count(line, pieces(line) + steps[event.key]);
});

document.addEventListener("focusin", (event) => {
  if (event.target.matches("[data-pieces]")) event.target.select();
});

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-pieces]")) mark(event.target.closest(".return-line"));
  if (!event.target.matches("[data-reason]")) return;
  for (const other of event.target.closest("form").querySelectorAll("[data-reason]")) {
    if (!other.value) other.value = event.target.value;
  }
});

// Come here from a receipt, the dialog opens once: not again when the page is loaded anew.
if (new URLSearchParams(window.location.search).has("return")) {
  window.history.replaceState(null, "", window.location.pathname);
}

// Without a receipt, Enter takes the first product that is found; the arrows walk through all of them.
const foundProducts = () => [...document.querySelectorAll("#unknown-found button")];
let answered = true;
let wantsFirst = false;

document.addEventListener("input", (event) => {
  if (event.target.id !== "unknown_search") return;
  answered = false;
  wantsFirst = false;
});

// Once it is settled: before that a button of the answer asks for nothing yet.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "unknown-found") return;
  answered = true;
  if (wantsFirst) foundProducts()[0]?.click();
  wantsFirst = false;
});

document.addEventListener("keydown", (event) => {
  const all = foundProducts();
  const at = all.indexOf(event.target);
  if (event.target.id === "unknown_search" && event.key === "Enter") {
    if (answered) all[0]?.click();
    else wantsFirst = true;
  } else if (event.key === "ArrowDown" && (at >= 0 || event.target.id === "unknown_search")) {
    all[at + 1]?.focus();
  } else if (event.key === "ArrowUp" && at >= 0) {
    (all[at - 1] ?? document.getElementById("unknown_search")).focus();
  } else {
    return;
  }
  event.preventDefault();
});
