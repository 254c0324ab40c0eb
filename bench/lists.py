"""The pages of reading for a gacha, a town and a banner user, in turn with the bare list."""

from collections.abc import Callable, Mapping
from typing import Any

from bench.asked import pages
from bench.clicking import sign_in
from bench.measuring import Client, Timing, measure
from bench.people import USERNAMES
from bench.serving import Server


EACH_BARE = 3


def read_lists(server: Server, bare: Server, points: Mapping[str, str], number: int) -> dict[str, Any]:
    """Each page ``number`` times after one that is not counted, with some of the bare list between them."""
    clients = {role: sign_in(server, role) for role in ("gacha", "town", "banner") if role in USERNAMES}
    stranger = Client(bare)
    stranger.get("/list/")
    found: dict[str, Any] = {}
    yardstick = Timing()
    for page in pages(points):
        client = clients[page.role]
        client.get(page.path)
        timing = measure(server, [_getting(client, page.path)] * number)
        found[f"{page.role}: {page.name}"] = {**timing.facts(), "role": page.role, "family": page.family}
        part = measure(bare, [_getting(stranger, "/list/")] * EACH_BARE)
        yardstick.times += part.times
        yardstick.cpu_seconds += part.cpu_seconds
        yardstick.wall_seconds += part.wall_seconds
    return {"pages": found, "bare list": yardstick.facts(), "memory_mib": server.memory_mib()}


def _getting(client: Client, path: str) -> Callable[[], str]:
    return lambda: client.get(path)
