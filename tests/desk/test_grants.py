"""Single matters opened to somebody outside their area: who may, who then reads what, and the end of it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from anmulong.access.enums import GrantReason
from anmulong.access.models import Grant
from anmulong.base import clock
from anmulong.disputes.enums import RestrictedWhy
from anmulong.disputes.public import Restriction
from anmulong.journal.public import Actor, Call, perform
from anmulong.kernel.clock import FixedClock, local_day
from anmulong.kernel.deadlines import end_of_day
from anmulong.kernel.ids import new_uid
from tests.desk.conftest import Desk
from tests.desk.pages import fields, words
from tests.factories.matters import Office
from tests.factories.people import make_account


@pytest.fixture
def expert(office: Office) -> Actor:
    """Somebody of a department of the banner."""
    return make_account(office.county, "expert", name="韩教授").actor()


def send(client: Client, name: str, /, *args: Any, **answers: Any) -> Any:
    """Open the form, answer it, send it."""
    url = reverse(f"desk:{name}", args=args)
    return client.post(url, fields(client.get(url), url) | answers)


def opened(client: Client, matter: UUID, unit: Any, **answers: Any) -> Any:
    """Let a unit or one of its people in."""
    return send(client, "grant_new", matter, organisation=str(unit), **answers)


def seen_by(client: Client) -> list[UUID]:
    """What stands in the ledger of somebody."""
    return [row.uid for row in client.get("/ledger/?view=all").context["rows"]]


def test_the_viewer_finds_exactly_that_matter(desk: Desk, office: Office, matter: UUID, expert: Actor) -> None:
    other = office.register(what="另一件事", parties=())
    assert opened(desk(office.second), matter, expert.organisation, account=str(expert.uid)).status_code == 302
    grant = Grant.objects.get()
    in_a_month = end_of_day(local_day(clock.now()) + timedelta(days=30))
    assert (grant.account, grant.organisation, grant.until_at) == (expert.uid, None, in_a_month)
    client = desk(expert)
    assert seen_by(client) == [matter]
    pages = [client.get(reverse("desk:matter", args=[uid])).status_code for uid in (matter, other)]
    assert pages == [200, 404]
    with clock.simulated(FixedClock(in_a_month + timedelta(seconds=1))):
        assert seen_by(desk(expert)) == []


def test_without_a_person_the_whole_unit_is_let_in(desk: Desk, office: Office, matter: UUID, expert: Actor) -> None:
    officer = make_account(office.county, "department_officer").actor()
    assert opened(desk(office.second), matter, expert.organisation, note="请协助核图").status_code == 302
    assert [seen_by(desk(who)) for who in (expert, officer)] == [[matter], [matter]]
    shown = words(desk(office.second).get(reverse("desk:grants", args=[matter])))
    assert "旗住建局" in shown and "请协助核图" in shown


def test_it_is_closed_again_and_both_steps_stand_on_the_time_line(
    desk: Desk, office: Office, matter: UUID, expert: Actor
) -> None:
    client = desk(office.second)
    opened(client, matter, expert.organisation, account=str(expert.uid))
    grant = Grant.objects.get()
    listed = client.get(reverse("desk:grants", args=[matter])).context["rows"]
    assert [(row["viewer"], row["live"], bool(row["end_url"])) for row in listed] == [("韩教授", True, True)]
    assert send(client, "grant_end", matter, grant.pk, note="已核完").status_code == 302
    assert seen_by(desk(expert)) == []
    listed = client.get(reverse("desk:grants", args=[matter])).context["rows"]
    assert [(row["closed"], row["end_url"]) for row in listed] == [(True, "")]
    told = client.get(reverse("desk:matter", args=[matter])).context["entries"][:2]
    assert [entry["icon"] for entry in told] == ["lock", "key"]
    assert "已核完" in told[0]["reason"] and "韩教授" in told[1]["title"]
    assert send(client, "grant_end", matter, grant.pk).status_code == 422


def test_only_who_may_and_only_what_one_sees(desk: Desk, office: Office, matter: UUID, expert: Actor) -> None:
    """The clerk may not give; the justice office of the other town does not see the matter; the town's director
    may close what a colleague opened."""
    clerk, stranger = desk(office.clerk), desk(make_account(office.county, "justice_office", at=1).actor())
    assert not clerk.get(reverse("desk:matter", args=[matter])).context["grants_url"]
    for name in ("grants", "grant_new"):
        url = reverse(f"desk:{name}", args=[matter])
        assert [client.get(url).status_code for client in (clerk, stranger)] == [403, 404]
    opened(desk(office.second), matter, expert.organisation)
    grant = Grant.objects.get()
    end = reverse("desk:grant_end", args=[matter, grant.pk])
    colleague = desk(make_account(office.county, "town_director").actor())
    assert [client.get(end).status_code for client in (clerk, stranger, colleague)] == [403, 404, 200]
    assert desk(office.director).get(end).status_code == 200
    assert desk(office.second).get(reverse("desk:grant_end", args=[matter, new_uid()])).status_code == 404


def test_the_director_of_the_town_closes_what_a_colleague_opened(
    desk: Desk, office: Office, matter: UUID, expert: Actor
) -> None:
    """O-4: a relative who is kept from the matter does not reach its grants either."""
    opened(desk(office.second), matter, expert.organisation, account=str(expert.uid))
    grant = Grant.objects.get()
    director, relative = (make_account(office.county, "town_director").actor() for _each in range(2))
    why = Restriction(RestrictedWhy.OTHER, excluded=(relative.uid,))
    perform(Call("dispute.restrict", why, subject=matter), by=office.second)
    reach = [Grant.objects.in_scope(who.rights.scope(clock.now())).contains(grant.pk) for who in (director, relative)]
    assert reach == [True, False]
    assert send(desk(director), "grant_end", matter, grant.pk).status_code == 302
    assert seen_by(desk(expert)) == []


@pytest.mark.parametrize("answers", [{"until": "2020-01-01"}, {"until": ""}, {"why": GrantReason.BREAK_GLASS}])
def test_what_cannot_be_comes_back_with_what_was_typed(
    desk: Desk, office: Office, matter: UUID, expert: Actor, answers: dict[str, str]
) -> None:
    said = opened(desk(office.second), matter, expert.organisation, note="请协助核图", **answers)
    assert said.status_code == 422 and "请协助核图" in words(said)
    assert Grant.objects.count() == 0


def test_the_people_of_a_unit_who_read_are_offered(desk: Desk, office: Office, expert: Actor) -> None:
    url = reverse("desk:people_of_unit")
    asked = {"organisation": str(expert.organisation)}
    client = desk(office.second)
    assert "韩教授" not in words(client.get(url, asked))
    assert "韩教授" in words(client.get(url, asked | {"may": "read"}))


def test_the_page_asks_no_more_for_three_than_for_one(desk: Desk, office: Office, matter: UUID, expert: Actor) -> None:
    client, url = desk(office.second), reverse("desk:grants", args=[matter])

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len([each for each in queries if "access_" in each["sql"]])

    opened(client, matter, expert.organisation, account=str(expert.uid))
    few = asked()
    opened(client, matter, expert.organisation)
    opened(client, matter, office.county.centre)
    assert asked() == few
