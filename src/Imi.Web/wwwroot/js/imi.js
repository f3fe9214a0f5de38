// Small comforts; every page works without them.
(() => {
  "use strict";
  // One click sends once: the server keeps a second from doing anything, this keeps it from being sent.
  document.addEventListener("submit", event => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "true";
  });
  window.addEventListener("pageshow", event => {
    if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(form => delete form.dataset.sent);
  });
  // Menus close when the reader goes elsewhere.
  document.addEventListener("click", event => {
    document.querySelectorAll("details.menu[open]").forEach(menu => { if (!menu.contains(event.target)) menu.open = false; });
  });
  document.addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details.menu[open]").forEach(menu => { menu.open = false; menu.querySelector("summary").focus(); });
  });
  // Errors are read first.
  document.getElementById("errors")?.focus();
  // Filters stand open where there is room for them.
  const filters = document.querySelector("details.filters");
  if (filters && window.matchMedia("(min-width: 50rem)").matches) filters.open = true;
})();
