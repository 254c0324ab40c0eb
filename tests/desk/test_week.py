"""The week of meetings and the calendar file (O-5)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from anmulong.base import clock
from anmulong.disputes.enums import Fact
from anmulong.disputes.public import Arrangement
from anmulong.kernel.clock import LOCAL, local_day
from tests.desk.conftest import Desk
from tests.factories.matters import Office


def noon() -> datetime:
    """Twelve o'clock today, local."""
    return datetime.combine(local_day(clock.now()), datetime.min.time(), LOCAL) + timedelta(hours=12)


def arrange(office: Office, begins_at: datetime, *, by: Any = None, matter: Any = None, **more: Any) -> Any:
    matter = matter or office.handled()
    given = Arrangement(begins_at=begins_at, place="镇调解室", despite_clash=True, **more)
    office.act(by or office.clerk, "dispute.schedule", given, matter)
    return matter


def shown(client: Client, **query: str) -> list[tuple[Any, str]]:
    days = client.get("/week/", query).context["days"]
    return [(day["date"], row.number) for day in days for row in day["meetings"]]


def test_a_meeting_stands_on_its_day(office: Office, desk: Desk) -> None:
    matter = arrange(office, noon())
    assert shown(desk(office.clerk)) == [(local_day(clock.now()), office.row(matter).number)]


def test_seven_days_from_monday(office: Office, desk: Desk) -> None:
    days = desk(office.clerk).get("/week/", {"week": "2026-11-25"}).context["days"]
    assert [str(day["date"]) for day in days] == [f"2026-11-{day}" for day in range(23, 30)]
    assert [day["rest"] for day in days] == [False] * 5 + [True] * 2


def test_weeks_before_and_after(office: Office, desk: Desk) -> None:
    matter = arrange(office, noon() + timedelta(days=7))
    client = desk(office.clerk)
    context = client.get("/week/").context
    assert shown(client) == []
    following = client.get(context["next_url"]).context["days"]
    assert [row.number for day in following for row in day["meetings"]] == [office.row(matter).number]
    assert client.get(context["previous_url"]).status_code == 200


def test_own_meetings_and_those_of_the_unit(office: Office, desk: Desk) -> None:
    own = arrange(office, noon())
    other = arrange(office, noon(), host=office.second.uid)
    client = desk(office.clerk)
    today = local_day(clock.now())
    assert shown(client, who="me") == [(today, office.row(own).number)]
    numbers = sorted(number for _day, number in shown(client, who="unit"))
    assert numbers == sorted(office.row(matter).number for matter in (own, other))
    assert shown(desk(office.other_clerk), who="unit") == []


def test_overlaps_of_one_host_are_marked(office: Office, desk: Desk) -> None:
    matter = arrange(office, noon())
    arrange(office, noon() + timedelta(minutes=30), matter=matter)
    arrange(office, noon() + timedelta(minutes=90), matter=matter)
    days = desk(office.clerk).get("/week/").context["days"]
    assert [bool(row.clash) for day in days for row in day["meetings"]] == [True, True, False]


@pytest.mark.parametrize("week", ["x", "0001-01-01", "9999-12-31"])
def test_an_impossible_week_is_this_week(office: Office, desk: Desk, week: str) -> None:
    days = desk(office.clerk).get("/week/", {"week": week}).context["days"]
    assert any(day["today"] for day in days)


def test_the_calendar_file_names_nobody(office: Office, desk: Desk) -> None:
    """Number, place and time only; the place of a restricted matter stays in the house (O-4)."""
    plain = arrange(office, noon(), subject="巴特尔和苏和")
    hidden = arrange(office, noon() + timedelta(hours=3), matter=office.handled(facts=(Fact.VIOLENCE,)))
    answer = desk(office.clerk).get("/week/meetings.ics")
    assert "巴特尔" not in answer.content.decode()
    events = {str(event["UID"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}
    told = sorted((event["DTSTART"].dt, str(event.get("LOCATION", ""))) for event in events.values())
    assert told == [(noon(), "镇调解室"), (noon() + timedelta(hours=3), "")]
    summaries = " ".join(str(event["SUMMARY"]) for event in events.values())
    assert all(office.row(matter).number in summaries for matter in (plain, hidden))
