"""Ending a session of one's own on another machine (R-722)."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.access.actions.policies import own_account
from anmulong.access.enums import Permission
from anmulong.access.models import Account, Session, SessionStore
from anmulong.journal.public import Actor, Moment, action
from anmulong.kernel.errors import NotFound
from anmulong.kernel.wording import noop


def end_all_sessions(account: Account) -> None:
    """Throw all sessions of an account away, inside the action that locks or closes it."""
    for key in Session.objects.filter(account=account.pk).values_list("session_key", flat=True):
        SessionStore().delete(key)


@dataclass(frozen=True)
class EndedSession:
    """The public name of the session; never its key."""

    session: UUID


@action(
    "session.end",
    on=Account,
    needs=Permission.OWN_ACCOUNT,
    merges="append",
    given=EndedSession,
    label=_("Sign out another session"),
    policies=(own_account,),
    law="R-722",
)
def end(account: Account, given: EndedSession, *, by: Actor, at: Moment) -> Account:
    """Throw the session away; whoever used it must sign in again. Raises ``NotFound`` for one that is not one's own."""
    session = Session.objects.filter(uid=given.session, account=account.pk).first()
    if session is None:
        raise NotFound("not-found", noop("This session has ended already."))
    SessionStore().delete(session.session_key)
    return account
