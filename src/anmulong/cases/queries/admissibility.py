"""What a case adds to the gate of the law: the request, the place, agents, mediators, the link (M-12, R-202, R-203)."""

from collections.abc import Iterable
from uuid import UUID

from anmulong.cases.enums import SPECIAL_POWERS, Declared, InvitedAs, Link
from anmulong.cases.models import Case
from anmulong.disputes.public import AdmissibilityCheck, finding_of, latest_check
from anmulong.kernel.admissibility import Finding
from anmulong.kernel.clock import local_day
from anmulong.orgs.enums import DivisionLevel
from anmulong.orgs.public import organisation, placement


REFERRING = tuple(link for link in Link if link != Link.NONE)


def standing_check(case: Case) -> AdmissibilityCheck | None:
    """The answers that stand for the kind of dispute as it is now; none when the questions are other ones by now."""
    found = latest_check(case.dispute)
    return found if found is not None and found.kind == case.dispute.kind else None


def finding(case: Case, check: AdmissibilityCheck, more: Iterable[str] = ()) -> Finding:
    """What the rules of the day of the application say about the case (R-210: an old case keeps its rules)."""
    facts = case_facts(case) | frozenset(more)
    return finding_of(case.dispute, check, day=local_day(case.applied_at), more=facts)


def case_facts(case: Case) -> frozenset[str]:
    """The facts that the record of the case says."""
    agents = list(case.agents.filter(ended_at=None))
    mediators = list(case.mediators.filter(ended_at=None))
    sides = {row.side for row in case.parties.filter(left_at=None)}
    holds = {
        "no_other_side": len(sides) < 2,
        "no_request": not case.request.strip(),
        "no_account": not case.facts.strip(),
        "place_outside": lies_outside(case),
        "guardian_takes_part": any(row.lawful for row in agents),
        "agent_without_powers": any(not row.lawful and not set(row.powers) >= SPECIAL_POWERS for row in agents),
        "interpreter_named": _has_interpreter(case),
        "mediator_related": any(row.declared == Declared.RELATION for row in mediators),
        "organ_refers": case.link in REFERRING,
        "linked_police": case.link == Link.POLICE,
        "police_know": case.link in (Link.POLICE, Link.PROCURATORATE),
    }
    return frozenset(fact for fact, there in holds.items() if there)


def _has_interpreter(case: Case) -> bool:
    invited = case.invitations.filter(invited_as=InvitedAs.INTERPRETER).exists()
    return invited or any(row.interpreter for row in case.parties.filter(left_at=None))


def lies_outside(case: Case) -> bool:
    """Whether the dispute lies in another gacha or town than its committee (R-203); the banner's are for all of it."""
    if case.owner_organisation is None:
        return False
    body = organisation(case.county, case.owner_organisation)
    if body.tier == DivisionLevel.COUNTY or body.professional_kind:
        return False
    town, gacha = placement(body.division)
    return _differ(case.town, town) or (body.tier == DivisionLevel.GACHA and _differ(case.gacha, gacha))


def _differ(one: UUID | None, other: UUID | None) -> bool:
    return one is not None and other is not None and one != other
