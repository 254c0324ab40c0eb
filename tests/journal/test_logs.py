"""The logs page by page: nothing is skipped, nothing personal is opened (R-721, R-723)."""

from uuid import UUID

import pytest
from django.db import connection

from anmulong.base.sql import thawed
from anmulong.journal.enums import ReadingKind
from anmulong.journal.models import Reading
from anmulong.journal.public import Actor, log_page, log_reading
from anmulong.kernel.ids import new_uid


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


def test_what_one_person_read_is_one_range_of_an_index(me: Actor) -> None:
    """The recent matters of a page would else read the log of the whole county."""
    rows = Reading.objects.filter(county="otog", actor=new_uid()).order_by("-read_at", "-uid")[:60]
    wanted = [index for index in Reading._meta.indexes if index.name == "journal_reading_by_actor"]
    assert [index.fields for index in wanted] == [["county", "actor", "-read_at", "-uid"]]
    if connection.vendor == "sqlite":  # a small table of PostgreSQL is read as a whole, whatever stands beside it
        assert "journal_reading_by_actor (county=? AND actor=?)" in rows.explain()
        assert "TEMP B-TREE" not in rows.explain()
    assert thawed(["journal_reading"]) == []
