// A request that fails is told, and nothing that was typed is lost: htmx leaves the page as it is (htmx-config in
// base.html). The server's own words come by the event "show-message" (HX-Trigger); where it said nothing, or did
// not answer, the texts are data attributes of #messages.

function tell(text) {
  document.dispatchEvent(new CustomEvent("show-message", { detail: { text, kind: "error" } }));
}

function texts() {
  return document.getElementById("messages").dataset;
}

document.addEventListener("htmx:sendError", () => tell(texts().unreachable));
document.addEventListener("htmx:timeout", () => tell(texts().unreachable));
document.addEventListener("htmx:responseError", (event) => {
  const spoken = event.detail.xhr.getResponseHeader("HX-Trigger") ?? "";
  if (!spoken.includes("show-message")) tell(texts().failed);
});
