"""A county with its people and matters, and a browser for each of them."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from anmulong.access.public import Account
from anmulong.journal.public import Actor
from tests.factories.matters import Office, make_office


BACKEND = "anmulong.access.authentication.AccountBackend"
Desk = Callable[[Actor], Client]


@pytest.fixture
def office(db: None) -> Office:
    """Two towns, their bodies and people."""
    return make_office()


@pytest.fixture
def desk() -> Desk:
    """A client that is signed in as an actor of the office."""

    def signed_in(actor: Actor) -> Client:
        client = Client()
        client.force_login(Account.objects.get(pk=actor.uid), backend=BACKEND)
        return client

    return signed_in


@pytest.fixture
def matter(office: Office) -> UUID:
    """A matter in the first gacha, registered by the town's clerk."""
    return office.register()
