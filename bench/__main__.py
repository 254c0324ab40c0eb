"""`./anmulong bench`: measure in parts, keep each as JSON, write docs/reference/performance.md from them.

    ./anmulong bench                                        every part at 1,000 and 100,000, on every engine
    ./anmulong bench --only pages --engine postgresql --rows 1000000 --stores /data/bench
    ./anmulong bench --only write                           the page from what the parts left in --out

No store of this machine is touched: parts that act are measured in temporary places, parts that read in --stores.
"""

import argparse
import json
import os
import tempfile
import time
from pathlib import Path
from typing import Any

import django


# The inputs of actions are ours, so the conductor loads the program too; it opens no store of this machine.
_own_folder = tempfile.TemporaryDirectory(prefix="anmulong-bench-")
os.environ |= {"ANMULONG_HOME": _own_folder.name, "DJANGO_SETTINGS_MODULE": "anmulong.config.settings"}
os.environ.pop("DATABASE_URL", None)
Path(_own_folder.name).chmod(0o711)  # the account of PostgreSQL passes through it to a store of --quick
django.setup()

from bench import crash, machine, parts, report  # noqa: E402  # inputs and models exist only now
from bench.serving import free_port  # noqa: E402
from bench.stage import engines, places  # noqa: E402
from bench.stores import Stores  # noqa: E402
from tools.launching.places import ROOT  # noqa: E402


PAGE = ROOT / "docs" / "reference" / "performance.md"
PARTS = ("actions", "weights", "pages")
ROWS = (1_000, 100_000)


def arguments() -> argparse.Namespace:
    """What may be chosen."""
    parser = argparse.ArgumentParser(
        prog="anmulong bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--only",
        choices=[*PARTS, "lay", "write", "crash"],
        nargs="+",
        help="parts; lay: only make the stores; write: only write the page; crash: kill the server again and again",
    )
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], help="only this one")
    parser.add_argument("--rows", type=int, nargs="+", help="sizes of ledgers, default 1,000 and 100,000")
    parser.add_argument("--stores", type=Path, help="where laid stores are kept, default var/bench/stores")
    parser.add_argument("--out", type=Path, help="where each part leaves its figures, default var/bench/figures")
    parser.add_argument(
        "--quick", action="store_true", help="small numbers: shows that everything runs, writes nothing"
    )
    parser.add_argument("--rounds", type=int, default=20, help="how often the server is killed, default 20")
    return parser.parse_args()


def crashed(given: argparse.Namespace) -> int:
    """The crash test on every engine; it ends with an error as soon as anything is lost or doubled."""
    lines = []
    for name in chosen(given):
        with places(name) as place:
            seed = time.time_ns()
            print(f"{name}: seed {seed}", flush=True)
            lines.append(crash.told(name, crash.rounds(place, given.rounds, port=free_port(), seed=seed, say=print)))
    print("\n".join(lines))
    return 0


def chosen(given: argparse.Namespace) -> list[str]:
    """The engines that are measured."""
    return [given.engine] if given.engine else engines()


class Run:
    """One run: measures the chosen parts one after another."""

    def __init__(self, given: argparse.Namespace, home: Path) -> None:
        self.given, self.begin = given, time.monotonic()
        self.out: Path = (home if given.quick else given.out) or ROOT / "var" / "bench" / "figures"
        folder: Path = (home if given.quick else given.stores) or ROOT / "var" / "bench" / "stores"
        self.stores = Stores(folder.absolute(), self.say)
        self.size = parts.QUICK if given.quick else parts.Size()
        self.rows: tuple[int, ...] = tuple(given.rows or ((200,) if given.quick else ROWS))

    def say(self, what: str) -> None:
        print(f"[{time.monotonic() - self.begin:6.0f} s] {what} …", flush=True)

    def all(self) -> None:
        """Every chosen part on every chosen engine."""
        wanted = self.given.only or PARTS
        for engine in chosen(self.given):
            for part in wanted:
                self._one(engine, part)

    def _one(self, engine: str, part: str) -> None:
        def say(what: str) -> None:
            self.say(f"{engine}: {what}")

        if part == "lay":
            for rows in sorted(self.rows):
                with self.stores.store(engine, rows):
                    say(f"{rows:,} are there")
        elif part == "actions":
            self._keep(engine, part, 0, parts.actions(engine, self.size, say))
        elif part == "weights":
            self._keep(engine, part, 0, parts.weights(engine, self.size, say))
        elif part == "pages":
            for rows in sorted(self.rows):
                self._keep(engine, part, rows, parts.pages(engine, rows, self.size, self.stores, say))

    def _keep(self, engine: str, part: str, rows: int, found: dict[str, Any]) -> None:
        self.out.mkdir(parents=True, exist_ok=True)
        name = f"{engine}-{part}-{rows}" if rows else f"{engine}-{part}"
        told = {"engine": engine, "part": part, "rows": rows, "machine": machine.facts(), "found": found}
        (self.out / f"{name}.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")


def main() -> int:
    """The exit code."""
    given = arguments()
    if given.only and "crash" in given.only:
        return crashed(given)
    run = Run(given, Path(_own_folder.name))
    run.all()
    text = report.written(report.read(run.out))
    print(text)
    if not given.quick:
        PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
