"""Plays the stories through the road: rank by rank in batches, under a simulated clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.db import transaction

from anmulong.base import clock
from anmulong.base.sql import renew_statistics
from anmulong.journal.enums import StoreKind
from anmulong.journal.public import Call, perform_batch
from anmulong.kernel.clock import LOCAL, FixedClock
from anmulong.ops.demo.cases import case_stories, running_cases
from anmulong.ops.demo.corps import appoint_corps
from anmulong.ops.demo.grids import lay_grids
from anmulong.ops.demo.plan import plans
from anmulong.ops.demo.staff import Staff, gather, open_accounts
from anmulong.ops.demo.stories import Step, Story, stories
from anmulong.ops.demo.today import work_of_today
from anmulong.ops.first_start import prepare, shipped_county
from anmulong.orgs.public import grids
from anmulong.stats.public import whole_months_before


MATTERS = 300
ALL_MATTERS = 4_000
FEW_CASES = 24
RUNNING = 8
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Played:
    """What a demonstration holds."""

    matters: int
    operations: int


def play(*, seed: int, until: datetime, whole: bool = False, progress: Progress | None = None) -> Played:
    """Make the demonstration banner: the same seed and moment make the same matters, names, numbers and times.

    ``whole``: the three years of the case study, 562 cases and 4,000 matters that never became cases (T-11); without
    it a year of the ledger with a few cases. Places and accounts may be there from an attempt that broke off; the
    matters go in all or none.
    """
    chance = Random(seed)  # noqa: S311  # invented people, not secrets
    files = shipped_county()
    with clock.simulated(FixedClock(until)):
        by, _ = prepare(StoreKind.DEMO, files)
        since = until.astimezone(LOCAL).date() - timedelta(days=1250)
        open_accounts(files.county, chance, since=since, by=by)
        appoint_corps(files.county, chance, since=since, until=until.astimezone(LOCAL).date(), by=by)
        staff = gather(files.county)
        if not grids(files.county):
            lay_grids(staff, since=since, by=by)
        told = _stories(chance, staff, until, whole=whole)
        with transaction.atomic():
            operations = _tell(told, progress)
    renew_statistics()
    return Played(len(told), operations)


def _stories(chance: Random, staff: Staff, until: datetime, *, whole: bool) -> list[Story]:
    today = until.astimezone(LOCAL).date()
    end = today.replace(day=1) - timedelta(days=1)
    if not whole:
        wanted = sorted(plans(chance), key=lambda plan: not plan.ended)
        few = wanted[12 : 12 + FEW_CASES]
        cases = case_stories(chance, staff, few, end - timedelta(days=200), end)
        running = running_cases(chance, staff, until, number=RUNNING)
        year = stories(chance, staff, until, number=MATTERS)
        return [*year, *cases, *running, *work_of_today(chance, staff, until)]
    begin = whole_months_before(today, 36).begin
    days = (today - begin).days
    cases = case_stories(chance, staff, plans(chance), begin, end)
    running = running_cases(chance, staff, until, number=RUNNING)
    return [*stories(chance, staff, until, number=ALL_MATTERS, days=days), *cases, *running]


def _tell(told: list[Story], progress: Progress | None) -> int:
    """All first steps in the order of time, so that the numbers rise with the days; then all second ones, and so on.

    In one batch a matter is met once, so that its rows can be read for all of them together.
    """
    total = sum(len(story.steps) for story in told)
    done = 0
    for rank in range(max(len(story.steps) for story in told)):
        steps = [(story, story.steps[rank]) for story in told if len(story.steps) > rank]
        steps.sort(key=lambda pair: (pair[1].at, pair[0].uid))
        calls = [_call(step) for _, step in steps]
        acting = {call.operation: step.by for call, (_, step) in zip(calls, steps, strict=True)}
        begun = done
        report = perform_batch(calls, by=steps[0][1].by, acting=acting, progress=_onward(progress, begun, total))
        for error in report.refused.values():
            raise error
        done += len(report.done)
    return done


def _onward(progress: Progress | None, begun: int, total: int) -> Callable[[int], None] | None:
    return None if progress is None else lambda number: progress(begun + number, total)


def _call(step: Step) -> Call:
    return Call(
        step.action,
        step.given,
        subject=step.subject,
        happened_at=step.at,
        simulated_at=step.at + timedelta(minutes=2),
    )
