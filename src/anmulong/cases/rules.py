"""Decisions of the procedure over given facts; no queries, no writing (人民调解法, O-1, O-3, O-8)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from anmulong.cases.enums import SPECIAL_POWERS, CourtReason, ObligationState
from anmulong.journal.public import Actor, Moment
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.money import MAX_YUAN
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


class ObligationFacts(Protocol):
    """What must be clear about an obligation."""

    @property
    def amount(self) -> Decimal | None:
        """In CNY yuan."""

    @property
    def thing(self) -> str:
        """In words."""

    @property
    def due_on(self) -> date:
        """The last day."""


def check_obligations(rows: Sequence[ObligationFacts], made_on: date) -> None:
    """Every row says what and until when, and there is one (人民调解法 art. 29, R-452). Raises ``Invalid``."""
    if not rows:
        _unclear(noop("Say who does what until when: at least one row is needed."), 0)
    for number, row in enumerate(rows, start=1):
        if row.amount is None and not row.thing.strip():
            _unclear(noop("Row %(row)s: say what is owed, an amount or a thing."), number)
        if row.amount is not None and (row.amount <= 0 or row.amount > MAX_YUAN or row.amount != _cents(row.amount)):
            _unclear(noop("Row %(row)s: the amount must be above zero, with at most two places."), number)
        if row.due_on < made_on:
            _unclear(noop("Row %(row)s: the day lies before the agreement; look at both dates."), number)


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT)


def _unclear(text: str, number: int) -> None:
    raise Invalid(
        "unclear-obligation",
        text,
        law="人民调解法 art.29",
        params={"row": number},
        fields={"obligations": text},
    )


def agreed_sum(amounts: Iterable[Decimal | None], total: Decimal | None = None) -> Decimal | None:
    """What the obligations add up to in CNY yuan; none when all are things.

    Raises ``Invalid`` with the difference when a ``total`` is named and is not met exactly.
    """
    known = [amount for amount in amounts if amount is not None]
    found = sum(known, Decimal("0.00"))
    if found > MAX_YUAN:
        raise Invalid("too-much", noop("This amount is too large."), fields={"amount": noop("Look at the amounts.")})
    if total is not None and total != found:
        text = (
            noop("The rows add up to %(sum)s yuan, %(difference)s yuan less than the agreed %(total)s yuan.")
            if found < total
            else noop("The rows add up to %(sum)s yuan, %(difference)s yuan more than the agreed %(total)s yuan.")
        )
        params = {"sum": str(found), "total": str(total), "difference": str(abs(total - found))}
        raise Invalid(
            "does-not-add-up",
            text,
            way_out=noop("Change a row or the total."),
            params=params,
            fields={"amount": text},
            details=params,
        )
    return found if known else None


PROOFS_WANTED = 2


def enough_proof(proofs: Iterable[str]) -> bool:
    """Two different proofs of an oral agreement are wanted; fewer show 待补证 and block nothing (R-452, O-3)."""
    return len(set(proofs)) >= PROOFS_WANTED


def soonest_visit(days: Iterable[date], after: date) -> date | None:
    """The next planned day for a return visit behind a day (R-211)."""
    return min((day for day in days if day > after), default=None)


@dataclass(frozen=True)
class SignerFacts:
    """What decides whether a mark on the paper counts. ``powers``, ``since_on`` and ``until_on`` are the agent's."""

    kind: str
    signed_on: date
    minor: bool = False
    natural: bool = True
    by_hand: bool = True
    hand_needed: bool = False
    mandated: bool = True
    lawful: bool = False
    powers: frozenset[str] = frozenset()
    since_on: date | None = None
    until_on: date | None = None


def why_not_counted(signer: SignerFacts) -> str:
    """A code of ``WHY_NOT_TEXTS`` when the mark does not complete the agreement, else nothing.

    R-222, T-14: an agent needs the powers to give up or change claims and to sign; a guardian has them by law. R-134:
    in matters of personal status a person signs by hand or finger. R-207: a representative needs a mandate.
    """
    if signer.kind == "party" and signer.minor:
        return "minor"
    person = signer.natural and signer.kind in ("party", "agent", "representative")
    if person and signer.hand_needed and not signer.by_hand:
        return "not-by-hand"
    if signer.kind == "representative" and not signer.mandated:
        return "no-mandate"
    if signer.kind == "agent":
        return _agent_lacks(signer)
    return ""


def _agent_lacks(signer: SignerFacts) -> str:
    begun = signer.since_on is None or signer.since_on <= signer.signed_on
    if not begun or (signer.until_on is not None and signer.until_on < signer.signed_on):
        return "power-over"
    if signer.lawful:
        return ""
    if signer.minor:
        return "minor"
    return "" if signer.powers >= SPECIAL_POWERS else "no-power"


WHY_NOT_TEXTS = {
    "minor": noop("The party is a minor: the guardian signs."),
    "no-power": noop(
        "The power of attorney does not say that the agent may change or give up claims and sign the agreement."
        " The party signs, or brings a power of attorney that says so."
    ),
    "power-over": noop("The power of attorney did not hold on that day. The party signs, or brings a new one."),
    "no-mandate": noop("There is no mandate for this representative. The party signs, or gives the mandate."),
    "not-by-hand": noop("In family matters a person signs by hand or by finger; a seal is not enough."),
}


