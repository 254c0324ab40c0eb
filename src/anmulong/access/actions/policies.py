"""What several actions ask: whose account it is, who may take it over, whether a post still runs."""

from datetime import date

from anmulong.access.enums import Permission
from anmulong.access.models import Account, Post
from anmulong.access.rules import PostScope, role
from anmulong.journal.public import Actor, Moment
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.wording import noop


def own_account(account: Account, by: Actor, at: Moment) -> None:
    """Only the person may do this; the system may on behalf of somebody who is not signed in yet."""
    if by.uid is not None and account.pk != by.uid:
        raise Refused("own-account-only", noop("Everybody does this for the own account only."))


def not_own_account(account: Account, by: Actor, at: Moment) -> None:
    """Nobody does this to himself: a second person must stand behind it (R-721)."""
    if account.pk == by.uid:
        raise Refused(
            "own-account",
            noop("Nobody does this to the own account."),
            law="R-721",
            way_out=noop("Ask another security administrator."),
        )


def account_in_use(account: Account, by: Actor, at: Moment) -> None:
    """A closed account stays closed."""
    if account.closed_at is not None:
        raise Refused("account-closed", noop("This account is closed."), way_out=noop("Open a new account."))


def within_own_unit(account: Account, by: Actor, at: Moment) -> None:
    """A manager helps the people of the own unit, not administrators or people who also hold posts elsewhere:
    a slip would give away what they may see there."""
    scope = by.rights.scope(at.entered)
    units = set(scope.organisations) if isinstance(scope, PostScope) else set()
    for post in held_posts(account, at):
        if role(post.role).administrator or post.organisation_id not in units:
            by.rights.check(Permission.MANAGE_ACCOUNTS, account, at.happened)


def held_posts(account: Account, at: Moment) -> list[Post]:
    """The posts of an account that have not ended, begun or not."""
    day = local_day(at.happened)
    return [post for post in Post.objects.within(account) if post.ended_on is None or post.ended_on >= day]


def still_open(post: Post, by: Actor, at: Moment) -> None:
    """A post that is over stays so; a planned end may still be moved."""
    if post.ended_on is not None and post.ended_on < local_day(at.entered):
        raise Refused("post-ended", noop("This post ended on %(day)s."), params={"day": post.ended_on})


def last_day(post: Post, wanted: date | None, at: Moment) -> date:
    """The last day in post, today when left out; raises ``Invalid`` when it lies before the first one."""
    day = wanted or max(local_day(at.happened), post.began_on)
    if day < post.began_on:
        raise Invalid(
            "ends-before-begin",
            noop("The post began only on %(day)s."),
            params={"day": post.began_on},
            fields={"last_day": noop("Choose a later day.")},
        )
    return day
