"""Tokens for programs: made by the person in whose name they act, ended by that person or by who keeps the accounts."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.access.actions.policies import account_in_use, own_account
from anmulong.access.enums import Permission
from anmulong.access.models import Account, Post, Token
from anmulong.access.rules import role
from anmulong.base.crypto import keyring
from anmulong.journal.public import Actor, Moment, action, secret
from anmulong.kernel.clock import LOCAL, local_day
from anmulong.kernel.errors import Invalid, NotFound, Refused
from anmulong.kernel.ids import new_uid
from anmulong.kernel.wording import noop


PREFIX = "anm_"
RANDOM_BYTES = 32
LONGEST_DAYS = 366
MOST_AT_ONCE = 20


def new_token_code() -> str:
    """A fresh secret of 256 random bits; the prefix lets scanners find one that was left in a file."""
    return PREFIX + secrets.token_urlsafe(RANDOM_BYTES)


def token_mark(code: str) -> str:
    """The keyed digest by which a token is found again."""
    ring = keyring()
    return ring.suite.mac(ring.index_key("tokens"), code.encode()).hex()


@dataclass(frozen=True)
class NewToken:
    """A token to make; ``code`` comes from :func:`new_token_code`, is shown once and not kept.

    ``expires_on`` is its last day. ``permissions`` are those it may use; left out, all of the post's.
    """

    name: str
    post: UUID
    expires_on: date
    code: str = secret()
    permissions: tuple[str, ...] = ()
    restricted: bool = False
    uid: UUID | None = None


@action(
    "token.issue",
    on=Account,
    needs=Permission.OWN_ACCOUNT,
    merges="append",
    given=NewToken,
    label=_("Make an access token"),
    policies=(own_account, account_in_use),
    law="R-722",
)
def issue(account: Account, given: NewToken, *, by: Actor, at: Moment) -> Account:
    """Make a token for an own post. Raises ``Invalid`` for a name, a day, a post or permissions that cannot be."""
    post = _own_post(account, given.post, at)
    if len([row for row in Token.objects.within(account) if row.usable(at.entered)]) >= MOST_AT_ONCE:
        raise Refused(
            "too-many-tokens",
            noop("This account has %(number)s tokens in force already."),
            params={"number": MOST_AT_ONCE},
            way_out=noop("End those that are no longer used."),
        )
    Token(
        uid=given.uid or new_uid(),
        account=account,
        post=post,
        name=_name(given.name),
        mark=token_mark(_checked_code(given.code)),
        permissions=_permissions(given.permissions, post),
        restricted=given.restricted,
        issued_at=at.entered,
        expires_at=_end(given.expires_on, at),
    ).save()
    return account


def own_or_kept(account: Account, by: Actor, at: Moment) -> None:
    """Everybody ends the own tokens; those of others end by who keeps the accounts (R-721)."""
    if by.uid is not None and account.pk != by.uid:
        by.rights.check(Permission.MANAGE_ACCOUNTS, account, at.happened)


@dataclass(frozen=True)
class EndedToken:
    """Which token, and why."""

    token: UUID
    reason: str = ""


@action(
    "token.revoke",
    on=Account,
    needs=Permission.OWN_ACCOUNT,
    merges="append",
    given=EndedToken,
    label=_("End an access token"),
    policies=(own_or_kept,),
    law="R-722",
)
def revoke(account: Account, given: EndedToken, *, by: Actor, at: Moment) -> Account:
    """End a token at once. Raises ``NotFound`` for one of another account, ``Refused`` for one that has ended."""
    token = next((row for row in Token.objects.within(account) if row.pk == given.token), None)
    if token is None:
        raise NotFound("not-found", noop("There is no such token."))
    if token.revoked_at is not None:
        raise Refused("token-ended", noop("This token has ended already."))
    token.revoked_at, token.revoked_by = at.entered, by.uid
    token.save()
    return account


def _own_post(account: Account, uid: UUID, at: Moment) -> Post:
    post = next((row for row in Post.objects.within(account) if row.pk == uid), None)
    if post is None or not post.covers(local_day(at.entered)):
        raise Invalid(
            "not-your-post",
            noop("You do not hold this post."),
            fields={"post": noop("Choose one of your own posts.")},
        )
    return post


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not 1 <= len(name) <= 60:
        raise Invalid(
            "bad-name",
            noop("A token has a name of up to 60 signs that says which program uses it."),
            fields={"name": noop("A token has a name of up to 60 signs that says which program uses it.")},
        )
    return name


def _checked_code(code: str) -> str:
    if not code.startswith(PREFIX) or len(code) < len(PREFIX) + RANDOM_BYTES:
        raise Invalid("bad-token", noop("A token is made by the program, not by hand."))
    return code


def _permissions(wanted: tuple[str, ...], post: Post) -> list[str]:
    held = role(post.role).permissions
    beyond = sorted(set(wanted) - held)
    if beyond:
        raise Invalid(
            "beyond-post",
            noop("The post does not hold these permissions: %(permissions)s"),
            params={"permissions": tuple(beyond)},
            fields={"permissions": noop("Choose among what the post may do.")},
        )
    return sorted(set(wanted) or held)


def _end(day: date, at: Moment) -> datetime:
    today = local_day(at.entered)
    if not today <= day <= today + timedelta(days=LONGEST_DAYS):
        raise Invalid(
            "bad-end",
            noop("A token ends within %(days)s days from today."),
            params={"days": LONGEST_DAYS},
            fields={"expires_on": noop("Choose a day within one year.")},
        )
    return datetime.combine(day + timedelta(days=1), time(), LOCAL)
