"""What is measured, in parts that stand by themselves; each gives its figures beside the limits of the same run."""

import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bench import clicking, lists, road
from bench.measuring import Client, measure
from bench.serving import Server, serving
from bench.stage import places
from bench.stores import BARE_ROWS, Stores
from tools.launching.places import PYTHON, ROOT


BARE, DESK = "bench.bare.wsgi:application", "anmulong.config.wsgi:application"
CLIENTS = 16
OUR_OWN_RATE = {"ANMULONG_API_RATE": "0"}
Say = Callable[[str], None]


@dataclass(frozen=True)
class Size:
    """How much of everything: lives of eight actions, requests of each page, matters weighed and brought in."""

    lives: int = 25
    requests: int = 12
    matters: int = 1000
    workbook: int = 3000


QUICK = Size(lives=2, requests=2, matters=40, workbook=100)


def actions(engine: str, size: Size, say: Say) -> dict[str, Any]:
    """Lives over the interface beside the bare view of two inserts, and the same lives through the pages."""
    with places(engine) as place:
        say("store and staff")
        stage = road.Stage.of(place.inside("prepare"))
        place.fill_bare(1000)
        with (
            serving(BARE, place.environment("bench.bare.settings")) as bare,
            serving(DESK, {**place.environment(), **OUR_OWN_RATE}) as desk,
        ):
            return _acted(bare, desk, stage, size, say)


def _acted(bare: Server, desk: Server, stage: road.Stage, size: Size, say: Say) -> dict[str, Any]:
    say("actions, one client")
    found: dict[str, Any] = {"bare add": _bare(bare, "/add/", size.lives * 4)}
    found["actions alone"] = road.one_by_one(desk, stage, size.lives).facts()
    found["bare add again"] = _bare(bare, "/add/", size.lives * 4)
    say(f"actions, {CLIENTS} clients")
    found["actions together"] = road.together(desk, stage, CLIENTS, max(1, size.lives // 4)).facts()
    found["memory_mib"] = desk.memory_mib()
    say("pages of steps")
    found["pages"] = {
        name: timing.facts() for name, timing in clicking.pages(desk, stage, max(2, size.lives // 3)).items()
    }
    return found


def _bare(server: Server, path: str, number: int) -> dict[str, float]:
    client = Client(server)
    for _ in range(5):
        client.get(path)
    return measure(server, [lambda: client.get(path)] * number).facts()


def weights(engine: str, size: Size, say: Say) -> dict[str, Any]:
    """Bytes of matters, and rows that come in: through the batch road, and from a workbook to the end."""
    with places(engine) as place:
        place.inside("prepare")
        say("rows through the batch road")
        batch = place.inside("arrive", size.matters)
        say("bytes")
        weighed = place.inside("weigh", size.matters)
    say("rows of a workbook")
    words = [PYTHON, "-m", "bench.ledgers", "--engine", engine, "--rows", str(size.workbook), "--json"]
    told = subprocess.run(words, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout
    return {"batch": batch, "bytes": weighed, "workbook": json.loads(told.strip().splitlines()[-1])}


def pages(engine: str, rows: int, size: Size, stores: Stores, say: Say) -> dict[str, Any]:
    """Pages over a ledger of ``rows``, with their queries and plans."""
    with stores.store(engine, rows) as (place, laid):
        with (
            serving(BARE, place.environment("bench.bare.settings")) as bare,
            serving(DESK, place.environment()) as desk,
        ):
            say(f"pages at {rows:,}")
            found = lists.read_lists(desk, bare, place.inside("points"), size.requests)
        say(f"queries and plans at {rows:,}")
        copied = {name: laid[name] for name in ("disputes", "verified", "wrong") if name in laid}
        return {**found, **place.inside("statistics"), "copies": copied, "bare_rows": min(rows, BARE_ROWS)}
