"""Posts: give and end."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from anmulong.access.actions.handing_over import refuse_open_work
from anmulong.access.actions.placing import NewPost, placed
from anmulong.access.actions.policies import account_in_use, held_posts, last_day, not_own_account, still_open
from anmulong.access.enums import Permission
from anmulong.access.models import Account, Post
from anmulong.journal.public import Actor, Done, Moment, action, personal
from anmulong.kernel.errors import Refused
from anmulong.kernel.wording import noop


@action(
    "post.give",
    on=Account,
    needs=Permission.MANAGE_ACCOUNTS,
    merges="append",
    given=NewPost,
    label=_("Give a post"),
    policies=(not_own_account, account_in_use),
    law="R-721",
)
def give(account: Account, given: NewPost, *, by: Actor, at: Moment) -> Done:
    """Give one more post. Raises ``Refused`` when it excludes a post held already (R-721). Facts: ``post``."""
    post = placed(account, given, held_posts(account, at), county=by.county, at=at)
    post.save()
    return Done(account, {"post": post.pk})


def not_own_post(post: Post, by: Actor, at: Moment) -> None:
    """Nobody ends the own post: somebody else must know of it."""
    if post.account_id == by.uid:
        raise Refused("own-post", noop("Nobody ends the own post."), way_out=noop("Ask the security administrator."))


@dataclass(frozen=True)
class PostEnd:
    """The last day in post, today when left out."""

    last_day: date | None = None
    reason: str = personal(default="")


@action(
    "post.end",
    on=Post,
    needs=Permission.MANAGE_ACCOUNTS,
    merges="state",
    given=PostEnd,
    label=_("End a post"),
    policies=(still_open, not_own_post),
    law="R-502",
)
def end(post: Post, given: PostEnd, *, by: Actor, at: Moment) -> Post:
    """End a post. Raises ``Refused`` while open work is left to it: hand that over first (R-502)."""
    refuse_open_work(post)
    post.ended_on = last_day(post, given.last_day, at)
    post.save()
    return post
