// Shortcuts: data-keys="F2 Ctrl+Enter" on what they focus or press. Function keys and Ctrl work everywhere; single
// characters only where nothing is being typed, but for a lone "?". With a dialog open, only what is in it counts.

const aBurst = 70; // ms: characters of a scan follow each other faster than this
let waiting = null;

function nameOf(event) {
  const held = [event.ctrlKey && "Ctrl", event.altKey && "Alt", event.shiftKey && event.key.length > 1 && "Shift"];
  const key = event.key.length === 1 && event.ctrlKey ? event.key.toUpperCase() : event.key;
  return [...held.filter(Boolean), key].join("+");
}

function isTyping(target) {
  return target.matches?.("textarea, select, [contenteditable], input:not([type='radio'], [type='checkbox'])");
}

// Nobody looks for "?" or pays it: where nothing else is typed yet, it asks for help, although the search has the focus.
function asksForHelp(name, target) {
  if (name !== "?") return false;
  const empty = target.value === "" && target.matches("[type='search'], [role='combobox']");
  return empty || target.matches("[inputmode='decimal']");
}

function find(name) {
  const dialogs = document.querySelectorAll("dialog[open]");
  const room = dialogs.length ? dialogs[dialogs.length - 1] : document;
  return [...room.querySelectorAll("[data-keys]")].find((each) => each.dataset.keys.split(" ").includes(name));
}

function use(element) {
  if (element.matches("input, textarea, select")) {
    element.focus();
    element.select?.();
  } else if (element.matches("summary")) {
    element.focus();
    element.click();
  } else {
    element.click();
  }
}

function act(name) {
  const modal = document.querySelector("dialog[open]");
  if (["+", "-", "−", "*", "%", "w", "Delete"].includes(name) && !modal) {
    document.dispatchEvent(new CustomEvent("basket-key", { detail: { key: name } }));
  } else if (name === "F6" && !modal) {
    document.dispatchEvent(new CustomEvent("go-to-lines"));
  } else {
    const element = find(name);
    if (element) use(element);
    return Boolean(element);
  }
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.metaKey) return;
  const name = nameOf(event);
  const isCharacter = event.key.length === 1 && !event.ctrlKey;
  const typing = isTyping(event.target);
  if (typing && asksForHelp(name, event.target)) {
    event.preventDefault();
    actUnlessABurst(name, event);
    return;
  }
  if (typing && (isCharacter || event.key === "Delete" || name === "Ctrl+Z")) {
    if (waiting && event.timeStamp - waiting.at < aBurst) clearTimeout(waiting.timer);
    return;
  }
  if (isCharacter) {
    actUnlessABurst(name, event);
  } else if (/^(Shift\+)?F\d+$|Ctrl\+|Delete/.test(name)) {
    if (act(name)) event.preventDefault();
  }
});

// A scanner's characters are no shortcuts: one that is alone waits a moment to see that it is.
function actUnlessABurst(name, event) {
  if (name === " " || event.altKey) return;
  const inBurst = waiting && waiting.name !== name && event.timeStamp - waiting.at < aBurst;
  if (waiting && !inBurst && waiting.timer) {
    clearTimeout(waiting.timer);
    act(waiting.name);
  }
  clearTimeout(waiting?.timer);
  if (name === "/" ) event.preventDefault(); // Firefox's quick find
  const at = event.timeStamp;
  waiting = { name, at, timer: null };
  if (inBurst) return;
  waiting.timer = setTimeout(() => {
    waiting.timer = null;
    act(name);
  }, aBurst);
}
