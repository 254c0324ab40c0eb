"""Ledgers in and out: rows per second and memory of a long file, in a place of its own: `python -m bench.ledgers`.

    python -m bench.ledgers [--rows 50000] [--engine sqlite|postgresql] [--shape L-5]

Each step runs in a process of its own, so that its peak of resident memory is its own.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.ledger_files import SHAPES
from bench.stage import Place, places
from tools.launching.places import PYTHON, ROOT


STEPS = ("prepare", "nothing", "preview", "apply", "export", "preview_export", "apply_again")
"""In their order; ``nothing`` only loads the program, for its memory."""

COUNTY = "otog"


def main() -> int:
    """Do every step and print its figures; the exit code."""
    parser = argparse.ArgumentParser(prog="bench.ledgers", description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--shape", choices=sorted(SHAPES), default="L-5")
    parser.add_argument("--json", action="store_true", help="end with one line of JSON for all steps")
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step:
        print(json.dumps(_measured(given.step, given.shape, given.rows)))
        return 0
    told = {}
    with places(given.engine) as place:
        for step in STEPS:
            told[step] = _inside(place, step, given.shape, given.rows)
            print(step, told[step], flush=True)
    if given.json:
        print(json.dumps(told))
    return 0


def _inside(place: Place, step: str, shape: str, rows: int) -> dict[str, Any]:
    words = [PYTHON, "-m", "bench.ledgers", "--step", step, "--shape", shape, "--rows", str(rows)]
    done = subprocess.run(words, env=place.environment(), cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    told: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return told


def _measured(step: str, shape: str, rows: int) -> dict[str, Any]:
    work = _steps(shape, rows)[step]
    wall, cpu = time.perf_counter(), time.process_time()
    told = work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rates = {"rows_per_s": round(rows / wall, 1), "rows_per_cpu_s": round(rows / cpu, 1)}
    return {**told, **rates, "seconds": round(wall, 1), "peak_mib": round(peak)}


def _steps(shape: str, rows: int) -> dict[str, Callable[[], dict[str, Any]]]:
    # The program is loaded only inside a place; the conductor must not open a store.
    from bench import ledger_steps  # noqa: PLC0415

    home = Path(os.environ["ANMULONG_HOME"])
    return ledger_steps.steps(SHAPES[shape], rows, home / "in.xlsx", home / "out.xlsx")


if __name__ == "__main__":
    sys.exit(main())
