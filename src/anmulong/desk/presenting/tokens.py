"""Access tokens as the own account and the page of an account show them."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from anmulong.access.enums import Permission
from anmulong.access.public import Token, tokens_in
from anmulong.base import clock
from anmulong.base.scoping import Order
from anmulong.desk.presenting.words import Label
from anmulong.desk.requests import Here


NEWEST = Order(("issued_at",))
MOST = 50


def token_rows(account: UUID, place: Here) -> list[dict[str, Any]]:
    """The tokens of an account that the post may see, newest first, each with the button that ends it."""
    now = clock.now()
    ends = account == place.account.pk or place.may(Permission.MANAGE_ACCOUNTS)
    rows = tokens_in(place.scope, account).page(NEWEST, MOST).rows
    return [_row(token, now, ends=ends and token.usable(now)) for token in rows]


def _row(token: Token, now: Any, *, ends: bool) -> dict[str, Any]:
    use = getattr(token, "use", None)
    return {
        "name": token.name,
        "state": _state(token, now),
        "until": token.expires_at,
        "used_at": use.used_at if use else None,
        "address": use.address if use else "",
        "number": len(token.permissions),
        "end_url": reverse("desk:end_token", args=[token.pk]) if ends else "",
    }


def _state(token: Token, now: Any) -> Label:
    if token.revoked_at is not None:
        return Label(_("ended"))
    if not token.usable(now):
        return Label(_("expired"))
    return Label(_("in force"), "good")
