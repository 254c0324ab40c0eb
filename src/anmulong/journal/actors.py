"""Who acts, and by what right: protocols that ``access`` fills."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from anmulong.base.models import Record
from anmulong.base.scoping import Area, Scope
from anmulong.journal.enums import ActorKind, Channel


class Rights(Protocol):
    """What an actor may do and see, as of a moment."""

    def alive(self, at: datetime) -> None:
        """Raise :class:`Refused` when the account or post is closed, locked or not yet begun."""

    def check(self, permission: str, subject: Record | None, at: datetime) -> None:
        """Raise :class:`Refused` unless the permission is held over ``subject`` at the moment ``at``."""

    def scope(self, at: datetime) -> Scope:
        """Where one may act; what is open for reading only is left out."""

    def sight(self, at: datetime) -> Scope:
        """What may be looked at: ``scope`` and the emergency readings of the person (domain.md 7.4)."""


@dataclass(frozen=True)
class Actor:
    """One actor in one post on one channel; ``on_behalf`` is the account for which a deputy acts."""

    kind: ActorKind
    county: str
    channel: Channel
    rights: Rights = field(compare=False, repr=False)
    uid: UUID | None = None
    organisation: UUID | None = None
    post: UUID | None = None
    on_behalf: UUID | None = None
    device: str = ""
    address: str = ""


@dataclass(frozen=True)
class Moment:
    """When: ``happened`` as claimed (O-2), ``entered`` by the server; and under which operation."""

    happened: datetime
    entered: datetime
    operation: UUID


class SystemRights:
    """The system itself: duties that nobody clicks, such as the daily root, escalation by rule, first load."""

    def __init__(self, county: str) -> None:
        self.county = county

    def alive(self, at: datetime) -> None:
        """The system is always alive."""

    def check(self, permission: str, subject: Record | None, at: datetime) -> None:
        """The system may do what its own code asks for; the entry names it as the actor."""

    def scope(self, at: datetime) -> Scope:
        return Scope(county=self.county, areas=(Area("county"),), restricted=True)

    def sight(self, at: datetime) -> Scope:
        return self.scope(at)


def system(county: str, channel: Channel = Channel.WORKER) -> Actor:
    """The system as an actor of one county."""
    return Actor(kind=ActorKind.SYSTEM, county=county, channel=channel, rights=SystemRights(county))
