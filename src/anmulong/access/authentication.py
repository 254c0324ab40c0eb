"""Glue to the framework: who signs in, which browser session is whose, in which post a request acts.

Named in the settings as the authentication backend and as the session engine.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from anmulong.access.actions.tokens import PREFIX, token_mark
from anmulong.access.enums import AccountKind
from anmulong.access.models import Account, SessionStore
from anmulong.access.queries.accounts import account_called
from anmulong.access.queries.actors import Seat, actor_for, posts_of, seat_of
from anmulong.access.queries.tokens import note_use, rights_of, token_by_mark
from anmulong.access.rules import username_key
from anmulong.base import clock
from anmulong.base.guards import trusted
from anmulong.journal.enums import ActorKind, Channel
from anmulong.journal.public import Actor, identity
from anmulong.kernel.errors import Refused
from anmulong.kernel.wording import noop
from anmulong.lawbook.public import parameter_int


__all__ = ["AccountBackend", "SessionStore"]  # the names that Django's settings ask for
ACTOR = "_anmulong_actor"


class AccountBackend(BaseBackend):
    """Checks username and password of this store's county; locked and closed accounts do not get in."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> Account | None:
        """The account, or ``None`` for a wrong name, a wrong password or an account that may not sign in.

        Raises ``Refused`` for a demonstration account that is used over the network (O-5).
        """
        if not username or not password:
            return None
        store = identity()
        account = account_called(store.county, username) if store else None
        if account is None:
            make_password(password)  # takes as long as a comparison, so that the time does not tell which names exist
            return None
        if not account.check_password(password) or not account.is_active:
            return None
        if _is_out_of_place(account, request):
            raise demonstration_elsewhere()
        return account

    def get_user(self, user_id: UUID) -> Account | None:
        """The account of a session; ``None`` once it was locked or closed, which ends the session."""
        with trusted():
            account = Account.objects.filter(pk=user_id).first()
        return account if account is not None and account.is_active else None


def demonstration_elsewhere() -> Refused:
    """The refusal for a demonstration account that is used over the network."""
    return Refused(
        "demonstration-elsewhere",
        noop("Demonstration accounts work only on the computer on which the demonstration runs."),
        law="O-5",
        way_out=noop("Open the page on that computer itself, at 127.0.0.1."),
    )


