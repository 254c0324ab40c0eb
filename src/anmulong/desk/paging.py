"""Where a keyset page begins, as an opaque word in the address; a word that cannot be read means the first page."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from anmulong.base.scoping import Order


LONGEST = 400


@dataclass(frozen=True)
class Spot:
    """A place in a list: behind ``key`` in its order, or before it when ``backwards``."""

    key: tuple[Any, ...]
    backwards: bool = False


def spot_of(query: Mapping[str, str], order_name: str) -> Spot | None:
    """The spot that the address names by ``after`` or ``before``; ``None`` for the first page."""
    for name, backwards in (("after", False), ("before", True)):
        word = query.get(name, "")
        if word:
            key = read(word, order_name)
            return None if key is None else Spot(key, backwards)
    return None


def write(order: Order, order_name: str, row: Any) -> str:
    """The word for the spot of a row."""
    plain = [order_name, *(_plain(value) for value in order.key(row))]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def read(word: str, order_name: str) -> tuple[Any, ...] | None:
    """The key behind a word of :func:`write`; ``None`` for another order or anything that was not written so."""
    if len(word) > LONGEST:
        return None
    try:
        told, at, uid = json.loads(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)))
        if told != order_name:
            return None
        return datetime.fromisoformat(at).astimezone(UTC), UUID(uid)
    except (ValueError, TypeError, AttributeError, binascii.Error):
        return None


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
