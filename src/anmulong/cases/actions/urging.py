"""Urging to perform: whom, how, what was promised until when (人民调解法 art. 31)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.cases.enums import Permission
from anmulong.cases.models import Case, Urging
from anmulong.cases.queries.agreements import obligations_of, still_owed
from anmulong.cases.workflow import CASE
from anmulong.disputes.enums import ContactWay
from anmulong.journal.public import Actor, Moment, action, personal
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid, NotFound, Refused
from anmulong.kernel.wording import noop


@dataclass(frozen=True)
class Urged:
    """Which obligation, how, whether somebody was reached, what was said, and the day promised, if one was."""

    obligation: UUID
    way: ContactWay = ContactWay.TELEPHONE
    reached: bool = True
    promised_on: date | None = None
    text: str = personal(default="")


@action(
    "case.urge",
    on=Case,
    needs=Permission.MEDIATE,
    merges="append",
    given=Urged,
    workflow=CASE,
    label=_("Urge to perform"),
    law="人民调解法 art.31",
)
def urge(case: Case, given: Urged, *, by: Actor, at: Moment) -> Case:
    """Record that whoever owes was spoken to. A promised day becomes the next visit, unless one is planned before.

    Changes nothing of what is owed. Refused for what is performed; ``Invalid`` for a day that is over.
    """
    row = next((each for each in obligations_of(case) if each.pk == given.obligation), None)
    if row is None:
        raise NotFound("not-found", noop("There is no such obligation in this agreement."))
    if not still_owed([row]):
        raise Refused("nothing-owed", noop("This was performed already."))
    today = local_day(at.happened)
    if given.promised_on is not None and given.promised_on < today:
        text = noop("The promised day lies in the past.")
        raise Invalid("past-day", text, fields={"promised_on": text})
    note = Urging(
        stream=case.dispute_id,
        case=case,
        obligation=row,
        way=given.way,
        reached=given.reached,
        promised_on=given.promised_on,
        happened_at=at.happened,
        account=by.uid,
    )
    note.text = given.text
    note.save()
    planned = case.next_follow_up_on
    if given.promised_on is not None and (planned is None or planned < today or given.promised_on < planned):
        case.next_follow_up_on = given.promised_on
        case.save()
    return case
