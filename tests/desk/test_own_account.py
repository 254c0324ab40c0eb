"""My account: password, sessions, posts, deputies, what was opened last (O-5, R-722)."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from anmulong.access.public import Account, Deputy, Session
from anmulong.base import clock
from anmulong.kernel.clock import local_day
from tests.desk.conftest import Desk
from tests.factories.matters import Office
from tests.factories.people import PASSWORD, Person, make_account


NEW = "Steppe-Wind-2027"


@pytest.fixture
def person(office: Office) -> Person:
    """Somebody with a password."""
    return make_account(office.county, "town_clerk", username="wuyun", password=PASSWORD)


def sign_in(username: str, password: str = PASSWORD) -> Client:
    client = Client()
    answer = client.post("/sign-in/", {"username": username, "password": password})
    assert answer.status_code == 302, answer.content.decode()
    return client


def change(client: Client, **given: str) -> Any:
    return client.post("/account/password/", {"old": PASSWORD, "new": NEW, "again": NEW, **given})


def test_the_password_is_changed_and_this_session_goes_on(person: Person) -> None:
    client, other = sign_in("wuyun"), sign_in("wuyun")
    assert change(client).status_code == 302
    assert client.get("/").status_code == 200
    assert other.get("/").status_code == 302
    assert Account.objects.get(pk=person.uid).check_password(NEW)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"old": "wrong"}, "old"),
        ({"new": "short", "again": "short"}, "new"),
        ({"again": "something else"}, "again"),
        ({"new": PASSWORD, "again": PASSWORD}, "new"),
    ],
)
def test_a_bad_change_says_where(person: Person, given: dict[str, str], field: str) -> None:
    answer = change(sign_in("wuyun"), **given)
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == [field]
    assert Account.objects.get(pk=person.uid).check_password(PASSWORD)


def test_a_password_that_is_due_comes_first(office: Office) -> None:
    """After a slip or a first sign-in nothing else opens, except help and the way out."""
    make_account(office.county, "town_clerk", username="fresh", password=PASSWORD, keep_password=False)
    client = sign_in("fresh")
    assert client.get("/ledger/")["Location"] == "/account/password/"
    assert client.get("/account/password/").context["due"] is True
    assert client.get("/help/").status_code == 200
    change(client)
    assert client.get("/ledger/").status_code == 200


def test_another_session_is_ended(person: Person) -> None:
    client, other = sign_in("wuyun"), sign_in("wuyun")
    shown = client.get("/account/").context["sessions"]
    assert [row["current"] for row in shown].count(True) == 1
    (url,) = [row["end_url"] for row in shown if not row["current"]]
    assert client.post(url).status_code == 302
    assert other.get("/").status_code == 302
    assert client.get("/").status_code == 200


def test_the_session_of_another_is_not_found(office: Office, person: Person, desk: Desk) -> None:
    sign_in("wuyun")
    session = Session.objects.get(account=person.uid)
    assert desk(office.director).post(f"/account/sessions/{session.uid}/end/").status_code == 404
    assert Session.objects.filter(pk=session.pk).exists()


def deputy_form(account: Any, days: int = 3) -> dict[str, str]:
    return {"account": str(account), "until": str(local_day(clock.now()) + timedelta(days=days)), "reason": "出差"}


def test_a_deputy_for_oneself(office: Office, desk: Desk) -> None:
    other = make_account(office.county, "banner_clerk", name="斯琴").actor()
    client = desk(office.director)
    assert client.post("/account/deputy/", deputy_form(other.uid)).status_code == 302
    (row,) = client.get("/account/").context["deputies"]
    assert row["name"] == "斯琴"
    assert client.post(row["end_url"]).status_code == 302
    assert client.get("/account/").context["deputies"] == []


def test_a_deputy_in_the_past_is_refused_on_the_form(office: Office, desk: Desk) -> None:
    other = make_account(office.county, "banner_clerk").actor()
    answer = desk(office.director).post("/account/deputy/", deputy_form(other.uid, days=-3))
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["until"])
    assert not Deputy.objects.exists()


def test_who_may_not_appoint_a_deputy(office: Office, desk: Desk) -> None:
    assert desk(office.mediator).get("/account/deputy/").status_code == 403


def test_posts_and_deeds_are_shown(office: Office, desk: Desk) -> None:
    context = desk(office.clerk).get("/account/").context
    assert [post["current"] for post in context["posts"]] == [True]
    assert [entry["title"] for entry in context["entries"]] != []


def test_another_post_is_chosen(office: Office, desk: Desk) -> None:
    """A post of somebody else, or no post at all, is no choice."""
    client = desk(office.clerk)
    assert client.get("/post/").context["posts"][0]["id"] == str(office.clerk.post)
    assert client.post("/post/", {"post": str(office.clerk.post)}).status_code == 302
    assert client.post("/post/", {"post": str(office.director.post)}).status_code == 403
    assert client.post("/post/", {"post": "x"}).status_code == 404


def test_what_was_opened_last(office: Office, desk: Desk) -> None:
    first, second = office.register(), office.register()
    client = desk(office.clerk)
    for matter in (first, second, first):
        client.get(f"/ledger/{matter}/")
    assert [row.uid for row in client.get("/account/").context["recent"]] == [first, second]
    assert desk(office.director).get("/account/").context["recent"] == []
