"""Matters made through the real actions, for every test that needs some.

``office = make_office()`` gives a county with a town clerk, a second person of the justice office and two gacha
mediators; ``office.register(...)`` registers a matter and ``office.act(person, action, given, matter)`` works on it.
``office.settled()`` and ``office.struck_off()`` bring a matter that far.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from anmulong.base import clock
from anmulong.base.guards import trusted
from anmulong.disputes.enums import Alike, AnswerWay, Nature, OnTheSpot, State
from anmulong.disputes.public import (
    Answer,
    Dispute,
    Flagged,
    Registration,
    Settlement,
    SideInput,
    StrikeOff,
    StrikeOffRequest,
    Triage,
)
from anmulong.disputes.queries.likeness import common_superior
from anmulong.journal.public import Actor, Call, Outcome, perform
from anmulong.kernel.clock import local_day
from anmulong.people.public import PartyInput
from tests.factories.kept import kept, stage
from tests.factories.people import County, make_account, make_county


TEXT = "两家草场边界不清，牛羊越界吃草，要求丈量。"


@dataclass
class Office:
    """A county with the people who handle matters in its first town."""

    county: County
    clerk: Actor
    second: Actor
    mediator: Actor
    other_mediator: Actor
    other_clerk: Actor
    director: Actor

    @stage
    def register(self, *, by: Actor | None = None, **answers: Any) -> UUID:
        """A matter in the first gacha; answers overwrite the usual ones."""
        usual: dict[str, Any] = {
            "what": TEXT,
            "place": "三组北梁",
            "division": self.county.gachas[0],
            "reporter": "巴特尔",
            "again": True,
            "kind": "pasture_boundary",
            "parties": (
                SideInput(PartyInput(name="巴特尔", telephone="17000001234")),
                SideInput(PartyInput(name="苏和"), side=2),
            ),
        }
        return self.act(by or self.clerk, "dispute.register", Registration(**{**usual, **answers})).subject

    def act(self, by: Actor, action: str, given: Any, matter: UUID | None = None, **more: Any) -> Outcome:
        """Perform one action."""
        return perform(Call(action, given, subject=matter, **more), by=by)

    def row(self, matter: UUID) -> Dispute:
        """The matter as it is now."""
        with trusted():
            return Dispute.objects.get(pk=matter)

    @stage
    def handled(self, **answers: Any) -> UUID:
        """A matter found to be a dispute."""
        matter = self.register(**answers)
        self.act(self.clerk, "dispute.triage", Triage(nature=Nature.DISPUTE), matter)
        return matter

    @stage
    def settled(self, **answers: Any) -> UUID:
        """A matter settled by talking, with evidence and a planned visit."""
        matter = self.handled(**answers)
        visit = local_day(clock.now()) + timedelta(days=10)
        given = Settlement("按原界桩恢复", OnTheSpot.PERSUASION, both_willing=True, evidence="照片", follow_up_on=visit)
        self.act(self.clerk, "dispute.settle_on_the_spot", given, matter)
        return matter

    @stage
    def asked(self, **answers: Any) -> UUID:
        """A matter that waits for the second person."""
        matter = self.settled(**answers)
        self.act(self.clerk, "dispute.answer", Answer(AnswerWay.IN_PERSON, "已当面答复"), matter)
        self.act(self.clerk, "dispute.ask_strike_off", StrikeOffRequest(), matter)
        return matter

    @stage
    def struck_off(self, **answers: Any) -> UUID:
        """A matter that a second person struck off."""
        matter = self.asked(**answers)
        self.act(self.second, "dispute.strike_off", StrikeOff(opened=True), matter)
        return matter


def flagged(office: Office, later: UUID, earlier: UUID) -> UUID:
    """The question of the worker to the common superior of two matters."""
    one, two = office.row(later), office.row(earlier)
    superior = common_superior(one, two, clock.now())
    assert superior is not None
    given = Flagged(
        later,
        earlier,
        superior.organisation,
        (Alike.TEXT,),
        town=superior.town,
        gacha=superior.gacha,
        restricted=one.restricted or two.restricted,
        relapse=two.state == State.STRUCK_OFF,
    )
    return office.act(office.county.machine, "likeness.flag", given).subject


def make_office() -> Office:
    """A county and its people."""
    return kept("office", _make_office)


def _make_office() -> Office:
    county = make_county()
    return Office(
        county=county,
        clerk=make_account(county, "town_clerk").actor(),
        second=make_account(county, "justice_office").actor(),
        mediator=make_account(county, "gacha_mediator", at=0).actor(),
        other_mediator=make_account(county, "gacha_mediator", at=1).actor(),
        other_clerk=make_account(county, "town_clerk", at=1).actor(),
        director=make_account(county, "banner_director").actor(),
    )
