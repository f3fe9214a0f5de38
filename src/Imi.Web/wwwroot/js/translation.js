// Translates at once for people who want that, and shows translations that arrive while the page is open. Without this script a button and a link do the same.
(() => {
  "use strict";
  // An XMLHttpRequest parses a page itself; the policy for trusted types forbids scripts to parse text.
  const load = (method, address, form) => new Promise(resolve => {
    const request = new XMLHttpRequest();
    request.open(method, address);
    request.responseType = "document";
    request.onloadend = () => resolve(request.status === 200 ? request.responseXML : null);
    request.send(form);
  });
  const show = page => {
    if (!page) return;
    let arrived = false;
    document.querySelectorAll("[data-live]").forEach(part => {
      const fresh = page.querySelector(`[data-live="${part.dataset.live}"]`);
      if (!fresh || part.innerHTML === fresh.innerHTML) return;
      const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
      part.replaceWith(document.importNode(fresh, true));
      arrived ||= fresh.querySelectorAll(".translated").length > part.querySelectorAll(".translated").length;
      if (focused) document.getElementById(focused)?.focus();
    });
    const said = document.querySelector("[data-translation-said]");
    if (said && arrived) said.textContent = said.dataset.translationSaid;
    follow();
  };
  let events = null;
  const follow = () => {
    const waiting = document.querySelector("[data-translating]");
    if (!waiting || events) return;
    events = new EventSource(waiting.dataset.translating);
    events.addEventListener("translated", () => {
      events.close();
      events = null;
      load("GET", location.pathname + location.search).then(show);
    });
  };
  const automatic = document.querySelector("form[data-translate-now=yes]");
  if (automatic) {
    automatic.querySelector("button").disabled = true;
    load("POST", automatic.action, new URLSearchParams(new FormData(automatic)))
      .then(show)
      .finally(() => { const button = automatic.isConnected && automatic.querySelector("button"); if (button) button.disabled = false; });
  }
  follow();
})();
