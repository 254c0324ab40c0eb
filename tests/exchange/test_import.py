"""A ledger comes in: bad cells are named, good rows are in, twice adds nothing (R-521, T-6)."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from anmulong.base.scoping import Scope
from anmulong.disputes.public import Dispute, Report, matching
from anmulong.exchange.blank import write_blank
from anmulong.exchange.columns import Column, guess
from anmulong.exchange.ledger_import import Options, Preview, Result, apply, preview
from anmulong.journal.public import Actor, verify_stream
from anmulong.kernel.clock import LOCAL
from anmulong.kernel.errors import Invalid, Refused
from anmulong.people.public import parties_of
from tests.exchange.conftest import MakeBook


pytestmark = pytest.mark.usefixtures("places")
HEAD = [
    "编号",
    "苏木镇",
    "嘎查村",
    "排查时间",
    "当事人",
    "联系电话",
    "纠纷类型",
    "涉及人数",
    "涉及金额（万元）",
    "简要情况",
    "风险等级",
]
GOOD = [
    "A1",
    "乌兰镇",
    "包日塔拉",
    "2024.3.5",
    "巴图与那顺",
    "13812345678、13912345678",
    "邻里",
    "3人",
    3.5,
    "草料堆在路上",
    "黄",
]


def run(path: Path, by: Actor, report: Path | None = None, **chosen: Any) -> tuple[Preview, Result]:
    shown = preview(path, Options(**chosen), by=by)
    return shown, apply(shown, by=by, report=report)


def matters(by: Actor) -> list[Dispute]:
    scope: Scope = by.rights.scope(datetime(2026, 1, 1, tzinfo=LOCAL))
    return sorted(Dispute.objects.in_scope(scope), key=lambda row: row.number)


def with_(**cells: Any) -> list[Any]:
    """The good row with other cells, by the letter of their column; without its number, so that each is its own."""
    row: list[Any] = ["", *GOOD[1:]]
    for letter, cell in cells.items():
        row[ord(letter) - ord("A")] = cell
    return row


def test_a_row_becomes_a_matter(make_book: MakeBook, machine: Actor) -> None:
    """Every column arrives where it belongs."""
    shown, result = run(make_book([HEAD, GOOD]), machine)
    assert (shown.good, shown.bad, shown.new, result.added, result.all_in) == (1, 0, 1, 1, True)
    (matter,) = matters(machine)
    assert (matter.narrative, matter.kind, matter.people_count, matter.amount_at_stake) == (
        "草料堆在路上",
        "neighbours",
        3,
        Decimal(35000),
    )
    assert matter.requested_at == datetime(2024, 3, 5, tzinfo=LOCAL)
    assert (matter.town is not None, matter.gacha is not None, matter.imported_note) == (True, True, "风险等级：黄")
    parties = parties_of([matter.pk])[matter.pk]
    assert sorted((party.name, party.telephone) for party in parties) == [
        ("巴图", "13812345678"),
        ("那顺", "13912345678"),
    ]
    assert sorted(place.role for place in matter.sides.all()) == ["applicant", "respondent"]
    assert verify_stream(matter.pk).findings == []


def test_history_starts_no_clock_and_running_matters_do(make_book: MakeBook, machine: Actor) -> None:
    """R-521: imported history starts no clocks unless it is declared open; then the ledger's colour counts too."""
    run(make_book([HEAD, GOOD]), machine)
    run(make_book([HEAD, ["A2", *GOOD[1:]]], name="open.xlsx"), machine, open_rows=True)
    old, running = matters(machine)
    assert (old.history_only, old.due_at, list(old.clocks.all())) == (True, None, [])
    assert (running.history_only, running.due_at is not None, running.colour) == (False, True, "yellow")


def test_the_same_file_twice_adds_nothing(make_book: MakeBook, machine: Actor) -> None:
    """T-6, by number and, without one, by content; spaces and the order of rows do not matter."""
    first = make_book([HEAD, GOOD, with_(J="另一件"), with_(J="第三件")])
    second = make_book([HEAD, with_(J="第三件"), with_(J="另一件 "), GOOD], name="second.xlsx")
    assert run(first, machine)[1].added == 3
    shown, again = run(second, machine)
    assert (shown.new, again.added, again.already, again.all_in, len(matters(machine))) == (0, 0, 3, True, 3)


