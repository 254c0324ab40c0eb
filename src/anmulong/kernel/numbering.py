"""Numbers for people: a running number per owner and year between a prefix and 号 (R-212).

The number says nothing secret and opens nothing; who asks from outside needs the public code (`ids`), which has a
check sign. Therefore these numbers carry none.
"""

import re
import unicodedata
from dataclasses import dataclass

from anmulong.kernel.errors import Invalid
from anmulong.kernel.wording import noop


RECEIPT_WORD = "矛登"
RECEIPT_WIDTH = 6

_NUMBER = re.compile(r"(?P<prefix>.*?)[〔\[(【](?P<year>[0-9]{4})[〕\])】](?P<ordinal>第?)(?P<serial>[0-9]{1,12})号?")


@dataclass(frozen=True)
class Series:
    """One running series: `prefix〔year〕`, then 第 if wanted, the serial padded to `width`, 号."""

    prefix: str
    year: int
    width: int = 0
    ordinal: bool = False

    def number(self, serial: int) -> str:
        """The number as people read it; ValueError for a serial below 1. A serial wider than `width` is kept whole."""
        if serial < 1:
            raise ValueError("a running number begins with 1")
        word = "第" if self.ordinal else ""
        return f"{self.prefix}〔{self.year:04}〕{word}{serial:0{self.width}}号"


@dataclass(frozen=True)
class ParsedNumber:
    """What a number says: prefix, year, serial."""

    prefix: str
    year: int
    serial: int


def parse_number(text: str) -> ParsedNumber:
    """Read a number however it was typed (brackets of any kind, full-width digits, no padding, no 号), or `Invalid`."""
    typed = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    found = _NUMBER.fullmatch(typed)
    if found is None or int(found["serial"]) < 1:
        raise Invalid(
            "bad-number",
            noop("This is not a number of ours: %(text)s"),
            way_out=noop("A number looks like %(example)s."),
            params={"text": text, "example": receipt_number("鄂", 2026, 123)},
        )
    return ParsedNumber(found["prefix"], int(found["year"]), int(found["serial"]))


def receipt_number(county_label: str, year: int, serial: int) -> str:
    """The number of a registration receipt, per county and year: `鄂` gives 鄂矛登〔2026〕000123号."""
    return Series(county_label + RECEIPT_WORD, year, RECEIPT_WIDTH).number(serial)


def parse_receipt_number(text: str) -> ParsedNumber:
    """Read a receipt number; the prefix of the answer is the county label alone. `Invalid` for any other number."""
    parsed = parse_number(text)
    if not parsed.prefix.endswith(RECEIPT_WORD):
        raise Invalid(
            "bad-number",
            noop("This is not the number of a receipt: %(text)s"),
            params={"text": text},
        )
    return ParsedNumber(parsed.prefix.removesuffix(RECEIPT_WORD), parsed.year, parsed.serial)
