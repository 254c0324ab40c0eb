"""How does it stand? With number and code of a receipt, without a name or a word of the story (O-4)."""

from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from anmulong.desk.presenting.rows import unit_name
from anmulong.desk.presenting.standing import PLAIN
from anmulong.disputes.enums import RestrictedWhy, State
from anmulong.disputes.public import Report
from anmulong.journal.enums import ReadingKind
from anmulong.journal.models import Reading
from anmulong.kernel.clock import local_day
from anmulong.kernel.ids import public_code
from tests.desk.conftest import Desk
from tests.desk.pages import words
from tests.factories.matters import TEXT, Office
from tests.factories.people import PASSWORD, make_account


ASK = "/r/"


def receipt(office: Office, matter: UUID) -> Report:
    return office.row(matter).reports.get()


def ask(number: str, code: str, address: str = "10.0.0.1") -> Any:
    return Client(REMOTE_ADDR=address).post(ASK, {"number": number, "code": code})


def test_the_holder_of_a_receipt_learns_how_it_stands(office: Office, matter: UUID) -> None:
    paper = receipt(office, matter)
    page = ask(paper.number, paper.code)
    assert page.status_code == 200
    told = page.context["standing"]
    assert told["unit"] == unit_name("otog", office.row(matter).owner_organisation)
    assert (told["answered"], told["next_on"], "only" in told) == (False, local_day(office.row(matter).due_at), False)
    for secret in ("巴特尔", "苏和", TEXT, "三组北梁", "17000001234", "草场"):
        assert secret not in words(page)


def test_a_closed_matter_says_so_and_that_an_answer_was_given(office: Office) -> None:
    paper = receipt(office, office.struck_off())
    told = ask(paper.number, paper.code).context["standing"]
    assert (told["answered"], told["next_on"]) == (True, None)


def test_every_state_has_plain_words() -> None:
    assert set(PLAIN) == set(State)


@pytest.mark.parametrize(
    "typed", ["2026-{serial}", "鄂矛登〔{year}〕{serial}", " {year} {serial} ", "（{year}）{serial}号"]
)
def test_year_and_serial_are_enough(office: Office, matter: UUID, typed: str) -> None:
    paper = receipt(office, matter)
    year, serial = paper.number[4:8], paper.number[-7:-1].lstrip("0")
    assert ask(typed.format(year=year, serial=serial), paper.code.lower().replace("-", " ")).status_code == 200


def test_an_unknown_number_and_a_wrong_code_read_the_same(office: Office, matter: UUID) -> None:
    """Also a code that belongs to another matter, and one that cannot be a code."""
    paper, other = receipt(office, matter), receipt(office, office.register())
    wrong = [
        (paper.number, public_code()),
        ("鄂矛登〔2026〕999999号", paper.code),
        (paper.number, other.code),
        ("x", "y"),
    ]
    pages = [ask(number, code, f"10.0.1.{at}") for at, (number, code) in enumerate(wrong)]
    assert [page.status_code for page in pages] == [404] * 4
    assert len({str(page.context["form"].non_field_errors()) for page in pages}) == 1
    assert all("standing" not in page.context for page in pages)


def test_a_restricted_matter_tells_nothing_more(office: Office) -> None:
    matter = office.register(restricted=RestrictedWhy.MINORS)
    paper = receipt(office, matter)
    page = ask(paper.number, paper.code)
    assert set(page.context["standing"]) == {"state", "only"}
    assert "<dl" not in words(page)


def test_every_question_stands_in_the_read_log(office: Office, matter: UUID) -> None:
    """R-723: found or not, with the address it came from."""
    paper = receipt(office, matter)
    ask(paper.number, paper.code, "10.0.0.7")
    ask(paper.number, public_code(), "10.0.0.7")
    rows = Reading.objects.filter(kind=ReadingKind.SEARCH).order_by("read_at")
    told = [(row.subject, row.rows, row.actor_kind, row.channel, row.address) for row in rows]
    assert told == [(matter, 1, "party", "portal", "10.0.0.7"), (None, 0, "party", "portal", "10.0.0.7")]


def test_wrong_ones_lock_the_address_and_nobody_else(office: Office, matter: UUID) -> None:
    paper = receipt(office, matter)
    for _ in range(settings.AXES_FAILURE_LIMIT):
        last = ask(paper.number, public_code())
    assert last.status_code == 429
    assert last.context["too_often"]
    assert ask(paper.number, paper.code).status_code == 429
    assert ask(paper.number, paper.code, "10.0.0.2").status_code == 200


def test_an_ipv6_network_is_locked_as_one(office: Office, matter: UUID) -> None:
    paper = receipt(office, matter)
    for at in range(settings.AXES_FAILURE_LIMIT):
        ask(paper.number, public_code(), f"2001:db8::{at + 1}")
    assert ask(paper.number, paper.code, "2001:db8::99").status_code == 429
    assert ask(paper.number, paper.code, "2001:db8:0:1::1").status_code == 200


def test_nobody_is_locked_out_of_signing_in_by_it(office: Office, matter: UUID) -> None:
    make_account(office.county, "town_clerk", username="wuyun", password=PASSWORD)
    for _ in range(settings.AXES_FAILURE_LIMIT):
        ask("2026-1", public_code(), "127.0.0.1")
    assert Client().post("/sign-in/", {"username": "wuyun", "password": PASSWORD}).status_code == 302


def test_the_receipt_leads_there(office: Office, desk: Desk, matter: UUID) -> None:
    """Number and code stand behind the #, so that no server and no log ever sees them in an address."""
    paper = receipt(office, matter)
    page = desk(office.clerk).get(reverse("desk:receipt", args=[matter, paper.pk]), HTTP_HOST="127.0.0.1:8123")
    assert page.context["receipt"]["ask_url"] == "http://127.0.0.1:8123/r/"
    assert "http://127.0.0.1:8123/r/" in words(page)


def test_an_empty_form_is_asked_back(office: Office) -> None:
    page = ask("", "")
    assert (page.status_code, set(page.context["form"].errors)) == (400, {"number", "code"})
    assert not Reading.objects.exists()
