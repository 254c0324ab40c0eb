"""A matter closes by itself when a fact demands it (O-4); only a person opens it again."""

from anmulong.disputes.models import Dispute
from anmulong.disputes.rules import restricted_why


def close_where_demanded(dispute: Dispute, *, minor_party: bool = False) -> None:
    """Restrict the matter when forecast, facts, kind or a minor demand it; the caller saves."""
    why = restricted_why(dispute.forecast, dispute.facts, dispute.kind, minor_party=minor_party)
    if why and not dispute.restricted:
        dispute.restricted, dispute.restricted_why = True, why
