"""应急调阅: read one matter in an emergency, the list of such readings, and looking into them (domain.md 7.4)."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from anmulong.access.enums import Permission
from anmulong.access.public import Grant
from anmulong.base import clock
from anmulong.base.scoping import Order
from anmulong.desk.forms.emergency import EmergencyForm, ReviewForm
from anmulong.desk.presenting.emergency import reading_rows, readings
from anmulong.desk.requests import here
from anmulong.desk.rights import check
from anmulong.desk.views.recording import Sheet, step
from anmulong.journal.public import Outcome


SHOWN = 50
LATEST = Order(("began_at",))


@require_GET
def show_readings(request: HttpRequest) -> HttpResponse:
    """The latest emergency readings of the area, and the own ones."""
    place = here(request)
    check(place, Permission.BREAK_GLASS)
    found = readings(place).page(LATEST, SHOWN)
    context = {
        "rows": reading_rows(place, found.rows, clock.now()),
        "more": found.more,
        "shown": SHOWN,
        "new_url": reverse("desk:emergency_new"),
    }
    return render(request, "desk/emergency.html", context)


@require_http_methods(["GET", "POST"])
def read_in_emergency(request: HttpRequest) -> HttpResponse:
    """Ask for a matter by its number (``grant.break_glass``) and go to its page."""
    place = here(request)
    check(place, Permission.BREAK_GLASS)
    return step(request, EmergencyForm(request.POST or None, place=place), _sheet(), finish=_opened)


def _opened(outcomes: Sequence[Outcome]) -> HttpResponse:
    return redirect("desk:matter", uid=outcomes[0].facts["dispute"])


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, reading: UUID) -> HttpResponse:
    """Look into a reading (``grant.review``)."""
    place = here(request)
    check(place, Permission.REVIEW_READING)
    row: Grant = readings(place).get(reading)
    told = reading_rows(place, [row], clock.now())[0]
    number = told["matter"]["number"] if told["matter"] else ""
    lead = " · ".join(part for part in (number, told["reader"], told["reason"]) if part)
    return step(request, ReviewForm(request.POST or None, place=place, subject=row), _sheet(lead))


def _sheet(lead: str = "") -> Sheet:
    url = reverse("desk:emergencies")
    return Sheet(back_url=url, lead=lead, crumbs=[{"label": _("Emergency readings"), "url": url}])
