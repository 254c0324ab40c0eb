"""From figures to a page: the limits of the same run beside ours, what is missed, and how pages grow."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bench.limits import checks, mean


NOTES = Path(__file__).with_name("notes.md")
"""What the profiles said, in words; kept by hand."""
FAMILIES = {"view": "saved views", "filter": "single filters", "combination": "combinations", "search": "search"} | {
    "dispute": "dispute page",
    "desk": "my work",
}
HEAD = """# Performance

Written by `./anmulong bench`: every figure stands beside that of a bare Django measured in the same pass on the same
machine, the same engine and the same server (granian, one process; `bench/bare`). Wall times are those of the
machine as it was, load named below; processor time per request and the ratio to the bare view are the figures to
compare. Nothing here is asserted by a test.
"""
READING = """## How to read it

- *bare add*: one view, two inserts in one transaction. *bare list*: the newest 25 rows of a town in our page shell.
- *action*: lives of eight actions (register, triage, assign, contact, settle, answer, ask for the strike-off, strike
  off) over `/api/v1/`, through the whole road: token, actor, scope, permission, policy, merge, clocks, colour, search
  index, sealed fields, journal, chain. No page is drawn.
- *pages of steps*: the same lives click by click in the desk: the page of a step is opened, then sent.
- *pages*: for a gacha mediator, a town clerk and a banner clerk the saved views, each single filter in the three
  orders, twenty combinations, two words of search, the page of a matter, my work.
- The large ledgers hold copies of streams that real actions made: new uids, numbers, codes, times and keys; sealed,
  digested and chained anew by the journal's own functions. `verify` was run on a random sample of the copies.
- ms are milliseconds of wall time unless "cpu" stands there; p99 of fewer than 100 requests is the largest.
- Each part leaves its figures, with the plan of every page, in `var/bench/figures`.
"""


def read(folder: Path) -> dict[str, Any]:
    """What the parts left: by engine and part, pages by their number of matters; the machine as the last found it."""
    told: dict[str, Any] = {"machine": {}, "engines": {}}
    for file in sorted(folder.glob("*.json"), key=lambda each: each.stat().st_mtime):
        part = json.loads(file.read_text(encoding="utf-8"))
        told["machine"] = part["machine"]
        own = told["engines"].setdefault(part["engine"], {"pages": {}, "loads": {}})
        own["loads"][file.stem] = part["machine"]["load of the machine"]
        if part["part"] == "pages":
            own["pages"][part["rows"]] = part["found"]
        else:
            own[part["part"]] = part["found"]
    return told


def written(told: dict[str, Any]) -> str:
    """The whole page as Markdown."""
    engines = told["engines"]
    sections = [HEAD, _machine(told), _limits(engines), _actions(engines), _weights(engines)]
    sections += [_growth(name, found["pages"]) for name, found in engines.items() if found["pages"]]
    sections += [NOTES.read_text(encoding="utf-8")]
    sections += [_pages(name, found["pages"]) for name, found in engines.items() if found["pages"]]
    return "\n".join([*sections, READING])


def table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A Markdown table."""
    lines = [" | ".join(head), " | ".join("---" for _ in head)]
    lines += [" | ".join(_cell(value) for value in row) for row in rows]
    return "\n".join(f"| {line} |" for line in lines) + "\n"


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def _machine(told: dict[str, Any]) -> str:
    rows = [(fact, value) for fact, value in told["machine"].items() if not fact.startswith("load")]
    rows += [(f"load, {part}", load) for found in told["engines"].values() for part, load in found["loads"].items()]
    return "## Machine\n\n" + table(["fact", "value"], rows)


def _limits(engines: dict[str, Any]) -> str:
    rows = [
        [name, check.what, float(check.limit), float(check.value), "reached" if check.reached else "**missed**"]
        for name, found in engines.items()
        for check in checks(found)
    ]
    return "## Against the limits of issue 4\n\n" + table(["engine", "limit", "limit is", "this run", ""], rows)


