"""Finding the same party elsewhere through keyed columns, without plain text.

What is found says nothing yet: the caller narrows the streams to the viewer's scope before anybody sees them (O-4).
"""

from uuid import UUID

from django.db.models import Q, QuerySet

from anmulong.base.crypto import blind_index
from anmulong.base.scoping import NOTHING
from anmulong.kernel.names import fold
from anmulong.people.models import Party
from anmulong.people.rules import plain_number, plain_telephone


NAME = "party.name"
TELEPHONE = "party.telephone"
IDENTITY = "party.identity"
CREDIT_CODE = "party.credit_code"


def key_of(purpose: str, text: str) -> bytes:
    """The keyed digest of ``text``; empty for empty text."""
    return blind_index(purpose, text) if text else b""


def name_key(name: str) -> bytes:
    """The keyed digest of a folded name."""
    return key_of(NAME, fold(name))


def telephone_key(number: str) -> bytes:
    """The keyed digest of a telephone number."""
    return key_of(TELEPHONE, plain_telephone(number))


def with_name(name: str) -> Q:
    """Parties of exactly this name, however it was spaced or written wide."""
    return Q(name_key=name_key(name)) if fold(name) else NOTHING


def with_telephone(number: str) -> Q:
    """Parties with exactly this telephone number."""
    return Q(telephone_key=telephone_key(number)) if plain_telephone(number) else NOTHING


def with_identity(number: str) -> Q:
    """Parties with this identity number or unified social credit code."""
    signs = plain_number(number)
    return Q(identity_key__in=[key_of(IDENTITY, signs), key_of(CREDIT_CODE, signs)]) if signs else NOTHING


def same_person(party: Party) -> Q:
    """The same party in other matters: same paper, or same name and telephone. A name alone is not enough."""
    found = NOTHING
    if party.identity_key:
        found |= Q(identity_key=bytes(party.identity_key))
    if party.name_key and party.telephone_key:
        found |= Q(name_key=bytes(party.name_key), telephone_key=bytes(party.telephone_key))
    return found & ~Q(stream=party.stream)


def streams_where(condition: Q, county: str) -> "QuerySet[Party, UUID]":
    """Streams of the parties that meet ``condition``, as a subquery for ``in_scope(…).filter(pk__in=…)``."""
    return Party.objects.filter(condition, county=county).values_list("stream", flat=True)
