"""Statutes and reviewed files are read as they are written; what is malformed is named."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from anmulong.kernel.errors import Invalid
from anmulong.lawbook import rules


DATA = Path(__file__).resolve().parents[2] / "data"
INVENTED = """# 中华人民共和国牧区邻里法

2001年3月4日 某某会议通过

2019年5月6日 某某会议修订

2020年1月1日 施行

<!-- INFO END -->

## 第一章　总 则

第一条 为了邻里和睦，制定本法。

第二条　邻里应当：

（一）互相帮助；

（二）看好牲畜。

## 第二章 界线

### 第一节 围栏

第一百零三条之一 围栏倒了应当扶起来。
"""


@pytest.mark.parametrize(
    ("text", "value"),
    [("一", 1), ("十", 10), ("十七", 17), ("二十", 20), ("一百零三", 103), ("一千零七十九", 1079), ("两千〇五", 2005)],
)
def test_chinese_numbers(text: str, value: int) -> None:
    assert rules.chinese_number(text) == value


@pytest.mark.parametrize("text", ["", "十七a", "第三"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="numeral"):
        rules.chinese_number(text)


def test_invented_statute_is_read_whole() -> None:
    statute = rules.parse_statute("牧区邻里法(2019-05-06).md", INVENTED)
    assert (statute.law_code, statute.part, statute.title) == ("牧区邻里法", "", "中华人民共和国牧区邻里法")
    assert (statute.version, statute.in_force_from) == (dt.date(2019, 5, 6), dt.date(2020, 1, 1))
    assert statute.articles == (
        rules.ArticleText("1", "第一章 总 则", "为了邻里和睦，制定本法。"),
        rules.ArticleText("2", "第一章 总 则", "邻里应当：\n（一）互相帮助；\n（二）看好牲畜。"),
        rules.ArticleText("103-1", "第二章 界线 / 第一节 围栏", "围栏倒了应当扶起来。"),
    )


def test_part_of_a_code_takes_its_version_from_the_preamble() -> None:
    statute = rules.parse_statute("牧区法典__邻里编.md", INVENTED)
    assert (statute.law_code, statute.part, statute.version) == ("牧区法典", "邻里编", dt.date(2001, 3, 4))


def test_part_with_a_version_in_the_name() -> None:
    statute = rules.parse_statute("牧区法典__邻里编(2022-02-02).md", INVENTED)
    assert (statute.law_code, statute.part, statute.version) == ("牧区法典", "邻里编", dt.date(2022, 2, 2))


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("牧区邻里法(2019-05-06).md", "# 题目\n\n第一条 没有标记。\n", "not-a-statute"),
        ("牧区邻里法(2019-05-06).md", "# 题目\n\n<!-- INFO END -->\n\n没有条文。\n", "not-a-statute"),
        ("牧区邻里法.md", "# 题目\n\n<!-- INFO END -->\n\n第一条 没有版本。\n", "statute-without-version"),
        ("(2019).md", INVENTED, "bad-file-name"),
    ],
)
def test_malformed_files_are_named(name: str, text: str, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        rules.parse_statute(name, text)
    assert refusal.value.code == code
    assert name in str(refusal.value)


def test_articles_sort_with_inserted_ones_in_between() -> None:
    assert sorted(["18", "17-1", "2", "17"], key=rules.article_order) == ["2", "17", "17-1", "18"]


def test_real_statutes_parse_without_gaps(shared_folder: Path) -> None:
    """Issue 2 section 2: statutes are imported from a folder; every file has articles, numbered without a gap."""
    files = sorted(path for path in (shared_folder / "laws").glob("*.md") if path.name != "README.md")
    assert len(files) >= 30
    for path in files:
        numbers = [int(each.number) for each in rules.parse_statute(path.name, path.read_text("utf-8")).articles]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers))), path.name


def test_mediation_law_has_thirty_five_articles_and_the_right_to_decline(shared_folder: Path) -> None:
    """人民调解法 art.17: one clear refusal and there is no mediation."""
    path = shared_folder / "laws" / "人民调解法(2010-08-28).md"
    law = rules.parse_statute(path.name, path.read_text("utf-8"))
    assert len(law.articles) == 35
    assert "明确拒绝" in law.articles[16].text
    assert law.articles[16].heading == "第四章 调解程序"


def test_shipped_law_references_exist_in_the_law_texts(shared_folder: Path) -> None:
    """Every article that C-241 and the gate of the law quote from a law at hand is there in that version."""
    articles: dict[tuple[str, str], set[str]] = {}
    for path in (shared_folder / "laws").glob("*.md"):
        if path.name != "README.md":
            law = rules.parse_statute(path.name, path.read_text("utf-8"))
            articles.setdefault((law.law_code, law.version.isoformat()), set()).update(a.number for a in law.articles)
    quoted = [law for name in ("C-115", "C-241") for row in read(name).rows for law in row.facts.get("law", [])]
    gate = tomllib.loads((DATA / "admissibility" / "rules.toml").read_text("utf-8"))
    quoted += [law for row in gate["rules"] if row.get("status") != "unverified" for law in row["law"]]
    quoted += [row["law"] for row in gate["periods"]]
    at_hand = [each for each in quoted if any(each["law"] == law for law, _ in articles)]
    assert len(at_hand) > 60
    assert [
        each for each in at_hand if each["article"] not in articles.get((each["law"], each["version"]), set())
    ] == []


def read(name: str) -> rules.CodeTableData:
    return rules.read_code_table(tomllib.loads((DATA / "codes" / f"{name}.toml").read_text("utf-8")))


def test_code_table_fills_rows_from_the_head() -> None:
    table = read("C-301x")
    lending = next(row for row in table.rows if row.code == "private_lending")
    assert (lending.parent, lending.status, lending.valid_from) == ("contract", "design", dt.date(2017, 1, 1))
    assert table.parent_table == "C-301"


def test_code_that_comes_twice_is_refused() -> None:
    row = {"code": "a", "zh": "甲", "en": "a"}
    head = {"table": "T", "zh": "表", "en": "table", "status": "design", "source": "test", "receivers": []}
    with pytest.raises(Invalid) as refusal:
        rules.read_code_table(head | {"effective_from": dt.date(2020, 1, 1), "rows": [row, row]})
    assert refusal.value.code == "code-twice"


def test_incomplete_file_names_what_is_missing() -> None:
    with pytest.raises(Invalid) as refusal:
        rules.read_code_table({"table": "T", "rows": []})
    assert (refusal.value.code, refusal.value.message.params["column"]) == ("data-incomplete", "zh")
    with pytest.raises(Invalid):
        rules.read_parameters({"parameters": [{"key": "a.b"}]})


def test_every_parameter_file_is_read() -> None:
    files = sorted((DATA / "parameters").glob("*.toml"))
    rows = [row for path in files for row in rules.read_parameters(tomllib.loads(path.read_text("utf-8")))]
    assert {row.key: row.value for row in rows}["disputes.relapse_days"] == 180
