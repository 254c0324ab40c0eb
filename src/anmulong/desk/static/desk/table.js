/* Comfort for the table of ten rows: what is copied from a spreadsheet spreads over the cells from the one in which it
   is pasted. Without script each cell is typed as usual. */
(function () {
  "use strict";

  const plain = (text) => text.replace(/\s+/g, "").toLowerCase();

  function cellsOf(row) {
    return Array.from(row.querySelectorAll("td input:not([type=hidden]), td select, td textarea"));
  }

  function fill(cell, text) {
    if (cell.tagName !== "SELECT") {
      cell.value = text;
      return;
    }
    const wanted = plain(text);
    const found = Array.from(cell.options).find((option) => plain(option.textContent) === wanted);
    if (found) cell.value = found.value;
  }

  function rowsOf(text) {
    const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
    return lines.map((line) => line.split("\t").map((part) => part.trim().replace(/^"(.*)"$/, "$1")));
  }

  document.addEventListener("paste", (event) => {
    const cell = event.target.closest(".am-table-edit td input, .am-table-edit td textarea, .am-table-edit td select");
    const text = event.clipboardData ? event.clipboardData.getData("text/plain") : "";
    if (!cell || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    const row = cell.closest("tr");
    const rows = Array.from(row.parentElement.children);
    const first = rows.indexOf(row);
    const column = cellsOf(row).indexOf(cell);
    rowsOf(text).forEach((parts, down) => {
      const target = rows[first + down];
      if (!target) return;
      const cells = cellsOf(target);
      parts.forEach((part, right) => { if (cells[column + right]) fill(cells[column + right], part); });
    });
    cell.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
