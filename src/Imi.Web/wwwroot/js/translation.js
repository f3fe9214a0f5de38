// Translates at once for people who want that, and shows translations that arrive while the page is open. Without this script a button and a link do the same.
(() => {
  "use strict";
  const show = text => {
    const page = new DOMParser().parseFromString(text, "text/html");
    document.querySelectorAll("[data-live]").forEach(part => {
      const fresh = page.querySelector(`[data-live="${part.dataset.live}"]`);
      if (!fresh || part.innerHTML === fresh.innerHTML) return;
      const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
      part.replaceWith(document.importNode(fresh, true));
      if (focused) document.getElementById(focused)?.focus();
    });
    const said = document.querySelector("[data-translation-said]");
    if (said) said.textContent = said.dataset.translationSaid;
    follow();
  };
  const reload = async () => {
    const answer = await fetch(location.pathname + location.search);
    if (answer.ok) show(await answer.text());
  };
  let events = null;
  const follow = () => {
    const waiting = document.querySelector("[data-translating]");
    if (!waiting || events) return;
    events = new EventSource(waiting.dataset.translating);
    events.addEventListener("translated", () => {
      events.close();
      events = null;
      reload();
    });
  };
  const automatic = document.querySelector("form[data-translate-now=yes]");
  if (automatic) {
    automatic.querySelector("button").disabled = true;
    fetch(automatic.action, { method: "POST", body: new URLSearchParams(new FormData(automatic)) })
      .then(async answer => { if (answer.ok) show(await answer.text()); })
      .finally(() => { const button = automatic.isConnected && automatic.querySelector("button"); if (button) button.disabled = false; });
  }
  follow();
})();
