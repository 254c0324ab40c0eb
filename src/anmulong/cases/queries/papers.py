"""What a case's file holds, and what it still lacks (R-114, domain.md 2.7)."""

from collections.abc import Sequence

from anmulong.cases.models import Case
from anmulong.cases.queries.participants import present_parties
from anmulong.cases.rules import REQUIREMENTS, FileFacts, Requirement, completeness


def file_facts(case: Case) -> FileFacts:
    """The facts that the requirements ask for, of a case that was read in scope."""
    parties = [row for row in present_parties(case) if row.represented_by_id is None]
    agents = [row for row in case.agents.filter(ended_at=None) if not row.lawful]
    return FileFacts(
        situation=situation(case),
        started=case.started_at is not None,
        asked_for=bool(case.request),
        rights_told=all(row.rights_told_at is not None for row in parties),
        identity_seen=all(bool(row.identity_seen) for row in parties),
        agents_with_powers=all(bool(row.powers) for row in agents),
        sessions=case.sessions_count,
        in_force=case.effective_at is not None,
        visited=case.followed_up_at is not None,
        routes_told=bool(case.routes),
    )


def situation(case: Case) -> str:
    """Which list of papers holds: that of a ``written`` or ``oral`` agreement, of an end, or of a refusal."""
    if case.effective_at is not None:
        return case.agreement_form
    return "refused" if case.refused_at is not None else "ended"


def file_gaps(case: Case, requirements: Sequence[Requirement] = REQUIREMENTS) -> list[Requirement]:
    """The papers that the file lacks, in the order of the file."""
    return completeness(file_facts(case), requirements)
