// Conveniences; every page works without this script.
(() => {
  "use strict";
  // Menus close on a click outside and on Escape.
  document.addEventListener("click", event => {
    document.querySelectorAll("details.menu[open]").forEach(menu => { if (!menu.contains(event.target)) menu.open = false; });
  });
  document.addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details.menu[open]").forEach(menu => { menu.open = false; menu.querySelector("summary").focus(); });
  });
  // Hides fields that do not apply. The server only drops their answers when the form is sent.
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
    // A visible conditional field shows its mark as required.
    field.querySelectorAll("[data-required]").forEach(mark => { mark.textContent = mark.dataset.required; });
  });
  // Only on input: on blur, unfolding fields would move the button that is being clicked.
  document.addEventListener("input", fold);
  fold();
  // Focuses the field or group item that the address names, or else the error summary.
  const target = location.hash.startsWith("#f-") && document.getElementById(location.hash.slice(1));
  const first = target && (target.matches("input, textarea, select") ? target : target.querySelector("input:not([type=hidden]), textarea, select"));
  if (target) (first ?? target).focus(); else document.getElementById("errors")?.focus();
  // Unfolds the menu and the steps that are folded on small screens.
  document.querySelectorAll("[data-unfolds]").forEach(link => link.addEventListener("click", event => {
    event.preventDefault();
    const isOpen = document.getElementById(link.dataset.unfolds).classList.toggle("unfolded");
    link.setAttribute("aria-expanded", isOpen);
  }));
  // Opens the filters on wide screens.
  const filters = document.querySelector("details.filters");
  if (filters && window.matchMedia("(min-width: 50rem)").matches) filters.open = true;
})();
