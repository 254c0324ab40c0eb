"""Bring the few outside files of the pages into the tree, each checked against a recorded SHA-256.

``tools/vendor.lock`` holds one file a line: digest of the file as published, digest of the file as stored, package
with its version, path inside the package, place in this tree. The stored file is the published one without its
source-map comment, because the map is not shipped and the static-file storage would look for it.

    python tools/vendor.py --check          compare the tree with the list (no network); exit code 1 names what differs
    python tools/vendor.py --fetch          take the packages from the configured registry and write the files
    python tools/vendor.py --fetch --lock   the same, and record new digests (after a deliberate change of version)
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "tools" / "vendor.lock"
SOURCE_MAP = re.compile(rb"\n?(/\*|//)# sourceMappingURL=[^\n]*")
UNKNOWN = "-"


class Item(NamedTuple):
    """One outside file: digests, package with version, path in the package, place in the tree."""

    published: str
    stored: str
    package: str
    member: str
    place: str


def read_lock() -> list[Item]:
    """Read the list; blank lines and lines starting with ``#`` are left out."""
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    return [Item(*line.split()) for line in lines if line.strip() and not line.startswith("#")]


def write_lock(items: list[Item]) -> None:
    """Write the list back, keeping its heading."""
    heading = [line for line in LOCK.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    LOCK.write_text("\n".join(heading + [" ".join(item) for item in items]) + "\n", encoding="utf-8")


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def differences(items: list[Item]) -> Iterator[str]:
    """One sentence for each file that is missing or not the recorded one."""
    for item in items:
        path = ROOT / item.place
        if not path.is_file():
            yield f"{item.place}: missing"
        elif digest(path.read_bytes()) != item.stored:
            yield f"{item.place}: not the recorded file"


def unpack(package: str, folder: Path) -> Path:
    """Ask npm for one package at its exact version and return the archive."""
    command = ["npm", "pack", package, "--silent", "--pack-destination", str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return folder / done.stdout.strip().splitlines()[-1]


def fetch(items: list[Item], *, record: bool) -> list[Item]:
    """Write every file of the list; with ``record`` new digests are taken over, otherwise a difference ends the run."""
    kept: list[Item] = []
    with tempfile.TemporaryDirectory() as name:
        archives = {package: unpack(package, Path(name)) for package in sorted({item.package for item in items})}
        for item in items:
            with tarfile.open(archives[item.package]) as archive:
                member = archive.extractfile(f"package/{item.member}")
                if member is None:
                    sys.exit(f"{item.package}: no file {item.member}")
                content = member.read()
            if not record and digest(content) != item.published:
                sys.exit(f"{item.package} {item.member}: not the recorded file")
            stored = SOURCE_MAP.sub(b"", content)
            path = ROOT / item.place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(stored)
            kept.append(item._replace(published=digest(content), stored=digest(stored)))
    return kept


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description="Outside files of the pages: fetch them or check them.")
    parser.add_argument("--check", action="store_true", help="compare the tree with the list, without network")
    parser.add_argument("--fetch", action="store_true", help="take the files from the package registry")
    parser.add_argument("--lock", action="store_true", help="with --fetch: record the digests found")
    given = parser.parse_args()
    items = read_lock()
    if given.fetch:
        items = fetch(items, record=given.lock)
        if given.lock:
            write_lock(items)
    found = list(differences(items))
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
