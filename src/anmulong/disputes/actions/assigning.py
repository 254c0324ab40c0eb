"""One unit and one person are responsible; an assignment is an offer until it is acknowledged (R-502, R-501)."""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from anmulong.access.public import (
    Account,
    HandedOver,
    checks_reach,
    counts_open_work,
    holds_post_in,
    lies_in_area,
    on_hand_over,
)
from anmulong.base.scoping import Scope
from anmulong.disputes.enums import LIVE_STATES, HandoverKind, Permission
from anmulong.disputes.models import Dispute, Responsibility
from anmulong.disputes.rules import offer_is_for_me
from anmulong.disputes.workflow import MATTER
from anmulong.journal.public import Actor, Moment, action, emit, personal
from anmulong.kernel.errors import Invalid, NotFound, Refused
from anmulong.kernel.wording import noop
from anmulong.orgs.public import Organisation, organisation


@dataclass(frozen=True)
class Assignment:
    """To whom: one organisation, one person of it (left open, the unit chooses when it acknowledges)."""

    organisation: UUID
    person: UUID | None = None
    kind: HandoverKind = HandoverKind.FIRST
    reason: str = personal(default="")


@action(
    "dispute.assign",
    on=Dispute,
    needs=Permission.ASSIGN,
    merges="state",
    given=Assignment,
    workflow=MATTER,
    label=_("Assign"),
    law="R-502",
)
def assign(dispute: Dispute, given: Assignment, *, by: Actor, at: Moment) -> Dispute:
    """Offer the matter to a unit and person. Until they acknowledge, the present owner stays responsible.

    Assigning to oneself, or inside one's own unit to oneself, is accepted at once. Raises ``Invalid`` for an unknown
    unit, or a person without a post there. An earlier offer that nobody answered ends.
    """
    unit = _unit(dispute, given.organisation)
    if given.person is not None and not holds_post_in(given.person, given.organisation, at.entered):
        raise Invalid(
            "not-in-unit",
            noop("This person has no post in %(unit)s."),
            params={"unit": str(unit)},
            fields={"person": noop("Choose somebody who works there.")},
        )
    withdraw_offer(dispute, at=at)
    offer = Responsibility(
        dispute=dispute,
        kind=given.kind,
        organisation=given.organisation,
        person=given.person,
        offered_at=at.entered,
        offered_by=by.uid,
    )
    offer.reason = given.reason
    if given.person is not None and given.person == by.uid:
        take_over(dispute, offer, by=by, at=at)
        return dispute
    offer.save()
    dispute.offered_organisation = given.organisation
    dispute.offered_person = given.person
    dispute.save()
    emit("dispute.offered", dispute.pk, {"organisation": str(given.organisation), "person": str(given.person or "")})
    return dispute


def _unit(dispute: Dispute, uid: UUID) -> Organisation:
    try:
        return organisation(dispute.county, uid)
    except NotFound as error:
        raise Invalid(
            "unknown-unit", noop("This unit is not on the list."), fields={"organisation": noop("Choose a unit.")}
        ) from error


@dataclass(frozen=True)
class Acknowledgement:
    """The receiver takes it; ``person`` of the unit who will mind it, the acknowledging person when left out."""

    person: UUID | None = None


@action(
    "dispute.acknowledge",
    on=Dispute,
    needs=Permission.ACKNOWLEDGE,
    merges="state",
    given=Acknowledgement,
    workflow=MATTER,
    policies=(offer_is_for_me,),
    label=_("Acknowledge"),
    law="R-502",
)
def acknowledge(dispute: Dispute, given: Acknowledgement, *, by: Actor, at: Moment) -> Dispute:
    """Accept what was assigned: from now on the receiving unit and person are responsible (签收)."""
    accept_offer(dispute, by=by, at=at, person=given.person)
    return dispute


@dataclass(frozen=True)
class SendingBack:
    """Why it is not ours."""

    reason: str = personal()


@action(
    "dispute.send_back",
    on=Dispute,
    needs=Permission.ACKNOWLEDGE,
    merges="state",
    given=SendingBack,
    workflow=MATTER,
    policies=(offer_is_for_me,),
    label=_("Send back"),
    law="R-501",
)
def send_back(dispute: Dispute, given: SendingBack, *, by: Actor, at: Moment) -> Dispute:
    """Return an assignment (退回); the present owner stays responsible. Raises ``Invalid`` without a reason."""
    if not given.reason.strip():
        raise Invalid("no-reason", noop("Sending back needs a reason."), fields={"reason": noop("This is needed.")})
    for offer in waiting(dispute):
        offer.sent_back_at = offer.ended_at = at.entered
        offer.reason = given.reason
        offer.save()
    clear_offer(dispute)
    emit("dispute.sent_back", dispute.pk, {"by": str(by.organisation or "")})
    return dispute