def _is_out_of_place(account: Account, request: HttpRequest | None) -> bool:
    """Demonstration accounts are for this machine only: their passwords are printed for everybody (O-5).

    Both must be of this machine: where the request comes from, and the name under which the page was opened; a proxy
    on the machine would hide the first.
    """
    if account.kind != AccountKind.DEMONSTRATION or request is None:
        return False
    host = urlsplit(f"//{request.get_host()}").hostname or ""
    return not (_is_loopback(request.META.get("REMOTE_ADDR", "")) and (host == "localhost" or _is_loopback(host)))


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def username_tried(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """The name under which failures are counted: folded, so that other spellings give no further attempts (R-722)."""
    tried = (credentials or {}).get("username") or request.POST.get("username", "")
    return username_key(str(tried))


def sign_in(request: HttpRequest, account: Account) -> None:
    """Begin a session for an account that ``django.contrib.auth.authenticate`` has let in.

    Raises ``Refused`` for an account without any post: it could see and do nothing.
    """
    seats = posts_of(account)
    if not seats:
        raise Refused(
            "no-post",
            noop("This account holds no post at present."),
            way_out=noop("Ask the manager of your unit."),
        )
    login(request, account, backend="anmulong.access.authentication.AccountBackend")
    request.session["address"] = request.META.get("REMOTE_ADDR", "")
    request.session["agent"] = request.META.get("HTTP_USER_AGENT", "")
    request.session["started_at"] = clock.now().isoformat()
    request.session["post"] = str(seats[0].uid)
    request.__dict__.pop(ACTOR, None)


def sign_out(request: HttpRequest) -> None:
    """End this session."""
    request.__dict__.pop(ACTOR, None)
    logout(request)


def choose_post(request: HttpRequest, post: UUID) -> Seat:
    """Act in another of one's posts without signing in again (O-5). Raises ``Refused`` for a post of others."""
    account = account_of(request)
    if account is None:
        raise Refused("not-signed-in", noop("Nobody is signed in."))
    seat = seat_of(account, post)
    request.session["post"] = str(post)
    request.__dict__.pop(ACTOR, None)
    return seat


def account_of(request: HttpRequest) -> Account | None:
    """Who is signed in; a session older than the parameter access.session_hours has ended."""
    account = request.user
    if not isinstance(account, Account):
        return None
    started = datetime.fromisoformat(request.session.get("started_at", clock.now().isoformat()))
    if clock.now() - started > timedelta(hours=parameter_int("access.session_hours")):
        sign_out(request)
        return None
    return account


def actor_of(request: HttpRequest, channel: Channel = Channel.DESK) -> Actor | None:
    """The actor of a request: who is signed in, in the chosen post; in the first post when the chosen one has ended.

    ``None`` when nobody is signed in or no post is held any more. Made once per request.
    """
    if ACTOR not in request.__dict__:
        request.__dict__[ACTOR] = _actor(request, channel)
    actor: Actor | None = request.__dict__[ACTOR]
    return actor


def _actor(request: HttpRequest, channel: Channel) -> Actor | None:
    account = account_of(request)
    seats = posts_of(account) if account else []
    if account is None or not seats:
        return None
    chosen = request.session.get("post", "")
    seat = next((seat for seat in seats if str(seat.uid) == chosen), seats[0])
    return actor_for(account, seat, channel=channel, address=request.META.get("REMOTE_ADDR", ""))


def password_is_due(account: Account) -> bool:
    """Whether the next page must be the change of the password: set by others, or too old (R-722, 0 days is off)."""
    days = parameter_int("access.password_max_age_days")
    changed = account.password_changed_at
    return account.must_change_password or bool(days and changed and clock.now() - changed > timedelta(days=days))


def renew_session(request: HttpRequest) -> None:
    """Keep this session after the own password was changed; every other session of the account has ended by it."""
    account = account_of(request)
    if account is not None:
        with trusted():
            fresh = Account.objects.get(pk=account.pk)
        update_session_auth_hash(request, fresh)


def sweep_sessions() -> None:
    """Throw away sessions that have run out; the worker does it from time to time."""
    SessionStore.clear_expired()


def bearer_of(request: HttpRequest) -> Actor:
    """The actor of a request that carries ``Authorization: Bearer …``; the token stands as its device.

    Raises ``Refused`` with code ``no-token``, ``bad-token`` or ``token-ended``, in which nothing tells an unknown token
    from a revoked one, and for a demonstration account that is used over the network (O-5).
    """
    kind, _space, code = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    if kind.lower() != "bearer" or not code:
        raise Refused(
            "no-token",
            noop("This address asks for an access token."),
            way_out=noop("Send the header Authorization with Bearer and the token."),
        )
    token = token_by_mark(token_mark(code.strip())) if code.startswith(PREFIX) else None
    if token is None or not token.usable(clock.now()) or not token.account.is_active:
        raise Refused(
            "bad-token",
            noop("This token is not known, has ended or has expired."),
            law="R-722",
            way_out=noop("Make a new one on the page of your account."),
        )
    if _is_out_of_place(token.account, request):
        raise demonstration_elsewhere()
    address = request.META.get("REMOTE_ADDR", "")
    note_use(token, address)
    return Actor(
        kind=ActorKind.ACCOUNT,
        county=token.account.county,
        channel=Channel.API,
        rights=rights_of(token),
        uid=token.account_id,
        organisation=token.post.organisation_id,
        post=token.post_id,
        device=str(token.pk),
        address=address,
    )
