"""Performance, breach, suits: they belong to the agreement and go on after archiving (O-3, 人民调解法 art. 31)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.cases.enums import ObligationState, Outcome, Permission
from anmulong.cases.models import Case, Obligation, OutsideEvent, Performance
from anmulong.cases.queries.agreements import agreement_of, obligations_of, still_owed
from anmulong.cases.queries.proofs import check_stored
from anmulong.cases.rules import state_after
from anmulong.cases.workflow import CASE
from anmulong.journal.public import Actor, Done, Moment, action, emit, personal
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid, NotFound, Refused
from anmulong.kernel.wording import noop


@dataclass(frozen=True)
class Performed:
    """What was performed: an ``amount`` in CNY yuan, or ``done`` for the whole rest. ``proof`` is a stored file.

    Without ``obligation``, ``done`` means everything that was still owed.
    """

    obligation: UUID | None = None
    amount: Decimal | None = None
    done: bool = False
    text: str = personal(default="")
    proof: UUID | None = None


@action(
    "case.record_performance",
    on=Case,
    needs=Permission.MEDIATE,
    merges="append",
    given=Performed,
    workflow=CASE,
    label=_("Record performance"),
    law="人民调解法 art.31",
)
def record_performance(case: Case, given: Performed, *, by: Actor, at: Moment) -> Done:
    """Record a payment or another performance, in whole or in part. ``performed`` says that nothing is owed any more.

    Raises ``Invalid`` for more than is owed, for an answer that says neither how much nor that it is done, and for a
    proof that is no file of this matter.
    """
    check_stored(case, given.proof, by, field="proof")
    rows = obligations_of(case)
    chosen = still_owed(rows) if given.obligation is None else [_one(rows, given.obligation)]
    if given.obligation is None and (not given.done or given.amount is not None):
        raise Invalid(
            "which-obligation",
            noop("Say which obligation was performed."),
            fields={"obligation": noop("Choose one, or say that everything is done.")},
        )
    if not chosen or (given.obligation is not None and not still_owed(chosen)):
        raise Refused("nothing-owed", noop("This was performed already."))
    for row in chosen:
        _perform(row, given, by=by, at=at)
    case.performed = not still_owed(rows)
    case.save()
    if case.performed:
        emit("case.performed", case.pk)
    return Done(case, {"performed": case.performed})


def _perform(row: Obligation, given: Performed, *, by: Actor, at: Moment) -> None:
    rest = None if row.amount is None else row.amount - row.paid
    amount = rest if given.done and given.amount is None else given.amount
    row.state = state_after(rest, amount, done=given.done, said=bool(given.text.strip()))
    row.paid += amount or 0
    if row.state == ObligationState.DONE:
        row.done_at = at.happened
    row.save()
    note = Performance(
        stream=row.stream,
        case=row.case,
        obligation=row,
        amount=amount,
        proof=given.proof,
        happened_at=at.happened,
        account=by.uid,
    )
    note.text = given.text
    note.save()


@dataclass(frozen=True)
class Breached:
    """Which obligation was not performed in time, and what the people said."""

    obligation: UUID
    text: str = personal(default="")


@action(
    "case.record_breach",
    on=Case,
    needs=Permission.MEDIATE,
    merges="append",
    given=Breached,
    workflow=CASE,
    label=_("Record a breach"),
    law="人民调解法 art.31, 32",
)
def record_breach(case: Case, given: Breached, *, by: Actor, at: Moment) -> Case:
    """Record that an obligation was not performed when it was due. It stays owed, and either side may sue (art. 32).

    Refused for what is performed, and until the day on which it is due is over.
    """
    row = _one(obligations_of(case), given.obligation)
    if not still_owed([row]):
        raise Refused("nothing-owed", noop("This was performed already."))
    if local_day(at.happened) <= row.due_on:
        raise Refused(
            "not-due-yet",
            noop("This is not overdue yet: it is due on %(day)s."),
            way_out=noop("Plan a visit on that day."),
            params={"day": row.due_on},
        )
    row.state = ObligationState.BREACHED
    row.save()
    note = Performance(
        stream=row.stream, case=case, obligation=row, breach=True, happened_at=at.happened, account=by.uid
    )
    note.text = given.text
    note.save()
    emit("case.breached", case.pk, {"obligation": str(row.pk)})
    return case


@dataclass(frozen=True)
class WentOutside:
    """What became of the agreement outside the committee (C-305), and the words for it."""

    outcome: Outcome
    text: str = personal(default="")


@action(
    "case.record_outcome",
    on=Case,
    needs=Permission.MEDIATE,
    merges="append",
    given=WentOutside,
    workflow=CASE,
    label=_("Record suit or ruling"),
    law="C-305, 人民调解法 art.32",
)
def record_outcome(case: Case, given: WentOutside, *, by: Actor, at: Moment) -> Case:
    """Record a suit, a ruling or a payment order; the latest stands on the case, all stay as rows."""
    agreement_of(case)
    if given.outcome == Outcome.INVALID:
        _annul(case)
    note_outcome(case, given.outcome, given.text, by=by, at=at)
    case.save()
    return case


def _annul(case: Case) -> None:
    """What the court found invalid is owed no longer; what was performed stays recorded (人民调解法 art. 33)."""
    for row in still_owed(obligations_of(case)):
        row.state = ObligationState.ANNULLED
        row.save()


def note_outcome(case: Case, outcome: Outcome, text: str, *, by: Actor, at: Moment) -> None:
    """Put it on the case, which the caller saves, with its row."""
    case.outcome = outcome
    row = OutsideEvent(stream=case.dispute_id, case=case, outcome=outcome, happened_at=at.happened, account=by.uid)
    row.text = text
    row.save()


def _one(rows: Sequence[Obligation], uid: UUID) -> Obligation:
    for row in rows:
        if row.pk == uid:
            return row
    raise NotFound("not-found", noop("There is no such obligation in this agreement."))
