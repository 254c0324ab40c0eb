"""Agreements of a case that was read in scope: the text in force, its rows, who has still to sign, what is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from anmulong.base.scoping import Scope
from anmulong.cases.enums import ClockKind, ObligationState, SignerKind
from anmulong.cases.models import Agreement, Case, Obligation, Signature
from anmulong.cases.queries.participants import present_parties
from anmulong.kernel.clock import local_day
from anmulong.kernel.deadlines import end_of_day
from anmulong.kernel.errors import Refused
from anmulong.kernel.wording import noop
from anmulong.kernel.workdays import ONE_DAY


OWED = (ObligationState.OPEN, ObligationState.PART, ObligationState.BREACHED)
"""Not performed yet; a breach does not end what is owed."""


def agreement_of(case: Case) -> Agreement:
    """The edition that stands. Raises ``Refused`` when the case has none."""
    found = case.agreements.filter(replaced_at=None).first()
    if found is None:
        raise Refused(
            "no-agreement",
            noop("There is no agreement in this case."),
            way_out=noop("Record the agreement first."),
        )
    return found


def obligations_of(case: Case) -> list[Obligation]:
    """The rows of the edition that stands, in order; none without an agreement."""
    rows = case.obligations.filter(agreement__replaced_at=None).order_by("position")
    return list(rows)


def still_owed(rows: Iterable[Obligation]) -> list[Obligation]:
    """Those that are not performed yet."""
    return [row for row in rows if row.state in OWED]


@dataclass(frozen=True)
class Due:
    """An obligation that is due, with its case; ``rest`` is what is left of an amount in CNY yuan."""

    case: Case
    obligation: Obligation
    rest: Decimal | None


def due_obligations(scope: Scope, until: date, *, most: int = 200) -> list[Due]:
    """What is owed in cases in scope and due by ``until``, the oldest first; at most ``most`` rows."""
    wanted = {"state__in": OWED, "due_on__lte": until}
    owing = Obligation.objects.filter(county=scope.county, agreement__effective_at__isnull=False, **wanted)
    cases = Case.objects.in_scope(scope).filter(pk__in=owing.values("case")).select_related("dispute")
    found = [
        Due(case, row, None if row.amount is None else row.amount - row.paid)
        for case in cases
        for row in case.obligations.filter(**wanted)
    ]
    return sorted(found, key=lambda due: (due.obligation.due_on, due.case.pk, due.obligation.position))[:most]


@dataclass(frozen=True)
class Expected:
    """Who has still to sign: the kind and the uid of the case party or mediator; the seal has none."""

    kind: SignerKind
    signer: UUID | None = None


def still_to_sign(case: Case, agreement: Agreement) -> list[Expected]:
    """The marks that the agreement lacks (R-115): one per party, a mediator's, the seal."""
    return lacking_marks([row.pk for row in present_parties(case)], agreement.signatures.filter(counts=True))


def lacking_marks(parties: Iterable[UUID], counted: Iterable[Signature]) -> list[Expected]:
    """The same over signatures at hand, of which all count."""
    marks = list(counted)
    signed, kinds = {row.party for row in marks}, {row.kind for row in marks}
    lacking = [Expected(SignerKind.PARTY, uid) for uid in parties if uid not in signed]
    return lacking + [Expected(kind) for kind in (SignerKind.MEDIATOR, SignerKind.SEAL) if kind not in kinds]


@dataclass(frozen=True)
class Ending:
    """A case whose agreement can be confirmed for a last time on ``last_on``, and the languages its parties speak."""

    case: Case
    last_on: date
    languages: tuple[str, ...]


def confirmations_ending(scope: Scope, person: UUID, today: date) -> list[Ending]:
    """The cases that a person minds and whose joint application for confirmation is open until today or tomorrow:
    both parties are told in their language (R-117, R-802, T-30)."""
    running = {
        "clocks__kind": ClockKind.CONFIRMATION,
        "clocks__stopped_at": None,
        "clocks__due_at__gt": end_of_day(today - ONE_DAY),
        "clocks__due_at__lte": end_of_day(today + ONE_DAY),
    }
    rows = Case.objects.in_scope(scope).filter(owner_person=person, outcome="", **running)
    found = []
    for case in rows:
        due = case.clocks.get(kind=ClockKind.CONFIRMATION, stopped_at=None).due_at
        spoken = {row.party.spoken for row in present_parties(case) if row.party.spoken}
        found.append(Ending(case, local_day(due) if due else today, tuple(sorted(spoken))))
    return sorted(found, key=lambda ending: (ending.last_on, ending.case.number))
