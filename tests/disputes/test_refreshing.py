"""Time passes: age raises the colour, a corrected calendar moves running clocks (R-511, R-210)."""

from datetime import timedelta

from anmulong.base import clock
from anmulong.disputes.enums import Colour
from anmulong.disputes.public import grown_old, refresh_matters, running
from anmulong.journal.public import history
from anmulong.kernel.clock import FixedClock, local_day
from anmulong.lawbook.public import YearGiven
from tests.factories.matters import Office


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
    refresh_matters(running("otog"), by=office.county.machine)
    after = office.row(matter)
    assert local_day(after.due_at) > day
    assert [each.entry.action for each in history(after)] == ["dispute.refresh", "dispute.register"]


def test_a_young_matter_and_a_settled_one_stay(office: Office) -> None:
    office.settled()
    office.register()
    assert list(grown_old("otog", clock.now())) == []
