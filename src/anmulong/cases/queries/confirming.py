"""Joint confirmation: what the court wants, the applications so far, the code of C-305 (R-121 … R-129)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from anmulong.base.guards import trusted
from anmulong.base.scoping import Scope
from anmulong.cases.enums import OPEN_CONFIRMATION, AgreementForm, ClockKind, ConfirmationState, Link, Outcome
from anmulong.cases.models import Agreement, Case, Confirmation, Obligation
from anmulong.cases.queries.agreements import OWED
from anmulong.cases.queries.clarity import Warned, clarity
from anmulong.cases.queries.participants import present_parties
from anmulong.kernel.clock import local_day
from anmulong.kernel.wording import Message, noop
from anmulong.lawbook.public import kinds_of


COURT_LINKS = (Link.COURT_BEFORE_FILING, Link.COURT_AFTER_FILING, Link.COURT_SUMMARY)
ON_PROPERTY = frozenset({"forest_land", "house_homestead", "expropriation"})


@dataclass(frozen=True)
class Need:
    """One thing to hand in with the application (R-125); ``there``: whether the record says that it exists."""

    label: str
    there: bool

    @property
    def text(self) -> Message:
        """In words."""
        return Message(self.label)


def confirmation_needs(case: Case, agreement: Agreement) -> list[Need]:
    """What the court wants with the joint application (民诉法解释 art. 354)."""
    parties = present_parties(case)
    agents = list(case.agents.filter(ended_at=None))
    written = agreement.form == AgreementForm.WRITTEN and agreement.effective_at is not None
    found = [
        Need(noop("the agreement, signed and sealed"), written),
        Need(noop("proof that the committee led the mediation"), case.sessions_count > 0),
        Need(noop("identity of every party"), all(row.identity_seen for row in parties)),
        Need(
            noop("address and telephone of every party"),
            all(row.party.telephone and row.party.address for row in parties),
        ),
    ]
    if kinds_of(case.kind) & ON_PROPERTY:
        found.append(Need(noop("papers on the right to the land or house"), False))
    if agents:
        found.append(Need(noop("power of attorney"), all(row.lawful or row.powers for row in agents)))
    return found


def confirmations_of(case: Case) -> list[Confirmation]:
    """The applications of a case read in scope, latest first."""
    return list(case.confirmations.order_by("-applied_at", "-uid"))


def open_confirmation(case: Case) -> Confirmation | None:
    """The application that the court has not decided on yet."""
    found: Confirmation | None = case.confirmations.filter(state__in=OPEN_CONFIRMATION).first()
    return found


def confirmable_until(case: Case) -> date | None:
    """The last day for the joint application (R-117); none when the clock never ran."""
    row = case.clocks.filter(kind=ClockKind.CONFIRMATION).order_by("-started_at", "-uid").first()
    return local_day(row.due_at) if row is not None and row.due_at is not None else None


def warnings_of_court(case: Case, agreement: Agreement) -> list[Warned]:
    """What the court would object to, with what only concerns the application."""
    oral = [Warned("oral")] if agreement.form == AgreementForm.ORAL else []
    return [*oral, *clarity(case, agreement)]


AFTER_SUIT = {Outcome.CHANGED: "changed", Outcome.INVALID: "void", Outcome.PAYMENT_ORDER: "payment_order"}


def state_of_performance(case: Case) -> tuple[str, str]:
    """The codes of C-305 and of what came after the suit (C-305a), derived from separate facts and never typed.

    The furthest fact stands: upheld, sued, confirmed, performed; nothing yet is empty.
    """
    after = AFTER_SUIT.get(Outcome(case.outcome), "") if case.outcome else ""
    if case.outcome == Outcome.UPHELD:
        return "upheld", after
    if case.outcome in (Outcome.SUED, Outcome.CHANGED, Outcome.INVALID):
        return "sued", after
    if case.confirmation == ConfirmationState.CONFIRMED:
        return "confirmed", after
    if case.performed:
        return "performed", after
    return ("other" if after else ""), after


@dataclass(frozen=True)
class Reminder:
    """An obligation to see to: due soon, today, or overdue."""

    case: Case
    obligation: Obligation
    today: date

    @property
    def overdue(self) -> bool:
        """Whether its day is over."""
        return self.obligation.due_on < self.today


def performance_reminders(
    scope: Scope, person: object, today: date, *, days_before: int, most: int = 20
) -> Sequence[Reminder]:
    """What is owed in the cases that a person minds and due within ``days_before`` days or overdue, the oldest first.

    One reminder for each case: its oldest obligation (人民调解法 art. 31).
    """
    until = today + timedelta(days=days_before)
    owing = Obligation.objects.filter(
        county=scope.county,
        state__in=OWED,
        due_on__lte=until,
        agreement__effective_at__isnull=False,
        agreement__replaced_at=None,
    )
    cases = {
        row.pk: row for row in Case.objects.in_scope(scope).filter(owner_person=person, pk__in=owing.values("case"))
    }
    with trusted():
        rows = list(owing.filter(case__in=list(cases)).order_by("due_on", "position"))
    first: dict[object, Reminder] = {}
    for row in rows:
        first.setdefault(row.case_id, Reminder(cases[row.case_id], row, today))
    return list(first.values())[:most]
