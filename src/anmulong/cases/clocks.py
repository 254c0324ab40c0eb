"""Which limit a clock of the procedure runs under, and its reckoning. Pure; no Django (R-210, domain.md 2.5).

``limits`` is a function from parameter key to ``Limit``, bound to the day on which the case began, so that a later
change of a parameter moves no running clock.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from anmulong.kernel.deadlines import Limit, Pause, Reckoning, Step, deadline, end_of_day
from anmulong.kernel.wording import Message, noop
from anmulong.kernel.workdays import WorkCalendar


Limits = Callable[[str], Limit]


@dataclass(frozen=True)
class CaseFacts:
    """What of a case decides on its limits: the link by which it was handed over, and the kind of dispute."""

    link: str = ""
    kind: str = ""
    extended_to: date | None = None


def mediation_key(facts: CaseFacts) -> str:
    """The parameter that holds the limit of the mediation itself: by link first, then by kind of dispute."""
    if facts.link == "court_before_filing":
        return "mediation.court_before_filing_days"
    if facts.link == "court_after_filing":
        return "mediation.court_after_filing_ordinary_days"
    if facts.link == "court_summary":
        return "mediation.court_after_filing_summary_days"
    if facts.kind == "medical":
        return "mediation.medical_working_days"
    return "mediation.days"


LABOUR = ("wages", "labour")
"""Kinds of dispute in which arbitration is open when there is no agreement some days after the application."""

KEYS = {
    "acceptance": "mediation.acceptance_working_days",
    "confirmation": "mediation.confirmation_days",
    "follow_up": "mediation.follow_up_first_days",
    "arbitration": "mediation.labour_days",
}

TELLING = ("confirmation", "arbitration")
"""Clocks of the parties: they say until or from when something is open to them, and press nobody at work."""


def parameter_key(kind: str, facts: CaseFacts) -> str:
    """The parameter that holds the limit of a clock."""
    return mediation_key(facts) if kind == "mediation" else KEYS[kind]


def reckon(
    kind: str,
    start: datetime,
    facts: CaseFacts,
    *,
    limits: Limits,
    calendar: WorkCalendar,
    pauses: Iterable[Pause] = (),
) -> Reckoning:
    """When the clock of ``kind`` that began at ``start`` ends, with its arithmetic.

    Only the mediation clock pauses and is extended; a day to which all parties agreed stands in place of the limit
    when it is later (domain.md 2.5), and a pause never makes a date earlier.
    """
    mediation = kind == "mediation"
    found = deadline(start, limits(parameter_key(kind, facts)), calendar, tuple(pauses) if mediation else ())
    until = facts.extended_to
    if not mediation or until is None or found.due_on is None or until <= found.due_on:
        return found
    step = Step(Message(noop("Extended by consent of all")), found.due_on, until, (until - found.due_on).days)
    return Reckoning(until, end_of_day(until), found.provisional, (*found.steps, step), found.counted, found.law)
