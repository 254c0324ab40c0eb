"""What a process remembers of places: few queries, never stale, nothing from a transaction that was taken back."""

from collections.abc import Iterator

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from anmulong.base.guards import guarded
from anmulong.journal.public import Actor, Call, perform
from anmulong.kernel.errors import Invalid
from anmulong.orgs import public as orgs
from anmulong.orgs.queries.snapshot import snapshot


SUMITU = orgs.division_uid("otog/sumitu-sumu/sumitu-gacha")


@pytest.fixture
def request_open() -> Iterator[None]:
    """A request is being answered, under the guard of scoped reads."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    request_started.send(sender=None, environ={})
    with guarded():
        yield
    request_finished.send(sender=None)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def rename(name: str, by: Actor) -> None:
    perform(Call("division.rename", orgs.NewName(name=name), subject=SUMITU), by=by)


@pytest.mark.usefixtures("otog", "request_open")
def test_a_page_asks_the_store_three_times(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """However many rows it shows: one comparison, the places, the bodies."""
    with django_assert_num_queries(3):
        for gacha in [orgs.place("otog", SUMITU)] * 50:
            assert orgs.path_name(gacha)
            assert orgs.committee_of(gacha)
            assert gacha.parent is not None


@pytest.mark.usefixtures("few_places", "request_open")
def test_a_change_is_seen_in_the_same_request(machine: Actor) -> None:
    assert orgs.place("otog", SUMITU).name == "苏米图嘎查"
    rename("新名嘎查", machine)
    assert orgs.place("otog", SUMITU).name == "新名嘎查"


@pytest.mark.usefixtures("few_places")
def test_once_committed_the_store_is_asked_once_a_second(
    machine: Actor,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: DjangoAssertNumQueries,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        rename("新名嘎查", machine)
    assert orgs.place("otog", SUMITU).name == "新名嘎查"
    with django_assert_num_queries(0):
        assert orgs.place("otog", SUMITU).name == "新名嘎查"
    monkeypatch.setattr("anmulong.orgs.queries.snapshot.FRESH_SECONDS", 0.0)
    orgs.forget()
    for queries in (2, 1, 1):
        with django_assert_num_queries(queries):
            assert orgs.place("otog", SUMITU).name == "新名嘎查"


@pytest.mark.usefixtures("few_places")
def test_what_was_taken_back_is_not_remembered(
    machine: Actor, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        rename("新名嘎查", machine)
    with pytest.raises(Invalid), transaction.atomic():
        rename("更新名嘎查", machine)
        assert orgs.place("otog", SUMITU).name == "更新名嘎查"
        rename(" ", machine)
    assert snapshot("otog").places.get(SUMITU).name == "新名嘎查"


@pytest.mark.usefixtures("few_places")
def test_a_long_work_looks_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """An import of thousands of rows compares with the store once."""
    with orgs.remembering(), django_assert_num_queries(2):
        for _ in range(50):
            assert orgs.place("otog", SUMITU)


@pytest.mark.usefixtures("otog", "request_open")
def test_what_is_made_from_places_is_made_again_after_a_change(machine: Actor) -> None:
    def made() -> str:
        return orgs.made_from_places("otog", "list", lambda: orgs.place("otog", SUMITU).name)

    before = made()
    rename("苏米图东嘎查", machine)
    assert (before, made()) == ("苏米图嘎查", "苏米图东嘎查")
