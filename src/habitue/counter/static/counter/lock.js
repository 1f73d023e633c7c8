// Locks the till when nobody has touched it for as long as the shop says, and covers the page at once, even when the
// server cannot be reached. Typing counts as being there: the server is told, lest it lock by its own clock.
// The page waits below, with what is typed in it and not sent, for whoever it belongs to; anybody else gets a new one.

const form = document.querySelector("[data-lock-after]");
const veil = document.getElementById("lock-veil");
const panel = document.getElementById("lock-panel");
const unanswered = [...panel.childNodes]; // what is shown until the server asks for the PIN
const after = Number(form.dataset.lockAfter) * 60_000;
const tellEvery = Math.min(45_000, after / 3);
// Several windows of one browser are one till: being at one of them is being there.
const windows = new BroadcastChannel("habitue-till");
let locked = false;
let left; // what had the focus, and what was selected in it
let from;
let to;
let touched = Date.now();
let told = touched;
let timer;

function wait() {
  clearTimeout(timer);
  timer = setTimeout(check, Math.max(250, touched + after - Date.now()));
}

function check() {
  if (locked) return;
  if (Date.now() - touched >= after) lock();
  else wait();
}

function lock() {
  if (!locked) form.requestSubmit();
}

function cover() {
  if (!locked) {
    left = document.activeElement;
    [from, to] = [left.selectionStart, left.selectionEnd];
  }
  locked = true;
  veil.close();
  veil.showModal();
}

function uncover() {
  locked = false;
  veil.close();
  panel.replaceChildren(...unanswered);
  goOn();
  touched = told = Date.now();
  wait();
}

// The browser gives the focus back, but not the place in the field where the next key goes.
function goOn() {
  if (!left.isConnected || document.activeElement !== left) return;
  left.blur();
  left.focus();
  if (typeof from === "number") left.setSelectionRange(from, to);
}

function touch() {
  if (locked) return;
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
    if (answer.headers.has("HX-Redirect")) lock();
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
form.addEventListener("submit", cover);
document.addEventListener("unlocked", uncover);
wait();

// Neither a key nor a scan reaches the page below, and Escape does not lift the veil.
for (const kind of ["keydown", "keyup"]) {
  window.addEventListener(
    kind,
    (event) => {
      if (!locked) return;
      event.stopImmediatePropagation();
      if (event.key === "Escape") event.preventDefault();
    },
    true,
  );
}
veil.addEventListener("cancel", (event) => event.preventDefault());
veil.addEventListener("close", () => locked && !veil.open && cover());

// Nor does the page below go on asking; what it had asked for may still come, and stays below.
const isOfTheVeil = (element) => element === form || veil.contains(element);
document.addEventListener("htmx:beforeRequest", (event) => {
  if (locked && !isOfTheVeil(event.target)) event.preventDefault();
});
document.addEventListener("htmx:afterSettle", (event) => locked && !isOfTheVeil(event.target) && cover());
// The server has locked the till meanwhile: the page stays for that, too.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const to = event.detail.xhr.getResponseHeader("HX-Redirect");
  if (isOfTheVeil(event.target) || !to?.startsWith(form.dataset.signIn)) return;
  event.preventDefault();
  lock();
});
