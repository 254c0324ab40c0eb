"""Everything the page of one case shows, and the list of cases; each list is read when it is first asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q

from anmulong.base.crypto import keyring
from anmulong.base.scoping import Branches, Order, Scope
from anmulong.cases.enums import OPEN_STATES, MediatorRole, State
from anmulong.cases.models import (
    Agent,
    Agreement,
    Case,
    CaseClock,
    CaseMediator,
    CaseParty,
    Extension,
    FraudHold,
    Investigation,
    Invitation,
    Obligation,
    OutsideEvent,
    Performance,
    ReturnVisit,
    Session,
    Signature,
    Suspension,
)
from anmulong.cases.queries.participants import gaps_of
from anmulong.cases.rules import Missing
from anmulong.disputes.public import Dispute
from anmulong.kernel.clock import LOCAL
from anmulong.kernel.deadlines import end_of_day
from anmulong.people.public import Consent, Mediator, consents_of, mediators


ORDERS = {
    "accepted": Order(("accepted_at",)),
    "due": Order(("due_at",), descending=False),
}


@dataclass(frozen=True, eq=False)
class CasePage:
    """A case with its rows, each list in the order in which it is shown; one query for each list asked for.

    ``side_file``: whether separate sessions are shown too (副卷, O-4).
    """

    case: Case
    side_file: bool = False

    @cached_property
    def parties(self) -> list[CaseParty]:
        """Who takes or took part with the facts of the start, applicants first."""
        rows = self.case.parties.select_related("party", "represented_by__party")
        return list(rows.order_by("side", "position"))

    @cached_property
    def present(self) -> list[CaseParty]:
        """The same without those who left."""
        return [row for row in self.parties if row.left_at is None]

    @cached_property
    def consents(self) -> Mapping[UUID, list[Consent]]:
        """The consent ledger by uid of the party, oldest first."""
        return consents_of([self.case.dispute_id])

    @cached_property
    def agents(self) -> list[Agent]:
        """Agents and guardians, in the order of their entry."""
        return list(self.case.agents.select_related("party__party").order_by("uid"))

    @cached_property
    def mediators(self) -> list[CaseMediator]:
        """Mediators now and earlier: those who serve first, the presiding one before the others."""
        rows = list(self.case.mediators.order_by("began_at", "uid"))
        return sorted(rows, key=lambda row: (row.ended_at is not None, row.role != MediatorRole.LEAD))

    @cached_property
    def people(self) -> Mapping[UUID, Mediator]:
        """The register's entry of each of them by uid."""
        wanted = {row.mediator for row in self.mediators}
        return {row.pk: row for row in mediators(self.case.county, former=True) if row.pk in wanted}

    @cached_property
    def invitations(self) -> list[Invitation]:
        """People invited to help."""
        return list(self.case.invitations.order_by("invited_at"))

    @cached_property
    def investigations(self) -> list[Investigation]:
        """Investigations, latest first."""
        return list(self.case.investigations.order_by("-happened_at"))

    @cached_property
    def _sessions(self) -> list[Session]:
        return list(self.case.sessions.order_by("-position"))

    @cached_property
    def sessions(self) -> list[Session]:
        """Sessions that all parties may read, latest first."""
        return [row for row in self._sessions if not row.separate]

    @cached_property
    def separate_sessions(self) -> list[Session]:
        """Separate sessions, latest first; only where the side file was asked for."""
        return [row for row in self._sessions if row.separate and self.side_file]

    @cached_property
    def clocks(self) -> list[CaseClock]:
        """Running time limits, then stopped ones, with their arithmetic."""
        return sorted(self.case.clocks.all(), key=lambda row: (row.stopped_at is not None, row.started_at, row.pk))

    @cached_property
    def suspensions(self) -> list[Suspension]:
        """Times in which the clock stood still, latest first."""
        return list(self.case.suspensions.order_by("-began_at"))

    @cached_property
    def extensions(self) -> list[Extension]:
        """Extensions by consent, latest first."""
        return list(self.case.extensions.order_by("-happened_at"))

    @cached_property
    def holds(self) -> list[FraudHold]:
        """Holds for suspected sham mediation, latest first."""
        return list(self.case.fraud_holds.order_by("-began_at"))

    @cached_property
    def editions(self) -> list[Agreement]:
        """Every edition of the agreement, latest first."""
        return list(self.case.agreements.order_by("-edition"))

    @cached_property
    def agreement(self) -> Agreement | None:
        """The edition that stands."""
        return next((row for row in self.editions if row.replaced_at is None), None)

    @cached_property
    def signatures(self) -> list[Signature]:
        """Who signed the edition that stands."""
        rows = self.case.signatures.order_by("signed_at", "uid")
        return [row for row in rows if self.agreement is not None and row.agreement_id == self.agreement.pk]

    @cached_property
    def obligations(self) -> list[Obligation]:
        """What the edition that stands obliges to, in its order."""
        rows = self.case.obligations.order_by("position")
        return [row for row in rows if self.agreement is not None and row.agreement_id == self.agreement.pk]

    @cached_property
    def performances(self) -> list[Performance]:
        """Payments, acts and breaches, latest first."""
        return list(self.case.performances.order_by("-happened_at"))

    @cached_property
    def outside_events(self) -> list[OutsideEvent]:
        """Suits and rulings, latest first."""
        return list(self.case.outside_events.order_by("-happened_at"))

    @cached_property
    def visits(self) -> list[ReturnVisit]:
        """Return visits, latest first."""
        return list(self.case.visits.order_by("-happened_at"))

    @cached_property
    def gaps(self) -> list[Missing]:
        """What the start still needs; empty once mediation has begun."""
        return gaps_of(self.case) if self.case.state in BEFORE_START else []


