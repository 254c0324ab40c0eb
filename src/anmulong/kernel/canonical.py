"""One byte sequence for one value, the same on every engine: the ground under digests, chains and comparisons.

Sorted keys, no spaces, UTF-8. Text is kept exactly as typed (no Unicode normalisation). Decimals that are equal
read the same (`1.5` and `1.50`), because engines differ in the zeros they give back. Floats are refused: they are
not the same everywhere.
"""

import base64
import dataclasses
import json
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, TypeAlias


Plain: TypeAlias = "bool | int | str | list[Plain] | dict[str, Plain] | None"


def encode(value: object) -> bytes:
    """The canonical UTF-8 JSON of `value`.

    Raises TypeError for a float or another type that has no canonical form, ValueError for a naive datetime, a
    decimal that is not finite, or two keys that become one.
    """
    return encode_plain(plain(value))


def encode_plain(value: Plain) -> bytes:
    """The canonical UTF-8 JSON of a value that `plain` has made already."""
    return _dump(value).encode("utf-8")


def plain(value: object) -> Plain:
    """The JSON-able form of `value`; dataclasses become objects, sets become lists in the order of their encoding."""
    if value is None or isinstance(value, bool):
        return value
    exact = _EXACT.get(type(value))
    if exact is not None:
        return exact(value)
    for kind, convert in _FORMS:
        if isinstance(value, kind):
            return convert(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {item.name: plain(getattr(value, item.name)) for item in dataclasses.fields(value)}
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _decimal(value: Decimal) -> str:
    if not value.is_finite():
        raise ValueError("a decimal without a finite value has no canonical form")
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _datetime(value: datetime) -> str:
    if value.utcoffset() is None:
        raise ValueError("a datetime without a time zone has no canonical form")
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")


def _mapping(value: Mapping[object, object]) -> dict[str, Plain]:
    result: dict[str, Plain] = {}
    for key, item in value.items():
        name = key.value if isinstance(key, Enum) else key
        if not isinstance(name, str):
            raise TypeError("keys must be text")
        if name in result:
            raise ValueError(f"two keys become one: {name}")
        result[str(name)] = plain(item)
    return result


_dump = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode

# The order matters: a datetime is also a date, and an enumeration value may also be text or a number.
_FORMS: tuple[tuple[type[Any] | tuple[type[Any], ...], Callable[[Any], Plain]], ...] = (
    (Enum, lambda value: plain(value.value)),
    (str, str),
    (int, int),
    (uuid.UUID, str),
    (datetime, _datetime),
    (date, date.isoformat),
    (time, lambda value: value.isoformat("microseconds")),
    (Decimal, _decimal),
    ((bytes, bytearray, memoryview), lambda value: base64.b64encode(bytes(value)).decode("ascii")),
    ((list, tuple), lambda value: [plain(item) for item in value]),
    ((set, frozenset), lambda value: sorted((plain(item) for item in value), key=encode)),
    (Mapping, _mapping),
)

# Most values are of these very types; a look-up by type spares the walk through the list.
_EXACT: Mapping[type[Any], Callable[[Any], Plain]] = {
    str: str,
    int: int,
    uuid.UUID: str,
    datetime: _datetime,
    date: date.isoformat,
    bytes: lambda value: base64.b64encode(value).decode("ascii"),
    list: lambda value: [plain(item) for item in value],
    tuple: lambda value: [plain(item) for item in value],
    dict: _mapping,
}
