"""My work: piles by person and post, badge, meetings, notices, the day sheet on paper (O-5)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from anmulong.access.public import NewDeputy
from anmulong.base import clock
from anmulong.disputes.enums import Colour, Fact
from anmulong.disputes.public import Arrangement, Assignment, Grading
from anmulong.journal.enums import ReadingKind
from anmulong.journal.models import Reading
from anmulong.kernel.clock import LOCAL, FixedClock, local_day
from tests.desk.conftest import Desk
from tests.factories.matters import Office
from tests.factories.people import make_account


def piles(client: Client) -> dict[str, list[Any]]:
    """The uids in every pile, in the order of the page."""
    return {each["key"]: [row.uid for row in each["rows"]] for each in client.get("/").context["sections"]}


def counts(client: Client) -> dict[str, str]:
    """The figures on top of the page."""
    context = client.get("/").context
    keys = [section["key"] for section in context["sections"]]
    return dict(zip(keys, [count["value"] for count in context["counts"]], strict=True))


def test_a_handler_sees_the_own_work_first(office: Office, desk: Desk) -> None:
    """A matter offered to the committee waits in its pile, and in the badge."""
    matter = office.register()
    office.act(office.clerk, "dispute.assign", Assignment(organisation=office.county.committees[0]), matter)
    client = desk(office.mediator)
    found = piles(client)
    assert list(found) == ["late", "today", "offered", "red", "unit"]
    assert found["offered"] == [matter]
    assert client.get("/").context["me"]["badge"] == 1


def test_a_leader_sees_the_area_first(office: Office, desk: Desk) -> None:
    matter = office.register()
    office.act(office.clerk, "dispute.grade", Grading(Colour.RED, "扬言报复"), matter)
    asked = office.asked()
    found = piles(desk(office.director))
    assert list(found) == ["red", "area_late", "unit", "second", "offered", "late", "today"]
    assert (found["red"], found["second"]) == ([matter], [asked])


def test_what_is_late_is_late_for_its_owner_and_for_the_area(office: Office, desk: Desk) -> None:
    matter = office.register()
    with clock.simulated(FixedClock(clock.now() + timedelta(days=30))):
        assert piles(desk(office.clerk))["late"] == [matter]
        assert piles(desk(office.director))["area_late"] == [matter]
        assert piles(desk(office.director))["late"] == []
        (row,) = desk(office.clerk).get("/ledger/", {"view": "late"}).context["rows"]
    assert row.due_tone == "late"


def test_the_second_person_is_not_the_first(office: Office, desk: Desk) -> None:
    """Who asked for the strike-off does not find it in the own pile; without the right there is no pile."""
    asked = office.asked()
    assert piles(desk(office.second))["second"] == [asked]
    assert "second" not in piles(desk(office.clerk))


def test_figures_and_links_agree(office: Office, desk: Desk) -> None:
    """A figure opens a list of exactly that many matters."""
    office.register(), office.asked()
    office.act(office.clerk, "dispute.grade", Grading(Colour.RED, "扬言报复"), office.register())
    client = desk(office.director)
    context = client.get("/").context
    shown = {count["url"]: int(count["value"]) for count in context["counts"]}
    assert {url: len(client.get(url).context["rows"]) for url in shown} == shown


def test_meetings_of_today_and_tomorrow(office: Office, desk: Desk) -> None:
    matter = office.handled()
    noon = datetime.combine(local_day(clock.now()), datetime.min.time(), LOCAL) + timedelta(hours=12)
    for days in (0, 1, 2):
        given = Arrangement(begins_at=noon + timedelta(days=days), place="调解室", subject=f"第{days}天")
        office.act(office.clerk, "dispute.schedule", given, matter)
    client = desk(office.clerk)
    assert [row.title for row in client.get("/").context["meetings"]] == ["第0天", "第1天"]
    assert [row.title for row in client.get("/day-sheet/").context["meetings"]] == ["第0天"]
    assert client.get("/").context["meetings"][0].number == office.row(matter).number
    assert desk(office.director).get("/").context["meetings"] == []


def test_the_day_sheet_is_masked_and_recorded(office: Office, desk: Desk) -> None:
    office.act(office.clerk, "dispute.grade", Grading(Colour.RED, "扬言报复"), office.register(what="巴特尔不服"))
    office.register(what="动手打人", facts=(Fact.VIOLENCE,))
    text = desk(office.clerk).get("/day-sheet/").content.decode()
    assert "巴**不服" in text
    assert "巴特尔" not in text
    assert "动手打人" not in text
    assert Reading.objects.get(kind=ReadingKind.PRINT).actor == office.clerk.uid


def test_an_administrator_sees_no_matter(office: Office, desk: Desk) -> None:
    """R-721: pages and pieces of matters are left out, and refused when asked for."""
    office.register()
    client = desk(make_account(office.county, "security_admin").actor())
    context = client.get("/").context
    assert (context["sections"], context["counts"], context["no_matters"]) == ([], [], True)
    assert client.get("/ledger/").status_code == 403
    assert client.get("/day-sheet/").status_code == 403


def notices(client: Client) -> list[str]:
    return [notice["text"] for notice in client.get("/").context["notices"]]


@pytest.mark.parametrize(("month", "asked"), [(11, False), (12, True)])
def test_holidays_are_asked_for_in_december(office: Office, desk: Desk, month: int, asked: bool) -> None:
    """Only of who may enter them."""
    with clock.simulated(FixedClock(datetime(2040, month, 5, 4, tzinfo=LOCAL))):
        keeper = make_account(office.county, "banner_clerk").actor()
        assert any("2041" in text for text in notices(desk(keeper))) == asked
        assert notices(desk(office.clerk)) == []


def test_a_deputy_and_the_holder_are_told(office: Office, desk: Desk) -> None:
    other = make_account(office.county, "banner_director", name="斯琴").actor()
    until = local_day(clock.now()) + timedelta(days=3)
    office.act(office.director, "post.appoint_deputy", NewDeputy(other.uid, until), office.director.post)
    assert [str(until) in text and "斯琴" in text for text in notices(desk(office.director))] == [True]
    client = desk(other)
    client.post("/post/", {"post": str(office.director.post)})
    assert any(str(until) in text for text in notices(client))


def test_the_head_names_the_day(office: Office, desk: Desk) -> None:
    shown = desk(office.clerk).get("/").context["today"]
    assert shown.date == local_day(clock.now())
    assert isinstance(shown.date, date)
    assert shown.today
