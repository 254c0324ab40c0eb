"""A forgotten password: the slip is used on an open page (O-5)."""

from typing import Any

import pytest
from django.test import Client

from anmulong.access.public import Account, NewSlip, new_slip_code
from anmulong.base import clock
from anmulong.journal.public import Call, perform
from tests.factories.matters import Office
from tests.factories.people import PASSWORD, Person, make_account


NEW = "Steppe-Wind-2027"


@pytest.fixture
def person(office: Office) -> Person:
    return make_account(office.county, "town_clerk", username="wuyun", password=PASSWORD)


@pytest.fixture
def code(office: Office, person: Person) -> str:
    """What stands on the slip that the manager made."""
    made = new_slip_code()
    manager = make_account(office.county, "town_director").actor()
    perform(Call("account.make_reset_slip", NewSlip(made), subject=person.uid), by=manager)
    return made


def use(code: str, **given: str) -> Any:
    return Client().post("/slip/", {"username": "wuyun", "code": code, "password": NEW, "again": NEW, **given})


def test_a_slip_sets_a_new_password(person: Person, code: str) -> None:
    answer = use(code)
    assert (answer.status_code, answer.context["done"]) == (200, True)
    assert Account.objects.get(pk=person.uid).check_password(NEW)
    assert Client().post("/sign-in/", {"username": "wuyun", "password": NEW}).status_code == 302


def test_a_slip_works_once(person: Person, code: str) -> None:
    use(code)
    assert use(code, password="Other-Grass-2028", again="Other-Grass-2028").status_code == 400
    assert Account.objects.get(pk=person.uid).check_password(NEW)


def test_a_wrong_name_and_a_wrong_code_read_the_same(person: Person, code: str) -> None:
    """Nothing can be learned about which names exist, from a code that could be one and from one that could not."""
    for wrong in (new_slip_code(), "x"):
        known, unknown = use(wrong), use(wrong, username="nobody")
        assert known.status_code == unknown.status_code == 400
        assert known.context["form"].errors == unknown.context["form"].errors


def test_a_weak_password_is_said_and_the_slip_stays_good(person: Person, code: str) -> None:
    answer = use(code, password="short", again="short")
    assert list(answer.context["form"].errors) == ["password"]
    assert use(code).context["done"]


def test_attempts_are_counted(person: Person, code: str) -> None:
    """Five wrong codes lock the way in, also for the right one, for a quarter of an hour (R-722)."""
    assert [use(new_slip_code()).status_code for _ in range(5)] == [400] * 4 + [429]
    assert use(code).status_code == 429
    assert Account.objects.get(pk=person.uid).check_password(PASSWORD)


def test_a_locked_account_is_told_until_when(person: Person) -> None:
    """The same page for wrong passwords and wrong slips, and the right password does not help before (R-722)."""
    answers = [Client().post("/sign-in/", {"username": "wuyun", "password": "wrong"}) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [401] * 4 + [429]
    assert answers[-1].context["locked_until"] > clock.now()
    answer = Client().post("/sign-in/", {"username": "wuyun", "password": PASSWORD})
    assert (answer.status_code, "locked_until" in answer.context) == (429, True)
