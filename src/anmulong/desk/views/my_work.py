"""My work: what is due, waiting, late and red; the day sheet on paper (O-5)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from anmulong.base import clock
from anmulong.base.crypto import keyring
from anmulong.desk.notices import notices
from anmulong.desk.presenting.days import begin_of, present_day, today
from anmulong.desk.presenting.likeness import pairs_to_judge
from anmulong.desk.presenting.meetings import MeetingRow, present_meetings
from anmulong.desk.presenting.rows import Row, present
from anmulong.desk.requests import Here, here
from anmulong.desk.rights import check, soft_url
from anmulong.disputes.enums import Permission
from anmulong.disputes.public import ORDERS, Dispute, LedgerFilter, Pile, ledger, meetings_between, piles
from anmulong.journal.enums import ReadingKind
from anmulong.journal.public import log_reading


PILE_CAP = 99
SHOWN = 10


@dataclass(frozen=True)
class PileWords:
    """How a pile is headed, and what is said when it is empty."""

    title: Any
    icon: str
    tone: str
    empty: Any
    note: Any = ""


WORDS = {
    "late": PileWords(_("Late"), "alert-octagon", "bad", _("Nothing is late."), _("with me")),
    "today": PileWords(_("Due today"), "clock", "wait", _("Nothing is due today."), _("with me")),
    "offered": PileWords(_("To acknowledge"), "inbox", "wait", _("No assignment waits for an answer.")),
    "unit": PileWords(_("The unit must assess"), "clipboard-list", "info", _("Everything has been assessed.")),
    "red": PileWords(_("Red"), "flag", "bad", _("No red matter is open.")),
    "second": PileWords(_("To strike off as second person"), "checklist", "info", _("Nothing waits for you.")),
    "area_late": PileWords(_("Late in the area"), "alert-triangle", "bad", _("Nothing is late in the area.")),
}
HANDLER_ORDER = ("late", "today", "offered", "red", "unit", "second")
LEADER_ORDER = ("red", "area_late", "unit", "second", "offered", "late", "today")


@require_GET
def show_my_work(request: HttpRequest) -> HttpResponse:
    """The first page after the sign-in: a leader's post shows the area first, a handler's the own work."""
    place = here(request)
    found = _piles(place)
    rows = _rows_by_pile(found, place)
    context = {
        "today": present_day(today(), place.actor.county),
        "day_sheet_url": reverse("desk:day_sheet") if found else "",
        "register_url": soft_url("desk:register") if place.may(Permission.REGISTER) else "",
        "register_table_url": soft_url("desk:register_table") if place.may(Permission.REGISTER) else "",
        "counts": [_count(pile, place) for pile in found],
        "sections": [_section(pile, rows[pile.name], place) for pile in found],
        "pairs": pairs_to_judge(place) if place.may(Permission.MERGE) else [],
        "meetings": meetings_of_days(place, 2),
        "notices": notices(place),
        "no_matters": not place.scope.case_data,
    }
    return render(request, "desk/my_work.html", context)


@require_GET
def print_day_sheet(request: HttpRequest) -> HttpResponse:
    """What is due, on paper, with boxes to tick; names are masked."""
    place = here(request)
    check(place, Permission.READ)
    found = [pile for pile in _piles(place) if pile.rows]
    rows = _rows_by_pile(found, place, masked=True)
    shown = sum(len(pile.rows) for pile in found)
    log_reading(ReadingKind.PRINT, "day_sheet", None, place.actor, rows=shown)
    context = {
        "today": present_day(today(), place.actor.county),
        "printed_at": clock.now(),
        "back_url": reverse("desk:my_work"),
        "sections": [{"title": WORDS[pile.name].title, "rows": rows[pile.name]} for pile in found],
        "meetings": meetings_of_days(place, 1, masked=True),
    }
    return render(request, "desk/day_sheet.html", context)


def meetings_of_days(place: Here, days: int, *, masked: bool = False) -> list[MeetingRow]:
    """The person's meetings of today and the following days."""
    begin = begin_of(today())
    found = meetings_between(place.scope, begin, begin + timedelta(days=days), host=place.account.pk)
    return present_meetings(found, place, masked=masked)


def _piles(place: Here) -> list[Pile]:
    if not place.scope.case_data or not place.may(Permission.READ):
        return []
    found = {
        pile.name: pile for pile in piles(place.scope, place.viewer, may_strike_off=place.may(Permission.STRIKE_OFF))
    }
    order = LEADER_ORDER if leads(place) else HANDLER_ORDER
    if "area_late" in order:
        found["area_late"] = _area_late(place)
    return [found[name] for name in order if name in found and _concerns(found[name], place)]


def leads(place: Here) -> bool:
    """Whether the post answers for an area and not only for its own matters."""
    return bool(place.scope.areas) and place.may(Permission.ASSIGN)


def _concerns(pile: Pile, place: Here) -> bool:
    if pile.name == "unit":
        return place.may(Permission.TRIAGE)
    if pile.name == "offered":
        return place.may(Permission.ACKNOWLEDGE)
    return pile.name not in ("late", "today") or place.may(Permission.HANDLE)


def _area_late(place: Here) -> Pile:
    rows = ledger(place.scope, LedgerFilter(view="late"), place.viewer)
    first = rows.page(ORDERS["due"], SHOWN).rows
    count = len(first) if len(first) < SHOWN else rows.count(PILE_CAP)
    keyring().warm(row.pk for row in first)
    return Pile("area_late", count, first, "late")


def _rows_by_pile(found: list[Pile], place: Here, *, masked: bool = False) -> dict[str, list[Row]]:
    """Rows of all piles at once, so that the number of queries does not grow with the piles."""
    matters: dict[Any, Dispute] = {dispute.pk: dispute for pile in found for dispute in pile.rows}
    rows = {row.uid: row for row in present(list(matters.values()), place, masked=masked)}
    return {pile.name: [rows[dispute.pk] for dispute in pile.rows] for pile in found}


def _count(pile: Pile, place: Here) -> dict[str, Any]:
    told = WORDS[pile.name]
    return {
        "label": told.title,
        "value": shown_count(pile.count),
        "url": _more_url(pile, place),
        "tone": told.tone if pile.count else "",
        "icon": told.icon,
        "note": told.note,
    }


def shown_count(count: int) -> str:
    """A pile's height; 99+ when it was not counted further."""
    return f"{PILE_CAP}+" if count > PILE_CAP else str(count)


def _section(pile: Pile, rows: list[Row], place: Here) -> dict[str, Any]:
    told = WORDS[pile.name]
    return {
        "key": pile.name,
        "title": told.title,
        "icon": told.icon,
        "hint": "",
        "rows": rows,
        "count": shown_count(pile.count) if pile.count else "",
        "more_url": _more_url(pile, place) if pile.count > len(rows) else "",
        "empty_title": told.empty,
        "empty_text": "",
    }


def _more_url(pile: Pile, place: Here) -> str:
    """The list behind a pile, narrowed to exactly what the pile counts where the ledger can say so."""
    own = f"&person={place.account.pk}"
    extra = {
        "late": own,
        "today": own,
        "red": "&colour=red",
        "unit": f"&state=registered&unit={place.actor.organisation}",
    }
    return f"{reverse('desk:ledger')}?view={pile.view}{extra.get(pile.name, '')}"
