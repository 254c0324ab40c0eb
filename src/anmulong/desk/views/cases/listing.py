"""The list of cases: saved views, filters, pages by keyset; the rows alone when htmx asks."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from anmulong.base.crypto import keyring
from anmulong.base.scoping import Order
from anmulong.desk import paging
from anmulong.desk.cases_query import VIEW_LABELS, AskedCases, read_cases
from anmulong.desk.forms.cases.filtering import CasesForm
from anmulong.desk.ledger_query import CAP
from anmulong.desk.presenting.cases.rows import case_rows
from anmulong.desk.requests import Here, here
from anmulong.desk.rights import check
from anmulong.desk.views.ledger import SIZE, capped
from anmulong.disputes.enums import Permission


@require_GET
def show_cases(request: HttpRequest) -> HttpResponse:
    """A page of the list, or only its rows."""
    place = here(request)
    check(place, Permission.READ)
    asked = read_cases(request.GET, place)
    context = _rows(asked, place, paging.spot_of(request.GET, asked.view))
    if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return render(request, "desk/partials/case_rows.html", context)
    filters = CasesForm(initial=asked.given, place=place, auto_id="f-%s")
    around = {"filters": filters, "view": asked.view, "visits_url": reverse("desk:case_visits")}
    return render(request, "desk/cases.html", context | around)


def _rows(asked: AskedCases, place: Here, spot: paging.Spot | None) -> dict[str, Any]:
    rows = asked.rows(place)
    backwards = spot is not None and spot.backwards
    order = Order(asked.order.columns, descending=asked.order.descending != backwards)
    page = rows.page(order, SIZE, spot.key if spot else None)
    found = list(reversed(page.rows)) if backwards else page.rows
    keyring().warm(case.dispute_id for case in found)
    count = rows.count(CAP)
    more_newer = bool(found) and (page.more if backwards else spot is not None)
    more_older = bool(found) and (True if backwards else page.more)
    return {
        "rows": case_rows(found, place),
        "count": count,
        "total": capped(count),
        "views": [
            {"label": label, "url": asked.url(view=name), "active": name == asked.view}
            for name, label in VIEW_LABELS.items()
        ],
        "filtered": asked.is_narrowed,
        "clear_url": asked.url(q="", state="", unit=""),
        "newer_url": asked.url(before=paging.write(asked.order, asked.view, found[0])) if more_newer else "",
        "older_url": asked.url(after=paging.write(asked.order, asked.view, found[-1])) if more_older else "",
        "page_note": gettext("%(shown)s of %(total)s") % {"shown": len(found), "total": capped(count)},
    }
