"""应急调阅 at the desk: asking for a matter, reading it, the list, looking into it (domain.md 7.4)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from anmulong.access.models import Grant
from anmulong.base import clock
from anmulong.journal.models import Reading
from anmulong.journal.public import Actor
from anmulong.kernel.clock import FixedClock
from tests.desk.conftest import Desk
from tests.desk.pages import fields, words
from tests.factories.matters import Office
from tests.factories.people import make_account


WHY = "现场民警急需核对是否涉及刀具"


@pytest.fixture
def outsider(office: Office) -> Actor:
    """The director of the other town."""
    return make_account(office.county, "town_director", at=1).actor()


def send(client: Client, url: str, **answers: Any) -> Any:
    return client.post(url, fields(client.get(url), url) | answers)


def read(client: Client, office: Office, matter: UUID, **answers: Any) -> Any:
    asked = {"number": office.row(matter).number, "reason": WHY}
    return send(client, reverse("desk:emergency_new"), **asked | answers)


def test_the_matter_opens_for_reading(desk: Desk, office: Office, matter: UUID, outsider: Actor) -> None:
    client, page = desk(outsider), reverse("desk:matter", args=[matter])
    assert client.get(page).status_code == 404
    answer = read(client, office, matter)
    assert (answer.status_code, answer.url) == (302, page)
    shown = client.get(page)
    assert shown.context["read_only_until"] == Grant.objects.get().until_at
    assert [shown.context[name] for name in ("actions", "actions_more", "case_steps", "grants_url")] == [[], [], [], ""]
    assert "应急调阅" in words(shown) and WHY in words(desk(office.clerk).get(page))
    assert Reading.objects.filter(subject=matter, actor=outsider.uid).latest("read_at").detail == "emergency"
    assert [row.uid for row in client.get("/ledger/?view=all").context["rows"]] == [matter]


def test_no_step_is_offered_or_taken(desk: Desk, office: Office, matter: UUID, outsider: Actor) -> None:
    client = desk(outsider)
    read(client, office, matter)
    urls = [reverse("desk:act", args=[matter, "note"]), reverse("desk:case_new", args=[matter, "apply"])]
    assert [client.get(url).status_code for url in urls] == [403, 403]
    assert client.post(urls[0], {"text": "顺手记一笔"}).status_code == 403


def test_after_a_day_it_is_gone_from_everywhere(desk: Desk, office: Office, matter: UUID, outsider: Actor) -> None:
    read(desk(outsider), office, matter)
    with clock.simulated(FixedClock(clock.now() + timedelta(hours=25))):
        client = desk(outsider)
        assert client.get(reverse("desk:matter", args=[matter])).status_code == 404
        assert client.get("/ledger/?view=all").context["rows"] == []
        (row,) = client.get(reverse("desk:emergencies")).context["rows"]
    assert (row["matter"], row["live"], row["late"], row["reason"]) == (None, False, False, WHY)


@pytest.mark.parametrize(("answers", "status"), [({"reason": "急"}, 422), ({"number": "没有这个号"}, 404)])
def test_what_was_typed_stays(
    desk: Desk, office: Office, matter: UUID, outsider: Actor, answers: dict[str, str], status: int
) -> None:
    answer = read(desk(outsider), office, matter, **answers)
    assert answer.status_code == status
    assert next(iter(answers.values())) in words(answer) or status == 404


def test_the_leader_is_told_and_looks_into_it(desk: Desk, office: Office, matter: UUID, outsider: Actor) -> None:
    read(desk(outsider), office, matter)
    client = desk(office.director)
    told = [notice for notice in client.get("/").context["notices"] if notice["url"] == reverse("desk:emergencies")]
    assert [notice["tone"] for notice in told] == ["wait"]
    (row,) = client.get(reverse("desk:emergencies")).context["rows"]
    assert row["matter"]["number"] == office.row(matter).number and row["review_url"]
    assert send(client, row["review_url"], finding="unwarranted", note="").status_code == 422
    assert send(client, row["review_url"], finding="unwarranted", note="并无险情，已谈话提醒").status_code == 302
    (row,) = client.get(reverse("desk:emergencies")).context["rows"]
    assert (row["waits"], row["bad"], row["review_url"], row["live"]) == (False, True, "", False)
    assert "并无险情" in words(client.get(reverse("desk:matter", args=[matter])))


def test_a_review_that_nobody_made_is_late(desk: Desk, office: Office, matter: UUID, outsider: Actor) -> None:
    read(desk(outsider), office, matter)
    with clock.simulated(FixedClock(clock.now() + timedelta(days=20))):
        client = desk(office.director)
        (row,) = client.get(reverse("desk:emergencies")).context["rows"]
        told = [each for each in client.get("/").context["notices"] if each["url"] == reverse("desk:emergencies")]
    assert row["late"] and [notice["tone"] for notice in told] == ["bad"]


def test_who_may_not_finds_no_page(desk: Desk, office: Office, matter: UUID, outsider: Actor) -> None:
    read(desk(outsider), office, matter)
    grid_worker = desk(make_account(office.county, "grid_worker").actor())
    names = ("emergencies", "emergency_new")
    assert [grid_worker.get(reverse(f"desk:{name}")).status_code for name in names] == [403, 403]
    review = reverse("desk:emergency_review", args=[Grant.objects.get().pk])
    assert [desk(who).get(review).status_code for who in (office.clerk, outsider)] == [403, 200]
    assert send(desk(outsider), review, finding="warranted").status_code == 422
