// The receipt by e-mail: an address that is not the record's may be kept there; once it is asked for, Enter goes on to
// the next sale, or back to the one at hand.

function offer(form) {
  const keep = form.querySelector("[data-keep]");
  const typed = form.querySelector("[name='email']").value.trim().toLowerCase();
  if (!keep) return;
  keep.hidden = !typed || typed === form.dataset.known.toLowerCase();
  if (keep.hidden) keep.querySelector("input").checked = false;
}

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("[data-sends]");
  if (form && event.target.name === "email") offer(form);
});

document.addEventListener("htmx:afterSwap", (event) => {
  const form = event.target.querySelector?.("[data-sends]");
  if (!form) return;
  offer(form);
  form.querySelector("[aria-invalid='true']")?.focus();
});

document.addEventListener("receipt-asked", () => document.querySelector("#new-sale, #back").focus());
