"""One dispute, two exports: records of GB/T 31000 and of SF/T 0018, masked as every export (R-302, O-4)."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from anmulong.disputes.enums import Fact
from anmulong.disputes.public import Dispute, LedgerFilter, Registration, SideInput
from anmulong.exchange.enums import RecordShape
from anmulong.exchange.ledger_export import export_ledger
from anmulong.journal.enums import ReadingKind
from anmulong.journal.models import Reading
from anmulong.journal.public import Actor, Call, perform
from anmulong.kernel.errors import Invalid
from anmulong.people.enums import Sex
from anmulong.people.public import PartyInput
from tests.factories.cases import make_docket
from tests.factories.people import County, make_account, make_county


WANTED = LedgerFilter(view="all")
Rows = list[dict[str, str]]


@pytest.fixture
def county(db: None) -> County:
    return make_county()


@pytest.fixture
def clerk(county: County) -> Actor:
    return make_account(county, "town_clerk", at=0).actor()


def register(by: Actor, **more: Any) -> Dispute:
    party = PartyInput(name="巴图孟和", telephone="13812345678", address="都斯图嘎查", sex=Sex.MALE)
    sides = (SideInput(party=party), SideInput(party=PartyInput(name="那顺"), side=2))
    given = Registration(what="巴图孟和的羊进了地", place="村口", kind="neighbours", scale="group", parties=sides)
    return Dispute.objects.get(pk=perform(Call("dispute.register", replace(given, **more)), by=by).subject)


def sheet(path: Path, name: str, head: str) -> Rows:
    """The rows below the head as dictionaries."""
    rows = [
        [str(cell) for cell in row] for row in CalamineWorkbook.from_path(str(path)).get_sheet_by_name(name).to_python()
    ]
    at = next(number for number, row in enumerate(rows) if head in row)
    return [dict(zip(rows[at], row, strict=True)) for row in rows[at + 1 :]]


def test_a_matter_is_a_record_of_gbt_31000(clerk: Actor, tmp_path: Path) -> None:
    """domain.md 3.2: the fields of the data set, codes of C-310 and GB/T 2261.1."""
    register(clerk, people_count=12)
    to = tmp_path / "out.xlsx"
    assert export_ledger(WANTED, to, by=clerk, name="某某", shape=RecordShape.GBT31000) == 1
    (row,) = sheet(to, "矛盾纠纷排查化解", "事件名称")
    told = {
        "事件规模": "02",
        "涉及人数": "12",
        "主要当事人姓名": "巴***",
        "主要当事人性别": "1",
        "事件类别": "邻里纠纷",
    }
    assert {name: row[name] for name in told} == told
    assert (row["事件简述"], row["化解是否成功"]) == ("巴***的羊进了地", "")
    reading = Reading.objects.get(kind=ReadingKind.EXPORT)
    assert (reading.detail, reading.rows) == ("gbt31000", 1)


def test_restricted_matters_tell_nothing_in_either_record(county: County, tmp_path: Path) -> None:
    director = make_account(county, "town_director", at=0).actor()
    register(director, what="说了不想活的话", forecast="self_harm", facts=(Fact.HEALTH,))
    for shape in (RecordShape.GBT31000, RecordShape.SFT0018):
        to = tmp_path / f"{shape}.xlsx"
        export_ledger(WANTED, to, by=director, name="某某", shape=shape)
        book = CalamineWorkbook.from_path(str(to))
        text = str([book.get_sheet_by_name(name).to_python() for name in book.sheet_names])
        assert "限阅" in text
        assert [word for word in ("不想活", "自杀", "巴图孟和", "13812345678") if word in text] == []


def test_a_case_is_a_record_of_sft_0018(db: None, tmp_path: Path) -> None:
    """domain.md 3.1: digits of the 2017 edition, parties by uid, what is agreed; the forecast stays inside."""
    docket = make_docket()
    case = docket.row(docket.effective())
    to = tmp_path / "out.xlsx"
    assert export_ledger(WANTED, to, by=docket.office.clerk, name="某某", shape=RecordShape.SFT0018) == 1
    (row,) = sheet(to, "调解案件", "案号")
    told = {"调解类型": "2", "案号": case.number, "调解结果": "1", "案件难度级别": "2", "履行方式": "7", "案件预测": ""}
    assert {name: row[name] for name in told} == told
    parties = sheet(to, "案件当事人", "当事人编码")
    assert [party["当事人编码"] for party in parties] == [row["申请人编码"], row["被申请人编码"]]
    assert {(party["案号"], party["当事人类型"], party["本方当事人数量"]) for party in parties} == {
        (case.number, "01", "1")
    }
    assert [party["姓名"] for party in parties if "*" not in party["姓名"]] == []
    assert len(sheet(to, "排查纠纷案件", "排查日期")) == 1


def test_several_sheets_are_no_plain_table(clerk: Actor, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="needs-workbook"):
        export_ledger(WANTED, tmp_path / "out.csv", by=clerk, name="某某", shape=RecordShape.SFT0018)
