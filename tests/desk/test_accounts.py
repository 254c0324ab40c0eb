"""Accounts of others (O-5, R-721, R-722): list, page, slip, posts, deputies, 离岗交接."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from anmulong.access.models import Account, Deputy, Post
from anmulong.access.public import open_work
from anmulong.base import clock
from anmulong.disputes.public import Acknowledgement, Assignment
from anmulong.journal.public import Actor
from anmulong.kernel.clock import local_day
from tests.desk.conftest import Desk
from tests.desk.pages import count_queries, fields, words
from tests.factories.matters import Office
from tests.factories.people import Person, make_account


@pytest.fixture
def security(office: Office) -> Actor:
    return make_account(office.county, "security_admin").actor()


@pytest.fixture
def client(desk: Desk, security: Actor) -> Client:
    return desk(security)


@pytest.fixture
def manager(office: Office) -> Actor:
    """Answers for the people of the first gacha's committee."""
    return make_account(office.county, "gacha_director").actor()


@pytest.fixture
def mediator(office: Office) -> Person:
    return make_account(office.county, "gacha_mediator", name="阿木尔")


def send(client: Client, view: str, /, *args: Any, **answers: Any) -> Any:
    """Open the form, answer it, send it."""
    url = reverse(f"desk:{view}", args=args)
    return client.post(url, fields(client.get(url), url) | answers)


def code_on(paper: Any) -> str:
    found = re.search(r"<b class=\"am-code\">([^<]+)</b>", words(paper))
    assert found is not None
    return found[1]


def test_the_list_is_found_by_name_account_and_initials(client: Client, mediator: Person) -> None:
    for typed in ("阿木", "ame", mediator.account.username):
        assert "阿木尔" in words(client.get(reverse("desk:accounts"), {"q": typed})), typed
    assert "阿木尔" not in words(client.get(reverse("desk:accounts"), {"q": "zzz"}))
    assert "阿木尔" not in words(client.get(reverse("desk:accounts"), {"state": "locked"}))
    assert client.get(reverse("desk:accounts"), {"after": "x", "uid": "nonsense"}).status_code == 200


def test_a_manager_sees_the_own_unit_only(desk: Desk, office: Office, manager: Actor, mediator: Person) -> None:
    other = make_account(office.county, "gacha_mediator", at=1, name="其其格")
    listed = words(desk(manager).get(reverse("desk:accounts")))
    assert "阿木尔" in listed and "其其格" not in listed
    assert desk(manager).get(reverse("desk:staff_account", args=[other.uid])).status_code == 404
    assert desk(manager).get(reverse("desk:account_act", args=[mediator.uid, "lock"])).status_code == 403


def test_who_looks_after_nobody_is_refused(desk: Desk, office: Office, mediator: Person) -> None:
    clerk = desk(office.clerk)
    assert clerk.get(reverse("desk:accounts")).status_code == 403
    assert clerk.get(reverse("desk:staff_account", args=[mediator.uid])).status_code == 403
    assert clerk.get(reverse("desk:account_new")).status_code == 403


def test_the_list_asks_no_more_for_three_than_for_one(client: Client, office: Office) -> None:
    for number in range(3):
        make_account(office.county, "mediator", name=f"测试{number}")
    one = count_queries(lambda: client.get(reverse("desk:accounts"), {"q": "测试1"}))
    assert count_queries(lambda: client.get(reverse("desk:accounts"), {"q": "测试"})) == one <= 12
    assert "测试2" in words(client.get(reverse("desk:accounts"), {"q": "测试"}))


def test_an_account_is_opened_with_a_slip_that_works_once(client: Client, office: Office) -> None:
    unit = str(office.county.committees[0])
    answers = {"display_name": "娜仁", "username": "naren", "role": "gacha_mediator", "organisation": unit}
    url = reverse("desk:account_new")
    told = fields(client.get(url), url) | answers
    paper = client.post(url, told)
    assert paper.status_code == 200 and "no-store" in paper["Cache-Control"]
    code = code_on(paper)
    account = Account.objects.get(username="naren")
    assert Post.objects.get(account=account).role == "gacha_mediator"
    again = client.post(url, told)
    assert again.status_code == 302 and again["Location"] == reverse("desk:staff_account", args=[account.pk])
    used = Client().post(
        reverse("desk:slip"),
        {"username": "naren", "code": code, "password": "Grass-Land-2026", "again": "Grass-Land-2026"},
    )
    assert used.status_code == 200
    account.refresh_from_db()
    assert account.check_password("Grass-Land-2026")


