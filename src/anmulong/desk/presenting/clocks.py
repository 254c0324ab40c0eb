"""Time limits with their arithmetic (R-210)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from anmulong.cases.enums import ClockKind as CaseClockKind
from anmulong.cases.enums import PauseReason
from anmulong.desk.presenting.words import due_tone
from anmulong.disputes.enums import ClockKind
from anmulong.kernel.clock import local_day


def clocks(rows: Iterable[Any], now: datetime, kinds: Any = ClockKind) -> list[dict[str, Any]]:
    """The clocks of a matter or a case as ``c-clock`` shows them, running ones first; ``kinds`` holds their names."""
    ordered = sorted(rows, key=lambda row: (row.stopped_at is not None, row.due_at or now))
    return [_clock(row, now, kinds) for row in ordered]


def _clock(row: Any, now: datetime, kinds: Any) -> dict[str, Any]:
    running = row.stopped_at is None
    if row.kind == CaseClockKind.CONFIRMATION and (not running or (row.due_at is not None and row.due_at < now)):
        return _passed(row, kinds)
    tone = due_tone(row.due_at, now) if running else "done"
    return {
        "label": str(kinds(row.kind).label),
        "law": row.law,
        "due_at": row.due_at,
        "tone": tone,
        "state_text": _state(row, tone, now) if running else _kept(row),
        "steps": [_step(step) for step in row.steps] if running else [],
        "provisional": row.provisional and running,
    }


def _passed(row: Any, kinds: Any) -> dict[str, Any]:
    """A right of the parties that is over: nobody was late, and nobody says that they have used it (R-117)."""
    return {
        "label": str(kinds(row.kind).label),
        "law": row.law,
        "due_at": row.due_at,
        "tone": "",
        "state_text": _("over") if row.stopped_at is None else _("no longer runs"),
        "steps": [],
        "provisional": False,
    }


def _state(row: Any, tone: str, now: datetime) -> str:
    if tone == "late":
        days = max((local_day(now) - local_day(row.due_at)).days, 0)
        return _("late by %(days)s days") % {"days": days} if days else _("late")
    return {"today": _("today"), "soon": _("soon")}.get(tone, _("running"))


def _kept(row: Any) -> str:
    in_time = row.due_at is None or row.stopped_at <= row.due_at
    return _("done in time") if in_time else _("done late")


def _step(step: dict[str, Any]) -> dict[str, Any]:
    begin = step.get("from")
    return {
        "when": date.fromisoformat(begin[:10]) if begin else None,
        "text": gettext(step["label"]) % {name: _listed(value) for name, value in step.get("params", {}).items()},
        "days": step.get("days") or "",
    }


def _listed(value: Any) -> Any:
    """Reasons of a pause in words."""
    if not isinstance(value, list):
        return value
    return "、".join(str(PauseReason(code).label) if code in PauseReason.values else str(code) for code in value)
