"""Good rows of a ledger onto the road: registered, settled, answered, in batches that may be repeated."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from anmulong.base import clock
from anmulong.base.crypto import keyring
from anmulong.disputes.enums import AnswerWay, Colour
from anmulong.disputes.public import MATTER, Answer, Dispute, Grading, Settlement
from anmulong.exchange.cells import BadCell, Layout
from anmulong.exchange.changing import SETTLE, RowChange, change_of, operation_of
from anmulong.exchange.enums import ChangeWay
from anmulong.exchange.rows import Followed, LedgerRow, RefusedRow
from anmulong.journal.public import Actor, Call, perform_batch
from anmulong.kernel.errors import DomainError
from anmulong.kernel.wording import Message, noop
from anmulong.people.public import parties_of


COLUMN_OF = {
    "what": "what", "place": "place", "source": "source", "division": "gacha", "title": "title", "reporter": "reporter",
    "reporter_phone": "reporter_phone", "kind": "kind", "parties": "parties", "people_count": "people",
    "amount_at_stake": "amount", "forecast": "forecast", "scale": "scale", "happened_at": "received",
    "narrative": "what",
}  # fmt: skip
"""The field of a file behind an answer of the registration, to mark the cell when the action itself refuses."""

GRAVE = (Colour.RED, Colour.ORANGE, Colour.YELLOW)
LEDGER_SAYS = "据原台账"

OTHER_TEXT = noop(
    "A row with this number came in before with another text. Another matter needs another number; "
    "a corrected text is corrected on the matter's page."
)
NOT_HERE = noop(
    "This ledger has no matter %(number)s that you may see. Empty the cell to register the row as a new matter."
)
TWICE = noop("This number stands twice in this file, with different texts.")
CLASHES = noop("This was changed in the office meanwhile; what stands here was kept.")
CAME_BEFORE = noop("This row came in before, with other content or by somebody else; it was not changed.")


@dataclass
class Arrival:
    """What became of some rows; ``partial`` are in, but without the result or answer that was refused."""

    added: int = 0
    already: int = 0
    answers: int = 0
    settled: int = 0
    changed: int = 0
    refused: list[RefusedRow] = field(default_factory=list)
    partial: list[RefusedRow] = field(default_factory=list)

    def add(self, other: "Arrival") -> None:
        """Count the other's rows too; its rows are not kept."""
        self.added += other.added
        self.already += other.already
        self.answers += other.answers
        self.settled += other.settled
        self.changed += other.changed


@dataclass(frozen=True)
class _Known:
    """The matters among some rows that the ledger has already: by uid, and by their own number."""

    by_uid: dict[UUID, Dispute]
    by_number: dict[str, Dispute]

    def of(self, row: LedgerRow) -> Dispute | None:
        return self.by_number.get(row.own_number) if row.own_number else self.by_uid.get(row.uid)


@dataclass
class Sorted:
    """Rows before they go in: new ones, ones that came in before and what changed in them, ones with a number of ours,
    ones that may not."""

    new: list[LedgerRow] = field(default_factory=list)
    changed: list[RowChange] = field(default_factory=list)
    inside: list[tuple[LedgerRow, Dispute]] = field(default_factory=list)
    ours: list[LedgerRow] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)

    @property
    def already(self) -> int:
        """How many are in the ledger."""
        return len(self.inside) + len(self.ours)


