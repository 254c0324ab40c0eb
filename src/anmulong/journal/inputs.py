"""The input of an action: one frozen dataclass from which form checks, API schema and import columns are made.

Mark a field that holds personal words with ``personal()``: it is kept under the stream's key, never in clear.
Mark a password or a one-time code with ``secret()``: it is not kept at all.
A field of a ``fields`` merge that was not touched holds :data:`UNSET`.
"""

import dataclasses
import json
from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from anmulong.kernel.canonical import Plain, plain
from anmulong.kernel.errors import Invalid
from anmulong.kernel.wording import Message, noop


T = TypeVar("T")


class Unset(Enum):
    """The type of :data:`UNSET`."""

    UNSET = "__unset__"


UNSET: Final = Unset.UNSET

_TEXTS = {
    "missing": noop("This is needed."),
    "string_too_short": noop("This is needed."),
    "string_too_long": noop("This is too long; at most %(max_length)s characters."),
    "enum": noop("This is not one of the choices."),
    "literal_error": noop("This is not one of the choices."),
    "date_from_datetime_parsing": noop("This is not a date; write it like 2026-11-23."),
    "date_parsing": noop("This is not a date; write it like 2026-11-23."),
    "datetime_parsing": noop("This is not a date and time; write it like 2026-11-23 09:30."),
    "datetime_from_date_parsing": noop("This is not a date and time; write it like 2026-11-23 09:30."),
    "timezone_aware": noop("The time zone is missing."),
    "int_parsing": noop("This is not a whole number."),
    "decimal_parsing": noop("This is not a number."),
    "decimal_max_places": noop("At most %(decimal_places)s decimal places."),
    "greater_than_equal": noop("This must be at least %(ge)s."),
    "less_than_equal": noop("This must be at most %(le)s."),
    "uuid_parsing": noop("This is not an identifier."),
    "unexpected_keyword_argument": noop("This field is not known here."),
    "string_type": noop("This must be text."),
    "int_type": noop("This is not a whole number."),
    "bool_type": noop("This is true or false."),
    "tuple_type": noop("This must be a list."),
}
_OTHER = noop("This value cannot be used.")


def personal(*, default: Any = dataclasses.MISSING) -> Any:
    """A dataclass field whose value is personal: sealed in the journal."""
    return dataclasses.field(default=default, metadata={"personal": True})


def secret(*, default: Any = dataclasses.MISSING) -> Any:
    """A dataclass field that is written nowhere, not even sealed: passwords and one-time codes.

    A repeat of the operation is told by its other fields.
    """
    return dataclasses.field(default=default, repr=False, metadata={"secret": True})


_adapters: dict[type[Any], TypeAdapter[Any]] = {}


def adapter(kind: type[Any]) -> TypeAdapter[Any]:
    """The checker of an input type; also gives its JSON schema."""
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def parse(kind: type[T], values: Mapping[str, Any]) -> T:
    """Build the input from plain values (a form, JSON, a row). Raises :class:`Invalid` naming every bad field."""
    try:
        result: T = adapter(kind).validate_python(dict(values))
    except ValidationError as error:
        raise _explained(error) from error
    return result


def parse_strictly(kind: type[T], values: Mapping[str, Any]) -> T:
    """Build the input from decoded JSON as another program sends it: no value is converted, no unknown field passed
    over, no moment taken without its time zone. Raises :class:`Invalid` naming every bad field."""
    try:
        result: T = adapter(kind).validate_json(json.dumps(values), strict=True)
    except ValidationError as error:
        raise _explained(error) from error
    wrong: dict[str, Message] = {}
    _look_closely(values, result, "", wrong)
    if wrong:
        raise Invalid("bad-input", noop("Some answers cannot be used; they are marked."), fields=wrong)
    return result


def _look_closely(sent: Any, taken: Any, place: str, wrong: dict[str, Message]) -> None:
    """Note what the checker lets pass, each at the field of the input it stands in."""
    if dataclasses.is_dataclass(taken) and isinstance(sent, Mapping):
        known = {item.name for item in dataclasses.fields(taken)}
        for name, value in sent.items():
            if name in known:
                _look_closely(value, getattr(taken, name), place or name, wrong)
            else:
                wrong[place or name] = Message(_TEXTS["unexpected_keyword_argument"])
    elif isinstance(taken, datetime) and taken.utcoffset() is None:
        wrong[place] = Message(_TEXTS["timezone_aware"])
    elif isinstance(taken, float) or (isinstance(taken, str) and "\0" in taken):
        wrong[place] = Message(_OTHER)
    elif isinstance(taken, Mapping):
        for key, value in taken.items():
            _look_closely(key, key, place, wrong)
            _look_closely(value, value, place, wrong)
    elif isinstance(taken, list | tuple) and isinstance(sent, list):
        for value, built in zip(sent, taken, strict=False):
            _look_closely(value, built, place, wrong)


def _explained(error: ValidationError) -> Invalid:
    fields: dict[str, Message] = {}
    for problem in error.errors(include_url=False):
        place = ".".join(str(part) for part in problem["loc"] if not str(part).startswith(("function-", "lax-")))
        text = _TEXTS.get(problem["type"], _OTHER)
        said = problem.get("ctx", {}).get("error")
        if isinstance(said, Invalid):
            fields[place] = said.message
        else:
            fields.setdefault(place.split(".")[0], Message(text, problem.get("ctx", {})))
    return Invalid("bad-input", noop("Some answers cannot be used; they are marked."), fields=fields)


def written(given: object) -> tuple[dict[str, Plain], dict[str, Plain]]:
    """The input as plain values: (open part, personal part). Untouched and empty fields are left out.

    An input inside the input (a list of parties) is split the same way, place by place: see :func:`joined`.
    """
    clear: dict[str, Plain] = {}
    sealed: dict[str, Plain] = {}
    for item in dataclasses.fields(given):  # type: ignore[arg-type]  # every registered input is a dataclass
        value = getattr(given, item.name)
        if value is UNSET or value is None or value in ("", ()) or "secret" in item.metadata:
            continue
        if item.metadata.get("personal"):
            sealed[item.name] = plain(_touched(value))
            continue
        open_part, hidden = _split(value)
        if open_part is not None:
            clear[item.name] = open_part
        if hidden is not None:
            sealed[item.name] = hidden
    return clear, sealed


def _split(value: Any) -> tuple[Plain, Plain]:
    """Open and personal part of one value; ``None`` where there is nothing."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        clear, sealed = written(value)
        return clear, sealed or None
    if isinstance(value, list | tuple):
        parts = [_split(item) for item in value]
        hidden = [part[1] for part in parts]
        return [part[0] for part in parts], hidden if any(part is not None for part in hidden) else None
    return plain(value), None


def _touched(value: Any) -> Any:
    """A personal value without the untouched and empty fields inside it."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        clear, sealed = written(value)
        return joined(clear, sealed)
    if isinstance(value, list | tuple):
        return [_touched(item) for item in value]
    return value


def joined(clear: Any, sealed: Any) -> Any:
    """Open and personal part put together again."""
    if sealed is None:
        return clear
    if isinstance(clear, dict) and isinstance(sealed, dict):
        return {name: joined(clear.get(name), sealed.get(name)) for name in {**clear, **sealed}}
    if isinstance(clear, list) and isinstance(sealed, list) and len(clear) == len(sealed):
        return [joined(*pair) for pair in zip(clear, sealed, strict=True)]
    return sealed
