"""A mediator moves to another committee, or a committee has new members: open work follows by one action (O-5)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated
from uuid import UUID, uuid5

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from anmulong.access.public import HandedOver, colleagues, move_open_work, open_work
from anmulong.journal.public import (
    Actor,
    Call,
    Done,
    Event,
    Moment,
    action,
    emit,
    perform,
    personal,
    subscribe,
    system,
)
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Refused
from anmulong.kernel.wording import noop
from anmulong.orgs.public import Organisation, organisation
from anmulong.people.actions.engaging import Engaged, EngagementEnded, Note, begin, close, open_engagement, refuse_far
from anmulong.people.enums import EngagementEnd, MediatorKind, Permission
from anmulong.people.models import Engagement, Mediator


ONE_DAY = timedelta(days=1)
Leaving = Annotated[tuple[UUID, ...], Field(max_length=20)]


@dataclass(frozen=True)
class Moving:
    """From which engagement to which committee; ``successor`` is the account that takes over the open work there."""

    engagement: UUID
    to: Engaged
    successor: UUID | None = None
    reason: Note = personal(default="")


@action(
    "mediator.move",
    on=Mediator,
    needs=Permission.MANAGE_MEDIATORS,
    merges="state",
    given=Moving,
    label=_("Move a mediator to another committee"),
    law="R-106, R-502",
)
def move(mediator: Mediator, given: Moving, *, by: Actor, at: Moment) -> Done:
    """End the engagement on the day before the new one begins, begin the new one, and give the open work left behind
    to the successor, all in one. Facts: ``moved``, how many matters. Emits ``mediator.moved``. Raises ``Refused``
    when work is open and nobody takes it (R-502), and as :func:`engaging.begin`."""
    row = open_engagement(mediator, given.engagement)
    left: UUID = row.organisation_id
    refuse_far(organisation(by.county, left), by, at)
    first = given.to.since or local_day(at.happened)
    close(row, EngagementEnd.MOVED, max(first - ONE_DAY, row.since), note=given.reason)
    begin(mediator, given.to, by=by, at=at)
    moved = pass_on(mediator, left, given.successor, by=by, at=at)
    emit(
        "mediator.moved",
        mediator.pk,
        {"from": str(left), "to": str(given.to.organisation), "account": str(mediator.account or ""), "moved": moved},
    )
    return Done(mediator, {"moved": moved})


def pass_on(mediator: Mediator, body: UUID, successor: UUID | None, *, by: Actor, at: Moment) -> int:
    """Give the open work of the mediator's account in ``body`` to ``successor``; how many things moved. Raises
    ``Refused`` when there is some and nobody takes it (R-502)."""
    if mediator.account is None:
        return 0
    waiting = open_work(mediator.account, body)
    if waiting and successor is None:
        raise Refused(
            "open-work",
            noop("%(count)s open matters still wait for this person."),
            law="R-502",
            params={"count": waiting},
            way_out=noop("Name who takes them over."),
        )
    if not waiting or successor is None:
        return 0
    posts = [person.post for person in colleagues(body, at.entered) if person.uid == mediator.account]
    held = posts[0] if posts else mediator.account
    return move_open_work(HandedOver(held, mediator.account, body, successor), by, at)


@dataclass(frozen=True)
class PassedOn:
    """The mediators who are no longer members, and the account that takes over their open work."""

    leaving: Leaving
    successor: UUID | None = None
    on: date | None = None


@action(
    "committee.pass_on_work",
    on=Organisation,
    needs=Permission.MANAGE_MEDIATORS,
    merges="state",
    given=PassedOn,
    also=lambda given: given.leaving,
    label=_("Let the open work of former members follow"),
    law="R-502",
)
def pass_on_work(committee: Organisation, given: PassedOn, *, by: Actor, at: Moment) -> Done:
    """After an election: end the engagements as committee member of those who left, and move their open work there
    to one successor. Facts: ``moved``. Raises ``Refused`` when work is open and nobody takes it (R-502)."""
    refuse_far(committee, by, at)
    last, moved = given.on or local_day(at.happened), 0
    for mediator in Mediator.objects.filter(county=by.county, pk__in=given.leaving):
        for row in Engagement.objects.filter(
            mediator=mediator, organisation=committee, kind=MediatorKind.COMMITTEE_MEMBER, ended_on=None
        ):
            close(row, EngagementEnd.RE_ELECTED, max(last, row.since))
        others = Engagement.objects.filter(mediator=mediator, ended_on=None)
        if not others.exclude(organisation=committee, kind=MediatorKind.COMMITTEE_MEMBER).exists():
            mediator.ended_on = last
            mediator.save()
        moved += pass_on(mediator, committee.pk, given.successor, by=by, at=at)
    emit("committee.work_passed_on", committee.pk, {"moved": moved})
    return Done(committee, {"moved": moved})


@subscribe("organisation.ended")
def follow_the_end(event: Event) -> None:
    """With a committee or studio the engagements there end too (R-107), each by an entry of its mediator."""
    by, last = system(event.county), date.fromisoformat(event.payload["on"])
    for row in Engagement.objects.filter(county=event.county, organisation=event.stream, ended_on=None):
        given = EngagementEnded(row.pk, EngagementEnd.OTHER, max(last, row.since))
        operation = uuid5(event.uid, str(row.pk))
        perform(Call("mediator.end_engagement", given, subject=row.mediator_id, operation=operation), by=by)
