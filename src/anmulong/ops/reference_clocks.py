"""The reference page of the clocks of the procedures: which limit runs where, and from when (B-02, R-210)."""

import tomllib
from collections.abc import Iterable
from functools import cache

from anmulong.cases.public import CASE
from anmulong.kernel.procedures import ClockRule
from anmulong.lawbook.public import data_folder, every_clock


HEAD = """# Clocks of the procedures · 程序期限

As shipped in `data/clocks/procedures.toml`, with the number of days from `data/parameters`. A row with links goes
before one with kinds, this before the general one; a case keeps the rows and days of the time when it began (R-210).
How a limit is reckoned: [explanation](../explanation/clocks.md).

| clock | 期限 | limit | links | kinds | days | begins | ends | pauses | extended by | presses | since | ground |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
"""
BY = {"": "", "all": "all parties", "leader": "a leader"}


def clocks() -> str:
    """The page, without the note that stands on every page made here."""
    return HEAD + "".join(_row(rule) for rule in every_clock())


def _row(rule: ClockRule) -> str:
    cells = (
        f"`{rule.clock}`",
        rule.words["zh"],
        rule.words["en"],
        _listed(rule.links) or "all",
        _listed(rule.kinds) or "all",
        _shipped()[rule.parameter],
        "kept by others" if rule.outside else _moves(rule.clock, "starts"),
        _moves(rule.clock, "stops"),
        "yes" if rule.pauses else "",
        BY[rule.extends],
        rule.presses,
        rule.valid_from.isoformat(),
        rule.source,
    )
    return f"| {' | '.join(cells)} |\n"


def _moves(clock: str, what: str) -> str:
    return _listed({move.action.removeprefix("case.") for move in CASE.moves if clock in getattr(move, what)})


@cache
def _shipped() -> dict[str, str]:
    """The number of days as shipped, latest value: the page is made without a store."""
    files = sorted((data_folder() / "parameters").glob("*.toml"))
    rows = [row for path in files for row in tomllib.loads(path.read_text("utf-8"))["parameters"]]
    return {row["key"]: f"{row['value']} {row['unit']}" for row in rows}


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))
