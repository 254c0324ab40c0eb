"""Open cases of a post that ends go to the successor with the rest of the work (离岗交接, O-5)."""

from uuid import UUID

from django.db.models import QuerySet

from anmulong.access.public import Account, HandedOver, counts_open_work, on_hand_over
from anmulong.cases.enums import OPEN_STATES, State
from anmulong.cases.models import Case
from anmulong.journal.public import Actor, Moment


WAITING = (*OPEN_STATES, State.REFUSED, State.EFFECTIVE, State.ENDED)
"""Until it is closed somebody minds a case: performance and the return visit are still to come."""


@on_hand_over
def pass_on(handed_over: HandedOver, by: Actor, at: Moment) -> int:
    """Move every case that the holder minds to the successor, in the same transaction. Who presides stays as the
    parties accepted it (R-109): another mediator is assigned, and accepted by them, case by case."""
    moved = 0
    for case in _minded(handed_over.holder, handed_over.organisation):
        case.owner_person = handed_over.successor
        case.updated_at = at.entered
        case.save()
        moved += 1
    return moved


@counts_open_work
def open_cases(account: UUID, organisation: UUID) -> int:
    """How many cases wait for this person in this committee."""
    return _minded(account, organisation).count()


def _minded(account: UUID, organisation: UUID) -> QuerySet[Case]:
    home = Account.objects.filter(pk=account).values("county")  # the way of a person begins with the county
    mine = Case.objects.filter(county__in=home, owner_person=account, state__in=WAITING)
    return mine.filter(owner_organisation=organisation)
