"""The docket in which the tests of papers work."""

import pytest

from tests.factories.cases import Docket, make_docket


@pytest.fixture
def docket(db: None) -> Docket:
    """An office and a mediator of a gacha's committee."""
    return make_docket()
