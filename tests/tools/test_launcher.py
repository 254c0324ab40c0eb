"""`./anmulong`: one clear sentence with the mend for what goes wrong, and a clean end for what goes well."""

import http.client
import os
import signal
import socket
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tools.launching import store_setup
from tools.launching.console import ENVIRONMENT, REFUSED, USAGE, Stop
from tools.launching.locks import sole_use
from tools.launching.places import ROOT, Store
from tools.launching.serving import Address, refuse_taken_port
from tools.launching.verbs import main


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store in a folder of its own."""
    made = Store(name="real", home=tmp_path / "home")
    made.folder.mkdir(parents=True)
    return made


def test_unknown_verb_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["fly"])
    assert ended.value.code == USAGE
    assert "invalid choice: 'fly'" in capsys.readouterr().err


def test_demonstration_stays_on_this_machine(capsys: pytest.CaptureFixture[str]) -> None:
    """O-5: demo accounts never work on a non-local bind."""
    assert main(["run", "--bind", "0.0.0.0"]) == REFUSED  # noqa: S104 -- refused, which is the point
    assert "./anmulong run --real" in capsys.readouterr().err


def test_unknown_store(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("ANMULONG_STORE", "live")
    assert main(["run"]) == ENVIRONMENT
    assert "use demo or real" in capsys.readouterr().err


@pytest.mark.loopback
def test_taken_port_names_another() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Stop, match=rf"--port {port + 1}"):
            refuse_taken_port(Address("127.0.0.1", port))


def test_unwritable_folder(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(Stop, match="name another one in ANMULONG_HOME"):
        store_setup.ensure_writable(file / "home")


def test_second_start_on_one_store(store: Store) -> None:
    with sole_use(store), pytest.raises(Stop, match="already running"), sole_use(store):
        pass


def test_half_done_upgrade_is_told_and_mended(store: Store) -> None:
    """The copy taken before comes back, the broken file stays beside it."""
    for file, words in ((store.database_file, "half"), (store_setup.copy_aside(store), "whole")):
        with closing(sqlite3.connect(file)) as database, database:
            database.execute("CREATE TABLE state AS SELECT ? AS words", [words])
    store_setup.stamps.put(store_setup.half_done_marker(store), "x")
    with pytest.raises(Stop, match="run --mend --real"):
        store_setup.refuse_half_done(store)
    store_setup.mend_migration(store)
    store_setup.refuse_half_done(store)
    with closing(sqlite3.connect(store.database_file)) as database:
        assert database.execute("SELECT words FROM state").fetchall() == [("whole",)]
    assert (store.folder / "broken-anmulong.sqlite3").exists()


@pytest.mark.parametrize(
    "name", ["data/codes/C-1.toml", "data/parameters/a.toml", "src/anmulong/x/migrations/0001_a.py"]
)
def test_new_law_data_are_an_upgrade_like_new_tables(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A later start with a newer program brings its reviewed codes and parameters."""
    monkeypatch.setattr(store_setup, "ROOT", tmp_path)
    (tmp_path / "requirements.lock").write_text("")
    before = store_setup.upgrade_digest()
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text("new")
    assert store_setup.upgrade_digest() != before


@pytest.mark.parametrize("url", ["mysql://somebody@here/ledger", "postgres://u:hidden@%2Fnowhere/ledger"])
def test_wrong_database_is_one_sentence_without_the_password(url: str, tmp_path: Path) -> None:
    with pytest.raises(Stop, match="DATABASE_URL does not lead to a database") as stopped:
        store_setup.check_database(Store(name="real", home=tmp_path, database_url=url))
    assert "hidden" not in str(stopped.value)


def test_a_setting_that_cannot_be_read_is_one_sentence(
    store: Store, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """No program of ours starts, so that nothing stands above the sentence."""
    monkeypatch.setenv("ANMULONG_HTTPS", "maybe")
    with pytest.raises(Stop, match="ANMULONG_HTTPS='maybe' is neither yes nor no") as stopped:
        store_setup.ensure_store(store)
    assert "环境变量" in stopped.value.chinese
    assert "Traceback" not in "".join(capfd.readouterr())


@pytest.fixture
def empty_database(free_port: int) -> str:
    """A DATABASE_URL of a new database when this run is about PostgreSQL; nothing otherwise."""
    address = os.environ.get("DATABASE_URL", "")
    if not address:
        return ""
    parts = urlsplit(address)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE started_{free_port}".encode())
    return parts._replace(path=f"/started_{free_port}").geturl()


@pytest.fixture
def server(tmp_path: Path, free_port: int, empty_database: str) -> Iterator[subprocess.Popen[str]]:
    """The real store started by the one command, on whichever database this run uses."""
    environment = {**os.environ, "ANMULONG_HOME": str(tmp_path / "home"), "DATABASE_URL": empty_database}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    process = subprocess.Popen(
        [ROOT / "anmulong", "run", "--real", "--port", str(free_port)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    yield process
    process.kill()
    process.wait()
    assert process.stdout
    process.stdout.close()


@pytest.mark.walk
@pytest.mark.loopback
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_run_answers_and_ends_cleanly(server: subprocess.Popen[str], free_port: int, number: signal.Signals) -> None:
    """Issue 2, section 1: the address is printed when the page answers; Ctrl-C and SIGTERM end it."""
    assert server.stdout
    printed = []
    for line in server.stdout:
        printed.append(line)
        if f"http://127.0.0.1:{free_port}/" in line:
            break
    else:
        pytest.fail("".join(printed))
    connection = http.client.HTTPConnection("127.0.0.1", free_port, timeout=10)
    connection.request("GET", "/", headers={"Accept-Language": "zh-CN"})
    answer = connection.getresponse()
    assert "default-src 'self'" in answer.getheader("Content-Security-Policy", "")
    connection.close()
    server.send_signal(number)
    assert server.wait(10) == 0
    assert "Stopped." in server.stdout.read()