def why_not_text(code: str) -> Message:
    """Why a signature does not count, and what helps, in words."""
    return Message(WHY_NOT_TEXTS[code])


def state_after(rest: Decimal | None, amount: Decimal | None, *, done: bool, said: bool) -> ObligationState:
    """How an obligation stands after a performance; ``rest`` is what was owed in CNY yuan, none for a thing.

    Raises ``Invalid`` for an amount that is no amount or more than the rest, and for an answer that says nothing.
    """
    if amount is None:
        if rest is None and (done or said):
            return ObligationState.DONE if done else ObligationState.PART
        raise _unsaid(noop("Say how much was paid, or that it is done."))
    if rest is None:
        raise _unsaid(noop("This obligation is no sum of money: say in words what was done."))
    if amount <= 0 or amount != _cents(amount):
        raise _unsaid(noop("The amount must be above zero, with at most two places."))
    if amount > rest:
        raise _unsaid(noop("Only %(rest)s yuan are still owed."), rest=str(rest))
    if done and amount < rest:
        raise _unsaid(noop("%(rest)s yuan are still owed; leave the amount empty when all is paid."), rest=str(rest))
    return ObligationState.DONE if amount == rest else ObligationState.PART


def _unsaid(text: str, rest: str = "") -> Invalid:
    return Invalid("bad-performance", text, params={"rest": rest}, fields={"amount": text})


NOT_TAKEN = frozenset(
    {
        CourtReason.SCOPE,
        CourtReason.COURT,
        CourtReason.STATUS,
        CourtReason.SPECIAL,
        CourtReason.TITLE,
        CourtReason.OTHER,
    }
)
"""Why a court does not take an application for confirmation on (R-126)."""

NOT_CONFIRMED = frozenset(CourtReason) - frozenset({CourtReason.SCOPE, CourtReason.COURT, CourtReason.SPECIAL})
"""Why a court rejects one (R-127); what R-126 names may also come out only in the ruling."""


class ClosingFacts(Protocol):
    """What closing looks at."""

    effective_at: Any
    followed_up_at: Any
    next_follow_up_on: Any
    routes: Any


def closing_gap(case: ClosingFacts, today: date) -> Refused | None:
    """What still stands against closing (R-113, R-211, R-531); nothing when the case may be closed."""
    if case.effective_at is None:
        if case.routes:
            return None
        return Refused(
            "no-route",
            noop("The people have not been told which other lawful ways there are."),
            law="R-113, 人民调解法 art.26",
            way_out=noop("Tick what was told."),
        )
    planned = case.next_follow_up_on is not None and case.next_follow_up_on >= today
    if case.followed_up_at is not None or planned:
        return None
    return Refused(
        "no-visit",
        noop("No return visit is done or planned."),
        law="R-211, R-531",
        way_out=noop("Record the visit, or say when somebody will visit."),
    )


@dataclass(frozen=True)
class FileFacts:
    """What a file holds, as the requirements ask for it; ``situation``: written, oral, ended or refused."""

    situation: str
    started: bool
    asked_for: bool
    rights_told: bool
    identity_seen: bool
    agents_with_powers: bool
    sessions: int
    in_force: bool
    visited: bool
    routes_told: bool


@dataclass(frozen=True)
class Requirement:
    """One paper of the file: form id, its words, in which situations it is needed, and when it is there."""

    form: str
    label: str
    situations: frozenset[str]
    there: Callable[[FileFacts], bool]

    @property
    def text(self) -> Message:
        """In words."""
        return Message(self.label)


ALWAYS = frozenset({"written", "oral", "ended", "refused"})
MEDIATED = frozenset({"written", "oral", "ended"})
AGREED = frozenset({"written", "oral"})
NOT_AGREED = frozenset({"ended", "refused"})

REQUIREMENTS = (
    Requirement("F-02", noop("application or acceptance register"), ALWAYS, lambda facts: facts.asked_for),
    Requirement(
        "F-03",
        noop("notice of rights and duties, for every party"),
        MEDIATED,
        lambda facts: facts.rights_told or not facts.started,
    ),
    Requirement(
        "F-04",
        noop("identity of every party"),
        MEDIATED,
        lambda facts: facts.identity_seen or not facts.started,
    ),
    Requirement("F-04b", noop("powers of every agent"), MEDIATED, lambda facts: facts.agents_with_powers),
    Requirement("F-07", noop("record of a session"), frozenset({"written"}), lambda facts: facts.sessions > 0),
    Requirement("F-08", noop("agreement with all signatures"), frozenset({"written"}), lambda facts: facts.in_force),
    Requirement("F-09", noop("register of the oral agreement"), frozenset({"oral"}), lambda facts: facts.in_force),
    Requirement("F-10", noop("record of a return visit"), AGREED, lambda facts: facts.visited),
    Requirement("F-12", noop("other lawful ways that were told"), NOT_AGREED, lambda facts: facts.routes_told),
)
"""The papers that make a file complete, in the order of the file (domain.md 2.7, R-114); more may be handed in."""


def completeness(facts: FileFacts, requirements: Sequence[Requirement] = REQUIREMENTS) -> list[Requirement]:
    """The papers that are needed in this situation and are not there; empty when the file is complete."""
    return [each for each in requirements if facts.situation in each.situations and not each.there(facts)]
