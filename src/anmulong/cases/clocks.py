"""How a clock of the procedure is reckoned, and which go on when mediation is over (R-210, domain.md 2.5). No Django.

Which limit runs in which procedure stands in the table of clocks (``kernel.procedures``). ``limits`` is a function from
parameter key to ``Limit``, bound to the day on which the case began, so that a later change of a parameter moves no
running clock.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from anmulong.kernel.deadlines import Limit, Pause, Reckoning, Step, deadline, end_of_day
from anmulong.kernel.procedures import ClockRule
from anmulong.kernel.wording import Message, noop
from anmulong.kernel.workdays import WorkCalendar


Limits = Callable[[str], Limit]

GO_ON = {
    "confirmation": frozenset({"archived"}),
    "ruling": frozenset({"archived"}),
    "opposition": frozenset({"archived"}),
    "traffic": frozenset({"ended", "archived"}),
}
"""Clocks of what is open to the parties, and the states in which everything else stands still and these run on: they
may still apply when the file is on the shelf (R-117), or turn to the traffic police after the end (N11)."""


@dataclass(frozen=True)
class Moved:
    """To which days a limit was moved: by consent of all parties, or by the approval of a leader."""

    by_all: date | None = None
    by_leader: date | None = None

    def until(self, rule: ClockRule) -> tuple[date | None, str]:
        """The day that concerns this clock, and the words for the arithmetic."""
        if rule.extends == "all":
            return self.by_all, noop("Extended by consent of all")
        if rule.extends == "leader":
            return self.by_leader, noop("Extended with a leader's approval")
        return None, ""


NOT_MOVED = Moved()


def reckon(
    rule: ClockRule,
    start: datetime,
    *,
    limits: Limits,
    calendar: WorkCalendar,
    moved: Moved = NOT_MOVED,
    pauses: Iterable[Pause] = (),
) -> Reckoning:
    """When the clock of ``rule`` that began at ``start`` ends, with its arithmetic.

    A clock pauses and is extended only where its row says so. A day that was agreed to stands in place of the limit
    when it is later (domain.md 2.5), and a pause never makes a date earlier.
    """
    found = deadline(start, limits(rule.parameter), calendar, tuple(pauses) if rule.pauses else ())
    until, words = moved.until(rule)
    if until is None or found.due_on is None or until <= found.due_on:
        return found
    step = Step(Message(words), found.due_on, until, (until - found.due_on).days)
    return Reckoning(until, end_of_day(until), found.provisional, (*found.steps, step), found.counted, found.law)
