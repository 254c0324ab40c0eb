"""The ledger on paper and as a file: exactly what is filtered, masked, and recorded in the read log (O-4, R-723)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from anmulong.base import clock
from anmulong.base.crypto import keyring
from anmulong.desk import sheets_out
from anmulong.desk.forms.ledger import PURPOSES, ExportForm
from anmulong.desk.ledger_query import CAP, Asked, in_words, read
from anmulong.desk.presenting.covering import numbers_covered
from anmulong.desk.presenting.rows import Row, present
from anmulong.desk.requests import Here, here
from anmulong.desk.rights import check
from anmulong.desk.views.ledger import capped
from anmulong.disputes.enums import Colour, Permission
from anmulong.disputes.public import ORDERS
from anmulong.journal.enums import ReadingKind, StoreKind
from anmulong.journal.public import identity, log_reading


CHUNK = 500
MOST_ROWS = 20_000
MOST_PRINTED = 1_000
HEADS = (
    _("Number"),
    _("Registered"),
    _("Matter"),
    _("Parties"),
    _("Kind"),
    _("Colour"),
    _("State"),
    _("Division"),
    _("Place"),
    _("Responsible unit"),
    _("Responsible person"),
    _("Due"),
    _("What is due"),
)


@require_http_methods(["GET", "POST"])
def export_ledger(request: HttpRequest) -> HttpResponse:
    """Ask what it is for, then hand out the file."""
    place = here(request)
    check(place, Permission.EXPORT)
    asked = read(request.GET, place)
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _file(asked, place, form.cleaned_data)
    context = {
        "form": form,
        "filter_text": in_words(asked, place),
        "total": capped(asked.rows(place).count(CAP)),
        "most": MOST_ROWS,
        "form_url": asked.url("desk:ledger_export"),
        "back_url": asked.url(),
    }
    return render(request, "desk/ledger_export.html", context, status=400 if form.errors else 200)


@require_GET
def print_ledger(request: HttpRequest) -> HttpResponse:
    """The list for A4 or A3 landscape."""
    place = here(request)
    check(place, Permission.READ)
    asked = read(request.GET, place)
    rows = list(masked_rows(asked, place, MOST_PRINTED + 1))
    shown = rows[:MOST_PRINTED]
    log_reading(ReadingKind.PRINT, "ledger", None, place.actor, detail=_detail(asked), rows=len(shown))
    now = clock.now()
    context = {
        "title": gettext("Ledger of matters"),
        "unit": str(place.seat.post.organisation or ""),
        "filter_text": covered_filter(asked, place),
        "count": len(shown),
        "cut": len(rows) > MOST_PRINTED,
        "rows": shown,
        "printed_at": now,
        "mark": f"{place.account.display_name} {_moment(now)}",
        "paper": "a3" if request.GET.get("paper") == "a3" else "a4",
        "a4_url": asked.url("desk:ledger_print"),
        "a3_url": asked.url("desk:ledger_print", paper="a3"),
        "back_url": asked.url(),
    }
    return render(request, "desk/print_list.html", context)


def masked_rows(asked: Asked, place: Here, most: int) -> Iterator[Row]:
    """The filtered rows in their order, names and numbers covered, read in chunks."""
    found = islice(asked.rows(place).in_order(ORDERS[asked.wanted.order_name()]), most)
    while chunk := list(islice(found, CHUNK)):
        keyring().warm(dispute.pk for dispute in chunk)
        yield from present(chunk, place, masked=True)


def covered_filter(asked: Asked, place: Here) -> str:
    """The filter in words for a paper; what was searched for may be a name or a number and is not repeated."""
    if not asked.wanted.text:
        return in_words(asked, place)
    told = in_words(asked, place).replace(asked.wanted.text, "…")
    return numbers_covered(told)


def _file(asked: Asked, place: Here, told: dict[str, Any]) -> HttpResponse:
    now = clock.now()
    rows = [cells(row) for row in masked_rows(asked, place, MOST_ROWS)]
    purpose = str(dict(PURPOSES)[told["purpose"]])
    log_reading(
        ReadingKind.EXPORT, "ledger", None, place.actor, purpose=told["purpose"], detail=_detail(asked), rows=len(rows)
    )
    notes = _notes(asked, place, now, purpose, len(rows))
    heads = [str(head) for head in HEADS]
    kind = told["form"]
    body = _written(kind, notes, heads, rows)
    response = HttpResponse(body, content_type=sheets_out.TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="ledger-{localtime(now):%Y%m%d-%H%M}.{kind}"'
    return response


def _written(kind: str, notes: Sequence[str], heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    if kind == "csv":
        return sheets_out.table(notes, heads, rows)
    return sheets_out.workbook(gettext("Ledger"), notes, heads, rows)


def _notes(asked: Asked, place: Here, now: datetime, purpose: str, count: int) -> list[str]:
    store = identity()
    demo = store is not None and store.kind == StoreKind.DEMO
    who = gettext("Exported by %(name)s, %(unit)s, %(at)s. Purpose: %(purpose)s. Names and numbers are masked.")
    return [
        *([gettext("Demonstration data")] if demo else []),
        gettext("Shows: %(filter)s (%(count)s rows)") % {"filter": covered_filter(asked, place), "count": count},
        who
        % {
            "name": place.account.display_name,
            "unit": str(place.seat.post.organisation or ""),
            "at": _moment(now),
            "purpose": purpose,
        },
    ]


def cells(row: Row) -> list[str]:
    """A row as texts, in the order of ``HEADS``."""
    colour, reason = str(Colour(row.risk).label), row.risk_note or row.reason
    return [
        row.number,
        f"{localtime(row.registered_at):%Y-%m-%d}",
        row.title,
        row.parties,
        row.kind,
        f"{colour}（{reason}）" if reason else colour,
        row.state.label,
        row.town,
        row.place,
        row.unit,
        row.owner,
        f"{localtime(row.due):%Y-%m-%d}" if row.due else "",
        row.due_note,
    ]


def _detail(asked: Asked) -> str:
    """The filter for the read log; a searched text may be a name, so that only the fact of a search is kept."""
    told = {name: value for name, value in asked.given.items() if name != "q"}
    text = " ".join(f"{name}={value}" for name, value in told.items())
    return f"{text} q=…" if asked.wanted.text else text


def _moment(at: datetime) -> str:
    return f"{localtime(at):%Y-%m-%d %H:%M}"
