"""The page of the working calendar: who keeps it, what it shows, what a correction moves (R-210, O-5)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from anmulong.base import clock
from anmulong.journal.public import Call, perform
from anmulong.kernel.clock import FixedClock, local_day
from anmulong.lawbook import public as lawbook
from anmulong.ops.duties import hand_out_news
from tests.desk.conftest import Desk
from tests.desk.pages import fields, words
from tests.factories.matters import Office
from tests.factories.people import make_account


NOTICE = lawbook.YearGiven(2099, "国办发明电〔2098〕1号", (date(2099, 10, 1), date(2099, 10, 2)), (date(2099, 10, 10),))


@pytest.fixture
def client(desk: Desk, office: Office) -> Client:
    """The clerk of the justice bureau, who keeps the table."""
    return desk(make_account(office.county, "banner_clerk").actor())


def entered(office: Office, given: lawbook.YearGiven = NOTICE) -> lawbook.CalendarYear:
    uid = perform(Call("lawbook.publish_year", given), by=office.county.machine).subject
    return lawbook.CalendarYear.objects.get(pk=uid)


def page_entries(client: Client, url: str) -> list[dict[str, Any]]:
    """The time line of the year."""
    entries: list[dict[str, Any]] = client.get(url).context["entries"]
    return entries


def send(client: Client, url: str, **answers: Any) -> Any:
    """Open the form, answer it, send it."""
    return client.post(url, fields(client.get(url), url) | answers)


def test_a_year_shows_stretches_and_their_paper(client: Client, office: Office) -> None:
    entered(office)
    shown = client.get(reverse("desk:calendar"), {"year": "2099"})
    rows = [(row["from"], row["until"], row["days"], row["source"]) for row in shown.context["rows"]]
    assert rows == [
        (date(2099, 10, 1), date(2099, 10, 2), 2, NOTICE.source),
        (date(2099, 10, 10), date(2099, 10, 10), 1, NOTICE.source),
    ]
    assert shown.context["year"]["published"] and shown.context["year"]["make_up"] == 1


def test_a_year_of_the_library_shows_without_being_recorded(client: Client, office: Office) -> None:
    shown = client.get(reverse("desk:calendar"), {"year": "2024"})
    assert shown.context["year"]["published"] and shown.context["year"]["worked"] == 251
    assert date(2024, 10, 1) in [row["from"] for row in shown.context["rows"]]


def test_an_unknown_year_is_marked_provisional(client: Client, office: Office) -> None:
    shown = client.get(reverse("desk:calendar"), {"year": "2098"})
    assert not shown.context["year"]["published"] and shown.context["rows"] == []
    assert f"{reverse('desk:calendar_new')}?year=2098" in words(shown)


def test_a_year_is_entered_from_what_was_pasted(client: Client, office: Office) -> None:
    url = f"{reverse('desk:calendar_new')}?year=2099"
    pasted = "1月1日\n10月1日至3日\n2099-12-25 ~ 2099-12-26"
    answers = {"holidays": pasted, "make_up_days": "2099/10/10", "source": "通知", "year": "2099"}
    assert send(client, url, **answers).status_code == 302
    known = lawbook.calendar(office.county.key)
    days = [day for day in sorted(known.holidays) if day.year == 2099]
    assert days == [
        date(2099, 1, 1),
        *(date(2099, 10, day) for day in (1, 2, 3)),
        *(date(2099, 12, d) for d in (25, 26)),
    ]
    assert date(2099, 10, 10) in known.make_up_days and 2099 in known.published_years


@pytest.mark.parametrize("bad", ["十一", "2099-02-30", "2099-10-07 ~ 2099-10-01", "2099-01-01 ~ 2099-12-31"])
def test_what_is_no_day_is_quoted_and_nothing_is_lost(client: Client, office: Office, bad: str) -> None:
    said = send(client, reverse("desk:calendar_new"), holidays=f"2099-10-01\n{bad}", source="通知", year="2099")
    assert said.status_code == 422
    assert bad in words(said) and "通知" in words(said)
    assert lawbook.recorded_year(2099, office.county.key) is None


def test_a_correction_names_paper_and_reason_and_says_how_many_matters_move(client: Client, office: Office) -> None:
    matter = office.register()
    due = local_day(office.row(matter).due_at)
    year = entered(office, lawbook.YearGiven(due.year, "通知"))
    hand_out_news()
    url = reverse("desk:calendar_act", args=[year.pk, "day"])
    assert send(client, url, day=due.isoformat(), kind="holiday", source="旗政府通知", reason="").status_code == 422
    answered = send(client, url, day=due.isoformat(), kind="holiday", source="旗政府通知", reason="那达慕")
    page = client.get(answered["Location"])
    assert ["1" in str(each) for each in page.context["messages"]] == [True]
    hand_out_news()
    assert local_day(office.row(matter).due_at) > due
    shown = words(client.get(answered["Location"]))
    assert "那达慕" in shown and "旗政府通知" in shown
    told = [entry["text"] for entry in page_entries(client, answered["Location"])]
    assert "1" in told[0] and due.isoformat() in told[1]


def test_the_system_administrator_keeps_it_too_without_seeing_a_matter(desk: Desk, office: Office) -> None:
    """R-721: how many move is a number; which ones is not told."""
    office.register()
    year, keeper = entered(office), desk(make_account(office.county, "system_admin").actor())
    url = reverse("desk:calendar_act", args=[year.pk, "day"])
    answered = send(keeper, url, day="2099-07-15", kind="holiday", source="旗政府通知", reason="那达慕")
    assert answered.status_code == 302
    assert keeper.get(answered["Location"]).status_code == 200


def test_the_notice_takes_the_place_of_what_was_known(client: Client, office: Office) -> None:
    year = entered(office)
    url = reverse("desk:calendar_act", args=[year.pk, "notice"])
    known = fields(client.get(url), url)
    assert (known["holidays"], known["make_up_days"]) == ("2099-10-01 ~ 2099-10-02", "2099-10-10")
    assert client.post(url, known | {"holidays": "10-01", "reason": "更正"}).status_code == 302
    calendar = lawbook.calendar(office.county.key)
    assert [calendar.is_workday(date(2099, 10, day)) for day in (1, 2, 10)] == [False, True, True]


def test_the_list_goes_out_as_a_sheet_and_comes_in_again(client: Client, office: Office) -> None:
    sheet = b"".join(client.get(reverse("desk:calendar_sheet", args=[2024])).streaming_content)  # type: ignore[attr-defined]
    before = lawbook.calendar(office.county.key)
    url = reverse("desk:calendar_new")
    sent = SimpleUploadedFile("holidays.xlsx", sheet)
    asked = fields(client.get(url), url) | {"year": "2024", "source": "通知", "holidays": "9月9日", "sheet": sent}
    assert client.post(url, asked).status_code == 302
    assert lawbook.calendar(office.county.key) == before
    assert lawbook.recorded_year(2024, office.county.key) is not None


def test_a_cell_of_the_sheet_that_cannot_be_read_is_named(client: Client, office: Office) -> None:
    url = reverse("desk:calendar_new")
    sent = SimpleUploadedFile(
        "假期.csv", "开始日期,结束日期,性质\n2099-10-01,2099-10-07,放假\n2099-10-09,,半天\n".encode()
    )
    said = client.post(url, fields(client.get(url), url) | {"year": "2099", "source": "通知", "sheet": sent})
    assert said.status_code == 422 and "C3" in words(said) and "半天" in words(said)
    assert lawbook.recorded_year(2099, office.county.key) is None


def test_everybody_reads_and_the_bureau_keeps(desk: Desk, office: Office) -> None:
    year = entered(office)
    mediator = desk(office.mediator)
    shown = mediator.get(reverse("desk:calendar"), {"year": "2099"})
    assert shown.status_code == 200 and not shown.context["may_edit"]
    assert mediator.get(reverse("desk:calendar_new")).status_code == 403
    assert mediator.get(reverse("desk:calendar_act", args=[year.pk, "day"])).status_code == 403
    assert mediator.get(reverse("desk:calendar_act", args=[office.mediator.uid, "day"])).status_code == 404


@pytest.mark.parametrize(("month", "told"), [(11, False), (12, True)])
def test_o5_each_december_asks_for_the_next_year(desk: Desk, office: Office, month: int, told: bool) -> None:
    keeper = make_account(office.county, "banner_clerk").actor()
    url = f"{reverse('desk:calendar_new')}?year=2031"
    with clock.simulated(FixedClock(datetime(2030, month, 15, 3, tzinfo=UTC))):
        assert (url in words(desk(keeper).get("/"))) is told
        assert url not in words(desk(office.mediator).get("/"))
        entered(office, lawbook.YearGiven(2031, "通知"))
        assert url not in words(desk(keeper).get("/"))
