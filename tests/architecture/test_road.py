"""Nothing leaves the one road: no bulk writes past the journal, no raw SQL, no rules in faces (architecture.md 1)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest


SOURCE = Path(__file__).resolve().parents[2] / "src" / "anmulong"
FOUNDATIONS = ("base", "journal")
FACES = ("desk", "portal", "field", "api", "exchange")
BULK = {"bulk_create", "bulk_update", "abulk_create", "abulk_update", "in_bulk_update"}
SQL = {"RawSQL", "RunSQL"}
SQL_METHODS = {"raw", "extra", "cursor", "executemany", "executescript"}
# Modules that keep rows which are no records: nothing in them is journaled, and nothing in them is law.
OFF_THE_ROAD = {
    "desk/drafts.py": "a person's own unfinished form, sealed, dropped when the form has gone in (O-1)",
    "disputes/queries/searching.py": "the search document is derived from the record and can be rebuilt",
    "files/actions/binding.py": "an upload becomes a stored file by an action; the upload itself ends here",
    "files/actions/uploads.py": "pieces of a file that nobody has bound to a record yet",
}
FACE_WRITES = {"create", "get_or_create", "update_or_create", "select_for_update", "atomic"} | BULK


def modules(*, leaving_out: tuple[str, ...] = (), only: tuple[str, ...] = ()) -> list[Path]:
    """Our modules, without migrations; packages or single modules may be left out."""
    chosen = []
    for path in sorted(SOURCE.rglob("*.py")):
        inside = path.relative_to(SOURCE)
        apart = {inside.parts[0], inside.as_posix()} & set(leaving_out)
        if not apart and "migrations" not in inside.parts and (not only or inside.parts[0] in only):
            chosen.append(path)
    return chosen


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a method or function in a module, by its last name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield (node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")), node


def place(path: Path, node: ast.AST) -> str:
    """Where a finding stands."""
    return f"{path.relative_to(SOURCE)}:{node.lineno}"


def changes_rows_in_bulk(name: str, node: ast.Call) -> bool:
    """`update(field=…)` and `delete()` of a queryset; dictionaries and digests take a positional argument."""
    if name in BULK:
        return True
    if name == "update":
        return not node.args and bool(node.keywords)
    return name == "delete" and not node.args and isinstance(node.func, ast.Attribute)


def test_rows_change_only_through_the_journal() -> None:
    """A queryset's update() and delete() leave no trace; only base and journal may call them, in the road's service."""
    wrong = [
        place(path, node)
        for path in modules(leaving_out=(*FOUNDATIONS, *OFF_THE_ROAD))
        for name, node in calls(path)
        if changes_rows_in_bulk(name, node)
    ]
    assert wrong == []


def test_exceptions_are_still_needed() -> None:
    """An excuse outlives its reason easily."""
    writes = BULK | FACE_WRITES | {"update", "delete"}
    idle = [name for name in OFF_THE_ROAD if not writes & {called for called, _node in calls(SOURCE / name)}]
    assert idle == []


def test_no_raw_sql_outside_base() -> None:
    """Two engines, one program: SQL text stands in base alone."""
    wrong = [
        place(path, node)
        for path in modules(leaving_out=("base",))
        for name, node in calls(path)
        if name in SQL or (name in SQL_METHODS and isinstance(node.func, ast.Attribute))
    ]
    assert wrong == []


def test_faces_write_nothing() -> None:
    """A face hands its input to an action; it opens no transaction and makes no row."""
    wrong = [
        f"{place(path, node)} {name}"
        for path in modules(only=FACES, leaving_out=tuple(OFF_THE_ROAD))
        for name, node in calls(path)
        if name in FACE_WRITES or (name in {"save", "delete"} and not node.args and not node.keywords)
    ]
    assert wrong == []


def test_time_comes_from_the_injected_clock() -> None:
    """`datetime.now()` and `timezone.now()` would not follow a demonstration's simulated time (architecture.md 3)."""
    clocks = {"now", "today", "localdate", "utcnow"}
    askers = {"datetime", "date", "timezone"}
    wrong = [
        place(path, node)
        for path in modules(leaving_out=("kernel", "base"))
        for name, node in calls(path)
        if name in clocks and isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") in askers
    ]
    assert wrong == []


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_imports_stand_at_the_top(path: Path) -> None:
    """An import inside a function hides a dependency from the reader (style rule 5)."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    hidden = [
        node for function in functions for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert [place(path, node) for node in hidden] == []
