"""A stand-in for a matter: a place whose stream takes the rows of packages that have no actions of their own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from anmulong.journal import registry
from anmulong.journal.public import Actor, Call, Moment, action, perform, verify_stream
from anmulong.kernel.ids import new_uid
from anmulong.orgs.enums import DivisionLevel
from anmulong.orgs.models import Division


Work = Callable[[UUID, Actor, Moment], None]
OPEN, WORK = "stand_in.open", "stand_in.work"


@dataclass(frozen=True)
class Given:
    """Nothing that matters."""

    name: str


@dataclass
class StandIn:
    """Opens matters and runs pieces of work inside a real action on them."""

    by: Actor
    _work: Work | None = None

    def open(self) -> UUID:
        """A new stream with its own key."""
        return perform(Call(OPEN, Given(str(new_uid()))), by=self.by).subject

    def open_with(self, work: Work) -> UUID:
        """The same, with ``work`` in the very action that makes the stream."""
        self._work = work
        try:
            return self.open()
        finally:
            self._work = None

    def run(self, matter: UUID, work: Work, *, by: Actor | None = None) -> None:
        """Do ``work`` in an action on ``matter``."""
        self._work = work
        try:
            perform(Call(WORK, Given("work"), subject=matter), by=by or self.by)
        finally:
            self._work = None

    def act(self, subject: Division, by: Actor, at: Moment) -> None:
        """Called by the two actions."""
        if self._work is not None:
            self._work(subject.pk, by, at)

    def is_proven(self, matter: UUID) -> bool:
        """Whether chain and rows of the matter are as they were written."""
        return verify_stream(matter).good


@contextmanager
def stand_in(by: Actor) -> Iterator[StandIn]:
    """The stand-in with its two actions registered for the block."""
    made = StandIn(by)

    @action(OPEN, on=Division, needs="", merges="append", creates=True, given=Given, label="open")
    def begin(given: Given, *, by: Actor, at: Moment) -> Division:
        banner = Division.objects.filter(level=DivisionLevel.COUNTY).first()
        level = DivisionLevel.TOWN if banner else DivisionLevel.COUNTY
        place = Division(name=given.name, level=level, kind="sumu" if banner else "banner", parent=banner)
        place.save()
        made.act(place, by, at)
        return place

    @action(WORK, on=Division, needs="", merges="append", given=Given, label="work")
    def work(place: Division, given: Given, *, by: Actor, at: Moment) -> Division:
        made.act(place, by, at)
        return place

    try:
        yield made
    finally:
        for name in (OPEN, WORK):
            registry._actions.pop(name)


def everything_stored() -> bytes:
    """Every value of every table, one after the other: what somebody with the database alone can read."""
    found = bytearray()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # names come from the database itself
            for row in cursor.fetchall():
                for value in row:
                    found += bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                    found += b"\n"
    return bytes(found)
