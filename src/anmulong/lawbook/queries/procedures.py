"""The table of clocks as shipped in ``data/clocks``: which limit runs in which procedure (R-210, B-02)."""

from datetime import date
from functools import cache
from typing import Any

from anmulong.kernel.procedures import ClockRule, rule_for
from anmulong.lawbook.queries.admissibility import kinds_of
from anmulong.lawbook.queries.files import data_folder, read_toml


@cache
def every_clock() -> tuple[ClockRule, ...]:
    """Every row of every day, in the order of the file."""
    return tuple(_rule(row) for row in read_toml(data_folder() / "clocks" / "procedures.toml")["clocks"])


def clock_rule(clock: str, *, link: str, kind: str, day: date) -> ClockRule | None:
    """The row for a clock of a case of that link and type of dispute which began on ``day``; none: it does not run."""
    return rule_for(every_clock(), clock, link=link, kinds=kinds_of(kind), day=day)


def rule_of(clock: str, parameter: str, day: date) -> ClockRule:
    """The row under which a stored clock was started; KeyError for a pair that the table never had."""
    found = [row for row in every_clock() if (row.clock, row.parameter) == (clock, parameter)]
    if not found:
        raise KeyError(f"{clock}: {parameter}")
    return max((row for row in found if row.valid_from <= day), key=lambda row: row.valid_from, default=found[0])


def _rule(row: dict[str, Any]) -> ClockRule:
    return ClockRule(
        clock=row["clock"],
        parameter=row["parameter"],
        valid_from=row["valid_from"],
        presses=row["presses"],
        links=frozenset(row.get("links", ())),
        kinds=frozenset(row.get("kinds", ())),
        pauses=row.get("pauses", False),
        extends=row.get("extends", ""),
        after=row.get("after", ""),
        outside=row.get("runs") == "outside",
        source=row["source"],
        words={"zh": row["zh"], "en": row["en"]},
    )
