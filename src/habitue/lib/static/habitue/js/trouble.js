// A request that fails is told, and nothing that was typed is lost: htmx leaves the page as it is (htmx-config in
// base.html). The server's own words come by the event "show-message" (HX-Trigger); where it said nothing, or did
// not answer, the texts are data attributes of #messages. Once the same has been done after all, it is told no more.

const region = document.getElementById("messages");

function tell(text) {
  document.dispatchEvent(new CustomEvent("show-message", { detail: { text, kind: "error" } }));
}

function asked({ detail: { requestConfig } }) {
  return requestConfig ? `${requestConfig.verb} ${requestConfig.path}` : "";
}

function remember(event) {
  const told = region.lastElementChild;
  if (told?.matches(".message-error")) told.dataset.failed = asked(event);
}

for (const kind of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(kind, (event) => {
    tell(region.dataset.unreachable);
    remember(event);
  });
}
document.addEventListener("htmx:responseError", (event) => {
  const spoken = event.detail.xhr.getResponseHeader("HX-Trigger") ?? "";
  if (!spoken.includes("show-message")) tell(region.dataset.failed);
  remember(event);
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (!event.detail.successful) return;
  for (const told of region.querySelectorAll("[data-failed]")) {
    if (told.dataset.failed === asked(event)) told.remove();
  }
});
