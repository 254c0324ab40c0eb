"""A sign of life of the worker: a file that it touches, readable even when the database is not."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from anmulong.base import clock


QUIET = timedelta(minutes=10)
"""A long duty may take minutes; after this the worker counts as gone."""


def path() -> Path:
    """The file whose time of change counts."""
    return Path(settings.STORE_FOLDER) / "worker-alive"


def beat() -> None:
    """The worker lives."""
    path().touch(mode=0o600)


def silence() -> timedelta | None:
    """How long nothing was heard; ``None`` when the worker has never run here."""
    try:
        changed = datetime.fromtimestamp(path().stat().st_mtime, UTC)
    except OSError:
        return None
    return max(clock.now() - changed, timedelta(0))
