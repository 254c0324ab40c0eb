"""Running numbers without gaps."""

from uuid import UUID

import pytest

from anmulong.base.recording import OffTheRoadError
from anmulong.journal.public import Actor, Call, next_number, perform
from anmulong.kernel.errors import Refused
from tests.journal.trials import Words


def test_a_number_needs_an_action(db: None) -> None:
    with pytest.raises(OffTheRoadError):
        next_number("otog", "trial", 2026)


def test_a_refused_action_gives_its_number_back(me: Actor, body: UUID, trial: None) -> None:
    numbers = [perform(Call("trial.number", Words(), subject=body), by=me).facts["number"]]
    with pytest.raises(Refused):
        perform(Call("trial.number", Words(refuse=True), subject=body), by=me)
    numbers.append(perform(Call("trial.number", Words(), subject=body), by=me).facts["number"])
    assert numbers == [1, 2]
