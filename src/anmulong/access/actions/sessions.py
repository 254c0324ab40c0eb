"""Ending a session of one's own on another machine (R-722)."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.access.actions.policies import own_account
from anmulong.access.enums import Permission
from anmulong.access.models import Account, Session
from anmulong.journal.public import Actor, Moment, action
from anmulong.kernel.errors import NotFound
from anmulong.kernel.wording import noop


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
    gone, _each = Session.objects.filter(uid=given.session, account=account.pk).delete()
    if not gone:
        raise NotFound("not-found", noop("This session has ended already."))
    return account
