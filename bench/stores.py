"""Stores of a given size that stay: laid once, measured again and again.

A store of 1,000 matters is made by real actions; a larger one begins as a copy of the next smaller one that is there.
"""

import contextlib
import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.stage import Place, kept


SMALL = 1000
BARE_ROWS = 100_000
"""The newest 25 of a town come from an index: more rows change nothing about the yardstick."""


@dataclass(frozen=True)
class Stores:
    """The folder in which stores lie, each as ``<engine>-<rows>``."""

    folder: Path
    say: Callable[[str], None] = print

    @contextlib.contextmanager
    def store(self, engine: str, rows: int) -> Iterator[tuple[Place, dict[str, Any]]]:
        """The store, laid when it is missing and brought to the tables of today, and what its laying told."""
        own = self.folder / f"{engine}-{rows}"
        told = own / "laid.json"
        if not told.exists():
            self._lay(engine, rows, own)
        with kept(engine, own) as place:
            place.inside("migrate")
            yield place, json.loads(told.read_text(encoding="utf-8"))

    def _lay(self, engine: str, rows: int, own: Path) -> None:
        shutil.rmtree(own, ignore_errors=True)  # what an earlier run did not finish
        smaller = self._next_smaller(engine, rows)
        if smaller is not None:
            self.say(f"{engine}: {own.name} begins as a copy of {smaller.name}")
            own.parent.mkdir(parents=True, exist_ok=True)
            subprocess.run(["/bin/cp", "--archive", "--reflink=auto", smaller, own], check=True)
            (own / "laid.json").unlink()
        self.say(f"{engine}: laying {rows:,} matters")
        with kept(engine, own) as place:
            laid: dict[str, Any] = {}
            if smaller is None:
                laid["stage"] = place.inside("prepare")
                place.inside("real", min(rows, SMALL))
            if rows > SMALL:
                laid |= place.inside("grow", rows)
            place.inside("settle")
            place.fill_bare(min(rows, BARE_ROWS))
        (own / "laid.json").write_text(json.dumps(laid), encoding="utf-8")

    def _next_smaller(self, engine: str, rows: int) -> Path | None:
        found = [
            (int(file.parent.name.rpartition("-")[2]), file.parent)
            for file in self.folder.glob(f"{engine}-*/laid.json")
        ]
        return max(((size, folder) for size, folder in found if size < rows), default=(0, None))[1]
