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
from anmulong.ops.demo.corps import appoint_corps
from anmulong.ops.demo.grids import lay_grids
from anmulong.ops.demo.staff import gather, open_accounts
from anmulong.ops.demo.stories import Step, Story, stories
from anmulong.ops.first_start import prepare, shipped_county
from anmulong.orgs.public import grids


MATTERS = 300
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Played:
    """What a demonstration holds."""

    matters: int
    operations: int


def play(*, seed: int, until: datetime, progress: Progress | None = None) -> Played:
    """Make the demonstration banner: the same seed and moment make the same matters, names, numbers and times.

    Places and accounts may be there from an attempt that broke off; the matters go in all or none.
    """
    chance = Random(seed)  # noqa: S311  # invented people, not secrets
    files = shipped_county()
    with clock.simulated(FixedClock(until)):
        by, _ = prepare(StoreKind.DEMO, files)
        since = until.astimezone(LOCAL).date() - timedelta(days=800)
        open_accounts(files.county, chance, since=since, by=by)
        appoint_corps(files.county, chance, since=since, until=until.astimezone(LOCAL).date(), by=by)
        staff = gather(files.county)
        if not grids(files.county):
            lay_grids(staff, since=since, by=by)
        told = list(stories(chance, staff, until, number=MATTERS))
        with transaction.atomic():
            operations = _tell(told, progress)
    renew_statistics()
    return Played(len(told), operations)


def _tell(told: list[Story], progress: Progress | None) -> int:
    """All first steps in the order of time, so that the numbers rise with the days; then all second ones, and so on.

    In one batch a matter is met once, so that its rows can be read for all of them together.
    """
    total = sum(len(story.steps) for story in told)
    done = 0
    for rank in range(max(len(story.steps) for story in told)):
        steps = [(story, story.steps[rank]) for story in told if len(story.steps) > rank]
        steps.sort(key=lambda pair: (pair[1].at, pair[0].uid))
        calls = [_call(step, story if rank else None) for story, step in steps]
        acting = {call.operation: step.by for call, (_, step) in zip(calls, steps, strict=True)}
        begun = done
        report = perform_batch(calls, by=steps[0][1].by, acting=acting, progress=_onward(progress, begun, total))
        for error in report.refused.values():
            raise error
        done += len(report.done)
    return done


def _onward(progress: Progress | None, begun: int, total: int) -> Callable[[int], None] | None:
    return None if progress is None else lambda number: progress(begun + number, total)


def _call(step: Step, story: Story | None) -> Call:
    return Call(
        step.action,
        step.given,
        subject=story.uid if story else None,
        happened_at=step.at,
        simulated_at=step.at + timedelta(minutes=2),
    )
