"""Who takes part in a case that was read in scope: lookups, who has not agreed yet, what the start still needs."""

from collections.abc import Collection, Iterable
from uuid import UUID

from anmulong.cases.enums import MediatorRole
from anmulong.cases.models import Case, CaseMediator, CaseParty
from anmulong.cases.rules import Missing, start_gaps
from anmulong.kernel.errors import Invalid
from anmulong.kernel.wording import noop


def present_parties(case: Case) -> list[CaseParty]:
    """The parties that have not left, applicants first."""
    rows = case.parties.filter(left_at=None).select_related("party", "represented_by__party")
    return list(rows.order_by("side", "position"))


def participant(case: Case, uid: UUID, *, field: str = "party") -> CaseParty:
    """The present party with this uid, of the case party or of the party itself: a page that registers, applies and
    starts in one click knows only the latter. Raises ``Invalid``."""
    return participants(case, (uid,), field=field)[0]


def participants(case: Case, uids: Collection[UUID], *, field: str = "parties") -> list[CaseParty]:
    """The same for several, in the order of the case. Raises ``Invalid`` when one of them takes no part."""
    wanted = set(uids)
    found = [row for row in present_parties(case) if row.pk in wanted or row.party_id in wanted]
    if len(found) < len(wanted):
        raise Invalid(
            "no-such-party",
            noop("This is no party of the case."),
            fields={field: noop("Choose among the parties of the case.")},
        )
    return found


def names_of(rows: Iterable[CaseParty]) -> tuple[str, ...]:
    """Their names, for a refusal that says who is meant."""
    return tuple(row.party.name for row in rows)


def lacking(case: Case, agreed: Collection[UUID]) -> list[CaseParty]:
    """Present parties whose word is missing among the case parties ``agreed``; whoever is represented is asked
    through the representative (R-207)."""
    return [row for row in present_parties(case) if row.pk not in agreed and row.represented_by_id not in agreed]


def serving(case: Case) -> list[CaseMediator]:
    """The mediators of the case now, the presiding one first."""
    rows = list(case.mediators.filter(ended_at=None).order_by("began_at", "uid"))
    return sorted(rows, key=lambda row: row.role != MediatorRole.LEAD)


def gaps_of(case: Case) -> list[Missing]:
    """What is missing before mediation of this case may start (R-108, R-109, R-136)."""
    parties, mediators = present_parties(case), serving(case)
    return start_gaps(
        parties,
        sides=[row.side for row in parties],
        mediators=sum(row.role == MediatorRole.LEAD for row in mediators),
        undeclared=sum(not row.declared for row in mediators),
    )
