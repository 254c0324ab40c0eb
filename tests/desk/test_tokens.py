"""Making and ending access tokens on the pages (R-722)."""

import re

import pytest
from django.urls import reverse

from anmulong.access.public import Token
from tests.desk.pages import fields
from tests.factories.browsers import browser
from tests.factories.matters import Office, make_office
from tests.factories.people import make_account
from tests.factories.programs import Caller, issue


NEW = "/account/tokens/new/"


@pytest.fixture
def office(db: None) -> Office:
    return make_office()


def test_a_token_is_shown_once_and_works(office: Office) -> None:
    """The least is ticked; the page of the account lists the token without the secret."""
    client = browser(office.clerk)
    typed = fields(client.get(NEW), NEW)
    answer = client.post(NEW, {**typed, "name": "法院对接"})
    code = re.search(r"anm_[\w-]{43}", answer.content.decode())
    assert code is not None
    assert Caller(code[0]).get("/disputes").status_code == 200
    assert Token.objects.get().permissions == ["disputes.read"]
    page = client.get(reverse("desk:account")).content.decode()
    assert "法院对接" in page
    assert code[0] not in page


def test_a_wrong_day_is_marked(office: Office) -> None:
    client = browser(office.clerk)
    typed = fields(client.get(NEW), NEW)
    answer = client.post(NEW, {**typed, "name": "x", "expires_on": "2001-01-01"})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["expires_on"]


def test_the_own_token_is_ended_by_a_button(office: Office) -> None:
    code = issue(office.clerk)
    url = reverse("desk:end_token", args=[Token.objects.get().pk])
    assert browser(office.second).post(url).status_code == 404
    assert browser(office.clerk).post(url).status_code == 302
    assert Caller(code).get("/disputes").status_code == 401


def test_the_security_administrator_sees_and_ends_it(office: Office) -> None:
    code = issue(office.clerk)
    client = browser(make_account(office.county, "security_admin").actor())
    page = client.get(reverse("desk:staff_account", args=[office.clerk.uid]))
    url = page.context["tokens"][0]["end_url"]
    assert client.post(url)["Location"] == reverse("desk:staff_account", args=[office.clerk.uid])
    assert Caller(code).get("/disputes").status_code == 401
