"""Studios of a committee, and Party bodies at an organisation (SF/T 0018; M-01)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from anmulong.journal.public import Actor, Moment, action
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.ids import new_uid
from anmulong.kernel.wording import noop
from anmulong.lawbook.public import check_code
from anmulong.orgs.actions.known import is_taken, known, refuse_ended
from anmulong.orgs.actions.members import only_committees, own_area
from anmulong.orgs.enums import OrganisationKind, PartyLevel, Permission, StudioKind
from anmulong.orgs.models import Organisation, PartyBody
from anmulong.orgs.rules import BodyName, initials_of


NEEDED = noop("This is needed.")


@dataclass(frozen=True)
class NewStudio:
    """A studio of a committee; ``professional_kind`` (C-903) for a studio of a trade only."""

    committee: UUID
    name: BodyName
    studio_kind: StudioKind
    professional_kind: Annotated[str, Field(max_length=30)] = ""
    telephone: Annotated[str, Field(max_length=40)] = ""
    address: Annotated[str, Field(max_length=200)] = ""
    began_on: date | None = None
    uid: UUID | None = None


@action(
    "studio.open",
    on=Organisation,
    needs=Permission.MANAGE_COMMITTEES,
    merges="append",
    creates=True,
    given=NewStudio,
    label=_("Open a studio"),
)
def open_studio(given: NewStudio, *, by: Actor, at: Moment) -> Organisation:
    """Open a studio under a committee, in its place and on its tier; it ends by ``organisation.end``. Raises
    ``Invalid`` for an unknown committee, a taken name, and a trade that does not fit the kind (C-903)."""
    committee = known(Organisation, by.county, given.committee)
    if committee is None:
        raise Invalid("no-such-committee", noop("There is no such committee."), fields={"committee": NEEDED})
    refuse_ended(committee)
    only_committees(committee, by, at)
    own_area(committee, by, at)
    name = given.name.strip()
    if not name or is_taken(Organisation, county=by.county, name=name, ended_on=None):
        raise Invalid("name-taken", noop("A studio needs a name of its own."), fields={"name": NEEDED})
    if (given.studio_kind == StudioKind.TRADE) != bool(given.professional_kind):
        raise Invalid(
            "wrong-professional-kind",
            noop("A studio of a trade, and no other, has a trade."),
            law="C-903",
            fields={"professional_kind": noop("Give it for a studio of a trade only.")},
        )
    if given.professional_kind:
        check_code("C-903", given.professional_kind)
    studio = Organisation(
        uid=given.uid or new_uid(),
        kind=OrganisationKind.STUDIO,
        tier=committee.tier,
        name=name,
        initials=initials_of(name),
        division_id=committee.division_id,
        parent_id=committee.pk,
        studio_kind=given.studio_kind,
        professional_kind=given.professional_kind,
        telephone=given.telephone.strip(),
        address=given.address.strip(),
        began_on=given.began_on or local_day(at.happened),
    )
    studio.save()
    return studio


@dataclass(frozen=True)
class NewPartyBody:
    """A general branch, a branch or a pioneer post at this organisation, since a day (today when left out)."""

    level: PartyLevel
    name: BodyName
    since: date | None = None
    uid: UUID | None = None


@action(
    "party_body.set_up",
    on=Organisation,
    needs=Permission.MANAGE_COMMITTEES,
    merges="append",
    given=NewPartyBody,
    label=_("Record a Party body"),
    law="M-01",
    policies=(own_area,),
)
def set_up(body: Organisation, given: NewPartyBody, *, by: Actor, at: Moment) -> Organisation:
    """Record that a Party body stands at this organisation. Raises ``Invalid`` for an empty or taken name."""
    refuse_ended(body)
    name = given.name.strip()
    if not name or PartyBody.objects.filter(organisation=body, name=name, until=None).exists():
        raise Invalid("name-taken", noop("The Party body needs a name of its own."), fields={"name": NEEDED})
    PartyBody(
        uid=given.uid or new_uid(),
        organisation=body,
        level=given.level,
        name=name,
        since=given.since or local_day(at.happened),
    ).save()
    return body


@dataclass(frozen=True)
class PartyBodyEnded:
    """Which Party body ends, on which last day (today when left out)."""

    party_body: UUID
    until: date | None = None


@action(
    "party_body.end",
    on=Organisation,
    needs=Permission.MANAGE_COMMITTEES,
    merges="state",
    given=PartyBodyEnded,
    label=_("End a Party body"),
    policies=(own_area,),
)
def end_party_body(body: Organisation, given: PartyBodyEnded, *, by: Actor, at: Moment) -> Organisation:
    """End the record of a Party body. Raises ``Refused`` when there is none."""
    row = PartyBody.objects.filter(pk=given.party_body, organisation=body, until=None).first()
    if row is None:
        raise Refused("no-such-party-body", noop("There is no such Party body here."))
    row.until = given.until or local_day(at.happened)
    row.save()
    return body
