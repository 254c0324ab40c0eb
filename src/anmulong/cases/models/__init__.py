"""Tables of the mediation procedure."""

from anmulong.cases.models.agreement import Agreement, Obligation, OutsideEvent, Performance, Signature
from anmulong.cases.models.case import Case
from anmulong.cases.models.confirmation import Confirmation, Urging
from anmulong.cases.models.course import (
    CaseClock,
    Extension,
    FraudHold,
    Investigation,
    ReturnVisit,
    Session,
    Suspension,
)
from anmulong.cases.models.people import Agent, CaseMediator, CaseParty, Invitation


__all__ = [
    "Agent",
    "Agreement",
    "Case",
    "CaseClock",
    "CaseMediator",
    "CaseParty",
    "Confirmation",
    "Extension",
    "FraudHold",
    "Investigation",
    "Invitation",
    "Obligation",
    "OutsideEvent",
    "Performance",
    "ReturnVisit",
    "Session",
    "Signature",
    "Suspension",
    "Urging",
]
