"""The door of cases. Actions are called by name through the journal; here are their inputs and the named reads."""

from anmulong.cases.actions.intake import Acceptance, Application, MaterialBrought, MaterialWanted, NotAccepted
from anmulong.cases.models import Agreement, Case, CaseClock, CaseMediator, CaseParty, Obligation, Session
from anmulong.cases.rules import Instalment, Missing, effective_at, instalments, start_gaps
from anmulong.cases.workflow import CASE


__all__ = [
    "CASE",
    "Acceptance",
    "Agreement",
    "Application",
    "Case",
    "CaseClock",
    "CaseMediator",
    "CaseParty",
    "Instalment",
    "MaterialBrought",
    "MaterialWanted",
    "Missing",
    "NotAccepted",
    "Obligation",
    "Session",
    "effective_at",
    "instalments",
    "start_gaps",
]
