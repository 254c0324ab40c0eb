"""Is everything in order, and what to do if not: for an office without administrators, in plain words.

Each check looks at one thing and never raises; what it cannot look at is a finding too.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

import anmulong
from anmulong.base import clock
from anmulong.base.failing import trouble_of
from anmulong.journal.public import identity, key_path, newest_entry
from anmulong.kernel.cipher import keyfile
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import DomainError
from anmulong.kernel.wording import Message, noop
from anmulong.lawbook.public import is_year_published
from anmulong.ops.keeping import record
from anmulong.ops.keeping.places import backup_folder, public_path
from anmulong.ops.watching import heartbeat


GIB = 1024**3
SHORT, TIGHT = 1 * GIB, 5 * GIB
AHEAD = timedelta(minutes=5)
NEXT_YEAR_FROM = (12, 1)  # by then the State Council has usually published the holidays


class Level(StrEnum):
    """``bad``: somebody must act today. ``warn``: soon."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True)
class Check:
    """What was looked at, how it stands, and what to do."""

    code: str
    title: str
    level: Level
    text: Message
    todo: Message | None = None


def _good(code: str, title: str, text: str, **params: object) -> Check:
    return Check(code, title, Level.GOOD, Message(text, params))


def _bad(code: str, title: str, text: str, todo: str, *, level: Level = Level.BAD, **params: object) -> Check:
    return Check(code, title, level, Message(text, params), Message(todo, params))


def check_database() -> Check:
    """The database answers, and its tables fit this program."""
    code, title = "database", noop("Database")
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return _bad(
            code,
            title,
            noop("The tables of the database do not fit this version of the program."),
            noop("End the program with Ctrl-C and start it again with ./anmulong run; it upgrades by itself."),
        )
    kind = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    return _good(code, title, noop("%(kind)s answers; its tables fit this version."), kind=kind)


def check_disk() -> Check:
    """Room on the disk of the store."""
    code, title, free = "disk", noop("Disk space"), shutil.disk_usage(settings.STORE_FOLDER).free
    shown = f"{free / GIB:.1f}"
    if free >= TIGHT:
        return _good(code, title, noop("%(free)s GB are free."), free=shown)
    return _bad(
        code,
        title,
        noop("Only %(free)s GB are free on the disk of the store."),
        noop("Make room: move old files and backups away from this disk. At 0 nothing can be stored."),
        level=Level.BAD if free < SHORT else Level.WARN,
        free=shown,
    )


def check_backup() -> Check:
    """A good backup of the last day, on another disk."""
    code, title, last = "backup", noop("Backup"), record.last_good()
    if settings.STORE == "demo":
        return _good(code, title, noop("A demonstration needs no backup."))
    if not public_path().exists():
        return _bad(
            code,
            title,
            noop("There is no backup key yet, so no backup can be sealed."),
            noop("Make one, on a stick: ./anmulong backup --new-key FILE --real"),
        )
    if last is None or record.is_overdue():
        latest = next((done for done in record.past() if done.kind == record.BACKUP), None)
        return _bad(
            code,
            title,
            noop("The last good backup is older than a day (%(last)s). %(problem)s"),
            noop("Make one now: ./anmulong backup --real"),
            last=last.at[:16] if last else "—",
            problem=Message(latest.problem, dict(latest.params)) if latest and latest.problem else "",
        )
    if backup_folder().exists() and backup_folder().stat().st_dev == Path(settings.STORE_FOLDER).stat().st_dev:
        return _bad(
            code,
            title,
            noop("The last good backup is of %(last)s, but it lies on the same disk as the store."),
            noop("Copy it to another disk, or name a folder there in ANMULONG_BACKUPS."),
            level=Level.WARN,
            last=last.at[:16],
        )
    return _good(code, title, noop("The last good backup is of %(last)s."), last=last.at[:16])


def check_drill() -> Check:
    """A backup was brought back on trial lately."""
    code, title, last = "drill", noop("Restore drill"), record.last_good(record.DRILL)
    if settings.STORE == "demo":
        return _good(code, title, noop("A demonstration needs no backup."))
    if last is None or record.is_overdue(record.DRILL, record.DRILL_EVERY + record.FRESH):
        return _bad(
            code,
            title,
            noop("No backup was brought back on trial in the last week."),
            noop("Try one: ./anmulong backup --drill --real"),
            level=Level.WARN,
        )
    return _good(code, title, noop("%(file)s came back and was verified."), file=last.file)


