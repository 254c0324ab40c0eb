"""One-time slips for several accounts at once: after a list from Excel and after the first start (O-5)."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from anmulong.access.public import Account, NewSlip, Post, new_slip_code
from anmulong.base import clock
from anmulong.desk.public import slip_address
from anmulong.journal.public import Actor, Call, perform_batch
from anmulong.lawbook.public import parameter_int
from anmulong.orgs.public import organisation


MOST = 200
"""A list of more people is printed in portions: whoever has a password already is left out."""


def waiting(accounts: Iterable[Account]) -> list[Account]:
    """The accounts that nobody has signed into yet and that may be signed into."""
    return [account for account in accounts if account.password_changed_at is None and account.is_active]


def print_slips(request: HttpRequest, accounts: Iterable[Account], *, by: Actor, back_url: str) -> HttpResponse:
    """Make a slip for each account and show all of them once. Earlier slips of the accounts end by it."""
    codes = {account.pk: new_slip_code() for account in list(accounts)[:MOST]}
    calls = {uid: Call("account.make_reset_slip", NewSlip(code), subject=uid) for uid, code in codes.items()}
    report = perform_batch(calls.values(), by=by)
    made = [uid for uid, call in calls.items() if call.operation in report.done]
    now = clock.now()
    until = now + timedelta(hours=parameter_int("access.reset_slip_hours"))
    scope = by.rights.scope(now)
    rows = sorted(Account.objects.in_scope(scope).filter(pk__in=made), key=lambda account: account.display_name)
    units = _units(made, scope)
    context: dict[str, Any] = {
        "slips": [
            {
                "name": account.display_name,
                "username": account.username,
                "secret": codes[account.pk],
                "unit": units.get(account.pk, ""),
                "valid_until": until,
            }
            for account in rows
        ],
        "address": slip_address(request),
        "back_url": back_url,
        "printed_at": now,
    }
    response = render(request, "desk/print_slip.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _units(accounts: Iterable[UUID], scope: Any) -> dict[UUID, str]:
    found: dict[UUID, str] = {}
    for post in Post.objects.in_scope(scope).filter(account__in=list(accounts)):
        if post.organisation_id is not None:
            found.setdefault(post.account_id, organisation(post.county, post.organisation_id).name)
    return found
