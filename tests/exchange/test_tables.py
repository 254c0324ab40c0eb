"""Titles, heads of two rows, totals, footers, 同上: the table inside a sheet, and what its columns mean (R-521)."""

import json
from pathlib import Path

import pytest

from anmulong.exchange.columns import Column, corrected, field_of, guess, mapping_from_json
from anmulong.exchange.fields import FIELDS, PROFILES
from anmulong.exchange.sheets import open_sheets
from anmulong.exchange.tables import Left, Table, find_table, table_rows
from anmulong.kernel.errors import Invalid
from tests.exchange.conftest import MakeBook


def table_of(path: Path) -> Table:
    return find_table(open_sheets(path)[0])


def columns(*heads: str) -> list[Column]:
    return [Column(position, head) for position, head in enumerate(heads)]


def test_a_title_above_the_head_is_passed_over(make_book: MakeBook) -> None:
    path = make_book(
        [[], ["填报单位：乌兰镇", "", "2024年3月"], ["序号", "排查时间", "简要情况"], [1, "2024.3.5", "甲"]],
        merges=[("A1:C1", "矛盾纠纷排查台账")],
    )
    assert [column.head for column in table_of(path).columns] == ["序号", "排查时间", "简要情况"]


def test_a_head_of_two_rows_is_joined(make_book: MakeBook) -> None:
    path = make_book(
        [["", "", "", "", ""], ["", "姓名", "电话", "地址", ""], [1, "巴图", "13812345678", "乌兰镇", "甲"]],
        merges=[("A1:A2", "序号"), ("B1:D1", "当事人"), ("E1:E2", "简要情况")],
    )
    table = table_of(path)
    assert guess(table.columns).fields == {
        "序号": "skip",
        "姓名": "parties",
        "电话": "party_phones",
        "地址": "party_addresses",
        "简要情况": "what",
    }
    assert [row.number for row in table_rows(table)] == [3]


def test_a_head_of_two_rows_without_merges(tmp_path: Path) -> None:
    """CSV knows no merges: blanks to the right belong to the head on their left."""
    path = tmp_path / "a.csv"
    path.write_text("序号,反映人,,简要情况\n,姓名,电话,\n1,巴图,138,甲\n", encoding="utf-8")
    table = table_of(path)
    assert guess(table.columns).fields == {
        "序号": "skip",
        "姓名": "reporter",
        "电话": "reporter_phone",
        "简要情况": "what",
    }


def test_totals_footers_heads_and_numbered_blanks_are_left_out(make_book: MakeBook) -> None:
    path = make_book(
        [
            ["序号", "排查时间", "简要情况"],
            [1, "2024.3.5", "甲"],
            ["小计", "", "1件"],
            ["序号", "排查时间", "简要情况"],
            [2, "2024.3.6", "乙"],
            [3, "", ""],
            ["合计", "", "2件"],
            ["填表人：某", "", "审核人：某"],
        ]
    )
    left = Left()
    assert [row.number for row in table_rows(table_of(path), left)] == [2, 5]
    assert (left.totals, left.heads, left.footers) == ([3, 7], [4], [8])


def test_ditto_takes_what_stands_above(make_book: MakeBook) -> None:
    path = make_book([["苏木镇", "简要情况"], ["同上", "甲"], ["乌兰镇", "乙"], ["同上", "丙"], ["〃", "丁"]])
    found = list(table_rows(table_of(path)))
    assert [row.row.cell(0) for row in found] == ["同上", "乌兰镇", "乌兰镇", "乌兰镇"]
    assert [row.dangling for row in found] == [frozenset({0}), frozenset(), frozenset(), frozenset()]


def test_a_sheet_without_a_head_is_refused(make_book: MakeBook) -> None:
    with pytest.raises(Invalid, match="no-head"):
        table_of(make_book([["你好"], ["世界", "简要情况", 1, 2, 3]]))


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_every_known_list_is_recognised_whole(profile: str) -> None:
    """L-1, L-2, L-3, L-4, L-5, the town ledger and message tables: no column of theirs is unknown."""
    mapping = guess(columns(*PROFILES[profile]))
    assert (mapping.profile, mapping.unknown) == (profile, ())


TOWN = (
    "序号 苏木镇 嘎查村 排查时间 排查人 当事人 纠纷类型 涉及人数 涉及金额 简要情况 风险等级 包案领导 责任单位 "
    "责任人 化解措施 化解时限 进展 是否化解 化解时间 销号时间 回访时间 回访情况 备注"
)
L3 = (
    "事件名称 事件简述 发生日期 所属区域(网格) 受理日期 化解时限 事发地址 事件类别 事件规模 涉及人数 涉及单位 "
    "预警等级 化解方式 化解日期 化解组织 化解责任人姓名 化解责任人联系方式 化解责任人身份证 化解是否成功 "
    "化解情况"
)
L5 = (
    "事件名称 发生日期 发生地点 事件规模 事件类别 涉及人数 事件简述 涉及单位 主要当事人证件代码 "
    "主要当事人证件号码 主要当事人姓名 主要当事人性别 主要当事人民族 主要当事人学历 主要当事人人员类别 "
    "居住详址 化解时限 化解方式 化解组织 化解责任人姓名 化解责任人联系方式 化解是否成功 化解情况 考评日期 "
    "考评意见 经度 纬度"
)


@pytest.mark.parametrize("heads", [TOWN, L3, L5], ids=["town", "L-3", "L-5"])
def test_no_column_of_the_long_lists_is_unknown(heads: str) -> None:
    mapping = guess(columns(*heads.split()))
    assert mapping.unknown == ()
    assert "what" in mapping.fields.values()
    assert "received" in mapping.fields.values()


def test_aliases_name_one_field_each() -> None:
    aliases = [alias for field in FIELDS for alias in field.aliases]
    assert [alias for alias in aliases if aliases.count(alias) > 1] == []


def test_identity_numbers_are_not_taken_over() -> None:
    """O-4: a mere registered matter holds no identity number."""
    assert [field_of(head) for head in ("身份证号", "当事人身份证", "化解责任人身份证")] == ["withheld"] * 3


def test_unknown_columns_go_to_the_note() -> None:
    mapping = guess(columns("简要情况", "日期", "天气"))
    assert (mapping.fields["天气"], mapping.unknown) == ("note", ("天气",))


def test_a_second_column_of_one_field_goes_to_the_note() -> None:
    assert guess(columns("简要情况", "基本情况", "日期")).fields == {
        "简要情况": "what",
        "基本情况": "note",
        "日期": "received",
    }


def test_a_person_corrects_the_mapping_and_keeps_it() -> None:
    heads = columns("说法", "日期", "编号")
    mapping = mapping_from_json('{"说法": "what", "没有的列": "title"}', heads)
    assert mapping.fields["说法"] == "what"
    assert json.loads(mapping.stored()) == {"说法": "what", "日期": "received", "编号": "number"}


def test_wrong_mappings_say_why() -> None:
    heads = columns("简要情况", "日期")
    for text, code in [("[]", "bad-mapping"), ("{", "bad-mapping"), ('{"日期": "weather"}', "unknown-field")]:
        with pytest.raises(Invalid, match=code):
            mapping_from_json(text, heads)
    with pytest.raises(Invalid, match="field-twice") as caught:
        corrected(guess(heads), {"日期": "what"})
    assert "简要情况" in str(caught.value) and "日期" in str(caught.value), "as they stand in the file"
