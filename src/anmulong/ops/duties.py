"""What the worker does beside the pages: a short list, each duty by itself and safe to run again."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings

from anmulong.base import clock
from anmulong.cases.public import moved_by_calendar
from anmulong.disputes.public import grown_old, refresh_matters
from anmulong.files.public import clear_stale_uploads
from anmulong.journal.public import Call, Event, counties, deliver, perform, sign_finished_days, subscribe, system
from anmulong.lawbook.public import ReckonedAgain
from anmulong.ops.keeping.nightly import backup_when_due, verify_last_day


NEWS_AT_ONCE = 50
MINUTE, HOUR = 60, 3600


@dataclass(frozen=True)
class Duty:
    """A function that returns how many things it did, and how many seconds lie between two rounds of it."""

    name: str
    every: int
    run: Callable[[], int]


def hand_out_news() -> int:
    """Deliver waiting events to the packages that asked for them."""
    return deliver(NEWS_AT_ONCE)


def sign_days() -> int:
    """Make the daily roots of days that are over."""
    return sum(sign_finished_days(county) for county in counties())


def clear_sessions() -> int:
    """Remove sessions that have run out."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return 0


def raise_colours() -> int:
    """Let matters that have grown old turn yellow (R-511)."""
    return sum(refresh_matters(grown_old(county, clock.now()), by=system(county)) for county in counties())


@subscribe("calendar.changed")
def reckon_again(event: Event) -> None:
    """Move the running clocks after a correction of the calendar, each by an entry, and note how many (R-210)."""
    by = system(event.county)
    moved = refresh_matters(moved_by_calendar(event.county), by=by)
    if moved or not event.payload.get("first"):
        perform(Call("lawbook.note_reckoning", ReckonedAgain(moved), subject=event.stream), by=by)


DUTIES: tuple[Duty, ...] = (
    Duty("news", 1, hand_out_news),
    Duty("daily roots", 10 * MINUTE, sign_days),
    Duty("colours", HOUR, raise_colours),
    Duty("sessions", HOUR, clear_sessions),
    Duty("uploads", HOUR, clear_stale_uploads),
    Duty("days verified", HOUR, verify_last_day),
    Duty("backup", MINUTE, backup_when_due),
)
