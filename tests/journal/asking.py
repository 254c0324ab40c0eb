"""Short ways to ask for things through the road, for the tests of the journal."""

from typing import Any
from uuid import UUID

from anmulong.journal.public import Actor, Call, Outcome, perform
from anmulong.orgs.enums import DivisionLevel, OrganisationKind
from anmulong.orgs.models import Organisation
from anmulong.orgs.public import NewDivision, NewOrganisation, OrganisationChange


def add_banner(by: Actor, name: str = "鄂托克旗") -> UUID:
    """The banner itself."""
    given = NewDivision(name=name, level=DivisionLevel.COUNTY, kind="banner")
    return perform(Call("division.add", given), by=by).subject


def add_town(by: Actor, banner: UUID, name: str) -> UUID:
    """A town of the banner."""
    given = NewDivision(name=name, level=DivisionLevel.TOWN, kind="town", parent=banner)
    return perform(Call("division.add", given), by=by).subject


def founding(banner: UUID, name: str, *, operation: UUID | None = None, **given: Any) -> Call:
    """A call that founds a department."""
    given = {"kind": OrganisationKind.DEPARTMENT, **given}
    body = NewOrganisation(name=name, tier=DivisionLevel.COUNTY, division=banner, **given)
    return Call("organisation.found", body, **({"operation": operation} if operation else {}))


def found(by: Actor, banner: UUID, name: str, **given: Any) -> UUID:
    """A department; its uid."""
    return perform(founding(banner, name, **given), by=by).subject


def changing(body: UUID, *, base: dict[str, Any] | None = None, version: int | None = None, **given: Any) -> Call:
    """A call that changes a body."""
    return Call("organisation.change", OrganisationChange(**given), subject=body, base=base, version=version)


def change(by: Actor, body: UUID, **given: Any) -> Outcome:
    """Change a body."""
    return perform(changing(body, **given), by=by)


def organisation(uid: UUID) -> Organisation:
    """The body as it stands in the database."""
    return Organisation.objects.get(pk=uid)
