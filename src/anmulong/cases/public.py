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
    case.suspend Paused · resume Resumed · extend Extended ·
    extend_petition PetitionExtended · update CaseChange · correct CaseCorrection ·
    void CaseVoided
    case.decline Declined · withdraw Withdrawn · terminate Terminated · hold_for_fraud FraudSuspected ·
    release_hold HoldLifted

    case.agree_in_writing, revise_agreement AgreementText · agree_orally OralAgreement · add_proof ProofsAdded
    (rows: ObligationInput) · sign Signing (rows: SignerRow)
    case.record_performance Performed · record_breach Breached · record_outcome WentOutside · follow_up Visited
    case.agree_anew NewTerms (the new edition with all its marks) · urge Urged
    case.ask_confirmation ConfirmationAsked · court_took_up CourtTook · court_decided CourtDecided ·
    withdraw_confirmation ConfirmationWithdrawn
    case.close Closing · archive Archiving · reopen Reopening

    case_page(case, side_file=False) -> CasePage; cases_of(dispute); cases_in_scope(scope, CaseFilter) -> Branches
    gaps_of(case) -> [Missing]; conflict_prompts(case, mediator, scope) -> codes of PROMPTS; present_parties(case)
    agreement_of(case) -> edition that stands; obligations_of(case); still_owed(rows); still_to_sign(case, agreement)
    confirmations_ending(scope, person, today) -> [Ending], due today or tomorrow (T-30)
    clarity(case, agreement) -> [Warned] before signing; separable(agreement) -> rows a court could confirm (T-4)
    warnings_of_court, confirmation_needs -> [Need], confirmations_of, confirmable_until; state_of_performance -> C-305
    no_penalty_gap(case) -> Refused | None: whether the parties may ask the police for no penalty (T-29)
    performance_reminders(scope, person, today, days_before) -> [Reminder], the oldest of each case
    due_obligations(scope, until) -> [Due]; visits_due(scope, until) -> Branches, VISIT_ORDER; visit_sheet(case, today)
    moved_by_calendar(county) -> matters with a clock, of their own or of a case, that the calendar moves
    finding(case, check) -> what the gate of the law says; standing_check(case) -> the answers that stand, if any
    file_gaps(case) -> [Requirement]; closing_gap(case, today) -> Refused | None; why_not_text(code) of a signature
