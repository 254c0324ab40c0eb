/* Comfort only: every page also works with htmx alone, and most without any script. No inline code, so that a strict
   content policy can stay on. */
(function () {
  "use strict";

  const on = (type, act, options) => document.addEventListener(type, act, options);
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

  function openDialogs(root) {
    root.querySelectorAll("dialog[data-open]").forEach((dialog) => {
      dialog.removeAttribute("data-open");
      dialog.removeAttribute("open");
      if (dialog.showModal) dialog.showModal();
      const first = dialog.querySelector(".am-dialog-body :is(input:not([type=hidden]), select, textarea, button)");
      if (first) first.focus();
    });
  }

  function focusFirstProblem(root) {
    const panel = root.querySelector("[data-focus]");
    if (panel) panel.focus();
  }

  function countPicks() {
    document.querySelectorAll("[data-pick-count]").forEach((place) => {
      place.textContent = document.querySelectorAll('input[name="pick"]:checked').length;
    });
  }

  on("DOMContentLoaded", () => {
    openDialogs(document);
    focusFirstProblem(document);
    countPicks();
  });

  on("htmx:afterSwap", (event) => {
    openDialogs(event.target.parentElement || document);
    focusFirstProblem(event.target);
    countPicks();
  });

  on("htmx:sendError", () => tell("offline"));
  on("htmx:responseError", () => tell("failed"));

  function tell(which) {
    const words = document.querySelector(`template[data-toast="${which}"]`);
    const place = document.getElementById("messages");
    if (words && place) place.replaceChildren(words.content.cloneNode(true));
  }

  function addPhrase(field, text) {
    if (!field) return;
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }

  on("click", (event) => {
    const target = event.target;
    const closer = target.closest("[data-close-dialog]");
    if (closer) {
      const dialog = closer.closest("dialog");
      if (dialog && dialog.open) {
        event.preventDefault();
        dialog.close();
      }
    }
    if (target.closest("[data-print]")) window.print();
    const phrase = target.closest("[data-phrase]");
    if (phrase) addPhrase(document.getElementById(phrase.dataset.phrase), phrase.textContent);
    document.querySelectorAll("details.am-menu[open]").forEach((menu) => {
      if (!menu.contains(target)) menu.open = false;
    });
    const row = target.closest("tr[data-href]");
    if (row && !target.closest("a, button, input, label, select, summary") && !String(window.getSelection())) {
      window.location.assign(row.dataset.href);
    }
  });

  on("change", (event) => {
    if (event.target.matches("[data-pick-all]")) {
      document.querySelectorAll('input[name="pick"]').forEach((box) => { box.checked = event.target.checked; });
    }
    countPicks();
  });

  on("keydown", (event) => {
    if (event.key === "Escape") {
      document.querySelectorAll("details.am-menu[open]").forEach((menu) => {
        menu.open = false;
        menu.querySelector("summary").focus();
      });
      const drawer = document.getElementById("drawer");
      if (drawer) drawer.checked = false;
    }
    if (event.key === "/" && !typing(event.target)) {
      const search = document.getElementById("am-q");
      if (search) {
        event.preventDefault();
        search.focus();
      }
    }
    if (event.key === "Enter" && event.target.matches("#drawer")) event.target.checked = !event.target.checked;
  });

  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("details.am-changes, .am-clock details").forEach((part) => { part.open = true; });
  });
})();
