"""Which actions other systems may ask for, and under which address: read from the registry, never written twice."""

import dataclasses
from functools import cache

from anmulong.journal.public import ActionSpec, all_actions
from anmulong.kernel.errors import NotFound
from anmulong.kernel.wording import noop


COLLECTIONS = {
    "Dispute": "disputes",
    "Case": "cases",
    "Likeness": "likenesses",
    "Grant": "grants",
    "Organisation": "organisations",
    "Division": "divisions",
    "Grid": "grids",
    "Mediator": "mediators",
    "Account": "accounts",
    "Post": "posts",
    "Deputy": "deputies",
    "Statute": "statutes",
    "CodeTable": "code-tables",
    "Parameter": "parameters",
    "CalendarYear": "calendar-years",
}
"""The part of the address for each kind of thing that actions work on."""


@cache
def offered() -> dict[str, dict[str, ActionSpec]]:
    """The actions by collection and name.

    An action whose input carries a secret (a password, a one-time code, a token) is left out: it is done by the person
    at the desk, and no program should ever hold what it would have to send.
    """
    found: dict[str, dict[str, ActionSpec]] = {name: {} for name in COLLECTIONS.values()}
    for name, action in all_actions().items():
        secret = any("secret" in item.metadata for item in dataclasses.fields(action.given))
        if not secret and action.on.__name__ in COLLECTIONS:
            found[COLLECTIONS[action.on.__name__]][name] = action
    return found


def action_called(name: str, collection: str = "", *, creates: bool | None = None) -> ActionSpec:
    """The offered action of that name; raises ``NotFound`` for another collection or way of asking."""
    groups = offered()
    rows = (
        groups.get(collection, {})
        if collection
        else {key: row for group in groups.values() for key, row in group.items()}
    )
    action = rows.get(name)
    if action is None or creates not in (None, action.creates):
        raise NotFound(
            "no-such-action",
            noop("There is no such action at this address."),
            way_out=noop("Look into the description of the interface: /api/v1/openapi.json"),
        )
    return action
