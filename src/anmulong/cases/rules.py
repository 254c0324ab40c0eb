"""Decisions of the procedure over given facts; no queries, no writing (人民调解法, O-1, O-3, O-8)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from anmulong.journal.public import Actor, Moment
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.wording import Message, noop


CENT = Decimal("0.01")


class CaseFacts(Protocol):
    """What a rule may know of a case. Rules stand below the tables, so they see facts, not rows."""

    owner_organisation: UUID | None


class ParticipantFacts(Protocol):
    """What the start asks of each party (O-1)."""

    pk: Any
    identity_seen: Any
    rights_told_at: datetime | None
    consented_at: datetime | None
    mediator_accepted_at: datetime | None
    represented_by_id: UUID | None
    left_at: datetime | None


def under_its_committee(case: CaseFacts, by: Actor, at: Moment) -> None:
    """Mediation runs only under the committee of the case (人民调解法 art. 2, O-3). Raises ``Refused``."""
    if by.uid is not None and by.organisation != case.owner_organisation:
        raise Refused(
            "other-committee",
            noop("Only the mediation committee of this case can do this."),
            law="人民调解法 art.2, O-3",
            way_out=noop("Choose your post in that committee, or ask the committee."),
        )


@dataclass(frozen=True)
class Missing:
    """One thing that the start still needs: a stable code and the case party it concerns, if one."""

    code: str
    party: UUID | None = None

    @property
    def text(self) -> Message:
        """In words."""
        return Message(MISSING_TEXTS[self.code])


MISSING_TEXTS = {
    "identity": noop("identity not yet seen"),
    "rights": noop("rights and duties not yet told"),
    "consent": noop("has not agreed to mediation"),
    "mediator": noop("has not accepted the mediator"),
    "no-mediator": noop("no mediator has been chosen"),
    "no-declaration": noop("the mediator has not declared conflicts of interest"),
    "one-side": noop("there is no second side"),
}


def start_gaps(
    parties: Sequence[ParticipantFacts], *, sides: Iterable[int], mediators: int, undeclared: int
) -> list[Missing]:
    """What is missing before mediation may start (R-108, R-109, R-136); empty when it may.

    A party whom elected representatives stand for is asked through them, except for consent, which is one's own.
    """
    present = [party for party in parties if party.left_at is None]
    gaps = [] if len(set(sides)) > 1 else [Missing("one-side")]
    if not mediators:
        gaps.append(Missing("no-mediator"))
    if undeclared:
        gaps.append(Missing("no-declaration"))
    for party in present:
        if party.consented_at is None:
            gaps.append(Missing("consent", party.pk))
        if party.represented_by_id is not None:
            continue
        if not party.identity_seen:
            gaps.append(Missing("identity", party.pk))
        if party.rights_told_at is None:
            gaps.append(Missing("rights", party.pk))
        if party.mediator_accepted_at is None:
            gaps.append(Missing("mediator", party.pk))
    return gaps


@dataclass(frozen=True)
class Instalment:
    """One row of a plan: amount in CNY yuan and the day on which it is due."""

    amount: Decimal
    due_on: date


def instalments(total: Decimal, number: int, first: date, *, months: int = 1, days: int = 0) -> list[Instalment]:
    """Split an amount into equal parts, the remainder in the last, at an interval of months or of days (O-1).

    Raises ``Invalid`` for a total, number or interval that makes no plan.
    """
    if total <= 0 or total != total.quantize(CENT):
        raise Invalid("bad-total", noop("The total must be above zero, with at most two places."))
    if not 1 <= number <= 600 or (months < 1 and days < 1):
        raise Invalid("bad-plan", noop("A plan has between 1 and 600 parts and an interval above zero."))
    part = (total / number).quantize(CENT, rounding="ROUND_DOWN")
    if part <= 0:
        raise Invalid("bad-plan", noop("The total is too small for so many parts."))
    amounts = [part] * (number - 1) + [total - part * (number - 1)]
    return [
        Instalment(amount, _later(first, place * months) if not days else first + timedelta(days=place * days))
        for place, amount in enumerate(amounts)
    ]


def _later(first: date, months: int) -> date:
    """The same day of a later month, or its last day when the month is shorter."""
    index = first.month - 1 + months
    year, month = first.year + index // 12, index % 12 + 1
    for day in range(first.day, 27, -1):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return date(year, month, min(first.day, 28))


class SignatureFacts(Protocol):
    """What the effect looks at."""

    kind: Any
    party: UUID | None
    signed_at: datetime
    counts: bool


def effective_at(parties: Iterable[UUID], signatures: Iterable[SignatureFacts]) -> datetime | None:
    """``max(all party signatures, mediator signature, committee seal)``; none while one is missing (R-115)."""
    counted = [row for row in signatures if row.counts]
    last: list[datetime] = []
    for party in parties:
        own = [row.signed_at for row in counted if row.party == party]
        if not own:
            return None
        last.append(min(own))
    for kind in ("mediator", "seal"):
        marks = [row.signed_at for row in counted if row.kind == kind]
        if not marks:
            return None
        last.append(max(marks) if kind == "mediator" else min(marks))
    return max(last)
