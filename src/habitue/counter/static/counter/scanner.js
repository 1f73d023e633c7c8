// A scanner that types like a keyboard: many characters in next to no time, then Enter or Tab. Nobody types like that,
// so such a burst is a scan wherever the focus is. Whatever of it went into a field is taken out again.
// Characters are never kept back: that would make a person's typing lag.

const longestPause = 80; // ms between two characters of one scan
const averagePause = 35;
const shortest = 4;
const silent = new Set(["Shift", "CapsLock", "NumLock", "AltGraph"]);

let burst = null;

function begin(event) {
  burst = { code: "", digits: "", first: event.timeStamp, last: event.timeStamp, fields: new Map() };
}

function fieldOf(target) {
  const field = target.shadowRoot?.activeElement ?? target;
  return field.matches?.("input, textarea, select") ? field : null;
}

function keep(field) {
  const hasSelection = typeof field.selectionStart === "number";
  return { value: field.value, from: hasSelection && field.selectionStart, to: hasSelection && field.selectionEnd };
}

function restore(field, kept) {
  if (!field.isConnected || field.value === kept.value) return;
  field.value = kept.value;
  if (kept.from !== false) field.setSelectionRange(kept.from, kept.to);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// A name that a script or a very fast hand has typed has small letters and no digit; a code is not like that.
function looksLikeACode(text) {
  return /\d/.test(text) || text === text.toUpperCase() || (text.length >= 12 && !/\s/.test(text));
}

function isScan({ code, first, last }, end) {
  return (
    code.length >= shortest &&
    end - last <= longestPause &&
    (last - first) / (code.length - 1) <= averagePause &&
    looksLikeACode(code)
  );
}

// A scanner set to another keyboard's layout sends the right keys with the wrong characters: "&é\"'" is 1234 in French.
function read({ code, digits }) {
  return /[\p{L}\p{N}]/u.test(code.replaceAll(/[éèçà]/g, "")) || digits.length !== code.length ? code : digits;
}

document.addEventListener(
  "keydown",
  (event) => {
    if (!event.key || silent.has(event.key)) return;
    const isText = [...event.key].length === 1;
    const isShortcut = (event.ctrlKey || event.altKey || event.metaKey) && !event.getModifierState("AltGraph");
    if (isText && !isShortcut && !event.repeat && !event.isComposing) {
      if (!burst || event.timeStamp - burst.last > longestPause) begin(event);
      // The focus may move in the middle of a scan, when a form opens.
      const field = fieldOf(event.target);
      if (field && !burst.fields.has(field)) burst.fields.set(field, keep(field));
      burst.code += event.key;
      burst.digits += /^(Digit|Numpad)\d$/.test(event.code) ? event.code.at(-1) : "";
      burst.last = event.timeStamp;
      return;
    }
    const scan = burst;
    burst = null;
    if (!scan || isShortcut || !["Enter", "Tab"].includes(event.key) || !isScan(scan, event.timeStamp)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    for (const [field, kept] of scan.fields) restore(field, kept);
    send(read(scan).trim());
  },
  true,
);

function send(code) {
  const place = document.getElementById("scan-place");
  if (!place || !code) return;
  for (const dialog of document.querySelectorAll("dialog[open][data-gives-way]")) dialog.close();
  const form = document.querySelector("dialog[open] form[data-takes-scan]");
  const { takesScan = "", changed = "" } = form?.dataset ?? {};
  const values = { code, where: place.dataset.where, form: takesScan, changed };
  // That the server cannot be reached is said by trouble.js.
  const context = { source: place, target: place, swap: "innerHTML", values };
  window.htmx.ajax("POST", place.dataset.scan, context).catch(() => {});
}
