"""What a gacha, a town and a banner user open: the ledger by view, filter and order, its search, a matter's page.

Each page is measured in turn with the bare list of the same run.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from bench.actions import sign_in
from bench.measuring import Client, Timing, measure
from bench.real_rows import WORDS
from bench.serving import Server


ROLES = ("gacha", "town", "banner")
VIEWS = ("open", "mine", "offered", "today", "late", "grave", "to_strike_off", "struck_off", "all")
"""The eight saved views, and everything."""
ORDERS = ("newest", "due", "changed")


@dataclass(frozen=True)
class Known:
    """What the filters name, and for each role a matter it sees."""

    gacha: str
    unit: str
    handler: str
    matters: dict[str, str]


@dataclass(frozen=True)
class Page:
    """One page of one person; ``group`` is what its limit belongs to."""

    role: str
    group: str
    name: str
    path: str

    @property
    def key(self) -> str:
        """As the files of figures name it."""
        return f"{self.role}: {self.name}"


def pages(known: Known) -> Iterator[Page]:
    """Every page that is measured."""
    for role in ROLES:
        for view in VIEWS:
            yield _ledger(role, "view", f"view {view}", view=view)
        for name, asked in _single(known).items():
            for order in ORDERS:
                yield _ledger(role, "filter", f"{name}, by {order}", view="all", order=order, **asked)
        for asked in _combined(known):
            told = " + ".join(name for name in asked if name != "view")
            yield _ledger(role, "combination", f"view {asked['view']} + {told}", **asked)
        yield _ledger(role, "search", "search, common word", q="草场")
        yield _ledger(role, "search", "search, rare word", q=WORDS[0])
        yield Page(role, "matter", "page of a matter", f"/ledger/{known.matters[role]}/")
        yield Page(role, "work", "my work", "/")


def _ledger(role: str, group: str, name: str, **asked: str) -> Page:
    return Page(role, group, name, f"/ledger/?{urlencode(asked)}")


def _single(known: Known) -> dict[str, dict[str, str]]:
    """Each filter by itself, with a value that many matters have."""
    today = date.today()  # noqa: DTZ011  # an address takes a local day
    return {
        "state handled": {"state": "handled"},
        "state struck off": {"state": "struck_off"},
        "kind": {"kind": "pasture_boundary"},
        "colour": {"colour": "blue"},
        "place": {"division": known.gacha},
        "unit": {"unit": known.unit},
        "person": {"person": known.handler},
        "days": {"begin": (today - timedelta(days=30)).isoformat(), "end": today.isoformat()},
    }


def _combined(known: Known) -> list[dict[str, str]]:
    """Twenty combinations that clerks ask for."""
    month = {"begin": (date.today() - timedelta(days=30)).isoformat()}  # noqa: DTZ011  # an address takes a local day
    return [
        {"view": view, **asked}
        for view in ("all", "open")
        for asked in (
            {"state": "handled", "kind": "pasture_boundary"},
            {"state": "registered", "division": known.gacha},
            {"kind": "pasture_boundary", "colour": "blue"},
            {"kind": "wages", "division": known.gacha},
            {"unit": known.unit, "state": "handled"},
            {"person": known.handler, "order": "due"},
            {"division": known.gacha, "colour": "red"},
            {"unit": known.unit, **month},
            {"division": known.gacha, "state": "handled", "order": "changed"},
            {"kind": "pasture_boundary", "state": "handled", **month},
        )
    ]


def read_lists(server: Server, bare: Server, number: int, known: Known) -> dict[str, Any]:
    """Each page ``number`` times, one round of the bare list between them."""
    clients = {role: sign_in(server, role) for role in ROLES}
    stranger = Client(bare)
    stranger.get("/list/")
    found: dict[str, Any] = {}
    times: dict[str, list[float]] = {}
    yardstick = Timing()
    for page in pages(known):
        client = clients[page.role]
        client.get(page.path)
        timing = measure(server, [_getting(client, page.path)] * number)
        found[page.key] = {"group": page.group, **timing.facts()}
        times.setdefault(page.group, []).extend(timing.times)
        part = measure(bare, [_getting(stranger, "/list/")] * max(2, number // 5))
        yardstick.times += part.times
        yardstick.cpu_seconds += part.cpu_seconds
        yardstick.wall_seconds += part.wall_seconds
    groups = {group: Timing(each).facts() for group, each in times.items()}
    return {"pages": found, "groups": groups, "bare list": yardstick.facts(), "memory_mib": server.memory_mib()}


def _getting(client: Client, path: str) -> Callable[[], str]:
    return lambda: client.get(path)
