"""From figures to a page: the limits of the same run beside ours, and what is missed."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any


NOTES = Path(__file__).with_name("notes.md")
"""What the profiles said, in words; kept by hand."""


HEAD = """# Performance

Written by `./anmulong bench`: every figure stands beside that of a bare Django measured in the same pass on the same
machine, the same engine and the same server (granian, one process; `bench/bare`). Wall times are those of the
machine as it was, load named below; processor time per request and the ratio to the bare view are the figures to
compare. Nothing here is asserted by a test.
"""
READING = """## How to read it

- *bare add*: one view, two inserts in one transaction. *bare list*: the newest 25 rows of a town in our page shell.
- *actions*: lives of eight actions (register, triage, assign, contact, settle, answer, ask for the strike-off, strike
  off) over HTTP through the whole road: actor, scope, permission, policy, merge, clocks, colour, search index, sealed
  fields, journal, chain. No page is drawn; the address that takes them is `bench/acting`, until the API exists.
- *pages*: the same lives click by click in the desk: the page of a step is opened, then sent.
- The large ledger holds copies of streams that real actions made: new uids, numbers, codes, times and keys; sealed,
  digested and chained anew by the journal's own functions. `verify` was run on a random sample of the copies.
- ms are milliseconds of wall time unless "cpu" stands there; p99 of fewer than 100 requests is the largest.
"""


def written(told: dict[str, Any]) -> str:
    """The whole page as Markdown."""
    engines = told["engines"]
    parts = [HEAD, _machine(told["machine"]), _actions(engines), _weights(engines)]
    parts += [_lists(name, found) for name, found in engines.items() if "lists" in found]
    return "\n".join([*parts, _limits(engines), NOTES.read_text(encoding="utf-8"), READING])


def table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A Markdown table."""
    lines = [" | ".join(head), " | ".join("---" for _ in head)]
    lines += [" | ".join(_cell(value) for value in row) for row in rows]
    return "\n".join(f"| {line} |" for line in lines) + "\n"


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def _machine(facts: dict[str, str]) -> str:
    return "## Machine\n\n" + table(["fact", "value"], facts.items())


def _actions(engines: dict[str, Any]) -> str:
    rows: list[list[Any]] = []
    for name, found in engines.items():
        bare = _mean(found["bare add"], found["bare add again"])
        kinds = {
            "bare add, 1 client": bare,
            "action, 1 client": found["actions alone"],
            "action, 16 clients": found["actions together"],
            "page of a step, opened": found["pages"]["open"],
            "page of a step, sent": found["pages"]["send"],
        }
        for kind, facts in kinds.items():
            ratio = facts["p50"] / bare["p50"] if bare["p50"] and "16" not in kind else ""
            cpu_ratio = facts["cpu_ms"] / bare["cpu_ms"] if bare["cpu_ms"] else ""
            rows.append(
                [
                    name,
                    kind,
                    facts["p50"],
                    facts["p99"],
                    ratio,
                    facts["cpu_ms"],
                    cpu_ratio,
                    facts["per_cpu_s"],
                    facts["per_s"],
                ]
            )
        rows.append(
            [
                name,
                "import, batch",
                "",
                "",
                "",
                1000 / found["batch"]["per_cpu_s"],
                "",
                found["batch"]["per_cpu_s"],
                found["batch"]["per_s"],
            ]
        )
    head = ["engine", "what", "p50", "p99", "p50 : bare", "cpu ms", "cpu : bare", "per web CPU second", "per second"]
    return "## Actions, pages, import\n\n" + table(head, rows)


def _mean(first: dict[str, float], second: dict[str, float]) -> dict[str, float]:
    return {name: (value + second[name]) / 2 for name, value in first.items()}


