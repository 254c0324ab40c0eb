"""Decisions of the ledger over given facts; no queries, no writing (R-511, R-531, O-3, O-4)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, Protocol
from uuid import UUID

from pydantic import Field

from anmulong.disputes.enums import COLOUR_RANK, Colour, Fact, RestrictedWhy, State
from anmulong.journal.public import Actor, Moment
from anmulong.kernel.errors import Refused
from anmulong.kernel.wording import Message, noop


People = Annotated[int, Field(ge=0, le=1_000_000)]
Yuan = Annotated[Decimal, Field(ge=0, le=Decimal("999999999999.99"))]
Longitude = Annotated[Decimal, Field(ge=-180, le=180)]
Latitude = Annotated[Decimal, Field(ge=-90, le=90)]
Side = Annotated[int, Field(ge=1, le=9)]
Minutes = Annotated[int, Field(ge=1, le=24 * 60)]

Parameters = Callable[[str], Any]
"""From parameter key to the value that held on the day the matter began."""


class Matter(Protocol):
    """What a rule may know of a matter. Rules stand below the tables, so they see facts, not rows."""

    state: Any
    result: Any
    evidence: Any
    answer_way: Any
    colour: Any
    colour_by: UUID | None
    follow_up_on: Any
    followed_up_at: datetime | None
    registered_by: UUID | None
    result_by: UUID | None
    strike_off_asked_by: UUID | None
    struck_off_at: datetime | None
    owner_organisation: UUID | None
    owner_person: UUID | None
    offered_organisation: UUID | None
    offered_person: UUID | None
    restricted: bool


@dataclass(frozen=True)
class RiskFacts:
    """The facts that a colour is made from (domain.md 5.3). ``open_days``: whole days since registration."""

    forecast: str = ""
    facts: frozenset[str] = frozenset()
    people: int = 0
    failed_attempts: int = 0
    open_days: int = 0
    done: bool = False


@dataclass(frozen=True)
class Reason:
    """One rule that fired: a stable code and the numbers it looked at."""

    code: str
    colour: Colour
    params: Mapping[str, Any]

    def stored(self) -> dict[str, Any]:
        """As kept on the matter."""
        return {"code": self.code, "colour": str(self.colour), **self.params}


REASON_TEXTS = {
    "forecast": noop("forecast of the dispute"),
    "facts": noop("facts: %(facts)s"),
    "persons": noop("%(people)s people are involved (from %(limit)s)"),
    "failed": noop("%(failed)s attempts without agreement (from %(limit)s)"),
    "open_days": noop("open for %(days)s days (more than %(limit)s)"),
    "first_sign": noop("first sign, nothing graver is known"),
    "settled": noop("settled; follow-up is running"),
    "person": noop("set by a person"),
    "restricted": noop("reason restricted"),
}


def reason_text(stored: Mapping[str, Any], *, shown: bool = True) -> Message:
    """The words of a stored reason; without clearance only that it is restricted (O-4)."""
    if not shown:
        return Message(REASON_TEXTS["restricted"])
    params = dict(stored)
    if "facts" in params:
        params["facts"] = tuple(
            Message(str(Fact(code).label)) if code in Fact.values else code for code in params["facts"]
        )
    return Message(REASON_TEXTS[str(stored["code"])], params)


def colour_of(risk: RiskFacts, parameters: Parameters) -> tuple[Colour, list[Reason]]:
    """The highest colour of all rules that fire, with their reasons (R-511). Never looks at a person (R-513)."""
    if risk.done:
        return Colour.GREEN, [Reason("settled", Colour.GREEN, {})]
    reasons = [*_forecast(risk, parameters), *_facts(risk, parameters), *_numbers(risk, parameters)]
    if not reasons:
        return Colour.BLUE, [Reason("first_sign", Colour.BLUE, {})]
    top = max((reason.colour for reason in reasons), key=COLOUR_RANK.__getitem__)
    return top, sorted(reasons, key=lambda reason: (-COLOUR_RANK[reason.colour], reason.code))


def _forecast(risk: RiskFacts, parameters: Parameters) -> list[Reason]:
    for colour in (Colour.RED, Colour.ORANGE):
        if risk.forecast in parameters(f"risk.{colour}_forecasts"):
            return [Reason("forecast", colour, {"forecast": risk.forecast})]
    return []


def _facts(risk: RiskFacts, parameters: Parameters) -> list[Reason]:
    found = []
    for colour in (Colour.RED, Colour.ORANGE):
        hits = sorted(risk.facts & set(parameters(f"risk.{colour}_facts")))
        if hits:
            found.append(Reason("facts", colour, {"facts": hits}))
    if Fact.SEVERAL_PLACES in risk.facts:
        found.append(Reason("facts", Colour.ORANGE, {"facts": [str(Fact.SEVERAL_PLACES)]}))
    return found


def _numbers(risk: RiskFacts, parameters: Parameters) -> list[Reason]:
    found = []
    for colour in (Colour.RED, Colour.ORANGE, Colour.YELLOW):
        limit = parameters(f"risk.{colour}_persons")
        if risk.people >= limit:
            found.append(Reason("persons", colour, {"people": risk.people, "limit": limit}))
            break
    for colour in (Colour.ORANGE, Colour.YELLOW):
        limit = parameters(f"risk.{colour}_failed_sessions")
        if risk.failed_attempts >= limit:
            found.append(Reason("failed", colour, {"failed": risk.failed_attempts, "limit": limit}))
            break
    limit = parameters("risk.yellow_open_days")
    if risk.open_days > limit:
        found.append(Reason("open_days", Colour.YELLOW, {"days": risk.open_days, "limit": limit}))
    return found


def restricted_why(forecast: str, facts: Sequence[str], kind: str, *, minor_party: bool) -> str:
    """Why a matter is restricted from registration on (O-4); empty when it is not."""
    if forecast == "self_harm":
        return RestrictedWhy.SELF_HARM
    if Fact.SEXUAL in facts:
        return RestrictedWhy.SEXUAL
    if kind == "domestic_violence" or Fact.VIOLENCE in facts or Fact.WEAPON_THREAT in facts:
        return RestrictedWhy.VIOLENCE
    if minor_party or Fact.MINORS in facts:
        return RestrictedWhy.MINORS
    if Fact.HEALTH in facts:
        return RestrictedWhy.HEALTH
    return ""


def restricting_words(text: str, words: Mapping[str, Sequence[str]]) -> str:
    """Why a text itself restricts its matter for the time being, until a person has looked (O-4); empty otherwise.

    ``words``: reason of ``RestrictedWhy`` to the words that speak of it (parameter ``disputes.restricting_words``).
    """
    return next((why for why, signs in words.items() if any(sign in text for sign in signs)), "")


@dataclass(frozen=True)
class Gap:
    """One thing that still stands between a matter and its strike-off, as data (style rule 14)."""

    code: str
    text: Message
    action: str


def strike_off_gaps(dispute: Matter, *, has_proof: bool) -> list[Gap]:
    """What R-531 and O-3 still ask for: a result, evidence, the answer given, a follow-up done or planned."""
    gaps = []
    if not dispute.result and dispute.state != State.NO_DISPUTE:
        gaps.append(Gap("result", Message(noop("The result is not recorded.")), "dispute.settle_on_the_spot"))
    if not has_proof and not dispute.evidence:
        gaps.append(
            Gap(
                "evidence", Message(noop("No evidence: attach a file or say what proves the result.")), "dispute.attach"
            )
        )
    if not dispute.answer_way:
        gaps.append(Gap("answer", Message(noop("Whoever raised it has had no answer yet.")), "dispute.answer"))
    if dispute.state == State.SETTLED and not (dispute.follow_up_on or dispute.followed_up_at):
        gaps.append(Gap("follow_up", Message(noop("No follow-up visit is done or planned.")), "dispute.follow_up"))
    return gaps


def not_the_same_person(dispute: Matter, by: Actor, at: Moment) -> None:
    """R-531 (d): struck off by someone other than who registered it, settled it or asked for the strike-off."""
    involved = {dispute.registered_by, dispute.result_by, dispute.strike_off_asked_by} - {None}
    if by.uid in involved:
        raise Refused(
            "second-person-needed",
            noop("You registered, handled or proposed this matter; a second person must strike it off."),
            law="R-531",
            way_out=noop("Ask a colleague or the duty person of the next tier."),
        )


def is_owner_or_unit(dispute: Matter, by: Actor, at: Moment) -> None:
    """Work on a matter is done by its owner, the owner's unit, or a unit that it is offered to."""
    if by.organisation is None:
        return
    if by.organisation in (dispute.owner_organisation, dispute.offered_organisation):
        return
    if by.uid is not None and by.uid in (dispute.owner_person, dispute.offered_person, dispute.registered_by):
        return
    raise Refused(
        "not-your-matter",
        noop("Another unit is responsible for this matter."),
        law="R-502",
        way_out=noop("Leave a note for it, or ask that the matter be assigned to you."),
    )