def test_a_grown_file_brings_only_what_is_new(make_book: MakeBook, machine: Actor) -> None:
    run(make_book([HEAD, GOOD]), machine)
    shown, result = run(make_book([HEAD, GOOD, ["A2", *GOOD[1:]]], name="grown.xlsx"), machine)
    assert (shown.already, shown.new, result.added, result.already) == (1, 1, 1, 1)


def test_a_row_twice_in_one_file_goes_in_once(make_book: MakeBook, machine: Actor) -> None:
    result = run(make_book([HEAD, with_(), with_()]), machine)[1]
    assert (result.added, result.already, len(matters(machine))) == (1, 1, 1)


def test_another_text_under_the_same_number_is_said_not_swallowed(make_book: MakeBook, machine: Actor) -> None:
    """Two towns number their rows from 1: the second file must not vanish in the first."""
    run(make_book([HEAD, GOOD]), machine)
    other = [*GOOD]
    other[9] = "完全不同的一件事"
    shown, result = run(make_book([HEAD, other], name="other.xlsx"), machine)
    assert (shown.bad, result.added, result.refused, result.problems[0].letter) == (1, 0, 1, "A")
    assert [matter.narrative for matter in matters(machine)] == ["草料堆在路上"]


BAD = {
    "unknown town": ("B", "不存在镇"),
    "gacha of another town": ("C", "苏里格嘎查"),
    "no date": ("D", "三月里"),
    "the future": ("D", "2099-01-01"),
    "dangling ditto": ("E", "同上"),
    "long telephone": ("F", "1" * 201),
    "no telephone": ("F", "abc"),
    "telephone with a letter": ("F", "13812345678、139x2345678"),
    "unknown kind": ("G", "外星人纠纷"),
    "no number": ("H", "十几"),
    "no amount": ("I", "若干"),
    "no text": ("J", ""),
    "text too long": ("J", "长" * 20_001),
    "no colour": ("K", "紫"),
}


def test_every_bad_cell_is_named_and_the_good_rows_are_in(make_book: MakeBook, machine: Actor, tmp_path: Path) -> None:
    """Fourteen kinds of bad cell: exactly those cells are reported, and nothing else stays out."""
    bad = [with_(**{letter: cell}) for letter, cell in BAD.values()]
    # 同上 must have nothing above it, so that row comes first.
    bad.sort(key=lambda row: row[4] != "同上")
    shown, result = run(make_book([HEAD, *bad, GOOD]), machine, tmp_path / "returned.xlsx")
    found = [(problem.row, problem.letter) for problem in result.problems]
    letters = [next(chr(65 + at) for at, cell in enumerate(row) if cell != GOOD[at] and at) for row in bad]
    assert found == [(number, letter) for number, letter in enumerate(letters, start=2)]
    assert (shown.bad, result.refused, result.added, len(matters(machine))) == (len(BAD), len(BAD), 1, 1)


def test_a_word_for_no_telephone_is_kept_in_the_note(make_book: MakeBook, machine: Actor) -> None:
    """A row whose party has no telephone comes in; the word stands in the note, so nothing is lost."""
    result = run(make_book([HEAD, with_(F="无"), with_(E="巴图", F=" 不详 "), with_(E="那顺", F="=#REF!")]), machine)[1]
    lines = [line for matter in matters(machine) for line in matter.imported_note.splitlines()]
    assert sorted(line for line in lines if line.startswith("联系电话")) == ["联系电话：不详", "联系电话：无"]
    assert (result.added, [problem.letter for problem in result.problems]) == (2, ["F"])


def test_the_returned_workbook_keeps_the_rows_and_says_why(make_book: MakeBook, machine: Actor, tmp_path: Path) -> None:
    report = tmp_path / "returned.xlsx"
    path = make_book([["排查台账"], HEAD, GOOD, with_(D="三月里", J="=1+1")])
    result = apply(preview(path, Options(), by=machine), by=machine, report=report, language="en")
    assert result.report == report
    book = CalamineWorkbook.from_path(str(report))
    rows = book.get_sheet_by_name("台账").to_python()
    assert rows[1] == [*HEAD, "问题"]
    assert rows[3][3] == "三月里"
    assert rows[3][9] == "=1+1"
    assert rows[3][11].startswith("排查时间：This is not a date")
    listed = book.get_sheet_by_name("问题清单").to_python()
    assert listed[1][:5] == ["台账", 4.0, "D", "排查时间", "三月里"]


