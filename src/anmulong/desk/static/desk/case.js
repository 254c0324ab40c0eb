/* Comfort for long tables of a case: the answers of the first row for everybody. Without script each row is answered by
   itself. Names of people (interpreters) are not repeated. */
(function () {
  "use strict";

  const answers = (row) => Array.from(row.querySelectorAll("select, input[type=checkbox], input[type=date]"));
  const kind = (node) => node.name.replace(/^\w\d+_/, "");

  function show() {
    document.querySelectorAll("[data-same-as-first]").forEach((button) => { button.hidden = false; });
  }

  document.addEventListener("DOMContentLoaded", show);
  document.addEventListener("htmx:afterSwap", show);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-same-as-first]");
    if (!button) return;
    const table = button.closest("section").querySelector("table");
    const rows = Array.from(table.tBodies[0].rows);
    const first = new Map(answers(rows[0]).map((node) => [kind(node), node]));
    rows.slice(1).forEach((row) => answers(row).forEach((node) => {
      const model = first.get(kind(node));
      if (!model || kind(node) === "by") return;
      if (node.type === "checkbox") node.checked = model.checked;
      else node.value = model.value;
    }));
    button.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
