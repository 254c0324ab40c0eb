"""The people of a case as their reader may see them: parties, mediators, agents."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from anmulong.cases.enums import ChosenBy, Declared, IdentitySeen, InvitedAs, MediatorRole, Power
from anmulong.cases.public import Case, CaseMediator, CaseParty
from anmulong.desk.presenting.cases.words import label
from anmulong.desk.presenting.covering import name_of, sees_names
from anmulong.desk.presenting.matter import party_url
from anmulong.desk.requests import Here
from anmulong.lawbook.public import code_label
from anmulong.people.enums import ConsentWay, Spoken
from anmulong.people.public import mediators as mediators_of_county


def mediator_names(county: str) -> dict[UUID, str]:
    """The names of the county's mediators, former ones too; everybody who works there knows them."""
    return {row.pk: row.name for row in mediators_of_county(county, former=True)}


def side_of(side: int) -> str:
    """First side (who applied) or other side."""
    return _("applicant side") if side == 1 else _("other side")


class People:
    """Who takes part in one case, read once."""

    def __init__(self, place: Here, case: Case, *, masked: bool = False) -> None:
        self.place, self.case = place, case
        self.masked = masked or not sees_names(place.scope)

    @cached_property
    def parties(self) -> list[CaseParty]:
        """Everybody who takes part or took part, in order."""
        return list(self.case.parties.select_related("party").order_by("side", "position", "uid"))

    @cached_property
    def present(self) -> list[CaseParty]:
        """Who takes part now."""
        return [row for row in self.parties if row.left_at is None]

    @cached_property
    def mediators(self) -> list[CaseMediator]:
        """The mediators, the present ones first."""
        rows = self.case.mediators.all()
        return sorted(rows, key=lambda row: (row.ended_at is not None, row.role != MediatorRole.LEAD, row.began_at))

    @cached_property
    def agents(self) -> list[Any]:
        """Agents and guardians."""
        return list(self.case.agents.filter(ended_at=None))

    @cached_property
    def mediator_names(self) -> dict[UUID, str]:
        """Names by uid of the mediator."""
        return mediator_names(self.case.county)

    def name(self, uid: Any) -> str:
        """The name behind the uid of a case party, of its party, of an agent or of a mediator; empty for none."""
        for row in self.parties:
            if uid in (row.pk, row.party_id):
                return name_of(row.party, masked=self.masked)
        for agent in self.agents:
            if uid == agent.pk:
                return str(agent.name)
        return self.mediator_names.get(uid, "")

    def names(self, uids: Iterable[Any]) -> str:
        """Several names in one line."""
        return "、".join(name for uid in uids if (name := self.name(uid)))

    def lines(self) -> list[dict[str, Any]]:
        """One line for each party with the facts of the start (O-1)."""
        return [self._line(row) for row in self.parties]

    def part_of(self, party: UUID) -> dict[str, Any] | None:
        """The line of one party, with whom that party represents (R-207); nothing when it has no part."""
        for row in self.parties:
            if row.party_id == party:
                stands_for = (each.pk for each in self.parties if each.represented_by_id == row.pk)
                return self._line(row) | {"represents": self.names(stands_for)}
        return None

    def _line(self, row: CaseParty) -> dict[str, Any]:
        told = (label(ConsentWay, row.rights_way), label(Spoken, row.rights_language), row.interpreter)
        return {
            "name": name_of(row.party, masked=self.masked),
            "url": party_url(self.case.dispute_id, row.party_id),
            "side": side_of(row.side),
            "role": code_label("C-309", row.role),
            "minor": row.party.is_minor,
            "identity": label(IdentitySeen, row.identity_seen),
            "rights_at": row.rights_told_at,
            "rights": " · ".join(part for part in told if part),
            "consented_at": row.consented_at,
            "mediator_at": row.mediator_accepted_at,
            "represented_by": self.name(row.represented_by_id) if row.represented_by_id else "",
            "agents": [_agent(agent) for agent in self.agents if agent.party_id == row.pk],
            "left_at": row.left_at,
        }

    def invited_lines(self, *, may: bool) -> list[dict[str, Any]]:
        """Whom the parties let help, and whose word is still missing (R-110). ``may``: with the way to record it."""
        rows = self.case.invitations.order_by("invited_at")
        url = reverse("desk:case_act", args=[self.case.pk, "helper_agreed"]) if may else ""
        return [
            {
                "name": row.name if not self.masked else "",
                "as": label(InvitedAs, row.invited_as),
                "agreed_at": row.agreed_at,
                "lacking": self.names(each.pk for each in self.present if str(each.pk) not in row.agreed_by),
                "opens": row.account is not None,
                "url": url if row.agreed_at is None else "",
            }
            for row in rows
        ]

    def mediator_lines(self) -> list[dict[str, Any]]:
        """The mediators with how they came to the case and what they declared (R-109, R-136)."""
        return [
            {
                "name": self.mediator_names.get(row.mediator, ""),
                "role": label(MediatorRole, row.role),
                "chosen_by": label(ChosenBy, row.chosen_by),
                "declared": label(Declared, row.declared),
                "declared_text": row.declared_text,
                "ended_at": row.ended_at,
            }
            for row in self.mediators
        ]


def _agent(agent: Any) -> dict[str, Any]:
    return {
        "name": agent.name,
        "kind": _("guardian") if agent.lawful else _("agent"),
        "powers": "、".join(label(Power, power) for power in agent.powers),
    }
