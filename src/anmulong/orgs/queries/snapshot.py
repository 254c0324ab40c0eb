"""Places and bodies as one process remembers them.

They are read on every page and change a few times a year. They are compared with the store by one small query, at
most once for a request and once in a second, so that a change that any process makes is seen.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from threading import Lock
from time import monotonic
from typing import Any, TypeVar

from django.core.signals import request_finished, request_started
from django.db import connection, transaction

from anmulong.base.guards import trusted
from anmulong.base.models import Record
from anmulong.base.sql import edition
from anmulong.journal.public import Occurrence, after_action
from anmulong.orgs.models import Division, DivisionCode, FormerName, Organisation
from anmulong.orgs.queries.bodies import Bodies
from anmulong.orgs.queries.places import Places


WATCHED: tuple[type[Record], ...] = (Division, DivisionCode, FormerName, Organisation)
Edition = tuple[Any, ...]
T = TypeVar("T")


class Snapshot:
    """Places and bodies of one county at one edition, each read when first asked for."""

    def __init__(self, county: str, edition: Edition) -> None:
        self.county = county
        self.edition = edition
        self.made: dict[Hashable, Any] = {}
        self.lock = Lock()

    @cached_property
    def places(self) -> Places:
        with trusted():
            return Places(self.county, Division.objects.filter(county=self.county))

    @cached_property
    def bodies(self) -> Bodies:
        with trusted():
            return Bodies(self.places, Organisation.objects.filter(county=self.county))


MOST_MADE = 256
"""One for each unit, language and kind of list; the lists of a whole banner have room."""
FRESH_SECONDS = 1.0
"""How long a change by another process may go unseen; a change by this process is seen at once."""

_kept: dict[str, Snapshot] = {}
_fresh_until: dict[str, float] = {}
_of_request: ContextVar[dict[str, Snapshot] | None] = ContextVar("places_of_request", default=None)
_uncommitted: ContextVar[dict[str, Snapshot] | None] = ContextVar("places_uncommitted", default=None)


def snapshot(county: str) -> Snapshot:
    """The places and bodies of a county now. What it holds is shared: read it, never change it."""
    asked = _of_request.get()
    if asked is not None and county in asked:
        return asked[county]
    memory = _memory()
    found = memory.get(county)
    if found is not None and memory is _kept and monotonic() < _fresh_until.get(county, 0.0):
        return found
    stored = edition(WATCHED, county)
    _fresh_until[county] = monotonic() + FRESH_SECONDS
    if found is None or found.edition != stored:
        found = memory[county] = Snapshot(county, stored)
    if asked is not None:
        asked[county] = found
    return found


def made_from_places(county: str, key: Hashable, make: Callable[[], T]) -> T:
    """What ``make`` makes from places and bodies, kept under ``key`` until one of them changes (the last 256)."""
    seen = snapshot(county)
    with seen.lock:
        if key in seen.made:
            known: T = seen.made[key]
            return known
    # Outside the lock: making may itself ask for something made from places.
    new = make()
    with seen.lock:
        seen.made[key] = new
        while len(seen.made) > MOST_MADE:
            del seen.made[next(iter(seen.made))]
    return new


@contextmanager
def remembering() -> Iterator[None]:
    """Compare with the store once for the whole block, as for one request; own changes inside it are seen."""
    token = _of_request.set({})
    try:
        yield
    finally:
        _of_request.reset(token)


def forget() -> None:
    """Drop what this process and this request remember."""
    _kept.clear()
    _fresh_until.clear()
    asked = _of_request.get()
    if asked is not None:
        asked.clear()


def _memory() -> dict[str, Snapshot]:
    """The process's memory, or that of a transaction whose own changes may still be taken back."""
    if not connection.in_atomic_block:
        _uncommitted.set(None)
    own = _uncommitted.get()
    return _kept if own is None else own


def _open_request(**_: Any) -> None:
    _of_request.set({})


def _close_request(**_: Any) -> None:
    _of_request.set(None)


@after_action(Division)
@after_action(Organisation)
def _doubt(_: Occurrence) -> None:
    forget()
    _uncommitted.set({})
    transaction.on_commit(_settle)


def _settle() -> None:
    forget()
    _uncommitted.set(None)


request_started.connect(_open_request, dispatch_uid="orgs.snapshot")
request_finished.connect(_close_request, dispatch_uid="orgs.snapshot")
