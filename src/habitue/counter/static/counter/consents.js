// The questions about consents: <button data-given="yes"> posts its data, one tap after the other. The server answers
// with what stands beside each question (data-answer), and the buttons follow.

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-given]");
  if (!button) return;
  const form = button.form;
  // That the server cannot be reached is said by trouble.js.
  const context = { source: form, swap: "none", values: { ...button.dataset } };
  window.htmx.ajax("POST", form.dataset.posts, context).catch(() => {});
});

document.addEventListener("htmx:oobAfterSwap", () => {
  for (const said of document.querySelectorAll("[data-answer]")) {
    for (const button of said.closest(".answer").querySelectorAll("[data-given]")) {
      button.setAttribute("aria-pressed", String(button.dataset.given === said.dataset.answer));
    }
  }
});

// What had the focus before was drawn anew with the answers.
document.addEventListener(
  "close",
  (event) => {
    if (!event.target.querySelector?.("#consent-questions")) return;
    setTimeout(() => {
      if (document.activeElement === document.body) document.querySelector("#customer-consent button")?.focus();
    });
  },
  true,
);
