"""Budgets for files, functions, classes and arguments: small things can be read, and only the tail must be bound."""

import ast
import sys
from pathlib import Path

from tools.sources import files, name, report


FILE, FUNCTION, CLASS, ARGUMENTS = 500, 60, 300, 9
TEST_FILE, TEST_FUNCTION = 800, 60
FREE_POSITIONS = 5  # beyond these, callers could no longer tell what a bare value means


def complaints_about(path: Path) -> list[str]:
    """Everything in one file that is over its budget."""
    text = path.read_text(encoding="utf-8")
    is_test = name(path).startswith("tests/")
    lines, limit = text.count("\n"), TEST_FILE if is_test else FILE
    found = [f"{name(path)}: {lines} lines, the budget is {limit}; split it by noun"] if lines > limit else []
    try:
        tree = ast.parse(text, feature_version=(3, 11))
    except SyntaxError as error:
        return [f"{name(path)}:{error.lineno}: not Python 3.11: {error.msg}"]
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found += function_complaints(path, node, TEST_FUNCTION if is_test else FUNCTION)
        elif isinstance(node, ast.ClassDef) and length(node) > CLASS:
            found.append(
                f"{name(path)}:{node.lineno}: class {node.name} has {length(node)} lines, the budget is {CLASS}"
            )
    return found


def length(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    """Lines from the first to the last, decorators apart."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def function_complaints(path: Path, node: ast.FunctionDef | ast.AsyncFunctionDef, limit: int) -> list[str]:
    """Length and arguments of one function."""
    where = f"{name(path)}:{node.lineno}: {node.name}"
    found = []
    if length(node) > limit:
        found.append(f"{where} has {length(node)} lines, the budget is {limit}")
    positions = [*node.args.posonlyargs, *node.args.args]
    own = [argument for argument in positions if argument.arg not in {"self", "cls"}]
    if len(own) + len(node.args.kwonlyargs) > ARGUMENTS:
        found.append(f"{where} takes {len(own) + len(node.args.kwonlyargs)} arguments, the budget is {ARGUMENTS}")
    if len(own) > FREE_POSITIONS and not name(path).startswith("tests/"):
        found.append(f"{where} takes {len(own)} arguments by position; make them keyword-only")
    return found


def main() -> int:
    """Check every Python file that people write by hand."""
    paths = [path for path in files(".py") if "migrations" not in path.parts]
    return report([complaint for path in paths for complaint in complaints_about(path)])


if __name__ == "__main__":
    sys.exit(main())
