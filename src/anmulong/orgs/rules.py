"""What a place and a body must be like, and how a county's files are read. Touches no database.

Days: a period runs from its first to its last day, both included; an open end is None.
"""

import csv
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from typing import Annotated, Any, TypeVar
from uuid import UUID, uuid5

from pydantic import Field

from anmulong.journal.public import parse
from anmulong.kernel.errors import Invalid
from anmulong.kernel.names import fold
from anmulong.kernel.sounds import first_letters
from anmulong.kernel.wording import Message, noop
from anmulong.orgs.enums import DivisionLevel, OrganisationKind


NAMESPACE = UUID("6f0d5a0e-3c1b-5d53-9b67-0a6c7e1f2b10")
"""Uids of rows that a file names by slug only (data/divisions/README.md)."""

KINDS_IN_FILES = {
    "town_government": OrganisationKind.GOVERNMENT,
    "police_station": OrganisationKind.POLICE,
}
"""Words of the files for a kind that the tier tells apart already."""

CODE_COLUMN = "code:"
DIVISION_COLUMNS = ("uid", "slug", "parent", "level", "kind", "name", "valid_from", "valid_to")
ORGANISATION_COLUMNS = (
    *("uid", "slug", "kind", "name", "short", "division", "tier", "parent", "committee_kind", "professional_kind"),
    *("telephone", "address", "began_on", "note"),
)
NEEDED_IN_DIVISIONS = frozenset({"slug", "parent", "level", "kind", "name"})
COLUMN_OF_FIELD = {"short_name": "short"}
Given = TypeVar("Given")

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
class Ending:
    """The last day of a place, a body or a grid, today when left out, and why."""

    reason: Annotated[str, Field(min_length=1, max_length=200)]
    on: date | None = None


@dataclass(frozen=True)
class DivisionRow:
    """A place in a county's file: number of the row (the head is row 1), slug, uid, input."""

    number: int
    slug: str
    uid: UUID
    given: NewDivision


@dataclass(frozen=True)
class OrganisationRow:
    """A body in a county's file: number of the row from 1, slug, uid, input, how many bodies stand above it."""

    number: int
    slug: str
    uid: UUID
    given: NewOrganisation
    depth: int


@dataclass(frozen=True)
class RowProblem:
    """What is wrong with one column of one row."""

    row: int
    column: str
    message: Message


def holds(first: date | None, last: date | None, on: date) -> bool:
    """Whether a period holds on a day; an open end holds for ever."""
    return (first is None or first <= on) and (last is None or on <= last)


def meets(first: date, last: date | None, other_first: date, other_last: date | None) -> bool:
    """Whether two periods have a day in common. A period that ends before it begins has no day."""
    ends = [day for day in (last, other_last) if day is not None]
    return not ends or max(first, other_first) <= min(ends)


def share_ground(upper_part: str, lower_part: str, *, same_place: bool) -> bool:
    """Whether two covers of one layer lie on common ground (O-7): of one place, or of a place and one inside it.

    The whole of the upper place takes in everything; a named part of it only the same part of the same place.
    """
    if not upper_part:
        return True
    return same_place and (not lower_part or upper_part == lower_part)


def initials_of(name: str) -> str:
    """Pinyin initials of a name, for searching by typing them: 乌兰镇 → wlz. Other scripts stay as they are."""
    return "".join(first_letters(fold(name)))[:60]


def division_uid(slug: str) -> UUID:
    """The uid of a place of which a file gives the slug only."""
    return uuid5(NAMESPACE, f"division:{slug}")


def organisation_uid(slug: str) -> UUID:
    """The uid of a body of which a file gives the slug only."""
    return uuid5(NAMESPACE, f"organisation:{slug}")


