"""应急调阅: read a matter outside the post's reach when life or safety cannot wait (domain.md 7.4, office.md O-10)."""

import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anmulong.access.enums import GrantReason, Permission
from anmulong.access.public import Grant, NewGrant, open_grant
from anmulong.base.scoping import Scope
from anmulong.disputes.models import Dispute
from anmulong.journal.public import Actor, Done, Moment, action
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid, NotFound, Refused
from anmulong.kernel.wording import noop
from anmulong.lawbook.public import calendar, parameter_int


SHORTEST_REASON, LONGEST_REASON = 8, 200


@dataclass(frozen=True)
class EmergencyReading:
    """Number of the matter, and what cannot wait, without names."""

    number: str
    reason: str
    uid: UUID | None = None


@action(
    "grant.break_glass",
    on=Grant,
    needs=Permission.BREAK_GLASS,
    merges="append",
    creates=True,
    given=EmergencyReading,
    label=_("Read in an emergency"),
    law="R-723",
)
def break_glass(given: EmergencyReading, *, by: Actor, at: Moment) -> Done:
    """Open a matter to the acting post for some hours, for reading only, and have it looked into afterwards.

    Raises ``Invalid`` without a reason, ``NotFound`` for a number that is not there or that nobody in this post may
    ever read (restricted without clearance, excluded as a relative: O-4), ``Refused`` when it is open anyway.
    """
    reason = given.reason.strip()
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        text = noop("Say in a sentence what cannot wait, in at most 200 characters.")
        raise Invalid("no-reason", text, fields={"reason": text})
    dispute = _numbered(given.number, by.rights.scope(at.entered))
    if Dispute.objects.in_scope(by.rights.sight(at.entered)).contains(dispute.pk):
        raise Refused(
            "open-anyway",
            noop("This post reads the matter already."),
            way_out=noop("Look for its number in the ledger."),
        )
    hours = parameter_int("access.emergency_hours", local_day(at.entered), county=by.county)
    new = NewGrant(
        dispute.pk,
        GrantReason.BREAK_GLASS,
        account=by.on_behalf or by.uid,
        until=at.entered + timedelta(hours=hours),
        note=reason,
        uid=given.uid,
        review_on=calendar(by.county).next_workday(local_day(at.entered)),
    )
    return Done(open_grant(new, by=by, at=at), {"dispute": dispute.pk})


def _numbered(number: str, scope: Scope) -> Dispute:
    typed = unicodedata.normalize("NFKC", number).strip().upper()
    cleared = Q() if scope.restricted else Q(restricted=False)
    condition = Q(county=scope.county, number=typed) & cleared
    for found in Dispute.objects.all().in_branches([condition], scope).few():
        return found
    raise NotFound(
        "no-such-number",
        noop("No matter has this number, or this post may not read it even in an emergency."),
        way_out=noop("Compare the number; else call the justice bureau or the governance centre of the banner."),
    )
