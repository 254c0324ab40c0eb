"""Accounts as the list and their pages show them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anmulong.access.enums import Permission
from anmulong.access.public import Account, Deputy, Post, sessions_of, who
from anmulong.base import clock
from anmulong.desk.forms.accounts import ON_POST, role_label
from anmulong.desk.presenting.agents import device_of
from anmulong.desk.presenting.tokens import token_rows
from anmulong.desk.presenting.words import Label
from anmulong.desk.requests import Here
from anmulong.kernel.clock import local_day
from anmulong.orgs.public import organisation, place_path


LABELS: dict[str, Any] = {
    "display_name": _("Name of the person"),
    "telephone": _("Telephone"),
    "language": _("Language of the pages"),
    "role": _("Role"),
    "locked_at": _("Locked since"),
    "closed_at": _("Closed since"),
    "began_on": _("In post since"),
    "ended_on": _("Last day in post"),
    "until_on": _("Deputy until"),
}


def account_url(uid: UUID) -> str:
    """The page of an account."""
    return reverse("desk:staff_account", args=[uid])


def state_of(account: Account) -> Label:
    """In use, not yet signed into, locked, closed."""
    if account.closed_at is not None:
        return Label(gettext("closed"))
    if account.locked_at is not None:
        return Label(gettext("locked"), "bad")
    if account.password_changed_at is None:
        return Label(gettext("waits for its slip"), "wait")
    return Label(gettext("in use"), "good")


def account_rows(accounts: Sequence[Account], place: Here) -> list[dict[str, Any]]:
    """Rows of the list in a fixed number of queries."""
    uids = [account.pk for account in accounts]
    posts = posts_held(uids, place)
    deputies = _deputies_of(uids, place)
    names = who({each.account_id for rows in deputies.values() for each in rows})
    return [_row(account, posts[account.pk], deputies[account.pk], names) for account in accounts]


def posts_held(uids: Sequence[UUID], place: Here) -> dict[UUID, list[Post]]:
    """The posts in scope that run now or will, by account."""
    found: dict[UUID, list[Post]] = defaultdict(list)
    day = local_day(clock.now())
    for post in Post.objects.in_scope(place.scope).filter(account__in=uids):
        if post.ended_on is None or post.ended_on >= day:
            found[post.account_id].append(post)
    for rows in found.values():
        rows.sort(key=lambda post: (post.began_on, post.pk))
    return found


def _deputies_of(uids: Sequence[UUID], place: Here) -> dict[UUID, list[Deputy]]:
    found: dict[UUID, list[Deputy]] = defaultdict(list)
    acting = Deputy.acting_from(local_day(clock.now()))
    for row in Deputy.objects.in_scope(place.scope).filter(acting, on_behalf__in=uids):
        found[row.on_behalf_id].append(row)
    return found


def _row(account: Account, posts: list[Post], deputies: list[Deputy], names: dict[UUID, str]) -> dict[str, Any]:
    return {
        "url": account_url(account.pk),
        "name": account.display_name,
        "username": account.username,
        "posts": [post_words(post) for post in posts],
        "unit": "、".join(dict.fromkeys(unit_words(post) for post in posts if post.organisation_id)),
        "state": state_of(account),
        "deputy": "、".join(names.get(row.account_id, "") for row in deputies),
    }


def post_words(post: Post) -> str:
    """The name of a post: its title, else its role."""
    return post.title or str(role_label(post.role))


def unit_words(post: Post) -> str:
    """The body of a post; empty for an administrator."""
    return organisation(post.county, post.organisation_id).name if post.organisation_id else ""


def account_page(account: Account, place: Here) -> dict[str, Any]:
    """Facts, posts with the steps on each, deputies, sign-ins."""
    posts = sorted(
        Post.objects.in_scope(place.scope).filter(account=account.pk), key=lambda post: post.began_on, reverse=True
    )
    day = local_day(clock.now())
    keeps_accounts = place.may(Permission.MANAGE_ACCOUNTS)
    return {
        "account": {
            "name": account.display_name,
            "username": account.username,
            "state": state_of(account),
            "phone": account.telephone,
            "password_changed_at": account.password_changed_at,
            "locked_at": account.locked_at,
            "closed_at": account.closed_at,
        },
        "posts": [_post(post, place, day) for post in posts],
        "deputies": list(_deputies(posts, place, day)),
        "tokens": token_rows(account.pk, place),
        "shows_sessions": keeps_accounts,
        "sessions": [_session(session) for session in sessions_of(account.pk)] if keeps_accounts else [],
    }


def _post(post: Post, place: Here, day: date) -> dict[str, Any]:
    running = post.ended_on is None or post.ended_on >= day
    return {
        "label": post_words(post),
        "role": str(role_label(post.role)),
        "unit": unit_words(post),
        "area": place_path(post.county, post.division_id),
        "from": post.began_on,
        "until": post.ended_on,
        "current": post.covers(day),
        "steps": _post_steps(post, place) if running else [],
    }


def _post_steps(post: Post, place: Here) -> list[dict[str, str]]:
    if post.organisation_id is None:
        names = ["end"]
    else:
        names = list(ON_POST)
    return [
        {
            "label": str(ON_POST[name].known().label),
            "icon": ON_POST[name].icon,
            "url": reverse("desk:post_act", args=[post.pk, name]),
        }
        for name in names
        if place.may(str(ON_POST[name].known().needs))
    ]


def _deputies(posts: Iterable[Post], place: Here, day: date) -> Iterable[dict[str, Any]]:
    rows = [
        row
        for row in Deputy.objects.in_scope(place.scope).filter(post__in=[post.pk for post in posts])
        if row.ended_at is None and row.until_on >= day
    ]
    names = who({row.account_id for row in rows})
    may = place.may(Permission.APPOINT_DEPUTY)
    for row in sorted(rows, key=lambda row: row.began_on):
        yield {
            "name": names.get(row.account_id, ""),
            "from": row.began_on,
            "until": row.until_on,
            "end_url": reverse("desk:deputy_end", args=[row.pk]) if may else "",
        }


def _session(session: Any) -> dict[str, Any]:
    return {
        "device": device_of(session.agent),
        "address": session.address,
        "since": session.started_at,
        "seen": session.last_seen_at,
    }


def in_words(name: str, value: Any) -> str:
    """From a stored value of an account to words, for its time line."""
    if value in (None, ""):
        return ""
    if name == "role":
        return str(role_label(str(value)))
    return str(value)[:16].replace("T", " ") if name in ("locked_at", "closed_at") else str(value)
