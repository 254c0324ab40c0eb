"""The list of places."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.journal.public import Actor, Moment, action
from anmulong.kernel.errors import Invalid
from anmulong.kernel.ids import new_uid
from anmulong.kernel.wording import noop
from anmulong.orgs.enums import DivisionLevel, Permission
from anmulong.orgs.models import Division, DivisionCode


@dataclass(frozen=True)
class OfficialCode:
    """A code in one official code book."""

    scheme: str
    code: str


@dataclass(frozen=True)
class NewDivision:
    """A place to add: own uid if it has one, parent unless it is the county itself, official codes."""

    name: str
    level: DivisionLevel
    kind: str
    parent: UUID | None = None
    uid: UUID | None = None
    codes: tuple[OfficialCode, ...] = ()
    initials: str = ""
    valid_from: date | None = None


@action(
    "division.add",
    on=Division,
    needs=Permission.MANAGE_DIVISIONS,
    merges="append",
    creates=True,
    given=NewDivision,
    label=_("Add a place"),
)
def add(given: NewDivision, *, by: Actor, at: Moment) -> Division:
    """Add a place. Raises ``Invalid`` without a name, or when the parent is missing or on the wrong tier."""
    if not given.name.strip():
        raise Invalid("no-name", noop("A place needs a name."), fields={"name": noop("This is needed.")})
    if (given.parent is None) != (given.level == DivisionLevel.COUNTY):
        raise Invalid("no-parent", noop("Every place below the county lies in another one."), fields={"parent": noop("This is needed.")})
    division = Division(
        uid=given.uid or new_uid(),
        name=given.name.strip(),
        level=given.level,
        kind=given.kind,
        parent_id=given.parent,
        initials=given.initials,
        valid_from=given.valid_from,
    )
    division.save()
    for code in given.codes:
        DivisionCode(division=division, scheme=code.scheme, code=code.code, valid_from=given.valid_from).save()
    return division
