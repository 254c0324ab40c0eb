"""Names and narratives of the demonstration: enough, well-formed, allowed words, no firm that could be real."""

import re
import tomllib
from pathlib import Path

import pytest


DATA = Path(__file__).resolve().parents[2] / "data"
NARRATIVES = sorted((DATA / "names" / "narratives").glob("*.toml"))
SLOTS = {"a", "b", "firm", "place", "animal", "fodder", "goods", "work", "amount", "mu", "mu2", "meters", "heads"} | {
    "workers",
    "months",
}
FORBIDDEN = ["线索", "举报人", "调解失败", "黄牌", "红牌", "收据", "立案"]


def codes(table: str) -> set[str]:
    return {row["code"] for row in tomllib.loads((DATA / "codes" / f"{table}.toml").read_text("utf-8"))["rows"]}


@pytest.mark.parametrize("path", NARRATIVES, ids=[path.stem for path in NARRATIVES])
def test_six_different_narratives_with_known_slots(path: Path) -> None:
    file = tomllib.loads(path.read_text("utf-8"))
    assert file["kind"] == path.stem
    assert len(set(file["narratives"])) >= 6
    for text in file["narratives"]:
        assert set(re.findall(r"\{(\w+)\}", text)) <= SLOTS
        assert [word for word in FORBIDDEN if word in text] == []


def test_every_official_type_has_narratives_of_its_own_or_of_a_child() -> None:
    """C-301 and C-301x, except what the demonstration keeps out (domestic violence)."""
    children = tomllib.loads((DATA / "codes" / "C-301x.toml").read_text("utf-8"))["rows"]
    told = {path.stem for path in NARRATIVES}
    assert told <= codes("C-301") | codes("C-301x")
    covered = told | {row["parent"] for row in children if row["code"] in told}
    assert codes("C-301") <= covered
    assert codes("C-301x") - told == {"domestic_violence"}


def test_firms_are_marked_as_invented() -> None:
    firms = tomllib.loads((DATA / "names" / "firms.toml").read_text("utf-8"))
    assert firms["pattern"].endswith("（虚构）")


def test_name_lists_have_no_doubles() -> None:
    people = tomllib.loads((DATA / "names" / "people.toml").read_text("utf-8"))
    assert all(len(set(names)) == len(names) >= 20 for names in people.values())
