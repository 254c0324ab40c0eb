"""Committees: their facts, elections, publishing (人民调解法 art. 8, 9; R-104, R-105; O-3)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from anmulong.journal.public import Actor, Moment, action, emit, personal
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.wording import noop
from anmulong.lawbook.public import parameter_int
from anmulong.orgs.actions.known import refuse_ended
from anmulong.orgs.actions.members import NewMember, add_member, only_committees, own_area
from anmulong.orgs.enums import ElectedBy, MemberEnd, Permission
from anmulong.orgs.models import CommitteeMember, CommitteeProfile, CommitteeTerm, Organisation
from anmulong.orgs.queries.committees import profile_of, warnings_of
from anmulong.orgs.rules import last_day_of_term


ONE_DAY = timedelta(days=1)
Line = Annotated[str, Field(max_length=120)]
Name = Annotated[str, Field(max_length=60)]
Group = Annotated[str, Field(max_length=20)]


@dataclass(frozen=True)
class CommitteeFacts:
    """Whether several ethnic groups live in the area and which is the largest; the leading group's head and post."""

    multi_ethnic: bool = False
    largest_group: Group = ""
    leading_group_head: Name = personal(default="")
    leading_group_post: Name = ""


@action(
    "committee.constitute",
    on=Organisation,
    needs=Permission.MANAGE_COMMITTEES,
    merges="state",
    given=CommitteeFacts,
    label=_("Write down the facts of a committee"),
    policies=(only_committees, own_area),
)
def constitute(committee: Organisation, given: CommitteeFacts, *, by: Actor, at: Moment) -> Organisation:
    """Save what is known of a committee, complete or not (R-104: a draft is never refused). Raises ``Invalid`` when
    several ethnic groups live in the area and the largest is not named."""
    if given.multi_ethnic and not given.largest_group.strip():
        raise Invalid(
            "no-largest-group",
            noop("Name the ethnic group with most people in the area."),
            law="人民调解法 art.8",
            fields={"largest_group": noop("This is needed.")},
        )
    profile = profile_of(committee) or CommitteeProfile(organisation=committee)
    profile.multi_ethnic = given.multi_ethnic
    profile.largest_group = given.largest_group.strip()
    profile.leading_group_head = given.leading_group_head.strip()
    profile.leading_group_post = given.leading_group_post.strip()
    profile.save()
    return committee


@dataclass(frozen=True)
class Election:
    """A new term: first day, by whom, where, the minutes, and all members. Who is not among them leaves."""

    elected_by: ElectedBy
    members: tuple[NewMember, ...] = ()
    began_on: date | None = None
    place: Line = ""
    minutes: Line = ""


@action(
    "committee.elect",
    on=Organisation,
    needs=Permission.MANAGE_COMMITTEES,
    merges="state",
    given=Election,
    label=_("Record the election of a committee"),
    law="人民调解法 art.9; R-105",
    policies=(only_committees, own_area),
)
def elect(committee: Organisation, given: Election, *, by: Actor, at: Moment) -> Organisation:
    """Record an election: the term before and its members end the day before, the new members begin. A composition
    that is not lawful is saved and warned about (O-3). Emits ``committee.elected``. Raises ``Invalid`` for a first
    day that is not after that of the term before, and for a member named twice."""
    refuse_ended(committee)
    began_on = given.began_on or local_day(at.happened)
    before = CommitteeTerm.objects.filter(organisation=committee, ended_on=None).first()
    if before is not None:
        if began_on <= before.began_on:
            raise Invalid(
                "before-the-last-term",
                noop("The term before began later."),
                fields={"began_on": noop("Take a later day.")},
            )
        before.ended_on = began_on - ONE_DAY
        before.save()
    CommitteeTerm(
        organisation=committee,
        began_on=began_on,
        due_on=last_day_of_term(began_on, parameter_int("corps.term_years", began_on, county=committee.county)),
        elected_by=given.elected_by,
        place=given.place.strip(),
        minutes=given.minutes.strip(),
    ).save()
    left = _end_members(committee, began_on)
    for member in given.members:
        add_member(committee, member, since=began_on)
    stayed = {member.mediator for member in given.members}
    emit("committee.elected", committee.pk, {"left": [str(uid) for uid in left if uid not in stayed]})
    return committee


def _end_members(committee: Organisation, began_on: date) -> list[UUID]:
    """End everybody's membership on the day before; the mediators among them."""
    found = []
    for member in CommitteeMember.objects.filter(organisation=committee, until=None):
        member.until = began_on - ONE_DAY
        member.end_reason = MemberEnd.TERM_OVER
        member.save()
        if member.mediator is not None:
            found.append(member.mediator)
    return found


@dataclass(frozen=True)
class Publishing:
    """Nothing is asked."""


@action(
    "committee.publish",
    on=Organisation,
    needs=Permission.MANAGE_COMMITTEES,
    merges="state",
    given=Publishing,
    label=_("Publish a committee"),
    law="人民调解法 art.8; R-104",
    policies=(only_committees, own_area),
)
def publish(committee: Organisation, given: Publishing, *, by: Actor, at: Moment) -> Organisation:
    """Publish the committee. Raises ``Refused`` naming every reason while R-104 or R-105 does not hold; nothing else
    ever waits for that (O-3)."""
    refuse_ended(committee)
    faults = [fault for fault in warnings_of(committee, local_day(at.entered)) if fault.blocks_publishing]
    if faults:
        raise Refused(
            "not-lawfully-composed",
            noop("The committee cannot be published yet: %(reasons)s"),
            law=" · ".join(dict.fromkeys(fault.law for fault in faults)),
            params={"reasons": tuple(fault.message for fault in faults)},
            way_out=noop("Complete its members and its election. It mediates meanwhile as before."),
        )
    profile = profile_of(committee) or CommitteeProfile(organisation=committee)
    profile.published_at = at.entered
    profile.save()
    return committee


@action(
    "committee.withdraw",
    on=Organisation,
    needs=Permission.MANAGE_COMMITTEES,
    merges="state",
    given=Publishing,
    label=_("Take back the publishing"),
    policies=(only_committees, own_area),
)
def withdraw(committee: Organisation, given: Publishing, *, by: Actor, at: Moment) -> Organisation:
    """Make a published committee a draft again. Raises ``Refused`` when it is one."""
    profile = profile_of(committee)
    if profile is None or profile.published_at is None:
        raise Refused("not-published", noop("The committee is not published."))
    profile.published_at = None
    profile.save()
    return committee
