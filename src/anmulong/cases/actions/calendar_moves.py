"""What a correction of the calendar moves: the clocks of matters and those of their cases (R-210).

``dispute.refresh`` moves both; here is only which matters it is to be asked for.
"""

from uuid import UUID

from anmulong.base.guards import trusted
from anmulong.cases.actions.timekeeping import has_moved
from anmulong.cases.models import CaseClock
from anmulong.disputes.public import moved_by_calendar as moved_matters


def moved_by_calendar(county: str) -> list[UUID]:
    """Matters with a running clock, of their own or of a case, that the calendar of today ends elsewhere."""
    with trusted():
        rows = CaseClock.objects.filter(county=county, stopped_at=None, due_at__isnull=False).select_related("case")
        read = rows.prefetch_related("case__suspensions")
        cases = [row.case.dispute_id for row in read if has_moved(row.case, row)]
        return list(dict.fromkeys([*moved_matters(county), *cases]))
