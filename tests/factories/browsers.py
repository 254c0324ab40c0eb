"""A browser for somebody who is signed in, without a password."""

from django.test import Client

from anmulong.access.public import Account
from anmulong.journal.public import Actor


BACKEND = "anmulong.access.authentication.AccountBackend"


def browser(actor: Actor) -> Client:
    """A client that is signed in as the account of ``actor``, in its first post."""
    client = Client()
    client.force_login(Account.objects.get(pk=actor.uid), backend=BACKEND)
    return client
