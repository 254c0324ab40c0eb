"""Which column of a ledger means what: the lists L-1 … L-5, the town ledger and message tables, with aliases (R-521).

A mapping is a plain dict from the head of a column to a field below; a person may correct it and keep it as JSON for
next month. A column that is not known goes to the note as "head：value", so that nothing is lost.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from anmulong.exchange.fields import FIELDS, NOTE, PARENTS, PROFILES, SKIP, WITHHELD
from anmulong.kernel.errors import Invalid
from anmulong.kernel.wording import noop


_BY_NAME = {field.name: field for field in FIELDS}
_BY_ALIAS = {alias: field.name for field in FIELDS for alias in field.aliases}


@dataclass(frozen=True)
class Column:
    """A column of the file: position from 0, its head (made unique), the head above it in a head of two rows."""

    position: int
    head: str
    parent: str = ""


@dataclass(frozen=True)
class ColumnMap:
    """Head of a column → field, the profile it looks like, and the heads that nothing was known about."""

    fields: Mapping[str, str]
    profile: str
    unknown: tuple[str, ...] = ()

    def stored(self) -> str:
        """As JSON for next month."""
        return json.dumps(dict(self.fields), ensure_ascii=False, indent=2)


def label_of(name: str) -> str:
    """The English words of a field, to be translated by the reader of them."""
    return _BY_NAME[name].label


def fold_head(text: str) -> str:
    """A head without spaces, brackets, slashes and colons, half width."""
    return re.sub(r"[\s()（）\[\]【】〔〕:：/／、,，*＊.。-]", "", unicodedata.normalize("NFKC", text))


def field_of(head: str, parent: str = "") -> str | None:
    """The field that a head means; None when it is not known."""
    child, above = fold_head(head), fold_head(parent)
    for known, children in PARENTS.items():
        if above.startswith(known) and child in children:
            return children[child]
    names = (above + child, child) if above else (child,)
    return next((_BY_ALIAS[name] for name in names if name in _BY_ALIAS), None)


def guess(columns: Sequence[Column]) -> ColumnMap:
    """The likeliest mapping of a head. Two columns never share a field of one value; the later goes to the note."""
    fields: dict[str, str] = {}
    unknown = []
    for column in columns:
        name = field_of(column.head, column.parent)
        if name is None:
            unknown.append(column.head)
        if name is None or (name in fields.values() and name not in (NOTE, SKIP, WITHHELD)):
            name = NOTE
        fields[column.head] = name
    return ColumnMap(_settled(fields), profile_of(column.head for column in columns), tuple(unknown))


def _settled(fields: dict[str, str]) -> dict[str, str]:
    """Where a file names no party, a bare telephone belongs to whoever raised the matter; a lone title is the text."""
    used = set(fields.values())
    changes = {}
    if not used & {"parties", "applicants", "respondents"} and "reporter" in used and "reporter_phone" not in used:
        changes["party_phones"] = "reporter_phone"
    if "what" not in used:
        changes.update({"title": "what"} if "title" in used else {"result": "what"})
    if "received" not in used:
        changes["occurred"] = "received"
    return {head: changes.get(name, name) for head, name in fields.items()}


def profile_of(heads: Iterable[str]) -> str:
    """The known list that shares most columns with a head; ``ledger`` when none shares two."""
    folded = {fold_head(head) for head in heads}
    shared = {name: len(folded & {fold_head(head) for head in known}) for name, known in PROFILES.items()}
    best = max(shared, key=lambda name: (shared[name], -len(PROFILES[name])))
    return best if shared[best] >= 2 else "ledger"


def mapping_from_json(text: str, columns: Sequence[Column]) -> ColumnMap:
    """The guess with a person's corrections over it. Raises ``Invalid`` for a file that is no mapping."""
    try:
        given = json.loads(text)
    except ValueError as error:
        raise _no_mapping() from error
    if not isinstance(given, dict):
        raise _no_mapping()
    return corrected(guess(columns), given)


def corrected(mapping: ColumnMap, given: Mapping[str, str]) -> ColumnMap:
    """A mapping with corrections; heads that the file lacks are ignored. ``Invalid`` for a field that is not known."""
    strangers = sorted({str(name) for name in given.values() if name not in _BY_NAME})
    if strangers:
        raise Invalid(
            "unknown-field",
            noop("These fields are not known: %(names)s. Known are: %(known)s."),
            params={"names": tuple(strangers), "known": tuple(_BY_NAME)},
        )
    wanted = {fold_head(head): name for head, name in given.items()}
    fields = {head: wanted.get(fold_head(head), name) for head, name in mapping.fields.items()}
    single = [name for name in fields.values() if name not in (NOTE, SKIP, WITHHELD)]
    doubled = [head for head, name in fields.items() if name in single and single.count(name) > 1]
    if doubled:
        raise Invalid(
            "field-twice",
            noop("Two columns go to the same field: %(names)s."),
            params={"names": tuple(doubled)},
            way_out=noop("Send one of them to the note."),
        )
    return ColumnMap(fields, mapping.profile, mapping.unknown)


def _no_mapping() -> Invalid:
    return Invalid(
        "bad-mapping",
        noop("This is not a mapping of columns."),
        way_out=noop('It is a JSON object such as {"简要情况": "what"}.'),
    )
