"""Which limit a clock of the ledger runs under, and its reckoning. Pure; no Django (R-210).

``limits`` is handed in by the caller: a function from parameter key to ``Limit``, bound to the day on which the
matter began, so that a later change of a parameter moves no running clock.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from anmulong.kernel.deadlines import Limit, Pause, Reckoning, deadline
from anmulong.kernel.workdays import WorkCalendar


Limits = Callable[[str], Limit]


@dataclass(frozen=True)
class ClockFacts:
    """What of a matter decides on its limits: colour, tier of the owner (1 banner, 2 town, 3 gacha), small matter."""

    colour: str = "blue"
    tier: int = 3
    small: bool = False


def parameter_key(kind: str, facts: ClockFacts) -> str:
    """The parameter that holds the limit of a clock."""
    if kind == "acknowledge":
        return "disputes.acknowledge_hours_red" if facts.colour == "red" else "disputes.acknowledge_hours"
    if kind == "contact":
        return f"disputes.contact_days_{facts.colour}" if facts.colour in ("red", "orange") else "disputes.contact_days"
    if kind == "resolve":
        return _resolve_key(facts)
    if kind == "note":
        return f"risk.{facts.colour}_note_days"
    return _PLAIN[kind]


_PLAIN = {
    "triage": "disputes.triage_working_days",
    "answer": "disputes.answer_days",
    "strike_off": "disputes.strike_off_confirm_working_days",
    "follow_up": "disputes.strike_off_follow_up_days",
    "arrival": "disputes.guidance_follow_up_days",
}


def _resolve_key(facts: ClockFacts) -> str:
    if facts.tier == 1:
        return "disputes.resolve_days_banner"
    if facts.tier == 2:
        return "disputes.resolve_days_town"
    return "disputes.resolve_days_village_simple" if facts.small else "disputes.resolve_days_village"


def reckon(
    kind: str,
    start: datetime,
    facts: ClockFacts,
    *,
    limits: Limits,
    calendar: WorkCalendar,
    pauses: Sequence[Pause] = (),
) -> Reckoning:
    """When the clock of ``kind`` that began at ``start`` ends, with its arithmetic."""
    return deadline(start, limits(parameter_key(kind, facts)), calendar, pauses)
