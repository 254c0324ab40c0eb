"""Time passes: age raises the colour, a corrected calendar moves running clocks (R-511, R-210)."""

from datetime import timedelta

from anmulong.base import clock
from anmulong.disputes.enums import Colour
from anmulong.disputes.public import grown_old, moved_by_calendar, refresh_matters
from anmulong.journal.public import history
from anmulong.kernel.clock import FixedClock, local_day
from anmulong.lawbook.enums import DayKind
from anmulong.lawbook.public import CalendarYear, DayGiven, YearGiven
from anmulong.ops.duties import hand_out_news
from tests.factories.matters import Office
from tests.factories.people import make_account


def test_r511_an_old_blue_matter_turns_yellow_by_rule(office: Office) -> None:
    matter = office.handled()
    with clock.simulated(FixedClock(clock.now() + timedelta(days=8, hours=1))):
        due = list(grown_old("otog", clock.now()))
        assert due == [matter]
        assert refresh_matters(due, by=office.county.machine) == 1
        assert list(grown_old("otog", clock.now())) == []
    row = office.row(matter)
    assert (row.colour, row.colour_reasons[0]["code"]) == (Colour.YELLOW, "open_days")


def test_r210_a_corrected_calendar_moves_running_clocks_by_an_entry(office: Office) -> None:
    matter = office.register()
    before = office.row(matter)
    day = local_day(before.due_at)
    given = YearGiven(year=day.year, holidays=(day,), make_up_days=(), published=True, source="test")
    office.act(office.county.machine, "lawbook.publish_year", given)
    assert moved_by_calendar("otog") == [matter]
    refresh_matters(moved_by_calendar("otog"), by=office.county.machine)
    assert moved_by_calendar("otog") == []
    after = office.row(matter)
    assert local_day(after.due_at) > day
    assert [each.entry.action for each in history(after)] == ["dispute.refresh", "dispute.register"]


def test_a_young_matter_and_a_settled_one_stay(office: Office) -> None:
    office.settled()
    office.register()
    assert list(grown_old("otog", clock.now())) == []


def test_r210_the_worker_moves_what_a_correction_moves_and_notes_how_many(office: Office) -> None:
    """The clock of the first step runs to the next working day; the settled and the struck-off matter stay."""
    matter, done = office.register(), office.struck_off()
    due = local_day(office.row(matter).due_at)
    before = office.row(done).version
    notice = YearGiven(year=due.year, source="通知")
    year = office.act(office.county.machine, "lawbook.publish_year", notice).subject
    hand_out_news()
    assert local_day(office.row(matter).due_at) == due
    given = DayGiven(due, DayKind.HOLIDAY, "旗人民政府通知", "那达慕放假")
    office.act(make_account(office.county, "banner_clerk").actor(), "lawbook.set_calendar_day", given, year)
    hand_out_news()
    assert local_day(office.row(matter).due_at) > due
    assert office.row(done).version == before
    told = history(CalendarYear.objects.get(pk=year))[0]
    assert (told.entry.action, told.given["matters"]) == ("lawbook.note_reckoning", 1)
