"""What happens to each invented matter: a list of steps with their times, told before anything is written.

Shares of kinds follow the Ordos figures of domain.md 6.3, with pasture, family and private lending clearly present.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from anmulong.disputes.enums import AnswerWay, Arrived, ContactWay, Fact, Nature, OnTheSpot
from anmulong.disputes.public import (
    Acknowledgement,
    Answer,
    Arrangement,
    ArrivalAsked,
    Assignment,
    Contacted,
    FollowUp,
    GuidanceGiven,
    Registration,
    Settlement,
    SideInput,
    StrikeOff,
    StrikeOffRequest,
    Triage,
)
from anmulong.journal.public import Actor
from anmulong.kernel.clock import LOCAL
from anmulong.ops.demo.names import firm, narrative, person, telephone
from anmulong.ops.demo.staff import Staff, Town
from anmulong.people.enums import PartyKind
from anmulong.people.public import PartyInput


KINDS = {
    "neighbours": 14,
    "livestock_trespass": 9,
    "pasture_boundary": 8,
    "pasture_contract": 4,
    "traffic": 12,
    "damages": 8,
    "private_lending": 8,
    "contract": 5,
    "wages": 6,
    "marriage_family": 7,
    "inheritance": 2,
    "maintenance": 2,
    "expropriation": 4,
    "house_homestead": 4,
    "property_management": 5,
    "drainage_manure": 3,
    "oil_mine_compensation": 3,
    "livestock_trade": 3,
    "labour": 2,
    "medical": 2,
    "consumer": 3,
    "pollution": 1,
    "other": 5,
}
MONEY = {"wages", "private_lending", "contract", "traffic", "damages", "expropriation", "livestock_trade", "medical"}
WITH_FIRM = {"wages", "labour", "oil_mine_compensation", "property_management", "consumer", "medical"}
SOURCES = {"walk_in": 40, "telephone": 18, "grid": 18, "screening": 10, "hotline": 8, "from_below": 3, "petition": 3}
RESULTS = (
    "双方各让一步，按原来的界线恢复，以后相互照应。",
    "当场说开了，双方握手言和，约定不再提起。",
    "约定本月底前付清，双方都同意，写了条子。",
    "赔偿饲草若干，当场拉走，双方没有别的要求。",
    "恢复原状，费用各出一半。",
    "道歉并修好围栏，对方接受。",
)


@dataclass(frozen=True)
class Step:
    """One action of one actor at one moment; ``subject`` is None for what makes its own."""

    action: str
    by: Actor
    at: datetime
    given: Any
    subject: UUID | None


@dataclass
class Story:
    """A matter and everything that happens to it."""

    uid: UUID
    steps: list[Step] = field(default_factory=list)

    def then(self, action: str, by: Actor, at: datetime, given: Any, *, subject: UUID | None = None) -> None:
        """Add a step behind the others; it is about the matter itself when no ``subject`` is named."""
        about = None if action in ("dispute.register", "case.apply") else subject or self.uid
        self.steps.append(Step(action, by, at, given, about))


def stories(chance: Random, staff: Staff, until: datetime, *, number: int, days: int = 365) -> Iterator[Story]:
    """``number`` stories over the ``days`` before ``until``, oldest first; the last ones are still open."""
    begin = until.astimezone(LOCAL).date() - timedelta(days=days)
    offsets = sorted(chance.randrange(0, days) for _ in range(number - RECENT))
    for offset in offsets:
        yield _story(chance, staff, office_hour(chance, begin + timedelta(days=offset)), until)
    for minutes in sorted((chance.randrange(30, 6 * 24 * 60) for _ in range(RECENT)), reverse=True):
        yield _story(chance, staff, until - timedelta(minutes=minutes), until, fresh=True)


RECENT = 36
STUCK = 0.002
"""Share of old matters that are still open."""
UNVISITED = 0.03
"""Share of matters struck off that nobody has looked after yet."""


def office_hour(chance: Random, day: date) -> datetime:
    """Some time of a working day."""
    return datetime.combine(day, time(chance.randrange(8, 18), chance.randrange(60)), LOCAL)


def uid_of(chance: Random, at: datetime) -> UUID:
    """A UUIDv7 of the moment whose random part comes from the seed."""
    milliseconds = int(at.timestamp() * 1000)
    bits = milliseconds << 80 | 7 << 76 | chance.getrandbits(12) << 64 | 2 << 62 | chance.getrandbits(62)
    return UUID(int=bits)


def _story(chance: Random, staff: Staff, at: datetime, until: datetime, *, fresh: bool = False) -> Story:
    town = chance.choice(staff.towns)
    story = Story(uid_of(chance, at))
    kind = chance.choices(list(KINDS), list(KINDS.values()))[0]
    gacha, mediator = chance.choice(town.gacha)
    taker = chance.choices([town.clerk, mediator, staff.centre], [6, 3, 1])[0]
    registration = registration_of(chance, story.uid, kind, gacha.pk)
    story.then("dispute.register", taker, at, registration)
    _Course(chance, story, town, mediator, until, fresh=fresh).go(taker, at, registration)
    return story


def registration_of(chance: Random, uid: UUID, kind: str, division: UUID) -> Registration:
    """A matter of the kind between two invented parties, as a clerk writes it down."""
    a, b = person(chance), firm(chance) if kind in WITH_FIRM else person(chance)
    text, place = narrative(kind, chance, a=a, b=b, company=b if kind in WITH_FIRM else "")
    people = chance.choices([2, chance.randrange(3, 9), chance.randrange(10, 32)], [85, 12, 3])[0]
    facts = [Fact.BASIC_LIVING] if kind == "wages" and people > 5 else []
    second = PartyKind.LEGAL if kind in WITH_FIRM else PartyKind.NATURAL
    return Registration(
        uid=uid,
        what=text,
        place=place,
        division=division,
        source=chance.choices(list(SOURCES), list(SOURCES.values()))[0],
        kind=kind,
        reporter=a,
        anonymous=False,
        wants_answer=chance.random() < 0.93,
        parties=(
            SideInput(PartyInput(name=a, telephone=telephone(chance))),
            SideInput(PartyInput(name=b, kind=second, telephone=telephone(chance)), side=2),
        ),
        people_count=people,
        amount_at_stake=Decimal(chance.randrange(5, 900) * 100) if kind in MONEY else None,
        forecast=chance.choices(["normal", "crime", "collective_petition", "self_harm"], [94, 2, 3, 1])[0],
        facts=tuple(facts),
    )


class _Course:
    """The course of one story: each next step some hours or days later, until the present cuts it off."""

    def __init__(
        self, chance: Random, story: Story, town: Town, mediator: Actor, until: datetime, *, fresh: bool
    ) -> None:
        self.chance, self.story, self.town, self.mediator, self.until = chance, story, town, mediator, until
        self.fresh = fresh

    def go(self, taker: Actor, at: datetime, registration: Registration) -> None:
        """Tell the rest of the story."""
        moment = self.next(at, hours=(0, 6))
        if moment is None or (self.fresh and self.chance.random() < 0.25):
            return
        nature = self.chance.choices([Nature.DISPUTE, Nature.HIDDEN_DANGER, Nature.SMALL_MATTER], [82, 6, 12])[0]
        small = "small_quarrel" if nature == Nature.SMALL_MATTER else ""
        self.story.then("dispute.triage", taker, moment, Triage(nature=nature, small_matter=small))
        handler = taker
        if taker is not self.mediator and self.chance.random() < 0.6:
            handed = self.hand_over(taker, moment)
            if handed is None:
                return
            handler, moment = self.mediator, handed
        self.work(handler, moment, registration)

    def hand_over(self, taker: Actor, at: datetime) -> datetime | None:
        """Assign to the gacha and, mostly, acknowledge there."""
        assigned = self.next(at, hours=(0, 3))
        if assigned is None or self.mediator.organisation is None:
            return None
        self.story.then("dispute.assign", taker, assigned, Assignment(self.mediator.organisation, self.mediator.uid))
        taken = self.next(assigned, hours=(1, 30))
        if taken is None or (self.fresh and self.chance.random() < 0.4):
            return None
        self.story.then("dispute.acknowledge", self.mediator, taken, Acknowledgement())
        return taken

    def work(self, handler: Actor, at: datetime, registration: Registration) -> None:
        """Contact, then a result, an answer and the strike-off."""
        contacted = self.next(at, hours=(2, 60))
        if contacted is None:
            return
        said = self.chance.choice(("愿意坐下来谈。", "要求先看现场。", "情绪平稳，同意调处。", "想先听听对方的说法。"))
        whom = registration.parties[1].party.name
        if self.fresh or self.chance.random() < 0.5:
            given = Contacted(way=ContactWay.TELEPHONE, whom=whom, said=said)
            self.story.then("dispute.contact", handler, contacted, given)
        if self.fresh:
            self.meet(handler, contacted)
        settled = self.next(contacted, hours=(8, 140))
        if settled is None or self.chance.random() < STUCK:
            return
        self.conclude(handler, settled)

    def meet(self, handler: Actor, at: datetime) -> None:
        """A meeting in the days around the present, so that the week has something to show."""
        day = self.until.astimezone(LOCAL).date() + timedelta(days=self.chance.randrange(0, 4))
        begins = datetime.combine(day, time(self.chance.randrange(9, 17), 0), LOCAL)
        arranged = self.next(at, hours=(0, 2))
        if arranged is None:
            return
        given = Arrangement(
            begins, place="嘎查办公室", subject="双方当面谈", told="双方均已电话告知。", despite_clash=True
        )
        self.story.then("dispute.schedule", handler, arranged, given)

    def conclude(self, handler: Actor, at: datetime) -> None:
        """A result and, on the way to the strike-off, the answer."""
        guided = self.chance.random() < 0.09
        if guided:
            given: Any = GuidanceGiven(routes=("court_suit",), explanation="已说明可以向人民法院起诉，并告知所需材料。")
        else:
            given = Settlement(
                result=self.chance.choice(RESULTS),
                way=OnTheSpot.PERSUASION,
                both_willing=True,
                evidence="双方签字的条子，照片一张。",
                follow_up_on=at.astimezone(LOCAL).date() + timedelta(days=10),
            )
        self.story.then("dispute.guide" if guided else "dispute.settle_on_the_spot", handler, at, given)
        answered = self.next(at, hours=(1, 48))
        if answered is None or (self.fresh and self.chance.random() < 0.5):
            return
        text = "已将结果告知本人。"
        self.story.then("dispute.answer", handler, answered, Answer(way=AnswerWay.TELEPHONE, text=text))
        self.strike_off(handler, answered, guided=guided)

    def strike_off(self, handler: Actor, at: datetime, *, guided: bool) -> None:
        """Ask, and a second person of the town strikes off; a visit follows."""
        asked = self.next(at, hours=(1, 72))
        if asked is None:
            return
        if guided:
            arrived = ArrivalAsked(Arrived.YES, "法院已经收下材料，告知等候通知。")
            self.story.then("dispute.ask_arrival", handler, asked, arrived)
        evidence = "告知记录一份。" if guided else ""
        self.story.then("dispute.ask_strike_off", handler, asked, StrikeOffRequest(evidence=evidence))
        struck = self.next(asked, hours=(4, 60))
        if struck is None:
            return
        second = self.town.office if handler is not self.town.office else self.town.director
        self.story.then("dispute.strike_off", second, struck, StrikeOff(opened=True))
        visited = self.next(struck, hours=(7 * 24, 15 * 24))
        if visited is not None and self.chance.random() > UNVISITED:
            # words: allow 立案 -- the court's own name of its counter
            said = "本人说已到法院立案窗口咨询，知道怎么办。" if guided else "双方都说没有再起争执。"
            self.story.then(
                "dispute.follow_up", handler, visited, FollowUp(way=ContactWay.VISIT, said=said, whom="双方")
            )

    def next(self, at: datetime, *, hours: tuple[int, int]) -> datetime | None:
        """Some hours later, or nothing when that lies in the future of the demonstration."""
        moment = at + timedelta(minutes=self.chance.randrange(hours[0] * 60 + 5, hours[1] * 60 + 5))
        return moment if moment < self.until else None