def test_r721_roles_that_exclude_each_other_are_refused_in_words(client: Client, office: Office) -> None:
    admin = make_account(office.county, "audit_admin")
    said = send(client, "account_act", admin.uid, "give_post", role="system_admin")
    assert said.status_code == 422
    assert "R-721" in words(said) and "roles-exclude" in words(said)
    working = make_account(office.county, "town_clerk")
    refused = send(client, "account_act", working.uid, "give_post", role="audit_admin")
    assert refused.status_code == 422 and "roles-exclude" in words(refused)


def test_r721_nobody_does_it_to_the_own_account(client: Client, security: Actor) -> None:
    page = words(client.get(reverse("desk:staff_account", args=[security.uid])))
    assert "R-721" in page
    said = send(client, "account_act", security.uid, "lock", reason="x")
    assert said.status_code == 422 and "own-account" in words(said)


def test_bad_answers_come_back_with_what_was_typed(client: Client, mediator: Person) -> None:
    answers = {"display_name": "苏和", "username": mediator.account.username, "role": "mediator"}
    said = send(client, "account_new", **answers)
    assert said.status_code == 422
    assert "苏和" in words(said) and mediator.account.username in words(said)
    assert Account.objects.filter(display_name="苏和").count() == 0


def test_a_unit_manager_makes_a_slip_and_a_lock_is_for_the_security_administrator(
    desk: Desk, client: Client, manager: Actor, mediator: Person
) -> None:
    paper = send(desk(manager), "account_act", mediator.uid, "slip")
    assert paper.status_code == 200 and code_on(paper)
    assert send(client, "account_act", mediator.uid, "lock", reason="遗失手机").status_code == 302
    mediator.account.refresh_from_db()
    assert mediator.account.locked_at is not None
    assert send(client, "account_act", mediator.uid, "unlock").status_code == 302
    assert send(client, "account_act", mediator.uid, "close").status_code == 302
    mediator.account.refresh_from_db()
    assert mediator.account.locked_at is None and mediator.account.closed_at is not None


def test_a_field_of_the_account_is_changed(client: Client, mediator: Person) -> None:
    assert send(client, "account_act", mediator.uid, "change", telephone="17000004321").status_code == 302
    shown = words(client.get(reverse("desk:staff_account", args=[mediator.uid])))
    assert "17000004321" in shown


def test_a_deputy_is_appointed_and_ended(desk: Desk, manager: Actor, mediator: Person, office: Office) -> None:
    colleague = make_account(office.county, "gacha_mediator", name="其其格")
    until = local_day(clock.now()) + timedelta(days=5)
    answers = {"account": str(colleague.uid), "until": until.isoformat()}
    assert send(desk(manager), "post_act", mediator.post.pk, "deputy", **answers).status_code == 302
    deputy = Deputy.objects.get(post=mediator.post)
    assert "其其格" in words(desk(manager).get(reverse("desk:staff_account", args=[mediator.uid])))
    assert send(desk(manager), "deputy_end", deputy.pk).status_code == 302
    deputy.refresh_from_db()
    assert deputy.ended_at is not None


def test_leaving_a_post_moves_all_open_work_in_one_step(
    desk: Desk, manager: Actor, mediator: Person, office: Office
) -> None:
    """离岗交接: the form says how many matters wait, the message how many moved (R-502)."""
    successor = make_account(office.county, "gacha_mediator", name="其其格")
    for _ in range(2):
        matter = office.register()
        office.act(office.clerk, "dispute.assign", Assignment(office.county.committees[0], mediator.uid), matter)
        office.act(mediator.actor(), "dispute.acknowledge", Acknowledgement(), matter)
    url = reverse("desk:post_act", args=[mediator.post.pk, "hand_over"])
    opened = desk(manager).get(url)
    assert ": 2" in words(opened) or "：2" in words(opened)
    done = desk(manager).post(url, fields(opened, url) | {"successor": str(successor.uid)}, follow=True)
    assert "2" in str(next(iter(done.context["messages"])))
    mediator.post.refresh_from_db()
    assert mediator.post.ended_on is not None
    unit = office.county.committees[0]
    assert (open_work(mediator.uid, unit), open_work(successor.uid, unit)) == (0, 2)


def test_a_post_with_open_work_does_not_end(client: Client, mediator: Person, office: Office) -> None:
    matter = office.register()
    office.act(office.clerk, "dispute.assign", Assignment(office.county.committees[0], mediator.uid), matter)
    office.act(mediator.actor(), "dispute.acknowledge", Acknowledgement(), matter)
    said = send(client, "post_act", mediator.post.pk, "end")
    assert said.status_code == 422 and "R-502" in words(said)
    assert client.get(reverse("desk:post_act", args=[mediator.post.pk, "nonsense"])).status_code == 404
