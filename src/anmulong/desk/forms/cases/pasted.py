"""Lists pasted from a spreadsheet: names with amounts, names with telephones (O-8)."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from uuid import UUID, uuid5

from anmulong.desk.forms.registering import listed
from anmulong.kernel.errors import Invalid
from anmulong.kernel.money import parse_name_amounts
from anmulong.kernel.wording import Message, noop
from anmulong.people.public import PartyInput


def named_amounts(typed: str, known: Mapping[str, str]) -> list[tuple[str, Decimal]]:
    """The uid behind each name, with the amount in CNY yuan. ``known`` holds uids by name.

    Raises ``Invalid`` naming the lines that cannot be read or whose name takes no part.
    """
    try:
        found = parse_name_amounts(typed)
    except Invalid as error:
        marked = {"listed": error.message}
        raise Invalid(error.code, error.message, way_out=error.way_out, fields=marked) from error
    strangers = [row.name for row in found if row.name not in known]
    if strangers:
        told = Message(noop("Nobody of this case is called: %(names)s"), {"names": "、".join(strangers[:10])})
        raise Invalid("unknown-names", told, fields={"listed": told})
    return [(known[row.name], row.amount) for row in found]


def people_of_list(typed: str, seed: str) -> list[PartyInput]:
    """The people of a list. The same page gives the same uids, so that a repeat adds nobody.

    Raises ``Invalid`` for a number that nobody can call.
    """
    return [replace(party, uid=uuid5(UUID(seed), f"{place}-{party.name}")) for place, party in enumerate(listed(typed))]
