"""The office in which the tests of the ledger work."""

import pytest

from tests.factories.matters import Office, make_office


@pytest.fixture
def office(db: None) -> Office:
    """A county with clerk, second person and mediators."""
    return make_office()
