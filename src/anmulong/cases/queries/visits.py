"""Return visits: whom to call or visit today, on one page (R-211, O-1)."""

from dataclasses import dataclass
from datetime import date

from anmulong.base.scoping import Branches, Order, Scope
from anmulong.cases.enums import State
from anmulong.cases.models import Case, Obligation
from anmulong.cases.queries.agreements import obligations_of, still_owed
from anmulong.cases.rules import closing_gap


VISIT_ORDER = Order(("next_follow_up_on",), descending=False)


def visits_due(scope: Scope, until: date) -> Branches[Case]:
    """Cases in scope whose next return visit is due by ``until``, in any state in which one may still visit; read it
    in ``VISIT_ORDER``."""
    return (
        Case.objects.in_scope(scope)
        .filter(next_follow_up_on__lte=until, state__in=(State.EFFECTIVE, State.CLOSED, State.ARCHIVED))
        .select_related("dispute")
    )


@dataclass(frozen=True)
class VisitSheet:
    """What the form of a return visit shows before it is filled in: what is owed, and whether closing is proposed."""

    owed: list[Obligation]
    overdue: list[Obligation]
    may_close: bool


def visit_sheet(case: Case, today: date) -> VisitSheet:
    """The sheet for a visit ``today`` to a case that was read in scope. Closing is proposed when nothing is owed or
    when the next visit is planned; the visit itself will then be done."""
    owed = still_owed(obligations_of(case))
    closable = case.state in (State.EFFECTIVE, State.ENDED, State.REFUSED)
    visited = case.effective_at is not None or closing_gap(case, today) is None
    return VisitSheet(owed, [row for row in owed if row.due_on < today], closable and visited)
