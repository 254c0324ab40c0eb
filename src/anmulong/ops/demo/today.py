"""What lies on the desks of the first town today, whatever chance has made of the year: every list has a row."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from anmulong.disputes.enums import AnswerWay, ContactWay, Nature, OnTheSpot
from anmulong.disputes.public import Answer, Assignment, Contacted, Settlement, StrikeOffRequest, Triage
from anmulong.journal.public import Actor
from anmulong.kernel.clock import local_day
from anmulong.ops.demo.staff import Staff, Town
from anmulong.ops.demo.stories import Story, registration_of, uid_of


def work_of_today(chance: Random, staff: Staff, until: datetime) -> list[Story]:
    """To acknowledge, to assess, red, and to strike off: one matter each, of the last two days."""
    town = staff.towns[0]
    return [
        _to_acknowledge(chance, staff.centre, town, until - timedelta(hours=20)),
        _told(chance, town.clerk, town, until - timedelta(minutes=80)),
        _red(chance, town, until - timedelta(hours=26)),
        _to_strike_off(chance, town, until - timedelta(hours=44)),
    ]


def _told(
    chance: Random, taker: Actor, town: Town, at: datetime, *, kind: str = "neighbours", forecast: str = "normal"
) -> Story:
    """A matter that has come in, and nothing more."""
    story = Story(uid_of(chance, at))
    registration = registration_of(chance, story.uid, kind, town.gacha[0][0].pk)
    story.then("dispute.register", taker, at, replace(registration, forecast=forecast, wants_answer=True))
    return story


def _assessed(
    chance: Random, taker: Actor, town: Town, at: datetime, *, kind: str = "neighbours", forecast: str = "normal"
) -> Story:
    story = _told(chance, taker, town, at, kind=kind, forecast=forecast)
    story.then("dispute.triage", taker, at + timedelta(minutes=20), Triage(nature=Nature.DISPUTE))
    return story


def _to_acknowledge(chance: Random, taker: Actor, town: Town, at: datetime) -> Story:
    """The banner's centre has offered it to the town's clerk."""
    story = _assessed(chance, taker, town, at, kind="pasture_contract")
    if town.clerk.organisation is not None:
        given = Assignment(town.clerk.organisation, town.clerk.uid)
        story.then("dispute.assign", taker, at + timedelta(minutes=40), given)
    return story


def _red(chance: Random, town: Town, at: datetime) -> Story:
    """R-511: a forecast that makes red; the clerk has been there."""
    story = _assessed(chance, town.clerk, town, at, kind="pasture_boundary", forecast="group_fight")
    given = Contacted(way=ContactWay.VISIT, whom="双方", said="已分开劝说，情绪缓和，约定先不动围栏。")
    story.then("dispute.contact", town.clerk, at + timedelta(hours=2), given)
    return story


def _to_strike_off(chance: Random, town: Town, at: datetime) -> Story:
    """Settled, answered, proposed: a second person decides (R-531)."""
    handler = town.gacha[0][1]
    story = _assessed(chance, handler, town, at, kind="drainage_manure")
    settled = Settlement(
        result="排水口改到路边，费用各出一半。",
        way=OnTheSpot.PERSUASION,
        both_willing=True,
        evidence="改好后的照片一张。",
        follow_up_on=local_day(at) + timedelta(days=10),
    )
    story.then("dispute.settle_on_the_spot", handler, at + timedelta(hours=3), settled)
    answered = Answer(way=AnswerWay.TELEPHONE, text="已将结果告知本人。")
    story.then("dispute.answer", handler, at + timedelta(hours=4), answered)
    story.then("dispute.ask_strike_off", handler, at + timedelta(hours=5), StrikeOffRequest())
    return story
