"""What a place and a body must be like, and how a county's files are read. Touches no database.

Days: a period runs from its first to its last day, both included; an open end is None.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID, uuid5

from pydantic import Field
from pypinyin import Style, lazy_pinyin

from anmulong.kernel.names import fold
from anmulong.orgs.enums import DivisionLevel, OrganisationKind


NAMESPACE = UUID("6f0d5a0e-3c1b-5d53-9b67-0a6c7e1f2b10")
"""Uids of rows that a file names by slug only (data/divisions/README.md)."""

KINDS_IN_FILES = {
    "town_government": OrganisationKind.GOVERNMENT,
    "police_station": OrganisationKind.POLICE,
}
"""Words of the files for a kind that the tier tells apart already."""

PlaceName = Annotated[str, Field(min_length=1, max_length=60)]
BodyName = Annotated[str, Field(min_length=1, max_length=120)]
Code = Annotated[str, Field(min_length=1, max_length=20)]


@dataclass(frozen=True)
class OfficialCode:
    """A code in one official code book."""

    scheme: Code
    code: Code


@dataclass(frozen=True)
class NewDivision:
    """A place to add: own uid if it has one, parent unless it is the county itself, official codes."""

    name: PlaceName
    level: DivisionLevel
    kind: Code
    parent: UUID | None = None
    uid: UUID | None = None
    codes: tuple[OfficialCode, ...] = ()
    initials: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class NewOrganisation:
    """A body to found. ``committee_kind`` (C-902) and ``professional_kind`` (C-903) for committees only."""

    name: BodyName
    kind: OrganisationKind
    tier: DivisionLevel
    division: UUID
    uid: UUID | None = None
    short_name: Annotated[str, Field(max_length=40)] = ""
    initials: str = ""
    parent: UUID | None = None
    committee_kind: str = ""
    professional_kind: str = ""
    telephone: Annotated[str, Field(max_length=40)] = ""
    address: Annotated[str, Field(max_length=200)] = ""
    began_on: date | None = None


@dataclass(frozen=True)
class FileRow:
    """One row of a county's file: its number (the head is row 1), its slug, the slug above it, the input."""

    number: int
    slug: str
    above: str
    given: NewDivision | NewOrganisation


def holds(first: date | None, last: date | None, on: date) -> bool:
    """Whether a period holds on a day; an open end holds for ever."""
    return (first is None or first <= on) and (last is None or on <= last)


def meets(first: date, last: date | None, other_first: date, other_last: date | None) -> bool:
    """Whether two periods have a day in common. A period that ends before it begins has no day."""
    ends = [day for day in (last, other_last) if day is not None]
    return not ends or max(first, other_first) <= min(ends)


def initials_of(name: str) -> str:
    """Pinyin initials of a name, for searching by typing them: 乌兰镇 → wlz. Other scripts stay as they are."""
    return "".join(lazy_pinyin(fold(name), style=Style.FIRST_LETTER))[:60]


def division_uid(slug: str) -> UUID:
    """The uid of a place of which a file gives the slug only."""
    return uuid5(NAMESPACE, f"division:{slug}")


def organisation_uid(slug: str) -> UUID:
    """The uid of a body of which a file gives the slug only."""
    return uuid5(NAMESPACE, f"organisation:{slug}")
