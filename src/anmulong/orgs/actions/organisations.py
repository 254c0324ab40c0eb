"""Bodies: found, change, move, end."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from anmulong.journal.public import UNSET, Actor, Moment, Unset, action, emit
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.ids import new_uid
from anmulong.kernel.telephones import check_telephone
from anmulong.kernel.wording import noop
from anmulong.lawbook.public import check_code
from anmulong.orgs.actions.known import is_taken, known, refuse_ended
from anmulong.orgs.enums import OrganisationKind, Permission
from anmulong.orgs.models import Division, Organisation
from anmulong.orgs.rules import BodyName, Ending, NewOrganisation, initials_of


PROFESSIONAL = "professional"
NEEDED = noop("This is needed.")


@action(
    "organisation.found",
    on=Organisation,
    needs=Permission.MANAGE_ORGANISATIONS,
    merges="append",
    creates=True,
    given=NewOrganisation,
    label=_("Add an organisation"),
)
def found(given: NewOrganisation, *, by: Actor, at: Moment) -> Organisation:
    """Add a body. Raises ``Invalid`` without a name, for a taken name, a place of another tier, an unknown parent,
    a committee kind that does not fit (O-3, C-902, C-903), or letters for a telephone number."""
    name = given.name.strip()
    _check_name(by.county, name)
    _check_committee(given)
    _check_place(given.division, given.tier, by)
    _check_parent(given.parent, by)
    organisation = Organisation(
        uid=given.uid or new_uid(),
        name=name,
        kind=given.kind,
        tier=given.tier,
        division_id=given.division,
        short_name=given.short_name,
        initials=given.initials or initials_of(given.short_name or name),
        parent_id=given.parent,
        committee_kind=given.committee_kind,
        professional_kind=given.professional_kind,
        telephone=check_telephone(given.telephone),
        address=given.address,
        began_on=given.began_on,
    )
    organisation.save()
    return organisation


def _check_name(county: str, name: str) -> None:
    if not name:
        raise Invalid("no-name", noop("An organisation needs a name."), fields={"name": NEEDED})
    if is_taken(Organisation, county=county, name=name, ended_on=None):
        raise Invalid(
            "name-taken",
            noop("There is an organisation called %(name)s already."),
            params={"name": name},
            fields={"name": noop("This name is taken.")},
        )


def _check_committee(given: NewOrganisation) -> None:
    if given.kind != OrganisationKind.COMMITTEE:
        if given.committee_kind or given.professional_kind:
            raise Invalid(
                "not-a-committee",
                noop("Only a people's mediation committee has a committee kind."),
                law="O-3",
                fields={"committee_kind": noop("Leave this empty.")},
            )
        return
    if not given.committee_kind:
        raise Invalid(
            "no-committee-kind",
            noop("A people's mediation committee has a kind."),
            law="C-902",
            fields={"committee_kind": NEEDED},
        )
    check_code("C-902", given.committee_kind)
    if (given.committee_kind == PROFESSIONAL) != bool(given.professional_kind):
        raise Invalid(
            "wrong-professional-kind",
            noop("A professional committee, and no other, has a trade."),
            law="C-903",
            fields={"professional_kind": noop("Give it for a professional committee only.")},
        )
    if given.professional_kind:
        check_code("C-903", given.professional_kind)


def _check_place(uid: UUID, tier: int, by: Actor) -> None:
    division = known(Division, by.county, uid)
    if division is None or division.level != tier or division.valid_to is not None:
        raise Invalid(
            "wrong-place",
            noop("An organisation stands in a living place of its own tier."),
            fields={"division": noop("Choose a place of the same tier.")},
        )


def _check_parent(uid: UUID | None, by: Actor) -> None:
    parent = known(Organisation, by.county, uid)
    if uid is not None and (parent is None or parent.ended_on is not None):
        raise Invalid(
            "no-such-parent",
            noop("The organisation above does not exist or has ended."),
            fields={"parent": noop("Choose another organisation.")},
        )


@dataclass(frozen=True)
class OrganisationChange:
    """What is to be different; untouched fields stay ``UNSET``."""

    name: BodyName | Unset = UNSET
    short_name: Annotated[str, Field(max_length=40)] | Unset = UNSET
    telephone: Annotated[str, Field(max_length=40)] | Unset = UNSET
    address: Annotated[str, Field(max_length=200)] | Unset = UNSET


@action(
    "organisation.change",
    on=Organisation,
    needs=Permission.MANAGE_ORGANISATIONS,
    merges="fields",
    given=OrganisationChange,
    label=_("Change an organisation"),
)
def change(organisation: Organisation, given: OrganisationChange, *, by: Actor, at: Moment) -> Organisation:
    """Change name, short name, telephone or address. Raises ``Invalid`` for an empty or taken name, or for letters in
    a telephone number."""
    refuse_ended(organisation)
    if given.name is not UNSET and given.name != organisation.name:
        _check_name(by.county, given.name.strip())
    if given.telephone is not UNSET:
        organisation.telephone = check_telephone(given.telephone)
    for name in ("name", "short_name", "address"):
        value = getattr(given, name)
        if value is not UNSET:
            setattr(organisation, name, value.strip())
    organisation.initials = initials_of(organisation.short_name or organisation.name)
    organisation.save()
    return organisation


@dataclass(frozen=True)
class Move:
    """Where the body stands from now on, and under whom."""

    division: UUID
    parent: UUID | None = None


@action(
    "organisation.move",
    on=Organisation,
    needs=Permission.MANAGE_ORGANISATIONS,
    merges="state",
    given=Move,
    label=_("Move an organisation"),
)
def move(organisation: Organisation, given: Move, *, by: Actor, at: Moment) -> Organisation:
    """Put a body into another place of its tier or under another parent. Emits ``organisation.moved``. Raises
    ``Invalid`` for a place of another tier, for an unknown parent and for itself as parent."""
    refuse_ended(organisation)
    _check_place(given.division, organisation.tier, by)
    _check_parent(given.parent, by)
    _refuse_circle(organisation, given.parent)
    emit("organisation.moved", organisation.pk, {"from": str(organisation.division_id), "to": str(given.division)})
    organisation.division_id = given.division
    organisation.parent_id = given.parent
    organisation.save()
    return organisation


def _refuse_circle(organisation: Organisation, parent: UUID | None) -> None:
    while parent is not None:
        if parent == organisation.pk:
            raise Invalid(
                "circle",
                noop("An organisation cannot stand under itself."),
                fields={"parent": noop("Choose another organisation.")},
            )
        parent = Organisation.objects.values_list("parent", flat=True).get(pk=parent)


@action(
    "organisation.end",
    on=Organisation,
    needs=Permission.MANAGE_ORGANISATIONS,
    merges="state",
    given=Ending,
    label=_("End an organisation"),
)
def end(organisation: Organisation, given: Ending, *, by: Actor, at: Moment) -> Organisation:
    """End a body; what it did stays. Emits ``organisation.ended``. Raises ``Refused`` while others stand under it."""
    refuse_ended(organisation)
    if Organisation.objects.filter(parent=organisation, ended_on=None).exists():
        raise Refused(
            "has-subordinates",
            noop("Other organisations still stand under %(name)s."),
            way_out=noop("Move or end them first."),
            params={"name": organisation.name},
        )
    last = given.on or local_day(at.happened)
    organisation.ended_on = last
    organisation.save()
    emit("organisation.ended", organisation.pk, {"on": last.isoformat()})
    return organisation
