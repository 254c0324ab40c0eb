"""A county's system actor, and the same in an account's shoes."""

from dataclasses import replace

import pytest

from anmulong.journal.enums import ActorKind
from anmulong.journal.public import Actor, system
from anmulong.kernel.ids import new_uid


@pytest.fixture
def machine() -> Actor:
    """The system itself: first load, upgrades."""
    return system("otog")


@pytest.fixture
def clerk(machine: Actor) -> Actor:
    """Somebody with an account who may do everything here."""
    return replace(machine, kind=ActorKind.ACCOUNT, uid=new_uid())
