"""Several reports of one matter: merge and undo the merge. Never changes who may read (O-4)."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anmulong.disputes.actions.striking_off import Reason, needs_reason
from anmulong.disputes.enums import LIVE_STATES, Permission
from anmulong.disputes.models import Dispute, Note
from anmulong.disputes.workflow import MATTER
from anmulong.journal.public import Actor, Moment, action, personal
from anmulong.kernel.errors import Invalid, NotFound, Refused
from anmulong.kernel.wording import noop


@dataclass(frozen=True)
class Merging:
    """The matter that goes on, and why both are the same."""

    into: UUID
    reason: str = personal(default="")


@action(
    "dispute.merge",
    on=Dispute,
    needs=Permission.MERGE,
    merges="state",
    given=Merging,
    workflow=MATTER,
    also=lambda given: (given.into,),
    label=_("Merge into another matter"),
    law="O-4",
)
def merge(dispute: Dispute, given: Merging, *, by: Actor, at: Moment) -> Dispute:
    """Close this matter into another one; its receipt stays valid and leads there.

    Both must lie in the actor's scope and have the same restriction, because a merge never changes who may read.
    """
    other = _other(dispute, given.into, by=by, at=at)
    if other.restricted != dispute.restricted:
        raise Refused(
            "other-readers",
            noop("One of the two is restricted; a merge would change who may read."),
            law="O-4",
            way_out=noop("Keep both, or restrict both first."),
        )
    dispute.merged_into = other.pk
    dispute.save()
    _leave_note(other, merged_words(dispute), by=by, at=at)
    return dispute


def _other(dispute: Dispute, uid: UUID, *, by: Actor, at: Moment) -> Dispute:
    if uid == dispute.pk:
        raise Invalid(
            "itself", noop("A matter cannot be merged into itself."), fields={"into": noop("Choose another matter.")}
        )
    try:
        other: Dispute = Dispute.objects.in_scope(by.rights.scope(at.entered)).get(uid)
    except NotFound as error:
        raise Invalid(
            "not-found",
            noop("The other matter is not within what you may see."),
            fields={"into": noop("Choose another matter.")},
        ) from error
    if other.state not in LIVE_STATES:
        raise Refused("not-live", noop("The other matter is closed; take it up again first."), law="R-531")
    return other


def merged_words(dispute: Dispute) -> str:
    """The words left in the matter that goes on."""
    return gettext("Merged in: %(number)s") % {"number": dispute.number}


def _leave_note(other: Dispute, text: str, *, by: Actor, at: Moment) -> None:
    row = Note(dispute=other, happened_at=at.happened, account=by.uid)
    row.text = text
    row.save()


@action(
    "dispute.unmerge",
    on=Dispute,
    needs=Permission.MERGE,
    merges="state",
    given=Reason,
    workflow=MATTER,
    label=_("Undo the merge"),
    law="O-2",
)
def unmerge(dispute: Dispute, given: Reason, *, by: Actor, at: Moment) -> Dispute:
    """Take a merge back; the matter lives on by itself."""
    needs_reason(given)
    dispute.merged_into = None
    dispute.save()
    return dispute
