"""Full disk, read-only store, database away, clock set back (issue 4, section 4): refused in words, nothing lost,
and the server goes on by itself when the cause is gone."""

import os
import pwd
import resource
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from anmulong.base import clock
from anmulong.journal import punctual
from anmulong.journal.models import Entry
from anmulong.journal.public import verify_all
from anmulong.kernel.clock import Clock, SystemClock
from anmulong.kernel.errors import Refused
from anmulong.kernel.ids import new_uid
from bench.crash import Server, ask, look
from bench.serving import free_port
from bench.stage import Place, places
from tests.desk.pages import fields
from tests.factories.browsers import browser
from tests.factories.matters import Office, make_office
from tools.launching.postgres import owner
from tools.launching.system_parts import postgres_programs


@contextmanager
def running(engine: str) -> Iterator[tuple[Place, Server, dict[str, Any]]]:
    """The program's server on a store of its own."""
    with places(engine) as place:
        known, server = look(place, "prepare"), Server(place, free_port())
        server.start()
        try:
            yield place, server, known
        finally:
            server.kill()


def register(server: Server, known: dict[str, Any], language: str = "en") -> tuple[int, Any]:
    """A matter through the interface; status and answer."""
    headers = {"Authorization": f"Bearer {known['token']}", "Accept-Language": language}
    given = {"what": "两家草场边界不清，要求丈量。", "division": known["gacha"], "reporter": "巴特尔", "again": True}
    body = {"operation": str(new_uid()), "input": given}
    return ask(server.port, "POST", "/api/v1/disputes/actions/dispute.register", headers, body)


def processes(server: Server) -> list[int]:
    """Every process of the server's session."""
    assert server.process is not None
    pids = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
    return [pid for pid in pids if is_in_session(pid, server.process.pid)]


def is_in_session(pid: int, session: int) -> bool:
    """Whether a process belongs to a session; one that has just ended does not."""
    try:
        return os.getsid(pid) == session
    except OSError:
        return False


def limit_files(server: Server, size: int) -> None:
    """From now on no file of the server may grow beyond ``size`` bytes: what a full disk does to it."""
    for pid in processes(server):
        _soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))


@pytest.mark.crash
@pytest.mark.loopback
def test_a_full_disk_is_told_and_nothing_is_lost() -> None:
    with running("sqlite") as (place, server, known):
        assert register(server, known)[0] == 200
        limit_files(server, 4096)
        answers = [register(server, known, language) for language in ("zh", "en", "zh", "en")]
        limit_files(server, resource.RLIM_INFINITY)
        refused = [told for status, told in answers if status == 503]
        assert {told["code"] for told in refused} <= {"store-full", "store-broken"}
        assert len(refused) == 4
        assert all(told["way_out"] for told in refused)
        assert register(server, known)[0] == 200
        found = look(place, "look")
        assert len(found["entries"]) == len(known["entries"]) + 2
        assert found["good"], found["findings"]


def pg_control(place: Place, *words: str) -> None:
    """Stop or start the cluster of a place as its owner."""
    programs, account = postgres_programs(), owner()
    assert programs is not None
    folder = Path(parse_qs(urlsplit(place.database_url).query)["host"][0])
    identity = {"user": account, "group": pwd.getpwnam(account).pw_gid, "extra_groups": []} if account else {}
    command = [programs / "pg_ctl", "-D", folder / "data", "-w", *words]
    with (folder / "control.log").open("ab") as log:
        subprocess.run(command, check=True, cwd=folder, stdout=log, stderr=log, **identity)  # type: ignore[call-overload]


@pytest.mark.crash
@pytest.mark.loopback
def test_a_stopped_database_is_told_and_comes_back() -> None:
    with running("postgresql") as (place, server, known):
        folder = parse_qs(urlsplit(place.database_url).query)["host"][0]
        assert register(server, known)[0] == 200
        pg_control(place, "stop", "-m", "fast")
        status, told = register(server, known)
        assert (status, told["code"]) == (503, "store-away")
        assert told["way_out"] == "Wait a moment and try again. If it lasts, start the database on the server."
        pg_control(place, "start", "-o", f"-k {folder} --listen_addresses=''")
        try:
            deadline = time.monotonic() + 30
            while register(server, known)[0] != 200:
                assert time.monotonic() < deadline
                time.sleep(0.2)
            assert look(place, "look")["good"]
        finally:
            server.kill()
            pg_control(place, "stop", "-m", "fast")


@contextmanager
def read_only() -> Iterator[None]:
    """The engine itself refuses every write on this connection."""
    on, off = {
        "sqlite": ("PRAGMA query_only = ON", "PRAGMA query_only = OFF"),
        "postgresql": ("SET default_transaction_read_only = on", "SET default_transaction_read_only = off"),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(on)
        try:
            yield
        finally:
            cursor.execute(off)


@pytest.fixture
def office(transactional_db: None) -> Office:
    """An office whose transactions are real ones."""
    return make_office()


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "没有"), ("en", "can be read but not written")])
def test_a_read_only_store_is_told_on_a_page(office: Office, language: str, words: str) -> None:
    client: Client = browser(office.clerk)
    client.raise_request_exception = False
    client.cookies["anmulong_language"] = language
    before, page = Entry.objects.count(), client.get("/register/")
    typed = {**fields(page), "who": "巴特尔", "what": "两家草场边界不清，要求丈量。", "place": "三组北梁", "do": "take"}
    with read_only():
        answer = client.post("/register/", typed)
    assert answer.status_code == 503
    assert words in answer.content.decode()
    assert answer.headers["Retry-After"] == "5"
    assert Entry.objects.count() == before
    assert client.post("/register/", typed).status_code == 302


class Shifted(Clock):
    """The machine's clock, set wrong."""

    def __init__(self, by: timedelta) -> None:
        self.by = by

    def now(self) -> datetime:
        return SystemClock().now() + self.by


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Set the clock of the program wrong by hours; what the process remembers is read anew."""

    def turn(hours: float) -> None:
        monkeypatch.setattr(clock, "_system", Shifted(timedelta(hours=hours)))

    punctual.forget()
    yield turn
    punctual.forget()


@pytest.mark.parametrize("restarted", [False, True])
def test_a_clock_set_back_is_refused_until_it_is_right(office: Office, set_clock: Any, restarted: bool) -> None:
    """O-2: whether it is turned back while people work, or the machine starts in the past."""
    office.register(what="第一件：两家草场边界不清。")
    before = Entry.objects.count()
    if restarted:
        punctual.forget()
    set_clock(-5)
    with pytest.raises(Refused) as caught:
        office.register(what="第二件：两家草场边界不清。")
    assert (caught.value.code, caught.value.law) == ("clock-behind", "O-2")
    assert Entry.objects.count() == before
    set_clock(-0.05)  # what a time service turns back
    office.register(what="第三件：两家草场边界不清。")
    assert verify_all().good


def test_a_clock_that_had_run_ahead_is_accepted_by_hand(office: Office, set_clock: Any) -> None:
    set_clock(48)
    office.register(what="第一件：两家草场边界不清。", next_date=None)
    set_clock(0)
    with pytest.raises(Refused):
        office.register(what="第二件：两家草场边界不清。")
    call_command("check_system", "--clock-is-right")
    office.register(what="第三件：两家草场边界不清。")
    assert verify_all().good