def test_a_mended_returned_workbook_brings_the_rest(make_book: MakeBook, machine: Actor, tmp_path: Path) -> None:
    """The column 问题 is no content: what is in stays in, what was mended comes."""
    report = tmp_path / "returned.xlsx"
    run(make_book([HEAD, with_(J="好的"), with_(D="三月里")]), machine, report)
    rows = [list(row) for row in CalamineWorkbook.from_path(str(report)).get_sheet_by_name("台账").to_python()]
    rows[2][3] = "2024.3.6"
    result = run(make_book(rows, name="mended.xlsx"), machine)[1]
    assert (result.added, result.already, result.all_in) == (1, 1, True)


def test_ambiguous_places_name_the_choices(make_book: MakeBook, machine: Actor) -> None:
    """A name alone is not enough where two places bear it."""
    shown = preview(make_book([HEAD, with_(B="", C="察汗淖尔")]), Options(), by=machine)
    reason = shown.problems[0].reason
    assert (shown.problems[0].letter, reason.params["paths"]) == ("C", ("乌兰镇 察汗淖尔嘎查", "乌兰镇 察汗淖尔社区"))


def test_merged_rows_are_one_matter_with_several_parties(make_book: MakeBook, machine: Actor) -> None:
    path = make_book(
        [
            ["序号", "当事人", "电话", "简要情况"],
            ["", "巴图", "13812345601", ""],
            ["", "那顺", "13912345601", ""],
            [2, "乌兰", "", "乙"],
        ],
        merges=[("A2:A3", "1"), ("D2:D3", "甲")],
    )
    shown, result = run(path, machine)
    assert (shown.good, result.added) == (2, 2)
    assert sorted(matter.parties_line for matter in matters(machine)) == ["乌兰", "巴图、那顺"]


def test_settled_rows_are_settled_and_strike_offs_kept_in_words(make_book: MakeBook, machine: Actor) -> None:
    """A strike-off needs a second person here (R-531): the old one stands beside the result and in the note."""
    head = ["内容", "排查时间", "排查人", "化解情况", "是否化解", "化解时间", "销号时间", "责任人", "天气"]
    rows: Sequence[Sequence[Any]] = [
        ["甲", "2024.3.5", "巴图", "握手言和", "是", date(2024, 3, 9), "2024.4.1", "那顺", "晴"],
        ["乙", "2024.3.5", "巴图", "还在谈", "否", "", "", "", ""],
    ]
    shown, result = run(make_book([head, *rows]), machine)
    done, still = sorted(matters(machine), key=lambda row: row.state != "settled")
    assert (result.settled, done.state, done.result, done.colour) == (1, "settled", "握手言和", "green")
    assert done.result_at == datetime(2024, 3, 9, tzinfo=LOCAL)
    assert done.evidence == "据原台账；原台账记载已销号（2024-04-01）"
    assert set(done.imported_note.splitlines()) == {"责任人：那顺", "天气：晴", "销号时间：2024.4.1"}
    assert (still.state, still.imported_note) == ("registered", "化解情况：还在谈")
    assert any("second person" in remark.text for remark in shown.remarks)


def test_identity_numbers_stay_out(make_book: MakeBook, machine: Actor) -> None:
    """O-4: a registered matter holds no identity number; the preview says so."""
    shown, _ = run(make_book([["简要情况", "当事人", "身份证号"], ["甲", "巴图", "150624199001011234"]]), machine)
    (matter,) = matters(machine)
    assert [party.identity_number for party in parties_of([matter.pk])[matter.pk]] == [""]
    assert "150624199001011234" not in matter.imported_note
    assert any(remark.params.get("heads") == ("身份证号",) for remark in shown.remarks)


def test_a_person_corrects_the_mapping(make_book: MakeBook, machine: Actor) -> None:
    path = make_book([["日期", "地点", "怎么回事"], ["2024.3.5", "村口", "羊吃了草"]])
    assert preview(path, Options(), by=machine).bad == 1
    shown, _ = run(path, machine, mapping={"怎么回事": "what"})
    assert [(column.letter, column.head, column.field) for column in shown.columns][2] == ("C", "怎么回事", "what")
    assert matters(machine)[0].narrative == "羊吃了草"


