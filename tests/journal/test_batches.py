"""Batches: the good ones stand, the bad ones are reported, the entries are the same bytes as one by one."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from anmulong.base import clock
from anmulong.journal import batches, road
from anmulong.journal.models import Counter, Entry, Refusal, Stream
from anmulong.journal.public import (
    Actor,
    Call,
    Occurrence,
    after_action,
    history,
    perform,
    perform_batch,
    verify_all,
    write_along,
)
from anmulong.kernel.clock import FixedClock
from anmulong.kernel.errors import Conflict, NotFound
from anmulong.kernel.ids import new_uid
from anmulong.orgs.enums import DivisionLevel
from anmulong.orgs.models import Division, DivisionCode, Organisation
from anmulong.orgs.public import NewDivision, OfficialCode
from tests.journal.asking import changing, founding, organisation
from tests.journal.trials import NewBody, Pair, Words


def named(number: int) -> UUID:
    """A uid that is the same in every run."""
    return UUID(int=(0x0190 << 112) | (7 << 76) | (2 << 62) | number)


@pytest.fixture
def fixed(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Time stands still and entries are numbered; call it to start the numbers again."""
    settings.STORE = "demo"
    numbers = count(1_000_000)

    def again() -> None:
        nonlocal numbers
        numbers = count(1_000_000)

    monkeypatch.setattr(road, "new_uid", lambda: named(next(numbers)))
    with clock.simulated(FixedClock(datetime(2026, 3, 2, 8, tzinfo=UTC))):
        yield again


def plan(banner: UUID) -> list[Call]:
    """Twelve bodies founded, changed twice, and two that refer to each other."""
    calls = []
    for number in range(12):
        uid = named(number)
        founded = replace(founding(banner, f"第{number}单位", uid=uid), operation=named(100 + number))
        calls.append(founded)
        calls.append(replace(changing(uid, telephone="62151"), operation=named(200 + number)))
        calls.append(Call("trial.append", Words("2"), subject=uid, operation=named(300 + number)))
    calls.append(Call("trial.both", Pair(named(1), "x"), subject=named(0), operation=named(400)))
    return calls


def chained() -> list[tuple[object, ...]]:
    """Every chained column of every entry, in order of chain and place."""
    names = (*Entry.CHAINED, "marks", "hash")
    entries = Entry.objects.exclude(action="division.add").order_by("stream", "seq")
    return [
        tuple(bytes(value) if isinstance(value, memoryview) else value for value in row)
        for row in entries.values_list(*names)
    ]


def test_entries_are_the_same_bytes_as_one_by_one(
    me: Actor, banner: UUID, trial: None, fixed: Callable[[], None]
) -> None:
    calls = plan(banner)
    point = transaction_point()
    fixed()
    for call in calls:
        perform(call, by=me)
    alone = chained()
    undo(point)
    fixed()
    report = perform_batch(calls, by=me)
    assert report.refused == {}
    assert chained() == alone
    assert len(alone) == len(calls) + 1
    assert verify_all().findings == []


def transaction_point() -> str:
    """A point of the test's own transaction to which it can go back."""
    return connection.savepoint() or ""


def undo(point: str) -> None:
    """Go back to the point."""
    connection.savepoint_rollback(point)


def test_good_ones_stand_and_bad_ones_are_reported(me: Actor, banner: UUID, body: UUID, trial: None) -> None:
    good = [founding(banner, f"第{number}单位") for number in range(5)]
    bad = [
        founding(banner, "  "),
        Call("trial.number", Words(refuse=True), subject=body),
        changing(new_uid(), telephone="62151"),
    ]
    numbered = Call("trial.number", Words(), subject=body)
    report = perform_batch([*good[:3], *bad, *good[3:], numbered], by=me)
    assert set(report.done) == {call.operation for call in [*good, numbered]}
    assert [report.refused[call.operation].code for call in bad] == ["no-name", "enough", "not-found"]
    assert isinstance(report.refused[bad[2].operation], NotFound)
    assert Refusal.objects.count() == 3
    assert report.done[numbered.operation].facts == {"number": 1}, "a refused action leaves no gap"
    assert Counter.objects.get(series="trial").last == 1
    assert verify_all().findings == []


def test_the_same_file_twice_adds_nothing(me: Actor, banner: UUID) -> None:
    calls = [founding(banner, f"第{number}单位") for number in range(5)]
    first, second = perform_batch(calls, by=me), perform_batch(calls, by=me)
    assert (first.repeated, second.repeated) == (0, 5)
    assert {key: outcome.subject for key, outcome in second.done.items()} == {
        key: outcome.subject for key, outcome in first.done.items()
    }
    assert Organisation.objects.count() == 5


