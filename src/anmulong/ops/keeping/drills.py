"""A drill: bring a backup back into a place of its own, verify it there, report, and remove the place.

It runs as a program of its own on a new SQLite file, whatever engine the store has, so it touches neither the store
nor what this process remembers, and every drill proves the way to the other engine too.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from django.conf import settings

from anmulong.base import clock
from anmulong.kernel.errors import Refused
from anmulong.kernel.wording import noop
from anmulong.ops.keeping import record
from anmulong.ops.keeping.record import Done
from anmulong.ops.keeping.taking import Taken


FOLDER = "drill-"


def drill_made(taken: Taken) -> Done:
    """Try a backup that this process has just made, with the key it still holds."""
    return _drill(taken.path, ("--key", "-"), taken.data_key.hex())


def drill_with(backup: Path, key: Path) -> Done:
    """Try any backup with the holder's key, which proves the key as well."""
    return _drill(backup, ("--key", str(key)), "")


def _drill(backup: Path, key: tuple[str, str], given: str) -> Done:
    """The noted result. Raises ``Refused`` when the drill failed; that is noted too."""
    begun, watch = clock.now(), time.monotonic()
    for left in Path(settings.HOME_FOLDER).glob(f"{FOLDER}*"):
        shutil.rmtree(left, ignore_errors=True)
    # Inside the store's home, because what is unsealed here must not lie where backups are carried around.
    with tempfile.TemporaryDirectory(prefix=FOLDER, dir=settings.HOME_FOLDER) as home:
        environment = {
            **os.environ,
            "ANMULONG_HOME": home,
            "ANMULONG_STORE": settings.STORE,
            "DATABASE_URL": "",
            "PYTHONPATH": str(settings.ROOT / "src"),
            "DJANGO_SETTINGS_MODULE": "anmulong.config.settings",
        }
        command = [sys.executable, "-m", "django", "restore", str(backup), *key, "--prepare", "--report"]
        asked = subprocess.run(  # noqa: S603  # our own program on a path of ours
            command, env=environment, input=given, capture_output=True, text=True, check=False
        )
    told = _told(asked.stdout)
    seconds = round(time.monotonic() - watch, 1)
    if asked.returncode or not told:
        reason = (asked.stderr.strip().splitlines() or ["-"])[-1]
        error = Refused(
            "drill-failed",
            noop("The restore drill of %(file)s failed: %(reason)s"),
            way_out=noop("Make a new backup and try it again: ./anmulong backup --drill"),
            params={"file": backup.name, "reason": reason[:300]},
        )
        record.note(record.failed(record.DRILL, begun, error, file=backup.name, seconds=seconds))
        raise error
    done = Done(
        record.DRILL,
        begun.isoformat(),
        good=True,
        file=backup.name,
        size=backup.stat().st_size,
        seconds=seconds,
        rows=int(told["rows"]),
        files=int(told["files"]),
        key_id=str(told["key_id"]),
    )
    record.note(done)
    return done


def _told(output: str) -> dict[str, Any]:
    for line in reversed(output.splitlines()):
        if line.startswith("{"):
            read: dict[str, Any] = json.loads(line)
            return read
    return {}
