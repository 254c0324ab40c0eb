"""A gacha is merged into another: its open matters follow by one action each (O-5, R-502)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anmulong.access.public import holds_post_in, unit_managers
from anmulong.disputes.actions.assigning import take_over, waiting
from anmulong.disputes.actions.places import settle_place
from anmulong.disputes.enums import LIVE_STATES, HandoverKind, Permission
from anmulong.disputes.models import Dispute, Responsibility
from anmulong.disputes.workflow import MATTER
from anmulong.journal.enums import ActorKind
from anmulong.journal.public import Actor, Call, Event, Moment, action, perform_batch, subscribe, system
from anmulong.kernel.errors import Refused
from anmulong.kernel.wording import noop
from anmulong.orgs.public import committee_of, place


@dataclass(frozen=True)
class PlaceMerged:
    """The place that is no more, the one that took it in, the bodies that ended with it and who follows them."""

    division: UUID
    into: UUID
    ended: tuple[UUID, ...] = ()
    successor: UUID | None = None


def by_the_system(dispute: Dispute, by: Actor, at: Moment) -> None:
    """Nobody moves single matters by hand: the list of places says where they belong."""
    if by.kind != ActorKind.SYSTEM:
        raise Refused("machine-only", noop("Only the system does this."), law="O-5")


@action(
    "dispute.follow_place",
    on=Dispute,
    needs=Permission.ASSIGN,
    merges="append",
    given=PlaceMerged,
    workflow=MATTER,
    policies=(by_the_system,),
    label=_("Follow a merged place"),
    law="O-5, R-502",
)
def follow_place(dispute: Dispute, given: PlaceMerged, *, by: Actor, at: Moment) -> Dispute:
    """Move an open matter to the place that took its own in. Where the responsible body ended with the place, its
    successor is responsible: the same person if he or she works there, else who leads it. An offer to an ended body
    goes on to the successor and still waits to be acknowledged."""
    if given.division in (dispute.gacha, dispute.town):
        settle_place(dispute, given.into, by)
        dispute.save()
    if given.successor is not None:
        _pass_offer_on(dispute, given)
        if dispute.owner_organisation in given.ended:
            _change_owner(dispute, given.successor, by=by, at=at)
    return dispute


def _pass_offer_on(dispute: Dispute, given: PlaceMerged) -> None:
    for offer in waiting(dispute):
        if offer.organisation in given.ended and given.successor is not None:
            offer.organisation = dispute.offered_organisation = given.successor
            offer.person = dispute.offered_person = None
            offer.save()
            dispute.save()


def _change_owner(dispute: Dispute, successor: UUID, *, by: Actor, at: Moment) -> None:
    stretch = Responsibility(
        dispute=dispute,
        kind=HandoverKind.SUCCESSION,
        organisation=successor,
        person=_minder(dispute.owner_person, successor, at.entered),
        offered_at=at.entered,
        offered_by=by.uid,
    )
    take_over(dispute, stretch, by=by, at=at, keep_offer=True)


def _minder(present: UUID | None, body: UUID, at: datetime) -> UUID | None:
    """Who minds it in the body that follows: the present person, else who leads there, else whoever it names."""
    if present is not None and holds_post_in(present, body, at):
        return present
    return next((person.uid for person in unit_managers(body, at)), None)


@subscribe("division.merged")
def let_matters_follow(event: Event) -> None:
    """Every open matter of the merged place and of the bodies that ended with it. Told twice it finds nothing left."""
    into = UUID(event.payload["into"])
    ended = tuple(UUID(uid) for uid in event.payload["ended"])
    committee = committee_of(place(event.county, into))
    successor = committee.pk if committee is not None and committee.pk not in ended else None
    given = PlaceMerged(event.stream, into, ended, successor)
    lies_there = Q(town=event.stream) | Q(gacha=event.stream)
    minded = Q(owner_organisation__in=ended) | Q(offered_organisation__in=ended) if successor else Q()
    rows = Dispute.objects.filter(lies_there | minded, county=event.county, state__in=LIVE_STATES)
    calls = [Call("dispute.follow_place", given, subject=uid) for uid in rows.values_list("pk", flat=True)]
    report = perform_batch(calls, by=system(event.county))
    for refusal in report.refused.values():
        raise refusal
