"""The door of the ledger. Actions are called by name through the journal; here are their inputs and the named reads."""

from anmulong.disputes.actions.admitting import FactsStated
from anmulong.disputes.actions.amending import Change, Correction
from anmulong.disputes.actions.assessing import Grading, Lifting, Restriction, Triage
from anmulong.disputes.actions.assigning import Acknowledgement, Assignment, SendingBack
from anmulong.disputes.actions.concluding import (
    NoAgreement,
    agreed_by_case,
    case_date_moved,
    ended_by_case,
    fell_away_with_case,
    goes_on_in_case,
    taken_up_by_case,
    visited_by_case,
)
from anmulong.disputes.actions.emergency import EmergencyReading
from anmulong.disputes.actions.following import PlaceMerged
from anmulong.disputes.actions.likening import Flagged, Judged
from anmulong.disputes.actions.parties import AddedParty, ChangedParty, LeftParty
from anmulong.disputes.actions.refreshing import grown_old, moved_by_calendar, refresh_matters
from anmulong.disputes.actions.registering import Registration, SideInput
from anmulong.disputes.actions.settling import Answer, ArrivalAsked, FollowUp, GuidanceGiven, Settlement
from anmulong.disputes.actions.striking_off import Reason, Relapse, StrikeOff, StrikeOffRequest
from anmulong.disputes.actions.uniting import Merging
from anmulong.disputes.actions.working import Arrangement, Cancellation, Contacted, Noted, PoliceReport
from anmulong.disputes.models import AdmissibilityCheck, Dispute, DisputeParty, Likeness, Meeting, Report
from anmulong.disputes.queries.admissibility import finding_of, judged, latest_check, recorded_facts
from anmulong.disputes.queries.asking import Standing, how_it_stands
from anmulong.disputes.queries.duplicates import Hint, duplicate_hints
from anmulong.disputes.queries.ledger import ORDERS, VIEWS, LedgerFilter, Viewer, ledger, ledger_page
from anmulong.disputes.queries.likeness import Pair, open_pairs
from anmulong.disputes.queries.matter import MatterPage, by_public_code, matter_page, must_be_opened
from anmulong.disputes.queries.meetings import meetings_between
from anmulong.disputes.queries.searching import matching
from anmulong.disputes.queries.worklist import Pile, badge, piles
from anmulong.disputes.rules import Gap, reason_text, strike_off_gaps
from anmulong.disputes.workflow import MATTER


__all__ = [
    "MATTER",
    "ORDERS",
    "VIEWS",
    "Acknowledgement",
    "AddedParty",
    "AdmissibilityCheck",
    "Answer",
    "Arrangement",
    "ArrivalAsked",
    "Assignment",
    "Cancellation",
    "Change",
    "ChangedParty",
    "Contacted",
    "Correction",
    "Dispute",
    "DisputeParty",
    "EmergencyReading",
    "FactsStated",
    "Flagged",
    "FollowUp",
    "Gap",
    "Grading",
    "GuidanceGiven",
    "Hint",
    "Judged",
    "LedgerFilter",
    "LeftParty",
    "Lifting",
    "Likeness",
    "MatterPage",
    "Meeting",
    "Merging",
    "NoAgreement",
    "Noted",
    "Pair",
    "Pile",
    "PlaceMerged",
    "PoliceReport",
    "Reason",
    "Registration",
    "Relapse",
    "Report",
    "Restriction",
    "SendingBack",
    "Settlement",
    "SideInput",
    "Standing",
    "StrikeOff",
    "StrikeOffRequest",
    "Triage",
    "Viewer",
    "agreed_by_case",
    "badge",
    "by_public_code",
    "case_date_moved",
    "duplicate_hints",
    "ended_by_case",
    "fell_away_with_case",
    "finding_of",
    "goes_on_in_case",
    "grown_old",
    "how_it_stands",
    "judged",
    "latest_check",
    "ledger",
    "ledger_page",
    "matching",
    "matter_page",
    "meetings_between",
    "moved_by_calendar",
    "must_be_opened",
    "open_pairs",
    "piles",
    "reason_text",
    "recorded_facts",
    "refresh_matters",
    "strike_off_gaps",
    "taken_up_by_case",
    "visited_by_case",
]
