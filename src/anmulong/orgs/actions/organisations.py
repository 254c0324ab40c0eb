"""Bodies: found, change, end."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from anmulong.journal.public import UNSET, Actor, Moment, Unset, action
from anmulong.kernel.errors import Invalid
from anmulong.kernel.ids import new_uid
from anmulong.kernel.wording import noop
from anmulong.orgs.enums import OrganisationKind, Permission
from anmulong.orgs.models import Organisation
from anmulong.orgs.rules import NewOrganisation


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
    """Add a body. Raises ``Invalid`` for a committee kind on a body that is no committee (O-3)."""
    if not given.name.strip():
        raise Invalid("no-name", noop("An organisation needs a name."), fields={"name": noop("This is needed.")})
    if given.committee_kind and given.kind != OrganisationKind.COMMITTEE:
        raise Invalid(
            "not-a-committee",
            noop("Only a people's mediation committee has a committee kind."),
            law="O-3",
            fields={"committee_kind": noop("Leave this empty.")},
        )
    organisation = Organisation(
        uid=given.uid or new_uid(),
        name=given.name.strip(),
        kind=given.kind,
        tier=given.tier,
        division_id=given.division,
        short_name=given.short_name,
        initials=given.initials,
        parent_id=given.parent,
        committee_kind=given.committee_kind,
        professional_kind=given.professional_kind,
        telephone=given.telephone,
        address=given.address,
        began_on=given.began_on,
    )
    organisation.save()
    return organisation


@dataclass(frozen=True)
class OrganisationChange:
    """What is to be different; untouched fields stay ``UNSET``."""

    name: str | Unset = UNSET
    short_name: str | Unset = UNSET
    telephone: str | Unset = UNSET
    address: str | Unset = UNSET


@action(
    "organisation.change",
    on=Organisation,
    needs=Permission.MANAGE_ORGANISATIONS,
    merges="fields",
    given=OrganisationChange,
    label=_("Change an organisation"),
)
def change(organisation: Organisation, given: OrganisationChange, *, by: Actor, at: Moment) -> Organisation:
    """Change name, short name, telephone or address."""
    for name in ("name", "short_name", "telephone", "address"):
        value = getattr(given, name)
        if value is not UNSET:
            setattr(organisation, name, value)
    organisation.save()
    return organisation
