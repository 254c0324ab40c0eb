"""A database is a demonstration or real life, once and for all (O-5); its key file is made once."""

from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from anmulong.base.crypto import KeyGoneError
from anmulong.journal.enums import StoreKind
from anmulong.journal.keyring import StoreKeyring
from anmulong.journal.models import Stream
from anmulong.journal.public import Actor, establish, identity, key_path
from anmulong.kernel.cipher import keyfile
from anmulong.kernel.errors import Conflict, NotFound
from anmulong.kernel.ids import new_uid


def test_a_store_is_established_once(db: None) -> None:
    assert identity() is None
    first = establish(StoreKind.REAL, "otog", "鄂托克旗", "k1")
    assert establish(StoreKind.REAL, "otog", "", "").pk == first.pk
    assert identity() == first


@pytest.mark.parametrize(("kind", "county"), [(StoreKind.DEMO, "otog"), (StoreKind.REAL, "uxin")])
def test_it_stays_what_it_is(db: None, kind: StoreKind, county: str) -> None:
    establish(StoreKind.REAL, "otog", "鄂托克旗", "k1")
    with pytest.raises(Conflict, match="other-store"):
        establish(kind, county, "", "")


@pytest.mark.slow
def test_it_is_read_once(transactional_db: None) -> None:
    establish(StoreKind.REAL, "otog", "鄂托克旗", "k1")
    identity()
    with CaptureQueriesContext(connection) as queries:
        identity()
    assert len(queries) == 0


def test_the_key_file_is_made_with_the_first_key(db: None, settings: Settings) -> None:
    settings.CIPHER_SUITE = "gm"
    assert not key_path().exists()
    assert StoreKeyring().suite.code == "gm"
    assert key_path().stat().st_mode & 0o777 == 0o600


def test_a_lost_key_file_is_not_replaced(me: Actor, body: UUID, settings: Settings, tmp_path: Path) -> None:
    """What was sealed could never be opened again; somebody must look for the backup."""
    settings.STORE_FOLDER = tmp_path / "another"
    with pytest.raises(NotFound, match="key-file-missing"):
        _ = StoreKeyring().suite
    assert not key_path().exists()


def test_another_process_made_the_key_file_first(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    made = keyfile.create(key_path(), "intl")
    load, asked = keyfile.load, []

    def too_early(path: Path) -> keyfile.KeyFile:
        asked.append(path)
        if len(asked) == 1:
            raise NotFound("key-file-missing", "Missing.")
        return load(path)

    monkeypatch.setattr(keyfile, "load", too_early)
    assert StoreKeyring().keys.key_id == made.key_id


def test_stream_keys_are_remembered_up_to_a_number(me: Actor, body: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anmulong.journal.keyring.KEEP", 1)
    ring = StoreKeyring()
    uids = list(Stream.objects.values_list("pk", flat=True))
    keys = {uid: ring.stream_key(uid) for uid in uids}
    assert len(ring._streams) == 1
    assert {uid: ring.stream_key(uid) for uid in uids} == keys
    assert len(set(keys.values())) == len(uids)
    with pytest.raises(KeyGoneError):
        ring.stream_key(new_uid())


def test_warming_is_one_query(me: Actor, body: UUID) -> None:
    ring = StoreKeyring()
    _ = ring.keys
    uids = list(Stream.objects.values_list("pk", flat=True))
    with CaptureQueriesContext(connection) as queries:
        ring.warm(uids)
        ring.warm(uids)
        for uid in uids:
            ring.stream_key(uid)
    assert len(queries) == 1
