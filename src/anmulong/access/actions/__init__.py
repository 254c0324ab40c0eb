"""Writes to accounts, posts, deputies and grants; importing this package registers them."""

from anmulong.access.actions import (
    accounts,
    deputies,
    grants,
    handing_over,
    passwords,
    posts,
    reviewing,
    sessions,
    slips,
    tokens,
)


__all__ = [
    "accounts",
    "deputies",
    "grants",
    "handing_over",
    "passwords",
    "posts",
    "reviewing",
    "sessions",
    "slips",
    "tokens",
]
