"""Words that the pages of cases share: states with their tone, what is due, amounts of money."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from anmulong.cases.enums import ClockKind, State, Turn
from anmulong.cases.public import Case
from anmulong.desk.presenting.words import Label, distance
from anmulong.kernel.money import format_yuan


TONES = {
    State.APPLIED: "wait",
    State.MATERIAL_WANTED: "wait",
    State.ACCEPTED: "info",
    State.MEDIATING: "busy",
    State.SUSPENDED: "wait",
    State.FRAUD_HOLD: "bad",
    State.AGREED: "wait",
    State.EFFECTIVE: "good",
    State.CLOSED: "good",
}


def case_state(state: str) -> Label:
    """The state as clerks say it."""
    return Label(str(State(state).label), TONES.get(State(state), ""))


def case_number(case: Case) -> str:
    """The number; an application has none yet."""
    return case.number or _("application of %(dispute)s") % {"dispute": case.dispute.number}


def turn_of(case: Case) -> str:
    """Whose move it is; empty when nobody's."""
    return "" if case.turn == Turn.NOBODY else str(Turn(case.turn).label)


def due_words(case: Case, now: datetime) -> str:
    """What is due, and how late it is or how many days are left."""
    if case.due_at is None:
        return ""
    what = str(ClockKind(case.due_kind).label) if case.due_kind in ClockKind.values else ""
    return " · ".join(part for part in (what, distance(case.due_at, now)) if part)


def yuan(amount: Decimal | None) -> str:
    """An amount as 12,000.00 yuan; empty for none."""
    return "" if amount is None else _("%(amount)s yuan") % {"amount": format_yuan(amount)}


def label(words: Any, code: Any) -> str:
    """The label of a stored word; the word itself when it is unknown."""
    return str(words(code).label) if code in words.values else str(code or "")
