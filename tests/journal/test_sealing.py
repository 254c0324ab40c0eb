"""Personal parts are sealed under the key of their stream, bound to their place, and gone with the key (O-4)."""

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from anmulong.access.models import Account
from anmulong.access.public import AccountChange
from anmulong.base.crypto import keyring
from anmulong.base.fields import BROKEN, ERASED
from anmulong.journal import registry
from anmulong.journal.findings import FindingKind
from anmulong.journal.models import Entry, Stream
from anmulong.journal.public import (
    Actor,
    Call,
    Moment,
    action,
    destroy_key,
    history,
    perform,
    verify_all,
    verify_stream,
)
from anmulong.kernel.errors import Refused
from tests.factories.people import County, make_account, make_county
from tests.frozen import unfrozen
from tests.journal.trials import Words


NUMBER = "13900001111"


@pytest.fixture
def county(db: None) -> County:
    """A county with people."""
    return make_county()


@pytest.fixture
def person(county: County) -> Account:
    """Somebody with a telephone."""
    return make_account(county, "town_clerk", telephone=NUMBER, name="其木格").account


@pytest.fixture
def erase(monkeypatch: pytest.MonkeyPatch) -> None:
    """An action that erases a person."""
    monkeypatch.setattr(registry, "_actions", dict(registry._actions))

    @action("trial.erase", on=Account, needs="trial", merges="state", given=Words, label="Erase")
    def erase_person(account: Account, given: Words, *, by: Actor, at: Moment) -> Account:
        account.display_name, account.initials = "", ""
        account.save()
        destroy_key(account)
        return account


def everything_stored() -> bytes:
    """All tables as bytes."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # names of tables come from the database
            for row in cursor.fetchall():
                found += [bytes(value) if isinstance(value, memoryview) else str(value).encode() for value in row]
    return b"\n".join(found)


def change_number(county: County, person: Account, number: str) -> None:
    """Change the telephone number."""
    perform(Call("account.change", AccountChange(telephone=number), subject=person.pk), by=county.machine)


def test_nothing_personal_stands_in_clear(county: County, person: Account) -> None:
    change_number(county, person, "13900002222")
    assert Account.objects.get(pk=person.pk).telephone == "13900002222"
    stored = everything_stored()
    assert NUMBER.encode() not in stored
    assert b"13900002222" not in stored


def test_a_name_in_clear_in_its_row_is_sealed_in_the_journal(person: Account) -> None:
    facts = "".join(Entry.objects.values_list("facts", flat=True))
    assert "其木格" not in facts
    assert history(person)[0].given["display_name"] == "其木格"
    changes = history(person)[-1].changes[f"access.account/{person.pk}"]
    assert changes["display_name"] == [None, "其木格"]


def test_history_tells_before_and_after(county: County, person: Account) -> None:
    change_number(county, person, "13900002222")
    [change, *_] = history(Account.objects.get(pk=person.pk))
    assert change.changes == {f"access.account/{person.pk}": {"telephone": [NUMBER, "13900002222"]}}


def test_the_same_text_again_changes_nothing(county: County, person: Account) -> None:
    before = bytes(Account.objects.get(pk=person.pk).loaded["telephone"])
    change_number(county, person, NUMBER)
    assert bytes(Account.objects.get(pk=person.pk).loaded["telephone"]) == before


@pytest.mark.parametrize("target", ["row", "column"])
def test_sealed_bytes_are_bound_to_row_and_column(county: County, person: Account, target: str) -> None:
    """Whoever moves sealed bytes to another place has gained nothing and is found."""
    stolen = person.loaded["telephone"]
    if target == "row":
        victim, column = make_account(county, "town_clerk", telephone="13900003333").account, "telephone"
    else:
        victim, column = person, "password"
    Account._base_manager.filter(pk=victim.pk).update(**{column: stolen})
    assert getattr(Account.objects.get(pk=victim.pk), column) == BROKEN
    [finding] = verify_stream(victim.pk).findings
    assert (finding.kind, finding.columns) == (FindingKind.ALTERED, (column,))


def test_an_entry_that_was_moved_cannot_be_opened(county: County, person: Account) -> None:
    change_number(county, person, "13900002222")
    first, second = Entry.objects.filter(stream=person.pk, action__startswith="account.").order_by("seq")[:2]
    with unfrozen():
        Entry.objects.filter(pk=second.pk).update(sealed=first.sealed)
    assert history(person)[0].given == {}
    assert {name for finding in verify_stream(person.pk).findings for name in finding.columns} == {"sealed"}


def test_a_destroyed_key_erases_the_person_and_the_chain_stays(county: County, person: Account, erase: None) -> None:
    perform(Call("trial.erase", Words(), subject=person.pk), by=county.machine)
    assert bytes(Stream.objects.get(pk=person.pk).key) == b""
    row = Account.objects.get(pk=person.pk)
    assert (row.telephone, row.display_name) == (ERASED, "")
    told = [happening.changes for happening in history(row)]
    assert NUMBER not in str(told)
    assert "其木格" not in str(told)
    assert verify_all().findings == []


def test_nothing_personal_is_added_to_an_erased_stream(county: County, person: Account, erase: None) -> None:
    perform(Call("trial.erase", Words(), subject=person.pk), by=county.machine)
    with pytest.raises(Refused, match="erased"):
        change_number(county, person, "13900002222")
    perform(Call("account.change", AccountChange(language="en"), subject=person.pk), by=county.machine)
    assert verify_all().findings == []


def test_an_altered_row_of_an_erased_person_is_still_named(county: County, person: Account, erase: None) -> None:
    perform(Call("trial.erase", Words(), subject=person.pk), by=county.machine)
    Account._base_manager.filter(pk=person.pk).update(username="x")
    assert [finding.columns for finding in verify_all().findings] == [("username",)]


@pytest.mark.parametrize("suite", ["intl", "gm"])
def test_both_suites_carry_the_whole_road(db: None, settings: Settings, erase: None, suite: str) -> None:
    """R-731: AES-256-GCM, SHA-256, Ed25519 — or SM4-GCM, SM3, SM2."""
    settings.CIPHER_SUITE = suite
    county = make_county()
    account = make_account(county, "town_clerk", telephone=NUMBER).account
    change_number(county, account, "13900002222")
    assert set(Entry.objects.values_list("suite", flat=True)) == {suite}
    assert keyring().suite.code == suite
    assert history(Account.objects.get(pk=account.pk))[0].given == {"telephone": "13900002222"}
    assert verify_all().findings == []
    Account._base_manager.filter(pk=account.pk).update(username="x")
    assert [finding.columns for finding in verify_all().findings] == [("username",)]
