"""Filters, order and cursor of a list, as they stand in an address: one table for reading and for the description."""

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from anmulong.api.bodies import as_uid, bad_fields
from anmulong.base.scoping import Order
from anmulong.kernel.errors import Invalid
from anmulong.kernel.wording import Message, noop


LONGEST_TEXT = 80
LONGEST_CURSOR = 400
FIRST_YEAR, LAST_YEAR = 1900, 2200
MOST_ROWS, USUAL_ROWS = 100, 25


@dataclass(frozen=True)
class Parameter:
    """One name in the address: how it is read (raises ``ValueError``) and its JSON schema."""

    name: str
    read: Callable[[str], Any]
    schema: Mapping[str, Any]
    description: str = ""


def choice(name: str, values: list[str], description: str = "") -> Parameter:
    """One of a closed list."""

    def read(text: str) -> str:
        if text not in values:
            raise ValueError(text)
        return text

    return Parameter(name, read, {"type": "string", "enum": values}, description)


def words(name: str, description: str = "") -> Parameter:
    """A short text."""

    def read(text: str) -> str:
        if len(text) > LONGEST_TEXT or "\0" in text:
            raise ValueError(text)
        return text.strip()

    return Parameter(name, read, {"type": "string", "maxLength": LONGEST_TEXT, "pattern": r"^[^\x00]*$"}, description)


def identifier(name: str, description: str = "") -> Parameter:
    """A uid in its one written form."""

    def read(text: str) -> UUID:
        found = as_uid(text)
        if found is None:
            raise ValueError(text)
        return found

    return Parameter(name, read, {"type": "string", "format": "uuid"}, description)


def day(name: str, description: str = "") -> Parameter:
    """A local day."""

    def read(text: str) -> date:
        found = date.fromisoformat(text) if len(text) == len("2026-11-23") else None
        if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise ValueError(text)
        return found

    return Parameter(name, read, {"type": "string", "format": "date"}, description)


def number(name: str, least: int, most: int, description: str = "") -> Parameter:
    """A whole number between bounds."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) <= 9 and least <= int(text) <= most):
            raise ValueError(text)
        return int(text)

    return Parameter(name, read, {"type": "integer", "minimum": least, "maximum": most}, description)


def cursor(name: str = "after") -> Parameter:
    """Where the page before ended, as it was told there."""
    told = "`next` of the page before; only together with the same order"
    return Parameter(name, str, {"type": "string", "maxLength": LONGEST_CURSOR}, told)


LIMIT = number("limit", 1, MOST_ROWS, f"rows of a page, {USUAL_ROWS} when left out")


def read_query(query: Mapping[str, str], known: tuple[Parameter, ...]) -> dict[str, Any]:
    """The values by name; raises ``Invalid`` that names every parameter that is unknown or cannot be read."""
    table = {parameter.name: parameter for parameter in known}
    found, wrong = {}, {}
    for name, text in query.items():
        if name not in table:
            wrong[name[:LONGEST_TEXT]] = Message(noop("This field is not known here."))
            continue
        try:
            found[name] = table[name].read(text)
        except ValueError:
            wrong[name] = Message(noop("This value cannot be used."))
    if wrong:
        raise bad_fields(**wrong)
    return found


def write_cursor(order: Order, order_name: str, row: Any) -> str:
    """The word for the place behind a row."""
    key = [value.isoformat() if isinstance(value, datetime) else str(value) for value in order.key(row)]
    return base64.urlsafe_b64encode(json.dumps([order_name, *key]).encode()).decode().rstrip("=")


def read_cursor(text: str, order_name: str) -> tuple[datetime, UUID]:
    """The key behind a word of :func:`write_cursor`; raises ``Invalid`` for another order or another word."""
    try:
        if len(text) > LONGEST_CURSOR:
            raise ValueError(text)
        told, at, uid = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if told != order_name:
            raise ValueError(told)
        return datetime.fromisoformat(at).astimezone(UTC), UUID(uid)
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError, binascii.Error) as error:
        raise Invalid(
            "bad-cursor",
            noop("This place in the list is not known; begin the list anew."),
            fields={"after": noop("This value cannot be used.")},
        ) from error