def is_restricted(dispute: Matter, by: Actor, at: Moment) -> None:
    """Only a restriction that stands can be lifted (O-4)."""
    if not dispute.restricted:
        raise Refused("not-restricted", noop("This matter is not restricted."), law="O-4")


def has_offer_for(dispute: Matter, by: Actor) -> bool:
    """Whether the assignment that waits for an answer waits for this actor or the actor's unit."""
    if dispute.offered_organisation is None:
        return False
    if dispute.offered_person is not None and dispute.offered_person == by.uid:
        return True
    return dispute.offered_organisation == by.organisation and by.organisation is not None


def offer_is_for_me(dispute: Matter, by: Actor, at: Moment) -> None:
    """Only the receiver accepts or sends back."""
    if dispute.offered_organisation is None:
        raise Refused("nothing-offered", noop("No assignment is waiting for an answer here."), law="R-502")
    if not has_offer_for(dispute, by):
        raise Refused(
            "offered-to-another",
            noop("This assignment waits for another unit's answer."),
            law="R-502",
            way_out=noop("The unit to which it was assigned accepts it or sends it back with a reason."),
        )


def undo_is_still_possible(dispute: Matter, by: Actor, at: Moment, *, days: int) -> None:
    """A strike-off is undone within some days; later the matter is taken up again instead (O-2)."""
    if dispute.struck_off_at and at.entered - dispute.struck_off_at > timedelta(days=days):
        raise Refused(
            "too-late-to-undo",
            noop("The strike-off is more than %(days)s days old."),
            params={"days": days},
            way_out=noop("Take the matter up again, or record a relapse."),
        )


def may_lower(dispute: Matter, colour: Colour, by: UUID | None) -> None:
    """R-511, T-24: a colour is lowered by somebody other than who raised it."""
    if (
        COLOUR_RANK[colour] < COLOUR_RANK[Colour(dispute.colour)]
        and dispute.colour_by is not None
        and dispute.colour_by == by
    ):
        raise Refused(
            "lowered-by-the-same",
            noop("You set this colour yourself; another person must lower it."),
            law="R-511",
            way_out=noop("Ask a colleague who looks at the matter afresh."),
        )


def in_sample(dispute: UUID, share: int) -> bool:
    """Whether a matter belongs to a sample of ``share`` percent; the same for everybody, and guessed by nobody who
    registers, because the random end of the uid decides."""
    return (dispute.int & 0xFFFF_FFFF) % 100 < share
