"""Rows remember what the database holds, and keep sealed text sealed."""

from typing import Any

import pytest

from anmulong.access.models import Account
from anmulong.base import recording
from anmulong.base.crypto import blind_index
from anmulong.base.fields import sealed_fields
from anmulong.base.recording import OffTheRoadError, current_recorder, is_recording, loading
from anmulong.disputes.models import Dispute
from tests.factories.people import make_account, make_county


@pytest.fixture
def account(db: None) -> Account:
    """Somebody with a sealed telephone number."""
    return make_account(make_county(), "town_clerk", telephone="13900001111").account


def test_a_list_changed_in_place_is_noticed() -> None:
    row = Dispute.from_db("default", ["uid", "facts"], [None, ["a"]])
    row.facts.append("b")
    assert row.loaded["facts"] == ["a"]


def test_a_sealed_column_reads_as_text_and_stores_bytes(account: Account) -> None:
    assert account.telephone == "13900001111"
    assert b"13900001111" not in bytes(account.loaded["telephone"])
    assert [column.attname for column in sealed_fields(Account)] == ["password", "telephone"]


def test_a_sealed_column_read_late(account: Account) -> None:
    row = Account.objects.only("uid").get(pk=account.pk)
    assert row.telephone == "13900001111"
    assert bytes(row.loaded["telephone"]) == bytes(account.loaded["telephone"])


def test_reading_again_forgets_what_was_typed(account: Account) -> None:
    account.telephone, account.display_name = "1", "x"
    account.refresh_from_db(fields=["telephone"])
    assert (account.telephone, account.display_name) == ("13900001111", "x")
    account.refresh_from_db()
    assert account.display_name != "x"


def test_empty_text_is_empty_bytes(account: Account) -> None:
    account.telephone = ""
    field = sealed_fields(Account)[1]
    assert (account.telephone, field.stored(account)) == ("", b"")


def test_nobody_records_outside_of_an_action() -> None:
    assert not is_recording()
    with pytest.raises(OffTheRoadError):
        current_recorder()


def test_a_load_says_why() -> None:
    with pytest.raises(ValueError, match="reason"), loading(""):
        pass
    with loading("restore"):
        assert recording.is_loading()
    assert not recording.is_loading()


def test_a_blind_index_is_keyed(db: None, settings: Any, tmp_path: Any) -> None:
    first = blind_index("telephone", "13900001111")
    assert (len(first), first) == (16, blind_index("telephone", "13900001111"))
    assert first != blind_index("identity", "13900001111")
    settings.STORE_FOLDER = tmp_path / "another"
    assert first != blind_index("telephone", "13900001111")
