"""One settled and answered, one struck off, by a second person (R-531, O-2, O-3)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.disputes.actions.concluding import take_back_result
from anmulong.disputes.enums import Permission, State
from anmulong.disputes.models import Dispute
from anmulong.disputes.rules import is_owner_or_unit, not_the_same_person, strike_off_gaps, undo_is_still_possible
from anmulong.disputes.workflow import MATTER
from anmulong.files.public import files_of
from anmulong.journal.public import Actor, Moment, action, personal
from anmulong.kernel.errors import Invalid, NotFound, Refused
from anmulong.kernel.wording import noop
from anmulong.lawbook.public import parameter_int


@dataclass(frozen=True)
class StrikeOffRequest:
    """What proves the result, and when somebody will look again."""

    evidence: str = personal(default="")
    follow_up_on: date | None = None


@action(
    "dispute.ask_strike_off",
    on=Dispute,
    needs=Permission.HANDLE,
    merges="state",
    given=StrikeOffRequest,
    workflow=MATTER,
    policies=(is_owner_or_unit,),
    label=_("Ask for the strike-off"),
    law="R-531",
)
def ask_strike_off(dispute: Dispute, given: StrikeOffRequest, *, by: Actor, at: Moment) -> Dispute:
    """Put the matter on the second person's list. Refused with the list of what is still missing (R-531)."""
    dispute.evidence = given.evidence or dispute.evidence
    dispute.follow_up_on = given.follow_up_on or dispute.follow_up_on
    check_gaps(dispute)
    dispute.strike_off_asked_at, dispute.strike_off_asked_by = at.entered, by.uid
    dispute.save()
    return dispute


def has_proof(dispute: Dispute) -> bool:
    """Whether a file is attached or a reached contact is on record."""
    return (
        bool(files_of([dispute.pk], restricted=True, side_file=True)[dispute.pk])
        or dispute.contacts.filter(reached=True).exists()
    )


def check_gaps(dispute: Dispute) -> None:
    """Raise ``Refused`` naming everything that is still missing."""
    gaps = strike_off_gaps(dispute, has_proof=has_proof(dispute))
    if gaps:
        raise Refused(
            "not-complete",
            noop("This cannot be struck off yet: %(gaps)s"),
            law="R-531",
            params={"gaps": tuple(gap.text for gap in gaps)},
            way_out=noop("Add what is missing, then ask again."),
            details={"gaps": [gap.code for gap in gaps]},
        )


@dataclass(frozen=True)
class StrikeOff:
    """The second person's word; ``opened`` says that the matter was looked into and not only ticked."""

    opened: bool = False
    remark: str = personal(default="")


@action(
    "dispute.strike_off",
    on=Dispute,
    needs=Permission.STRIKE_OFF,
    merges="state",
    given=StrikeOff,
    workflow=MATTER,
    policies=(not_the_same_person,),
    label=_("Strike off"),
    law="R-531",
)
def strike_off(dispute: Dispute, given: StrikeOff, *, by: Actor, at: Moment) -> Dispute:
    """Strike the matter off as a second person. Refused while anything of R-531 or O-3 is missing."""
    check_gaps(dispute)
    dispute.struck_off_at, dispute.struck_off_by = at.entered, by.uid
    dispute.save()
    return dispute


@dataclass(frozen=True)
class Reason:
    """Why."""

    reason: str = personal()


def needs_reason(given: Reason) -> None:
    """Raise ``Invalid`` when the reason is empty."""
    if not given.reason.strip():
        raise Invalid("no-reason", noop("This needs a reason."), fields={"reason": noop("This is needed.")})


@action(
    "dispute.refuse_strike_off",
    on=Dispute,
    needs=Permission.STRIKE_OFF,
    merges="state",
    given=Reason,
    workflow=MATTER,
    policies=(not_the_same_person,),
    label=_("Refuse the strike-off"),
    law="R-531",
)
def refuse_strike_off(dispute: Dispute, given: Reason, *, by: Actor, at: Moment) -> Dispute:
    """Send the matter back to its handler with a reason."""
    needs_reason(given)
    dispute.strike_off_asked_at = dispute.strike_off_asked_by = None
    dispute.save()
    return dispute


def _undo_in_time(dispute: Dispute, by: Actor, at: Moment) -> None:
    undo_is_still_possible(dispute, by, at, days=parameter_int("disputes.undo_strike_off_days"))


@action(
    "dispute.undo_strike_off",
    on=Dispute,
    needs=Permission.STRIKE_OFF,
    merges="state",
    given=Reason,
    workflow=MATTER,
    policies=(_undo_in_time,),
    label=_("Undo the strike-off"),
    law="O-2",
)
def undo_strike_off(dispute: Dispute, given: Reason, *, by: Actor, at: Moment) -> Dispute:
    """Take a mistaken strike-off back, within the days that the parameter gives."""
    needs_reason(given)
    dispute.struck_off_at = dispute.struck_off_by = None
    dispute.save()
    return dispute


@action(
    "dispute.reopen",
    on=Dispute,
    needs=Permission.HANDLE,
    merges="state",
    given=Reason,
    workflow=MATTER,
    policies=(is_owner_or_unit,),
    label=_("Take up again"),
    law="R-531",
)
def reopen(dispute: Dispute, given: Reason, *, by: Actor, at: Moment) -> Dispute:
    """Take the same matter up again; result and answer of the first round stay in the journal."""
    needs_reason(given)
    take_back_result(dispute)
    dispute.history_only = False
    dispute.save()
    return dispute


@dataclass(frozen=True)
class Relapse:
    """The struck-off matter that has flared up again in this one."""

    earlier: UUID


@action(
    "dispute.relapse",
    on=Dispute,
    needs=Permission.REGISTER,
    merges="state",
    given=Relapse,
    workflow=MATTER,
    label=_("Link as relapse"),
    law="R-531, K-12",
)
def relapse(dispute: Dispute, given: Relapse, *, by: Actor, at: Moment) -> Dispute:
    """Link a newly registered matter to the struck-off one that it takes up; the old entry stays as it is (R-531).

    Raises ``Invalid`` when the earlier matter is outside the scope, ``Refused`` when it is not struck off.
    """
    try:
        earlier: Dispute = Dispute.objects.in_scope(by.rights.scope(at.entered)).get(given.earlier)
    except NotFound as error:
        raise Invalid(
            "not-found",
            noop("The earlier matter is not within what you may see."),
            fields={"earlier": noop("Choose another matter.")},
        ) from error
    if earlier.state != State.STRUCK_OFF:
        raise Refused(
            "not-struck-off",
            noop("Only a struck-off matter can relapse."),
            law="R-531",
            way_out=noop("Take the earlier matter up again, or merge the two."),
        )
    dispute.relapse_of = earlier.pk
    dispute.save()
    return dispute
