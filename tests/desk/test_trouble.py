"""Pages for what goes wrong: calm, without a trace of what lies outside (O-5)."""

import pytest
from django.test import Client

from anmulong.kernel.ids import new_uid
from tests.desk.conftest import Desk
from tests.factories.matters import Office


def test_an_unknown_address_asks_for_the_sign_in_first(db: None) -> None:
    assert Client().get("/nonsense/")["Location"] == "/sign-in/?next=%2Fnonsense%2F"


def test_not_found(office: Office, desk: Desk) -> None:
    """A matter that is not there and one outside the scope read the same."""
    outside = office.register()
    client = desk(office.other_clerk)
    answers = [client.get(f"/ledger/{uid}/") for uid in (new_uid(), outside)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert client.get("/nonsense/").status_code == 404


def test_not_permitted_says_who_could(office: Office, desk: Desk) -> None:
    answer = desk(office.clerk).get("/logs/")
    assert (answer.status_code, answer.context["refusal"]["code"]) == (403, "not-permitted")
    assert answer.context["refusal"]["way_out"] != ""


def test_a_refusal_for_htmx_is_a_fragment(office: Office, desk: Desk) -> None:
    answer = desk(office.clerk).get("/logs/", headers={"HX-Request": "true"})
    assert answer.status_code == 403
    assert "<html" not in answer.content.decode()


def test_a_form_without_its_token(office: Office) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/sign-in/", {"username": "x", "password": "x"})
    assert answer.status_code == 403
    assert "403_csrf.html" in [template.name for template in answer.templates]


def test_a_failure_of_the_program(office: Office, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page of a failure needs no database."""

    def fails(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("anmulong.desk.views.help.contacts", fails)
    client = desk(office.clerk)
    client.raise_request_exception = False
    answer = client.get("/help/")
    assert answer.status_code == 500
    assert "boom" not in answer.content.decode()


def test_the_language_is_switched(office: Office, desk: Desk) -> None:
    client = desk(office.clerk)
    assert 'lang="zh-CN"' in client.get("/help/").content.decode()
    answer = client.post("/language/", {"language": "en", "next": "/help/"})
    assert (answer.status_code, answer["Location"]) == (302, "/help/")
    assert 'lang="en"' in client.get("/help/").content.decode()
