"""What became of every backup and drill: one line each in a file of the store.

A file and not a table: it must be readable when the database is not, and a restored store must not bring the memory
of its old life.
"""

import json
import logging
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from anmulong.base import clock
from anmulong.kernel.errors import DomainError
from anmulong.kernel.wording import Message


log = logging.getLogger(__name__)
BACKUP, DRILL, RESTORE, VERIFY = "backup", "drill", "restore", "verify"
KEPT_LINES = 400
FRESH = timedelta(days=1)
DRILL_EVERY = timedelta(days=7)


@dataclass(frozen=True)
class Done:
    """One backup, drill or restore: when it began, how it ended. ``problem`` is an English message with parameters."""

    kind: str
    at: str
    good: bool
    file: str = ""
    size: int = 0
    seconds: float = 0.0
    rows: int = 0
    files: int = 0
    key_id: str = ""
    problem: str = ""
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def moment(self) -> datetime:
        """When it began."""
        return datetime.fromisoformat(self.at)

    @property
    def words(self) -> str:
        """What went wrong, in the reader's language."""
        return Message(self.problem, dict(self.params)).render(gettext) if self.problem else ""


def path() -> Path:
    """The file of the store."""
    return Path(settings.STORE_FOLDER) / "backups.jsonl"


def past() -> list[Done]:
    """What was done, the newest first; lines that cannot be read are passed over."""
    try:
        lines = path().read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    read = [_read(line) for line in lines]
    return [done for done in reversed(read) if done is not None]


def _read(line: str) -> Done | None:
    try:
        return Done(**json.loads(line))
    except (ValueError, TypeError):
        return None


def note(done: Done) -> None:
    """Add a line; the oldest of many are let go. On a full disk the log of the program has to do."""
    log.info("%s %s: %s", done.kind, done.file, "good" if done.good else done.problem)
    kept = [json.dumps(asdict(one), ensure_ascii=False) for one in reversed([done, *past()][:KEPT_LINES])]
    draft = path().with_name(f"{path().name}.{os.getpid()}")
    try:
        draft.write_text("\n".join(kept) + "\n", encoding="utf-8")
        draft.replace(path())
    except OSError as error:
        log.warning("the record of backups cannot be written: %s", error.strerror)
        draft.unlink(missing_ok=True)


def failed(kind: str, begun: datetime, error: Exception, **told: Any) -> Done:
    """The line of something that did not succeed."""
    message = error.message if isinstance(error, DomainError) else Message(str(error) or type(error).__name__)
    params = {name: str(value) for name, value in message.params.items()}
    text = message.text if params or isinstance(error, DomainError) else message.text.replace("%", "%%")
    return Done(kind, begun.isoformat(), good=False, problem=text, params=params, **told)


def last_good(kind: str = BACKUP) -> Done | None:
    """The newest one that succeeded."""
    return next((done for done in past() if done.kind == kind and done.good), None)


def is_overdue(kind: str = BACKUP, limit: timedelta = FRESH) -> bool:
    """Whether the last good one is older than ``limit``, or there is none."""
    last = last_good(kind)
    return last is None or clock.now() - last.moment > limit
