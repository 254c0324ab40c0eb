"""From an account to an actor: which posts it may act in, and with what rights."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from anmulong.access.models import Account, Deputy, Post
from anmulong.access.queries.rights import PostRights
from anmulong.access.rules import Role, role
from anmulong.base import clock
from anmulong.base.guards import trusted
from anmulong.journal.enums import ActorKind, Channel
from anmulong.journal.public import Actor
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Refused
from anmulong.kernel.wording import noop


@dataclass(frozen=True)
class Seat:
    """A post in which an account may act now: its own, or as deputy of the post's holder."""

    post: Post
    deputy: Deputy | None = None

    @property
    def uid(self) -> UUID:
        return self.post.pk

    @property
    def role(self) -> Role:
        return role(self.post.role)

    @property
    def holder(self) -> Account | None:
        """For whom a deputy acts."""
        return self.deputy.on_behalf if self.deputy else None


def posts_of(account: Account, at: datetime | None = None) -> list[Seat]:
    """The posts in which ``account`` may act at ``at`` (now when left out): own ones by age, then as deputy."""
    day = local_day(at or clock.now())
    with trusted():
        held = Post.objects.filter(Post.held_on(day), account=account).select_related("organisation", "division")
        own = [Seat(post) for post in held.order_by("began_on", "uid")]
        acting = Deputy.objects.filter(Deputy.acting_on(day), account=account)
        rows = acting.select_related("post__organisation", "post__division", "on_behalf").order_by("began_on", "uid")
        return own + [Seat(row.post, row) for row in rows if row.post.covers(day)]


def seat_of(account: Account, post: UUID, at: datetime | None = None) -> Seat:
    """The post ``post`` of ``account``; raises ``Refused`` when the account may not act in it at ``at``."""
    for seat in posts_of(account, at):
        if seat.uid == post:
            return seat
    raise Refused(
        "not-your-post",
        noop("You do not hold this post."),
        way_out=noop("Choose another of your posts."),
    )


def actor_for(
    account: Account,
    seat: Seat | Post,
    *,
    channel: Channel,
    address: str = "",
    device: str = "",
    late_entry: bool = False,
) -> Actor:
    """The actor for ``account`` in ``seat`` (from :func:`posts_of`) or in one of its own posts.

    ``late_entry`` is for a device that hands in what was done off line: see :class:`PostRights`. Pages never set it.
    """
    place = seat if isinstance(seat, Seat) else Seat(seat)
    acting = place.deputy.account_id if place.deputy else place.post.account_id
    if acting != account.pk:
        raise Refused(
            "not-your-post", noop("You do not hold this post."), way_out=noop("Choose another of your posts.")
        )
    return Actor(
        kind=ActorKind.ACCOUNT,
        county=account.county,
        channel=channel,
        rights=PostRights(account, place.post, place.deputy, late_entry),
        uid=account.pk,
        organisation=place.post.organisation_id,
        post=place.post.pk,
        on_behalf=place.post.account_id if place.deputy else None,
        device=device,
        address=address,
    )
