"""The week of meetings, own or of the unit, and the same as a calendar file (O-5)."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from icalendar import Calendar, Event

from anmulong.base import clock
from anmulong.base.crypto import keyring
from anmulong.desk.presenting.days import begin_of, monday_of, present_day, today
from anmulong.desk.presenting.meetings import MeetingRow, present_meetings
from anmulong.desk.requests import Here, here
from anmulong.desk.rights import check
from anmulong.disputes.enums import Permission
from anmulong.disputes.public import Meeting, meetings_between
from anmulong.kernel.clock import local_day


WEEK = timedelta(days=7)
FARTHEST = timedelta(days=366 * 10)
AHEAD = timedelta(days=60)


@require_GET
def show_week(request: HttpRequest) -> HttpResponse:
    """Seven days with their meetings; clashes of one host are marked."""
    place = here(request)
    check(place, Permission.READ)
    monday = asked_monday(request.GET.get("week", ""))
    who = "unit" if request.GET.get("who") == "unit" and place.actor.organisation else "me"
    rows = present_meetings(meetings_in(place, monday, monday + WEEK, who), place)
    context = {
        "days": _days(rows, monday, place.actor.county),
        "title": f"{monday} – {monday + WEEK - timedelta(days=1)}",
        "previous_url": _url(monday - WEEK, who),
        "next_url": _url(monday + WEEK, who),
        "this_week_url": _url(monday_of(today()), who),
        "ics_url": f"{reverse('desk:week_ics')}?who={who}",
        "people": _people(monday, who) if place.actor.organisation else [],
    }
    return render(request, "desk/week.html", context)


@require_GET
def download_week(request: HttpRequest) -> HttpResponse:
    """The meetings from this week on for the calendar of a phone: number, place and time, no names."""
    place = here(request)
    check(place, Permission.READ)
    who = "unit" if request.GET.get("who") == "unit" and place.actor.organisation else "me"
    begin = monday_of(today())
    meetings = meetings_in(place, begin, begin + AHEAD, who)
    keyring().warm({meeting.dispute_id for meeting in meetings})
    response = HttpResponse(calendar_file(meetings), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="meetings-{begin}.ics"'
    return response


def calendar_file(meetings: list[Meeting]) -> bytes:
    """The .ics bytes. The place of a restricted matter stays in the house, because it may be somebody's home."""
    book = Calendar()
    book.add("prodid", "-//Anmulong//Meetings//ZH")
    book.add("version", "2.0")
    for meeting in meetings:
        event = Event()
        event.add("uid", str(meeting.pk))
        event.add("dtstamp", clock.now())
        event.add("dtstart", meeting.begins_at)
        event.add("dtend", meeting.ends_at)
        event.add("summary", _("Meeting %(number)s") % {"number": meeting.dispute.number})
        if meeting.place and not meeting.dispute.restricted:
            event.add("location", meeting.place)
        book.add_component(event)
    data: bytes = book.to_ical()
    return data


def meetings_in(place: Here, begin: date, end: date, who: str) -> list[Meeting]:
    """The meetings of the person or of the unit between two days, the second left out."""
    host = place.account.pk if who == "me" else None
    return meetings_between(place.scope, begin_of(begin), begin_of(end), host=host)


def asked_monday(text: str) -> date:
    """The Monday of the week of the day in ``text``; of this week for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return monday_of(today())
    return monday_of(day) if abs(day - today()) < FARTHEST else monday_of(today())


def _days(rows: list[MeetingRow], monday: date, county: str) -> list[dict[str, Any]]:
    found = []
    for offset in range(7):
        day = monday + timedelta(days=offset)
        shown = present_day(day, county)
        meetings = [row for row in rows if local_day(row.at) <= day <= local_day(row.until)]
        found.append({**vars(shown), "meetings": meetings})
    return found


def _people(monday: date, who: str) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": _url(monday, key), "active": key == who}
        for key, label in (("me", _("My meetings")), ("unit", _("Meetings of the unit")))
    ]


def _url(monday: date, who: str) -> str:
    return f"{reverse('desk:week')}?week={monday}&who={who}"
