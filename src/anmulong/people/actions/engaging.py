"""Engagements: a mediator begins to serve a committee, ends, or moves to another one (R-107, O-5)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from anmulong.journal.public import Actor, Moment, action, emit, personal
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.ids import new_uid
from anmulong.kernel.wording import noop
from anmulong.lawbook.public import check_code
from anmulong.orgs.enums import OrganisationKind
from anmulong.orgs.public import Organisation, lies_in, organisation
from anmulong.people.enums import EngagementEnd, MediatorKind, Permission
from anmulong.people.models import Engagement, Mediator


NEEDED = noop("This is needed.")
MEDIATING = frozenset({OrganisationKind.COMMITTEE, OrganisationKind.STUDIO})
Code = Annotated[str, Field(max_length=20)]
Note = Annotated[str, Field(max_length=200)]


@dataclass(frozen=True)
class Engaged:
    """Where a mediator serves: committee or studio, kind, post (C-910), way (C-912), first day (today when left out)
    and the last day agreed, if any."""

    organisation: UUID
    kind: MediatorKind
    post: Code = "mediator"
    way: Code = ""
    since: date | None = None
    until: date | None = None
    uid: UUID | None = None


def begin(mediator: Mediator, given: Engaged, *, by: Actor, at: Moment) -> Engagement:
    """The engagement as a new row, saved in the running action. Raises ``Invalid`` for a body that does not mediate,
    for days in the wrong order and for one held already; ``Refused`` for a committee outside the own area."""
    body = organisation(by.county, given.organisation)
    since = given.since or local_day(at.happened)
    _check_body(body, since)
    refuse_far(body, by, at)
    check_code("C-910", given.post)
    if given.way:
        check_code("C-912", given.way)
    if given.until is not None and given.until < since:
        raise Invalid(
            "ends-before-begin",
            noop("The last day lies before the first."),
            fields={"until": noop("Take a later day.")},
        )
    row = Engagement(
        uid=given.uid or new_uid(),
        mediator=mediator,
        organisation_id=body.pk,
        kind=given.kind,
        post=given.post,
        way=given.way,
        since=since,
        until=given.until,
    )
    row.save()
    return row


def _check_body(body: Organisation, since: date) -> None:
    if body.kind not in MEDIATING or (body.ended_on is not None and body.ended_on < since):
        raise Invalid(
            "does-not-mediate",
            noop("Only a people's mediation committee or its studio engages mediators."),
            law="人民调解法 art.13; O-3",
            fields={"organisation": noop("Choose a committee that exists on that day.")},
        )


def refuse_far(body: Organisation, by: Actor, at: Moment) -> None:
    """Raise ``Refused`` unless the body lies in the area of the actor's post or is its own."""
    if lies_in(by.rights.scope(at.entered), body):
        return
    raise Refused(
        "not-your-area",
        noop("%(name)s does not lie in the area of your post."),
        way_out=noop("Ask the justice bureau of the banner."),
        params={"name": body.name},
    )


@action(
    "mediator.engage",
    on=Mediator,
    needs=Permission.MANAGE_MEDIATORS,
    merges="append",
    given=Engaged,
    label=_("Engage a mediator"),
    law="人民调解法 art.13; R-107",
)
def engage(mediator: Mediator, given: Engaged, *, by: Actor, at: Moment) -> Mediator:
    """Let a mediator serve a further committee or studio, or in a further kind. Raises as :func:`begin`, and
    ``Refused`` for the same engagement again. A former mediator is one again from then on."""
    held = Engagement.objects.filter(mediator=mediator, organisation=given.organisation, kind=given.kind, ended_on=None)
    if held.exists():
        raise Refused(
            "engaged-already",
            noop("%(name)s serves there in this kind already."),
            params={"name": mediator.name},
            way_out=noop("End that engagement first, or choose another kind."),
        )
    row = begin(mediator, given, by=by, at=at)
    if mediator.ended_on is not None:
        mediator.ended_on = None
        mediator.save()
    emit("mediator.engaged", mediator.pk, {"organisation": str(row.organisation_id), "kind": row.kind})
    return mediator


@dataclass(frozen=True)
class EngagementEnded:
    """Which engagement ends, on which last day (today when left out), and why."""

    engagement: UUID
    reason: EngagementEnd
    on: date | None = None
    note: Note = personal(default="")


@action(
    "mediator.end_engagement",
    on=Mediator,
    needs=Permission.MANAGE_MEDIATORS,
    merges="state",
    given=EngagementEnded,
    label=_("End an engagement"),
)
def end_engagement(mediator: Mediator, given: EngagementEnded, *, by: Actor, at: Moment) -> Mediator:
    """End one engagement; with the last one the mediator leaves the register (R-107) and stays in its history.
    Emits ``mediator.left`` with body and account. Raises ``Invalid`` when it is not open or would end before it
    began."""
    row = open_engagement(mediator, given.engagement)
    refuse_far(organisation(by.county, row.organisation_id), by, at)
    close(row, given.reason, given.on or local_day(at.happened), note=given.note)
    others = Engagement.objects.filter(mediator=mediator, ended_on=None).exclude(pk=row.pk)
    if not others.exists():
        mediator.ended_on = row.ended_on
        mediator.save()
    emit(
        "mediator.left",
        mediator.pk,
        {
            "organisation": str(row.organisation_id),
            "account": str(mediator.account or ""),
            "reason": given.reason.value,
        },
    )
    return mediator


def open_engagement(mediator: Mediator, uid: UUID) -> Engagement:
    """The engagement of the mediator that has not ended. Raises ``Invalid``."""
    row: Engagement | None = Engagement.objects.filter(pk=uid, mediator=mediator, ended_on=None).first()
    if row is None:
        raise Invalid(
            "not-engaged",
            noop("This engagement does not exist or has ended."),
            fields={"engagement": noop("Choose one that is still open.")},
        )
    return row


def close(row: Engagement, reason: EngagementEnd, last: date, *, note: str = "") -> None:
    """Write the end of an engagement. Raises ``Invalid`` for a last day before the first."""
    if last < row.since:
        raise Invalid(
            "ends-before-begin",
            noop("The last day lies before the first."),
            fields={"on": noop("Take a later day.")},
        )
    row.ended_on = last
    row.end_reason = reason
    row.end_note = note.strip()
    row.save()
