"""`./anmulong bench`: measure, print, write docs/reference/performance.md.

Each engine is measured in a temporary place of its own; no store of this machine is touched.
"""

import argparse
import json
import os
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import django


# The inputs of actions are ours, so the conductor loads the program too; it opens no store of this machine.
_own_folder = tempfile.TemporaryDirectory(prefix="anmulong-bench-")
os.environ |= {"ANMULONG_HOME": _own_folder.name, "DJANGO_SETTINGS_MODULE": "anmulong.config.settings"}
os.environ.pop("DATABASE_URL", None)
django.setup()

from bench import crash, engine, machine, report  # noqa: E402  # inputs and models exist only now
from bench.serving import free_port  # noqa: E402
from bench.stage import engines, places  # noqa: E402
from tools.launching.places import ROOT  # noqa: E402


PAGE = ROOT / "docs" / "reference" / "performance.md"


def arguments() -> argparse.Namespace:
    """What may be chosen."""
    parser = argparse.ArgumentParser(prog="anmulong bench", description=__doc__)
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], help="only this one")
    parser.add_argument(
        "--quick", action="store_true", help="small numbers: shows that everything runs, writes nothing"
    )
    parser.add_argument("--disputes", type=int, help="rows of the large ledger, default 100,000")
    parser.add_argument(
        "--from", dest="earlier", type=Path, nargs="+", help="write the page from such files, measure nothing"
    )
    parser.add_argument("--raw", type=Path, help="also write every figure, with query plans, as JSON to this file")
    parser.add_argument("--only", choices=["crash"], help="crash: kill the server again and again, measure nothing")
    parser.add_argument("--rounds", type=int, default=20, help="how often it is killed, default 20")
    return parser.parse_args()


def joined(files: list[Path]) -> dict[str, Any]:
    """Figures of engines that were measured apart; the machine as the last of them found it."""
    told: dict[str, Any] = {"engines": {}}
    for file in files:
        part = json.loads(file.read_text(encoding="utf-8"))
        told = {**part, "engines": {**told["engines"], **part["engines"]}}
    return told


def crashed(given: argparse.Namespace) -> int:
    """The crash test on every engine; it ends with an error as soon as anything is lost or doubled."""
    lines = []
    for name in [given.engine] if given.engine else engines():
        with places(name) as place:
            seed = time.time_ns()
            print(f"{name}: seed {seed}", flush=True)
            lines.append(crash.told(name, crash.rounds(place, given.rounds, port=free_port(), seed=seed, say=print)))
    print("\n".join(lines))
    return 0


def main() -> int:
    """The exit code."""
    given, begin = arguments(), time.monotonic()
    if given.only == "crash":
        return crashed(given)
    if given.earlier:
        PAGE.write_text(report.written(joined(given.earlier)), encoding="utf-8")
        return 0
    size = engine.QUICK if given.quick else engine.FULL
    if given.disputes:
        size = replace(size, disputes=given.disputes)
    found: dict[str, Any] = {}
    for name in [given.engine] if given.engine else engines():

        def say(what: str, name: str = name) -> None:
            print(f"[{time.monotonic() - begin:6.0f} s] {name}: {what} …", flush=True)

        with places(name) as place:
            found[name] = engine.measured(place, size, say)
    told = {"machine": machine.facts(), "size": size.disputes, "engines": found}
    if given.raw:
        given.raw.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    text = report.written(told)
    print(text)
    if not given.quick and not given.engine:
        PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
