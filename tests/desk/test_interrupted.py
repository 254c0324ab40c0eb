"""The session ends while somebody types: nothing is lost, nobody else reads it (O-1)."""

from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse

from anmulong.access.public import Account
from anmulong.journal.public import Actor
from tests.desk.conftest import Desk
from tests.desk.pages import fields, words
from tests.factories.matters import Office
from tests.factories.people import PASSWORD, make_account


URL, TABLE = "/register/", "/register/table/"
WALK_IN = {"who": "其木格", "what": "邻户的羊越界到草场吃草。", "place": "水井旁"}


def leave(client: Client) -> None:
    """The session is gone, the page is still open."""
    del client.cookies[settings.SESSION_COOKIE_NAME]


def sign_in_from(client: Client, page: Any, who: str) -> Any:
    """Answer the sign-in page that came instead."""
    return client.post(
        "/sign-in/", {**fields(page, page.context["sign_in_url"]), "username": who, "password": PASSWORD}
    )


def name_of(actor: Actor) -> str:
    return Account.objects.get(pk=actor.uid).username


def typed_and_left(office: Office, desk: Desk) -> tuple[Client, Actor, Any]:
    clerk = make_account(office.county, "town_clerk", password=PASSWORD).actor()
    client = desk(clerk)
    typed = {**fields(client.get(URL)), **WALK_IN}
    leave(client)
    return client, clerk, client.post(URL, {**typed, "do": "register"})


def test_what_was_sent_signed_out_stands_in_the_form_again(office: Office, desk: Desk) -> None:
    client, clerk, page = typed_and_left(office, desk)
    assert page.status_code == 401
    assert WALK_IN["what"] not in words(page)
    answer = sign_in_from(client, page, name_of(clerk))
    assert answer["Location"] == URL
    again = fields(client.get(URL))
    assert {name: again[name] for name in WALK_IN} == WALK_IN


def test_a_wrong_password_does_not_lose_it(office: Office, desk: Desk) -> None:
    client, clerk, page = typed_and_left(office, desk)
    values = fields(page, page.context["sign_in_url"])
    wrong = client.post("/sign-in/", {**values, "username": name_of(clerk), "password": "wrong"})
    answer = client.post("/sign-in/", {**fields(wrong), "username": name_of(clerk), "password": PASSWORD})
    assert answer.status_code == 302
    assert fields(client.get(URL))["what"] == WALK_IN["what"]


def test_somebody_else_does_not_get_it(office: Office, desk: Desk) -> None:
    client, _, page = typed_and_left(office, desk)
    other = make_account(office.county, "town_clerk", password=PASSWORD).actor()
    assert sign_in_from(client, page, name_of(other)).status_code == 302
    assert fields(client.get(URL))["what"] == ""


def test_what_was_not_sealed_here_is_left(office: Office, desk: Desk) -> None:
    client, clerk, _ = typed_and_left(office, desk)
    values = {"username": name_of(clerk), "password": PASSWORD, "next": URL, "kept": "bm9uc2Vuc2U"}
    assert client.post("/sign-in/", values)["Location"] == URL
    assert fields(client.get(URL))["what"] == ""


def test_a_form_from_elsewhere_carries_nothing(office: Office) -> None:
    """Without the token of our own page nothing is taken along."""
    client = Client(enforce_csrf_checks=True)
    answer = client.post(URL, {**WALK_IN, "draft_url": reverse("desk:draft", args=["register"])})
    assert answer.status_code == 403


def test_parts_of_a_page_never_swallow_the_sign_in(office: Office) -> None:
    """A draft says what is the matter, hints stay away, a list loads the page anew."""
    asks = {"HX-Request": "true"}
    draft = Client().post(reverse("desk:draft", args=["register"]), WALK_IN, headers=asks)
    hints = Client().get(reverse("desk:register_duplicates"), headers=asks)
    rows = Client().get("/ledger/", headers=asks)
    assert draft.status_code == 403
    assert "desk/partials/draft_state.html" in [template.name for template in draft.templates]
    assert (hints.status_code, hints.headers.get("HX-Refresh")) == (204, None)
    assert (rows.status_code, rows["HX-Refresh"]) == (204, "true")


def test_the_table_has_a_draft_too(office: Office, desk: Desk) -> None:
    """A good row that went in does not come back; the bad one does, until it is in."""
    client = desk(office.clerk)
    typed = fields(client.get(TABLE)) | {"form-0-who": "其木格", "form-0-what": "羊越界吃草。", "form-1-who": "苏和"}
    typed |= {f"form-{row}-place": "水井旁" for row in (0, 1)}
    client.post(reverse("desk:draft", args=["register-table"]), typed)
    kept = fields(client.get(TABLE))
    assert (kept["form-0-what"], kept["form-1-who"]) == ("羊越界吃草。", "苏和")
    assert client.post(TABLE, typed).status_code == 422
    left = fields(client.get(TABLE))
    assert (left["form-0-who"], left["form-1-who"]) == ("苏和", "")
    assert client.post(TABLE, left | {"form-0-what": "借款未还。"}).status_code == 200
    assert fields(client.get(TABLE))["form-0-who"] == ""
