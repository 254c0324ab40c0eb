"""Several people at once, each with an own connection: one effect, a clear answer, whole chains."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from anmulong.journal.models import Counter, Entry
from anmulong.journal.public import Actor, Call, Outcome, perform, perform_batch, perform_bundle, system, verify_all
from anmulong.kernel.errors import Conflict, DomainError, Refused
from anmulong.kernel.ids import new_uid
from anmulong.orgs.models import Organisation
from tests.journal.asking import add_banner, changing, found, founding, organisation
from tests.journal.trials import Pair, Words


pytestmark = pytest.mark.slow


@pytest.fixture
def me(transactional_db: None) -> Actor:
    """The system; here every transaction is a real one."""
    return system("otog")


@pytest.fixture
def banner(me: Actor) -> UUID:
    return add_banner(me)


@pytest.fixture
def bodies(me: Actor, banner: UUID) -> list[UUID]:
    """Three bodies that everybody wants to change."""
    return [found(me, banner, f"第{number}单位") for number in range(3)]


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Start all at the same moment, each in a thread; what each returned, or the refusal that it met."""
    barrier = Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        try:
            barrier.wait(timeout=20)
            return work()
        except DomainError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return [future.result(timeout=120) for future in [pool.submit(run, work) for work in works]]


def test_two_people_on_one_version(me: Actor, bodies: list[UUID], trial: None) -> None:
    """One effect, and a clear conflict for the other (issue: what it must show 4)."""
    calls = [Call("trial.replace", Words(text), subject=bodies[0], version=1) for text in ("1", "2")]
    answers = at_once(*(lambda call=call: perform(call, by=me) for call in calls))
    [won] = [answer for answer in answers if isinstance(answer, Outcome)]
    [lost] = [answer for answer in answers if isinstance(answer, Conflict)]
    assert (won.version, lost.details) == (2, {"seen": 1, "now": 2})
    assert organisation(bodies[0]).telephone == calls[answers.index(won)].given.text
    assert verify_all().findings == []


@pytest.mark.parametrize("kind", ["new", "existing"])
def test_one_operation_sent_twice_at_once(me: Actor, banner: UUID, bodies: list[UUID], trial: None, kind: str) -> None:
    for number in range(5):
        uid = new_uid()
        call = (
            founding(banner, f"新{number}单位", uid=uid)
            if kind == "new"
            else Call("trial.append", Words("1"), subject=bodies[0], operation=uid)
        )
        answers = at_once(*[lambda call=call: perform(call, by=me)] * 3)
        assert sorted(answer.repeated for answer in answers) == [False, True, True]
        assert len({(answer.subject, answer.version) for answer in answers}) == 1
        assert Entry.objects.filter(operation=call.operation).count() == 1
    assert verify_all().findings == []


def test_one_name_wanted_by_two(me: Actor, banner: UUID) -> None:
    uid = new_uid()
    calls = [replace(founding(banner, f"新{number}单位", uid=uid)) for number in range(2)]
    answers = at_once(*(lambda call=call: perform(call, by=me) for call in calls))
    assert sorted(type(answer).__name__ for answer in answers) == ["Conflict", "Outcome"]
    assert verify_all().findings == []


def test_numbers_have_no_gaps(me: Actor, bodies: list[UUID], trial: None) -> None:
    def clerk(place: int) -> list[int]:
        taken = []
        for turn in range(10):
            call = Call("trial.number", Words(refuse=turn % 3 == 2), subject=bodies[place % 3])
            try:
                taken.append(perform(call, by=me).facts["number"])
            except Refused:
                continue
        return taken

    numbers = [
        number for taken in at_once(*(lambda place=place: clerk(place) for place in range(8))) for number in taken
    ]
    assert sorted(numbers) == list(range(1, 8 * 7 + 1))
    assert Counter.objects.get(series="trial").last == 56


def test_eight_clerks_on_three_streams(me: Actor, banner: UUID, bodies: list[UUID], trial: None) -> None:
    """Single actions, actions on two streams in either direction, bundles and batches: no deadlock, whole chains."""

    def clerk(place: int) -> int:
        one, other = bodies[place % 3], bodies[(place + 1) % 3]
        done = 0
        for turn in range(6):
            done += perform(Call("trial.append", Words("1"), subject=one), by=me).version > 0
            done += perform(Call("trial.both", Pair(one, "2"), subject=other), by=me).version > 0
            done += perform(Call("trial.both", Pair(other, "3"), subject=one), by=me).version > 0
            bundle = [Call("trial.append", Words("4"), subject=uid) for uid in (other, one)]
            done += len(perform_bundle(bundle, by=me))
            batch = [Call("trial.append", Words("5"), subject=uid) for uid in bodies]
            batch.append(founding(banner, f"第{place}人第{turn}单位"))
            done += len(perform_batch(batch, by=me).done)
            perform(changing(one, telephone=""), by=me)
        return done

    answers = at_once(*(lambda place=place: clerk(place) for place in range(8)))
    assert answers == [6 * 9] * 8, answers
    assert Organisation.objects.count() == 3 + 8 * 6
    assert verify_all().findings == []


def test_a_second_stream_that_nobody_named(me: Actor, bodies: list[UUID], trial: None) -> None:
    """The database may have to give one of two up; it is tried again, and at worst a person is asked to look."""

    def clerk(place: int) -> set[str]:
        one, other = bodies[place % 2], bodies[(place + 1) % 2]
        told = set()
        for _ in range(8):
            try:
                perform(Call("trial.cross", Pair(other, "1"), subject=one), by=me)
            except Conflict as conflict:
                told.add(conflict.code)
        return told

    answers = at_once(*(lambda place=place: clerk(place) for place in range(4)))
    assert set().union(*answers) <= {"changed-meanwhile"}
    assert Entry.objects.filter(action="trial.cross").exists()
    assert verify_all().findings == []
