// The questions about consents: <button data-given="yes"> posts its data. The form sends, because the buttons are drawn
// anew with each answer and a second tap must not get lost with one that has gone.

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-given]");
  if (!button) return;
  const form = button.form;
  const context = { source: form, target: "#consent-questions", swap: "innerHTML", values: { ...button.dataset } };
  // That the server cannot be reached is said by trouble.js.
  window.htmx.ajax("POST", form.dataset.posts, context).catch(() => {});
});
