"""The agreement, what is owed under it and the visits after it (F-08, F-09, F-10)."""

from uuid import UUID

from django.utils.translation import gettext as _

from anmulong.cases.enums import AgreementForm, ObligationState, Satisfied
from anmulong.cases.public import Obligation, agreement_of, obligations_of
from anmulong.dossiers.queries.values_parties import committee_marks, party_marks, party_rows
from anmulong.dossiers.queries.words import Folk, day, money
from anmulong.dossiers.rules import Values
from anmulong.lawbook.public import code_label


def agreement_values(folk: Folk) -> Values:
    """F-08 and F-09: the edition that stands. An oral agreement has no signatures of parties (domain.md 2.9).

    Raises ``Refused`` when there is none.
    """
    row = agreement_of(folk.case)
    values: Values = {
        "number": row.number,
        "parties": party_rows(folk, folk.present),
        "facts": folk.told(row.facts),
        "content": folk.told(row.content),
        "performance": folk.told(row.performance),
        "obligations": [_owed(folk, each) for each in obligations_of(folk.case)],
        "amount": money(row.amount),
        "made_on": day(row.made_at),
        "seal": folk.committee,
    }
    if row.form == AgreementForm.ORAL:
        return values | {"effective_on": day(row.effective_at), "signatures": committee_marks(folk)[:1]}
    signatures = [*party_marks(folk), *committee_marks(folk)]
    return values | {"copies": str(row.copies or len(folk.present) + 1), "signatures": signatures}


def _owed(folk: Folk, row: Obligation) -> dict[str, str]:
    return {
        "debtor": folk.named(row.debtor),
        "creditor": folk.named(row.creditor),
        "kind": code_label("C-306", row.kind),
        "amount": money(row.amount),
        "thing": folk.told(row.thing),
        "due_on": day(row.due_on),
        "place": row.place,
        "proof": row.proof_wanted,
    }


def visit_values(folk: Folk, about: UUID) -> Values:
    """F-10: one visit at which somebody was reached, and how far the agreement is performed."""
    case = folk.case
    row = case.visits.get(pk=about, reached=True)
    agreed = case.agreements.filter(replaced_at=None).first()
    visitor = folk.account(row.visitor)
    return {
        "visited": folk.named(row.party) or folk.names(),
        "agreement_number": agreed.number if agreed is not None else "",
        "title": folk.told(case.dispute.title),
        "visited_on": day(row.happened_at),
        "text": folk.told(row.text),
        "satisfied": str(Satisfied(row.satisfied).label),
        "obligations": [
            _owed(folk, each) | {"state": str(ObligationState(each.state).label)} for each in obligations_of(case)
        ],
        "visitor": visitor,
        "signatures": [{"role": _("Visitor"), "name": visitor}],
    }
