"""What issue 4 asks for, and how far the figures of a run are from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Check:
    """One limit: what is measured, the limit, the figure, whether more is better."""

    what: str
    limit: float
    value: float
    least: bool = False

    @property
    def reached(self) -> bool:
        return self.value >= self.limit if self.least else self.value <= self.limit


def mean(first: dict[str, float], second: dict[str, float]) -> dict[str, float]:
    """The yardstick before and after."""
    return {name: (value + second[name]) / 2 for name, value in first.items()}


def checks(parts: dict[str, Any]) -> Iterator[Check]:
    """Every limit that the parts of one engine have figures for."""
    if "actions" in parts:
        yield from _actions(parts["actions"])
    if "weights" in parts:
        yield from _weights(parts["weights"])
    small = min(parts["pages"], default=0)
    for rows, found in sorted(parts["pages"].items()):
        yield from _pages(rows, found)
        if rows > small:
            yield from _growth(rows, found, parts["pages"][small])


def _actions(found: dict[str, Any]) -> Iterator[Check]:
    bare = mean(found["bare add"], found["bare add again"])
    yield Check("actions per web CPU second, at least", 100, found["actions together"]["per_cpu_s"], least=True)
    yield Check("p50 of an action : bare view, at most", 4, found["actions alone"]["p50"] / bare["p50"])
    yield Check("actions per second, 16 clients, at least", 120, found["actions together"]["per_s"], least=True)
    yield Check("MiB of a web worker after the actions, at most", 120, found["memory_mib"])


def _weights(found: dict[str, Any]) -> Iterator[Check]:
    yield Check("rows per second through the batch road, at least", 300, found["batch"]["per_s"], least=True)
    if "workbook" in found:
        told = found["workbook"]["apply"]
        yield Check("rows per second of a workbook, at least", 300, told["rows_per_s"], least=True)
    three, eight = found["bytes"]["three"], found["bytes"]["eight"]
    yield Check("bytes per journal entry with its indexes, at most", 1_200, three["per_entry"])
    yield Check("bytes per matter of three actions, at most", 4_000, three["per_matter"])
    yield Check("bytes per matter of eight actions, at most", 10_000, eight["per_matter"])


def _pages(rows: int, found: dict[str, Any]) -> Iterator[Check]:
    at = f"at {rows:,}"
    fast = [facts for facts in found["pages"].values() if facts["family"] in ("view", "filter", "combination")]
    dispute = [facts for facts in found["pages"].values() if facts["family"] == "dispute"]
    search = [facts for facts in found["pages"].values() if facts["family"] == "search"]
    yield Check(f"ledger page, worst p50 {at}, ms, at most", 25, max(each["p50"] for each in fast))
    yield Check(f"ledger page, worst p99 {at}, ms, at most", 80, max(each["p99"] for each in fast))
    yield Check(f"dispute page, worst p50 {at}, ms, at most", 25, max(each["p50"] for each in dispute))
    yield Check(f"dispute page, worst p99 {at}, ms, at most", 80, max(each["p99"] for each in dispute))
    yield Check(f"search, worst p99 {at}, ms, at most", 200, max(each["p99"] for each in search))
    most = max(each["queries"] for each in found["queries"].values())
    yield Check(f"queries of a page {at}, at most", 12, most)
    yield Check(f"MiB of a web worker after the pages {at}, at most", 120, found["memory_mib"])


def _growth(rows: int, found: dict[str, Any], small: dict[str, Any]) -> Iterator[Check]:
    grown = [
        facts["p50"] / small["pages"][page]["p50"]
        for page, facts in found["pages"].items()
        if page in small["pages"] and facts["family"] != "desk"
    ]
    yield Check(f"p50 at {rows:,} : p50 at the smallest, worst page, at most", 1.5, max(grown))
