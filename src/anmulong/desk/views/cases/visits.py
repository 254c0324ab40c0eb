"""Whom to call or visit today, on one page: reached opens the sheet, not reached is one click (R-211, O-1)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from anmulong.base import clock
from anmulong.base.crypto import keyring
from anmulong.cases.enums import Permission
from anmulong.cases.public import VISIT_ORDER, Case, Visited, visits_due
from anmulong.desk.answers import words
from anmulong.desk.presenting.cases.rows import case_rows
from anmulong.desk.presenting.covering import name_of, sees_names
from anmulong.desk.presenting.eyes import as_uid
from anmulong.desk.presenting.matter import safe_contact
from anmulong.desk.requests import Here, here
from anmulong.desk.rights import check
from anmulong.desk.views.cases.page import read_case
from anmulong.disputes.enums import ContactWay
from anmulong.disputes.enums import Permission as DisputePermission
from anmulong.journal.public import Call, perform
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import DomainError
from anmulong.kernel.ids import new_uid
from anmulong.people.public import parties_of, shown_telephone


MOST = 100


@require_GET
def show_visits(request: HttpRequest) -> HttpResponse:
    """The call list of today, the oldest first; what is over stays on it until somebody was reached."""
    place = here(request)
    check(place, DisputePermission.READ)
    page = visits_due(place.scope, local_day(clock.now())).page(VISIT_ORDER, MOST)
    context = {"rows": _rows(page.rows, place), "more": page.more, "may_visit": place.may(Permission.MEDIATE)}
    return render(request, "desk/case_visits.html", context)


def _rows(cases: list[Case], place: Here) -> list[dict[str, Any]]:
    keyring().warm(case.dispute_id for case in cases)
    parties = parties_of(case.dispute_id for case in cases) if cases else {}
    masked, today = not sees_names(place.scope), local_day(clock.now())
    return [
        {
            "row": row,
            "due_on": case.next_follow_up_on,
            "late": case.next_follow_up_on is not None and case.next_follow_up_on < today,
            "people": [
                {
                    "name": name_of(party, masked=masked),
                    "phone": shown_telephone(party),
                    "safe": safe_contact(party),
                }
                for party in parties[case.dispute_id]
            ],
            "reached_url": reverse("desk:case_act", args=[case.pk, "follow_up"]),
            "not_reached_url": reverse("desk:case_not_reached", args=[case.pk]),
            "operation": new_uid(),
        }
        for case, row in zip(cases, case_rows(cases, place), strict=True)
    ]


@require_POST
def not_reached(request: HttpRequest, uid: UUID) -> HttpResponse:
    """未联系上: one click; the visit stays due."""
    place = here(request)
    case = read_case(place, uid)
    given = Visited(ContactWay.TELEPHONE, reached=False)
    operation = as_uid(request.POST.get("operation", "")) or new_uid()
    try:
        perform(Call("case.follow_up", given, subject=case.pk, operation=operation), by=place.actor)
    except DomainError as error:
        told = words(error)
        messages.error(request, gettext("%(text)s %(way_out)s") % {"text": told["text"], "way_out": told["way_out"]})
    else:
        messages.success(request, gettext("Not reached: recorded. The visit stays on the list."))
    return redirect("desk:case_visits")
