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
  fields, journal, chain. No page is drawn; they come in through `/api/v1/` with tokens.
- *pages*: the same lives click by click in the desk: the page of a step is opened, then sent.
- The large ledger holds copies of streams that real actions made: new uids, numbers, codes, times and keys; sealed,
  digested and chained anew by the journal's own functions. `verify` was run on a random sample of the copies.
- ms are milliseconds of wall time unless "cpu" stands there; p99 of fewer than 100 requests is the largest.
"""


def written(told: dict[str, Any]) -> str:
    """The whole page as Markdown."""
    engines = told["engines"]
    acted = {name: found for name, found in engines.items() if "actions alone" in found}
    listed = {name: found for name, found in engines.items() if found.get("lists")}
    parts = [HEAD, _machine(told["machine"]), _limits(acted, listed), _actions(acted), _weights(acted, listed)]
    parts += [_lists(name, found) for name, found in listed.items()]
    return "\n".join([*parts, NOTES.read_text(encoding="utf-8"), READING])


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


def _weights(acted: dict[str, Any], listed: dict[str, Any]) -> str:
    rows: list[list[Any]] = []
    for name, found in acted.items():
        told = found["bytes"]
        rows += [
            [name, "journal entry with its indexes", told["per_entry"]],
            [name, "matter of three actions, everything", told["per_matter"]],
            [name, "matter of eight actions, everything", found["bytes of a case"]["per_matter"]],
        ]
        rows += [[name, f"… of which `{table_name}`", size] for table_name, size in list(told["tables"].items())[:6]]
        rows += [[name, f"entry column: {part}", size] for part, size in sorted(told["entry_parts"].items()) if size]
    memory = [[name, "web worker after the actions, MiB", found["road memory"]] for name, found in acted.items()]
    memory += [
        [name, f"web worker after the lists at {int(number):,}, MiB", facts["memory_mib"]]
        for name, found in listed.items()
        for number, facts in found["lists"].items()
    ]
    return (
        "## Bytes and memory\n\n"
        + table(["engine", "what", "bytes"], rows)
        + "\n"
        + table(["engine", "what", "MiB"], memory)
    )


def _lists(name: str, found: dict[str, Any]) -> str:
    sizes = sorted(found["lists"], key=int)
    at = [found["lists"][size] for size in sizes]
    rows: list[list[Any]] = []
    for page, facts in at[-1]["pages"].items():
        asked = at[-1]["queries"][page]
        times = [each["pages"][page]["p50"] for each in at]
        work = [each["pages"][page]["cpu_ms"] for each in at]
        grown = times[-1] / times[0] if times[0] else ""
        rows.append([page, *times, facts["p99"], *work, grown, asked["queries"], asked["slowest_ms"]])
    bare = [each["bare list"] for each in at]
    times = [each["p50"] for each in bare]
    rows.append(["bare list", *times, bare[-1]["p99"], *[each["cpu_ms"] for each in bare], times[-1] / times[0], 1, ""])
    told = [f"{int(size):,}" for size in sizes]
    head = ["who: page", *[f"p50 at {size}" for size in told], f"p99 at {told[-1]}"]
    head += [*[f"cpu ms at {size}" for size in told], "p50 growth", "queries", "slowest query ms"]
    return f"## Lists on {name}\n\n{_copies(found)}{_curve(found['lists'])}\n{table(head, rows)}"


def _copies(found: dict[str, Any]) -> str:
    copies = found.get("copies")
    if not copies:
        return ""
    wrong = len(copies["wrong"])
    return (
        f"{copies['disputes']:,} matters; `verify` on {copies['verified']:,} random copies: {wrong} with findings.\n\n"
    )


def _curve(lists: dict[str, Any]) -> str:
    """How each kind of page grows with the ledger: p50 and p99 over all its pages."""
    sizes = sorted(lists, key=int)
    head = ["pages", *[f"p50 at {int(size):,}" for size in sizes], *[f"p99 at {int(size):,}" for size in sizes]]
    groups = lists[sizes[0]]["groups"]
    rows = [
        [group, *(lists[size]["groups"][group][share] for share in ("p50", "p99") for size in sizes)]
        for group in groups
    ]
    return table(head, rows)


def _limits(acted: dict[str, Any], listed: dict[str, Any]) -> str:
    """The limits of issue 4, and how far the figures of this run are from them."""
    checks = [check for name, found in acted.items() for check in _acting_limits(name, found)]
    checks += [check for name, found in listed.items() for check in _listing_limits(name, found["lists"])]
    rows = [
        [*told, limit, value, "reached" if (value >= limit if least else value <= limit) else "**missed**"]
        for *told, limit, value, least in checks
    ]
    return "## Against the limits of issue 4\n\n" + table(["engine", "limit", "limit is", "this run", ""], rows)


def _acting_limits(name: str, found: dict[str, Any]) -> list[tuple[Any, ...]]:
    bare = _mean(found["bare add"], found["bare add again"])
    return [
        (name, "actions per web CPU second, at least", 100.0, found["actions together"]["per_cpu_s"], True),
        (name, "actions per second, 16 clients, at least", 120.0, found["actions together"]["per_s"], True),
        (name, "p50 of an action : bare add, at most", 4.0, found["actions alone"]["p50"] / bare["p50"], False),
        (name, "import rows per second, at least", 300.0, found["batch"]["per_s"], True),
        (name, "bytes per journal entry, at most", 1200.0, found["bytes"]["per_entry"], False),
        (name, "bytes per matter of three actions, at most", 4000.0, found["bytes"]["per_matter"], False),
        (name, "bytes per matter of eight actions, at most", 10000.0, found["bytes of a case"]["per_matter"], False),
        (name, "MiB of a web worker, at most", 120.0, found["road memory"], False),
    ]


def _listing_limits(name: str, lists: dict[str, Any]) -> list[tuple[Any, ...]]:
    checks: list[tuple[Any, ...]] = []
    smallest = min(lists, key=int)
    for number, facts in sorted(lists.items(), key=lambda item: int(item[0])):
        at = f"at {int(number):,}"
        for group, told in facts["groups"].items():
            if group == "search":
                checks.append((name, f"search {at}, p99 ms, at most", 200.0, told["p99"], False))
                continue
            pages = [each for each in facts["pages"].values() if each["group"] == group]
            worst = max(each["p50"] for each in pages)
            checks.append((name, f"{group} {at}, worst page's p50 ms, at most", 25.0, worst, False))
            checks.append((name, f"{group} {at}, p99 ms of all, at most", 80.0, told["p99"], False))
        if number != smallest:
            grown = max(
                each["p50"] / lists[smallest]["pages"][page]["p50"]
                for page, each in facts["pages"].items()
                if each["group"] != "combination"
            )
            checks.append((name, f"p50 {at} : p50 at {int(smallest):,}, worst page, at most", 1.5, grown, False))
        most = float(max(each["queries"] for each in facts["queries"].values()))
        checks.append((name, f"queries of a page {at}, at most", 12.0, most, False))
    return checks
