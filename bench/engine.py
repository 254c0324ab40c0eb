"""Everything that is measured on one engine, in its order: limits first, then ours, small table before large."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from bench import actions, lists
from bench.measuring import Client, measure
from bench.serving import Server, serving
from bench.stage import Place


BARE, DESK = "bench.bare.wsgi:application", "anmulong.config.wsgi:application"
Say = Callable[[str], None]


@dataclass(frozen=True)
class Size:
    """How much of everything."""

    disputes: tuple[int, ...]
    """Sizes of the ledger, growing; the first is made by real actions."""
    lives: int
    requests: int
    matters: int


FULL = Size(disputes=(1000, 100_000), lives=20, requests=20, matters=1000)
QUICK = Size(disputes=(200, 1000), lives=4, requests=4, matters=60)
PARTS = ("actions", "lists")


def measured(place: Place, size: Size, say: Say, parts: Collection[str] = PARTS) -> dict[str, Any]:
    """The figures of one engine."""
    found: dict[str, Any] = {}
    say("store and staff")
    stage = actions.Stage.of(place.inside("prepare"))
    if "actions" in parts:
        _actions(place, stage, size, say, found)
    if "lists" in parts:
        _lists(place, size, say, found)
    return found


def _actions(place: Place, stage: actions.Stage, size: Size, say: Say, found: dict[str, Any]) -> None:
    say("bytes")
    found["bytes"] = place.inside("weigh", size.matters)
    found["bytes of a case"] = place.inside("weigh_lives", max(10, size.matters // 5))
    say("batch")
    found["batch"] = place.inside("arrive", size.matters)
    place.fill_bare(size.disputes[0])
    with serving(BARE, place.environment("bench.bare.settings")) as bare:
        say("bare view")
        found["bare add"] = _bare(bare, "/add/", size.requests * 5)
        with serving(DESK, place.environment()) as desk:
            say("actions")
            _act(desk, bare, stage, size, found)
            say("pages")
            found["pages"] = {
                name: timing.facts() for name, timing in actions.pages(desk, stage, max(3, size.lives // 2)).items()
            }


def _act(road: Server, bare: Server, stage: actions.Stage, size: Size, found: dict[str, Any]) -> None:
    found["actions alone"] = actions.one_by_one(road, stage, size.lives).facts()
    found["bare add again"] = _bare(bare, "/add/", size.requests * 5)
    found["actions together"] = actions.together(road, stage, 16, max(1, size.lives // 6)).facts()
    found["road memory"] = road.memory_mib()


def _bare(server: Server, path: str, number: int) -> dict[str, float]:
    client = Client(server)
    for _ in range(5):
        client.get(path)
    return measure(server, [lambda: client.get(path)] * number).facts()


def _lists(place: Place, size: Size, say: Say, found: dict[str, Any]) -> None:
    first = size.disputes[0]
    say(f"{first:,} matters by real actions")
    place.inside("real", first)
    found["lists"] = {}
    for number in size.disputes:
        if number > first:
            say(f"{number:,} matters by copying")
            found["copies"] = place.inside("grow", number)
        place.fill_bare(number)
        known = lists.Known(**place.inside("where"))
        with (
            serving(BARE, place.environment("bench.bare.settings")) as bare,
            serving(DESK, place.environment()) as desk,
        ):
            say(f"lists at {number:,}")
            found["lists"][str(number)] = lists.read_lists(desk, bare, size.requests, known)
        found["lists"][str(number)] |= place.inside("statistics")
