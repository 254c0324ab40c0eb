"""Amounts: read as typed, decimal always, capitals by the rules of 支付结算办法 appendix 1."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anmulong.kernel.errors import Invalid
from anmulong.kernel.money import MAX_YUAN, capital, format_yuan, parse_name_amounts, yuan


amounts = st.integers(0, 10**18 - 1).map(lambda cents: Decimal(cents).scaleb(-2)) | st.decimals(0, 10**7, places=2)
DIGITS = "零壹贰叁肆伍陆柒捌玖"


def read_capital(text: str) -> Decimal:
    """A reader of capitals that knows nothing of how they were made."""
    whole, _, rest = text.removesuffix("整").rpartition("元")
    total = section = digit = 0
    for sign in whole:
        if sign in DIGITS:
            digit = DIGITS.index(sign)
        elif sign in "拾佰仟":
            section, digit = section + digit * 10 ** ("拾佰仟".index(sign) + 1), 0
        elif sign == "万":
            total, section, digit = total + (section + digit) * 10**4, 0, 0
        else:
            total, section, digit = (total + section + digit) * 10**8, 0, 0
    cents = 0
    for sign in rest:
        if sign in DIGITS:
            digit_of_rest = DIGITS.index(sign)
        else:
            cents += digit_of_rest * (10 if sign == "角" else 1)
    return Decimal(total + section + digit) + Decimal(cents).scaleb(-2)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("0", "0.00"),
        ("12", "12.00"),
        ("12.5", "12.50"),
        ("12.", "12.00"),
        (".5", "0.50"),
        ("12.340", "12.34"),
        ("1,234.5", "1234.50"),
        ("1，234，567", "1234567.00"),
        ("１２３４．５", "1234.50"),
        ("12。5", "12.50"),
        ("3.5万", "35000.00"),
        ("1.2万元整", "12000.00"),
        ("1.2345万", "12345.00"),
        ("3万块钱", "30000.00"),
        ("2百万", "2000000.00"),
        ("2佰万元", "2000000.00"),
        ("5千", "5000.00"),
        ("1.5亿", "150000000.00"),
        ("12元5角", "12.50"),
        ("12元5角3分", "12.53"),
        ("12元3分", "12.03"),
        ("¥100", "100.00"),
        ("￥1,000.00元", "1000.00"),
        ("人民币 500 圆正", "500.00"),
        ("rmb 88", "88.00"),
        (" 1 000 ", "1000.00"),
        ("999999999999.99", "999999999999.99"),
        (7, "7.00"),
        (Decimal("7.1"), "7.10"),
        (Decimal("1E+3"), "1000.00"),
    ],
)
def test_yuan_reads_what_people_type(typed: str | int | Decimal, amount: str) -> None:
    assert str(yuan(typed)) == amount


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "abc",
        "-5",
        "1.234",
        "12,34",
        "1,2345",
        "1.2.3",
        "三万",
        "3万5千",
        "1000000000000",
        "1万亿",
        "0.0000001万",
        "5角元",
        Decimal("-0.01"),
        Decimal("NaN"),
        Decimal("Infinity"),
        Decimal("0.001"),
        MAX_YUAN + 1,
    ],
)
def test_yuan_refuses_the_rest_with_a_way_out(typed: str | Decimal) -> None:
    with pytest.raises(Invalid) as caught:
        yuan(typed)
    assert caught.value.code == "bad-amount"
    assert caught.value.way_out is not None
    assert caught.value.message.render()


@pytest.mark.parametrize("value", [1.5, True])
def test_floats_never_become_money(value: float) -> None:
    for function in (yuan, capital, format_yuan):
        with pytest.raises(TypeError):
            function(value)  # type: ignore[operator] # the wrong type is the point


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "零元整"),
        ("0.01", "壹分"),
        ("0.10", "壹角"),
        ("0.53", "伍角叁分"),
        ("1", "壹元整"),
        ("1.01", "壹元零壹分"),
        ("1.10", "壹元壹角"),
        ("10", "壹拾元整"),
        ("10.05", "壹拾元零伍分"),
        ("16", "壹拾陆元整"),
        ("100", "壹佰元整"),
        ("101", "壹佰零壹元整"),
        ("110", "壹佰壹拾元整"),
        ("1001", "壹仟零壹元整"),
        ("1010", "壹仟零壹拾元整"),
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("107000.53", "壹拾万零柒仟元伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("10000", "壹万元整"),
        ("10001", "壹万零壹元整"),
        ("12000", "壹万贰仟元整"),
        ("100200", "壹拾万零贰佰元整"),
        ("10010000", "壹仟零壹万元整"),
        ("10000000", "壹仟万元整"),
        ("100000000", "壹亿元整"),
        ("100000005", "壹亿零伍元整"),
        ("100010000", "壹亿零壹万元整"),
        ("1020304050.60", "壹拾亿零贰仟零叁拾万零肆仟零伍拾元陆角"),
        ("1000000000000", "壹万亿元整"),
        ("1000200000000", "壹万零贰亿元整"),
        ("9999999999999999.99", "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_capitals_by_the_rules(amount: str, text: str) -> None:
    assert capital(Decimal(amount)) == text


@given(amounts)
def test_capitals_read_back_to_the_amount(amount: Decimal) -> None:
    text = capital(amount)
    assert read_capital(text) == amount
    assert "零零" not in text
    assert text.endswith(("整", "角", "分"))


@given(amounts)
def test_formatted_amounts_are_read_again(amount: Decimal) -> None:
    if amount <= MAX_YUAN:
        assert yuan(format_yuan(amount)) == amount


def test_format_has_separators_and_two_places() -> None:
    assert format_yuan(Decimal("1234567.5")) == "1,234,567.50"
    assert format_yuan(-3) == "-3.00"


@pytest.mark.parametrize("amount", [Decimal("-0.01"), Decimal(10) ** 16, Decimal("0.001")])
def test_capitals_refuse_what_they_cannot_write(amount: Decimal) -> None:
    with pytest.raises(ValueError, match=r"."):
        capital(amount)


@pytest.mark.parametrize(
    ("line", "name", "amount"),
    [
        ("王强\t4650", "王强", "4650"),
        ("王强，4,650.50元", "王强", "4650.50"),
        ("王强4650", "王强", "4650"),
        ("１．王强　４６５０元", "王强", "4650"),
        ("12 王强 300", "王强", "300"),
        ("1\t王强\t0.46万", "王强", "4600"),
        ("2、李 娜 1.2万元整", "李 娜", "12000"),
        ("Bat-Erdene 3000", "Bat-Erdene", "3000"),
        ("欧阳娜娜：12元5角", "欧阳娜娜", "12.50"),
        ("王强 人民币3000元", "王强", "3000"),
        ("李双喜（组长） ¥500", "李双喜(组长)", "500"),
        ("工人3 1200", "工人3", "1200"),
        ("王强,1,200.50", "王强", "1200.50"),
    ],
)
def test_a_pasted_line_is_a_name_and_an_amount(line: str, name: str, amount: str) -> None:
    """O-8: tabs, spaces, commas or nothing between; full-width digits; 元 and 万; a running number in front."""
    [read] = parse_name_amounts(f"\n{line}\n")
    assert (read.name, read.amount, read.line) == (name, Decimal(amount), 2)


@pytest.mark.parametrize(
    "line", ["王强", "4650", "王强 0", "王强 -300", "王强 1 200", "王强 3000 欠", "王强 1.005", "王强 3.5.6"]
)
def test_a_line_that_cannot_be_read_is_named(line: str) -> None:
    """O-8: every bad line with its number, and all at once; two people of one name are told apart by hand."""
    with pytest.raises(Invalid) as caught:
        parse_name_amounts(f"李娜 20\n{line}\n\n李娜 30")
    assert caught.value.details["lines"] == (2, 4)
    assert line.split(maxsplit=1)[0] in caught.value.message.render()


def test_an_empty_list_is_no_list() -> None:
    with pytest.raises(Invalid, match="empty-list"):
        parse_name_amounts(" \n\n")


@given(st.lists(st.integers(1, 10**11).map(lambda cents: Decimal(cents).scaleb(-2)), min_size=1, max_size=60))
def test_a_list_that_was_written_is_read_again(owed: list[Decimal]) -> None:
    text = "\n".join(f"工人{number}\t{format_yuan(amount)}元" for number, amount in enumerate(owed))
    assert [row.amount for row in parse_name_amounts(text)] == owed
