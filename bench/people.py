"""Who acts in a measurement: the staff of the demonstration's first town, made through the real actions."""

from dataclasses import dataclass
from datetime import date
from random import Random
from uuid import UUID

from anmulong.access.public import account_called, actor_for, posts_of
from anmulong.base.guards import trusted
from anmulong.journal.enums import Channel, StoreKind
from anmulong.journal.public import Actor
from anmulong.ops.demo.staff import PASSWORD, open_accounts
from anmulong.ops.first_start import prepare, shipped_county
from anmulong.orgs.public import organisation


__all__ = ["COUNTY", "PASSWORD", "USERNAMES", "Cast", "cast", "make_staff"]

COUNTY = "otog"
SINCE = date(2024, 1, 1)
USERNAMES = {
    "clerk": "zhenban",
    "handler": "gacha",
    "second": "sifasuo",
    "gacha": "gacha",
    "town": "zhenban",
    "banner": "sifaju",
}
"""Who stands for whom; the same names sign in, all with the demonstration's password."""


@dataclass(frozen=True)
class Cast:
    """The people of one life, and where it happens: a town clerk, a gacha mediator, the town's justice office."""

    actors: dict[str, Actor]
    gacha: UUID
    unit: UUID
    handler: UUID


def make_staff() -> None:
    """Law data, places, bodies and accounts in an empty store."""
    by, _ = prepare(StoreKind.DEMO, shipped_county(COUNTY))
    open_accounts(COUNTY, Random(7), since=SINCE, by=by)


def cast(channel: Channel = Channel.COMMAND) -> Cast:
    """The people of a prepared store."""
    actors = {role: actor(username, channel) for role, username in USERNAMES.items()}
    handler = actors["handler"]
    if handler.uid is None or handler.organisation is None:
        message = "the gacha mediator has no unit"
        raise LookupError(message)
    gacha = organisation(COUNTY, handler.organisation).division_id
    return Cast(actors, gacha, handler.organisation, handler.uid)


def actor(username: str, channel: Channel = Channel.COMMAND) -> Actor:
    """An account in its first post; raises ``LookupError`` when the store has none of that name."""
    with trusted():
        account = account_called(COUNTY, username)
        if account is None:
            raise LookupError(username)
        return actor_for(account, posts_of(account)[0], channel=channel)
