"""What the gate of the law would say to the answers as they stand in the form; nothing is stored (M-12)."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from anmulong.base import clock
from anmulong.desk.forms.gate import FACTS, KNOWN_ON
from anmulong.desk.presenting.gate import result
from anmulong.desk.requests import here
from anmulong.desk.rights import check
from anmulong.desk.views.matter import read
from anmulong.disputes.enums import Permission
from anmulong.disputes.public import judged, latest_check, recorded_facts
from anmulong.kernel.clock import local_day


@require_POST
def preview(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The result for the ticks of the page; a day that is no day counts as none."""
    place = here(request)
    check(place, Permission.READ)
    dispute = read(place, uid)
    before = latest_check(dispute)
    answers: dict[str, bool | str] = dict.fromkeys(request.POST.getlist(FACTS), True)
    known_on = _day(request.POST.get(KNOWN_ON, ""))
    if known_on:
        answers[KNOWN_ON] = known_on
    day = before.rules_day if before else local_day(clock.now())
    asked_on = local_day(dispute.requested_at)
    found = judged(dispute.kind, answers, recorded_facts(dispute), day=day, asked_on=asked_on)
    return render(request, "desk/parts/gate_result.html", {"gate": result(found)})


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""