class Arriving:
    """Takes rows in the name of one actor."""

    def __init__(self, by: Actor, home: UUID | None = None, *, changes: bool = True) -> None:
        self.by, self.home, self.changes = by, home, changes
        self._texts: dict[UUID, int] = {}

    def sort(self, rows: Sequence[LedgerRow], layout: Layout) -> "Sorted":
        """Tell new rows from those that are in already, and from those that may not come in. Changes nothing."""
        known, marking, found = self._known(rows), _Marking(layout), Sorted()
        parties = parties_of(known.by_uid)
        for row in rows:
            matter = known.of(row)
            if self._twice(row):
                found.refused.append(marking.row(row, "number", Message(TWICE)))
            elif matter is None and row.own_number:
                found.refused.append(marking.row(row, "number", Message(NOT_HERE, {"number": row.own_number})))
            elif matter is None:
                found.new.append(row)
            elif row.own_number:
                found.ours.append(row)
            elif (change := change_of(row, matter, parties[matter.pk], self.home)) is not None and change.is_other:
                found.refused.append(marking.row(row, "number", Message(OTHER_TEXT)))
            else:
                found.inside.append((row, matter))
                found.changed += [change] if change is not None else []
        return found

    def _twice(self, row: LedgerRow) -> bool:
        """Whether the number stood in an earlier row of the file with another text."""
        words = hash("".join(row.registration.what.split()))
        return not row.own_number and self._texts.setdefault(row.uid, words) != words

    def take(self, rows: Sequence[LedgerRow], layout: Layout) -> Arrival:
        """Register what is new, then record results, answers and colours of what is in and has none yet."""
        found, marking = self.sort(rows, layout), _Marking(layout)
        arrival = Arrival(already=found.already, refused=list(found.refused))
        added = self._register(found.new, arrival, marking)
        if self.changes:
            self._change(found.changed, arrival, marking)
        self._follow(found.inside, added, arrival, marking)
        return arrival

    def _known(self, rows: Sequence[LedgerRow]) -> _Known:
        visible = Dispute.objects.in_scope(self.by.rights.scope(clock.now()))
        numbers = [row.own_number for row in rows if row.own_number]
        uids = [row.uid for row in rows if not row.own_number]
        by_uid = {row.pk: row for row in visible.filter(pk__in=uids)} if uids else {}
        by_number = {row.number: row for row in visible.filter(number__in=numbers)} if numbers else {}
        keyring().warm(by_uid)
        return _Known(by_uid, by_number)

    def _register(self, rows: Sequence[LedgerRow], arrival: Arrival, marking: "_Marking") -> list[LedgerRow]:
        calls = {operation_of(row.uid, "dispute.register"): row for row in rows}
        report = perform_batch(
            [
                Call("dispute.register", row.registration, operation=operation, happened_at=row.happened)
                for operation, row in calls.items()
            ],
            by=self.by,
        )
        for operation, error in report.refused.items():
            arrival.refused.append(marking.error(calls[operation], error))
        arrival.already += report.repeated + len(rows) - len(calls)
        arrival.added += len(report.done) - report.repeated
        return [row for operation, row in calls.items() if operation in report.done]

    def _change(self, changes: Sequence[RowChange], arrival: Arrival, marking: "_Marking") -> None:
        """What the file changed goes over the road with the values that were seen; a clash stays out and is named."""
        calls = {call.operation: (call, change) for change in changes for call in change.calls}
        report = perform_batch([call for call, _ in calls.values()], by=self.by)
        arrival.changed += len({calls[each][1].row.uid for each in report.done})
        for operation, error in report.refused.items():
            arrival.partial.append(marking.error(calls[operation][1].row, error))
        for change in changes:
            cells = [each.field for each in change.fields if each.way is ChangeWay.CLASH]
            arrival.partial += [marking.row(change.row, name, Message(CLASHES)) for name in cells]

    def _follow(
        self,
        known: Sequence[tuple[LedgerRow, Dispute]],
        added: Sequence[LedgerRow],
        arrival: Arrival,
        marking: "_Marking",
    ) -> None:
        """The same steps for new rows and for rows that an interrupted import left without them."""
        to_settle = [row for row in added if row.settled]
        to_settle += [row for row, found in known if row.settled and MATTER.allows(found.state, SETTLE)]
        to_answer = [row for row in added if row.answer]
        to_answer += [row for row, found in known if row.answer and not found.answer_way]
        to_grade = [row for row in added if row.colour in GRAVE and not row.registration.history]
        arrival.settled += self._batch(to_settle, SETTLE, _settlement, arrival, marking)
        arrival.answers += self._batch(to_answer, "dispute.answer", _answer, arrival, marking)
        self._grade(to_grade)

    def _batch(
        self,
        rows: Sequence[LedgerRow],
        action: str,
        made: Callable[[LedgerRow], tuple[Any, Followed]],
        arrival: Arrival,
        marking: "_Marking",
    ) -> int:
        calls: dict[UUID, LedgerRow] = {}
        asked = []
        for row in rows:
            given, followed = made(row)
            operation = operation_of(row.uid, action)
            calls[operation] = row
            asked.append(Call(action, given, subject=row.uid, operation=operation, happened_at=followed.at))
        report = perform_batch(asked, by=self.by)
        for operation, error in report.refused.items():
            arrival.partial.append(marking.error(calls[operation], error))
        return len(report.done) - report.repeated

    def _grade(self, rows: Sequence[LedgerRow]) -> None:
        """Raise running matters to the ledger's colour; where the rules see the same or a graver one, that stands."""
        perform_batch(
            [
                Call(
                    "dispute.grade",
                    Grading(Colour(row.colour), reason=LEDGER_SAYS),
                    subject=row.uid,
                    operation=operation_of(row.uid, "dispute.grade"),
                )
                for row in rows
            ],
            by=self.by,
        )


def _settlement(row: LedgerRow) -> tuple[Settlement, Followed]:
    told = row.settled or Followed("", None)
    evidence = "；".join(part for part in (LEDGER_SAYS, row.struck) if part)
    return Settlement(result=told.text, both_willing=True, evidence=evidence), told


def _answer(row: LedgerRow) -> tuple[Answer, Followed]:
    told = row.answer or Followed("", None)
    return Answer(way=AnswerWay.MESSAGE, text=told.text), told


class _Marking:
    """From a refusal of the road to the cells of the file."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.positions = layout.positions
        self.heads = {column.position: column.head for column in layout.table.columns}

    def row(self, row: LedgerRow, name: str, reason: Message) -> RefusedRow:
        """One bad cell."""
        return RefusedRow(row.number, (self._cell(row, name, reason),))

    def error(self, row: LedgerRow, error: DomainError) -> RefusedRow:
        """Every field that the refusal names, or the row as a whole."""
        if error.code == "operation-reused":
            return self.row(row, "number", Message(CAME_BEFORE))
        cells = [self._cell(row, COLUMN_OF.get(name, ""), reason) for name, reason in error.fields.items()]
        return RefusedRow(row.number, tuple(cells) or (self._cell(row, "", error.message),))

    def _cell(self, row: LedgerRow, name: str, reason: Message) -> BadCell:
        position = self.positions.get(name)
        head = "" if position is None else self.heads[position]
        return BadCell(self.layout.table.name, row.number, position, head, "", reason)
