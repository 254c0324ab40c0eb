"""The workbook that goes back: exactly the bad cells are coloured, why stands beside them, the rest is in (R-521)."""

import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from xlsxwriter import Workbook

from anmulong.disputes.public import Dispute
from anmulong.exchange.ledger_import import Options, Preview, Result, apply, preview
from anmulong.journal.public import Actor


pytestmark = pytest.mark.usefixtures("places")
HEADS = "序号 苏木镇 嘎查村 排查时间 当事人 联系电话 纠纷类型 涉及人数 涉及金额 简要情况 风险等级 经度"
GOOD = [
    1,
    "乌兰镇",
    "包日塔拉嘎查",
    "2024.3.5",
    "巴图、那顺",
    "17012345678",
    "邻里",
    "３人",
    "3.5万",
    "草料堆在路上",
    "黄",
    107.98,
]
BAD: tuple[tuple[str, str, Any], ...] = (
    ("a town that is not there", "B", "不存在镇"),
    ("a gacha of another town", "C", "苏里格嘎查"),
    ("a day that does not exist", "D", "2024.2.30"),
    ("a day to come", "D", date(2099, 1, 1)),
    ("同上 with nothing above", "E", "同上"),
    ("no telephone", "F", "打不通的"),
    ("a kind not on the list", "G", "外星人纠纷"),
    ("no number of people", "H", "好几个"),
    ("no amount", "I", "若干"),
    ("no text", "J", ""),
    ("a formula error", "J", "#REF!"),
    ("no colour", "K", "紫"),
    ("no degrees", "L", 1234.5),
)
PINK = "FFFFC7CE"


def make(path: Path) -> None:
    """A title, a head, the bad rows (同上 first), three good ones, a total and blank rows below."""
    rows = sorted(BAD, key=lambda each: each[2] != "同上")
    with Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        book.add_worksheet("说明").hide()
        sheet = book.add_worksheet("台账")
        sheet.activate()
        sheet.merge_range("A1:L1", "矛盾纠纷排查台账")
        sheet.write_row(1, 0, HEADS.split())
        for at, (_, letter, cell) in enumerate(rows, start=2):
            row = [*GOOD[:9], f"第{at}件", *GOOD[10:]]
            row[ord(letter) - ord("A")] = cell
            sheet.write_row(at, 0, row)
            if cell == "#REF!":
                sheet.write_formula(at, 9, "=A1", None, "#REF!")
        for at in range(len(rows) + 2, len(rows) + 5):
            sheet.write_row(at, 0, [*GOOD[:9], f"第{at}件", *GOOD[10:]])
        sheet.write_row(len(rows) + 5, 0, ["合计", "", "", "", "", "", "", 48])
        sheet.write_blank(900, 15, None, book.add_format({"bold": True}))


def coloured(path: Path) -> set[str]:
    """The addresses of the cells of the first sheet that are filled as bad."""
    with zipfile.ZipFile(path) as packed:
        styles = packed.read("xl/styles.xml").decode()
        cells = packed.read("xl/worksheets/sheet1.xml").decode()
    fills = re.findall(r"<fill>.*?</fill>", styles, re.DOTALL)
    bad = {str(at) for at, fill in enumerate(fills) if PINK in fill}
    formats = re.findall(r'<xf [^>]*fillId="([0-9]+)"', styles.split("<cellXfs", 1)[1].split("</cellXfs>")[0])
    wrong = {str(at) for at, fill in enumerate(formats) if fill in bad}
    return {name for name, shape in re.findall(r'<c r="([A-Z]+[0-9]+)" s="([0-9]+)"', cells) if shape in wrong}


@pytest.fixture
def done(machine: Actor, tmp_path: Path) -> tuple[Preview, Result]:
    path = tmp_path / "in.xlsx"
    make(path)
    shown = preview(path, Options(), by=machine)
    return shown, apply(shown, by=machine, report=tmp_path / "returned.xlsx")


def test_exactly_the_bad_cells_are_coloured_and_the_rest_is_in(done: tuple[Preview, Result]) -> None:
    """More than ten kinds of bad cell in one workbook."""
    shown, result = done
    rows = sorted(BAD, key=lambda each: each[2] != "同上")
    expected = {f"{letter}{number}" for number, (_, letter, _) in enumerate(rows, start=3)}
    assert {f"{problem.letter}{problem.row}" for problem in result.problems} == expected
    assert result.report is not None
    assert coloured(result.report) == expected
    assert (shown.bad, result.refused, result.added, Dispute.objects.count()) == (len(BAD), len(BAD), 3, 3)


def test_strokes_and_no_words_stand_for_empty_cells(machine: Actor, tmp_path: Path) -> None:
    """/ and — are no bad dates or amounts; the word 无 is kept."""
    path = tmp_path / "in.xlsx"
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet("台账")
        sheet.write_row(0, 0, ["简要情况", "排查时间", "涉及人数", "涉及金额", "风险等级", "化解时间"])
        sheet.write_row(1, 0, ["羊吃了草", "2024.3.5", "/", "无", "—", "/"])
    result = apply(preview(path, Options(), by=machine), by=machine)
    (matter,) = Dispute.objects.all()
    assert (result.added, matter.amount_at_stake, matter.people_count, matter.state) == (1, None, None, "registered")
    assert matter.imported_note == "涉及金额：无"
