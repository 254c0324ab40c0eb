"""Backups (issue 4, section 4): taken under load, brought back on either engine, verified; damage and mistakes told."""

import json
import os
import resource
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils.translation import override
from pytest_django.fixtures import Settings

from anmulong.base.copying import count_rows
from anmulong.disputes.public import Dispute
from anmulong.files.public import FileInput, store_upload
from anmulong.journal.models import Entry
from anmulong.journal.public import key_path, verify_all
from anmulong.kernel.cipher.archive import ArchiveReader
from anmulong.kernel.cipher.holder import HolderKey, new_holder_key, read_holder_key
from anmulong.kernel.errors import DomainError, Invalid
from anmulong.ops.keeping import record
from anmulong.ops.keeping.drills import drill_made, drill_with
from anmulong.ops.keeping.places import finished, make_key, one_at_a_time, sidecar
from anmulong.ops.keeping.putting_back import Opener, put_back, read_through
from anmulong.ops.keeping.taking import LEFT_OUT, Taken, take_backup
from tests.factories.matters import Office, make_office
from tests.frozen import unfrozen
from tools.launching.postgres import private_cluster


pytestmark = pytest.mark.slow
PDF = b"%PDF-1.4\n" + b"x" * 3000 + b"\n%%EOF\n"


@pytest.fixture
def office(transactional_db: None, settings: Settings, tmp_path: Path) -> Office:
    """An office with one matter and a file, whose backups lie in a folder of the test."""
    settings.BACKUP_FOLDER, settings.HOME_FOLDER = tmp_path / "backups", tmp_path
    made = make_office()
    matter = made.register()
    given = FileInput(store_upload("界桩.pdf", [PDF], len(PDF), account=made.clerk.uid).uid)
    made.act(made.clerk, "dispute.attach", given, matter)
    return made


@pytest.fixture
def key(office: Office, tmp_path_factory: pytest.TempPathFactory) -> HolderKey:
    """The backup key, as it lies on the holder's stick."""
    return make_key(tmp_path_factory.mktemp("stick") / "key")


@pytest.fixture
def taken(office: Office, key: HolderKey) -> Taken:
    """A finished backup."""
    return take_backup()


def opener(key: HolderKey) -> Opener:
    return lambda reader: reader.open_with(key)


