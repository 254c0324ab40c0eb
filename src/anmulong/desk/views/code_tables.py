"""Code tables to be read: our stable words, the official digits per receiver, days and sources (R-303)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from anmulong.desk.presenting.days import today
from anmulong.desk.presenting.lawbook import code_rows, lawbook_tabs, source_line, standing, table_rows
from anmulong.desk.requests import here
from anmulong.kernel.errors import NotFound
from anmulong.kernel.wording import noop
from anmulong.lawbook.public import code_tables, label_of


@require_GET
def show_code_tables(request: HttpRequest) -> HttpResponse:
    """Every table."""
    found = code_tables(here(request).actor.county)
    context = {"tabs": lawbook_tabs("desk:code_tables"), "rows": table_rows(found.values())}
    return render(request, "desk/code_tables.html", context)


@require_GET
def show_code_table(request: HttpRequest, table: str) -> HttpResponse:
    """One table with every row, also those that hold no longer."""
    found = code_tables(here(request).actor.county).get(table)
    if found is None:
        raise NotFound("no-such-table", noop("There is no such code table."))
    context = {
        "table": {
            "key": found.table,
            "name": label_of(found),
            "since": found.effective_from,
            "status": standing(found.status),
            "source": source_line(found.source),
            "note": source_line(found.note) if found.note else None,
        },
        "receivers": found.receivers,
        "has_laws": any(row.facts.get("law") for row in found.rows),
        "has_parents": any(row.parent for row in found.rows),
        "rows": code_rows(found, today()),
        "list_url": reverse("desk:code_tables"),
    }
    return render(request, "desk/code_table.html", context)
