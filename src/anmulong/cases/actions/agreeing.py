"""The agreement: in writing (F-08) or by word of mouth (F-09), with who owes what to whom until when (R-115, R-116)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.cases.actions.effect import comes_into_force
from anmulong.cases.actions.intake import committee_of_case
from anmulong.cases.enums import AgreementForm, ObligationState, Permission, Proof
from anmulong.cases.models import Agreement, Case, CaseParty, Obligation
from anmulong.cases.queries.agreements import agreement_of
from anmulong.cases.queries.participants import present_parties
from anmulong.cases.rules import agreed_sum, check_obligations, enough_proof, under_its_committee
from anmulong.cases.workflow import CASE
from anmulong.journal.public import Actor, Done, Moment, action, emit, next_number, personal
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid
from anmulong.kernel.ids import new_uid
from anmulong.kernel.numbering import Series
from anmulong.kernel.wording import noop
from anmulong.lawbook.public import check_code


@dataclass(frozen=True)
class ObligationInput:
    """One row: who owes (``debtor``) what to whom (``creditor``) until when.

    Both are uids of the case parties or of the parties themselves. ``kind`` is a code of C-306; an ``amount`` in CNY
    yuan, or a ``thing`` in words, or both. ``proof`` says how the performance will be shown.
    """

    debtor: UUID
    creditor: UUID
    due_on: date
    kind: str
    amount: Decimal | None = None
    thing: str = personal(default="")
    place: str = personal(default="")
    proof: str = personal(default="")
    uid: UUID | None = None


@dataclass(frozen=True)
class AgreementText:
    """What the paper says: ``facts`` (facts and points at issue), ``content`` (what they agreed), ``performance`` (way
    and time limit) and its ``obligations``. When ``amount`` is given, the obligations must add up to it exactly."""

    facts: str = personal()
    content: str = personal()
    obligations: tuple[ObligationInput, ...] = ()
    performance: str = personal(default="")
    place: str = personal(default="")
    amount: Decimal | None = None
    uid: UUID | None = None


@dataclass(frozen=True)
class OralAgreement:
    """The same for an oral agreement, with the moment in which they agreed and the proofs that there are (R-452)."""

    facts: str = personal()
    content: str = personal()
    obligations: tuple[ObligationInput, ...] = ()
    performance: str = personal(default="")
    place: str = personal(default="")
    amount: Decimal | None = None
    agreed_at: datetime | None = None
    proofs: tuple[Proof, ...] = ()
    uid: UUID | None = None


Text = AgreementText | OralAgreement


@action(
    "case.agree_in_writing",
    on=Case,
    needs=Permission.MEDIATE,
    merges="state",
    given=AgreementText,
    workflow=CASE,
    policies=(under_its_committee,),
    label=_("Draw up the written agreement"),
    law="人民调解法 art.28, 29",
)
def agree_in_writing(case: Case, given: AgreementText, *, by: Actor, at: Moment) -> Done:
    """Draw up F-08. It binds with the last signature, the mediator's and the seal (R-115).

    Raises ``Invalid`` while a row does not say who, what and until when, or the rows do not add up.
    """
    agreement = draw_up(case, given, AgreementForm.WRITTEN, by=by, made_at=at.happened)
    agreement.number = number_for(case, at)
    agreement.save()
    _note_on_case(case, agreement)
    emit("case.agreed", case.pk, {"number": agreement.number})
    return Done(case, {"number": agreement.number, "copies": agreement.copies})


@action(
    "case.revise_agreement",
    on=Case,
    needs=Permission.MEDIATE,
    merges="state",
    given=AgreementText,
    workflow=CASE,
    policies=(under_its_committee,),
    label=_("Change the text"),
    law="人民调解法 art.29",
)
def revise_agreement(case: Case, given: AgreementText, *, by: Actor, at: Moment) -> Done:
    """Replace the text before everybody has signed: the next edition, under the same number.

    Whoever had signed the earlier edition signs again; nobody is bound to words that he has not seen.
    """
    earlier = agreement_of(case)
    for owed in earlier.obligations.all():
        owed.state = ObligationState.REPLACED
        owed.save()
    earlier.replaced_at = at.entered
    earlier.save()
    agreement = draw_up(case, given, AgreementForm.WRITTEN, by=by, made_at=at.happened)
    agreement.number, agreement.edition = earlier.number, earlier.edition + 1
    agreement.save()
    _note_on_case(case, agreement)
    return Done(case, {"number": agreement.number, "edition": agreement.edition})


@action(
    "case.agree_orally",
    on=Case,
    needs=Permission.MEDIATE,
    merges="state",
    given=OralAgreement,
    workflow=CASE,
    policies=(under_its_committee,),
    label=_("Record an oral agreement"),
    law="R-116, 人民调解法 art.30",
)
def agree_orally(case: Case, given: OralAgreement, *, by: Actor, at: Moment) -> Done:
    """Record F-09. It is in force from the moment in which they agreed (R-116).

    Fewer than two proofs mark the case 待补证 and block nothing (R-452, O-3). Raises ``Invalid`` as the written one.
    """
    agreed_at = given.agreed_at or at.happened
    if agreed_at.utcoffset() is None or agreed_at > at.entered:
        raise Invalid(
            "in-the-future",
            noop("The time lies in the future."),
            fields={"agreed_at": noop("The time lies in the future.")},
            law="O-2",
        )
    agreement = draw_up(case, given, AgreementForm.ORAL, by=by, made_at=agreed_at)
    agreement.number = number_for(case, at)
    agreement.proofs = sorted(set(given.proofs))
    _note_on_case(case, agreement)
    case.proof_missing = not enough_proof(agreement.proofs)
    comes_into_force(case, agreement, agreed_at, [row.due_on for row in given.obligations])
    return Done(case, {"number": agreement.number, "proof_missing": case.proof_missing})


@dataclass(frozen=True)
class ProofsAdded:
    """Proofs of an oral agreement that have come since."""

    proofs: tuple[Proof, ...]


@action(
    "case.add_proof",
    on=Case,
    needs=Permission.MEDIATE,
    merges="append",
    given=ProofsAdded,
    workflow=CASE,
    label=_("Add a proof"),
    law="R-452",
)
def add_proof(case: Case, given: ProofsAdded, *, by: Actor, at: Moment) -> Case:
    """Add proofs, also after the file is archived. Raises ``Invalid`` when none is named or nothing needs one."""
    agreement = agreement_of(case)
    if agreement.form != AgreementForm.ORAL:
        raise Invalid("no-proof-needed", noop("Only an oral agreement needs proofs; a written one has its signatures."))
    if not given.proofs:
        raise Invalid("no-proof", noop("Tick what there is."), fields={"proofs": noop("Tick what there is.")})
    agreement.proofs = sorted({*agreement.proofs, *given.proofs})
    agreement.save()
    case.proof_missing = not enough_proof(agreement.proofs)
    case.save()
    return case


def draw_up(
    case: Case, given: Text, form: AgreementForm, *, by: Actor, made_at: datetime, uid: UUID | None = None
) -> Agreement:
    """The agreement with its rows; the rows are saved, the agreement is not."""
    _needs_words(given)
    check_obligations(given.obligations, local_day(made_at))
    total = agreed_sum([row.amount for row in given.obligations], given.amount)
    parties = present_parties(case)
    agreement = Agreement(
        uid=uid or given.uid or new_uid(),
        stream=case.dispute_id,
        case=case,
        form=form,
        copies=len(parties) + 1,
        amount=total,
        made_at=made_at,
        made_by=by.uid,
    )
    agreement.facts, agreement.content = given.facts, given.content
    agreement.performance, agreement.place = given.performance, given.place
    _lay_rows(agreement, given.obligations, parties)
    return agreement


def _needs_words(given: Text) -> None:
    missing = {name: noop("This is needed.") for name in ("facts", "content") if not getattr(given, name).strip()}
    if missing:
        raise Invalid(
            "no-text", noop("Write down what they agreed."), law="R-452, 人民调解法 art.29, 30", fields=missing
        )


def _lay_rows(agreement: Agreement, rows: Sequence[ObligationInput], parties: Sequence[CaseParty]) -> None:
    places = {uid: party for party in parties for uid in (party.pk, party.party_id)}
    for position, row in enumerate(rows, start=1):
        debtor, creditor = places.get(row.debtor), places.get(row.creditor)
        if debtor is None or creditor is None or debtor is creditor:
            raise Invalid(
                "unclear-obligation",
                noop("Row %(row)s: say which party owes and which other party receives."),
                params={"row": position},
                fields={"obligations": noop("Row %(row)s: say which party owes and which other party receives.")},
            )
        owed = Obligation(
            uid=row.uid or new_uid(),
            stream=agreement.stream,
            case=agreement.case,
            agreement=agreement,
            position=position,
            debtor=debtor.pk,
            creditor=creditor.pk,
            kind=check_code("C-306", row.kind).code,
            amount=row.amount,
            due_on=row.due_on,
        )
        owed.thing, owed.place, owed.proof_wanted = row.thing, row.place, row.proof
        owed.save()


def number_for(case: Case, at: Moment) -> str:
    """The next number of the committee's agreements in this year, gap-free (R-212).

    人调协字 tells it from the number of a case, 人调字 (decision 0015).
    """
    committee = committee_of_case(case.county, case.owner_organisation)  # type: ignore[arg-type]  # set by apply
    year = local_day(at.entered).year
    serial = next_number(case.county, f"agreement:{committee.pk}", year)
    return Series(f"{committee}人调协字", year, ordinal=True).number(serial)


def _note_on_case(case: Case, agreement: Agreement) -> None:
    case.agreement_form, case.agreed_at = AgreementForm(agreement.form), agreement.made_at
    case.agreed_amount = agreement.amount
    case.save()