class _Mistakes:
    """Collects what is wrong, so that a person mends a file once and not row by row."""

    def __init__(self, file: str) -> None:
        self.file = Message(file)
        self.found: list[RowProblem] = []

    def add(self, row: int, column: str, text: str | Message, **params: object) -> None:
        message = text if isinstance(text, Message) else Message(text, params)
        self.found.append(RowProblem(row, column, message))

    def raise_any(self) -> None:
        """Raise :class:`Invalid` with every problem in ``details["problems"]``; the message names the first."""
        if not self.found:
            return
        first = min(self.found, key=lambda problem: (problem.row, problem.column))
        raise Invalid(
            "bad-file",
            noop("%(file)s cannot be used: row %(row)s, column %(column)s: %(problem)s (%(number)s problems in all)"),
            way_out=noop("Mend the rows that are named and load the file again; nothing was stored."),
            params={
                "file": self.file,
                "row": first.row,
                "column": first.column,
                "problem": first.message,
                "number": len(self.found),
            },
            fields={f"{problem.row}.{problem.column}": problem.message for problem in self.found},
            details={"problems": tuple(self.found)},
        )


def parse_divisions(text: str) -> list[DivisionRow]:
    """The places of a county's CSV file (data/divisions/README.md), parents before children.

    Raises :class:`Invalid` that names every bad row and column: unknown or missing columns, values that cannot be
    read, slugs, names and codes given twice, parents that are missing or on the wrong tier, not exactly one county.
    """
    reader = csv.DictReader(StringIO(text.removeprefix("\ufeff")))
    mistakes = _Mistakes(noop("The file of places"))
    columns = [column or "" for column in reader.fieldnames or ()]
    for column in sorted(NEEDED_IN_DIVISIONS - set(columns)):
        mistakes.add(1, column, noop("This column is missing."))
    for column in columns:
        if column not in DIVISION_COLUMNS and not column.startswith(CODE_COLUMN):
            mistakes.add(1, column, noop("This column is not known."))
    mistakes.raise_any()
    raw = [(number, _stripped(values)) for number, values in enumerate(reader, start=2)]
    _check_slugs(raw, mistakes)
    by_slug = {values["slug"]: values for _, values in raw}
    rows = [row for number, values in raw if (row := _division_row(number, values, by_slug, mistakes)) is not None]
    _check_places(rows, mistakes)
    mistakes.raise_any()
    return sorted(rows, key=lambda row: (row.given.level, row.number))


def _stripped(values: Mapping[Any, Any]) -> dict[str, str]:
    return {str(name): value.strip() for name, value in values.items() if isinstance(value, str)}


def _check_slugs(raw: Sequence[tuple[int, Mapping[str, Any]]], mistakes: _Mistakes) -> None:
    seen: set[str] = set()
    for number, values in raw:
        slug = str(values.get("slug", ""))
        if not slug:
            mistakes.add(number, "slug", noop("This is needed."))
        elif slug in seen:
            mistakes.add(number, "slug", noop("This stands in the file twice: %(value)s"), value=slug)
        seen.add(slug)


def _division_row(
    number: int, values: dict[str, str], by_slug: Mapping[str, Mapping[str, str]], mistakes: _Mistakes
) -> DivisionRow | None:
    parent = values.get("parent", "")
    if parent and parent not in by_slug:
        mistakes.add(number, "parent", noop("No row has this slug: %(value)s"), value=parent)
        return None
    uid = values.get("uid") or str(division_uid(values.get("slug", "")))
    codes = [
        {"scheme": column.removeprefix(CODE_COLUMN), "code": value}
        for column, value in values.items()
        if column.startswith(CODE_COLUMN) and value
    ]
    level = values.get("level", "")
    wanted = {
        "name": values.get("name", ""),
        "kind": values.get("kind", ""),
        "level": int(level) if level.isdecimal() else level,
        "uid": uid,
        "parent": (by_slug[parent].get("uid") or str(division_uid(parent))) if parent else None,
        "codes": codes,
        "valid_from": values.get("valid_from") or None,
        "valid_to": values.get("valid_to") or None,
    }
    given = _parsed(NewDivision, wanted, number, mistakes)
    return None if given is None else DivisionRow(number, values["slug"], UUID(uid), given)


def _parsed(kind: type[Given], values: Mapping[str, Any], number: int, mistakes: _Mistakes) -> Given | None:
    try:
        return parse(kind, values)
    except Invalid as error:
        for name, message in error.fields.items():
            mistakes.add(number, COLUMN_OF_FIELD.get(name, name), message)
        return None


