"""Figures of mediation cases: each is a condition, so that a number and the list behind it are one (domain.md 6.1)."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q

from anmulong.base.scoping import Branches, Scope
from anmulong.cases.enums import OPEN_STATES, AgreementForm, State
from anmulong.cases.public import Case, CaseClock
from anmulong.kernel.wording import noop
from anmulong.stats.rules import Period, Rate


def _within(column: str, period: Period) -> Q:
    return Q(**{f"{column}__gte": period.since, f"{column}__lt": period.before})


def _settled(period: Period) -> Q:
    return _within("effective_at", period)


def _not_settled(period: Period) -> Q:
    """C-307 knows settled, not settled and pending: an accepted case that ended for any reason is not settled."""
    return _within("ended_at", period) & Q(accepted_at__isnull=False)


def _ended_by(reason: str) -> Callable[[Period], Q]:
    return lambda period: _not_settled(period) & Q(end_reason=reason)


def _clock_ended(period: Period) -> Q:
    """Accepted cases whose clock of 30 days, or the extended one, ended in the period, whatever became of them."""
    clocks = CaseClock.objects.filter(_within("due_at", period), kind="mediation")
    return Q(pk__in=clocks.values("case_id"))


@dataclass(frozen=True)
class CaseFigure:
    """A figure: its words, what it counts, and the column of money it sums, if it is a sum."""

    label: str
    condition: Callable[[Period], Q]
    sums: str = ""
    note: str = ""


CASE_FIGURES: dict[str, CaseFigure] = {
    "accepted": CaseFigure(noop("Accepted"), lambda period: _within("accepted_at", period), note="K-01"),
    "settled": CaseFigure(noop("Settled by mediation"), _settled, note="K-02"),
    "not_settled": CaseFigure(noop("Ended without agreement"), _not_settled),
    "declined": CaseFigure(noop("A party declined"), _ended_by("declined")),
    "withdrawn": CaseFigure(noop("Application withdrawn"), _ended_by("withdrawn")),
    "refused": CaseFigure(noop("Not accepted, and guided"), lambda period: _within("refused_at", period)),
    "guided": CaseFigure(noop("Passed on to another route"), _ended_by("other_route")),
    "decided": CaseFigure(
        noop("Settled or not settled"), lambda period: _settled(period) | _not_settled(period), note="K-03"
    ),
    "clock_ended": CaseFigure(noop("Accepted, and the time limit ended"), _clock_ended, note="K-04"),
    "settled_of_clock": CaseFigure(
        noop("Settled among those"),
        lambda period: _clock_ended(period) & Q(effective_at__isnull=False),
        note="K-04",
    ),
    "written": CaseFigure(
        noop("Written agreements"), lambda period: _settled(period) & Q(agreement_form=AgreementForm.WRITTEN)
    ),
    "oral": CaseFigure(
        noop("Oral agreements"), lambda period: _settled(period) & Q(agreement_form=AgreementForm.ORAL), note="K-20"
    ),
    "open": CaseFigure(noop("In mediation now"), lambda period: Q(state__in=OPEN_STATES)),
    "at_stake": CaseFigure(
        noop("Amount at stake"),
        lambda period: _within("accepted_at", period) & Q(amount_at_stake__isnull=False),
        sums="amount_at_stake",
    ),
    "agreed": CaseFigure(
        noop("Amount agreed"), lambda period: _settled(period) & Q(agreed_amount__isnull=False), sums="agreed_amount"
    ),
}


def case_rows(scope: Scope, figure: str, period: Period) -> Branches[Case]:
    """The rows behind a figure; void cases are in none. Raises ``KeyError`` for an unknown figure."""
    wanted = CASE_FIGURES[figure].condition(period) & ~Q(state=State.VOID)
    found: Branches[Case] = Case.objects.in_scope(scope).filter(wanted)
    return found


def case_number(scope: Scope, figure: str, period: Period) -> int:
    """How many rows stand behind a figure."""
    return case_rows(scope, figure, period).number()


def case_total(scope: Scope, figure: str, period: Period) -> Decimal:
    """The sum of a figure of money, in CNY yuan."""
    return case_rows(scope, figure, period).total(CASE_FIGURES[figure].sums)


@dataclass(frozen=True)
class CaseFigures:
    """All case figures of one scope and period. K-03 is the usual rate, K-04 the strict one (T-7)."""

    numbers: dict[str, int]
    totals: dict[str, Decimal]

    @property
    def usual_rate(self) -> Rate:
        """K-03: settled ÷ (settled + not settled)."""
        return Rate(self.numbers["settled"], self.numbers["decided"])

    @property
    def strict_rate(self) -> Rate:
        """K-04: settled ÷ all accepted whose clock ended in the period."""
        return Rate(self.numbers["settled_of_clock"], self.numbers["clock_ended"])


def case_figures(scope: Scope, period: Period) -> CaseFigures:
    """Every figure of the period."""
    counted = [name for name, figure in CASE_FIGURES.items() if not figure.sums]
    summed = [name for name, figure in CASE_FIGURES.items() if figure.sums]
    return CaseFigures(
        {name: case_number(scope, name, period) for name in counted},
        {name: case_total(scope, name, period) for name in summed},
    )


def by_kind(scope: Scope, period: Period) -> dict[Any, int]:
    """Accepted cases by kind of dispute (C-301, C-301x)."""
    return case_rows(scope, "accepted", period).tally("kind")
