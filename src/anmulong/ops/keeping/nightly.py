"""What the worker does for safety every day: verify the last signed day, and have a backup made at the set hour."""

import os
import subprocess
import sys
from datetime import datetime, timedelta

from django.conf import settings

from anmulong.base import clock
from anmulong.journal.public import counties, identity, signed_days, verify_day
from anmulong.kernel.clock import LOCAL
from anmulong.kernel.errors import Invalid
from anmulong.ops.keeping import record
from anmulong.ops.keeping.places import public_path


AGAIN_AFTER = timedelta(hours=1)
"""A backup that failed is tried again after this."""


class _Running:
    """The backup that this worker has started: a program of its own, so that news and days do not wait for it."""

    program: "subprocess.Popen[bytes] | None" = None


def verify_last_day() -> int:
    """Verify the newest signed day of each county once, and note how it stands."""
    done = 0
    known = {one.file for one in record.past() if one.kind == record.VERIFY}
    for county in counties():
        newest = next(iter(signed_days(county)), None)
        name = f"{county} {newest.day}" if newest else ""
        if newest is None or name in known:
            continue
        begun, verdict = clock.now(), verify_day(county, newest.day)
        if verdict.good:
            record.note(record.Done(record.VERIFY, begun.isoformat(), good=True, file=name, rows=verdict.rows))
        else:
            first = verdict.findings[0]
            error = Invalid("journal-differs", first.text)
            record.note(record.failed(record.VERIFY, begun, error, file=name, rows=verdict.rows))
        done += 1
    return done


def is_due(now: datetime) -> bool:
    """Whether the hour of the daily backup has passed without one, and none failed just now."""
    if settings.BACKUP_AT is None or settings.STORE != "real" or identity() is None or not public_path().exists():
        return False
    local = now.astimezone(LOCAL)
    hour = datetime.combine(local.date(), settings.BACKUP_AT, LOCAL)
    if local < hour:
        hour -= timedelta(days=1)
    tried = [done for done in record.past() if done.kind == record.BACKUP]
    if any(done.good and done.moment >= hour for done in tried):
        return False
    return not tried or now - tried[0].moment > AGAIN_AFTER


def backup_when_due() -> int:
    """Start the daily backup when its hour has come; 1 when one was started."""
    running = _Running.program
    if running is not None and running.poll() is None:
        return 0
    _Running.program = None
    if not is_due(clock.now()):
        return 0
    environment = {
        **os.environ,
        "PYTHONPATH": str(settings.ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "anmulong.config.settings",
    }
    command = [sys.executable, "-m", "django", "backup", "--scheduled"]
    _Running.program = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL)  # noqa: S603  # our own
    return 1


def wait_for_backup(seconds: float) -> None:
    """Wait for a backup that was started here; for tests and a clean end."""
    if _Running.program is not None:
        _Running.program.wait(seconds)