def _check_places(rows: Sequence[DivisionRow], mistakes: _Mistakes) -> None:
    by_uid = {row.uid: row for row in rows}
    for row in rows:
        above = by_uid.get(row.given.parent) if row.given.parent else None
        if (above.given.level if above else 0) != row.given.level - 1:
            mistakes.add(row.number, "parent", noop("The parent must stand exactly one level above."))
    _check_once(((row, "uid", row.uid) for row in rows), mistakes)
    living = [row for row in rows if row.given.valid_to is None]
    _check_once(((row, "name", (row.given.parent, row.given.name)) for row in living), mistakes)
    codes = ((row, f"{CODE_COLUMN}{code.scheme}", code) for row in living for code in row.given.codes)
    _check_once(codes, mistakes)
    counties = [row for row in rows if row.given.level == DivisionLevel.COUNTY]
    if len(counties) != 1:
        mistakes.add(1, "level", noop("One row must be the county itself; there are %(number)s."), number=len(counties))


def _check_once(values: Iterable[tuple[DivisionRow | OrganisationRow, str, object]], mistakes: _Mistakes) -> None:
    seen: dict[object, int] = {}
    for row, column, value in values:
        earlier = seen.setdefault((column, value), row.number)
        if earlier != row.number:
            mistakes.add(row.number, column, noop("The same stands in row %(other)s."), other=earlier)


def parse_organisations(text: str, divisions: Iterable[DivisionRow]) -> list[OrganisationRow]:
    """The bodies of a county's TOML file (data/organisations/README.md), each after the one above it.

    Rows are numbered from 1. Raises :class:`Invalid` that names every bad row and column: unknown columns, values
    that cannot be read, slugs and names given twice, unknown places and parents, a tier that is not the place's.
    """
    mistakes = _Mistakes(noop("The file of organisations"))
    raw = _tables(text)
    for number, values in raw:
        for column in sorted(set(values) - set(ORGANISATION_COLUMNS)):
            mistakes.add(number, column, noop("This column is not known."))
    _check_slugs(raw, mistakes)
    places = {row.slug: row for row in divisions}
    uids = {str(values.get("slug", "")): _organisation_uid(values) for _, values in raw}
    above = {str(values.get("slug", "")): str(values.get("parent", "")) for _, values in raw}
    rows = []
    for number, values in raw:
        depth = _depth(str(values.get("slug", "")), above)
        row = _organisation_row(number, values, (places, uids), mistakes) if depth is not None else None
        if depth is None:
            mistakes.add(number, "parent", noop("An organisation cannot stand under itself."))
        if row is not None and depth is not None:
            rows.append(OrganisationRow(number, values["slug"], UUID(uids[values["slug"]]), row, depth))
    _check_once(((row, "name", row.given.name) for row in rows), mistakes)
    _check_once(((row, "uid", row.uid) for row in rows), mistakes)
    mistakes.raise_any()
    return sorted(rows, key=lambda row: (row.depth, row.number))


def _tables(text: str) -> list[tuple[int, dict[str, Any]]]:
    try:
        tables = tomllib.loads(text).get("organisations", [])
    except tomllib.TOMLDecodeError as error:
        raise Invalid(
            "bad-file",
            noop("The file of organisations cannot be read: %(problem)s"),
            params={"problem": str(error)},
        ) from error
    return [(number, dict(table)) for number, table in enumerate(tables, start=1)]


def _organisation_uid(values: Mapping[str, Any]) -> str:
    return str(values.get("uid") or organisation_uid(str(values.get("slug", ""))))


def _depth(slug: str, above: Mapping[str, str]) -> int | None:
    """How many stand above; None when the line comes back to itself."""
    seen = [slug]
    while above.get(seen[-1]):
        seen.append(above[seen[-1]])
        if len(set(seen)) < len(seen):
            return None
    return len(seen) - 1


