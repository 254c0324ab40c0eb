"""What is registered once and what cannot be registered twice."""

import pytest

from anmulong.journal import outbox, registry
from anmulong.journal.models import Event
from anmulong.journal.public import Actor, Moment, Occurrence, action, after_action, subscribe
from anmulong.orgs.models import Organisation
from tests.journal.trials import Words


@pytest.mark.usefixtures("trial")
def test_two_actions_never_share_a_name() -> None:
    with pytest.raises(ValueError, match=r"two actions are called trial\.append"):

        @action("trial.append", on=Organisation, needs="trial", merges="append", given=Words, label="Again")
        def other(body: Organisation, given: Words, *, by: Actor, at: Moment) -> Organisation:
            return body


@pytest.mark.usefixtures("trial")
def test_work_that_follows_is_hung_up_once() -> None:
    def hook(happened: Occurrence) -> None:
        """Nothing."""

    for _ in range(2):
        assert after_action(Organisation)(hook) is hook
    assert registry._after[Organisation].count(hook) == 1


def test_a_subscriber_hears_each_news_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "_subscribers", type(outbox._subscribers)(list))

    def hear(event: Event) -> None:
        """Nothing."""

    for _ in range(2):
        assert subscribe("trial.numbered")(hear) is hear
    assert outbox._subscribers["trial.numbered"] == [hear]
