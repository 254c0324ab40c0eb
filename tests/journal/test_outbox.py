"""News: stored with the change, handed out once, tried again after a refusal."""

from uuid import UUID

import pytest

from anmulong.journal import outbox
from anmulong.journal.models import Event
from anmulong.journal.public import Actor, Call, deliver, perform, subscribe
from anmulong.kernel.errors import Refused
from tests.journal.asking import change, organisation
from tests.journal.trials import Words


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody else listens."""
    monkeypatch.setattr(outbox, "_subscribers", type(outbox._subscribers)(list))


@pytest.fixture
def event(me: Actor, body: UUID, trial: None) -> Event:
    """One piece of news."""
    Event.objects.all().delete()
    perform(Call("trial.number", Words(), subject=body), by=me)
    return Event.objects.get()


def test_news_says_what_the_action_said(event: Event, body: UUID) -> None:
    assert (event.kind, event.stream, event.handled_at) == ("trial.numbered", body, None)
    assert event.payload["number"] == 1


def test_no_change_no_news(me: Actor, body: UUID, trial: None) -> None:
    with pytest.raises(Refused):
        perform(Call("trial.number", Words(refuse=True), subject=body), by=me)
    assert not Event.objects.filter(kind="trial.numbered").exists()


def test_news_is_handed_out_once(event: Event) -> None:
    seen: list[UUID] = []
    subscribe("trial.numbered")(lambda news: seen.append(news.pk))
    assert (deliver(), deliver()) == (1, 0)
    assert seen == [event.pk]


def test_a_refusal_is_tried_again_and_leaves_nothing(me: Actor, body: UUID, event: Event) -> None:
    tries: list[int] = []

    def listener(news: Event) -> None:
        change(me, body, telephone="62157")
        tries.append(1)
        if len(tries) == 1:
            raise Refused("not-yet", "Not yet.")

    subscribe("trial.numbered")(listener)
    assert deliver() == 0
    assert organisation(body).telephone == ""
    event.refresh_from_db()
    assert (event.attempts, event.problem, event.handled_at) == (1, "not-yet", None)
    assert deliver() == 1
    assert organisation(body).telephone == "62157"


def test_a_broken_listener_does_not_hold_up_the_others(me: Actor, body: UUID, event: Event) -> None:
    subscribe("trial.numbered")(lambda news: {}["missing"])
    perform(Call("trial.number", Words(), subject=body), by=me)
    Event.objects.filter(kind="trial.numbered").exclude(pk=event.pk).update(kind="other")
    assert deliver() == 1
    event.refresh_from_db()
    assert (event.attempts, event.problem) == (1, "KeyError")


def test_somebody_gives_up_in_the_end(event: Event) -> None:
    subscribe("trial.numbered")(lambda news: {}["missing"])
    for _ in range(outbox.MOST_ATTEMPTS + 3):
        deliver()
    event.refresh_from_db()
    assert event.attempts == outbox.MOST_ATTEMPTS
