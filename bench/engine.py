"""Everything that is measured on one engine, in its order: limits first, then ours, small table before large."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bench import actions, lists
from bench.measuring import Client, measure
from bench.serving import Server, serving
from bench.stage import Place


BARE, ROAD, DESK = "bench.bare.wsgi:application", "bench.acting.wsgi:application", "anmulong.config.wsgi:application"
Say = Callable[[str], None]


@dataclass(frozen=True)
class Size:
    """How much of everything."""

    small: int
    disputes: int
    lives: int
    requests: int
    matters: int


FULL = Size(small=1000, disputes=100_000, lives=20, requests=25, matters=300)
QUICK = Size(small=200, disputes=1000, lives=4, requests=8, matters=60)


def measured(place: Place, size: Size, say: Say) -> dict[str, Any]:
    """The figures of one engine."""
    found: dict[str, Any] = {}
    say("store and staff")
    stage = actions.Stage.of(place.inside("prepare"))
    say("bytes")
    found["bytes"] = place.inside("weigh", size.matters)
    say("batch")
    found["batch"] = place.inside("arrive", size.matters)
    place.fill_bare(size.small)
    with serving(BARE, place.environment("bench.bare.settings")) as bare:
        say("bare view")
        found["bare add"] = _bare(bare, "/add/", size.requests * 5)
        with serving(ROAD, place.environment("bench.acting.settings")) as road:
            say("actions")
            _act(road, bare, stage, size, found)
        with serving(DESK, place.environment()) as desk:
            say("pages")
            found["pages"] = {
                name: timing.facts() for name, timing in actions.pages(desk, stage, max(3, size.lives // 2)).items()
            }
    _lists(place, size, say, found)
    return found


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
    say(f"{size.small:,} matters by real actions")
    place.inside("real", size.small)
    found["lists"] = {}
    for number in sorted({size.small, size.disputes}):
        if number > size.small:
            say(f"{number:,} matters by copying")
            found["copies"] = place.inside("grow", number)
            place.fill_bare(number)
        with (
            serving(BARE, place.environment("bench.bare.settings")) as bare,
            serving(DESK, place.environment()) as desk,
        ):
            say(f"lists at {number:,}")
            found["lists"][str(number)] = lists.read_lists(desk, bare, size.requests)
        found["lists"][str(number)] |= place.inside("statistics")
