"""Single matters opened to an account or a body outside their area (architecture.md 5, domain.md 7.4)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.access.enums import GrantReason, Permission
from anmulong.access.models import Account, Grant
from anmulong.base.scoping import Scope
from anmulong.journal.public import Actor, Moment, action
from anmulong.kernel.errors import Invalid, NotFound, Refused
from anmulong.kernel.ids import new_uid
from anmulong.kernel.wording import noop
from anmulong.orgs.public import organisation


Reach = Callable[[UUID, Scope], None]
R = TypeVar("R", bound=Reach)
_reaches: list[Reach] = []


def checks_reach(reach: R) -> R:
    """Register ``reach(dispute, scope)``: it raises ``NotFound`` unless the matter lies in ``scope``.

    Without one nothing can be opened by hand: a grant must never reach further than the person who gives it.
    """
    if reach not in _reaches:
        _reaches.append(reach)
    return reach


@dataclass(frozen=True)
class NewGrant:
    """Which matter, to one account or one body, why, until when (open end when left out)."""

    dispute: UUID
    why: GrantReason
    account: UUID | None = None
    organisation: UUID | None = None
    until: datetime | None = None
    note: str = ""
    uid: UUID | None = None
    review_on: date | None = None


@action(
    "grant.open",
    on=Grant,
    needs=Permission.GRANT,
    merges="append",
    creates=True,
    given=NewGrant,
    label=_("Open a matter to somebody"),
    law="R-721",
)
def open_by_hand(given: NewGrant, *, by: Actor, at: Moment) -> Grant:
    """Open a matter that the actor sees to an account or a body. Raises ``NotFound`` for one outside the own scope,
    ``Invalid`` for an emergency: that one does not lie in anybody's gift."""
    if given.why == GrantReason.BREAK_GLASS or given.review_on is not None:
        raise Invalid("not-by-hand", noop("An emergency reading is not given by hand."))
    scope = by.rights.scope(at.entered)
    for reach in _reaches:
        reach(given.dispute, scope)
    if not _reaches:
        raise NotFound("not-found", noop("There is no such record, or it lies outside what your post may see."))
    return open_grant(given, by=by, at=at)


def open_grant(given: NewGrant, *, by: Actor, at: Moment) -> Grant:
    """The same inside an action of another package that has the matter in hand (invite, hand on, emergency reading).

    Raises ``Invalid`` unless exactly one viewer is named, or when it would end before it begins.
    """
    if (given.account is None) == (given.organisation is None):
        raise Invalid("one-viewer", noop("Open it either to a person or to an organisation."))
    if given.until is not None and given.until <= at.entered:
        raise Invalid("in-the-past", noop("The end lies in the past."), fields={"until": noop("Choose a later day.")})
    if given.organisation is not None:
        organisation(by.county, given.organisation)
    elif given.account and not Account.objects.filter(pk=given.account, county=by.county, closed_at=None).exists():
        raise Invalid(
            "unknown-account", noop("There is no such account."), fields={"account": noop("Choose somebody.")}
        )
    grant = Grant(
        uid=given.uid or new_uid(),
        dispute=given.dispute,
        account=given.account,
        organisation=given.organisation,
        why=given.why,
        note=given.note,
        granted_by=by.uid,
        began_at=at.entered,
        until_at=given.until,
        review_on=given.review_on,
    )
    grant.save()
    return grant


@dataclass(frozen=True)
class GrantEnd:
    """Why it is closed again."""

    note: str = ""


def still_granted(grant: Grant, by: Actor, at: Moment) -> None:
    """A grant ends once."""
    if grant.ended_at is not None:
        raise Refused("grant-ended", noop("This was closed already."))


@action(
    "grant.end",
    on=Grant,
    needs=Permission.GRANT,
    merges="state",
    given=GrantEnd,
    label=_("Close a matter to somebody again"),
    policies=(still_granted,),
)
def end(grant: Grant, given: GrantEnd, *, by: Actor, at: Moment) -> Grant:
    """Close it at once."""
    grant.ended_at = at.entered
    grant.save()
    return grant


def close_grants(uids: Iterable[UUID], *, at: Moment) -> None:
    """Close grants inside an action of the package that opened them; those closed already stay as they are."""
    for grant in Grant.objects.filter(pk__in=list(uids), ended_at=None):
        grant.ended_at = at.entered
        grant.save()
