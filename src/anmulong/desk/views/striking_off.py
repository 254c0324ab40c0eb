"""The second person's list: result, evidence and answer in the row; tick several, one submit (O-1, R-531)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from anmulong.base.crypto import keyring
from anmulong.desk import paging
from anmulong.desk.forms.acting import numbered
from anmulong.desk.presenting.eyes import as_uid
from anmulong.desk.presenting.to_strike_off import opened_by, present, to_open
from anmulong.desk.requests import Here, here
from anmulong.desk.rights import check
from anmulong.disputes.enums import Permission
from anmulong.disputes.public import ORDERS, Dispute, LedgerFilter, StrikeOff, ledger
from anmulong.journal.public import BatchReport, Call, perform_batch
from anmulong.kernel.errors import DomainError
from anmulong.kernel.ids import new_uid
from anmulong.lawbook.public import parameter_int


SIZE = 25
ORDER = "newest"
LONGEST_REMARK = 200


@require_http_methods(["GET", "POST"])
def strike_off_list(request: HttpRequest) -> HttpResponse:
    """The list, and what was ticked in it."""
    place = here(request)
    check(place, Permission.STRIKE_OFF)
    if request.method == "POST":
        return _strike_off(request, place)
    return render(request, "desk/strike_off_list.html", _context(request, place))


def _context(request: HttpRequest, place: Here) -> dict[str, Any]:
    rows = ledger(place.scope, LedgerFilter(view="to_strike_off"), place.viewer)
    spot = paging.spot_of(request.GET, ORDER)
    page = rows.page(ORDERS[ORDER], SIZE, spot.key if spot else None)
    keyring().warm(row.pk for row in page.rows)
    older = f"?after={paging.write(ORDERS[ORDER], ORDER, page.rows[-1])}" if page.more else ""
    share = parameter_int("disputes.sample_share_percent")
    return {
        "rows": present(page.rows, place),
        "action_url": reverse("desk:strike_off_list"),
        "operation": new_uid(),
        "sample_note": gettext("%(share)s in 100 must be opened before.") % {"share": share} if share else "",
        "newer_url": reverse("desk:strike_off_list") if spot else "",
        "older_url": older,
        "page_note": "",
    }


def _strike_off(request: HttpRequest, place: Here) -> HttpResponse:
    """Strike off what was ticked. What could not be struck off stays in the list and is named with its reason."""
    picked = {uid for text in request.POST.getlist("pick") if (uid := as_uid(text)) is not None}
    rows = Dispute.objects.in_scope(place.scope).filter(pk__in=picked).few() if picked else []
    if not rows:
        messages.warning(request, gettext("Nothing was ticked."))
        return redirect("desk:strike_off_list")
    opened = opened_by(place, rows)
    unread = [row for row in rows if to_open(row, opened)]
    report = _perform(place, [row for row in rows if row not in unread], opened, request)
    _tell(request, rows, unread, report)
    return redirect("desk:strike_off_list")


def _perform(place: Here, rows: list[Dispute], opened: set[UUID], request: HttpRequest) -> BatchReport:
    first = as_uid(request.POST.get("operation", "")) or new_uid()
    remark = request.POST.get("note", "").strip()[:LONGEST_REMARK]
    calls = [
        Call("dispute.strike_off", StrikeOff(row.pk in opened, remark), row.pk, numbered(first, str(row.pk)))
        for row in rows
    ]
    return perform_batch(calls, by=place.actor) if calls else BatchReport()


def _tell(request: HttpRequest, rows: list[Dispute], unread: list[Dispute], report: BatchReport) -> None:
    done = len(report.done)
    if done:
        messages.success(request, gettext("Matters struck off: %(done)s") % {"done": done})
    if unread:
        numbers = "、".join(row.number for row in unread)
        messages.warning(request, gettext("Sample: open these first: %(numbers)s") % {"numbers": numbers})
    for text in sorted({_why(error) for error in report.refused.values()}):
        messages.error(request, text)


def _why(error: DomainError) -> str:
    parts = [error.message.render(gettext)]
    if error.way_out is not None:
        parts.append(error.way_out.render(gettext))
    return " ".join(parts)
