"""`./anmulong test`: the checks, then every test on both databases, then (full) the browser."""

import os
import subprocess
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tools.launching.children import clean_up_on_termination
from tools.launching.console import Watch, say
from tools.launching.packages import ensure_environment
from tools.launching.places import PYTHON, ROOT, VENV
from tools.launching.postgres import private_cluster
from tools.launching.store_setup import compile_messages
from tools.launching.system_parts import ensure_parts


WORKERS = "2"
MANAGE = (ROOT / "manage.py",)
# Longest first: two run side by side.
CHECKS: dict[str, Sequence[str | Path]] = {
    "types": ("-m", "mypy"),
    "imports": (VENV / "bin" / "lint-imports",),
    "django": (*MANAGE, "check", "--fail-level", "WARNING"),
    "migrations complete": (*MANAGE, "makemigrations", "--check", "--dry-run"),
    "lint": ("-m", "ruff", "check", "--quiet"),
    "format": ("-m", "ruff", "format", "--check", "--quiet"),
    "sizes": ("-m", "tools.check_sizes"),
    "migrations": ("-m", "tools.check_migrations"),
    "words": ("-m", "tools.check_words"),
    "hosts": ("-m", "tools.check_hosts"),
    "licences": ("-m", "tools.licences", "--check"),
}


@dataclass(frozen=True)
class Outcome:
    """How one check or one run of tests ended."""

    name: str
    passed: bool
    took: str


def environment(home: Path, **more: str) -> dict[str, str]:
    """A home of its own for the whole run, and no setting of the person who runs it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ANMULONG_")}
    kept.pop("DATABASE_URL", None)
    paths = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    return {**kept, "ANMULONG_HOME": str(home), "PYTHONPATH": paths, **more}


def check(name: str, command: Sequence[str | Path], surroundings: dict[str, str]) -> Outcome:
    """One check; its words appear only when it fails."""
    watch = Watch()
    done = subprocess.run([PYTHON, *command], cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"--- {name}\n{done.stdout}{done.stderr}".rstrip(), flush=True)
    return Outcome(name, done.returncode == 0, str(watch))


def pytest(name: str, arguments: Sequence[str], surroundings: dict[str, str]) -> Outcome:
    """One run of pytest; its last line stays on the console."""
    watch = Watch()
    say(f"\n[{name}]", "pytest")
    done = subprocess.run([PYTHON, "-m", "pytest", "-q", *arguments], cwd=ROOT, env=surroundings, check=False)
    return Outcome(name, done.returncode == 0, str(watch))


def run_checks(home: Path) -> list[Outcome]:
    """All checks, two at a time."""
    say("正在检查……", "Checking …")
    with ThreadPoolExecutor(max_workers=2) as pool:
        return list(pool.map(lambda item: check(*item, environment(home)), CHECKS.items()))


def run_tests(home: Path, only: str | None, *, quick: bool) -> list[Outcome]:
    """The suite on SQLite and on PostgreSQL; the quick one leaves out what decision 0012 says."""
    chosen = ["-k", only] if only else []
    # A worker that has nothing left takes over what the other has not begun.
    left_out = ["-m", "not browser and not study and not crash and not walk and not contract"] if quick else []
    arguments = ["-n", WORKERS, "--dist", "worksteal", *left_out, *chosen]
    outcomes = [pytest("SQLite", arguments, environment(home))]
    if quick:
        arguments += ["--with-database-only", "--ignore=tests/desk"]
    with private_cluster() as address:
        outcomes.append(pytest("PostgreSQL", arguments, environment(home, DATABASE_URL=address)))
    return outcomes


def run(*, quick: bool, only: str | None) -> int:
    """Everything that was asked for; 1 when anything failed."""
    watch = Watch()
    clean_up_on_termination()
    ensure_environment(developer=True)
    ensure_parts(browser=not quick)
    compile_messages()
    with tempfile.TemporaryDirectory(prefix="anmulong-test-") as folder:
        home = Path(folder)
        outcomes = [] if only else run_checks(home)
        outcomes += run_tests(home, only, quick=quick)
        if not quick:
            chosen = ["-k", only] if only else []
            outcomes.append(pytest("Case study", ["-m", "study", *chosen], environment(home)))
            outcomes.append(pytest("Crash", ["-m", "crash", "tests/journeys", *chosen], environment(home)))
            outcomes.append(pytest("Chromium", ["-m", "browser", "tests/browser", *chosen], environment(home)))
    return report(outcomes, watch)


def report(outcomes: list[Outcome], watch: Watch) -> int:
    """One line each, then one for all."""
    print()
    for outcome in outcomes:
        print(f"{'ok    ' if outcome.passed else 'FAILED'}  {outcome.name:<20} {outcome.took:>9}")
    failed = [outcome.name for outcome in outcomes if not outcome.passed]
    if failed:
        say(f"未通过：{', '.join(failed)}", f"Failed after {watch}.")
    else:
        say("全部通过。", f"All passed in {watch}.")
    return int(bool(failed))
