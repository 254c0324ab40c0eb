"""Matters that real actions make: registered in batches over the whole banner, triaged, a part of them struck off."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from uuid import UUID

from anmulong.base import clock
from anmulong.disputes.enums import AnswerWay, Nature, OnTheSpot
from anmulong.disputes.public import Answer, Settlement, StrikeOff, StrikeOffRequest, Triage
from anmulong.journal.public import Actor, BatchReport, Call, perform_batch
from anmulong.kernel.clock import local_day
from anmulong.ops.demo.staff import gather
from bench.lifecycle import registration
from bench.people import COUNTY


WORDS = ("驼绒", "泉眼")
"""Two rare words, each in one matter of five hundred; every other word of the stories is common."""
RARE_EVERY = 500
STRUCK_OFF_SHARE, ASKED_SHARE = 0.25, 0.02
KINDS = ("pasture_boundary",) * 6 + ("private_lending",) * 3 + ("livestock_trespass",) * 2 + ("maintenance",)
GRAVE_EVERY = 25


@dataclass(frozen=True)
class Office:
    """Who registers in one place, and who strikes off as the second person."""

    by: Actor
    division: UUID
    second: Actor


def offices() -> list[Office]:
    """The gacha mediators and the town clerks of the demonstration."""
    found = []
    for town in gather(COUNTY).towns:
        found.append(Office(town.clerk, town.division.pk, town.office))
        found += [Office(mediator, gacha.pk, town.office) for gacha, mediator in town.gacha]
    return found


def make_real(number: int, *, seed: int = 11) -> None:
    """Register and triage ``number`` matters, and bring a share of them to their strike-off."""
    chance = Random(seed)
    places = offices()
    mine: dict[int, list[UUID]] = defaultdict(list)
    for at, place in enumerate(places):
        share = number // len(places) + (at < number % len(places))
        calls = [
            Call(
                "dispute.register",
                registration(chance, place.division, word=_word(position), kind=chance.choice(KINDS)),
            )
            for position in range(at, at + share * len(places), len(places))
        ]
        mine[at] = [outcome.subject for outcome in done(perform_batch(calls, by=place.by)).done.values()]
    for at, place in enumerate(places):
        grave, others = mine[at][::-GRAVE_EVERY], mine[at]
        _act(place.by, [uid for uid in others if uid not in grave], "dispute.triage", lambda: Triage(Nature.DISPUTE))
        _act(place.by, grave, "dispute.triage", lambda: Triage(Nature.DISPUTE, forecast="group_fight"))
        ended = round(len(others) * STRUCK_OFF_SHARE)
        _ask_strike_off(place, others[: ended + max(1, round(len(others) * ASKED_SHARE))])
        _act(place.second, others[:ended], "dispute.strike_off", lambda: StrikeOff(opened=True))


def _word(position: int) -> str:
    return WORDS[position // RARE_EVERY % len(WORDS)] if position % RARE_EVERY == 0 else ""


def _ask_strike_off(place: Office, matters: list[UUID]) -> None:
    visit = local_day(clock.now()) + timedelta(days=10)
    ended = Settlement("按原界桩恢复", OnTheSpot.PERSUASION, both_willing=True, evidence="照片", follow_up_on=visit)
    _act(place.by, matters, "dispute.settle_on_the_spot", lambda: ended)
    _act(place.by, matters, "dispute.answer", lambda: Answer(AnswerWay.IN_PERSON, "已当面答复"))
    _act(place.by, matters, "dispute.ask_strike_off", StrikeOffRequest)


def _act(by: Actor, matters: list[UUID], action: str, given: Callable[[], object]) -> None:
    done(perform_batch([Call(action, given(), subject=matter) for matter in matters], by=by))


def done(report: BatchReport) -> BatchReport:
    """The report of a batch in which everything went in; raises the first refusal otherwise."""
    for error in report.refused.values():
        raise error
    return report
