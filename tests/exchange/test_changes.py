"""A ledger that grew: only what the file changed goes in, nothing of the office is written over (R-521, O-2)."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from anmulong.base.scoping import Scope
from anmulong.disputes.public import Change, Dispute
from anmulong.exchange.enums import ChangeWay
from anmulong.exchange.ledger_import import Options, Preview, Result, apply, preview
from anmulong.journal.enums import ReadingKind
from anmulong.journal.models import Entry, Reading
from anmulong.journal.public import Actor, Call, perform, verify_stream
from anmulong.kernel.clock import LOCAL
from tests.exchange.conftest import MakeBook


pytestmark = pytest.mark.usefixtures("places")
HEAD = [
    *("编号", "苏木镇", "排查时间", "当事人", "联系电话", "纠纷类型", "涉及金额（元）", "简要情况", "进展"),
    *("是否化解", "化解情况"),
]
ROW = ["A1", "乌兰镇", "2024.3.5", "巴图", "13812345678", "邻里", 500, "草料堆在路上挡了车", "已登记", "", ""]


def changed(**cells: Any) -> list[Any]:
    """The row with other cells, by the letter of their column."""
    return [cells.get(chr(ord("A") + at), cell) for at, cell in enumerate(ROW)]


def run(path: Path, by: Actor, **chosen: Any) -> tuple[Preview, Result]:
    shown = preview(path, Options(**chosen), by=by)
    return shown, apply(shown, by=by)


def the_matter(by: Actor) -> Dispute:
    scope: Scope = by.rights.scope(datetime(2026, 1, 1, tzinfo=LOCAL))
    (matter,) = Dispute.objects.in_scope(scope)
    return matter


def notes(matter: Dispute) -> list[str]:
    return [note.text for note in matter.notes.all()]


@pytest.fixture
def first(make_book: MakeBook, machine: Actor) -> Dispute:
    """Last month's file is in."""
    run(make_book([HEAD, ROW]), machine)
    return the_matter(machine)


def test_changed_cells_are_shown_and_then_changed(first: Dispute, make_book: MakeBook, machine: Actor) -> None:
    """R-521: the preview names matter, field, both values; nothing is changed before it is applied."""
    path = make_book([HEAD, changed(G=800, H="草料堆在路上挡了车，已报苏木", F="宅基地")], name="second.xlsx")
    shown = preview(path, Options(), by=machine)
    assert [(view.matter, view.field, view.was, view.becomes, view.way) for view in shown.changes] == [
        (first.number, "what", "草料堆在路上挡了车", "草料堆在路上挡了车，已报苏木", ChangeWay.CHANGE),
        (first.number, "kind", "邻里纠纷", "房屋(房产)宅基地纠纷", ChangeWay.CHANGE),
        (first.number, "amount", "500", "800", ChangeWay.CHANGE),
    ]
    assert (shown.new, shown.already, shown.changed, the_matter(machine).version) == (0, 1, 1, first.version)
    assert Reading.objects.filter(kind=ReadingKind.OPEN, subject_kind="ledger").count() == 1
    result = apply(shown, by=machine)
    matter = the_matter(machine)
    assert (result.added, result.changed, result.all_in) == (0, 1, True)
    assert (matter.amount_at_stake, matter.kind) == (Decimal(800), "house_homestead")
    assert matter.narrative == "草料堆在路上挡了车，已报苏木"
    assert verify_stream(matter.pk).findings == []
    assert run(path, machine)[0].changed == 0


def test_what_the_office_changed_is_not_written_over(first: Dispute, make_book: MakeBook, machine: Actor) -> None:
    """The office's word stays: silently where the file says nothing new, named where both changed the field."""
    given = Change(amount_at_stake=Decimal(650), kind="pasture_boundary")
    perform(Call("dispute.update", given, subject=first.pk, version=first.version), by=machine)
    assert run(make_book([HEAD, ROW], name="same.xlsx"), machine)[0].changed == 0
    shown, result = run(make_book([HEAD, changed(G=800)], name="second.xlsx"), machine)
    assert [(view.field, view.was, view.becomes, view.way) for view in shown.changes] == [
        ("amount", "650", "800", ChangeWay.CLASH)
    ]
    matter = the_matter(machine)
    assert (matter.amount_at_stake, matter.kind) == (Decimal(650), "pasture_boundary")
    assert (result.partial, [problem.letter for problem in result.problems]) == (1, ["G"])


