"""Demonstration and real life apart (O-5): every page says which it is, and demonstration accounts stay at home."""

import pytest
from django.test import Client
from django.urls import reverse

from anmulong.access.enums import AccountKind
from anmulong.access.models import Session
from tests.desk.conftest import Desk
from tests.desk.pages import words
from tests.factories.matters import Office
from tests.factories.people import PASSWORD, make_account


MARK = "演示数据"


@pytest.mark.parametrize(
    "name", ["my_work", "ledger", "organisations", "divisions", "grids", "week", "help", "account", "register"]
)
def test_every_page_of_a_demonstration_says_so(desk: Desk, office: Office, name: str) -> None:
    assert MARK in words(desk(office.clerk).get(reverse(f"desk:{name}")))


def test_pages_without_a_person_say_so_too(office: Office) -> None:
    for url in ("/sign-in/", "/slip/"):
        assert MARK in words(Client().get(url)), url


def test_refusals_and_lost_addresses_say_so_too(desk: Desk, office: Office) -> None:
    mediator = desk(office.mediator)
    assert MARK in words(mediator.get(reverse("desk:accounts")))
    assert MARK in words(mediator.get("/no-such-page/"))


def test_papers_say_so_too(desk: Desk, office: Office) -> None:
    matter = office.register()
    for url in (reverse("desk:day_sheet"), reverse("desk:ledger_print")):
        assert MARK in words(desk(office.clerk).get(url)), url
    assert matter is not None
    security = desk(make_account(office.county, "security_admin").actor())
    url = reverse("desk:account_act", args=[office.mediator.uid, "slip"])
    assert MARK in words(security.post(url, {}))


@pytest.mark.parametrize(
    ("host", "address", "gets_in"),
    [
        ("127.0.0.1:8000", "127.0.0.1", True),
        ("localhost", "::1", True),
        ("testserver", "127.0.0.1", False),
        ("localhost", "192.168.1.20", False),
    ],
)
def test_a_demonstration_account_signs_in_at_home_only(office: Office, host: str, address: str, gets_in: bool) -> None:
    """The sentence names the reason; it does not read like a wrong password."""
    make_account(office.county, "town_clerk", username="yanshi", password=PASSWORD, kind=AccountKind.DEMONSTRATION)
    told = {"username": "yanshi", "password": PASSWORD}
    answer = Client(HTTP_HOST=host, REMOTE_ADDR=address).post("/sign-in/", told)
    assert (answer.status_code == 302) is gets_in
    assert (Session.objects.exclude(account=None).count() == 1) is gets_in
    if not gets_in:
        assert "127.0.0.1" in words(answer)
