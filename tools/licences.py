"""Write docs/reference/licences.md from the installed packages of the program's lock; refuse licences we cannot keep.

With --check the page is compared instead of written.
"""

import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from tools.sources import ROOT


PAGE = ROOT / "docs/reference/licences.md"
REFUSED = re.compile(r"\bAGPL|Affero|\bSSPL|Business Source|Commons Clause", re.IGNORECASE)
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)( ;[^\\\n]*)?", re.MULTILINE)
ROW = re.compile(r"^\| (\S+) \| \S+ \| (.+) \|$", re.MULTILINE)
HEAD = """# Licences of what the program uses

Written by `tools/licences.py` from `requirements.lock`; the build fails on a licence that would bind those who run
the program as a service (AGPL and its like). Vendored scripts, styles and fonts carry their licences beside them.

| package | version | licence |
| --- | --- | --- |
"""


def licence(package: Distribution) -> str:
    """What the package says of itself: the modern expression, else the classifiers, else the old free text."""
    about = package.metadata
    expression = about.get("License-Expression")
    classes = [line.rpartition(" :: ")[2] for line in about.get_all("Classifier", []) if line.startswith("License ::")]
    text = (about.get("License") or "").strip().splitlines()
    return expression or " / ".join(classes) or (text[0] if text else "") or "not stated"


def page() -> str:
    """The whole page."""
    # A package for other systems or Pythons is not installed here: what the page says of it stays.
    known = dict(ROW.findall(PAGE.read_text(encoding="utf-8"))) if PAGE.exists() else {}
    rows = []
    for package, version, condition in PIN.findall((ROOT / "requirements.lock").read_text(encoding="utf-8")):
        try:
            stated = licence(distribution(package))
        except PackageNotFoundError:
            stated = known.get(package, "not stated") if condition else "not installed"
        rows.append(f"| {package} | {version} | {stated} |\n")
    return HEAD + "".join(rows)


def main() -> int:
    """Write or compare; 1 when a licence is refused, unknown, or the page is old."""
    wanted = page()
    bad = [line for line in wanted.splitlines() if REFUSED.search(line.partition("| ---")[0]) and line.startswith("| ")]
    bad += [line for line in wanted.splitlines() if line.endswith(("| not stated |", "| not installed |"))]
    if bad:
        print("Licences that cannot stay or are unknown:", *bad, sep="\n")
        return 1
    if "--check" in sys.argv:
        if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != wanted:
            print("docs/reference/licences.md is old; run: python -m tools.licences")
            return 1
        return 0
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
