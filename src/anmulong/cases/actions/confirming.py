"""Judicial confirmation: the joint application, what the court does with it, withdrawal (R-117, R-121 … R-129).

The parties apply; the committee helps and writes down what happened. Each step runs from when it happened (O-2).
"""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.cases.enums import OPEN_CONFIRMATION, ConfirmationState, CourtGround, CourtReason, Permission
from anmulong.cases.models import Case, Confirmation
from anmulong.cases.queries.agreements import agreement_of
from anmulong.cases.queries.confirming import COURT_LINKS, confirmable_until, open_confirmation
from anmulong.cases.queries.participants import lacking, names_of, participants
from anmulong.cases.queries.proofs import check_stored
from anmulong.cases.rules import NOT_CONFIRMED, NOT_TAKEN
from anmulong.cases.workflow import CASE
from anmulong.journal.public import Actor, Moment, action, emit, personal
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.wording import noop


OTHER_WAYS = noop("They may still sue, ask for a payment order, or have the agreement notarised.")


@dataclass(frozen=True)
class ConfirmationAsked:
    """To which court, by which ground of R-121, and which parties applied: all of them, together (R-128)."""

    court: str
    ground: CourtGround
    applicants: tuple[UUID, ...]
    text: str = personal(default="")
    scan: UUID | None = None


def _in_force(case: Case, by: Actor, at: Moment) -> None:
    if case.effective_at is None:
        raise Refused("not-in-force", noop("The agreement is not in force."), law="民事诉讼法 art.205")


def _none_open(case: Case, by: Actor, at: Moment) -> None:
    if case.confirmation in OPEN_CONFIRMATION:
        raise Refused("asked-already", noop("The court has not decided on the application yet."))
    if case.confirmation == ConfirmationState.CONFIRMED:
        raise Refused("confirmed-already", noop("The court has confirmed the agreement."))


def _one_open(case: Case, by: Actor, at: Moment) -> None:
    _running(case)


@action(
    "case.ask_confirmation",
    on=Case,
    needs=Permission.MEDIATE,
    merges="state",
    given=ConfirmationAsked,
    workflow=CASE,
    policies=(_in_force, _none_open),
    label=_("Joint application for confirmation"),
    law="R-117, R-121, 人民调解法 art.33, 民事诉讼法 art.205",
)
def ask_confirmation(case: Case, given: ConfirmationAsked, *, by: Actor, at: Moment) -> Case:
    """Record that all parties have asked the competent court together, in time.

    Raises ``Refused`` naming who has not joined in or when the thirty days are over, ``Invalid`` without a court or
    with a ground that does not fit the case.
    """
    agreement = agreement_of(case)
    _competent(case, given)
    agreed = participants(case, given.applicants, field="applicants") if given.applicants else []
    waiting = lacking(case, {row.pk for row in agreed})
    if waiting:
        raise Refused(
            "not-joint",
            noop("All parties apply together; missing: %(who)s."),
            law="民事诉讼法 art.205, 民诉法解释 art.356",
            way_out=OTHER_WAYS,
            params={"who": names_of(waiting)},
            details={"parties": [row.pk for row in waiting]},
        )
    _in_time(case, at)
    check_stored(case, given.scan, by, field="scan")
    row = Confirmation(
        stream=case.dispute_id,
        case=case,
        agreement=agreement,
        court=given.court.strip(),
        ground=given.ground,
        applicants=[str(each.pk) for each in agreed],
        applied_at=at.happened,
        scan=given.scan,
        account=by.uid,
    )
    row.text = given.text
    row.save()
    case.confirmation = ConfirmationState.APPLIED
    case.save()
    return case


def _competent(case: Case, given: ConfirmationAsked) -> None:
    """R-121: the court that invited the committee, else a court of domicile, subject matter or committee."""
    if not given.court.strip():
        raise Invalid("no-court", noop("Say which court."), fields={"court": noop("Say which court.")})
    invited = case.link in COURT_LINKS
    if invited != (given.ground == CourtGround.INVITING):
        text = (
            noop("A court handed this case over: that court is competent.")
            if invited
            else noop("No court handed this case over: choose the place that makes the court competent.")
        )
        raise Invalid("wrong-court", text, law="R-121, 民事诉讼法 art.205", fields={"ground": text})


