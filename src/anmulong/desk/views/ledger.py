"""The ledger: saved views, filters, pages by keyset; the rows alone when htmx asks (M-08)."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from anmulong.base.crypto import keyring
from anmulong.base.scoping import Branches, Order
from anmulong.desk import paging
from anmulong.desk.forms.choices import people
from anmulong.desk.forms.ledger import AssessManyForm, AssignManyForm, LedgerForm
from anmulong.desk.ledger_query import CAP, VIEW_LABELS, Asked, chips, read
from anmulong.desk.presenting.rows import present
from anmulong.desk.requests import Here, here
from anmulong.desk.rights import check, soft_url
from anmulong.disputes.enums import Permission
from anmulong.disputes.public import ORDERS, Dispute


SIZE = 25
MOST_AT_ONCE = 500


@dataclass(frozen=True)
class LedgerPage:
    """One page: its matters, and the words for the spots of its neighbours."""

    disputes: list[Dispute]
    newer: str = ""
    older: str = ""


@require_GET
def show_ledger(request: HttpRequest) -> HttpResponse:
    """A page of the ledger, or only its rows."""
    place = here(request)
    check(place, Permission.READ)
    asked = read(request.GET, place)
    context = rows_context(asked, place, paging.spot_of(request.GET, asked.wanted.order_name()))
    if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        response = render(request, "desk/partials/ledger_rows.html", context | {"tabs_again": True})
        response["HX-Push-Url"] = request.get_full_path() if _has_spot(request) else asked.url()
        return response
    return render(request, "desk/ledger.html", context | around_rows(asked, place))


def _has_spot(request: HttpRequest) -> bool:
    return bool(request.GET.get("after") or request.GET.get("before"))


def rows_context(asked: Asked, place: Here, spot: paging.Spot | None) -> dict[str, Any]:
    """What the rows need."""
    rows = asked.rows(place)
    page = page_at(rows, asked.wanted.order_name(), spot)
    count = rows.count(CAP, along=ORDERS[asked.wanted.order_name()])
    may_export = place.may(Permission.EXPORT)
    return {
        "rows": present(page.disputes, place),
        "count": count,
        "total": capped(count),
        "views": tabs(asked),
        "chips": chips(asked, place),
        "ignored": asked.ignored,
        "clear_url": asked.url(**dict.fromkeys(set(asked.given) - {"view"}, "")),
        "filtered": asked.is_narrowed,
        "query": asked.query,
        "newer_url": asked.url(before=page.newer) if page.newer else "",
        "older_url": asked.url(after=page.older) if page.older else "",
        "page_note": gettext("%(shown)s of %(total)s") % {"shown": len(page.disputes), "total": capped(count)},
        "export_url": asked.url("desk:ledger_export") if may_export else "",
        "print_url": asked.url("desk:ledger_print"),
        "batch": place.may(Permission.ASSIGN) or place.may(Permission.TRIAGE),
        "most": MOST_AT_ONCE,
    }


def around_rows(asked: Asked, place: Here) -> dict[str, Any]:
    """What stands around the rows: filters, batch forms, links."""
    hidden = {"filter": asked.query}
    own = people(place.actor.organisation)
    unit = asked.wanted.organisation or place.actor.organisation
    others = own if unit == place.actor.organisation else people(unit)
    return {
        "filters": LedgerForm(initial=asked.given, place=place, people=others, auto_id="f-%s"),
        "view": asked.wanted.view,
        "register_url": soft_url("desk:register") if place.may(Permission.REGISTER) else "",
        "register_table_url": soft_url("desk:register_table") if place.may(Permission.REGISTER) else "",
        "assigning": AssignManyForm(initial=hidden, place=place, people=own, auto_id="b-%s")
        if place.may(Permission.ASSIGN)
        else None,
        "assessing": AssessManyForm(initial=hidden, auto_id="t-%s") if place.may(Permission.TRIAGE) else None,
    }


def page_at(rows: Branches[Dispute], order_name: str, spot: paging.Spot | None, size: int = SIZE) -> LedgerPage:
    """The page at a spot, in both directions by keyset; keys of its streams are fetched at once."""
    order = ORDERS[order_name]
    backwards = spot is not None and spot.backwards
    asked_order = Order(order.columns, descending=order.descending != backwards)
    page = rows.page(asked_order, size, spot.key if spot else None)
    found = list(reversed(page.rows)) if backwards else page.rows
    keyring().warm(row.pk for row in found)
    if not found:
        return LedgerPage([])
    more_newer = page.more if backwards else spot is not None
    more_older = True if backwards else page.more
    return LedgerPage(
        found,
        newer=paging.write(order, order_name, found[0]) if more_newer else "",
        older=paging.write(order, order_name, found[-1]) if more_older else "",
    )


def capped(count: int) -> str:
    """A count as people read it: 1,000+ when it was not counted further."""
    return f"{number_format(CAP, force_grouping=True)}+" if count > CAP else number_format(count, force_grouping=True)


def tabs(asked: Asked) -> list[dict[str, Any]]:
    """The saved views; filters in force stay."""
    return [
        {"label": label, "url": asked.url(view=name, order=""), "active": name == asked.wanted.view}
        for name, label in VIEW_LABELS.items()
    ]
