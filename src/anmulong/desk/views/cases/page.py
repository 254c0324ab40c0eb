"""One case: its page, in a fixed number of queries."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from anmulong.access.public import who
from anmulong.base import clock
from anmulong.cases.enums import ClockKind
from anmulong.cases.enums import Permission as CasePermission
from anmulong.cases.public import Case
from anmulong.desk.presenting.cases import page as shown
from anmulong.desk.presenting.cases.life import life
from anmulong.desk.presenting.cases.papers import papers_of
from anmulong.desk.presenting.cases.people import People
from anmulong.desk.presenting.cases.steps import case_steps
from anmulong.desk.presenting.clocks import clocks
from anmulong.desk.presenting.eyes import eyes_for
from anmulong.desk.presenting.gate import card_of_case
from anmulong.desk.presenting.sentences import people_in, time_line
from anmulong.desk.requests import Here, here
from anmulong.desk.rights import check, read_only_until
from anmulong.disputes.enums import Permission
from anmulong.journal.enums import ReadingKind
from anmulong.journal.public import Happening, history, log_reading


FIRST_ENTRIES = 30
MOST = 1_000
NO_STEPS: dict[str, list[dict[str, Any]]] = {"actions": [], "actions_more": [], "actions_off": []}


def read_case(place: Here, uid: UUID) -> Case:
    """The case inside the scope of the post. Raises ``NotFound``, also for one that lies outside."""
    found: Case = Case.objects.in_scope(place.scope).select_related("dispute").get(uid)
    return found


@require_GET
def show_case(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The page of a case. Opening it is recorded on its dispute (R-723)."""
    place = here(request)
    check(place, Permission.READ)
    case = read_case(place, uid)
    detail = "case, emergency" if read_only_until(place, case.dispute_id) else "case"
    log_reading(ReadingKind.OPEN, "dispute", case.dispute_id, place.actor, detail=detail)
    return render(request, "desk/case.html", _context(place, case, every=request.GET.get("entries") == "all"))


def _context(place: Here, case: Case, *, every: bool) -> dict[str, Any]:
    now, people = clock.now(), People(place, case)
    until = read_only_until(place, case.dispute_id)
    told = _of_case(case, history(case, limit=MOST))
    shown_entries = told if every else told[:FIRST_ENTRIES]
    held = list(case.sessions.order_by("position"))
    visitors = who({row.visitor for row in case.visits.all()})
    eyes = eyes_for(place, case.dispute, people_in(shown_entries))
    inside = shown.mediates(place, people)
    return {
        "case": shown.case_head(case, people, now),
        "gate_card": card_of_case(case, may=until is None and place.may(Permission.HANDLE)),
        "parties": people.lines(),
        "mediators": people.mediator_lines(),
        "invited": people.invited_lines(may=until is None and case.is_open and place.may(CasePermission.MEDIATE)),
        "sessions": shown.sessions(held, people, side_file=False),
        "side_file": shown.sessions(held, people, side_file=True) if inside else [],
        "side_file_kept": not inside and any(row.separate for row in held),
        "investigations": shown.investigations(case),
        "agreement": shown.agreement(case, people),
        "life": life(case, people, now),
        "visits": shown.visits(case, people, visitors),
        "outside": shown.happenings_outside(case),
        "pauses": shown.pauses(case),
        "clocks": clocks(case.clocks.all(), now, ClockKind),
        "entries": time_line(shown_entries, eyes),
        "entries_more_url": "?entries=all" if len(told) > len(shown_entries) else "",
        "papers": papers_of(case),
        "read_only_until": until,
        **(case_steps(place, case) if until is None else NO_STEPS),
    }


def _of_case(case: Case, told: list[Happening]) -> list[Happening]:
    """The entries of this case; its dispute's own stand on the dispute's page."""
    return [happening for happening in told if happening.entry.subject == case.pk]