def _in_time(case: Case, at: Moment) -> None:
    day, last = local_day(at.happened), confirmable_until(case)
    if case.effective_at is not None and day < local_day(case.effective_at):
        text = noop("This day lies before the effect of the agreement.")
        raise Invalid("too-early", text, fields={"happened_at": text})
    if last is not None and day > last:
        raise Refused(
            "too-late",
            noop("The time for the joint application ended on %(day)s."),
            law="R-117, 人民调解法 art.33",
            way_out=OTHER_WAYS,
            params={"day": last},
        )


@dataclass(frozen=True)
class CourtTook:
    """Under which number the court took the application on; or ``reason``, why it did not (R-126)."""

    number: str = ""
    reason: CourtReason | None = None
    text: str = personal(default="")


@action(
    "case.court_took_up",
    on=Case,
    needs=Permission.MEDIATE,
    merges="state",
    given=CourtTook,
    workflow=CASE,
    policies=(_one_open,),
    label=_("The court took the application on, or not"),
    law="R-123, R-126",
)
def court_took_up(case: Case, given: CourtTook, *, by: Actor, at: Moment) -> Case:
    """Record that the court took the application on, or did not and why. Raises ``Invalid`` for another reason."""
    row = _running(case)
    if row.state != ConfirmationState.APPLIED:
        raise Refused("taken-already", noop("The court took it on already."))
    _reason_of(given.reason, NOT_TAKEN)
    row.taken_at, row.court_number = at.happened, given.number.strip()
    _settle(
        case, row, ConfirmationState.NOT_TAKEN if given.reason else ConfirmationState.TAKEN, given.reason, given.text
    )
    return case


@dataclass(frozen=True)
class CourtDecided:
    """The ruling as it was received: its number; or ``reason``, why the application was rejected (R-127).

    ``partly``: only the part that can stand alone was confirmed (T-4).
    """

    number: str
    reason: CourtReason | None = None
    partly: bool = False
    text: str = personal(default="")
    scan: UUID | None = None


@action(
    "case.court_decided",
    on=Case,
    needs=Permission.MEDIATE,
    merges="state",
    given=CourtDecided,
    workflow=CASE,
    policies=(_one_open,),
    label=_("The court's ruling"),
    law="R-122, R-127, R-129, 民事诉讼法 art.206",
)
def court_decided(case: Case, given: CourtDecided, *, by: Actor, at: Moment) -> Case:
    """Record the ruling on the day on which it was received: confirmed and enforceable, or rejected (R-122).

    Raises ``Invalid`` without its number or for a reason that is none of R-127.
    """
    if not given.number.strip():
        raise Invalid("no-number", noop("The ruling has a number."), fields={"number": noop("This is needed.")})
    _reason_of(given.reason, NOT_CONFIRMED)
    check_stored(case, given.scan, by, field="scan")
    row = _running(case)
    row.decided_at, row.ruling_number, row.partly = at.happened, given.number.strip(), given.partly
    row.scan = given.scan or row.scan
    state = ConfirmationState.REJECTED if given.reason else ConfirmationState.CONFIRMED
    _settle(case, row, state, given.reason, given.text)
    emit("case.court_decided", case.pk, {"confirmed": not given.reason})
    return case


@dataclass(frozen=True)
class ConfirmationWithdrawn:
    """Words for it; parties may withdraw before the ruling (R-128)."""

    text: str = personal(default="")


@action(
    "case.withdraw_confirmation",
    on=Case,
    needs=Permission.MEDIATE,
    merges="state",
    given=ConfirmationWithdrawn,
    workflow=CASE,
    policies=(_one_open,),
    label=_("Application for confirmation withdrawn"),
    law="R-128, 民诉法解释 art.357",
)
def withdraw_confirmation(case: Case, given: ConfirmationWithdrawn, *, by: Actor, at: Moment) -> Case:
    """Record that the parties took their application back; the agreement binds them as before."""
    row = _running(case)
    row.decided_at = at.happened
    _settle(case, row, ConfirmationState.WITHDRAWN, None, given.text)
    return case


def _running(case: Case) -> Confirmation:
    row = open_confirmation(case)
    if row is None:
        raise Refused("not-asked", noop("No application for confirmation is open."))
    return row


def _reason_of(reason: CourtReason | None, known: frozenset[CourtReason]) -> None:
    if reason is not None and reason not in known:
        text = noop("This is no reason for this step.")
        raise Invalid("bad-reason", text, fields={"reason": text})


def _settle(case: Case, row: Confirmation, state: ConfirmationState, reason: CourtReason | None, text: str) -> None:
    row.state, row.reason = state, reason or ""
    if text.strip():
        row.text = "\n".join(part for part in (row.text, text.strip()) if part)
    row.save()
    case.confirmation = state
    case.save()
