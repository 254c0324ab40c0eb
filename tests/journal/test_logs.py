"""The logs page by page: nothing is skipped, nothing personal is opened (R-721, R-723)."""

from uuid import UUID

import pytest

from anmulong.journal.enums import ReadingKind
from anmulong.journal.models import Reading
from anmulong.journal.public import Actor, log_page, log_reading


@pytest.fixture
def readings(me: Actor, body: UUID) -> list[Reading]:
    """Five readings of one moment, newest first."""
    for _ in range(5):
        log_reading(ReadingKind.OPEN, "organisation", body, me)
    return list(Reading.objects.order_by("-read_at", "-uid"))


def test_pages_follow_each_other_without_gap_or_repeat(readings: list[Reading]) -> None:
    first = log_page("readings", "otog", size=2)
    last = first[-1]
    rest = log_page("readings", "otog", before=last.read_at, before_uid=last.uid)
    assert [row.uid for row in [*first, *rest]] == [row.uid for row in readings]


def test_a_log_is_narrowed_by_time_person_and_record(readings: list[Reading], me: Actor, body: UUID) -> None:
    assert log_page("readings", "otog", before=readings[-1].read_at) == []
    assert len(log_page("readings", "otog", subject=body)) == 5
    assert log_page("readings", "otog", actor=body) == []
    assert log_page("readings", "elsewhere") == []