def _weights(engines: dict[str, Any]) -> str:
    rows: list[list[Any]] = []
    for name, found in engines.items():
        told = found["bytes"]
        rows += [
            [name, "journal entry with its indexes", told["per_entry"]],
            [name, "matter of three actions, everything", told["per_matter"]],
        ]
        rows += [[name, f"… of which `{table_name}`", size] for table_name, size in list(told["tables"].items())[:6]]
        rows += [[name, f"entry column: {part}", size] for part, size in sorted(told["entry_parts"].items()) if size]
    memory = [[name, "web worker after the actions, MiB", found["road memory"]] for name, found in engines.items()]
    memory += [
        [name, f"web worker after the lists at {int(number):,}, MiB", facts["memory_mib"]]
        for name, found in engines.items()
        for number, facts in found.get("lists", {}).items()
    ]
    return (
        "## Bytes and memory\n\n"
        + table(["engine", "what", "bytes"], rows)
        + "\n"
        + table(["engine", "what", "MiB"], memory)
    )


def _lists(name: str, found: dict[str, Any]) -> str:
    sizes = sorted(found["lists"], key=int)
    small, large = found["lists"][sizes[0]], found["lists"][sizes[-1]]
    rows: list[list[Any]] = []
    yardstick = large["bare list"]
    for page, facts in small["pages"].items():
        more, asked = large["pages"][page], large["queries"][page]
        rows.append([page, *_grown(facts, more, yardstick), asked["queries"], asked["slowest_ms"]])
    rows.append(["bare list", *_grown(small["bare list"], yardstick, yardstick), 1, ""])
    sizes_told = [f"{int(size):,}" for size in sizes]
    head = ["who: page", f"p50 at {sizes_told[0]}", f"p50 at {sizes_told[-1]}", "p99", f"cpu ms at {sizes_told[0]}"]
    head += [f"cpu ms at {sizes_told[-1]}", "p50 : bare", "cpu growth", "queries", "slowest query ms"]
    copies = found.get("copies", {})
    told = (
        f"{copies['disputes']:,} matters; `verify` on {copies['verified']:,} random copies: "
        f"{len(copies['wrong'])} with findings.\n\n"
        if copies
        else ""
    )
    return f"## Lists on {name}\n\n{told}" + table(head, rows)


def _grown(facts: dict[str, float], more: dict[str, float], yardstick: dict[str, float]) -> list[Any]:
    """A page at the small and at the large ledger, and beside the yardstick at the large one."""
    growth = more["cpu_ms"] / facts["cpu_ms"] if facts["cpu_ms"] else ""
    times = [facts["p50"], more["p50"], more["p99"], facts["cpu_ms"], more["cpu_ms"]]
    return [*times, more["p50"] / yardstick["p50"], growth]


def _limits(engines: dict[str, Any]) -> str:
    """The later limits, and how far the figures of this run are from them."""
    rows: list[list[Any]] = []
    for name, found in engines.items():
        bare = _mean(found["bare add"], found["bare add again"])
        checks = [
            ("actions per web CPU second, at least", 100.0, found["actions together"]["per_cpu_s"], True),
            ("p50 of an action : bare add, at most", 4.0, found["actions alone"]["p50"] / bare["p50"], False),
            ("import rows per second, at least", 300.0, found["batch"]["per_s"], True),
            ("bytes per journal entry, at most", 1200.0, found["bytes"]["per_entry"], False),
            ("bytes per matter of three actions, at most", 4000.0, found["bytes"]["per_matter"], False),
            ("MiB of a web worker, at most", 120.0, found["road memory"], False),
        ]
        for number, facts in found.get("lists", {}).items():
            at = f"at {int(number):,}"
            pages = facts["pages"]
            ledger = {page: each for page, each in pages.items() if "ledger" in page}
            search = {page: each for page, each in pages.items() if "search" in page}
            checks += [
                (
                    f"ledger page, worst p50 {at}, ms, at most",
                    25.0,
                    max(each["p50"] for each in ledger.values()),
                    False,
                ),
                (f"search, worst p99 {at}, ms, at most", 200.0, max(each["p99"] for each in search.values()), False),
                (
                    f"queries of a page {at}, at most",
                    12.0,
                    float(max(each["queries"] for each in facts["queries"].values())),
                    False,
                ),
            ]
        for what, limit, value, least in checks:
            reached = value >= limit if least else value <= limit
            rows.append([name, what, limit, value, "reached" if reached else "**missed**"])
    return "## Against the later limits (issue 4)\n\n" + table(["engine", "limit", "limit is", "this run", ""], rows)
