// Small comforts; every page works without them.
(() => {
  "use strict";
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
  const fold = () => document.querySelectorAll('[data-when]:not([data-when=""])').forEach(field => {
    field.hidden = !holds(JSON.parse(field.dataset.when), field);
    // Where the field shows, what is asked in it is asked.
    field.querySelectorAll("[data-required]").forEach(mark => { mark.textContent = mark.dataset.required; });
  });
  // While typing: what unfolds when a field is left would move the button away that is being clicked.
  document.addEventListener("input", fold);
  fold();
  // The field that a link leads to comes first, a new item of a group too; else errors are read first.
  const target = location.hash.startsWith("#f-") && document.getElementById(location.hash.slice(1));
  const first = target && (target.matches("input, textarea, select") ? target : target.querySelector("input:not([type=hidden]), textarea, select"));
  if (target) (first ?? target).focus(); else document.getElementById("errors")?.focus();
  // The menu and the steps that a small screen folds away.
  document.querySelectorAll("[data-unfolds]").forEach(link => link.addEventListener("click", event => {
    event.preventDefault();
    const isOpen = document.getElementById(link.dataset.unfolds).classList.toggle("unfolded");
    link.setAttribute("aria-expanded", isOpen);
  }));
  // Filters stand open where there is room for them.
  const filters = document.querySelector("details.filters");
  if (filters && window.matchMedia("(min-width: 50rem)").matches) filters.open = true;
})();
