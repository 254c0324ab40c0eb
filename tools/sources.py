"""Which files the checks read: what is ours and is kept in the repository, without vendored and generated files."""

import subprocess
from collections.abc import Iterator
from pathlib import Path


ROOT = Path(__file__).resolve().parents[1]
VENDORED = {"vendor", "axe", "node_modules", ".venv", "var", ".git", "__pycache__"}


def files(*suffixes: str, under: tuple[str, ...] = ("",)) -> Iterator[Path]:
    """Our own files with these endings in these folders, in order; ignored and vendored files are left out.

    New files count before they are committed, so that a mistake is seen before the commit.
    """
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *(name or "." for name in under)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:  # an unpacked archive has no git
        paths = [path for name in under for path in (ROOT / name).rglob("*")]
    for path in sorted(set(paths)):
        inside = path.relative_to(ROOT)
        if path.suffix in suffixes and path.is_file() and not VENDORED & set(inside.parts):
            yield path


def name(path: Path) -> str:
    """The path as people say it."""
    return path.relative_to(ROOT).as_posix()


def report(complaints: list[str]) -> int:
    """Print what is wrong; the exit code of a check."""
    for complaint in complaints:
        print(complaint)
    return int(bool(complaints))