def test_an_import_that_broke_off_goes_on(make_book: MakeBook, machine: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Registered but not yet answered: the next attempt brings the answers and registers nothing twice."""
    path = make_book(
        [
            ["留言编号", "留言详情", "留言时间", "答复意见", "答复时间"],
            [1, "甲", "2024/3/5 8:00", "好的", "2024/3/6 9:00"],
        ]
    )
    without = replace(preview(path, Options(mapping={"答复意见": "skip", "答复时间": "skip"}), by=machine))
    assert apply(without, by=machine).answers == 0
    result = run(path, machine)[1]
    (matter,) = matters(machine)
    assert (result.added, result.already, result.answers, matter.answer_text) == (0, 1, 1, "好的")
    assert run(path, machine)[1].answers == 0


def test_a_number_of_ours_that_is_not_here_is_no_new_matter(make_book: MakeBook, machine: Actor) -> None:
    """T-6: an export carries our numbers; masked rows must never come back as new matters."""
    result = run(make_book([["登记编号", "简要情况"], ["鄂矛登〔2020〕000001号", "甲"]]), machine)[1]
    assert (result.added, result.refused, result.problems[0].letter) == (0, 1, "A")


def test_without_the_right_nothing_is_read(make_book: MakeBook, machine: Actor) -> None:
    class NoRights:
        def check(self, permission: str, subject: object, at: datetime) -> None:
            raise Refused("not-permitted", permission)

    path = make_book([HEAD, GOOD])
    with pytest.raises(Refused, match=r"disputes\.import"):
        preview(path, Options(), by=replace(machine, rights=NoRights()))  # type: ignore[arg-type]  # asks only check


def test_no_ledger_is_said_in_words(make_book: MakeBook, machine: Actor) -> None:
    with pytest.raises(Invalid, match="no-head"):
        preview(make_book([["你好"]]), Options(), by=machine)


def moment(cell: Any) -> datetime:
    """A time as the shared workbook writes it."""
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=LOCAL)
    return datetime(*map(int, re.findall(r"[0-9]+", cell)), tzinfo=LOCAL)  # type: ignore[arg-type,misc]  # three or six


@pytest.mark.walk
def test_all_real_messages_come_in_whole(shared_folder: Path, machine: Actor) -> None:
    """2,816 messages: texts exactly as typed, replies as answers with their times, found by two-character words."""
    path = shared_folder / "data" / "city-messages-with-replies.xlsx"
    shown, result = run(path, machine)
    assert (shown.profile, shown.good, shown.bad) == ("messages", 2816, 0)
    assert (result.added, result.answers, result.refused, result.partial) == (2816, 2816, 0, 0)
    cells = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[1:]
    typed = sorted((row[2].strip(), row[4], row[5], row[1], moment(row[3]), moment(row[6])) for row in cells)
    reporters = {report.dispute_id: report.reporter for report in Report.objects.all()}
    stored = [
        (row.title, row.narrative, row.answer_text, reporters[row.pk], row.requested_at, row.answered_at)
        for row in matters(machine)
    ]
    assert sorted(stored) == typed
    for word in ("物业", "回复", "整改"):
        found = {row.narrative for row in Dispute.objects.filter(pk__in=matching(word))}
        expected = {row[4] for row in cells if word in row[2] or word in row[4] or word in row[5]}
        assert expected <= found
    only_replied = {row[4] for row in cells if "整改" in row[5] and "整改" not in row[2] + row[4]}
    assert len(only_replied) > 100


def test_words_of_an_imported_reply_are_found(make_book: MakeBook, machine: Actor) -> None:
    """A reply is searched by two characters as what was asked is."""
    run(
        make_book(
            [
                ["留言主题", "留言时间", "留言详情", "答复意见", "答复时间"],
                ["甲", "2024-03-05", "乙丙", "已经整改完毕", "2024-03-06"],
            ]
        ),
        machine,
    )
    (matter,) = matters(machine)
    assert matter.answered_at == datetime(2024, 3, 6, tzinfo=LOCAL)
    found = {word: Dispute.objects.filter(pk__in=matching(word)).count() for word in ("整改", "完毕", "乙丙", "拆除")}
    assert found == {"整改": 1, "完毕": 1, "乙丙": 1, "拆除": 0}


def test_the_empty_sheet_has_columns_that_the_import_knows(machine: Actor, tmp_path: Path) -> None:
    """R-521: the template is the union of the lists; empty, it brings nothing."""
    path = tmp_path / "blank.xlsx"
    write_blank(path)
    rows = [list(row) for row in CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()]
    assert guess([Column(at, str(head)) for at, head in enumerate(rows[-1])]).unknown == ()
    assert preview(path, Options(), by=machine).good == 0
