"""The page of the ledger for a gacha, a town and a banner user, and its search, in turn with the bare list."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from bench.actions import sign_in
from bench.measuring import Client, Timing, measure
from bench.real_rows import WORDS
from bench.serving import Server


ROLES = ("gacha", "town", "banner")
VIEWS = {
    "ledger, all": {"view": "all"},
    "ledger, open": {"view": "open"},
    "ledger, late": {"view": "late"},
    "ledger, to strike off": {"view": "to_strike_off"},
    "ledger, struck off": {"view": "struck_off"},
    "ledger, changed last": {"view": "all", "order": "changed"},
    "search, common word": {"q": "草场"},
    "search, rare word": {"q": WORDS[0]},
    "my work": {},
}


@dataclass(frozen=True)
class Page:
    """One page of one person."""

    role: str
    name: str
    path: str


def pages() -> list[Page]:
    """Every page that is measured."""
    return [
        Page(role, name, f"/ledger/?{urlencode(asked)}" if asked else "/")
        for role in ROLES
        for name, asked in VIEWS.items()
    ]


def read_lists(server: Server, bare: Server, number: int) -> dict[str, Any]:
    """Each page ``number`` times, one round of the bare list between them."""
    clients = {role: sign_in(server, role) for role in ROLES}
    stranger = Client(bare)
    stranger.get("/list/")
    found: dict[str, Any] = {}
    yardstick = Timing()
    for page in pages():
        client = clients[page.role]
        client.get(page.path)
        timing = measure(server, [_getting(client, page.path)] * number)
        found[f"{page.role}: {page.name}"] = timing.facts()
        part = measure(bare, [_getting(stranger, "/list/")] * (number // 2))
        yardstick.times += part.times
        yardstick.cpu_seconds += part.cpu_seconds
        yardstick.wall_seconds += part.wall_seconds
    return {"pages": found, "bare list": yardstick.facts(), "memory_mib": server.memory_mib()}


def _getting(client: Client, path: str) -> Callable[[], str]:
    return lambda: client.get(path)
