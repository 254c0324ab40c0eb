"""The eight-action life of a matter, as inputs; who acts is told by role. Invented people, invented words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from anmulong.disputes.enums import AnswerWay, ContactWay, Nature, OnTheSpot
from anmulong.disputes.public import (
    Answer,
    Assignment,
    Contacted,
    Registration,
    Settlement,
    SideInput,
    StrikeOff,
    StrikeOffRequest,
    Triage,
)
from anmulong.people.public import PartyInput


SURNAMES = "巴苏那乌额宝朝格图阿斯布和李王张刘陈杨赵黄周吴"
GIVEN = "特尔和日图雅力格乐其木仁娜明军芳丽强磊洋艳勇杰娟涛"
CAUSES = (
    "草场边界不清",
    "牛羊越界吃草",
    "机井用水争执",
    "借款到期未还",
    "宅基地界墙争议",
    "工资没有结清",
    "道路施工损坏围栏",
)
WISHES = ("要求丈量核实", "希望有人来协调", "请求尽快归还", "要求恢复原状", "希望双方坐下来谈", "请嘎查干部到场看一看")
DETAILS = (
    "去年秋天就说过一次",
    "双方各有各的说法",
    "邻居可以作证",
    "手里有当年的分包合同",
    "已经争吵了三四回",
    "老人身体不好不愿再拖",
)


@dataclass(frozen=True)
class Step:
    """One action of the life: `actor` is "clerk", "handler" or "second"."""

    actor: str
    action: str
    given: Any


def name(chance: Random) -> str:
    """An invented name of two or three signs."""
    return chance.choice(SURNAMES) + "".join(chance.choice(GIVEN) for _ in range(chance.choice((1, 2, 2))))


def registration(
    chance: Random, division: UUID | None, *, word: str = "", kind: str = "pasture_boundary"
) -> Registration:
    """What a clerk types for a matter of two people: some 60 signs of text, names, a telephone."""
    first, second = name(chance), name(chance)
    told = [chance.choice(CAUSES), chance.choice(DETAILS), chance.choice(DETAILS), chance.choice(WISHES)]
    what = f"{first}反映与{second}{'，'.join(told)}。{word}"
    number = f"170{chance.randrange(10**8):08d}"
    return Registration(
        what=what,
        place=f"{chance.randrange(1, 9)}组{chance.choice('东西南北')}梁",
        division=division,
        reporter=first,
        reporter_phone=number,
        kind=kind,
        parties=(
            SideInput(PartyInput(name=first, telephone=number)),
            SideInput(PartyInput(name=second), side=2),
        ),
    )


def life(chance: Random, *, division: UUID | None, unit: UUID, handler: UUID, today: date) -> Iterator[Step]:
    """Register, triage, assign, contact, settle, answer, ask for the strike-off, strike off: eight actions.

    The handler accepts the assignment by acting (O-1), so that acknowledging is part of the contact.
    """
    told = Contacted(way=ContactWay.TELEPHONE, whom="申请人", said="已约好时间，同意坐下来谈")
    arranged = Settlement(
        "双方同意按原界桩恢复，越界部分明年春天前补种。",
        OnTheSpot.PERSUASION,
        both_willing=True,
        evidence="现场照片两张",
        follow_up_on=today + timedelta(days=10),
    )
    yield Step("clerk", "dispute.register", registration(chance, division))
    yield Step("clerk", "dispute.triage", Triage(nature=Nature.DISPUTE))
    yield Step("clerk", "dispute.assign", Assignment(organisation=unit, person=handler))
    yield Step("handler", "dispute.contact", told)
    yield Step("handler", "dispute.settle_on_the_spot", arranged)
    yield Step("handler", "dispute.answer", Answer(AnswerWay.TELEPHONE, "已电话答复，没有异议"))
    yield Step("handler", "dispute.ask_strike_off", StrikeOffRequest())
    yield Step("second", "dispute.strike_off", StrikeOff(opened=True))