def _organisation_row(
    number: int,
    values: Mapping[str, Any],
    known: tuple[Mapping[str, DivisionRow], Mapping[str, str]],
    mistakes: _Mistakes,
) -> NewOrganisation | None:
    places, uids = known
    division, parent, kind = (str(values.get(name, "")) for name in ("division", "parent", "kind"))
    place = places.get(division)
    if place is None:
        mistakes.add(number, "division", noop("No row has this slug: %(value)s"), value=division)
    elif place.given.level != values.get("tier"):
        mistakes.add(number, "tier", noop("The tier is not that of the place."))
    if parent and parent not in uids:
        mistakes.add(number, "parent", noop("No row has this slug: %(value)s"), value=parent)
    if place is None or (parent and parent not in uids):
        return None
    same = ("name", "tier", "committee_kind", "professional_kind", "telephone", "address", "began_on")
    wanted = {name: values[name] for name in same if name in values} | {
        "kind": KINDS_IN_FILES.get(kind, kind),
        "division": str(place.uid),
        "uid": _organisation_uid(values),
        "parent": uids[parent] if parent else None,
        "short_name": values.get("short", ""),
    }
    return _parsed(NewOrganisation, wanted, number, mistakes)


LEAST_MEMBERS, MOST_MEMBERS = 3, 9
DIRECTOR = "director"
COMPOSITION = "人民调解法 art.8; R-104"
TERM = "人民调解法 art.9; R-105"


@dataclass(frozen=True)
class MemberFacts:
    """What the law asks of one member: post (C-910), whether a woman, ethnic group where it is known."""

    post: str
    female: bool
    ethnic_group: str = ""


@dataclass(frozen=True)
class Fault:
    """What is not as the law wants it: code, words, article; whether it blocks publishing. It blocks nothing else."""

    code: str
    message: Message
    law: str
    blocks_publishing: bool = True


def committee_warnings(
    members: Sequence[MemberFacts],
    *,
    due_on: date | None,
    on: date,
    remind_days: Sequence[int] = (),
    smaller_than: str = "",
) -> list[Fault]:
    """What is wrong with a committee on the day ``on`` (人民调解法 art. 8, 9; R-104, R-105).

    ``due_on``: the last day of the term, None when no election was recorded. ``smaller_than``: the largest ethnic
    group of the area, where several live. Reminders and the ethnic rule warn only; the rest blocks publishing (O-3).
    """
    return [*_composition(members, smaller_than), *_term(due_on, on, remind_days)]


def _composition(members: Sequence[MemberFacts], smaller_than: str) -> list[Fault]:
    found = []
    number = len(members)
    if not LEAST_MEMBERS <= number <= MOST_MEMBERS:
        text = noop("A committee has 3 to 9 members; this one has %(number)s.")
        found.append(Fault("wrong-number", Message(text, {"number": number}), COMPOSITION))
    directors = sum(member.post == DIRECTOR for member in members)
    if directors != 1:
        text = noop("A committee has exactly one director; this one has %(number)s.")
        found.append(Fault("not-one-director", Message(text, {"number": directors}), COMPOSITION))
    if not any(member.female for member in members):
        found.append(Fault("no-woman", Message(noop("No woman is a member.")), COMPOSITION))
    if smaller_than and not any(member.ethnic_group not in ("", smaller_than) for member in members):
        text = noop("Several ethnic groups live in the area and no member belongs to a smaller one.")
        found.append(Fault("no-smaller-group", Message(text), COMPOSITION, blocks_publishing=False))
    return found


def _term(due_on: date | None, on: date, remind_days: Sequence[int]) -> list[Fault]:
    if due_on is None:
        return [Fault("no-election", Message(noop("No election is recorded.")), TERM)]
    left = (due_on - on).days
    if left < 0:
        text = noop("The term ended on %(day)s.")
        return [Fault("term-over", Message(text, {"day": due_on.isoformat()}), TERM)]
    if left <= max(remind_days, default=-1):
        text = noop("The term ends on %(day)s, in %(left)s days.")
        params = {"day": due_on.isoformat(), "left": left}
        return [Fault("term-ends-soon", Message(text, params), TERM, blocks_publishing=False)]
    return []


def last_day_of_term(began_on: date, years: int) -> date:
    """The last day of a term: the day before the same date, ``years`` later; 29 February ends on 28 February."""
    try:
        return began_on.replace(year=began_on.year + years) - timedelta(days=1)
    except ValueError:
        return date(began_on.year + years, 2, 28)
