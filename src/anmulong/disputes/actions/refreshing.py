"""The passing of time: colours that rise with age, clocks that follow a corrected calendar (R-511, R-210)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.disputes.actions.timekeeping import has_moved
from anmulong.disputes.enums import OPEN_STATES, Colour, Permission
from anmulong.disputes.models import Clock, Dispute
from anmulong.disputes.workflow import MATTER
from anmulong.journal.public import Actor, Call, Moment, action, perform_batch
from anmulong.lawbook.public import parameter_int


@dataclass(frozen=True)
class Refresh:
    """Nothing is asked; what follows every action follows this one too."""


@action(
    "dispute.refresh",
    on=Dispute,
    needs=Permission.GRADE,
    merges="append",
    given=Refresh,
    workflow=MATTER,
    label=_("Look at the matter again as time passes"),
    law="R-511, R-210",
)
def refresh(dispute: Dispute, given: Refresh, *, by: Actor, at: Moment) -> Dispute:
    """Reckon running clocks and colour anew. The worker asks for it; limits stay those the matter began under."""
    return dispute


def grown_old(county: str, now: datetime) -> Iterable[UUID]:
    """Open matters that are still blue although they are older than the rule allows."""
    age = timedelta(days=parameter_int("risk.yellow_open_days") + 1)
    rows = Dispute.objects.filter(county=county, state__in=OPEN_STATES, colour=Colour.BLUE, history_only=False)
    return rows.filter(registered_at__lt=now - age).values_list("pk", flat=True)


def moved_by_calendar(county: str) -> list[UUID]:
    """Matters with a running clock that the calendar of today ends elsewhere than their rows say (R-210)."""
    rows = Clock.objects.filter(county=county, stopped_at=None, due_at__isnull=False)
    return list(dict.fromkeys(row.dispute_id for row in rows.iterator() if has_moved(row)))


def refresh_matters(uids: Iterable[UUID], *, by: Actor) -> int:
    """Refresh matters in batches; returns how many."""
    report = perform_batch((Call("dispute.refresh", Refresh(), subject=uid) for uid in list(uids)), by=by)
    return len(report.done)
