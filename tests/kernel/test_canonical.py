"""Canonical bytes: the same for the same value, whatever engine gave it back."""

import json
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum, IntEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anmulong.kernel.canonical import encode, plain


class Colour(Enum):
    RED = "red"


class Level(IntEnum):
    TOWN = 3


@dataclass(frozen=True)
class Given:
    name: str
    amount: Decimal | None


scalars = st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text("abc鄂", max_size=3), inner))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "null"),
        (True, "true"),
        (12, "12"),
        ("鄂托克旗\n", '"鄂托克旗\\n"'),
        (Decimal("1.50"), '"1.5"'),
        (Decimal("1E+3"), '"1000"'),
        (Decimal("100.00"), '"100"'),
        (Decimal("-0.00"), '"0"'),
        (date(2024, 4, 7), '"2024-04-07"'),
        (time(9, 30), '"09:30:00.000000"'),
        (datetime(2024, 4, 7, 8, 0, tzinfo=timezone(timedelta(hours=8))), '"2024-04-07T00:00:00.000000Z"'),
        (datetime(2024, 4, 7, 8, 0, 0, 5, tzinfo=UTC), '"2024-04-07T08:00:00.000005Z"'),
        (uuid.UUID("01850000-0000-7000-8000-0123456789AB"), '"01850000-0000-7000-8000-0123456789ab"'),
        (b"\x00\xff", '"AP8="'),
        ((1, [2, ()]), "[1,[2,[]]]"),
        ({"b": 1, "a": {"d": 2, "c": None}}, '{"a":{"c":null,"d":2},"b":1}'),
        ({Colour.RED: Level.TOWN}, '{"red":3}'),
        (Colour.RED, '"red"'),
        (frozenset({"b", "a"}), '["a","b"]'),
        (Given("巴图", Decimal("2.0")), '{"amount":"2","name":"巴图"}'),
    ],
)
def test_every_kind_has_one_form(value: object, expected: str) -> None:
    assert encode(value) == expected.encode()


def test_text_is_kept_as_typed() -> None:
    composed, decomposed = "\u00e9", "e\u0301"
    assert encode(composed) != encode(decomposed)


@pytest.mark.parametrize("value", [1.5, [0.0], {"a": float("nan")}, object(), {1: 2}, Given])
def test_floats_and_strangers_are_refused(value: object) -> None:
    with pytest.raises(TypeError):
        encode(value)


@pytest.mark.parametrize(
    "value",
    [datetime(2024, 4, 7), Decimal("NaN"), {Colour.RED: 1, "red": 2}, "\ud800"],  # noqa: DTZ001 - naive on purpose
)
def test_values_without_one_meaning_are_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        encode(value)


@given(values)
def test_plain_is_what_json_gives_back(value: object) -> None:
    assert json.loads(encode(value)) == plain(value)
    assert encode(json.loads(encode(value))) == encode(value)