def test_a_second_change_is_measured_against_the_first(first: Dispute, make_book: MakeBook, machine: Actor) -> None:
    for number, amount in enumerate((800, 900, 800)):
        assert run(make_book([HEAD, changed(G=amount)], name=f"{number}.xlsx"), machine)[1].changed == 1
        assert the_matter(machine).amount_at_stake == amount


def test_words_without_a_field_go_into_a_note_once(first: Dispute, make_book: MakeBook, machine: Actor) -> None:
    path = make_book([HEAD, changed(I="已上门两次", D="巴图、那顺", E="", C="2024.3.6")], name="second.xlsx")
    shown, _ = run(path, machine)
    assert {view.way for view in shown.changes} == {ChangeWay.NOTE}
    (text,) = notes(the_matter(machine))
    assert text.splitlines() == [
        "据更新后的台账补记：",
        "进展：已上门两次",
        "受理时间：2024-03-06 00:00",
        "当事人：巴图、那顺",
    ]
    assert run(path, machine)[0].changed == 0
    assert run(make_book([HEAD, changed(I="已上门两次")], name="third.xlsx"), machine)[0].changed == 0


def test_a_result_that_came_later_is_recorded(first: Dispute, make_book: MakeBook, machine: Actor) -> None:
    path = make_book([HEAD, changed(J="是", K="握手言和")], name="second.xlsx")
    shown, result = run(path, machine)
    assert [(view.field, view.becomes, view.way) for view in shown.changes] == [("result", "握手言和", ChangeWay.STEP)]
    assert (result.settled, the_matter(machine).result) == (1, "握手言和")
    shown, _ = run(make_book([HEAD, changed(J="是", K="握手言和，已搬走", G=800)], name="third.xlsx"), machine)
    matter = the_matter(machine)
    assert (matter.result, notes(matter)[0].splitlines()[-1]) == ("握手言和", "化解情况：握手言和，已搬走")
    entry = Entry.objects.get(action="dispute.correct")
    assert (matter.amount_at_stake, entry.subject) == (Decimal(800), matter.pk)


def test_only_new_leaves_the_others_alone(first: Dispute, make_book: MakeBook, machine: Actor) -> None:
    path = make_book([HEAD, changed(G=800), ["A2", *ROW[1:]]], name="second.xlsx")
    _, result = run(path, machine, changes=False)
    assert (result.added, result.changed) == (1, 0)
    assert Dispute.objects.get(pk=first.pk).version == first.version


def test_without_a_number_the_lasting_cells_know_a_row_again(make_book: MakeBook, machine: Actor) -> None:
    """Progress and results are filled in month by month: the row stays the same matter."""
    run(make_book([HEAD, ["", *ROW[1:]]]), machine)
    later = ["", *changed(J="是", K="已和好", G=700)[1:]]
    _, result = run(make_book([HEAD, later], name="second.xlsx"), machine)
    matter = the_matter(machine)
    assert (result.added, result.changed, matter.state, matter.amount_at_stake) == (0, 1, "settled", Decimal(700))


def test_two_rows_of_one_file_that_differ_are_two_matters(make_book: MakeBook, machine: Actor) -> None:
    """Alike in everything lasting, not in everything: told apart, this month and next."""
    path = make_book([HEAD, ["", *ROW[1:]], ["", *changed(G=900)[1:]]])
    assert run(path, machine)[1].added == 2
    shown, again = run(path, machine)
    assert (shown.changed, again.added, again.already) == (0, 0, 2)


def test_a_number_twice_in_one_file_is_named(make_book: MakeBook, machine: Actor) -> None:
    path = make_book([HEAD, ROW, changed(H="围栏被推倒，要求赔偿")])
    shown, result = run(path, machine)
    assert (shown.bad, result.added, result.refused) == (1, 1, 1)
    assert [(problem.row, problem.letter) for problem in result.problems] == [(3, "A")]
