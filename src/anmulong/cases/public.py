"""The door of cases. Actions are called by name through the journal; here are their inputs and the named reads.

A party is named in inputs by the uid of the case party or of the party itself; a bundle that registers, applies and
starts in one click knows only the latter.

    case.apply Application · request_material MaterialWanted · supply_material MaterialBrought · accept Acceptance ·
    refuse_acceptance NotAccepted
    case.verify_identity IdentityChecked · notify_rights RightsTold · consent PartyConsent · start Start
    case.choose_mediator, assign_mediator MediatorChosen · accept_mediator MediatorAccepted ·
    object_mediator MediatorRejected · declare_conflict Declaration
    case.appoint_agent AgentAppointed · elect_representatives RepresentativesElected · join_party PartyJoined ·
    release_party PartyReleased · invite Invited · investigate Investigated · hold_session SessionHeld
    case.suspend Paused · resume Resumed · extend Extended · update CaseChange · correct CaseCorrection ·
    void CaseVoided
    case.decline Declined · withdraw Withdrawn · terminate Terminated · hold_for_fraud FraudSuspected ·
    release_hold HoldLifted

    case_page(case, side_file=False) -> CasePage; cases_of(dispute); cases_in_scope(scope, CaseFilter) -> Branches
    gaps_of(case) -> [Missing]; conflict_prompts(case, mediator, scope) -> codes of PROMPTS; present_parties(case)
"""

from anmulong.cases.actions.amending import CaseChange, CaseCorrection, CaseVoided
from anmulong.cases.actions.choosing import Declaration, MediatorAccepted, MediatorChosen, MediatorRejected
from anmulong.cases.actions.ending import Declined, FraudSuspected, HoldLifted, Terminated, Withdrawn
from anmulong.cases.actions.intake import Acceptance, Application, MaterialBrought, MaterialWanted, NotAccepted
from anmulong.cases.actions.meeting import Investigated, Invited, SessionHeld
from anmulong.cases.actions.pausing import Extended, Paused, Resumed
from anmulong.cases.actions.starting import IdentityChecked, PartyConsent, RightsTold, Start
from anmulong.cases.actions.taking_part import AgentAppointed, PartyJoined, PartyReleased, RepresentativesElected
from anmulong.cases.models import Agreement, Case, CaseClock, CaseMediator, CaseParty, Obligation, Session
from anmulong.cases.queries.case import ORDERS, CaseFilter, CasePage, case_page, cases_in_scope, cases_of
from anmulong.cases.queries.conflicts import PROMPTS, conflict_prompts
from anmulong.cases.queries.participants import gaps_of, present_parties
from anmulong.cases.rules import Instalment, Missing, effective_at, instalments, start_gaps
from anmulong.cases.workflow import CASE


__all__ = [
    "CASE",
    "ORDERS",
    "PROMPTS",
    "Acceptance",
    "AgentAppointed",
    "Agreement",
    "Application",
    "Case",
    "CaseChange",
    "CaseClock",
    "CaseCorrection",
    "CaseFilter",
    "CaseMediator",
    "CasePage",
    "CaseParty",
    "CaseVoided",
    "Declaration",
    "Declined",
    "Extended",
    "FraudSuspected",
    "HoldLifted",
    "IdentityChecked",
    "Instalment",
    "Investigated",
    "Invited",
    "MaterialBrought",
    "MaterialWanted",
    "MediatorAccepted",
    "MediatorChosen",
    "MediatorRejected",
    "Missing",
    "NotAccepted",
    "Obligation",
    "PartyConsent",
    "PartyJoined",
    "PartyReleased",
    "Paused",
    "RepresentativesElected",
    "Resumed",
    "RightsTold",
    "Session",
    "SessionHeld",
    "Start",
    "Terminated",
    "Withdrawn",
    "case_page",
    "cases_in_scope",
    "cases_of",
    "conflict_prompts",
    "effective_at",
    "gaps_of",
    "instalments",
    "present_parties",
    "start_gaps",
]
