"""Plays the stories through the road: rank by rank in batches, under a simulated clock."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.db import transaction

from anmulong.base import clock
from anmulong.base.sql import renew_statistics
from anmulong.journal.enums import StoreKind
from anmulong.journal.public import Actor, Call, perform, perform_batch
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
    total = sum(len(story.steps) for story in told)
    operations = _register(told, progress)
    for rank in range(1, max(len(story.steps) for story in told)):
        operations += _play_rank(told, rank)
        if progress is not None:
            progress(operations, total)
    return operations


def _register(told: list[Story], progress: Progress | None) -> int:
    """One by one in the order of time, so that the numbers rise with the days."""
    total = sum(len(story.steps) for story in told)
    for done, story in enumerate(told, start=1):
        step = story.steps[0]
        perform(_call(step, None), by=step.by)
        if progress is not None and done % 50 == 0:
            progress(done, total)
    return len(told)


def _play_rank(told: list[Story], rank: int) -> int:
    groups: dict[tuple[str, int], list[tuple[Story, Step]]] = defaultdict(list)
    actors: dict[int, Actor] = {}
    for story in told:
        if len(story.steps) > rank:
            step = story.steps[rank]
            groups[step.action, id(step.by)].append((story, step))
            actors[id(step.by)] = step.by
    done = 0
    for (_, actor), steps in groups.items():
        report = perform_batch([_call(step, story) for story, step in steps], by=actors[actor])
        for error in report.refused.values():
            raise error
        done += len(report.done)
    return done


def _call(step: Step, story: Story | None) -> Call:
    return Call(
        step.action,
        step.given,
        subject=story.uid if story else None,
        happened_at=step.at,
        simulated_at=step.at + timedelta(minutes=2),
    )
