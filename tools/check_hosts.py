"""No addresses: locks must install from any mirror, and our pages must not ask anything of the outside."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.sources import ROOT, files, name, report


IN_LOCKS = re.compile(r"://|@ |\bfile:|^\s*-(i|f|e)\b|--(extra-)?index-url|--find-links|(^|\s)/\w+/", re.MULTILINE)
IN_REQUIREMENTS = re.compile(r"://|--(extra-)?index-url|--find-links|^-e", re.MULTILINE)
IN_PAGES = re.compile(
    r"""(?:\b(?:src|href|action|srcset|poster|hx-(?:get|post|put|delete))\s*=\s*["']?\s*|url\(\s*["']?|@import\s+["']?"""
    r"""|\b(?:fetch|importScripts|Worker|EventSource|WebSocket)\(\s*["'`])(?:https?:|wss?:)?//""",
    re.IGNORECASE,
)
PIN = re.compile(r"^([A-Za-z0-9._-]+(?:\[[^\]]+\])?)==([^ ;\\]+)", re.MULTILINE)


def lines_with(pattern: re.Pattern[str], paths: Iterator[Path], what: str) -> list[str]:
    """Every place where a pattern stands."""
    found = []
    for path in paths:
        text = path.read_text(encoding="utf-8")
        places = (text.count("\n", 0, match.start()) + 1 for match in pattern.finditer(text))
        found += [f"{name(path)}:{place}: {what}" for place in places]
    return found


def versions(lock: str) -> dict[str, str]:
    """Package → version of one lock."""
    return dict(PIN.findall((ROOT / lock).read_text(encoding="utf-8")))


def disagreements() -> list[str]:
    """The program is tested with what people install: the developers' lock holds the same versions."""
    tested = versions("requirements-dev.lock")
    return [
        f"requirements-dev.lock: {package} is not {version} as in requirements.lock; run tools/lock.py"
        for package, version in versions("requirements.lock").items()
        if tested.get(package) != version
    ]


def main() -> int:
    """Check locks, requirements, templates, styles and scripts."""
    return report(
        [
            *lines_with(IN_LOCKS, files(".lock"), "an address or a path in a lock"),
            *lines_with(IN_REQUIREMENTS, files(".in", ".toml"), "an address in a requirement"),
            *lines_with(
                IN_PAGES, files(".html", ".css", ".js", ".svg", ".webmanifest"), "loads something from outside"
            ),
            *disagreements(),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
