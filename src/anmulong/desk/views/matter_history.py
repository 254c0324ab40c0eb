"""The whole history of one matter, proven; and for who decides on reading: who looked, and what was refused (R-723)."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anmulong.access.public import who
from anmulong.base import clock
from anmulong.desk.presenting.deeds import action_label
from anmulong.desk.presenting.eyes import eyes_for
from anmulong.desk.presenting.matter import PURPOSES, subject
from anmulong.desk.presenting.sentences import people_in, time_line
from anmulong.desk.requests import Here, here
from anmulong.desk.rights import check, soft_url
from anmulong.desk.views.matter import read
from anmulong.disputes.enums import Permission
from anmulong.disputes.public import Dispute
from anmulong.journal.enums import ReadingKind
from anmulong.journal.public import Happening, history, log_page, log_reading, verify_stream


MOST = 1_000
LOOKS = 200
STEPS, LOOK_UPS, REFUSALS = "steps", "looks", "refusals"


@require_GET
def show_history(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Every step; the look-ups and refusals only for who may decide who reads the matter."""
    place = here(request)
    check(place, Permission.READ)
    dispute = read(place, uid)
    log_reading(ReadingKind.OPEN, "dispute", dispute.pk, place.actor, detail="history")
    may_see_looks = place.may(Permission.RESTRICT)
    tab = request.GET.get("tab", STEPS) if may_see_looks else STEPS
    told = history(dispute, limit=MOST)
    context: dict[str, Any] = {
        "subject": subject(dispute),
        "tab": tab,
        "tabs": _tabs(dispute, tab, may_see_looks=may_see_looks),
        "chain": _chain(dispute, told),
    }
    making = {LOOK_UPS: _looks, REFUSALS: _refusals}
    context |= making[tab](place, dispute) if tab in making else _steps(place, dispute, told)
    return render(request, "desk/history.html", context)


def _tabs(dispute: Dispute, tab: str, *, may_see_looks: bool) -> list[dict[str, Any]]:
    names = {STEPS: _("Steps"), LOOK_UPS: _("Look-ups"), REFUSALS: _("Refused steps")}
    place = reverse("desk:history", args=[dispute.pk])
    return [
        {"label": label, "url": f"{place}?tab={name}", "active": name == tab}
        for name, label in names.items()
        if may_see_looks or name == STEPS
    ]


def _chain(dispute: Dispute, told: list[Happening]) -> dict[str, Any]:
    verdict = verify_stream(dispute.pk, contents=False)  # whole videos are read where somebody asks for the proof
    return {
        "ok": verdict.good,
        "length": verdict.entries,
        "head": bytes(told[0].entry.hash).hex()[:16] if told else "",
        "checked_at": clock.now(),
        "verify_url": soft_url("desk:history", dispute.pk),
    }


def _steps(place: Here, dispute: Dispute, told: list[Happening]) -> dict[str, Any]:
    return {"entries": time_line(told, eyes_for(place, dispute, people_in(told)))}


def _looks(place: Here, dispute: Dispute) -> dict[str, Any]:
    rows = log_page("readings", place.actor.county, subject=dispute.pk, size=LOOKS)
    names, purposes = who(row.actor for row in rows), {each["value"]: str(each["label"]) for each in PURPOSES}
    return {
        "looks": [
            {
                "at": row.read_at,
                "actor": names.get(row.actor, ""),
                "what": str(ReadingKind(row.kind).label),
                "purpose": purposes.get(row.purpose, row.purpose),
                "address": row.address,
            }
            for row in rows
        ]
    }


def _refusals(place: Here, dispute: Dispute) -> dict[str, Any]:
    rows = log_page("refusals", place.actor.county, subject=dispute.pk, size=LOOKS)
    names = who(row.actor for row in rows)
    return {
        "refusals": [
            {
                "at": row.refused_at,
                "actor": names.get(row.actor, ""),
                "action": action_label(row.action),
                "code": row.code,
                "text": row.law,
            }
            for row in rows
        ]
    }
