"""A banner, a body in it, the system as actor, and a registry of its own for actions that only a test knows."""

from uuid import UUID

import pytest

from anmulong.journal import registry
from anmulong.journal.public import Actor, system
from tests.journal import trials
from tests.journal.asking import add_banner, found


@pytest.fixture
def me(db: None) -> Actor:
    """The system of the county."""
    return system("otog")


@pytest.fixture
def banner(me: Actor) -> UUID:
    """The banner, on whose ground everything else stands."""
    return add_banner(me)


@pytest.fixture
def body(me: Actor, banner: UUID) -> UUID:
    """A department of the banner."""
    return found(me, banner, "旗住建局")


@pytest.fixture
def trial(monkeypatch: pytest.MonkeyPatch) -> None:
    """Actions of tests/journal/trials.py, gone again afterwards."""
    monkeypatch.setattr(registry, "_actions", dict(registry._actions))
    monkeypatch.setattr(registry, "_after", {model: list(hooks) for model, hooks in registry._after.items()})
    trials.register()
