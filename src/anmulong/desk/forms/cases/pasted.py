"""Lists pasted from a spreadsheet: a name and an amount on each line (O-8)."""

import re
from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID, uuid5

from anmulong.desk.forms.registering import listed
from anmulong.kernel.errors import Invalid
from anmulong.kernel.money import yuan
from anmulong.kernel.wording import Message, noop


AMOUNT = re.compile(r"[\s,，、;；:：]+([¥￥]?[\d,，.]+\s*元?)\s*$")


def named_amounts(typed: str, known: Mapping[str, str]) -> list[tuple[str, Decimal]]:
    """The uid behind each name, with the amount in CNY yuan. ``known`` holds uids by name.

    Raises ``Invalid`` naming the lines that cannot be read or whose name takes no part.
    """
    found, wrong = [], []
    for row in typed.splitlines():
        if not row.strip():
            continue
        name, owed = _read(row)
        if owed is None or name not in known:
            wrong.append(row.strip()[:30])
        else:
            found.append((known[name], owed))
    if wrong:
        raise Invalid(
            "bad-list",
            noop("These lines name nobody of this case, or no amount: %(lines)s"),
            params={"lines": "；".join(wrong[:10])},
            fields={"listed": Message(noop("Look at: %(lines)s"), {"lines": "；".join(wrong[:10])})},
        )
    return found


def _read(row: str) -> tuple[str, Decimal | None]:
    ending = AMOUNT.search(row)
    if ending is None:
        return row.strip(), None
    try:
        owed = yuan(ending[1].replace("，", ",").strip("¥￥元 "))
    except Invalid:
        return row.strip(), None
    return row[: ending.start()].strip(" ,，、;；:：\t"), owed


def names_of_list(typed: str, seed: str) -> list[tuple[UUID, str, str]]:
    """A uid, the name and the telephone of each line. The same page gives the same uids, so that a repeat adds nobody.

    Raises ``Invalid`` for a number that nobody can call.
    """
    return [
        (uuid5(UUID(seed), f"{place}-{party.name}"), party.name, party.telephone)
        for place, party in enumerate(listed(typed))
    ]
