"""What lies outside the registrar's scope is compared by the worker; the common superior is asked (O-4)."""

from dataclasses import dataclass
from uuid import NAMESPACE_OID, UUID, uuid5

from django.utils.translation import gettext_lazy as _

from anmulong.access.public import Account, actor_for, seat_of
from anmulong.base import clock
from anmulong.base.scoping import Scope
from anmulong.disputes.enums import OPEN_STATES, Alike, Permission, State, Verdict
from anmulong.disputes.models import Dispute, Likeness
from anmulong.disputes.queries.likeness import common_superior, matters_like, was_asked
from anmulong.journal.enums import ActorKind, Channel
from anmulong.journal.public import Actor, Call, Event, Moment, action, perform, subscribe, system
from anmulong.kernel.errors import Refused
from anmulong.kernel.ids import new_uid
from anmulong.kernel.wording import noop


@dataclass(frozen=True)
class Flagged:
    """Two matters that may be one, and by what; ``relapse`` when the earlier one is struck off."""

    dispute: UUID
    other: UUID
    organisation: UUID
    reasons: tuple[Alike, ...]
    town: UUID | None = None
    gacha: UUID | None = None
    restricted: bool = False
    relapse: bool = False


@action(
    "likeness.flag",
    on=Likeness,
    needs=Permission.MERGE,
    merges="append",
    creates=True,
    given=Flagged,
    label=_("Ask whether two matters are one"),
    law="O-4",
)
def flag(given: Flagged, *, by: Actor, at: Moment) -> Likeness:
    """Ask the common superior. Only the system asks, because it alone has compared what nobody below may see."""
    if by.kind != ActorKind.SYSTEM:
        raise Refused("machine-only", noop("Only the system does this."), law="O-4")
    likeness = Likeness(
        uid=new_uid(),
        dispute=given.dispute,
        other=given.other,
        relapse=given.relapse,
        reasons=[str(reason) for reason in given.reasons],
        organisation=given.organisation,
        town=given.town,
        gacha=given.gacha,
        restricted=given.restricted,
        found_at=at.entered,
    )
    likeness.save()
    return likeness


@dataclass(frozen=True)
class Judged:
    """What a person found."""

    verdict: Verdict


def still_open(likeness: Likeness, by: Actor, at: Moment) -> None:
    """A question is answered once."""
    if likeness.ended_at is not None:
        raise Refused("already-judged", noop("Somebody has answered this question already."), law="O-4")


@action(
    "likeness.judge",
    on=Likeness,
    needs=Permission.MERGE,
    merges="state",
    given=Judged,
    policies=(still_open,),
    label=_("Say whether two matters are one"),
    law="O-4",
)
def judge(likeness: Likeness, given: Judged, *, by: Actor, at: Moment) -> Likeness:
    """End the question: the same or different, by whom and when. The merge is an action of its own, in one bundle.

    Raises ``NotFound`` when one of the two lies outside what the person may see.
    """
    seen = Dispute.objects.in_scope(by.rights.scope(at.entered))
    seen.get(likeness.dispute)
    seen.get(likeness.other)
    likeness.verdict = given.verdict
    likeness.ended_at = at.entered
    likeness.ended_by = by.uid
    likeness.save()
    return likeness


@subscribe("dispute.registered")
def look_beyond(event: Event) -> None:
    """Compare a new matter with those that its registrar cannot see; the registrar is told nothing (O-4)."""
    now = clock.now()
    dispute = Dispute.objects.filter(pk=event.stream, state__in=OPEN_STATES).first()
    if dispute is None:
        return
    seen = Dispute.objects.in_scope(_scope_of(event))
    for like in matters_like(dispute, now):
        if was_asked(dispute.pk, like.dispute.pk) or seen.contains(like.dispute.pk):
            continue
        superior = common_superior(dispute, like.dispute, now)
        if superior is None:
            continue
        given = Flagged(
            dispute.pk,
            like.dispute.pk,
            superior.organisation,
            like.reasons,
            town=superior.town,
            gacha=superior.gacha,
            restricted=dispute.restricted or like.dispute.restricted,
            relapse=like.dispute.state == State.STRUCK_OFF,
        )
        asked_once = uuid5(NAMESPACE_OID, f"likeness|{dispute.pk}|{like.dispute.pk}")
        perform(Call("likeness.flag", given, operation=asked_once), by=system(event.county))


def _scope_of(event: Event) -> Scope:
    """What the registrar sees now; nothing when the post is no longer held."""
    account = Account.objects.get(pk=UUID(event.payload["account"]))
    try:
        seat = seat_of(account, UUID(event.payload["post"]))
    except Refused:
        return Scope.nobody(event.county)
    return actor_for(account, seat, channel=Channel.WORKER).rights.scope(clock.now())
