"""Deputies: somebody acts in a post while its holder is away (O-5)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.access.actions.policies import held_posts, still_open
from anmulong.access.enums import Permission
from anmulong.access.models import Account, Deputy, Post
from anmulong.access.rules import check_exclusion
from anmulong.journal.public import Actor, Done, Moment, action, personal
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.ids import new_uid
from anmulong.kernel.wording import noop


@dataclass(frozen=True)
class NewDeputy:
    """Who acts, from which day (today when left out) up to and including ``until_on``."""

    account: UUID
    until: date
    began_on: date | None = None
    reason: str = personal(default="")
    uid: UUID | None = None


@action(
    "post.appoint_deputy",
    on=Post,
    needs=Permission.APPOINT_DEPUTY,
    merges="append",
    given=NewDeputy,
    label=_("Appoint a deputy"),
    policies=(still_open,),
    law="O-5",
)
def appoint_deputy(post: Post, given: NewDeputy, *, by: Actor, at: Moment) -> Done:
    """Let a colleague of the same body act in the post for a time. Facts: ``deputy``."""
    began_on = given.began_on or local_day(at.happened)
    if given.until < began_on:
        raise Invalid(
            "ends-before-begin",
            noop("The last day lies before the first one."),
            fields={"until": noop("Choose a later day.")},
        )
    _check_person(post, given.account, at)
    deputy = Deputy(
        uid=given.uid or new_uid(),
        post=post,
        on_behalf_id=post.account_id,
        account_id=given.account,
        began_on=began_on,
        until_on=given.until,
        reason=given.reason,
    )
    deputy.save()
    return Done(post, {"deputy": deputy.pk})


def _check_person(post: Post, uid: UUID, at: Moment) -> None:
    person = Account.objects.filter(pk=uid, county=post.county).first()
    held = held_posts(person, at) if person is not None and person.is_active else []
    same_body = any(other.organisation_id == post.organisation_id for other in held)
    if uid == post.account_id or not same_body:
        raise Invalid(
            "not-in-unit",
            noop("The deputy must hold a post in the same organisation."),
            fields={"account": noop("Choose somebody who works there.")},
        )
    check_exclusion((other.role for other in held), post.role)


@dataclass(frozen=True)
class DeputyEnd:
    """Why it ends before its day."""

    reason: str = personal(default="")


def still_acting(deputy: Deputy, by: Actor, at: Moment) -> None:
    """A deputyship ends once."""
    if deputy.ended_at is not None or deputy.until_on < local_day(at.entered):
        raise Refused("deputy-ended", noop("This deputy no longer acts."))


@action(
    "post.end_deputy",
    on=Deputy,
    needs=Permission.APPOINT_DEPUTY,
    merges="state",
    given=DeputyEnd,
    label=_("End a deputy"),
    policies=(still_acting,),
    law="O-5",
)
def end_deputy(deputy: Deputy, given: DeputyEnd, *, by: Actor, at: Moment) -> Deputy:
    """End it at once: the holder is back."""
    deputy.ended_at = at.entered
    deputy.save()
    return deputy
