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
  // Fields that do not apply are folded away; the server drops what was typed there only when it is sent.
  const answersTo = (field, near) => {
    const scope = near.closest(".item")?.querySelector(`[data-field="${field}"]`) ? near.closest(".item") : document;
    return [...scope.querySelectorAll(`[data-field="${field}"] :is(input, select, textarea)`)]
      .filter(one => !["radio", "checkbox"].includes(one.type) || one.checked)
      .flatMap(one => one.selectedOptions ? [...one.selectedOptions].map(option => option.value) : [one.value])
      .filter(text => text !== "");
  };
  const holds = (when, near) => {
    if (when.all) return when.all.every(part => holds(part, near));
    if (when.any) return when.any.some(part => holds(part, near));
    if (when.not) return !holds(when.not, near);
    if (!document.querySelector(`[data-field="${when.field}"]`)) return true;
    const answers = answersTo(when.field, near);
    return "answered" in when ? (answers.length > 0) === when.answered : answers.includes(when.is) !== when.negated;
  };
  const fold = () => document.querySelectorAll('[data-when]:not([data-when=""])').forEach(field => { field.hidden = !holds(JSON.parse(field.dataset.when), field); });
  // While typing: what unfolds when a field is left would move the button away that is being clicked.
  document.addEventListener("input", fold);
  fold();
  // Errors are read first.
  document.getElementById("errors")?.focus();
  // Filters stand open where there is room for them.
  const filters = document.querySelector("details.filters");
  if (filters && window.matchMedia("(min-width: 50rem)").matches) filters.open = true;
})();
