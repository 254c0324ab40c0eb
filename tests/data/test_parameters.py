"""The reviewed parameters: every value has a unit, a source, a day and somebody who approved it."""

import datetime as dt
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from anmulong.lawbook.public import source_words
from anmulong.ops.reference import parameters_read


DATA = Path(__file__).resolve().parents[2] / "data"


def read_rows() -> list[dict[str, Any]]:
    files = sorted((DATA / "parameters").glob("*.toml"))
    return [row for path in files for row in tomllib.loads(path.read_text("utf-8"))["parameters"]]


ROWS = read_rows()
CODES = {
    f"C-{name}": {row["code"] for row in tomllib.loads((DATA / "codes" / f"C-{name}.toml").read_text("utf-8"))["rows"]}
    for name in ("301", "301x", "303")
}


@pytest.mark.parametrize("row", ROWS, ids=[row["key"] for row in ROWS])
def test_parameter_is_documented(row: dict[str, Any]) -> None:
    notes = {"planned"} if row.get("planned") else {"governs_zh", "governs_en"}
    assert set(row) == {"key", "value", "unit", "status", "source", "approved_by", "valid_from", "zh", "en", *notes}
    assert row["status"] in {"law", "design", "local"}
    assert isinstance(row["valid_from"], dt.date)
    assert all(row[key].strip() for key in ("unit", "source", "approved_by", "zh", "en"))


def test_keys_and_days_are_unique() -> None:
    assert len({(row["key"], row["valid_from"]) for row in ROWS}) == len(ROWS)


def test_planned_are_exactly_those_that_no_code_reads() -> None:
    """Whoever begins to read one takes ``planned`` away and says what it governs, so that its page shows it."""
    read = parameters_read()
    assert [row["key"] for row in ROWS if bool(read.fullmatch(row["key"])) == row.get("planned", False)] == []


def test_what_pages_show_has_its_source_in_chinese() -> None:
    shown = [row for row in ROWS if not row.get("planned")]
    texts = {row[name] for row in shown for name in ("source", "approved_by")}
    for path in sorted((DATA / "codes").glob("*.toml")):
        table = tomllib.loads(path.read_text("utf-8"))
        texts |= {table["source"], table.get("note", ""), *(row.get("note", "") for row in table["rows"])}
    english = re.compile(r"\b(?!art\b|SF\b|GB\b)[A-Za-z]{2,}")
    assert [
        text for text in sorted(texts) if english.search(source_words(text, "zh-hans").replace("im2017b", ""))
    ] == []


def test_values_that_are_codes_exist() -> None:
    listed = {row["unit"]: row["value"] for row in ROWS if row["unit"].startswith("codes of ")}
    assert set(listed) == {f"codes of {name}" for name in CODES}
    for row in ROWS:
        if row["unit"].startswith("codes of "):
            assert set(row["value"]) <= CODES[row["unit"].removeprefix("codes of ")], row["key"]


def test_defaults_of_the_design() -> None:
    """R-531, O-5, domain 5.3, 2.5."""
    values = {row["key"]: row["value"] for row in ROWS}
    assert values["disputes.relapse_days"] == 180
    assert (values["access.reset_slip_hours"], values["access.session_hours"]) == (24, 12)
    assert [values[f"risk.{colour}_persons"] for colour in ("red", "orange", "yellow")] == [30, 10, 3]
    assert (values["mediation.days"], values["mediation.medical_working_days"]) == (30, 30)
