"""The ledger as a page: views, filters, search, pages by keyset, what is shown of a restricted matter (M-08, O-4)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext

from anmulong.base import clock
from anmulong.desk.ledger_query import FIELD_LABELS
from anmulong.disputes.enums import Fact
from anmulong.disputes.public import Assignment, SideInput
from anmulong.journal.public import Actor
from anmulong.kernel.clock import FixedClock
from anmulong.people.public import PartyInput
from tests.desk.conftest import Desk
from tests.factories.matters import Office
from tests.factories.people import make_account


LEDGER = "/ledger/"


def numbers(client: Client, **query: Any) -> list[str]:
    """The numbers that a page of the ledger shows."""
    return [row.number for row in client.get(LEDGER, query).context["rows"]]


def number(office: Office, matter: UUID) -> str:
    return office.row(matter).number


def test_newest_first(office: Office, desk: Desk) -> None:
    first, second = office.register(), office.register()
    assert numbers(desk(office.clerk)) == [number(office, second), number(office, first)]


def test_views(office: Office, desk: Desk) -> None:
    """Each saved view shows exactly its matters."""
    opened, asked, done = office.register(), office.asked(), office.struck_off()
    client = desk(office.clerk)
    found = {view: set(numbers(client, view=view)) for view in ("open", "mine", "to_strike_off", "struck_off", "all")}
    assert found == {
        "open": {number(office, opened)},
        "mine": {number(office, opened), number(office, asked)},
        "to_strike_off": {number(office, asked)},
        "struck_off": {number(office, done)},
        "all": {number(office, opened), number(office, asked), number(office, done)},
    }


def test_filters(office: Office, desk: Desk) -> None:
    here = office.register(division=office.county.gachas[0], kind="neighbours")
    there = office.register(division=office.county.gachas[1], facts=(Fact.BASIC_LIVING,))
    client, gachas = desk(office.clerk), office.county.gachas
    assert numbers(client, division=str(gachas[0])) == [number(office, here)]
    assert numbers(client, division=str(office.county.banner)) == [number(office, there), number(office, here)]
    assert numbers(client, kind="neighbours") == [number(office, here)]
    assert numbers(client, colour=office.row(there).colour) == [number(office, there)]
    assert numbers(client, unit=str(office.county.governments[1])) == []
    assert numbers(client, person=str(office.clerk.uid)) == [number(office, there), number(office, here)]
    assert numbers(client, end="2020-01-01") == []


@pytest.mark.parametrize(
    "query",
    [
        {"view": "x"},
        {"state": "x"},
        {"kind": "x"},
        {"colour": "x"},
        {"division": "x"},
        {"division": str(UUID(int=1))},
        {"unit": "x"},
        {"person": "x"},
        {"begin": "x"},
        {"order": "x"},
        {"after": "x"},
    ],
)
def test_what_cannot_be_read_is_left_out(office: Office, desk: Desk, query: dict[str, str]) -> None:
    matter = office.register()
    assert numbers(desk(office.clerk), **query) == [number(office, matter)]


@pytest.mark.parametrize("text", ["草场", "巴特尔", "苏和", "1234", "三组"])
def test_search_by_words_names_and_end_digits(office: Office, desk: Desk, text: str) -> None:
    """Two characters, names, telephone end digits (O-5)."""
    matter = office.register()
    office.register(what="邻居噪声太大", place="镇政府", parties=(), reporter="其木格")
    assert numbers(desk(office.clerk), q=text) == [number(office, matter)]


def test_search_by_number_goes_through_all_views(office: Office, desk: Desk) -> None:
    """The search box on every page looks beyond what is open."""
    matter = office.struck_off()
    assert numbers(desk(office.clerk), q=number(office, matter)) == [number(office, matter)]


def test_pages_go_both_ways(office: Office, desk: Desk) -> None:
    matters = [number(office, office.register()) for _ in range(27)]
    newest = list(reversed(matters))
    client = desk(office.clerk)
    first = client.get(LEDGER)
    assert [row.number for row in first.context["rows"]] == newest[:25]
    assert first.context["newer_url"] == ""
    second = client.get(first.context["older_url"])
    assert [row.number for row in second.context["rows"]] == newest[25:]
    assert second.context["older_url"] == ""
    back = client.get(second.context["newer_url"])
    assert [row.number for row in back.context["rows"]] == newest[:25]
    assert back.context["newer_url"] == ""


def test_htmx_gets_the_rows_alone(office: Office, desk: Desk) -> None:
    office.register()
    response = desk(office.clerk).get(LEDGER, {"q": "草场", "state": ""}, headers={"HX-Request": "true"})
    text = response.content.decode()
    assert "<html" not in text
    assert response["HX-Push-Url"] == f"{LEDGER}?view=all&q=%E8%8D%89%E5%9C%BA"
    assert response.context["query"] == "view=all&q=%E8%8D%89%E5%9C%BA"


def test_counting_stops(office: Office, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anmulong.desk.views.ledger.CAP", 2)
    for _ in range(3):
        office.register()
    assert desk(office.clerk).get(LEDGER).context["total"] == "2+"


def test_an_empty_ledger_says_what_to_do(office: Office, desk: Desk) -> None:
    client = desk(office.clerk)
    assert client.get(LEDGER).context["filtered"] is False
    assert client.get(LEDGER, {"q": "没有这样的词"}).context["filtered"] is True


def test_a_minor_is_shown_by_initials(office: Office, desk: Desk) -> None:
    """R-751, T-22: in the parties and inside the words, also for who has clearance."""
    parties = (SideInput(PartyInput(name="张小明", minor=True)), SideInput(PartyInput(name="苏和"), side=2))
    office.register(parties=parties, what="张小明和苏和争吵")
    (row,) = desk(office.director).get(LEDGER).context["rows"]
    assert (row.parties, row.title) == ("Z.X.M.、苏和", "Z.X.M.和苏和争吵")


def test_reason_of_a_colour(office: Office, desk: Desk) -> None:
    """O-4: lists say 原因限阅; a forecast of a restricted matter is never named, because it may be one of self-harm."""
    plain = office.register(facts=(Fact.BASIC_LIVING,))
    violent = office.register(facts=(Fact.VIOLENCE,))
    forecast = office.register(forecast="self_harm")
    found = {row.uid: row for row in desk(office.clerk).get(LEDGER).context["rows"]}
    assert [bool(found[matter].risk_note) for matter in (plain, violent, forecast)] == [False, True, True]
    assert [bool(found[matter].reason) for matter in (plain, violent, forecast)] == [True, False, False]
    cleared = {row.uid: row for row in desk(office.director).get(LEDGER).context["rows"]}
    assert [bool(cleared[matter].risk_note) for matter in (plain, violent, forecast)] == [False, False, True]
    assert [bool(cleared[matter].reason) for matter in (plain, violent, forecast)] == [True, True, False]


def test_statistics_see_no_names(office: Office, desk: Desk) -> None:
    office.register(what="巴特尔电话17000001234反映苏和越界")
    person = make_account(office.county, "statistician").actor()
    (row,) = desk(person).get(LEDGER).context["rows"]
    assert (row.parties, row.title) == ("巴**、苏*", "巴**电话170****1234反映苏*越界")
    assert numbers(desk(person), q="巴特尔") == [row.number]
    assert numbers(desk(person), q="没有这样的词") == [row.number]


def test_the_next_step_follows_state_and_person(office: Office, desk: Desk) -> None:
    matter = office.register()
    office.act(office.clerk, "dispute.assign", Assignment(organisation=office.county.committees[0]), matter)
    mine = {row.uid: row.next for row in desk(office.mediator).get(LEDGER, {"view": "offered"}).context["rows"]}
    assert mine[matter].url == reverse("desk:act", args=[matter, "acknowledge"])
    asked = office.asked()
    rows = {row.uid: row.next for row in desk(office.second).get(LEDGER, {"view": "all"}).context["rows"]}
    assert rows[asked].url == reverse("desk:act", args=[asked, "strike_off"])


def test_while_another_unit_is_asked_the_owner_speaks_with_people_or_asks_another(office: Office, desk: Desk) -> None:
    """Nobody is led to settle a matter that waits for somebody else to acknowledge it (R-502)."""
    matter = office.handled()
    office.act(office.clerk, "dispute.assign", Assignment(organisation=office.county.committees[0]), matter)

    def next_for(actor: Actor) -> str:
        (row,) = desk(actor).get(LEDGER, {"view": "all"}).context["rows"]
        return row.next.url if row.next else ""

    assert next_for(office.clerk) == reverse("desk:act", args=[matter, "contact"])
    assert next_for(office.second) == ""
    due = office.row(matter).due_at
    assert due is not None
    with clock.simulated(FixedClock(due + timedelta(minutes=1))):
        assert next_for(office.clerk) == reverse("desk:act", args=[matter, "assign"])


WHO_IT_IS = ("access_session", "access_account", "access_post", "access_deputy")


@pytest.mark.parametrize("who", ["director", "clerk", "mediator"])
def test_the_number_of_queries_does_not_grow_with_the_rows(office: Office, desk: Desk, who: str) -> None:
    """The same with 1, 3 and 25 rows; at most twelve besides the four that say who it is."""
    client, counts = desk(getattr(office, who)), []
    for more in (1, 2, 22):
        for _ in range(more):
            office.register(by=office.mediator)
        client.get(LEDGER)
        with CaptureQueriesContext(connection) as caught:
            client.get(LEDGER)
        # What the process remembers of the law is compared with the store once in a while, whatever the page.
        counts.append(len([query for query in caught if "lawbook_" not in query["sql"]]))
    assert len(client.get(LEDGER).context["rows"]) == 25
    assert counts == [counts[0]] * 3
    assert counts[0] <= 12 + len(WHO_IT_IS)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("view", "nonsense"),
        ("state", "nonsense"),
        ("kind", "alien"),
        ("colour", "pink"),
        ("division", "x"),
        ("division", str(UUID(int=7))),
        ("unit", str(UUID(int=7))),
        ("person", "nobody"),
        ("begin", "2026-02-30"),
        ("end", "yesterday"),
        ("order", "random"),
    ],
)
def test_what_cannot_be_read_in_the_address_is_said(office: Office, desk: Desk, name: str, typed: str) -> None:
    """The good conditions hold all the same, and only they stay in the addresses of the page."""
    wanted = office.register(kind="neighbours")
    office.register(kind="pasture_boundary")
    good = {"division": str(office.county.gachas[0]), "kind": "neighbours"}
    page = desk(office.clerk).get(LEDGER, {**good, name: typed})
    assert page.context["ignored"] == (gettext("%(label)s: %(typed)s") % {"label": FIELD_LABELS[name], "typed": typed},)
    assert 'class="am-note"' in page.content.decode()
    assert typed not in page.context["query"]
    if name not in good:
        assert [row.number for row in page.context["rows"]] == [number(office, wanted)]


def test_a_readable_address_is_not_remarked_on(office: Office, desk: Desk) -> None:
    """The county narrows nothing, and is no mistake; an empty field of the form is none either."""
    query = {"division": str(office.county.banner), "state": "", "view": "mine", "after": "x", "unknown": "1"}
    page = desk(office.clerk).get(LEDGER, query)
    assert page.context["ignored"] == ()
    assert 'class="am-note"' not in page.content.decode()
