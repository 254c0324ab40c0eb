"""Divisions and organisations of Otog: counts, tree, ids, names that repeat."""

import csv
import tomllib
import uuid
from collections import Counter
from pathlib import Path
from typing import Any


DATA = Path(__file__).resolve().parents[2] / "data"
NAMESPACE = uuid.UUID("6f0d5a0e-3c1b-5d53-9b67-0a6c7e1f2b10")


def read_divisions() -> list[dict[str, str]]:
    with (DATA / "divisions" / "otog.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_organisations() -> list[dict[str, Any]]:
    organisations: list[dict[str, Any]] = tomllib.loads((DATA / "organisations" / "otog.toml").read_text("utf-8"))[
        "organisations"
    ]
    return organisations


DIVISIONS = read_divisions()
ORGANISATIONS = read_organisations()
SLUGS = {row["slug"] for row in DIVISIONS}


def test_one_banner_six_towns_ninety_seven_below() -> None:
    """M-02: 4 towns, 2 sumu, 97 gacha, villages and communities."""
    assert Counter(row["level"] for row in DIVISIONS) == {"1": 1, "2": 6, "3": 97}
    assert Counter(row["kind"] for row in DIVISIONS if row["level"] == "2") == {"镇": 4, "苏木": 2}
    assert Counter(row["kind"] for row in DIVISIONS if row["level"] == "3") == {"社区": 22, "村": 28, "嘎查": 47}


def test_each_town_has_its_number_of_places() -> None:
    names = {row["slug"]: row["name"] for row in DIVISIONS}
    counts = Counter(names[row["parent"]] for row in DIVISIONS if row["level"] == "3")
    assert counts == {
        "乌兰镇": 24,
        "棋盘井镇": 20,
        "蒙西镇": 10,
        "木凯淖尔镇": 19,
        "苏米图苏木": 10,
        "阿尔巴斯苏木": 14,
    }


def test_parents_come_first_and_one_level_up() -> None:
    levels: dict[str, int] = {"": 0}
    for row in DIVISIONS:
        assert int(row["level"]) == levels[row["parent"]] + 1
        levels[row["slug"]] = int(row["level"])


def test_ids_follow_from_slugs() -> None:
    for kind, rows in (("division", DIVISIONS), ("organisation", ORGANISATIONS)):
        assert [row["uid"] for row in rows] == [str(uuid.uuid5(NAMESPACE, f"{kind}:{row['slug']}")) for row in rows]
        assert len({row["slug"] for row in rows}) == len(rows)


def test_names_repeat_across_towns_but_codes_do_not() -> None:
    """The same gacha name in two towns must not mix (issue 2 section 3)."""
    assert sum(row["name"] == "马新布拉格嘎查" for row in DIVISIONS) == 2
    assert sum(row["name"] == "额尔和图嘎查" for row in DIVISIONS) == 2
    assert len({row["code:tjj-2023"] for row in DIVISIONS}) == len(DIVISIONS)


def test_two_code_books_disagree_for_the_towns() -> None:
    town = {row["name"]: (row["code:tjj-2023"][:9], row["code:mca"]) for row in DIVISIONS if row["level"] == "2"}
    assert town["乌兰镇"] == ("150624100", "150624101")
    assert town["蒙西镇"] == ("150624102", "150624100")


def test_organisations_stand_in_known_places() -> None:
    own = {row["slug"] for row in ORGANISATIONS}
    assert all(row["division"] in SLUGS and row.get("parent", row["slug"]) in own for row in ORGANISATIONS)
    assert len({row["name"] for row in ORGANISATIONS}) == len(ORGANISATIONS)


def test_committees_stand_on_three_tiers() -> None:
    """M-01; C-902 codes."""
    kinds = Counter(row["committee_kind"] for row in ORGANISATIONS if row["kind"] == "committee")
    assert kinds == {"banner": 1, "town": 6, "village": 75, "community": 22, "professional": 8, "enterprise": 1}
    placed = {row["division"] for row in ORGANISATIONS if row.get("committee_kind") in {"town", "village", "community"}}
    assert placed == SLUGS - {"otog"}


def test_codes_of_committees_exist() -> None:
    for column, table in (("committee_kind", "C-902"), ("professional_kind", "C-903")):
        codes = {row["code"] for row in tomllib.loads((DATA / "codes" / f"{table}.toml").read_text("utf-8"))["rows"]}
        assert {row[column] for row in ORGANISATIONS if column in row} <= codes
