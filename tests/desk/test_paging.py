"""The word in the address that says where a page begins."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from anmulong.base.scoping import Order
from anmulong.desk.paging import Spot, read, spot_of, write
from anmulong.kernel.ids import new_uid


ORDER = Order(("registered_at",))
AT = datetime(2026, 11, 23, 9, 30, 1, 250, tzinfo=UTC)


def word(uid: object) -> str:
    return write(ORDER, "newest", SimpleNamespace(registered_at=AT, uid=uid))


def test_what_is_written_is_read() -> None:
    """The microseconds too: a page begins exactly behind the last row."""
    uid = new_uid()
    assert read(word(uid), "newest") == (AT, uid)


def test_a_spot_goes_both_ways() -> None:
    uid = new_uid()
    assert spot_of({"after": word(uid)}, "newest") == Spot((AT, uid))
    assert spot_of({"before": word(uid)}, "newest") == Spot((AT, uid), backwards=True)


def test_the_spot_of_another_order_is_the_first_page() -> None:
    assert spot_of({"after": word(new_uid())}, "due") is None


@pytest.mark.parametrize(
    "bad", ["x", "====", "W10", "bnVsbA", "WzEsMiwzXQ", "e30", "WyJuZXdlc3QiLCAieCIsICJ5Il0", "a" * 999]
)
def test_a_bad_word_is_the_first_page(bad: str) -> None:
    assert spot_of({"after": bad}, "newest") is None
