"""`./anmulong demo --anew` beside a running server: the old one answers until the new one is whole (T-8 … T-11)."""

import http.client
import os
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tools.launching import renewal, stamps, store_setup
from tools.launching.console import REFUSED, Stop
from tools.launching.locks import sole_use
from tools.launching.places import ROOT, Store
from tools.launching.verbs import main


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A demonstration store with a database that says "old", its keys and a stored file."""
    made = Store(name="demo", home=tmp_path / "home")
    fill(made, "old")
    (made.folder / "keys.json").write_text("the key", encoding="ascii")
    return made


def fill(store: Store, words: str) -> None:
    (store.folder / "files").mkdir(parents=True)
    (store.folder / "files" / words).write_text(words, encoding="ascii")
    with closing(sqlite3.connect(store.database_file)) as database, database:
        database.execute("CREATE TABLE state AS SELECT ? AS words", [words])


def told(store: Store) -> str:
    with closing(sqlite3.connect(store.database_file)) as database:
        return str(database.execute("SELECT words FROM state").fetchone()[0])


def test_the_new_one_takes_the_place_of_the_old_one_and_keys_stay(store: Store) -> None:
    fill(renewal.beside(store), "new")
    (renewal.beside(store).folder / "keys.json").write_text("another key", encoding="ascii")
    stamps.put(renewal.whole_mark(store), "whole")
    renewal.take_place(store)
    assert (told(store), renewal.is_waiting(store)) == ("new", False)
    assert [file.name for file in (store.folder / "files").iterdir()] == ["new"]
    assert (store.folder / "keys.json").read_text(encoding="ascii") == "the key"
    assert stamps.holds(store_setup.demonstration_stamp(store), "made")


@pytest.mark.parametrize("made_from", ["an older program", None])
def test_a_program_renewed_meanwhile_still_upgrades_the_new_one(store: Store, made_from: str | None) -> None:
    """The next start brings the tables up to date: nothing says that they are."""
    stamps.put(store.stamp("migrations"), store_setup.upgrade_digest())
    fresh = renewal.beside(store)
    fill(fresh, "new")
    if made_from:
        stamps.put(fresh.stamp("migrations"), made_from)
    stamps.put(renewal.whole_mark(store), "whole")
    renewal.take_place(store)
    assert (told(store), store_setup.is_current(store)) == ("new", False)


def test_a_mark_without_a_new_one_leaves_the_old_one_whole(store: Store) -> None:
    """The making was ended between the mark and the change."""
    stamps.put(renewal.whole_mark(store), "whole")
    renewal.take_place(store)
    assert (told(store), renewal.is_waiting(store)) == ("old", False)


def test_the_real_store_is_never_emptied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """O-5: the two stores never mix, also when ANMULONG_STORE says so."""
    real = Store(name="real", home=tmp_path / "home")
    fill(real, "old")
    monkeypatch.setenv("ANMULONG_HOME", str(real.home))
    monkeypatch.setenv("ANMULONG_STORE", "real")
    assert main(["demo", "--anew"]) == REFUSED
    assert "never emptied" in capsys.readouterr().err
    assert told(real) == "old"


def test_a_database_of_others_is_not_emptied(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="empty it yourself"):
        renewal.renew(Store(name="demo", home=tmp_path, database_url="postgres://u@h/ledger"))


def test_two_windows_do_not_make_it_at_once(store: Store) -> None:
    renewal.beside(store).folder.mkdir(parents=True)
    with sole_use(renewal.beside(store)), pytest.raises(Stop, match="Another window"):
        renewal.renew(store)


def test_a_served_store_points_to_anew(
    store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ANMULONG_HOME", str(store.home))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with sole_use(store):
        assert main(["demo"]) == REFUSED
    assert "demo --anew" in capsys.readouterr().err


def test_what_breaks_off_leaves_the_old_one_whole(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A day that is none is refused by the command; nothing was thrown away."""
    monkeypatch.setattr(store_setup, "migrate", lambda _: None)
    assert renewal.renew(store, "--until", "2026-02-31") != 0
    assert told(store) == "old"
    assert not renewal.beside(store).home.exists()


@pytest.fixture
def running(tmp_path: Path, free_port: int) -> Iterator[subprocess.Popen[str]]:
    """The demonstration, served by the one command; ready when it is handed over."""
    process = subprocess.Popen(
        [ROOT / "anmulong", "run", "--port", str(free_port)],
        env=surroundings(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout
    for line in process.stdout:
        if f"http://127.0.0.1:{free_port}/" in line:
            break
    yield process
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)


def surroundings(folder: Path) -> dict[str, str]:
    given = {**os.environ, "ANMULONG_HOME": str(folder / "home"), "DATABASE_URL": "", "ANMULONG_STORE": "demo"}
    given.pop("DJANGO_SETTINGS_MODULE", None)
    return given


def answers(port: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    with closing(connection):
        connection.request("GET", "/sign-in/")
        return connection.getresponse().status


@pytest.mark.study
@pytest.mark.loopback
def test_made_beside_the_running_server(running: subprocess.Popen[str], tmp_path: Path, free_port: int) -> None:
    """The server answers while the new one is made, and afterwards from the new one."""
    before = (tmp_path / "home/demo/anmulong.sqlite3").stat().st_ino
    command, served = [ROOT / "anmulong", "demo", "--anew", "--few", "--seed", "7"], 0
    with subprocess.Popen(
        command, env=surroundings(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as making:
        assert making.stdout
        for line in making.stdout:
            if line.split("/")[0].isdigit():
                served += answers(free_port) == http.HTTPStatus.OK
    assert (making.returncode, served > 1) == (0, True)
    assert (tmp_path / "home/demo/anmulong.sqlite3").stat().st_ino != before
    assert not (tmp_path / "home/demo/next").exists()
    assert running.stdout
    assert any("changing over" in line for line in iter(running.stdout.readline, "") if line)
