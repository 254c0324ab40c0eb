"""Members of a committee: appointed between elections, ended (人民调解法 art. 8, 9)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from anmulong.base.scoping import Scope
from anmulong.journal.public import Actor, Moment, action, personal
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.ids import new_uid
from anmulong.kernel.wording import noop
from anmulong.lawbook.public import check_code
from anmulong.orgs.actions.known import refuse_ended
from anmulong.orgs.enums import MemberEnd, Permission
from anmulong.orgs.models import CommitteeMember, Organisation
from anmulong.orgs.queries.snapshot import snapshot


Name = Annotated[str, Field(max_length=60)]
Group = Annotated[str, Field(max_length=20)]
Code = Annotated[str, Field(max_length=20)]
NEEDED = noop("This is needed.")


def only_committees(committee: Organisation, by: Actor, at: Moment) -> None:
    """Only a people's mediation committee has members, terms and studios (人民调解法 art. 8)."""
    if not committee.mediates:
        raise Refused(
            "not-a-committee",
            noop("%(name)s is no people's mediation committee."),
            law="人民调解法 art.8",
            params={"name": committee.name},
        )


def lies_in(scope: Scope, body: Organisation) -> bool:
    """Whether a body lies in the area of a post, or is its own."""
    places = {each.pk for each in snapshot(body.county).places.line(body.division)}
    own = body.pk in scope.organisations
    return own or any(area.uid is None or area.uid in places for area in scope.areas)


def own_area(body: Organisation, by: Actor, at: Moment) -> None:
    """Raise ``Refused`` unless the body lies in the area of the actor's post."""
    if lies_in(by.rights.scope(at.entered), body):
        return
    raise Refused(
        "not-your-area",
        noop("%(name)s does not lie in the area of your post."),
        way_out=noop("Ask the justice bureau of the banner."),
        params={"name": body.name},
    )


@dataclass(frozen=True)
class NewMember:
    """A member: name, whether a woman, post (C-910), ethnic group where the area has several, and the mediator's uid
    when he or she stands in the register."""

    name: Name = personal()
    female: bool = False
    post: Code = "member"
    ethnic_group: Group = personal(default="")
    mediator: UUID | None = None
    since: date | None = None
    uid: UUID | None = None


def add_member(committee: Organisation, given: NewMember, *, since: date) -> CommitteeMember:
    """A member's row, saved in the running action. Raises ``Invalid`` without a name or for an unknown post."""
    name = given.name.strip()
    if not name:
        raise Invalid("no-name", noop("A member needs a name."), fields={"name": NEEDED})
    check_code("C-910", given.post)
    member = CommitteeMember(
        uid=given.uid or new_uid(),
        organisation=committee,
        name=name,
        post=given.post,
        female=given.female,
        ethnic_group=given.ethnic_group.strip(),
        mediator=given.mediator,
        since=since,
    )
    member.save()
    return member


@action(
    "committee.appoint_member",
    on=Organisation,
    needs=Permission.MANAGE_COMMITTEES,
    merges="append",
    given=NewMember,
    label=_("Add a member"),
    law="人民调解法 art.8, 9",
    policies=(only_committees, own_area),
)
def appoint_member(committee: Organisation, given: NewMember, *, by: Actor, at: Moment) -> Organisation:
    """Add a member between two elections, lawful composition or not (R-104 warns). Raises ``Invalid`` without a name
    and for an unknown post, ``Refused`` for a mediator who is a member already."""
    refuse_ended(committee)
    sitting = CommitteeMember.objects.filter(organisation=committee, until=None)
    if given.mediator is not None and sitting.filter(mediator=given.mediator).exists():
        raise Refused(
            "member-already", noop("%(name)s is a member of the committee already."), params={"name": given.name}
        )
    add_member(committee, given, since=given.since or local_day(at.happened))
    return committee


@dataclass(frozen=True)
class MemberEnded:
    """Which member leaves, on which last day (today when left out), and why."""

    member: UUID
    reason: MemberEnd
    until: date | None = None


@action(
    "committee.end_member",
    on=Organisation,
    needs=Permission.MANAGE_COMMITTEES,
    merges="state",
    given=MemberEnded,
    label=_("End a membership"),
    law="R-106",
    policies=(only_committees, own_area),
)
def end_member(committee: Organisation, given: MemberEnded, *, by: Actor, at: Moment) -> Organisation:
    """End a membership. Raises ``Invalid`` for a person who is no member now or a last day before the first."""
    member = CommitteeMember.objects.filter(pk=given.member, organisation=committee, until=None).first()
    if member is None:
        raise Invalid(
            "no-such-member", noop("This person is no member now."), fields={"member": noop("Choose a member.")}
        )
    until = given.until or local_day(at.happened)
    if until < member.since:
        raise Invalid(
            "ends-before-begin",
            noop("The last day lies before the first."),
            fields={"until": noop("Take a later day.")},
        )
    member.until = until
    member.end_reason = given.reason
    member.save()
    return committee
