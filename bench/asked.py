"""The pages that are measured: the saved views, each single filter in each order, twenty combinations, search, more."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from bench.real_rows import WORDS


ROLES = ("gacha", "town", "banner")
VIEWS = ("open", "mine", "offered", "today", "late", "grave", "to_strike_off", "struck_off", "all")
ORDERS = ("newest", "due", "changed")
BEGIN, END = "2025-01-01", "2025-06-30"
COMBINATIONS = (
    "state=handling&kind=pasture_boundary",
    "state=handling&kind=private_lending&order=due",
    "state=struck_off&kind=maintenance&order=changed",
    "state=strike_off_asked&colour=green",
    "state=handling&colour=red&order=due",
    "state=handling&colour=blue&order=changed",
    "kind=livestock_trespass&colour=blue",
    "kind=maintenance&colour=red&order=due",
    "division={town}&state=handling",
    "division={town}&kind=private_lending&order=changed",
    "division={gacha}&state=struck_off",
    "division={gacha}&colour=red&order=due",
    "unit={unit}&state=handling&order=due",
    "unit={unit}&kind=maintenance",
    "person={person}&state=handling&order=due",
    "person={person}&state=struck_off&order=changed",
    "begin={begin}&end={end}&state=handling",
    "begin={begin}&kind=private_lending&order=due",
    "view=late&division={town}&colour=red",
    "view=open&kind=maintenance&begin={begin}&end={end}",
)
FILTERS = (
    "state=handling",
    "state=strike_off_asked",
    "kind=private_lending",
    "colour=red",
    "division={town}",
    "division={gacha}",
    "unit={unit}",
    "person={person}",
    "begin={begin}&end={end}",
)
COMMON, RARE = "草场", WORDS[0]


@dataclass(frozen=True)
class Page:
    """One page of one person: which family of pages it belongs to, its name in the report, its address."""

    role: str
    family: str
    name: str
    path: str


def pages(points: Mapping[str, str]) -> list[Page]:
    """Every page; ``points`` gives the uids that addresses name."""
    known = {**points, "begin": BEGIN, "end": END}
    return [page for role in ROLES for page in _of(role, known)]


def _of(role: str, known: Mapping[str, str]) -> list[Page]:
    def ledger(family: str, query: str) -> Page:
        return Page(role, family, query.replace("&", ", "), f"/ledger/?{query.format(**known)}")

    found = [ledger("view", f"view={view}") for view in VIEWS]
    found += [ledger("filter", f"view=all&{one}&order={order}") for one in FILTERS for order in ORDERS]
    found += [ledger("combination", query if "view=" in query else f"view=all&{query}") for query in COMBINATIONS]
    for name, word in (("common word", COMMON), ("rare word", RARE)):
        found.append(Page(role, "search", name, f"/ledger/?{urlencode({'q': word})}"))
    found.append(Page(role, "dispute", "dispute page", f"/ledger/{known['matter']}/"))
    found.append(Page(role, "desk", "my work", "/"))
    return found