def waiting(dispute: Dispute) -> list[Responsibility]:
    """The offer that waits for an answer, if there is one; the store holds no second one."""
    return [row for row in dispute.responsibilities.all() if row.ended_at is None and row.accepted_at is None]


def clear_offer(dispute: Dispute) -> None:
    """No offer waits any more."""
    dispute.offered_organisation = dispute.offered_person = None
    dispute.save()


def withdraw_offer(dispute: Dispute, *, at: Moment) -> None:
    """End an offer that nobody has answered, because another one takes its place."""
    for offer in waiting(dispute):
        offer.ended_at = at.entered
        offer.save()
        clear_offer(dispute)


def accept_offer(dispute: Dispute, *, by: Actor, at: Moment, person: UUID | None = None) -> None:
    """The waiting offer becomes the responsibility; the earlier one ends in the same moment.

    Raises ``Refused`` when the chosen person has no post in the unit.
    """
    for offer in waiting(dispute):
        offer.person = person or offer.person or by.uid
        if offer.person is not None and not holds_post_in(offer.person, offer.organisation, at.entered):
            raise Refused("not-in-unit", noop("The person who takes it must have a post in the unit."), law="R-502")
        take_over(dispute, offer, by=by, at=at)


def take_over(dispute: Dispute, offer: Responsibility, *, by: Actor, at: Moment, keep_offer: bool = False) -> None:
    """``offer`` becomes the one responsibility; the earlier one ends in the same moment (R-502)."""
    for earlier in [row for row in dispute.responsibilities.all() if row.ended_at is None and row.accepted_at]:
        earlier.ended_at = at.entered
        earlier.save()
    offer.accepted_at = at.entered
    offer.accepted_by = by.uid
    offer.save()
    dispute.owner_organisation = offer.organisation
    dispute.owner_person = offer.person
    if keep_offer:
        dispute.save()
    else:
        clear_offer(dispute)


@on_hand_over
def pass_on(handed_over: HandedOver, by: Actor, at: Moment) -> int:
    """Move every live matter of a post that ends to the successor, in the same transaction (离岗交接, O-5, R-502)."""
    moved = 0
    for dispute in _live_matters(handed_over.holder, handed_over.organisation):
        stretch = Responsibility(
            dispute=dispute,
            kind=HandoverKind.LEAVING,
            organisation=handed_over.organisation,
            person=handed_over.successor,
            offered_at=at.entered,
            offered_by=by.uid,
        )
        stretch.reason = handed_over.reason
        take_over(dispute, stretch, by=by, at=at, keep_offer=True)
        moved += 1
    return moved


@counts_open_work
def open_matters(account: UUID, organisation: UUID) -> int:
    """How many live matters wait for this person in this unit."""
    return _live_matters(account, organisation).count()


def _live_matters(account: UUID, organisation: UUID) -> QuerySet[Dispute]:
    home = Account.objects.filter(pk=account).values("county")  # the way of a person begins with the county
    mine = Dispute.objects.filter(county__in=home, owner_person=account, state__in=LIVE_STATES)
    return mine.filter(owner_organisation=organisation)


@checks_reach
def reach(dispute: UUID, scope: Scope) -> None:
    """A single matter can be opened to somebody only by who sees it. Raises ``NotFound``."""
    Dispute.objects.in_scope(scope).get(dispute)


@lies_in_area
def of_matters_here(scope: Scope) -> Q:
    """Grants on matters that the areas of ``scope`` hold, with clearance where one is restricted (O-4).

    Asked row by row: a grant is always looked for by its key or by its matter.
    """
    open_to_all = Q() if scope.restricted else Q(restricted=False)
    here = Dispute._base_manager.filter(open_to_all, pk=OuterRef("dispute"), county=scope.county)
    shut = Dispute.shut_for(scope)
    here = here if shut is None else here.exclude(shut)
    places = reduce(or_, (Q(**{area.level: area.uid}) for area in scope.areas if area.uid), Q(pk__in=()))
    return Q(Exists(here.filter(places)))
