"""One matter as every file that goes out tells it: masked (O-4), nothing of a restricted one, words in Chinese."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from anmulong.access.public import who
from anmulong.disputes.public import ORDERS, Dispute, LedgerFilter, Viewer, ledger
from anmulong.journal.public import Actor
from anmulong.kernel.clock import LOCAL
from anmulong.lawbook.public import dispute_type_label, official_type
from anmulong.orgs.public import divisions, organisations
from anmulong.people.public import Party, covered, parties_of


CHUNK = 500
FILE_LANGUAGE = "zh-hans"
RESTRICTED = "限阅"


@dataclass(frozen=True)
class Line:
    """One matter with what its cells need: its parties, and the names behind uids."""

    matter: Dispute
    parties: Sequence[Party]
    places: dict[UUID, str]
    bodies: dict[UUID, str]
    people: dict[UUID, str]

    def told(self, text: str) -> str:
        """A text without the names of the parties and without whole numbers; nothing of a restricted matter."""
        if self.matter.restricted:
            return RESTRICTED if text else ""
        return covered(text, self.parties, masked=True)


@dataclass(frozen=True)
class SheetShape:
    """A sheet of a file: its name, heads with widths, and the rows that some matters give."""

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Callable[[Sequence[Line], Actor, datetime], Iterable[list[str]]]


Write = Callable[[Line], str]
Columns = tuple[tuple[str, int, Write], ...]


def one_row_each(name: str, columns: Columns) -> SheetShape:
    """A sheet in which every matter has one row."""

    def rows(lines: Sequence[Line], by: Actor, now: datetime) -> Iterator[list[str]]:
        return ([write(line) for _, _, write in columns] for line in lines)

    return SheetShape(name, [(head, width) for head, width, _ in columns], rows)


def lines_of(wanted: LedgerFilter, by: Actor, now: datetime) -> Iterator[list[Line]]:
    """The filtered matters of the actor's scope in their order, in pieces of ``CHUNK``."""
    viewer = Viewer(account=by.uid, organisation=by.organisation, now=now)
    found = ledger(by.rights.scope(now), wanted, viewer).in_order(ORDERS[wanted.order_name()])
    places = {place.pk: place.name for place in divisions(by.county)}
    bodies = {body.pk: str(body) for body in organisations(by.county)}
    while chunk := list(islice(found, CHUNK)):
        parties = parties_of(matter.pk for matter in chunk)
        people = who(uid for matter in chunk for uid in (matter.owner_person, matter.registered_by))
        yield [Line(matter, parties[matter.pk], places, bodies, people) for matter in chunk]


def day(moment: datetime | None) -> str:
    """2026-03-05, local; empty for none."""
    return f"{moment.astimezone(LOCAL):%Y-%m-%d}" if moment else ""


def minute(moment: datetime | None) -> str:
    """2026-03-05 10:20, local; empty for none."""
    return f"{moment.astimezone(LOCAL):%Y-%m-%d %H:%M}" if moment else ""


def kind(line: Line) -> str:
    """The kind of dispute in words; of a restricted matter only the official one."""
    code = line.matter.kind
    if code and line.matter.restricted:
        code = official_type(code)
    return dispute_type_label(code, "zh") if code else ""


def named(names: dict[UUID, str], uid: UUID | None) -> str:
    """The name behind a uid; empty for none."""
    return names.get(uid, "") if uid else ""


def number(value: Any) -> str:
    """A number as text; empty for none."""
    return "" if value is None else str(value)
