"""Nothing acknowledged is lost when the server dies (issue 4, shows 4). Twenty rounds: `bench --only crash`."""

from dataclasses import replace

import pytest

from bench.crash import CrashError, Ledger, compare, rounds
from bench.serving import free_port
from bench.stage import places


ROUNDS = 3


@pytest.mark.crash
@pytest.mark.loopback
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_killed_server_loses_and_doubles_nothing(engine: str) -> None:
    with places(engine) as place:
        shown = rounds(place, ROUNDS, port=free_port(), seed=20261124, say=print)
    assert len(shown) == ROUNDS
    assert all(one.acknowledged for one in shown)
    assert sum(one.asked_again for one in shown) > 0


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ([], "lost"),
        ([["a", "note", "x"], ["a", "note", "x"]], "doubled"),
        ([["a", "note", "x"], ["b", "note", "x"]], "from nowhere"),
        ([["a", "note", "y"]], "different"),
    ],
)
def test_the_comparison_finds_what_it_looks_for(entries: list[list[str]], words: str) -> None:
    ledger = Ledger(acknowledged={"a": ("note", "x")})
    with pytest.raises(CrashError, match=words):
        compare({"entries": entries, "good": True}, set(), ledger)
    whole = {"entries": [["a", "note", "x"], ["old", "note", "z"]], "findings": ["chain"]}
    compare({**whole, "good": True}, {"old"}, ledger)
    with pytest.raises(CrashError, match="chain"):
        compare({**whole, "good": False}, {"old"}, ledger)
    with pytest.raises(CrashError, match="refused"):
        compare({**whole, "good": True}, {"old"}, replace(ledger, refused=["403"]))
