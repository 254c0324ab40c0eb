"""Amounts in yuan: decimal with two places, never float; read as people type them, written as banks want them.

Source of the capitals: 支付结算办法 (1997), appendix 1, rules for filling in bills.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from anmulong.kernel.errors import Invalid
from anmulong.kernel.wording import Message, noop


MAX_YUAN = Decimal("999999999999.99")
"""decimal(14, 2), domain.md appendix C."""

_CENT = Decimal("0.01")
_UNITS = {
    "": 0, "十": 1, "拾": 1, "百": 2, "佰": 2, "千": 3, "仟": 3, "万": 4,
    "十万": 5, "百万": 6, "千万": 7, "亿": 8, "十亿": 9, "百亿": 10, "千亿": 11,
}  # fmt: skip
_AMOUNT = re.compile(
    r"(?:人民币|RMB|CNY|¥)?"
    r"(?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?)"
    r"(?P<unit>[十拾百佰千仟]?[万亿]|[十拾百佰千仟]?)"
    r"(?:[元圆块](?:(?P<tenths>[0-9])[角毛])?(?:(?P<cents>[0-9])分)?钱?)?"
    r"[整正]?"
)
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_SECTIONS = ("", "万", "亿", "万")


def yuan(value: str | Decimal | int) -> Decimal:
    """The amount with two places, from a number or from what a person typed.

    Understands full-width digits, `1,234.5`, `3.5万`, `1.2万元整`, `12元5角`, a leading ¥ or 人民币. TypeError for a
    float; `Invalid` for what cannot be read, is negative, is finer than one fen, or needs more than decimal(14, 2).
    """
    if isinstance(value, bool | float):
        raise TypeError("an amount is text, Decimal or int, never float")
    amount = _read(value) if isinstance(value, str) else Decimal(value)
    if not amount.is_finite() or amount < 0:
        raise _bad(noop("An amount of money cannot be below zero."))
    if amount > MAX_YUAN:
        raise _bad(noop("This amount is too large."))
    if amount != amount.quantize(_CENT):
        raise _bad(noop("An amount has at most two places after the point."))
    return amount.quantize(_CENT)


@dataclass(frozen=True)
class NamedAmount:
    """One line of a pasted list: a name and what is owed to it in yuan; ``line`` counts from 1, empty ones too."""

    name: str
    amount: Decimal
    line: int


_BETWEEN = "\t ,;:、|"
_LISTED = re.compile(
    rf"(?P<name>\S.*?)(?:[{re.escape(_BETWEEN)}]+|(?<=[^0-9.,\s]))"
    r"(?P<amount>(?:人民币|RMB|CNY|¥)?\s*[0-9][0-9,.]*(?:\s?[十拾百佰千仟万亿元圆块][十拾百佰千仟万亿元圆块角毛分钱整正0-9]*)?)",
    re.IGNORECASE,
)
_RUNNING_NUMBER = re.compile(r"[0-9]{1,4}(?:[.、)]\s*|\s+)(?=[^\s0-9])")
_NAME = re.compile(r"(?!.*[^\w)][0-9.,]+$).*[\w)]")
"""A name ends in a letter, a digit or a bracket, and never in a group of digits: that was part of the amount."""


def parse_name_amounts(text: str) -> list[NamedAmount]:
    """Names and amounts as pasted from a table or typed, one person a line (O-8).

    Name and amount stand apart by tabs, spaces, commas or nothing; a running number in front is left out, digits may
    be full-width, amounts as :func:`yuan` reads them. `Invalid` names every line that cannot be read (``details``:
    line numbers), has no amount above zero, or repeats a name; also when there is no line at all.
    """
    found: list[NamedAmount] = []
    wrong: dict[int, str] = {}
    for number, raw in enumerate(text.splitlines(), start=1):
        line = unicodedata.normalize("NFKC", raw).strip()
        if not line:
            continue
        read = _named_amount(line, number)
        if read is None or any(read.name == other.name for other in found):
            wrong[number] = line
        else:
            found.append(read)
    if wrong:
        text_of = noop("line %(line)s: %(text)s")
        lines = tuple(Message(text_of, {"line": at, "text": said}) for at, said in wrong.items())
        raise Invalid(
            "bad-list",
            noop("Some lines have no name, no amount above zero, or a name that stood before. %(lines)s"),
            way_out=noop("Write one name and one amount in each line; mend two people of one name by hand."),
            params={"lines": lines},
            details={"lines": tuple(wrong)},
        )
    if not found:
        raise Invalid("empty-list", noop("There is no line with a name and an amount."))
    return found


def _named_amount(line: str, number: int) -> NamedAmount | None:
    start = _RUNNING_NUMBER.match(line)
    parts = _LISTED.fullmatch(line, start.end() if start else 0)
    if parts is None or _NAME.fullmatch(parts["name"]) is None:
        return None
    try:
        amount = yuan(parts["amount"])
    except Invalid:
        return None
    return NamedAmount(parts["name"], amount, number) if amount > 0 else None


def format_yuan(amount: Decimal | int) -> str:
    """The amount with thousands separators and two places, without a sign of currency: `1,234.50`."""
    return f"{_cents(amount):,.2f}"


def capital(amount: Decimal | int) -> str:
    """The amount in capitals (人民币大写) without the word 人民币: 1409.50 is 壹仟肆佰零玖元伍角.

    Up to 9999 万亿. 整 follows 元; after 角 and 分 it is left out, as the rules allow. Where the rules leave 零 open,
    it is written before 仟 and left out before 角. ValueError for a negative or larger amount.
    """
    exact = _cents(amount)
    if not 0 <= exact < Decimal(10) ** 16:
        raise ValueError("capitals are written for 0 up to 10^16")
    whole, cents = divmod(int(exact * 100), 100)
    tenth, cent = divmod(cents, 10)
    text = f"{_capital_integer(whole)}元" if whole else ""
    if not cents:
        return (text or "零元") + "整"
    if tenth:
        text += f"{_DIGITS[tenth]}角"
    elif whole:
        text += "零"
    return text + (f"{_DIGITS[cent]}分" if cent else "")


def _cents(amount: Decimal | int) -> Decimal:
    if isinstance(amount, bool | float):
        raise TypeError("an amount is Decimal or int, never float")
    exact = Decimal(amount)
    if exact != exact.quantize(_CENT):
        raise ValueError("an amount has at most two places")
    return exact.quantize(_CENT)


def _read(text: str) -> Decimal:
    typed = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper().replace("。", ".")
    found = _AMOUNT.fullmatch(typed)
    if found is None:
        raise _bad(noop("This is not an amount of money: %(text)s"), text=text)
    amount = Decimal(found["number"].replace(",", "")).scaleb(_UNITS[_simple(found["unit"])])
    return amount + Decimal(found["tenths"] or 0).scaleb(-1) + Decimal(found["cents"] or 0).scaleb(-2)


def _simple(unit: str) -> str:
    return unit.translate(str.maketrans("拾佰仟", "十百千"))


def _bad(message: str, text: str = "") -> Invalid:
    return Invalid(
        "bad-amount",
        message,
        way_out=noop("Write it as 12345.60, 12,345.60 or 1.2万."),
        params={"text": text},
    )


def _capital_integer(whole: int) -> str:
    """Digits and places of a whole number above zero; four digits make a section."""
    digits = str(whole)
    text = ""
    pending_zero = False
    section_said = False
    for place, digit in zip(range(len(digits) - 1, -1, -1), map(int, digits), strict=True):
        if digit:
            text += ("零" if pending_zero else "") + _DIGITS[digit] + _PLACES[place % 4]
            section_said = True
        pending_zero = not digit
        if place % 4 == 0:
            text, section_said = _close_section(text, place // 4, section_said)
    return text


def _close_section(text: str, section: int, said: bool) -> tuple[str, bool]:
    # 亿 counts even after an empty section of its own, because 万亿 stands before it.
    return text + (_SECTIONS[section] if said or section == 2 else ""), False
