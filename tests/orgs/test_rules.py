"""Periods, common ground, initials, uids from slugs."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anmulong.orgs.enums import GridLayer
from anmulong.orgs.queries.grids import PRECEDENCE
from anmulong.orgs.rules import division_uid, holds, initials_of, meets, organisation_uid, share_ground


DAYS = st.dates(date(2020, 1, 1), date(2020, 2, 1))
ENDS = st.none() | DAYS


@given(DAYS, ENDS, DAYS, ENDS)
def test_periods_meet_when_one_day_lies_in_both(a: date, a_end: date | None, b: date, b_end: date | None) -> None:
    days = [date(2020, 1, 1) + timedelta(days=number) for number in range(33)]
    assert meets(a, a_end, b, b_end) == any(holds(a, a_end, day) and holds(b, b_end, day) for day in days)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (None, None, True),
        (date(2026, 1, 2), None, False),
        (date(2026, 1, 1), None, True),
        (None, date(2026, 1, 1), True),
        (None, date(2025, 12, 31), False),
    ],
)
def test_a_period_holds_on_its_first_and_last_day(first: date | None, last: date | None, expected: bool) -> None:
    assert holds(first, last, date(2026, 1, 1)) is expected


@pytest.mark.parametrize(
    ("upper", "lower", "same", "expected"),
    [
        ("", "", True, True),
        ("", "东", True, True),
        ("东", "", True, True),
        ("东", "东", True, True),
        ("东", "西", True, False),
        ("", "东", False, True),
        ("东", "", False, False),
        ("东", "东", False, False),
    ],
)
def test_common_ground(upper: str, lower: str, same: bool, expected: bool) -> None:
    """O-7."""
    assert share_ground(upper, lower, same_place=same) is expected


@pytest.mark.parametrize(
    ("name", "initials"), [("乌兰镇", "wlz"), ("察汗淖尔社区", "chnesq"), ("Otog 旗", "otogq"), ("", "")]
)
def test_initials(name: str, initials: str) -> None:
    assert initials_of(name) == initials


def test_uids_from_slugs_are_those_of_the_files() -> None:
    assert division_uid("otog") == UUID("cfa75e78-282c-5802-89a0-fda4333414d1")
    assert organisation_uid("otog/government") == UUID("168de720-ac09-526f-bcc2-91757eb60b71")


def test_every_layer_has_its_place_in_the_precedence() -> None:
    assert tuple(GridLayer) == PRECEDENCE
