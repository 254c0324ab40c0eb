"""Cells as people fill them in (R-521)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from anmulong.exchange.sheets import ERROR_CELL, Cell
from anmulong.exchange.values import (
    MAX_TEXT,
    amount_of,
    code_of,
    colour_of,
    degrees_of,
    kind_of,
    line_of,
    moment_of,
    names_of,
    says_nothing,
    sides_of,
    text_of,
    whole_number_of,
    yes_or_no,
)
from anmulong.kernel.clock import LOCAL
from anmulong.kernel.errors import Invalid


NOW = datetime(2026, 7, 1, tzinfo=UTC)


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LOCAL)


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2024.3.5", at(2024, 3, 5)),
        ("2024年3月5日", at(2024, 3, 5)),
        ("２０２４年３月５日", at(2024, 3, 5)),
        ("2024/3/5 10:20", at(2024, 3, 5, 10, 20)),
        ("2019/4/25 9:32:09", at(2019, 4, 25, 9, 32, 9)),
        ("2024-03-05T10:20:30", at(2024, 3, 5, 10, 20, 30)),
        ("2024年3月5日 10时20分", at(2024, 3, 5, 10, 20)),
        ("2024年3月5日10:20", at(2024, 3, 5, 10, 20)),
        ("2024 年 3 月 5 日", at(2024, 3, 5)),
        ("2024。3。5", at(2024, 3, 5)),
        ("20240305", at(2024, 3, 5)),
        (20240305.0, at(2024, 3, 5)),
        (45356.0, at(2024, 3, 5)),
        ("45356", at(2024, 3, 5)),
        (45356.5, at(2024, 3, 5, 12)),
        (date(2024, 3, 5), at(2024, 3, 5)),
        (datetime(2024, 3, 5, 10, 20), at(2024, 3, 5, 10, 20)),  # noqa: DTZ001  # spreadsheet cells have no zone
    ],
)
def test_dates(cell: Cell, moment: datetime) -> None:
    assert moment_of(cell, now=NOW).moment == moment


def test_a_month_alone_is_rough() -> None:
    told = moment_of("2024年3月", now=NOW)
    assert (told.moment, told.rough) == (at(2024, 3, 1), True)


@pytest.mark.parametrize(
    "cell", ["2024.13.5", "2023-02-29", "三月五日", "3.5", 7.0, True, timedelta(hours=1), "待定", ""]
)
def test_no_dates(cell: Cell) -> None:
    with pytest.raises(Invalid, match="bad-date"):
        moment_of(cell, now=NOW)


def test_the_future_is_refused() -> None:
    """O-2: what happened cannot lie ahead."""
    with pytest.raises(Invalid, match="in-the-future"):
        moment_of("2026-07-02", now=NOW)


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("3.5万", "35000"),
        ("1.2万元整", "12000"),
        ("１２３４．５", "1234.5"),
        ("约5000元", "5000"),
        (1234.5, "1234.5"),
        (12.0, "12"),
    ],
)
def test_amounts(cell: Cell, amount: str) -> None:
    assert amount_of(cell) == Decimal(amount)


def test_the_unit_of_the_head_counts_for_bare_numbers_only() -> None:
    assert (amount_of(3.5, unit=10_000), amount_of("0.8", unit=10_000), amount_of("3.5万元", unit=10_000)) == (
        Decimal(35000),
        Decimal(8000),
        Decimal(35000),
    )


@pytest.mark.parametrize("cell", ["若干", "-5", -5.0, "三万"])
def test_no_amounts(cell: Cell) -> None:
    with pytest.raises(Invalid, match="bad-amount"):
        amount_of(cell)


@pytest.mark.parametrize(("cell", "number"), [(12.0, 12), ("12人", 12), ("１２", 12), ("约30余人", 30)])
def test_whole_numbers(cell: Cell, number: int) -> None:
    assert whole_number_of(cell) == number


@pytest.mark.parametrize("cell", [12.5, "十几", -1.0, "3-5"])
def test_no_whole_numbers(cell: Cell) -> None:
    with pytest.raises(Invalid, match="bad-number"):
        whole_number_of(cell)


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        ("是", True),
        (True, True),
        ("已化解", True),
        (1.0, True),
        ("√", True),
        ("未化解", False),
        ("0", False),
        ("看情况", None),
    ],
)
def test_yes_and_no(cell: Cell, answer: bool | None) -> None:
    assert yes_or_no(cell) is answer


def test_names_joined_by_commas_of_any_kind() -> None:
    assert names_of("巴图、其其格，那顺; 乌兰\n其其格") == ("巴图", "其其格", "那顺", "乌兰")
    assert names_of("巴图等3人") == ("巴图",)


@pytest.mark.parametrize(
    ("cell", "sides"),
    [
        ("巴图与那顺、乌兰", (("巴图",), ("那顺", "乌兰"))),
        ("巴图和那顺", (("巴图",), ("那顺",))),
        ("巴图 VS 那顺", (("巴图",), ("那顺",))),
        ("和谐物业公司、那顺", (("和谐物业公司", "那顺"), ())),
        ("巴图、那顺", (("巴图", "那顺"), ())),
    ],
)
def test_sides(cell: str, sides: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
    assert sides_of(cell) == sides


def test_colours_by_word_or_level() -> None:
    assert [colour_of(cell) for cell in ("红色", "二级", "黄", "低风险", "绿")] == [
        "red",
        "orange",
        "yellow",
        "blue",
        "green",
    ]
    with pytest.raises(Invalid, match="bad-colour"):
        colour_of("紫")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("邻里", "neighbours"),
        ("邻里纠纷", "neighbours"),
        ("草牧场边界", "pasture_boundary"),
        ("2.邻里纠纷", "neighbours"),
        ("婚姻家庭类", "marriage_family"),
        ("房屋宅基地", "house_homestead"),
        ("村务管理", "other"),
        ("交通事故纠纷", "traffic"),
    ],
)
def test_kinds(cell: str, code: str) -> None:
    """C-301, C-301x and the words of L-2."""
    assert kind_of(cell) == code


@pytest.mark.django_db
def test_other_words_are_no_codes() -> None:
    with pytest.raises(Invalid, match="bad-kind"):
        kind_of("外星人")
    with pytest.raises(Invalid, match="bad-code"):
        code_of("C-310", "大")
    assert code_of("C-310", "个体性事件") == "individual"


def test_text_is_kept_as_typed_or_refused_never_cut() -> None:
    typed = "\n\t\t 你好 \r\n"
    assert text_of(typed) == typed
    assert text_of(2549.0) == "2549"
    with pytest.raises(Invalid, match="text-too-long"):
        text_of("字" * (MAX_TEXT + 1))
    with pytest.raises(Invalid, match="error-cell"):
        text_of(ERROR_CELL)
    with pytest.raises(Invalid, match="line-too-long"):
        line_of("字" * 201)


def test_degrees() -> None:
    assert degrees_of("107.9876543", limit=180) == Decimal("107.987654")
    with pytest.raises(Invalid, match="bad-degrees"):
        degrees_of("东经", limit=180)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024年3月上旬", "2024-03-01"),
        ("2024年3月份", "2024-03-01"),
        ("2024.03.05 上午", "2024-03-05"),
        ("2024年3月5日左右", "2024-03-05"),
    ],
)
def test_parts_of_months_and_days(cell: str, day: str) -> None:
    """R-521: what is only roughly said keeps its month or day."""
    assert f"{moment_of(cell, now=NOW).moment:%Y-%m-%d}" == day


@pytest.mark.parametrize(("cell", "amount"), [("2万余元", "20000"), ("5000多元", "5000"), ("1.2万元整", "12000")])
def test_rough_amounts(cell: str, amount: str) -> None:
    assert amount_of(cell) == Decimal(amount)


@pytest.mark.parametrize(("cell", "number"), [("三人", 3), ("3（人）", 3), ("十余人", 10), ("３ 人", 3)])
def test_people_in_signs(cell: str, number: int) -> None:
    assert whole_number_of(cell) == number


@pytest.mark.parametrize(("cell", "said"), [("/", True), ("——", True), ("无", True), ("无人受伤", False), ("", False)])
def test_cells_that_say_nothing(cell: str, said: bool) -> None:
    assert says_nothing(cell) is said
