// A country with several time zones: this machine's own clock knows which one is meant.

const ours = Intl.DateTimeFormat().resolvedOptions().timeZone;

function prefer() {
  const zones = document.querySelector("#id_time_zone optgroup");
  const mine = [...(zones?.children ?? [])].find((option) => option.value === ours);
  if (mine) mine.selected = true;
}

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "proposals") prefer();
});
if (!document.querySelector("#welcome [aria-invalid='true'], #welcome .form-errors")) prefer();
