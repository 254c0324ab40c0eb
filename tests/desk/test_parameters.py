"""The pages of parameters: what is read, a new value from a day on, old matters keep theirs (R-210)."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from anmulong.base import clock
from anmulong.desk.presenting.parameters import value_words
from anmulong.disputes.enums import Nature
from anmulong.disputes.public import Triage, refresh_matters
from anmulong.kernel.clock import FixedClock, local_day
from anmulong.lawbook import public as lawbook
from tests.desk.conftest import Desk
from tests.desk.pages import fields, words
from tests.factories.matters import Office
from tests.factories.people import make_account


KEY = "disputes.contact_days"
GROUND = {"source": "鄂司发〔2026〕12号", "approved_by": "旗司法局", "reason": "冬季路途远"}


@pytest.fixture
def client(desk: Desk, office: Office) -> Client:
    """The clerk of the justice bureau."""
    return desk(make_account(office.county, "banner_clerk").actor())


def send(client: Client, key: str, **answers: Any) -> Any:
    """Open the form of a parameter, answer it, send it."""
    url = reverse("desk:parameter_change", args=[key])
    return client.post(url, fields(client.get(url), url) | GROUND | answers)


def tomorrow() -> Any:
    return local_day(clock.now()) + timedelta(days=1)


def test_every_parameter_that_is_read_stands_there_in_plain_words(client: Client) -> None:
    shown = client.get(reverse("desk:parameters"))
    keys = [row["key"] for group in shown.context["groups"] for row in group["rows"]]
    assert keys == [key for key, note in lawbook.parameter_notes().items() if not note.planned]
    text = words(shown)
    assert "首次联系时限" in text and "“首次联系”期限" in text
    assert value_words(lawbook.parameter_row(KEY)) in text
    assert "retention.short_years" not in text


@pytest.mark.parametrize("key", [key for key, note in lawbook.parameter_notes().items() if not note.planned])
def test_every_parameter_has_its_page_and_its_form(client: Client, key: str) -> None:
    assert key in words(client.get(reverse("desk:parameter", args=[key])))
    assert client.get(reverse("desk:parameter_change", args=[key])).status_code == 200


def test_r210_an_old_matter_keeps_its_clock_after_the_change(client: Client, office: Office) -> None:
    old = office.handled()
    due = office.row(old).due_at
    assert send(client, KEY, value="9").status_code == 302
    with clock.simulated(FixedClock(clock.now() + timedelta(days=1))):
        young = office.handled()
        refresh_matters([old, young], by=office.county.machine)
    assert office.row(old).due_at == due
    days = {uid: _contact_days(office, uid) for uid in (old, young)}
    assert (days[old], days[young] >= 9) == (3, True)


def _contact_days(office: Office, matter: Any) -> int:
    row = office.row(matter).clocks.get(kind="contact")
    return lawbook.parameter_int(row.parameter, row.parameter_day)


def test_the_page_says_who_changed_it_why_and_from_when(client: Client) -> None:
    send(client, KEY, value="9")
    text = words(client.get(reverse("desk:parameter", args=[KEY])))
    before, after = (value_words(row) for row in lawbook.parameter_history(KEY))
    assert all(each in text for each in (*GROUND.values(), before, after, tomorrow().isoformat(), "banner_clerk 0"))
    listed = client.get(reverse("desk:parameters")).context["groups"]
    row = next(row for group in listed for row in group["rows"] if row["key"] == KEY)
    assert (row["value"], row["later"]) == (before, {"value": after, "from": tomorrow()})


@pytest.mark.parametrize(
    "answers",
    [{"value": "0"}, {"value": ""}, {"value": "drei"}, {"reason": ""}, {"source": ""}, {"valid_from": "today"}],
)
def test_what_cannot_be_comes_back_with_what_was_typed(client: Client, answers: dict[str, str]) -> None:
    if answers.get("valid_from"):
        answers = {"valid_from": local_day(clock.now()).isoformat()}
    said = send(client, KEY, **{"value": "9", **answers})
    assert said.status_code == 422 and "旗司法局" in words(said)
    assert [row.value for row in lawbook.parameter_history(KEY)] == [3]


def test_codes_facts_and_words_are_chosen_as_such(client: Client) -> None:
    forecasts, facts, listed = "risk.red_forecasts", "risk.red_facts", "disputes.restricting_words"
    assert send(client, forecasts, value=["self_harm"]).status_code == 302
    assert send(client, facts, value=["violence", "health"]).status_code == 302
    answers = {"list_self_harm": "自杀、轻生 跳河", "list_sexual": "", "list_violence": "持刀"}
    assert send(client, listed, **answers).status_code == 302
    at = tomorrow()
    assert lawbook.parameter(forecasts, at) == ["self_harm"]
    assert lawbook.parameter(facts, at) == ["violence", "health"]
    assert lawbook.parameter(listed, at) == {"self_harm": ["自杀", "轻生", "跳河"], "sexual": [], "violence": ["持刀"]}


def test_several_numbers_are_typed_in_one_line(client: Client) -> None:
    key = "corps.term_reminder_days"
    assert send(client, key, value="sixty、30").status_code == 422
    assert send(client, key, value="60、30 7").status_code == 302
    assert lawbook.parameter(key, tomorrow()) == [60, 30, 7]


def test_everybody_reads_and_the_bureau_changes(desk: Desk, office: Office) -> None:
    mediator = desk(office.mediator)
    shown = mediator.get(reverse("desk:parameter", args=[KEY]))
    assert shown.status_code == 200 and not shown.context["change_url"]
    assert mediator.get(reverse("desk:parameter_change", args=[KEY])).status_code == 403
    for key in ("no.such_key", "retention.short_years"):
        assert mediator.get(reverse("desk:parameter", args=[key])).status_code == 404


def test_a_matter_found_a_dispute_tomorrow_runs_under_the_day_it_began(client: Client, office: Office) -> None:
    """R-210: the first contact is due by the value of the day of registration, however late its clock starts."""
    matter = office.register()
    send(client, KEY, value="9")
    with clock.simulated(FixedClock(clock.now() + timedelta(days=2))):
        office.act(office.clerk, "dispute.triage", Triage(nature=Nature.DISPUTE), matter)
        assert _contact_days(office, matter) == 3
