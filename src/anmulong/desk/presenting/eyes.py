"""Whose eyes a page is for: what of a matter they may see (O-4), and the names behind uids."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from anmulong.access.public import who
from anmulong.desk.presenting.rows import unit_name
from anmulong.desk.requests import Here
from anmulong.disputes.public import Dispute
from anmulong.journal.enums import ActorKind


@dataclass(frozen=True)
class Eyes:
    """``cleared``: the reasons of a restriction may be shown; ``inside``: restricted files and the side file too;
    ``near``: also who reported it."""

    county: str
    account: UUID | None
    cleared: bool
    inside: bool
    near: bool
    names: dict[UUID, str] = field(default_factory=dict)

    def person(self, uid: Any) -> str:
        """The name of an account; empty when there is none."""
        return self.names.get(as_uid(uid), "") if uid else ""  # type: ignore[arg-type]  # an unknown key finds nothing

    def unit(self, uid: Any) -> str:
        """The name of a body; empty when there is none."""
        return unit_name(self.county, as_uid(uid))

    def actor(self, kind: str, uid: UUID | None) -> str:
        """Who did it: a person, the system, an import …"""
        if uid is not None and uid in self.names:
            return self.names[uid]
        return str(ActorKind(kind).label)


def eyes_for(place: Here, dispute: Dispute, people: Iterable[UUID | None] = ()) -> Eyes:
    """The eyes of a post on one matter; the names of ``people`` are fetched in one query.

    Inside is who has clearance for restricted matters, and who minds this one. Near are also those who may know the
    person who reported it: the taker (O-4).
    """
    account = place.account.pk
    inside = place.scope.restricted or dispute.owner_person in (account, place.scope.account)
    return Eyes(
        county=place.actor.county,
        account=account,
        cleared=inside or not dispute.restricted,
        inside=inside,
        near=inside or account == dispute.registered_by,
        names=who(people),
    )


def as_uid(value: Any) -> UUID | None:
    """A uid that may have come as text; ``None`` for anything else."""
    if isinstance(value, UUID):
        return value
    try:
        return UUID(str(value))
    except ValueError:
        return None
