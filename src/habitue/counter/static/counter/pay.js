// The payment page: a quick amount is taken at once; a way of paying that is chosen brings up its amount, selected, so
// that typing replaces what is proposed; Escape leads back to the sale.

document.addEventListener("click", (event) => {
  const quick = event.target.closest("[data-takes]");
  if (!quick) return;
  const form = quick.closest("form");
  form.elements.amount.value = quick.dataset.takes;
  form.requestSubmit();
});

// By arrow keys one walks through the ways of paying; a tap or a shortcut moves on to the amount, of the way that is
// chosen already too: nothing changes then, but the choice would keep the focus, and the digits that follow be lost.
let walking = false;
document.addEventListener("pointerdown", () => (walking = false));
document.addEventListener("keydown", (event) => (walking = event.key.startsWith("Arrow")), true);
document.addEventListener("click", (event) => {
  if (!event.target.matches("input[name='way']") || walking) return;
  const amount = document.getElementById(event.target.value);
  amount.focus();
  amount.select();
});

// Whoever is attached meanwhile brings their ways of paying along; the amount that is being typed stays.
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target, fragment } = event.detail;
  if (target?.id !== "payment") return;
  for (const typed of target.querySelectorAll(".payment-take input[name='amount']")) {
    const fresh = fragment.querySelector(`#${typed.id}`);
    if (fresh && typed.value !== typed.defaultValue) fresh.value = typed.value;
  }
  const way = target.querySelector("input[name='way']:checked");
  const again = way && fragment.querySelector(`#${way.id}:not(:disabled)`);
  if (again) again.checked = true;
});

// What a gift card could pay is proposed as other amounts are: what is typed replaces it.
document.addEventListener("htmx:afterSettle", () => {
  const amount = document.querySelector("#take-gift_card [name='amount']");
  if (amount && document.activeElement === amount) amount.select();
});

// Where the customer's place stands below the amounts, new prices come into sight; once, and where they are not already.
let seen = null;
document.addEventListener("htmx:afterSettle", () => {
  const repriced = document.getElementById("repriced");
  if (repriced && repriced !== seen) requestAnimationFrame(() => repriced.scrollIntoView({ block: "nearest" }));
  seen = repriced;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.repeat || event.defaultPrevented) return;
  if (!document.querySelector("dialog[open]")) document.getElementById("back").click();
});
