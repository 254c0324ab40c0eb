"""What a ledger that grew says otherwise than last time, against what stands here now (R-521, O-2).

Three values are compared: what the earlier import brought (from the journal), what the file says today, and what the
office has made of it meanwhile. Only what the *file* changed goes in; where the office changed the same field, its
word stays and the cell is named. Words for which there is no field go in as a note, so that nothing is lost.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from anmulong.disputes.public import MATTER, Change, Correction, Dispute, Noted, SideInput
from anmulong.exchange.enums import ChangeWay
from anmulong.exchange.fields import NOTE
from anmulong.exchange.rows import DONE, LedgerRow
from anmulong.journal.public import Call, history
from anmulong.kernel.canonical import Plain, plain
from anmulong.kernel.clock import LOCAL
from anmulong.people.public import Party


REGISTER, SETTLE, ANSWER, NOTING = "dispute.register", "dispute.settle_on_the_spot", "dispute.answer", "dispute.note"
UPDATE, CORRECT = "dispute.update", "dispute.correct"

COLUMNS = {
    "narrative": ("what", "what"),
    "title": ("title", "title"),
    "place": ("place", "place"),
    "kind": ("kind", "kind"),
    "people_count": ("people_count", "people"),
    "amount_at_stake": ("amount_at_stake", "amount"),
    "forecast": ("forecast", "forecast"),
    "scale": ("scale", "scale"),
    "division": ("division", "gacha"),
}
"""Field of a matter that may change: its name in the registration, and the field of the file."""

CORRECTED = "据更新后的台账更正"
ADDED = "据更新后的台账补记："
"""Stored with the matter, therefore in the language of the ledger."""

MOST_ENTRIES = 2_000
ALIKE = 0.4
"""From this share of common pairs of signs on, two texts under one number are taken for one matter told anew."""


@dataclass(frozen=True)
class FieldChange:
    """One field that differs: field of the file, what stands here, what the file says, what becomes of it."""

    field: str
    was: str
    becomes: str
    way: ChangeWay


@dataclass(frozen=True)
class RowChange:
    """A row that came in before and now says something else; ``calls`` bring in what may go in."""

    row: LedgerRow
    matter: Dispute
    fields: tuple[FieldChange, ...]
    calls: tuple[Call, ...] = ()
    is_other: bool = False


@dataclass(frozen=True)
class _Told:
    """What earlier imports brought of one matter: values by field, lines of notes, operations that were done."""

    values: dict[str, Plain]
    lines: frozenset[str]
    operations: frozenset[UUID]
    happened: datetime


def operation_of(uid: UUID, action: str) -> UUID:
    """The operation id of one step of one row, the same at every attempt."""
    return uuid5(uid, action)


def same_words(one: str, other: str) -> bool:
    """Spaces and line breaks change on the way through spreadsheets; words do not."""
    return "".join(one.split()) == "".join(other.split())


def change_of(row: LedgerRow, matter: Dispute, parties: Sequence[Party], home: UUID | None) -> RowChange | None:
    """What the file changed; None when nothing; ``is_other`` when it is another matter under the same number."""
    differing = dict(_differing(row, matter, home))
    if not (differing or _has_more(row, matter, parties)):
        return None
    told = _told(matter, row.uid)
    if told is None:
        return RowChange(row, matter, tuple(_clash(matter, name, row) for name in differing))
    wanted = {name: value for name, value in differing.items() if not _same(name, value, told.values.get(name))}
    if "narrative" in wanted and not _alike(row.registration.what, str(told.values["narrative"])):
        return RowChange(row, matter, (), is_other=True)
    clashing = [name for name in wanted if not _same(name, told.values.get(name), present(matter, name))]
    going = {name: value for name, value in wanted.items() if name not in clashing}
    lines = list(_new_lines(row, matter, parties, told))
    fields = [_clash(matter, name, row) for name in clashing]
    fields += [_going(matter, name, value) for name, value in going.items()]
    fields += [FieldChange(NOTE, "", line, ChangeWay.NOTE) for line in lines]
    fields += list(_steps(row, matter, told))
    if not fields:
        return None
    return RowChange(row, matter, tuple(fields), tuple(_calls(row, matter, going, lines)))


# --- comparing


def present(matter: Dispute, name: str) -> Any:
    """The value that stands here; the place is the lowest that is known."""
    return (matter.gacha or matter.town) if name == "division" else getattr(matter, name)


def _differing(row: LedgerRow, matter: Dispute, home: UUID | None) -> Iterator[tuple[str, Any]]:
    """Fields in which the file and the matter differ. An empty cell says nothing."""
    for name, (given, _) in COLUMNS.items():
        value = getattr(row.registration, given)
        if value in ("", None) or (name == "division" and value == home):
            continue
        if not _same(name, value, present(matter, name)):
            yield name, value


def _same(name: str, one: Any, other: Any) -> bool:
    if isinstance(one, str) and isinstance(other, str) and name in ("narrative", "title", "place"):
        return same_words(one, other)
    return (plain(one) or None) == (plain(other) or None)


def _alike(one: str, other: str) -> bool:
    """Whether a text was mended rather than replaced: the pairs of signs that the shorter one shares."""
    first, second = ({text[at : at + 2] for at in range(len(text) - 1)} for text in map(_squeezed, (one, other)))
    shorter = min(len(first), len(second))
    return not shorter or len(first & second) >= ALIKE * shorter


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _has_more(row: LedgerRow, matter: Dispute, parties: Sequence[Party]) -> bool:
    """Whether something beside the fields differs, asked without the journal."""
    return bool(
        set(_lines_of(row)) - set(matter.imported_note.splitlines())
        or (row.happened and row.happened != matter.requested_at)
        or (row.settled and not same_words(row.settled.text, matter.result))
        or (row.answer and not same_words(row.answer.text, matter.answer_text))
        or (row.registration.parties and _sides(row.registration.parties) != _people(parties))
    )


def _lines_of(row: LedgerRow) -> list[str]:
    return row.registration.imported_note.splitlines()


Known = list[tuple[str, str, str]]


def _sides(sides: Iterable[SideInput]) -> Known:
    return sorted((each.party.name, each.party.telephone, each.party.address) for each in sides)


def _people(parties: Iterable[Party]) -> Known:
    return sorted((each.name, each.telephone, each.address) for each in parties)


# --- what earlier imports brought


def _told(matter: Dispute, uid: UUID) -> _Told | None:
    """From the journal; None when the matter did not come in by a ledger, or its words are erased."""
    values: dict[str, Plain] = {}
    lines: set[str] = set()
    operations: set[UUID] = set()
    began: datetime | None = None
    for each in history(matter, newest_first=False, limit=MOST_ENTRIES):
        entry, given = each.entry, each.given
        operations.add(entry.operation)
        if entry.action == REGISTER and entry.operation == operation_of(uid, REGISTER):
            began = entry.happened_at
            values = {name: given.get(source) for name, (source, _) in COLUMNS.items()}
            values["parties"] = [side["party"] for side in given.get("parties") or []]
        elif entry.operation == operation_of(uid, f"{entry.action}|{entry.version_before}"):
            values |= {name: value for name, value in given.items() if name in COLUMNS and value is not None}
        elif entry.action == NOTING:
            lines |= set(str(given.get("text", "")).splitlines())
        elif entry.operation in (operation_of(uid, SETTLE), operation_of(uid, ANSWER)):
            values[entry.action] = given.get("result") or given.get("text")
    if began is None or not values["narrative"]:
        return None
    return _Told(values, frozenset(lines), frozenset(operations), began)


def _new_lines(row: LedgerRow, matter: Dispute, parties: Sequence[Party], told: _Told) -> Iterator[str]:
    """Lines for a note: columns of the note that say something new, and what no field takes over."""
    known = told.lines | set(matter.imported_note.splitlines())
    lines = [*_lines_of(row), *_other_day(row, matter, told), *_other_people(row, parties, told)]
    lines += _other_end("化解情况", row.settled.text if row.settled else "", matter.result, SETTLE, told)
    lines += _other_end("答复意见", row.answer.text if row.answer else "", matter.answer_text, ANSWER, told)
    yield from (line for line in dict.fromkeys(lines) if line not in known)


def _other_day(row: LedgerRow, matter: Dispute, told: _Told) -> Iterator[str]:
    """The day of the request is evidence (R-131): another one is noted, not put in its place."""
    if row.happened and row.happened not in (matter.requested_at, told.happened):
        yield f"受理时间：{row.happened.astimezone(LOCAL):%Y-%m-%d %H:%M}"


def _other_people(row: LedgerRow, parties: Sequence[Party], told: _Told) -> Iterator[str]:
    now = _sides(row.registration.parties)
    stored: Any = told.values["parties"]
    before = sorted((each["name"], each.get("telephone") or "", each.get("address") or "") for each in stored)
    if now and now not in (before, _people(parties)):
        yield "当事人：" + "、".join(" ".join(filter(None, each)) for each in now)


def _other_end(head: str, now: str, stands: str, action: str, told: _Told) -> Iterator[str]:
    """Another result or answer than the one that stands is noted: what was recorded is not written over."""
    before = str(told.values.get(action) or "")
    if now and now != DONE and (stands or before) and not (same_words(now, stands) or same_words(now, before)):
        yield f"{head}：{' '.join(now.split())}"


def _steps(row: LedgerRow, matter: Dispute, told: _Told) -> Iterator[FieldChange]:
    """Results and answers that the matter has not had yet; the import records them as it does for new rows."""
    if row.settled and MATTER.allows(matter.state, SETTLE) and operation_of(row.uid, SETTLE) not in told.operations:
        yield FieldChange("result", "", row.settled.text, ChangeWay.STEP)
    if row.answer and not matter.answer_way:
        yield FieldChange("answer", "", row.answer.text, ChangeWay.STEP)


# --- what is to be done


def _going(matter: Dispute, name: str, value: Any) -> FieldChange:
    return FieldChange(COLUMNS[name][1], _shown(present(matter, name)), _shown(value), ChangeWay.CHANGE)


def _clash(matter: Dispute, name: str, row: LedgerRow) -> FieldChange:
    value = getattr(row.registration, COLUMNS[name][0])
    return FieldChange(COLUMNS[name][1], _shown(present(matter, name)), _shown(value), ChangeWay.CLASH)


def _shown(value: Any) -> str:
    return "" if value is None else str(plain(value))


def _calls(row: LedgerRow, matter: Dispute, going: dict[str, Any], lines: list[str]) -> Iterator[Call]:
    if going:
        is_open = MATTER.allows(matter.state, UPDATE)
        action = UPDATE if is_open else CORRECT
        yield Call(
            action,
            Change(**going) if is_open else Correction(**going, reason=CORRECTED),
            subject=matter.pk,
            operation=operation_of(row.uid, f"{action}|{matter.version}"),
            version=matter.version,
            base={name: present(matter, name) for name in going},
        )
    if lines:
        text = "\n".join([ADDED, *lines])
        mark = sha256(text.encode()).hexdigest()
        yield Call(NOTING, Noted(text), subject=matter.pk, operation=operation_of(row.uid, f"{NOTING}|{mark}"))
