/* Type to find in a long list: by any part of a name or by its pinyin initials. Without script the list stays as it is. */
(function () {
  "use strict";

  const MOST = 9;

  function prepare(root) {
    root.querySelectorAll("select[data-find]:not([data-found])").forEach(addTo);
  }

  function addTo(select) {
    select.dataset.found = "yes";
    const box = document.createElement("div");
    const typed = document.createElement("input");
    box.className = "am-find";
    typed.type = "search";
    typed.className = "form-control";
    typed.autocomplete = "off";
    typed.placeholder = select.dataset.find;
    typed.setAttribute("aria-label", select.dataset.find);
    select.before(box);
    box.append(typed, select);

    const matches = () => Array.from(select.options).filter((option) => !option.hidden);

    function narrow() {
      const text = typed.value.trim().toLowerCase();
      for (const option of select.options) {
        const names = [option.text.toLowerCase(), option.dataset.initials || ""];
        option.hidden = Boolean(text) && !(option.value && names.some((name) => name.includes(text)));
      }
      select.querySelectorAll("optgroup").forEach((group) => {
        group.hidden = Array.from(group.children).every((option) => option.hidden);
      });
      const groups = select.querySelectorAll("optgroup:not([hidden])").length;
      select.size = text ? Math.max(2, Math.min(MOST, matches().length + groups)) : 0;
      box.classList.toggle("am-find-none", Boolean(text) && !matches().length);
    }

    function close() {
      typed.value = "";
      narrow();
    }

    typed.addEventListener("input", narrow);
    typed.addEventListener("keydown", (event) => {
      const first = typed.value.trim() ? matches()[0] : null;
      if (event.key === "Enter") {
        event.preventDefault();
        if (!first) return;
        first.selected = true;
        select.dispatchEvent(new Event("change", { bubbles: true }));
        close();
        select.focus();
      } else if (event.key === "ArrowDown" && first) {
        event.preventDefault();
        first.selected = true;
        select.focus();
      } else if (event.key === "Escape" && typed.value) {
        event.stopPropagation();
        close();
      }
    });
    select.addEventListener("click", (event) => { if (select.size && event.target.closest("option")) close(); });
    select.addEventListener("keydown", (event) => {
      if (select.size && event.key === "Enter") {
        event.preventDefault();
        close();
      }
    });
    select.addEventListener("blur", () => { if (select.size) close(); });
  }

  document.addEventListener("DOMContentLoaded", () => prepare(document));
  document.addEventListener("htmx:afterSwap", (event) => prepare(event.target));
})();
