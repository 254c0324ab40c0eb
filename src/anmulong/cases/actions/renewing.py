"""Change of an agreement in force by a new one, signed in the same step (人民调解法 art. 31, 33; R-115, R-122)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.cases.actions.agreeing import AgreementText, ObligationInput, draw_up, number_for
from anmulong.cases.actions.signing import SignerRow, SigningDesk
from anmulong.cases.enums import OPEN_CONFIRMATION, AgreementForm, ConfirmationState, ObligationState, Permission
from anmulong.cases.models import Agreement, Case
from anmulong.cases.queries.agreements import agreement_of, lacking_marks, still_owed
from anmulong.cases.queries.proofs import check_stored
from anmulong.cases.rules import effective_at, soonest_visit, under_its_committee
from anmulong.cases.workflow import CASE
from anmulong.journal.public import Actor, Done, Moment, action, emit, personal
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Refused
from anmulong.kernel.wording import noop


@dataclass(frozen=True)
class NewTerms:
    """What they agree instead, and all marks on the new paper; an oral agreement that is changed orally has none."""

    facts: str = personal()
    content: str = personal()
    obligations: tuple[ObligationInput, ...] = ()
    performance: str = personal(default="")
    place: str = personal(default="")
    amount: Decimal | None = None
    rows: tuple[SignerRow, ...] = ()
    scan: UUID | None = None
    uid: UUID | None = None


def _changeable(case: Case, by: Actor, at: Moment) -> None:
    if case.effective_at is None:
        raise Refused("not-in-force", noop("The agreement is not in force."))
    if case.confirmation in OPEN_CONFIRMATION:
        raise Refused(
            "asked-already",
            noop("The court has not decided on the application yet."),
            law="R-128",
            way_out=noop("The parties withdraw it first, or wait for the ruling."),
        )
    if case.confirmation == ConfirmationState.CONFIRMED:
        raise Refused(
            "confirmed-already",
            noop("The court has confirmed the agreement."),
            law="民事诉讼法 art.206",
            way_out=noop("What is settled after a ruling belongs to its enforcement."),
        )


@action(
    "case.agree_anew",
    on=Case,
    needs=Permission.MEDIATE,
    merges="state",
    given=NewTerms,
    workflow=CASE,
    policies=(under_its_committee, _changeable),
    label=_("Change by a new agreement"),
    law="R-115, R-122, 人民调解法 art.33",
)
def agree_anew(case: Case, given: NewTerms, *, by: Actor, at: Moment) -> Done:
    """Put a new agreement, with its own number, in the place of the one in force; confirmation can be asked for anew.

    What was performed stays with the earlier edition; what was still owed is replaced. The earlier one stands until
    all have signed, so all marks come in this step: ``Refused`` while one is missing, ``Invalid`` as for a first
    agreement. The day of effect and the amount of the case stay what they were: its figures were counted by them.
    """
    check_stored(case, given.scan, by, field="scan")
    earlier = agreement_of(case)
    text = AgreementText(given.facts, given.content, given.obligations, given.performance, given.place, given.amount)
    agreement = draw_up(case, text, AgreementForm(earlier.form), by=by, made_at=at.happened, uid=given.uid)
    agreement.number, agreement.edition = number_for(case, at), earlier.edition + 1
    oral = earlier.form == AgreementForm.ORAL
    agreement.effective_at = at.happened if oral else _signed(case, agreement, given, at)
    _replace(earlier, at)
    agreement.save()
    case.effective_anew, case.performed, case.confirmation = agreement.effective_at, False, ""
    today = local_day(at.happened)
    case.next_follow_up_on = soonest_visit([row.due_on for row in given.obligations], today) or _later(case, today)
    case.save()
    emit("case.agreed_anew", case.pk, {"number": agreement.number})
    return Done(case, {"number": agreement.number, "edition": agreement.edition})


def _signed(case: Case, agreement: Agreement, given: NewTerms, at: Moment) -> datetime:
    desk = SigningDesk(case, agreement, given.scan, at)
    for number, row in enumerate(given.rows, start=1):
        desk.take(row, number)
    parties = [party.pk for party in desk.parties]
    found = effective_at(parties, desk.counted)
    if found is None:
        missing = len(lacking_marks(parties, desk.counted))
        raise Refused(
            "not-all-signed",
            noop("The new agreement lacks %(count)s signatures or the seal; the earlier one stands until then."),
            law="R-115, 人民调解法 art.29",
            params={"count": missing},
        )
    return found


def _replace(earlier: Agreement, at: Moment) -> None:
    for row in still_owed(earlier.obligations.all()):
        row.state = ObligationState.REPLACED
        row.save()
    earlier.replaced_at = at.entered
    earlier.save()


def _later(case: Case, today: date) -> date | None:
    planned = case.next_follow_up_on
    return planned if planned is not None and planned >= today else None
