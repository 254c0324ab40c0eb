"""What every test gets: its own store folder, closed sockets, and no silent skips."""

import gc
from collections.abc import Generator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from _pytest.terminal import TerminalReporter
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import TransactionTestCase
from django.utils import translation
from pytest_django.fixtures import Settings
from whitenoise.middleware import WhiteNoiseMiddleware

from anmulong.lawbook.queries.snapshot import forget as lawbook_forget
from anmulong.lawbook.queries.statutes import forget_laws
from anmulong.orgs.queries.snapshot import forget as orgs_forget
from tests.frozen import unfrozen


SHARED = Path(__file__).resolve().parents[2] / "shared"
SHARED_ABSENT = "../shared is absent: this test needs its laws or its workbook"
Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup", "empty_database"}
LOOPBACK = ["127.0.0.1", "::1", "localhost"]


@pytest.fixture(autouse=True)
def store_folder(settings: Settings, tmp_path: Path) -> Path:
    """Keys and files of a test lie in its own folder, never in the store of the person who runs the tests."""
    settings.STORE_FOLDER = tmp_path / "store"
    settings.STORE_FOLDER.mkdir(mode=0o700)
    location = {"location": settings.STORE_FOLDER / "files"}
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": location}}
    return settings.STORE_FOLDER


@pytest.fixture(autouse=True)
def forgotten() -> None:
    """What the process remembers of places and law, and the language of its last page, belong to the test before."""
    translation.deactivate()
    orgs_forget()
    lawbook_forget()
    forget_laws()


@pytest.fixture(autouse=True, scope="session")
def cheap_hashing() -> None:
    """Passwords are hashed by the real function at its least cost: how long it takes proves nothing here."""
    Argon2PasswordHasher.memory_cost, Argon2PasswordHasher.time_cost = 64, 1
    Argon2PasswordHasher.parallelism = 1


@pytest.fixture(autouse=True, scope="session")
def listed_static_files() -> None:
    """The server lists the static files at its start; here every client would be a start."""
    listed: dict[str, Any] = {}
    list_them = WhiteNoiseMiddleware.add_files_from_finders

    def list_once(server: WhiteNoiseMiddleware) -> None:
        if not listed:
            list_them(server)
            listed.update(server.files)
        server.files.update(listed)

    WhiteNoiseMiddleware.add_files_from_finders = list_once


@pytest.fixture(autouse=True, scope="session")
def emptied_stores() -> None:
    """After a test with transactions of its own the store is emptied, which the frozen tables would refuse."""
    empty = TransactionTestCase._fixture_teardown

    def empty_unfrozen(case: TransactionTestCase) -> None:
        with unfrozen():
            empty(case)

    TransactionTestCase._fixture_teardown = empty_unfrozen


@pytest.fixture(scope="session")
def shared_folder() -> Path:
    """The folder of laws and reference data beside the project; the only thing whose absence may skip a test."""
    if not SHARED.is_dir():
        pytest.skip(SHARED_ABSENT)
    return SHARED


def pytest_collection_finish() -> None:
    """Modules and collected tests live to the end; walking them again and again costs a tenth of the time."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_addoption(parser: pytest.Parser) -> None:
    """The second database of the quick run needs only what asks for a database (docs/decisions/0012)."""
    parser.addoption("--with-database-only", action="store_true", help="leave out tests that ask for no database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Browser tests and tests marked `loopback` may talk to this machine, and to nothing else."""
    if config.getoption("--with-database-only"):
        config.hook.pytest_deselected(items=[item for item in items if not asks_for_database(item)])
        items[:] = filter(asks_for_database, items)
    for item in items:
        if item.get_closest_marker("browser") or item.get_closest_marker("loopback"):
            item.add_marker(pytest.mark.allow_hosts(LOOPBACK))


def asks_for_database(item: pytest.Item) -> bool:
    """Whether a test, or a fixture that it uses, asks for the database of this run."""
    marked = item.get_closest_marker("django_db") is not None
    return marked or not DATABASE_FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A skipped test has proved nothing: unless ../shared is absent, it counts as failed."""
    report = yield
    return refuse_skip(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a module that skips itself."""
    report = yield
    return refuse_skip(report)


def refuse_skip(report: Report) -> Report:
    """Turn a skip into a failure that says why, except the one that is allowed."""
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if report.skipped and not hasattr(report, "wasxfail") and SHARED_ABSENT not in reason:
        report.outcome = "failed"
        report.longrepr = f"skipped, which counts as failed here: {reason}"
    return report


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Say loudly what did not run."""
    absent = len(terminalreporter.stats.get("skipped", []))
    if absent:
        terminalreporter.section("NOT TESTED", sep="!", red=True)
        terminalreporter.line(f"{absent} tests did not run because ../shared is absent.", red=True)