BEFORE_START = (State.APPLIED, State.MATERIAL_WANTED, State.ACCEPTED)


def case_page(case: Case, *, side_file: bool = False) -> CasePage:
    """The rows of a case that was read in scope; separate sessions only where asked for."""
    keyring().warm([case.dispute_id])
    return CasePage(case, side_file)


def cases_of(dispute: Dispute) -> list[Case]:
    """The cases over a dispute that was read in scope, latest first."""
    return list(dispute.cases.order_by("-applied_at", "-uid"))


@dataclass(frozen=True)
class CaseFilter:
    """What is asked for. ``division`` is a town or a gacha; dates are local days of acceptance, both included.

    ``mediator``: the presiding one (uid in the register); ``due_until``: the next date lies not after this moment.
    """

    states: tuple[str, ...] = ()
    open_only: bool = False
    kinds: tuple[str, ...] = ()
    division: UUID | None = None
    committee: UUID | None = None
    person: UUID | None = None
    mediator: UUID | None = None
    number: str = ""
    begin: date | None = None
    end: date | None = None
    due_until: datetime | None = None
    order: str = "accepted"
    extra: Q = field(default_factory=Q)

    @property
    def in_order(self) -> Order:
        """The order in force: latest acceptance first, or by the next date."""
        return ORDERS.get(self.order, ORDERS["accepted"])

    def condition(self) -> Q:
        """Everything as one condition; the order's own column must be filled (a page continues behind its value)."""
        pairs: dict[str, Any] = {
            "owner_organisation": self.committee,
            "owner_person": self.person,
            "lead_mediator": self.mediator,
            "number": self.number.strip(),
            "kind__in": self.kinds,
            "state__in": self.states,
            "due_at__lte": self.due_until,
        }
        found = self.extra & Q(**{name: value for name, value in pairs.items() if value})
        found &= Q(**{f"{self.in_order.columns[0]}__isnull": False})
        if self.open_only:
            found &= Q(state__in=OPEN_STATES)
        if self.division:
            found &= Q(town=self.division) | Q(gacha=self.division)
        if self.begin:
            found &= Q(accepted_at__gte=datetime(self.begin.year, self.begin.month, self.begin.day, tzinfo=LOCAL))
        if self.end:
            found &= Q(accepted_at__lte=end_of_day(self.end))
        return found


def cases_in_scope(scope: Scope, wanted: CaseFilter) -> Branches[Case]:
    """The cases that the filter leaves of what the scope may see; list, count, export and print all start here.

    ``.page(wanted.in_order, size, after)`` gives a page by keyset.
    """
    rows: Branches[Case] = Case.objects.in_scope(scope).select_related("dispute").filter(wanted.condition())
    return rows
