"""What an agreement in force means for its case: effect, the result of the dispute, visits (R-115 … R-117)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from anmulong.cases.actions.timekeeping import began_on, rule_now
from anmulong.cases.clocks import reckon
from anmulong.cases.enums import ClockKind
from anmulong.cases.models import Agreement, Case
from anmulong.cases.rules import soonest_visit
from anmulong.disputes.enums import Colour
from anmulong.journal.public import emit
from anmulong.kernel.clock import local_day
from anmulong.lawbook.public import calendar, limit, parameter_list


def comes_into_force(case: Case, agreement: Agreement, effective_at: datetime, dues: Sequence[date]) -> None:
    """Put the effect on agreement and case and plan the visits; ``dues`` are the due days of the obligations.

    The clocks start by the table of moves; the dispute is told by what follows every action on a case.
    """
    agreement.effective_at = case.effective_at = effective_at
    agreement.save()
    case.agreed_text = agreement.content
    day = local_day(effective_at)
    if case.dispute.colour == Colour.RED:
        spans = parameter_list("mediation.follow_up_red_days", day, county=case.county)
        case.visit_days = [(day + timedelta(days=int(span))).isoformat() for span in spans]
    closer = [date.fromisoformat(text) for text in case.visit_days]
    case.next_follow_up_on = soonest_visit([*first_visit(case, effective_at), *closer, *dues], day)
    case.save()
    emit("case.effective", case.pk, {"form": agreement.form, "number": agreement.number})


def first_visit(case: Case, effective_at: datetime) -> list[date]:
    """The last day for the first return visit, as its clock will say (R-211)."""
    rule, since = rule_now(case, ClockKind.FOLLOW_UP), began_on(case)
    if rule is None:
        return []
    found = reckon(
        rule,
        effective_at,
        limits=lambda key: limit(key, since, county=case.county),
        calendar=calendar(case.county),
    )
    return [found.due_on] if found.due_on else []
