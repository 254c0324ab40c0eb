"""The county that the tests of access share."""

import pytest

from tests.factories.people import County, make_county


@pytest.fixture
def county(db: None) -> County:
    """Two towns, four gacha, their bodies, the system actor."""
    return make_county()
