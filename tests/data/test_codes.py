"""The reviewed code tables: sources, stable codes, complete mappings (R-303, C-rows, O-10)."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest


DATA = Path(__file__).resolve().parents[2] / "data"
LISTED = [
    "C-115",
    "C-222",
    "C-223",
    "C-240",
    "C-241",
    "C-301",
    "C-301x",
    "C-302",
    "C-303",
    "C-304",
    "C-305",
    "C-306",
    "C-307",
    "C-308",
    "C-309",
    "C-310",
    "C-902",
    "C-903",
    "C-910",
    "C-911",
    "C-912",
    "C-913",
    "C-914",
    "C-916",
    "C-920",
    "C-930",
    "six_smalls",
    "risk_colour",
]
FORBIDDEN = ["线索", "举报人", "调解失败", "黄牌", "红牌", "收据", "立案"]
STATUSES = {"verified", "unverified", "design"}


def read_tables() -> dict[str, dict[str, Any]]:
    return {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted((DATA / "codes").glob("*.toml"))}


TABLES = read_tables()
ROWS = {name: {row["code"]: row for row in table["rows"]} for name, table in TABLES.items()}
each_table = pytest.mark.parametrize("name", sorted(TABLES))


def test_every_listed_table_is_there() -> None:
    """Issue 2 section 2 names the tables."""
    assert set(LISTED) <= set(TABLES)


@each_table
def test_table_says_what_it_is_and_since_when(name: str) -> None:
    table = TABLES[name]
    assert table["table"] == name
    assert table["status"] in STATUSES
    assert isinstance(table["effective_from"], dt.date)
    assert all(table[key].strip() for key in ("zh", "en", "source"))


@each_table
def test_codes_are_unique_words_with_both_languages(name: str) -> None:
    rows = TABLES[name]["rows"]
    assert len(rows) == len(ROWS[name])
    for row in rows:
        assert not row["code"].isdigit(), "R-303: the official digit is never our key"
        assert row["zh"].strip() and row["en"].strip()
        assert row.get("status", "verified") in STATUSES


@each_table
def test_every_row_has_a_digit_for_every_receiver(name: str) -> None:
    """R-303: mapping per receiver; a child is reported under its parent."""
    table = TABLES[name]
    for row in table["rows"]:
        parent = ROWS[table["parent_table"]][row["parent"]] if "parent" in row else {}
        digits = parent.get("digits", {}) | row.get("digits", {})
        assert set(digits) == set(table["receivers"]), row["code"]


@each_table
def test_chinese_words_are_allowed_words(name: str) -> None:
    """O-10."""
    text = (DATA / "codes" / f"{name}.toml").read_text("utf-8")
    assert [word for word in FORBIDDEN if word in text] == []


def test_dispute_types_are_the_eighteen_and_wages_is_ten() -> None:
    digits = {code: row["digits"] for code, row in ROWS["C-301"].items()}
    assert sorted(int(each["im2017"]) for each in digits.values()) == list(range(1, 19))
    assert digits["wages"] == {"im2017": "10", "im2017b": "11"}
    assert digits["property_management"] == {"im2017": "17", "im2017b": "18"}
    assert digits["other"] == {"im2017": "18", "im2017b": "99"}


def test_private_lending_stands_under_contract() -> None:
    assert ROWS["C-301x"]["private_lending"]["parent"] == "contract"


def test_gate_of_the_law_has_a_row_for_every_rule() -> None:
    """C-240: N01 to N18 of the reference and G01 to G12; what they do stands in data/admissibility."""
    numbers = [f"N{number:02}" for number in range(1, 19)] + [f"G{number:02}" for number in range(1, 13)]
    assert list(ROWS["C-240"]) == numbers
    rules = tomllib.loads((DATA / "admissibility" / "rules.toml").read_text("utf-8"))["rules"]
    assert {row["code"] for row in rules} == set(numbers)
    kinds = {kind for row in rules for clause in row["when"] for kind in clause.get("kinds", ())}
    assert kinds <= set(ROWS["C-301"]) | set(ROWS["C-301x"])


def test_every_route_quotes_a_law_and_an_organ() -> None:
    for row in ROWS["C-241"].values():
        assert row["organ_kinds"] and row["bring_zh"] and row["bring_en"] and row["law"]
        assert all(dt.date.fromisoformat(law["version"]) for law in row["law"])


def test_banner_committee_is_a_local_row_mapped_to_99() -> None:
    """O-3."""
    assert ROWS["C-902"]["banner"]["digits"] == {"im2017": "99"}


def test_colours_are_ranked() -> None:
    ranks = {code: row["rank"] for code, row in ROWS["risk_colour"].items()}
    assert ranks == {"red": 5, "orange": 4, "yellow": 3, "blue": 2, "green": 1}
