"""What happens when somebody else acted between looking and sending."""

import dataclasses
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Field

from anmulong.base.fields import SealedTextField
from anmulong.base.models import Record
from anmulong.journal.calls import Call
from anmulong.journal.enums import Merge
from anmulong.journal.inputs import UNSET
from anmulong.journal.registry import ActionSpec
from anmulong.journal.rows import is_empty
from anmulong.kernel.canonical import Plain, plain
from anmulong.kernel.errors import Conflict
from anmulong.kernel.wording import noop


def merge(action: ActionSpec, subject: Record, call: Call) -> Any:
    """Apply the action's way of merging; returns the input, in which fields that need no change hold ``UNSET``.

    Raises :class:`Conflict` with both sides in its details.
    """
    if action.merges is Merge.FIELDS and call.base is not None:
        return _three_way(subject, call)
    if action.merges is not Merge.APPEND and call.version is not None and call.version != subject.version:
        raise Conflict(
            "changed-meanwhile",
            noop("Somebody else has changed this record meanwhile. Nothing of yours was saved."),
            way_out=noop("Compare both versions below and send again what still holds."),
            details={"seen": call.version, "now": subject.version},
        )
    return call.given


def _three_way(subject: Record, call: Call) -> Any:
    """Seen, wanted and present value of each field. A field without a seen value is taken as it is only when the
    version that was seen is still the present one, or when none was named."""
    base = call.base or {}
    untouched: dict[str, Any] = {}
    clashes: dict[str, tuple[Any, Any, Any]] = {}
    for item in dataclasses.fields(call.given):
        wanted = getattr(call.given, item.name)
        if wanted is UNSET or not hasattr(subject, item.name):
            continue
        current = _current(subject, item.name)
        now, asked = _compared(subject, item.name, current), _compared(subject, item.name, wanted)
        if item.name not in base:
            if now != asked and call.version not in (None, subject.version):
                clashes[item.name] = (None, wanted, current)
            continue
        seen = _compared(subject, item.name, base[item.name])
        if asked in (now, seen):
            untouched[item.name] = UNSET
        elif now != seen:
            clashes[item.name] = (base[item.name], wanted, current)
    if clashes:
        raise Conflict(
            "changed-meanwhile",
            noop("Somebody else has changed the same field meanwhile. Nothing of yours was saved."),
            way_out=noop("Compare both versions below and send again what still holds."),
            details={"fields": clashes},
        )
    return dataclasses.replace(call.given, **untouched)


def _column(subject: Record, name: str) -> "Field[Any, Any] | None":
    try:
        column = subject._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return column if isinstance(column, Field) else None


def _current(subject: Record, name: str) -> Any:
    column = _column(subject, name)
    return getattr(subject, column.attname if column is not None else name)


def _compared(subject: Record, name: str, value: Any) -> Plain:
    """The value as the column would hold it, so that what a page sends as text can be compared; empty is ``None``."""
    column = _column(subject, name)
    if column is not None and not isinstance(column, SealedTextField):
        try:
            value = column.to_python(value)
        except ValidationError:
            return plain(value)
    found = plain(value)
    return None if is_empty(found) else found