def _actions(engines: dict[str, Any]) -> str:
    rows: list[list[Any]] = []
    for name, whole in engines.items():
        if "actions" not in whole:
            continue
        found = whole["actions"]
        bare = mean(found["bare add"], found["bare add again"])
        kinds = {
            "bare add, 1 client": bare,
            "action, 1 client": found["actions alone"],
            "action, 16 clients": found["actions together"],
            "page of a step, opened": found["pages"]["open"],
            "page of a step, sent": found["pages"]["send"],
        }
        rows += [[name, kind, *_beside(facts, bare)] for kind, facts in kinds.items()]
    head = ["engine", "what", "p50", "p99", "p50 : bare", "cpu ms", "cpu : bare", "per web CPU second", "per second"]
    return "## Actions\n\n" + table(head, rows)


def _beside(facts: dict[str, float], bare: dict[str, float]) -> list[Any]:
    ratios = facts["p50"] / bare["p50"], facts["cpu_ms"] / bare["cpu_ms"] if bare["cpu_ms"] else 0.0
    return [facts["p50"], facts["p99"], ratios[0], facts["cpu_ms"], ratios[1], facts["per_cpu_s"], facts["per_s"]]


def _weights(engines: dict[str, Any]) -> str:
    rows: list[list[Any]] = []
    came: list[list[Any]] = []
    for name, whole in engines.items():
        if "weights" not in whole:
            continue
        found = whole["weights"]
        for kind, told in (("three", found["bytes"]["three"]), ("eight", found["bytes"]["eight"])):
            rows.append([name, f"matter of {kind} actions, everything", told["per_matter"]])
            rows.append([name, "journal entry of such a matter, with its indexes", told["per_entry"]])
            rows += [[name, f"… of the matter in `{part}`", size] for part, size in list(told["tables"].items())[:6]]
        came.append([name, "batch road", found["batch"]["per_s"], found["batch"]["per_cpu_s"], ""])
        for step in ("preview", "apply", "export"):
            told = found.get("workbook", {}).get(step)
            if told:
                came.append([name, f"workbook, {step}", told["rows_per_s"], told["rows_per_cpu_s"], told["peak_mib"]])
    return (
        "## Bytes, and rows that come in and go out\n\n"
        + table(["engine", "what", "bytes"], rows)
        + "\n"
        + table(["engine", "what", "rows per second", "rows per CPU second", "peak MiB"], came)
    )


def _growth(name: str, sizes: dict[int, Any]) -> str:
    """The curve: for each person and family the middle and the worst page at each size."""
    order = sorted(sizes)
    rows: list[list[Any]] = []
    for role in ("gacha", "town", "banner"):
        for family, label in FAMILIES.items():
            line: list[Any] = [f"{role}: {label}"]
            for size in order:
                own = [one for one in sizes[size]["pages"].values() if (one["role"], one["family"]) == (role, family)]
                times = sorted(one["p50"] for one in own)
                middle, cpu = times[len(times) // 2], sorted(one["cpu_ms"] for one in own)[len(own) // 2]
                line += [middle, times[-1], max(one["p99"] for one in own), cpu]
            rows.append(line)
    rows.append(["bare list", *(cell for size in order for cell in _bare_cells(sizes[size]["bare list"]))])
    head = ["pages"]
    for size in order:
        head += [f"{size:,}: p50", "worst p50", "worst p99", "cpu ms"]
    notes = [
        f"{found['copies']['disputes']:,} matters: `verify` on {found['copies']['verified']:,} random copies, "
        f"{len(found['copies']['wrong'])} with findings."
        for found in (sizes[size] for size in order)
        if found["copies"].get("verified")
    ]
    return f"## Growth of the pages on {name}\n\n" + "\n".join([*notes, "", table(head, rows)])


def _bare_cells(facts: dict[str, float]) -> list[float]:
    return [facts["p50"], facts["p50"], facts["p99"], facts["cpu_ms"]]


def _pages(name: str, sizes: dict[int, Any]) -> str:
    order = sorted(sizes)
    small, large = sizes[order[0]], sizes[order[-1]]
    rows: list[list[Any]] = []
    for page, facts in large["pages"].items():
        times = [sizes[size]["pages"].get(page, facts)["p50"] for size in order]
        asked = large["queries"].get(page, {"queries": 0, "slowest_ms": 0.0})
        grown = facts["p50"] / small["pages"].get(page, facts)["p50"]
        rows.append([page, *times, facts["p99"], facts["cpu_ms"], grown, asked["queries"], asked["slowest_ms"]])
    head = ["who: page", *(f"p50 at {size:,}" for size in order), "p99", "cpu ms", "growth", "queries", "slowest query"]
    return f"## Every page on {name}\n\n" + table(head, rows)
