// Protects typed text: saves it automatically, warns before it is lost and keeps it when the language changes. Forms work without this script.
(() => {
  "use strict";
  const pause = 3000, mostKeptAlive = 60000;
  const changed = new Set(), failed = new Set(), saving = new Map(), timers = new Map();
  const formOf = field => {
    const form = field.form;
    return form?.getAttribute("method") === "post" && field.closest("main") && !["hidden", "file", "password"].includes(field.type) && !field.hasAttribute("data-aside") ? form : null;
  };
  const bodyOf = form => {
    const body = new URLSearchParams(new FormData(form));
    body.set("go", "autosave");
    return body;
  };
  const savesItself = form => form.hasAttribute("data-autosave") && !failed.has(form);
  const leavesInTime = form => savesItself(form) && bodyOf(form).toString().length < mostKeptAlive;
  const say = (form, text) => { const place = form.querySelector("[data-saved]"); if (place && text) place.textContent = text; };

  const save = async (form, isLast) => {
    clearTimeout(timers.get(form));
    if (!changed.has(form) || !savesItself(form) || form.dataset.sent) return;
    if (saving.has(form) && !isLast) { timers.set(form, setTimeout(() => save(form), pause)); return; }
    const stop = new AbortController();
    saving.set(form, stop);
    changed.delete(form);
    try {
      const response = await fetch(form.getAttribute("action"), { method: "POST", body: bodyOf(form), keepalive: isLast === true, signal: stop.signal });
      if (!response.headers.get("content-type")?.includes("json")) throw new Error("This is no answer to saving: the session has ended.");
      const answer = await response.json();
      say(form, answer.said);
      if (response.ok) {
        const revision = form.querySelector("input[name=revision]");
        if (revision && answer.revision) revision.value = answer.revision;
      } else {
        changed.add(form);
        failed.add(form);
      }
    } catch {
      changed.add(form);
      if (!form.dataset.sent) say(form, form.getAttribute("data-unsaved"));
    } finally {
      saving.delete(form);
    }
  };
  const note = form => {
    changed.delete(form);
    changed.add(form); // Keeps the form that was changed last at the end of the set.
    if (!savesItself(form)) return;
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => save(form), pause));
  };
  for (const kind of ["input", "change"]) document.addEventListener(kind, event => { const form = formOf(event.target); if (form) note(form); });
  document.querySelectorAll("main form[data-typed]").forEach(note);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") changed.forEach(form => save(form, true)); });
  window.addEventListener("pagehide", () => changed.forEach(form => save(form, true)));
  window.addEventListener("beforeunload", event => { if ([...changed].some(form => !form.dataset.sent && !leavesInTime(form))) event.preventDefault(); });

  // Prevents double submission in the browser; the server ignores a second one. If the page load is stopped, the form can be sent again shortly after.
  document.addEventListener("submit", event => {
    const form = event.target;
    if (form.getAttribute("method") !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "true";
    saving.get(form)?.abort();
    setTimeout(() => { delete form.dataset.sent; if (changed.has(form)) note(form); }, pause);
  });
  window.addEventListener("pageshow", event => { if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(form => delete form.dataset.sent); });

  // Changes the language with the values of the form that was changed last; without changes, the page is simply shown again.
  document.querySelectorAll("button[data-switch]").forEach(button => button.addEventListener("click", () => {
    const form = [...changed].filter(one => !one.enctype.startsWith("multipart")).pop();
    if (form) { button.setAttribute("form", form.id); button.formAction = button.dataset.switch; } else { button.removeAttribute("form"); button.removeAttribute("formaction"); }
  }));

  // Counts the remaining characters.
  const count = field => {
    const place = document.getElementById(`${field.id}-left`);
    if (!place?.dataset.most) return;
    const left = Number(place.dataset.most) - field.value.length;
    place.textContent = (left < 0 ? place.dataset.over : place.dataset.left).replace("%NUMBER%", Math.abs(left).toLocaleString(document.documentElement.lang));
    place.classList.toggle("over", left < 0);
    if (left < 50) place.setAttribute("role", "status"); else place.removeAttribute("role");
  };
  document.querySelectorAll("[data-counted]").forEach(count);
  document.addEventListener("input", event => { if (event.target.hasAttribute("data-counted")) count(event.target); });

  // Searches authorities while typing.
  document.querySelectorAll("[data-live]").forEach(search => {
    let timer, running;
    search.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        running?.abort();
        const place = document.getElementById(search.dataset.place);
        const asked = new URLSearchParams([...new FormData(search.closest("form"))].filter(([name]) => ["search", "country", "region", "keyword", "recipient"].includes(name)));
        running = new XMLHttpRequest(); // XMLHttpRequest parses the response into an inert document, so no text of it becomes markup here.
        running.responseType = "document";
        running.open("GET", `${search.dataset.live}&${asked}`);
        running.onload = () => { const found = running.response?.getElementById(place.id); if (running.status === 200 && found) place.replaceWith(document.adoptNode(found)); };
        running.send();
      }, 300);
    });
  });
})();
