"""One engine's temporary place: folder, database, environment, and the programs that run in it."""

import contextlib
import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.launching.places import PYTHON, ROOT
from tools.launching.postgres import kept_cluster, private_cluster
from tools.launching.system_parts import postgres_programs


# As in an office: what was answered is on the disk.
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "shared_buffers": "512MB"}


@dataclass(frozen=True)
class Place:
    """Where one engine is measured."""

    engine: str
    home: Path
    database_url: str = ""

    def environment(self, settings: str = "anmulong.config.settings") -> dict[str, str]:
        """The environment of every program of this measurement; no setting of the person who runs it."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ANMULONG_")}
        return {
            **kept,
            "ANMULONG_HOME": str(self.home),
            "ANMULONG_STORE": "demo",
            "DATABASE_URL": self.database_url,
            "DJANGO_SETTINGS_MODULE": settings,
            "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def inside(self, step: str, number: int = 0) -> dict[str, Any]:
        """One step of ``bench.inside``; its answer."""
        return self._run("bench.inside", step, str(number))

    def fill_bare(self, rows: int) -> None:
        """Tables and rows of the yardstick."""
        self._run("bench.bare.prepare", str(rows))

    def _run(self, module: str, *words: str) -> dict[str, Any]:
        command = [PYTHON, "-m", module, *words]
        done = subprocess.run(command, env=self.environment(), cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
        lines = done.stdout.strip().splitlines()
        answer: dict[str, Any] = json.loads(lines[-1]) if lines else {}
        return answer


@contextlib.contextmanager
def places(engine: str) -> Iterator[Place]:
    """A temporary place for ``sqlite`` or ``postgresql``; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="anmulong-bench-") as folder, contextlib.ExitStack() as stack:
        url = stack.enter_context(private_cluster(**DURABLE)) if engine == "postgresql" else ""
        yield Place(engine, Path(folder), url)


@contextlib.contextmanager
def kept(engine: str, folder: Path) -> Iterator[Place]:
    """A place that stays: its home and its cluster lie in ``folder``."""
    home, cluster = folder / "home", folder / "cluster"
    home.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        url = ""
        if engine == "postgresql":
            cluster.mkdir(exist_ok=True)
            url = stack.enter_context(kept_cluster(cluster, **DURABLE, max_wal_size="4GB"))
        yield Place(engine, home, url)


def engines() -> list[str]:
    """SQLite, and PostgreSQL where it is installed."""
    return ["sqlite", *(["postgresql"] if postgres_programs() else [])]
