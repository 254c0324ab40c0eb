"""The key file: made once, mode 600, refused when others can read it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from anmulong.kernel.cipher.keyfile import create, load
from anmulong.kernel.clock import FixedClock
from anmulong.kernel.errors import Conflict, Invalid, NotFound


NOON = FixedClock(datetime(2026, 11, 23, 4, tzinfo=UTC))


@pytest.mark.parametrize("code", ["intl", "gm"])
def test_a_new_file_has_mode_600_and_reads_back_equal(tmp_path: Path, code: str) -> None:
    path = tmp_path / "keys.json"
    made = create(path, code, NOON)
    assert path.stat().st_mode & 0o777 == 0o600
    assert not list(tmp_path.glob(".keys*"))
    assert load(path) == made
    assert made.created_at == NOON.now()
    assert len({made.master_key, made.index_key, made.derive("fields"), made.derive("index")}) == 4
    assert made.suite.verify(made.public_key, made.suite.sign(made.signing_key, b"root"), b"root")


def test_printing_shows_no_secret(tmp_path: Path) -> None:
    shown = repr(create(tmp_path / "keys.json", "intl"))
    assert "key_id" in shown
    assert "master_key" not in shown
    assert "signing_key" not in shown


def test_an_existing_file_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    made = create(path, "intl")
    with pytest.raises(Conflict):
        create(path, "intl")
    assert load(path) == made
    assert not list(tmp_path.glob(".keys*"))


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_file_others_can_read_is_refused_with_the_mend(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "keys.json"
    create(path, "intl")
    path.chmod(mode)
    with pytest.raises(Invalid) as caught:
        load(path)
    assert caught.value.way_out is not None
    assert caught.value.way_out.render() == f"Run: chmod 600 {path}"


def test_a_missing_file_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        load(tmp_path / "keys.json")


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"master_key": "AAAA"},
        {"index_key": "AAAA"},
        {"key_id": "00000000"},
        {"created_at": "yesterday"},
        {"suite": 5, "index_key": None},
    ],
)
def test_a_damaged_file_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    path = tmp_path / "keys.json"
    create(path, "intl")
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(Invalid) as caught:
        load(path)
    assert caught.value.code == "key-file-damaged"


def test_a_file_that_is_not_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    create(path, "intl")
    path.write_bytes(b"\x00")
    with pytest.raises(Invalid):
        load(path)
