"""Migrations: named by hand, reversible, and independent of code that will change after them."""

import ast
import re
import sys
from pathlib import Path

from tools.sources import files, name, report


NAME = re.compile(r"^\d{4}_[a-z][a-z0-9_]*[a-z0-9]$")
IDLE_NAMES = re.compile(r"_(auto|initial_\d|migration|alter|merge|update|changes?)(_\w*)?$|_\d{8}_\d{4}$")
# Foundations may be named (abstract fields, trigger helpers); a domain package's live code may not.
FOUNDATIONS = ("anmulong.base", "anmulong.kernel")
ONE_WAY = {"RunPython", "RunSQL"}


def complaints_about(path: Path) -> list[str]:
    """Name, imports and way back of one migration."""
    found = []
    if not NAME.match(path.stem) or IDLE_NAMES.search(path.stem):
        found.append(f"{name(path)}: the name does not say what the migration does")
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        for module in imported(node):
            if module.startswith("anmulong.") and not module.startswith(FOUNDATIONS) and "migrations" not in module:
                found.append(f"{name(path)}:{node.lineno}: imports {module}, which will change after this migration")
        if isinstance(node, ast.Call) and called(node) in ONE_WAY and not has_way_back(node):
            found.append(f"{name(path)}:{node.lineno}: {called(node)} without a way back")
    return found


def imported(node: ast.AST) -> list[str]:
    """Modules that an import statement names."""
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []


def called(node: ast.Call) -> str:
    """The last part of the called name."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def has_way_back(node: ast.Call) -> bool:
    """Whether a reverse step is given, be it only 'nothing to undo'."""
    return len(node.args) > 1 or any((keyword.arg or "").startswith("reverse") for keyword in node.keywords)


def main() -> int:
    """Check every migration."""
    paths = [path for path in files(".py", under=("src",)) if path.parent.name == "migrations"]
    return report([fault for path in paths if path.stem != "__init__" for fault in complaints_about(path)])


if __name__ == "__main__":
    sys.exit(main())
