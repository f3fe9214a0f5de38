// File selection: drag and drop, a list of the chosen files, and an immediate error for files that are too large. Forms work without this script.
(() => {
  "use strict";
  document.querySelectorAll("form.drop").forEach(form => {
    const input = form.querySelector("input[type=file]");
    const hint = document.createElement("p");
    hint.className = "drophint";
    hint.textContent = form.dataset.drop;
    const list = document.createElement("ul");
    list.className = "chosen";
    list.setAttribute("aria-live", "polite");
    list.setAttribute("aria-label", form.dataset.chosen);
    input.after(hint, list);
    const show = () => {
      const files = [...input.files];
      const large = files.find(file => file.size > Number(form.dataset.most));
      const total = files.reduce((sum, file) => sum + file.size, 0);
      input.setCustomValidity(large ? form.dataset.tooLarge.replace("%NAME%", large.name) : total > Number(form.dataset.total) ? form.dataset.tooMuch : "");
      if (files.length) input.reportValidity();
      list.replaceChildren(...(files.length > 1 ? files : []).map(file => {
        const item = document.createElement("li");
        item.textContent = file.name;
        return item;
      }));
    };
    input.addEventListener("change", show);
    form.addEventListener("dragover", event => { event.preventDefault(); form.classList.add("over"); });
    form.addEventListener("dragleave", event => { if (!form.contains(event.relatedTarget)) form.classList.remove("over"); });
    form.addEventListener("drop", event => {
      event.preventDefault();
      form.classList.remove("over");
      if (!event.dataTransfer.files.length) return;
      const all = new DataTransfer();
      [...input.files, ...event.dataTransfer.files].forEach(file => all.items.add(file));
      input.files = all.files;
      show();
    });
  });
  // Without this, the browser would replace the page and everything typed with a file that is dropped outside the form.
  ["dragover", "drop"].forEach(kind => window.addEventListener(kind, event => { if (event.dataTransfer?.types.includes("Files")) event.preventDefault(); }));
})();