def check_worker() -> Check:
    """The worker lives."""
    code, title, quiet = "worker", noop("Background worker"), heartbeat.silence()
    if quiet is None or quiet > heartbeat.QUIET:
        return _bad(
            code,
            title,
            noop("The background worker does not run: no day is signed, no message goes out, no backup is made."),
            noop("End the program with Ctrl-C and start it again with ./anmulong run."),
        )
    return _good(code, title, noop("It ran %(seconds)s seconds ago."), seconds=int(quiet.total_seconds()))


def check_clock() -> Check:
    """The clock does not stand before the newest entry."""
    code, title, store = "clock", noop("Clock"), identity()
    newest = newest_entry(store.county) if store else None
    if newest is not None and newest - clock.now() > AHEAD:
        return _bad(
            code,
            title,
            noop("The clock of the server stands before the newest entry; nothing can be stored."),
            noop(
                "Set the clock of the server right (timedatectl set-ntp true). If it is right now: "
                "./anmulong check --clock-is-right"
            ),
        )
    return _good(code, title, noop("It agrees with the newest entry."))


def check_calendar() -> Check:
    """The holidays of this year, and towards its end of the next, are known."""
    code, title, today = "calendar", noop("Holidays"), local_day(clock.now())
    county = store.county if (store := identity()) else ""
    wanted = [today.year, *([today.year + 1] if (today.month, today.day) >= NEXT_YEAR_FROM else [])]
    for year in wanted:
        if not is_year_published(year, county):
            return _bad(
                code,
                title,
                noop("The holidays of %(year)s are not entered; working days are reckoned without them."),
                noop("Enter them under Laws and limits when the State Council has published them."),
                level=Level.BAD if year == today.year else Level.WARN,
                year=year,
            )
    return _good(code, title, noop("The holidays of %(year)s are known."), year=wanted[-1])


def check_journal() -> Check:
    """The last signed day was verified by the worker and nothing differed."""
    code, title = "journal", noop("Journal")
    last = next((done for done in record.past() if done.kind == record.VERIFY), None)
    if last is None:
        return _good(code, title, noop("No day was verified yet; the first one is after midnight."))
    if not last.good:
        return _bad(
            code,
            title,
            noop("The journal of %(day)s and the data differ: %(problem)s"),
            noop("Mend nothing by hand. Run ./anmulong verify --all and call the audit administrator."),
            day=last.file,
            problem=Message(last.problem, dict(last.params)),
        )
    return _good(code, title, noop("The day %(day)s was verified; all is as it was written."), day=last.file)


def check_keys() -> Check:
    """The key file is there, whole, and read by its owner only."""
    code, title = "keys", noop("Key file")
    if identity() is None:
        return _good(code, title, noop("It is made at the first start."))
    try:
        keyfile.load(key_path())
    except DomainError as error:
        return Check(code, title, Level.BAD, error.message, error.way_out)
    return _good(code, title, noop("It is there, and only its owner can read it."))


def check_version() -> Check:
    """Which program this is."""
    return _good("version", noop("Version"), noop("Anmulong %(version)s."), version=anmulong.__version__)


CHECKS: tuple[tuple[str, str, Callable[[], Check]], ...] = (
    ("database", noop("Database"), check_database),
    ("disk", noop("Disk space"), check_disk),
    ("backup", noop("Backup"), check_backup),
    ("drill", noop("Restore drill"), check_drill),
    ("worker", noop("Background worker"), check_worker),
    ("clock", noop("Clock"), check_clock),
    ("calendar", noop("Holidays"), check_calendar),
    ("journal", noop("Journal"), check_journal),
    ("keys", noop("Key file"), check_keys),
    ("version", noop("Version"), check_version),
)


def all_checks() -> list[Check]:
    """Every check, the worst first."""
    order = {Level.BAD: 0, Level.WARN: 1, Level.GOOD: 2}
    return sorted((_looked(*known) for known in CHECKS), key=lambda check: order[check.level])


def _looked(code: str, title: str, look: Callable[[], Check]) -> Check:
    try:
        return look()
    except Exception as error:  # noqa: BLE001  # a check that breaks is itself the news
        trouble = trouble_of(error)
        if trouble is not None:
            return Check(code, title, Level.BAD, trouble.message, trouble.way_out)
        text, todo = noop("This could not be looked at (%(error)s)."), noop("Start the program again; see its log.")
        return _bad(code, title, text, todo, error=type(error).__name__)
