// Locks the till when nobody has touched it for as long as the shop says, and covers the page at once, even when the
// server cannot be reached. Typing counts as being there: the server is told, lest it lock by its own clock.

const form = document.querySelector("[data-lock-after]");
const veil = document.getElementById("lock-veil");
const after = Number(form.dataset.lockAfter) * 60_000;
const tellEvery = Math.min(45_000, after / 3);
// Several windows of one browser are one till: being at one of them is being there.
const windows = new BroadcastChannel("habitue-till");
let touched = Date.now();
let told = touched;
let timer;

function wait() {
  clearTimeout(timer);
  timer = setTimeout(check, Math.max(250, touched + after - Date.now()));
}

function check() {
  if (veil.open) return;
  if (Date.now() - touched >= after) lock();
  else wait();
}

function lock() {
  veil.showModal();
  form.requestSubmit();
}

function touch() {
  if (veil.open) return;
  const now = Date.now();
  // A machine that slept wakes by a touch: its clock has gone on, its timers have not.
  if (now - touched >= after) return lock();
  touched = now;
  if (now - told >= tellEvery) tell(now);
}

async function tell(now) {
  told = now;
  windows.postMessage(now);
  const headers = { "HX-Request": "true", "HX-Current-URL": location.href, "X-CSRFToken": form.dataset.csrf };
  try {
    const answer = await fetch(form.dataset.here, { method: "POST", headers });
    const elsewhere = answer.headers.get("HX-Redirect");
    if (elsewhere) location.assign(elsewhere);
  } catch {
    // It cannot be reached now; the next touch tells it again.
  }
}

for (const kind of ["pointerdown", "keydown", "wheel", "input"]) {
  document.addEventListener(kind, touch, { capture: true, passive: true });
}
document.addEventListener("htmx:afterRequest", () => (told = Date.now()));
document.addEventListener("visibilitychange", check);
window.addEventListener("pageshow", check);
windows.addEventListener("message", (event) => (touched = Math.max(touched, event.data)));
veil.addEventListener("cancel", (event) => event.preventDefault());
wait();
