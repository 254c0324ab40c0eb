"""Which limit runs in which procedure: the rows of the table of clocks, and how one of them is found (R-210, B-02).

Pure: the rows are data of the lawbook. The number of days is a parameter with dates of its own.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias


Presses: TypeAlias = Literal["unit", "others"]
ExtendedBy: TypeAlias = Literal["", "all", "leader"]


@dataclass(frozen=True)
class ClockRule:
    """One row of the table of clocks; an empty ``links`` or ``kinds`` means all.

    ``presses``: whether somebody at work must act in time, or it is a right of the parties or a time of the court.
    ``extends``: who may move it; ``after``: it begins on the last day of that clock; ``outside``: kept by others.
    """

    clock: str
    parameter: str
    valid_from: date
    presses: Presses = "unit"
    links: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    pauses: bool = False
    extends: ExtendedBy = ""
    after: str = ""
    outside: bool = False
    source: str = ""
    words: dict[str, str] = field(default_factory=dict, compare=False)

    def applies(self, clock: str, link: str, kinds: Set[str], day: date) -> bool:
        """Whether the row speaks of this clock in this procedure on that day."""
        fits = (not self.links or link in self.links) and (not self.kinds or bool(self.kinds & kinds))
        return self.clock == clock and fits and self.valid_from <= day

    @property
    def rank(self) -> tuple[bool, bool, date]:
        """The link decides before the kind of dispute, this before the general row; of like rows the latest."""
        return bool(self.links), bool(self.kinds), self.valid_from


def rule_for(rules: Iterable[ClockRule], clock: str, *, link: str, kinds: Set[str], day: date) -> ClockRule | None:
    """The row that holds for a clock in a procedure that began on ``day``; none where it does not run."""
    fitting = [rule for rule in rules if rule.applies(clock, link, kinds, day)]
    return max(fitting, key=lambda rule: rule.rank, default=None)