@contextmanager
def empty_place(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """The same tables without rows, and another folder without keys and files."""
    with unfrozen():
        call_command("flush", verbosity=0, interactive=False)
    settings.STORE_FOLDER = tmp_path / "other"
    settings.STORE_FOLDER.mkdir()
    location = {"location": settings.STORE_FOLDER / "files"}
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": location}}
    yield settings.STORE_FOLDER


def all_counts() -> dict[str, int]:
    """Rows of every table of ours."""
    kept = (model for model in apps.get_models() if model._meta.app_label not in LEFT_OUT)
    return {model._meta.db_table: count_rows(model, "default") for model in kept}


def refused(code: str, work: object, *given: object) -> DomainError:
    """The refusal that ``work(*given)`` meets."""
    with pytest.raises(DomainError) as caught:
        work(*given)  # type: ignore[operator]  # any function under test
    assert caught.value.code == code
    return caught.value


def test_everything_comes_back(
    office: Office, key: HolderKey, taken: Taken, settings: Settings, tmp_path: Path
) -> None:
    before, keys = all_counts(), key_path().read_bytes()
    with empty_place(settings, tmp_path) as folder:
        back = put_back(taken.path, opener(key))
        assert all_counts() == before
        assert key_path().read_bytes() == keys
        assert key_path().stat().st_mode & 0o777 == 0o600
        assert (back.rows, back.files) == (taken.done.rows, taken.done.files) == (sum(before.values()), 1)
        assert len([path for path in (folder / "files").rglob("*") if path.is_file()]) == 1
        assert verify_all().good
        # And the office goes on: running numbers and new rows follow the old ones.
        office.register()
        assert verify_all().good


def register_while(office: Office, ended: threading.Event) -> tuple[threading.Thread, list[object]]:
    """Somebody who registers one matter after the other."""
    done: list[object] = []

    def work() -> None:
        while not ended.is_set():
            done.append(office.register(what=f"第{len(done)}件：牛羊越界吃草，要求丈量。"))
        connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    return worker, done


def restored_elsewhere(taken: Taken, url: str, home: Path) -> None:
    """Restore with the program itself, as the drill does, onto SQLite or the database at ``url``."""
    environment = {**os.environ, "ANMULONG_HOME": str(home), "DATABASE_URL": url, "ANMULONG_STORE": "demo"}
    words = ["restore", str(taken.path), "--key", "-", "--prepare", "--report"]
    command = [sys.executable, "-m", "django", *words, "--settings", "anmulong.config.settings"]
    done = subprocess.run(
        command, env=environment, input=taken.data_key.hex(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1])["good"] is True


ENTRIES = "SELECT count(*) FROM journal_entry"


def test_a_backup_taken_during_load_restores_on_the_other_engine(
    office: Office, key: HolderKey, tmp_path: Path
) -> None:
    """What it must show 4: online, consistent, and the other engine verifies; nobody had to wait for it."""
    ended = threading.Event()
    worker, done = register_while(office, ended)
    try:
        while len(done) < 3:
            ended.wait(0.01)
        before = Entry.objects.count()
        taken = take_backup()
        after = Entry.objects.count()
    finally:
        ended.set()
        worker.join(60)
    assert after > before
    if connection.vendor == "postgresql":
        restored_elsewhere(taken, "", tmp_path / "new")
        with closing(sqlite3.connect(tmp_path / "new" / "demo" / "anmulong.sqlite3")) as other:
            entries = other.execute(ENTRIES).fetchone()[0]
    else:
        with private_cluster() as url:
            restored_elsewhere(taken, url, tmp_path / "new")
            with psycopg.connect(url) as server:
                entries = server.execute(ENTRIES).fetchone()[0]  # type: ignore[index]  # one row
    assert before <= entries <= after
    assert verify_all().good


@pytest.mark.parametrize("place", [0.0, 0.3, 0.9])
def test_a_flipped_byte_is_named_and_nothing_comes_in(
    place: float, key: HolderKey, taken: Taken, settings: Settings, tmp_path: Path
) -> None:
    """``place`` runs from behind the head to the end."""
    content = bytearray(taken.path.read_bytes())
    with taken.path.open("rb") as file:
        ArchiveReader(file)
        head = file.tell()
    at = head + int(place * (len(content) - head)) + 10
    content[at] ^= 1
    taken.path.write_bytes(content)
    refused("backup-damaged", read_through, taken.path, opener(key))
    with empty_place(settings, tmp_path) as folder:
        told = refused("backup-damaged", put_back, taken.path, opener(key)).message.params
        assert int(str(told["first"])) <= at < int(str(told["last"]))
        assert sum(all_counts().values()) == 0
        assert list(folder.rglob("*")) == []


def test_another_key_is_told(key: HolderKey, taken: Taken, settings: Settings, tmp_path: Path) -> None:
    other = new_holder_key(key.suite_code)
    with empty_place(settings, tmp_path):
        told = refused("backup-other-key", put_back, taken.path, opener(other)).message.params
    assert told == {"wanted": key.public.key_id, "given": other.public.key_id}


def test_only_an_empty_place_of_the_same_kind_and_version_takes_a_backup(
    key: HolderKey, taken: Taken, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused("place-not-empty", put_back, taken.path, opener(key))
    place = "anmulong.ops.keeping.putting_back.applied_migrations"
    for theirs, way in ((["x.0001"], "Restore it with"), ([], "Upgrade this")):
        monkeypatch.setattr(place, lambda theirs=theirs: [*theirs, *(() if not theirs else migrations(taken))])
        answer = refused("backup-other-version", put_back, taken.path, opener(key))
        assert answer.way_out is not None
        assert answer.way_out.text.startswith(way)
    monkeypatch.undo()
    settings.STORE = "real" if settings.STORE == "demo" else "demo"
    refused("backup-other-store", put_back, taken.path, opener(key))
    refused("no-such-backup", put_back, tmp_path / "none.backup", opener(key))
    refused("no-backup", put_back, sidecar(taken.path), opener(key))


def migrations(taken: Taken) -> list[str]:
    """The tables that the head of a backup names."""
    with taken.path.open("rb") as file:
        return list(ArchiveReader(file).header["migrations"])


def test_keys_of_another_store_are_never_replaced(
    key: HolderKey, taken: Taken, settings: Settings, tmp_path: Path
) -> None:
    with empty_place(settings, tmp_path):
        key_path().write_bytes(b"{}")
        refused("other-keys-here", put_back, taken.path, opener(key))
        assert key_path().read_bytes() == b"{}"


def test_without_a_key_nothing_is_sealed_and_the_failure_is_noted(office: Office) -> None:
    refused("no-backup-key", take_backup)
    assert [(done.kind, done.good) for done in record.past()] == [("backup", False)]
    assert record.past()[0].problem == "There is no backup key yet, so no backup can be sealed."
    assert record.is_overdue()


def test_the_private_key_does_not_lie_beside_the_data(office: Office, tmp_path: Path) -> None:
    refused("key-beside-data", make_key, tmp_path / "store" / "key")


def test_a_key_is_never_replaced(key: HolderKey, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("stick") / "key"
    path.write_text("x")
    refused("key-exists", make_key, path)


def test_the_oldest_are_let_go_and_the_digests_lie_beside(taken: Taken, settings: Settings) -> None:
    settings.BACKUPS_KEPT = 2
    second, third = take_backup(), take_backup()
    assert finished() == [third.path, second.path]
    assert not sidecar(taken.path).exists()
    digests = json.loads(sidecar(third.path).read_text())
    assert digests["rows"] == sum(table["count"] for table in digests["tables"]) == third.done.rows


@pytest.mark.walk
def test_a_drill_restores_verifies_and_reports(taken: Taken, tmp_path: Path, key: HolderKey) -> None:
    done = drill_made(taken)
    assert (done.kind, done.good, done.rows, done.files) == ("drill", True, taken.done.rows, 1)
    assert record.last_good(record.DRILL) == done
    assert list(tmp_path.glob("drill-*")) == []
    taken.path.write_bytes(taken.path.read_bytes()[:-5])
    stick = tmp_path / "stick"
    stick.write_text(key.text())
    refused("drill-failed", drill_with, taken.path, stick)
    assert record.past()[0].good is False
    assert "are not as they were written" in str(record.past()[0].params["reason"])


def test_two_backups_at_once(office: Office, key: HolderKey) -> None:
    with one_at_a_time():
        refused("backup-running", take_backup)


def test_a_full_backup_disk_is_told_and_leaves_nothing(office: Office, key: HolderKey, settings: Settings) -> None:
    """A real limit of the system on the size of files stands in for the disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        answer = refused("backup-place", take_backup)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert answer.message.text == "The backup folder %(folder)s is full."
    assert list(Path(settings.BACKUP_FOLDER).iterdir()) == []
    assert take_backup().done.good


def test_a_backup_is_overdue_after_a_day(taken: Taken) -> None:
    assert not record.is_overdue()
    before = datetime.fromisoformat(taken.done.at) - timedelta(days=1, minutes=1)
    record.note(replace(taken.done, at=before.isoformat()))
    record.path().write_text(record.path().read_text().splitlines()[-1] + "\n")
    assert record.is_overdue()


def test_the_command_says_both_languages_and_ends_with_one(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("backup")
    assert ended.value.code == 1
    assert "./anmulong backup --new-key" in capsys.readouterr().err
    with pytest.raises(CommandError):
        call_command("backup", "--check", "x.backup")


def test_the_command_makes_a_key_a_backup_and_checks_it(
    office: Office, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = tmp_path_factory.mktemp("stick") / "key"
    with override("en"):
        call_command("backup", "--new-key", str(stick))
        call_command("backup")
        call_command("backup", "--check", str(finished()[0]), "--key", str(stick))
    assert read_holder_key(stick).public.key_id in capsys.readouterr().out
    assert Dispute._base_manager.count() == 1


def test_unreadable_lines_of_the_record_are_passed_over(taken: Taken) -> None:
    record.path().write_text(record.path().read_text() + "{half\n")
    assert record.past() == [taken.done]


@pytest.mark.parametrize(("kind", "error"), [(Invalid, Invalid("a", "b %(c)s", params={"c": 5})), (OSError, OSError())])
def test_failures_are_kept_as_messages(office: Office, kind: type, error: Exception) -> None:
    done = record.failed(record.BACKUP, datetime.fromisoformat("2026-11-23T00:00:00+00:00"), error)
    with override("en"):
        assert done.words == ("b 5" if kind is Invalid else "OSError")