def test_one_operation_twice_in_one_batch(me: Actor, banner: UUID) -> None:
    call = founding(banner, "旗水利局")
    other = replace(call, given=replace(call.given, name="旗交通局"))
    report = perform_batch([call, call], by=me)
    assert (len(report.done), report.refused, Organisation.objects.count()) == (1, {}, 1)
    report = perform_batch([founding(banner, "旗教育局"), call, other], by=me)
    assert isinstance(report.refused[other.operation], Conflict)
    new = founding(banner, "旗民政局")
    report = perform_batch([new, replace(new, given=replace(new.given, name="旗文旅局"))], by=me)
    assert isinstance(report.refused[new.operation], Conflict)


def test_two_rows_of_one_chunk_that_exclude_each_other(me: Actor, banner: UUID) -> None:
    """The database notices only when the chunk is written; still each operation has its own answer."""
    uid = new_uid()
    calls = [
        founding(banner, "旗水利局", uid=uid),
        founding(banner, "旗交通局"),
        founding(banner, "旗教育局", uid=uid),
    ]
    report = perform_batch(calls, by=me)
    assert set(report.done) == {calls[0].operation, calls[1].operation}
    assert report.refused[calls[2].operation].code == "already-there"
    assert verify_all().findings == []


def test_an_action_sees_what_earlier_ones_wrote(me: Actor, banner: UUID, trial: None) -> None:
    calls = [Call("trial.found", NewBody(f"第{number}单位", banner, new_uid())) for number in range(4)]
    report = perform_batch(calls, by=me)
    seen = [organisation(report.done[call.operation].subject).telephone for call in calls]
    assert seen == ["0", "1", "2", "3"]


def test_subjects_inside_a_stream(me: Actor, banner: UUID, trial: None) -> None:
    """A code lives in its division's stream: two codes, one chain, in order."""
    for text in ("1", "2"):
        perform(Call("trial.code", Words(text), subject=banner), by=me)
    codes = list(DivisionCode.objects.order_by("code"))
    calls = [Call("trial.recode", Words(f"{code.code}x"), subject=code.pk) for code in codes]
    calls.append(Call("trial.recode", Words("1y"), subject=codes[0].pk))
    report = perform_batch(calls, by=me)
    assert (len(report.done), report.refused) == (3, {})
    assert sorted(DivisionCode.objects.values_list("code", flat=True)) == ["1y", "2x"]
    assert Stream.objects.get(pk=banner).length == 6
    assert verify_all().findings == []


def test_chunks_report_their_progress(me: Actor, banner: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "CHUNK", 2)
    seen: list[int] = []
    perform_batch((founding(banner, f"第{number}单位") for number in range(5)), by=me, progress=seen.append)
    assert seen == [2, 4, 5]


def test_subjects_are_read_together(me: Actor, banner: UUID) -> None:
    report = perform_batch([founding(banner, f"第{number}单位") for number in range(20)], by=me)
    calls = [changing(outcome.subject, telephone="62151") for outcome in report.done.values()]
    with CaptureQueriesContext(connection) as queries:
        perform_batch(calls, by=me)
    reads = [query["sql"] for query in queries if query["sql"].startswith("SELECT")]
    assert len(reads) <= 4, "locks, repeats, subjects; nothing per call"
    assert history(organisation(calls[0].subject))[0].given == {"telephone": "62151"}  # type: ignore[arg-type]  # it has one


def test_a_refusal_while_chaining_leaves_nothing_behind(me: Actor, banner: UUID, trial: None) -> None:
    """The second row of the operation is too long: its first row must not be written with the rest of the chunk."""
    long = Call("division.add", NewDivision("乌兰镇", DivisionLevel.TOWN, "town", banner, codes=(code("9" * 21),)))
    good = Call("division.add", NewDivision("棋盘井镇", DivisionLevel.TOWN, "town", banner, codes=(code("150624101"),)))
    report = perform_batch([good, long], by=me)
    assert (list(report.done), list(report.refused)) == ([good.operation], [long.operation])
    assert set(Division.objects.values_list("name", flat=True)) == {"鄂托克旗", "棋盘井镇"}
    assert verify_all().findings == []


def code(text: str) -> OfficialCode:
    """An official code."""
    return OfficialCode("stats", text)


def test_numbers_taken_in_a_batch(me: Actor, body: UUID, trial: None) -> None:
    calls = [Call("trial.number", Words(refuse=place in (0, 3)), subject=body) for place in range(6)]
    report = perform_batch(calls, by=me)
    assert [outcome.facts["number"] for outcome in report.done.values()] == [1, 2, 3, 4]
    assert perform(Call("trial.number", Words(), subject=body), by=me).facts == {"number": 5}


def test_rows_that_go_along(me: Actor, banner: UUID, trial: None) -> None:
    """Derived rows that are no records are inserted with the operation, and not without it."""

    def note(occurrence: Occurrence) -> None:
        write_along(Counter(county="otog", series=occurrence.subject.name, year=2026))

    after_action(Organisation)(note)
    good = [founding(banner, f"第{number}单位") for number in range(3)]
    perform_batch([*good, founding(banner, " ")], by=me)
    assert Counter.objects.filter(year=2026).count() == 3
