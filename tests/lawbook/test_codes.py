"""Code tables as the program asks them: words, validity, digits, gate and routes (R-303, R-113, C-240, C-241)."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation

from anmulong.journal.public import Actor, Call, perform
from anmulong.kernel.errors import Conflict, Invalid, Refused
from anmulong.lawbook import public as lawbook


pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


def test_words_follow_the_reader() -> None:
    assert lawbook.code_label("C-301", "wages", "zh-hans") == "拖欠农民工工资纠纷"
    assert lawbook.code_label("C-301", "wages", "en") == "migrant workers' unpaid wages"
    with translation.override("en"):
        assert lawbook.choices("risk_colour", DAY)[0] == ("red", "red")
    with translation.override("mvf"):
        assert lawbook.code_label("risk_colour", "red") == "红色"


def test_unknown_words_are_shown_as_they_are_and_unknown_tables_are_refused() -> None:
    assert lawbook.code_label("C-301", "old-code", "zh-hans") == "old-code"
    assert lawbook.code_label("C-301", "") == ""
    with pytest.raises(Invalid, match="unknown-code-table"):
        lawbook.codes("C-999")
    with pytest.raises(Invalid, match="unknown-code:"):
        lawbook.code_row("C-301", "old-code")


def test_rows_hold_from_their_first_day() -> None:
    assert lawbook.codes("C-301", date(2016, 12, 31)) == []
    assert len(lawbook.codes("C-301", date(2017, 1, 1))) == 18
    with pytest.raises(Invalid, match="code-not-valid"):
        lawbook.check_code("C-301", "wages", date(2016, 12, 31))
    assert lawbook.check_code("C-301", "wages", DAY).code == "wages"


def test_children_are_reported_under_their_parent() -> None:
    """R-303; private lending stands under contract."""
    assert lawbook.official_digit("C-301", "wages", "im2017") == "10"
    assert lawbook.official_digit("C-301", "wages", "im2017b") == "11"
    assert lawbook.official_digit("C-301x", "private_lending", "im2017") == "4"
    with pytest.raises(Invalid, match="no-official-digit"):
        lawbook.official_digit("C-222", "video", "im2017")


def test_dispute_types_carry_their_children() -> None:
    types = {row.code: [child.code for child in children] for row, children in lawbook.dispute_types(DAY)}
    assert types["contract"] == ["private_lending"]
    assert lawbook.official_type("private_lending") == "contract"
    assert lawbook.official_type("wages") == "wages"
    assert lawbook.dispute_type_label("private_lending", "zh-hans") == "民间借贷纠纷"
    assert lawbook.dispute_type_label("wages", "en") == "migrant workers' unpaid wages"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("邻里", ("C-301", "neighbours")),
        (" 邻里纠纷 ", ("C-301", "neighbours")),
        ("房屋（房产）宅基地纠纷", ("C-301", "house_homestead")),
        ("民间借贷", ("C-301x", "private_lending")),
        ("medical", ("C-301", "medical")),
        ("", None),
        ("不知道", None),
    ],
)
def test_words_of_a_ledger_find_their_code(text: str, found: tuple[str, str] | None) -> None:
    """R-521: people write 邻里, 邻里纠纷, full-width brackets."""
    assert lawbook.code_from_text(("C-301", "C-301x"), text) == found


def test_loaded_table_takes_the_place_of_the_shipped_one(machine: Actor) -> None:
    shipped = lawbook.code_table("risk_colour")
    renamed = replace(shipped, rows=(replace(shipped.rows[0], zh="大红"), *shipped.rows[1:]))
    perform(Call("lawbook.load_codes", renamed), by=machine)
    assert lawbook.code_label("risk_colour", "red", "zh-hans", county="otog") == "大红"
    assert lawbook.code_label("risk_colour", "red", "zh-hans", county="elsewhere") == "红色"


def test_table_is_loaded_once(machine: Actor) -> None:
    perform(Call("lawbook.load_codes", lawbook.code_table("C-930")), by=machine)
    with pytest.raises(Conflict, match="already-there"):
        perform(Call("lawbook.load_codes", lawbook.code_table("C-930")), by=machine)


def test_revision_ends_a_row_and_never_removes_it(machine: Actor) -> None:
    shipped = lawbook.code_table("C-930")
    table = perform(Call("lawbook.load_codes", shipped), by=machine).subject
    new = replace(shipped.rows[0], code="trial", zh="试行", digits={})
    perform(Call("lawbook.revise_codes", replace(shipped, rows=(*shipped.rows[1:], new)), subject=table), by=machine)
    assert [row.code for row in lawbook.codes("C-930")] == ["long", "permanent", "trial"]
    assert lawbook.code_label("C-930", "short", "zh-hans") == "短期"


def test_revision_takes_the_file_of_its_own_table_only(machine: Actor) -> None:
    table = perform(Call("lawbook.load_codes", lawbook.code_table("C-930")), by=machine).subject
    with pytest.raises(Refused, match="other-code-table"):
        perform(Call("lawbook.revise_codes", lawbook.code_table("C-911"), subject=table), by=machine)