"""

from anmulong.cases.actions.agreeing import AgreementText, ObligationInput, OralAgreement, ProofsAdded
from anmulong.cases.actions.amending import CaseChange, CaseCorrection, CaseVoided
from anmulong.cases.actions.calendar_moves import moved_by_calendar
from anmulong.cases.actions.choosing import Declaration, MediatorAccepted, MediatorChosen, MediatorRejected
from anmulong.cases.actions.closing import Archiving, Closing, Reopening
from anmulong.cases.actions.confirming import ConfirmationAsked, ConfirmationWithdrawn, CourtDecided, CourtTook
from anmulong.cases.actions.ending import Declined, FraudSuspected, HoldLifted, Terminated, Withdrawn
from anmulong.cases.actions.intake import Acceptance, Application, MaterialBrought, MaterialWanted, NotAccepted
from anmulong.cases.actions.meeting import Investigated, Invited, SessionHeld
from anmulong.cases.actions.pausing import Extended, Paused, PetitionExtended, Resumed
from anmulong.cases.actions.performing import Breached, Performed, WentOutside
from anmulong.cases.actions.renewing import NewTerms
from anmulong.cases.actions.signing import SignerRow, Signing, needs_hand
from anmulong.cases.actions.starting import IdentityChecked, PartyConsent, RightsTold, Start
from anmulong.cases.actions.taking_part import AgentAppointed, PartyJoined, PartyReleased, RepresentativesElected
from anmulong.cases.actions.urging import Urged
from anmulong.cases.actions.visiting import Visited
from anmulong.cases.models import (
    Agreement,
    Case,
    CaseClock,
    CaseMediator,
    CaseParty,
    Confirmation,
    Obligation,
    OutsideEvent,
    Performance,
    ReturnVisit,
    Session,
    Signature,
    Urging,
)
from anmulong.cases.queries.admissibility import case_facts, finding, standing_check
from anmulong.cases.queries.agreements import (
    Due,
    Ending,
    Expected,
    agreement_of,
    confirmations_ending,
    due_obligations,
    obligations_of,
    still_owed,
    still_to_sign,
)
from anmulong.cases.queries.case import ORDERS, CaseFilter, CasePage, case_page, cases_in_scope, cases_of
from anmulong.cases.queries.clarity import Warned, clarity, separable
from anmulong.cases.queries.confirming import (
    COURT_LINKS,
    Need,
    Reminder,
    confirmable_until,
    confirmation_needs,
    confirmations_of,
    performance_reminders,
    state_of_performance,
    warnings_of_court,
)
from anmulong.cases.queries.conflicts import PROMPTS, conflict_prompts
from anmulong.cases.queries.papers import file_gaps
from anmulong.cases.queries.participants import gaps_of, present_parties
from anmulong.cases.queries.police import no_penalty_gap
from anmulong.cases.queries.visits import VISIT_ORDER, VisitSheet, visit_sheet, visits_due
from anmulong.cases.rules import (
    NOT_CONFIRMED,
    NOT_TAKEN,
    REQUIREMENTS,
    WHY_NOT_TEXTS,
    FileFacts,
    Instalment,
    Missing,
    Requirement,
    agreed_sum,
    closing_gap,
    completeness,
    effective_at,
    instalments,
    start_gaps,
    why_not_text,
)
from anmulong.cases.workflow import CASE


__all__ = [
    "CASE",
    "COURT_LINKS",
    "NOT_CONFIRMED",
    "NOT_TAKEN",
    "ORDERS",
    "PROMPTS",
    "REQUIREMENTS",
    "VISIT_ORDER",
    "WHY_NOT_TEXTS",
    "Acceptance",
    "AgentAppointed",
    "Agreement",
    "AgreementText",
    "Application",
    "Archiving",
    "Breached",
    "Case",
    "CaseChange",
    "CaseClock",
    "CaseCorrection",
    "CaseFilter",
    "CaseMediator",
    "CasePage",
    "CaseParty",
    "CaseVoided",
    "Closing",
    "Confirmation",
    "ConfirmationAsked",
    "ConfirmationWithdrawn",
    "CourtDecided",
    "CourtTook",
    "Declaration",
    "Declined",
    "Due",
    "Ending",
    "Expected",
    "Extended",
    "FileFacts",
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
    "Need",
    "NewTerms",
    "NotAccepted",
    "Obligation",
    "ObligationInput",
    "OralAgreement",
    "OutsideEvent",
    "PartyConsent",
    "PartyJoined",
    "PartyReleased",
    "Paused",
    "Performance",
    "Performed",
    "PetitionExtended",
    "ProofsAdded",
    "Reminder",
    "Reopening",
    "RepresentativesElected",
    "Requirement",
    "Resumed",
    "ReturnVisit",
    "RightsTold",
    "Session",
    "SessionHeld",
    "Signature",
    "SignerRow",
    "Signing",
    "Start",
    "Terminated",
    "Urged",
    "Urging",
    "VisitSheet",
    "Visited",
    "Warned",
    "WentOutside",
    "Withdrawn",
    "agreed_sum",
    "agreement_of",
    "case_facts",
    "case_page",
    "cases_in_scope",
    "cases_of",
    "clarity",
    "closing_gap",
    "completeness",
    "confirmable_until",
    "confirmation_needs",
    "confirmations_ending",
    "confirmations_of",
    "conflict_prompts",
    "due_obligations",
    "effective_at",
    "file_gaps",
    "finding",
    "gaps_of",
    "instalments",
    "moved_by_calendar",
    "needs_hand",
    "no_penalty_gap",
    "obligations_of",
    "performance_reminders",
    "present_parties",
    "separable",
    "standing_check",
    "start_gaps",
    "state_of_performance",
    "still_owed",
    "still_to_sign",
    "visit_sheet",
    "visits_due",
    "warnings_of_court",
    "why_not_text",
]
