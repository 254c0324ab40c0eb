"""What the machine under us refuses, with a way out: full or read-only disk, database away, locked for too long."""

import errno
import sqlite3
from collections.abc import Iterator

from django.db import DatabaseError, InterfaceError, OperationalError

from anmulong.kernel.errors import DomainError
from anmulong.kernel.wording import noop


class StoreTrouble(DomainError):
    """The store cannot do it just now. Nothing of the step was done; when the cause is gone it works by itself."""


_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_SHUT = {errno.EROFS, errno.EACCES, errno.EPERM}
_SQLITE = {
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_READONLY: "read-only",
    sqlite3.SQLITE_IOERR: "broken",
    sqlite3.SQLITE_CANTOPEN: "away",
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
}
_POSTGRES = {
    "53100": "full",
    "25006": "read-only",
    "58030": "broken",
    "55P03": "busy",
    "40001": "busy",
    "40P01": "busy",
    "57014": "busy",
}
_TEXTS = {
    "full": (
        noop("The disk is full. Nothing of this step was stored."),
        noop("Make room on the disk of the server; then try again. What was stored before is whole."),
    ),
    "read-only": (
        noop("The store can be read but not written just now. Nothing of this step was stored."),
        noop("Make the disk or the database writable again; then try again."),
    ),
    "broken": (
        noop("The disk could not be written. Nothing of this step was stored."),
        noop("Look whether the disk of the server is full or failing; then try again."),
    ),
    "away": (
        noop("The database cannot be reached just now. Nothing of this step was stored."),
        noop("Wait a moment and try again. If it lasts, start the database on the server."),
    ),
    "busy": (
        noop("The database was busy for too long. Nothing of this step was stored."),
        noop("Try again in a moment."),
    ),
}


def trouble_of(error: BaseException | None) -> StoreTrouble | None:
    """The trouble behind an error, wherever in its causes it stands; ``None`` when the machine is not to blame."""
    for one in _causes(error):
        kind = _kind(one)
        if kind:
            text, way_out = _TEXTS[kind]
            return StoreTrouble(f"store-{kind}", text, way_out=way_out)
    return None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _kind(error: BaseException) -> str:
    if isinstance(error, OSError):
        return "full" if error.errno in _FULL else "read-only" if error.errno in _SHUT else ""
    if not isinstance(error, DatabaseError | InterfaceError):
        return ""
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        # The low byte names the family, the others the case.
        return _SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF, "")
    known = _POSTGRES.get(str(getattr(cause, "sqlstate", "") or ""))
    return known or ("away" if isinstance(error, OperationalError | InterfaceError) else "")
