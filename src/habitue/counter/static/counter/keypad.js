// A pad of keys that types into a field: <div class="keypad" data-for="id of the field"> with <button data-key>.
// The field keeps the focus, so that Enter, the keyboard and the pad can be mixed.

document.addEventListener("pointerdown", (event) => {
  if (event.target.closest(".keypad [data-key]")) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const key = event.target.closest(".keypad [data-key]");
  if (!key) return;
  const field = document.getElementById(key.closest(".keypad").dataset.for);
  const typed = key.dataset.key;
  // What is selected, as a proposed amount is, gives way to what is typed, as it does on a keyboard.
  const [start, end] = [field.selectionStart, field.selectionEnd];
  if (typed === "Backspace") field.setRangeText("", start === end ? Math.max(0, start - 1) : start, end, "end");
  else if (field.maxLength < 0 || field.value.length - (end - start) < field.maxLength) {
    field.setRangeText(typed, start, end, "end");
  }
  field.dispatchEvent(new Event("input", { bubbles: true }));
  if (event.detail > 0) field.focus();
});
