"""The ledger on paper and as a file: exactly what is filtered, masked, and recorded in the read log (O-4, R-723)."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import gettext, override
from django.views.decorators.http import require_GET, require_http_methods

from anmulong.base import clock
from anmulong.base.crypto import keyring
from anmulong.desk.forms.ledger import ExportForm
from anmulong.desk.ledger_query import CAP, Asked, in_words, read
from anmulong.desk.presenting.rows import Row, present
from anmulong.desk.requests import Here, here
from anmulong.desk.rights import check
from anmulong.desk.views.ledger import capped
from anmulong.disputes.enums import Permission
from anmulong.disputes.public import ORDERS
from anmulong.exchange import public as exchange
from anmulong.journal.enums import ReadingKind
from anmulong.journal.public import log_reading
from anmulong.kernel.masking import mask_numbers


CHUNK = 500
MOST_ROWS = 20_000
MOST_PRINTED = 1_000
FILE_LANGUAGE = "zh-hans"
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@require_http_methods(["GET", "POST"])
def export_ledger(request: HttpRequest) -> HttpResponseBase:
    """Ask what it is for, then hand out the file."""
    place = here(request)
    check(place, Permission.EXPORT)
    asked = read(request.GET, place)
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if asked.rows(place).count(MOST_ROWS) <= MOST_ROWS:
            return _file(asked, place, form.cleaned_data)
        form.add_error(None, gettext("More than %(most)s rows are filtered: narrow the filter.") % {"most": MOST_ROWS})
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
def print_ledger(request: HttpRequest) -> HttpResponseBase:
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
    return mask_numbers(told)


def _file(asked: Asked, place: Here, told: dict[str, Any]) -> FileResponse:
    kind = told["form"]
    with TemporaryDirectory(prefix="anmulong-export-") as folder, override(FILE_LANGUAGE):
        to = Path(folder, f"ledger.{kind}")
        exchange.export_ledger(
            asked.wanted,
            to,
            by=place.actor,
            name=f"{place.seat.post.organisation or ''} {place.account.display_name}".strip(),
            shows=covered_filter(asked, place),
            purpose=told["purpose"],
            shape=told["shape"],
        )
        # The open file outlives its folder; nothing of it stays on the disk when it has been sent.
        content = to.open("rb")
    name = f"{told['shape']}-{localtime(clock.now()):%Y%m%d-%H%M}.{kind}"
    return FileResponse(content, as_attachment=True, filename=name, content_type=TYPES[kind])


def _detail(asked: Asked) -> str:
    """The filter for the read log; a searched text may be a name, so that only the fact of a search is kept."""
    told = {name: value for name, value in asked.given.items() if name != "q"}
    text = " ".join(f"{name}={value}" for name, value in told.items())
    return f"{text} q=…" if asked.wanted.text else text


def _moment(at: datetime) -> str:
    return f"{localtime(at):%Y-%m-%d %H:%M}"
