"""Running numbers for people (R-212)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anmulong.kernel.errors import Invalid
from anmulong.kernel.numbering import ParsedNumber, Series, parse_number, parse_receipt_number, receipt_number


def test_a_receipt_number_has_county_year_and_six_digits() -> None:
    assert receipt_number("鄂", 2026, 123) == "鄂矛登〔2026〕000123号"


def test_a_serial_beyond_the_width_is_kept_whole() -> None:
    assert receipt_number("鄂", 2026, 1_234_567) == "鄂矛登〔2026〕1234567号"


def test_a_file_number_of_a_committee() -> None:
    number = Series("（阿尔巴斯）人调字", 2026, ordinal=True).number(7)
    assert number == "（阿尔巴斯）人调字〔2026〕第7号"
    assert parse_number(number) == ParsedNumber("(阿尔巴斯)人调字", 2026, 7)


@pytest.mark.parametrize(
    "typed",
    [
        "鄂矛登〔2026〕000123号",
        "鄂矛登[2026]123",
        "鄂矛登（２０２６）１２３号",
        "鄂矛登【2026】000123",
        " 鄂矛登 〔2026〕 123 号 ",
    ],
)
def test_a_number_is_read_however_it_was_typed(typed: str) -> None:
    assert parse_receipt_number(typed) == ParsedNumber("鄂", 2026, 123)


@given(st.text("鄂托克旗乌审杭锦", max_size=4), st.integers(1900, 9999), st.integers(1, 10**9))
def test_every_number_reads_back(label: str, year: int, serial: int) -> None:
    assert parse_receipt_number(receipt_number(label, year, serial)) == ParsedNumber(label, year, serial)


@pytest.mark.parametrize("typed", ["", "鄂矛登2026-123", "鄂矛登〔26〕123号", "鄂矛登〔2026〕0号", "鄂矛登〔2026〕号"])
def test_other_texts_are_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Invalid) as caught:
        parse_number(typed)
    assert caught.value.way_out is not None
    assert caught.value.way_out.render() == "A number looks like 鄂矛登〔2026〕000123号."


def test_a_number_of_another_kind_is_no_receipt() -> None:
    with pytest.raises(Invalid):
        parse_receipt_number("鄂人调字〔2026〕第7号")


def test_serials_begin_with_one() -> None:
    with pytest.raises(ValueError, match="begins with 1"):
        receipt_number("鄂", 2026, 0)
