"""Health, figures and the checks of an office without administrators (issue 4, section 4)."""

import json
import logging
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils.translation import override
from pytest_django.fixtures import Settings

from anmulong.base import clock
from anmulong.config.logs import JsonLines, PlainLines
from anmulong.journal.public import key_path, sign_finished_days
from anmulong.kernel.clock import LOCAL, FixedClock
from anmulong.ops.keeping import nightly, record
from anmulong.ops.keeping.places import make_key
from anmulong.ops.keeping.record import Done
from anmulong.ops.watching import checks, figures, heartbeat
from anmulong.ops.watching.banner import _Known
from anmulong.ops.worker import Worker
from tests.factories.browsers import browser
from tests.factories.matters import Office, make_office
from tests.factories.people import make_account


FAR = {"REMOTE_ADDR": "192.0.2.7"}


@pytest.fixture
def office(db: None, settings: Settings, tmp_path: Path) -> Office:
    """An office whose backups lie in a folder of the test."""
    settings.BACKUP_FOLDER = tmp_path / "backups"
    return make_office()


@pytest.fixture
def key(office: Office, settings: Settings, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A backup key."""
    settings.HOME_FOLDER = tmp_path
    make_key(tmp_path_factory.mktemp("stick") / "key")


def level(code: str) -> str:
    """How one check stands."""
    return next(check.level for check in checks.all_checks() if check.code == code)


@pytest.mark.parametrize("path", ["/health", "/health/", "/health/live"])
def test_live_needs_no_database(path: str) -> None:
    answer = Client().get(path)
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")


def test_ready_asks_the_database_and_the_keys(office: Office) -> None:
    assert Client().get("/health/ready").json() == {"status": "ok"}
    key_path().rename(key_path().with_name("elsewhere"))
    answer = Client().get("/health/ready")
    assert (answer.status_code, answer.json()["reason"]) == (503, "key-file-missing")


def test_figures_count_requests_and_tell_the_store(office: Office) -> None:
    figures.forget()
    heartbeat.beat()
    Client().get("/sign-in/")
    text = Client().get("/metrics").content.decode()
    assert 'anmulong_requests_total{face="desk",method="GET",status="200"} 1' in text
    assert 'anmulong_request_seconds_count{face="desk"} 1' in text
    assert 'anmulong_request_seconds_bucket{face="desk",le="+Inf"} 1' in text
    assert "anmulong_worker_silence_seconds" in text
    assert "anmulong_disk_free_bytes" in text
    names = [line.split()[2] for line in text.splitlines() if line.startswith("# TYPE")]
    assert len(names) == len(set(names))


def test_figures_are_for_this_machine_or_the_token(settings: Settings) -> None:
    settings.METRICS_TOKEN = ""
    assert Client().get("/metrics").status_code == 200
    assert Client(**FAR).get("/metrics").status_code == 403
    # A proxy on this machine makes everybody look like this machine.
    assert Client().get("/metrics", headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 403
    assert Client(**FAR).get("/metrics", headers={"Authorization": "Bearer "}).status_code == 403
    settings.METRICS_TOKEN = "a-long-token"
    assert Client(**FAR).get("/metrics", headers={"Authorization": "Bearer a-long-token"}).status_code == 200
    assert Client(**FAR).get("/metrics", headers={"Authorization": "Bearer another"}).status_code == 403


def test_the_worker_gives_signs_of_life(office: Office) -> None:
    assert level("worker") == "bad"
    worker = Worker(duties=())
    worker._ending.set()
    worker.run()
    assert level("worker") == "bad"  # it was asked to end before its first round
    heartbeat.beat()
    assert level("worker") == "good"
    old = clock.now().timestamp() - 3600
    os.utime(heartbeat.path(), (old, old))
    assert level("worker") == "bad"


def test_a_real_store_wants_a_backup_of_the_last_day(office: Office, settings: Settings, key: None) -> None:
    assert level("backup") == "good"  # a demonstration needs none
    settings.STORE = "real"
    assert (level("backup"), level("drill")) == ("bad", "warn")
    now = clock.now()
    record.note(Done(record.BACKUP, (now - timedelta(hours=30)).isoformat(), good=True))
    assert level("backup") == "bad"
    record.note(Done(record.BACKUP, now.isoformat(), good=True))
    record.note(Done(record.DRILL, now.isoformat(), good=True))
    assert (level("backup"), level("drill")) == ("good", "good")
    settings.BACKUP_FOLDER.mkdir()
    assert level("backup") == "warn"  # on the same disk as the store


def test_an_open_key_file_a_wrong_clock_and_missing_holidays(office: Office, settings: Settings) -> None:
    assert (level("keys"), level("clock"), level("calendar")) == ("good", "good", "good")
    key_path().chmod(0o644)
    assert level("keys") == "bad"
    key_path().chmod(0o600)
    office.register()
    settings.STORE = "demo"
    with clock.simulated(FixedClock(datetime(2020, 1, 2, tzinfo=UTC))):
        assert level("clock") == "bad"
    with clock.simulated(FixedClock(datetime(2039, 1, 2, tzinfo=UTC))):
        assert level("calendar") == "bad"


def test_a_check_that_breaks_is_the_news(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> checks.Check:
        raise ValueError("巴特尔")

    def away() -> checks.Check:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(checks, "CHECKS", (("a", "A", broken), ("b", "B", away)))
    first, second = checks.all_checks()
    assert "巴特尔" not in str(first.text)
    assert second.text.text.startswith("The disk is full")


def test_the_last_signed_day_is_verified_once(office: Office, settings: Settings) -> None:
    settings.STORE = "demo"
    with clock.simulated(FixedClock(clock.now() + timedelta(days=1, hours=1))):
        sign_finished_days(office.county.key if hasattr(office.county, "key") else "otog")
        assert nightly.verify_last_day() == 1
        assert nightly.verify_last_day() == 0
    assert record.past()[0].good
    assert level("journal") == "good"
    record.note(replace(record.past()[0], good=False, problem="x"))
    assert level("journal") == "bad"


@pytest.mark.parametrize(
    ("hour", "made", "due"),
    [
        (1, None, True),  # none ever: yesterday's hour has passed
        (3, None, True),
        (3, 2, False),  # made after half past one
        (3, 1, True),  # made before it
        (1, -12, False),
    ],
)
def test_the_daily_backup_is_due_once(
    office: Office, settings: Settings, key: None, hour: int, made: int | None, due: bool
) -> None:
    settings.STORE = "real"
    night = datetime(2026, 11, 25, tzinfo=LOCAL)
    if made is not None:
        record.note(Done(record.BACKUP, (night + timedelta(hours=made)).isoformat(), good=True))
    assert nightly.is_due(night + timedelta(hours=hour)) is due
    settings.BACKUP_AT = None
    assert not nightly.is_due(night + timedelta(hours=hour))


def test_a_failed_backup_is_tried_again_after_an_hour(office: Office, settings: Settings, key: None) -> None:
    settings.STORE = "real"
    night = datetime(2026, 11, 25, 2, tzinfo=LOCAL)
    record.note(record.failed(record.BACKUP, night, OSError("full")))
    assert not nightly.is_due(night + timedelta(minutes=59))
    assert nightly.is_due(night + timedelta(minutes=61))


def system_client(office: Office) -> Client:
    """The browser of whoever looks after the installation."""
    _Known.at = -1000.0
    return browser(make_account(office.county, "system_admin").actor())


def test_the_page_tells_what_to_do_and_the_banner_stands_everywhere(office: Office) -> None:
    record.note(Done(record.BACKUP, clock.now().isoformat(), good=False, problem="It rained."))
    client = system_client(office)
    client.cookies["anmulong_language"] = "en"
    page = client.get("/system/").content.decode()
    assert "The background worker does not run" in page
    assert "start it again with ./anmulong run" in page
    assert "It rained." in page
    assert "The system needs you today" in client.get("/organisations/").content.decode()
    heartbeat.beat()
    _Known.at = -1000.0
    assert "The system needs you today" not in client.get("/organisations/").content.decode()


def test_the_page_is_for_whoever_looks_after_the_installation(office: Office) -> None:
    client = browser(office.director)
    assert client.get("/system/").status_code == 403
    assert 'href="/system/"' not in client.get("/ledger/").content.decode()


def test_the_command_ends_with_one_when_something_is_pressing(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("check_system")
    assert ended.value.code == 1
    assert "The background worker does not run" in capsys.readouterr().out
    heartbeat.beat()
    call_command("check_system")
    assert "TODAY" not in capsys.readouterr().out


@pytest.fixture
def lines() -> "Callable[[], str]":
    """Everything that the program logs while the test runs, as JSON lines down to DEBUG."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    names = ("", "anmulong", "anmulong.requests", "anmulong.api.requests")
    loggers = [logging.getLogger(name) for name in names]
    before = [(logger.level, logger) for logger in loggers]
    logging.getLogger().addHandler(handler)
    for logger in loggers:
        logger.setLevel(logging.INFO)
    yield stream.getvalue  # type: ignore[misc]  # a fixture
    logging.getLogger().removeHandler(handler)
    for known, logger in before:
        logger.setLevel(known)


PERSONAL = ("其木格", "17012345678", "邻居家的羊")


def test_the_log_holds_nothing_personal(office: Office, lines: "Callable[[], str]") -> None:
    """A matter is registered, searched and broken on the way; none of its words is in the log."""
    client = browser(office.clerk)
    client.raise_request_exception = False
    name, telephone, story = PERSONAL
    given = {"what": f"{story}吃了草", "reporter": name, "reporter_phone": telephone, "place": "三组", "again": "on"}
    client.post("/register/", given)
    office.register(what=f"{story}吃了草", reporter=name, reporter_phone=telephone)
    client.get("/ledger/", {"q": name})
    client.get(f"/{name}/{telephone}/")
    try:
        raise ValueError(f"Key (name)=({name})")
    except ValueError:
        logging.getLogger("anmulong.test").exception("it broke")
    text = lines()
    read = [json.loads(line) for line in text.splitlines()]
    assert {"method": "POST", "path": "/register/"}.items() <= next(
        line for line in read if line.get("method") == "POST"
    ).items()
    error = next(line for line in read if line["name"] == "anmulong.test")
    assert error["error"][0] == "ValueError"
    assert [word for word in PERSONAL if word in text] == []
    assert json.dumps(name)[1:-1] not in text


def test_plain_lines_leave_messages_of_errors_out() -> None:
    try:
        try:
            raise KeyError("巴特尔")
        except KeyError as error:
            raise ValueError("苏和") from error
    except ValueError as error:
        record_ = logging.LogRecord(
            "x", logging.ERROR, "", 1, "it broke", (), (type(error), error, error.__traceback__)
        )
    text = PlainLines("{message}", style="{").format(record_)
    assert text.startswith("it broke\nValueError\n")
    assert "KeyError" in text
    assert "巴特尔" not in text
    assert "苏和" not in text


def test_checks_speak_chinese(office: Office) -> None:
    with override("zh-hans"):
        assert all(check.title for check in checks.all_checks())
    assert connection.is_usable()
