"""The server's clock never runs backwards: an entry must not claim to be older than one that is there already (O-2).

A machine whose battery is empty starts in an old year; deadlines and signed days would then be wrong for good. So an
operation is refused while the clock stands clearly before the newest entry. When that entry is what was wrong (the
clock had run ahead), whoever looks after the machine accepts the present time once.
"""

import os
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from anmulong.base import clock
from anmulong.journal.models import Entry
from anmulong.kernel.clock import LOCAL
from anmulong.kernel.errors import Refused
from anmulong.kernel.wording import noop


TOLERANCE = timedelta(minutes=5)  # what a time service may turn back while people work
_newest: dict[str, datetime] = {}


def check_clock(county: str, entered: datetime) -> None:
    """Raise ``Refused`` when ``entered`` lies clearly before the newest entry of the county. Reads once a process."""
    if clock.is_simulated():
        return
    newest = _newest.get(county) or newest_entry(county)
    if newest is None or entered >= newest:
        _newest[county] = entered
    elif newest - entered > TOLERANCE:
        _accept_or_refuse(county, entered, newest)
    else:
        _newest[county] = newest


def newest_entry(county: str) -> datetime | None:
    """When the newest real entry was made, as the clock told then; ``None`` in an empty store."""
    rows = Entry.objects.filter(county=county, simulated=False).order_by("-entered_at")
    return rows.values_list("entered_at", flat=True).first()


def accept_clock() -> None:
    """The present time is right, whatever later entries claim."""
    path = _accepted_path()
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_text(clock.now().isoformat(), encoding="ascii")
    draft.replace(path)
    _newest.clear()


def forget() -> None:
    """Read again; for tests."""
    _newest.clear()


def accepted() -> datetime | None:
    """When the clock was last accepted."""
    try:
        return datetime.fromisoformat(_accepted_path().read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


def _accepted_path() -> Path:
    return Path(settings.STORE_FOLDER) / "clock-accepted"


def _accept_or_refuse(county: str, entered: datetime, newest: datetime) -> None:
    since = accepted()
    if since is not None and entered >= since:
        _newest[county] = entered
        return
    raise Refused(
        "clock-behind",
        noop("The clock of the server shows %(now)s, but the newest entry was made at %(newest)s. Nothing was stored."),
        law="O-2",
        way_out=noop(
            "Set the clock of the server right (timedatectl set-ntp true). If it is right now: "
            "./anmulong check --clock-is-right"
        ),
        params={"now": _shown(entered), "newest": _shown(newest)},
    )


def _shown(moment: datetime) -> str:
    return moment.astimezone(LOCAL).strftime("%Y-%m-%d %H:%M")
