"""Reading what another system sends: one JSON object, within bounds, nothing unknown passed over."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest

from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.wording import Message, noop


UID_SIGNS = 36
LARGEST = 1 << 62


def read_object(request: HttpRequest) -> dict[str, Any]:
    """The JSON object of the request. Raises ``Refused`` or ``Invalid`` with codes that the face answers."""
    try:
        body = json.loads(request.body, parse_constant=_no_number)
    except RequestDataTooBig as error:
        raise Refused("too-large", noop("This request is too large."), way_out=noop("Send it in parts.")) from error
    except (ValueError, RecursionError) as error:
        raise Invalid("bad-json", noop("This is not a JSON document.")) from error
    if not isinstance(body, dict):
        raise Invalid("bad-json", noop("A JSON object is expected."))
    return body


def _no_number(text: str) -> Any:
    raise ValueError(text)


def only(body: dict[str, Any], known: Collection[str], needed: Collection[str] = ()) -> None:
    """Raise ``Invalid`` for members that are not known and for needed ones that are missing."""
    fields = {name: noop("This field is not known here.") for name in body if name not in known}
    fields |= {name: noop("This is needed.") for name in needed if name not in body}
    if fields:
        raise bad_fields(**fields)


def bad_fields(**fields: str | Message) -> Invalid:
    """The refusal that marks fields."""
    return Invalid("bad-input", noop("Some answers cannot be used; they are marked."), fields=fields)


def uid_in(body: dict[str, Any], name: str) -> UUID | None:
    """A uid in its one written form, or nothing."""
    value = body.get(name)
    if value is None:
        return None
    found = as_uid(value)
    if found is None:
        raise bad_fields(**{name: noop("This is not an identifier.")})
    return found


def as_uid(value: Any) -> UUID | None:
    """The uid in its one written form; ``None`` for anything else."""
    try:
        return UUID(value) if isinstance(value, str) and len(value) == UID_SIGNS else None
    except ValueError:
        return None


def operation_in(body: dict[str, Any]) -> UUID:
    """The operation id, which the client made: a UUIDv7, so that entries stay in order of time."""
    found = uid_in(body, "operation")
    if found is None or found.version != 7:
        raise bad_fields(operation=noop("An operation number is a UUID of version 7, made by whoever asks."))
    return found


def version_in(body: dict[str, Any]) -> int | None:
    """The version that was seen, or nothing."""
    value = body.get("version")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < LARGEST:
        raise bad_fields(version=noop("This is not a whole number."))
    return value


def moment_in(body: dict[str, Any], name: str) -> datetime | None:
    """A moment with its time zone, or nothing."""
    value = body.get(name)
    if value is None:
        return None
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None:
        raise bad_fields(**{name: noop("This is not a date and time; write it like 2026-11-23 09:30.")})
    if found.utcoffset() is None:
        raise bad_fields(**{name: noop("The time zone is missing.")})
    return found


def object_in(body: dict[str, Any], name: str) -> dict[str, Any] | None:
    """An object inside the object, or nothing."""
    value = body.get(name)
    if value is not None and not isinstance(value, dict):
        raise bad_fields(**{name: noop("A JSON object is expected.")})
    return value


def list_in(body: dict[str, Any], name: str, most: int) -> list[dict[str, Any]]:
    """The list of objects under ``name``: at least one, at most ``most``."""
    value = body.get(name)
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise bad_fields(**{name: noop("This must be a list.")})
    if not 1 <= len(value) <= most:
        raise bad_fields(**{name: Message(noop("From 1 to %(most)s operations."), {"most": most})})
    return value
