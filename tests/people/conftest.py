"""A matter to hold parties."""

from collections.abc import Iterator

import pytest

from anmulong.journal.public import system
from tests.stand_in_matter import StandIn, stand_in


@pytest.fixture
def matters(db: None) -> Iterator[StandIn]:
    """Opens stand-in matters."""
    with stand_in(system("otog")) as made:
        yield made
