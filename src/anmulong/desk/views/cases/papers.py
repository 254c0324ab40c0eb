"""The papers of a case, to be printed; each printing is recorded (R-723)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from anmulong.base import clock
from anmulong.desk.presenting.cases.page import case_subject
from anmulong.desk.presenting.cases.papers import paper_of
from anmulong.desk.requests import here
from anmulong.desk.rights import check
from anmulong.desk.views.cases.page import read_case
from anmulong.disputes.enums import Permission
from anmulong.journal.enums import ReadingKind
from anmulong.journal.public import log_reading


@require_GET
def show_paper(request: HttpRequest, uid: UUID, paper: str) -> HttpResponse:
    """One paper on an A4 sheet."""
    place = here(request)
    check(place, Permission.READ)
    case = read_case(place, uid)
    sheet = paper_of(place, case, paper)
    log_reading(ReadingKind.PRINT, "dispute", case.dispute_id, place.actor, detail=f"case {paper}")
    context = {"paper": sheet, "back_url": case_subject(case)["url"], "printed_at": clock.now()}
    return render(request, "desk/print_case.html", context)
