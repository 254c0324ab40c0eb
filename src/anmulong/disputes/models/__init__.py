"""Tables of the ledger."""

from anmulong.disputes.models.dispute import Dispute
from anmulong.disputes.models.handling import AdmissibilityCheck, Contact, Escalation, Guidance, Meeting, Note
from anmulong.disputes.models.likeness import Likeness
from anmulong.disputes.models.links import DisputeParty, Exclusion, Report
from anmulong.disputes.models.progress import Clock, ColourChange, Responsibility
from anmulong.disputes.models.search import DisputeDocument


__all__ = [
    "AdmissibilityCheck",
    "Clock",
    "ColourChange",
    "Contact",
    "Dispute",
    "DisputeDocument",
    "DisputeParty",
    "Escalation",
    "Exclusion",
    "Guidance",
    "Likeness",
    "Meeting",
    "Note",
    "Report",
    "Responsibility",
]
