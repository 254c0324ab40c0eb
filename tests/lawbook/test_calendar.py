"""The working calendar: published years, make-up days, provisional years, local days (R-210, T-2)."""

from datetime import date

import pytest

from anmulong.journal.public import Actor, Call, perform
from anmulong.kernel.errors import Conflict, Invalid, Refused
from anmulong.lawbook import public as lawbook
from anmulong.lawbook.enums import DayKind


pytestmark = pytest.mark.django_db


def test_published_years_come_from_the_library() -> None:
    """T-2: 2024-04-04 to 04-06 was Qingming, Sunday 04-07 a make-up working day."""
    calendar = lawbook.calendar()
    assert [calendar.is_workday(date(2024, 4, day)) for day in (3, 4, 5, 6, 7)] == [True, False, False, False, True]
    assert lawbook.is_year_published(2024)


def test_year_without_a_notice_is_provisional_and_has_weekends_only() -> None:
    calendar = lawbook.calendar()
    assert not lawbook.is_year_published(2099)
    assert calendar.is_provisional(date(2099, 10, 1))
    assert calendar.is_workday(date(2099, 10, 1))
    assert not calendar.is_workday(date(2099, 10, 3))


def test_notice_makes_a_year_certain(clerk: Actor) -> None:
    notice = lawbook.YearGiven(2099, "国办发明电〔2098〕1号", (date(2099, 10, 1),), (date(2099, 10, 10),))
    perform(Call("lawbook.publish_year", notice), by=clerk)
    calendar = lawbook.calendar("otog")
    assert not calendar.is_provisional(date(2099, 10, 1))
    assert not calendar.is_workday(date(2099, 10, 1))
    assert calendar.is_workday(date(2099, 10, 10))
    assert lawbook.calendar("elsewhere").is_provisional(date(2099, 10, 1))


def test_local_day_off_leaves_the_year_provisional(clerk: Actor) -> None:
    year = perform(Call("lawbook.publish_year", lawbook.YearGiven(2099, "local", published=False)), by=clerk).subject
    day = lawbook.DayGiven(date(2099, 7, 15), DayKind.HOLIDAY, "旗人民政府通知", "那达慕")
    perform(Call("lawbook.set_calendar_day", day, subject=year), by=clerk)
    assert not lawbook.calendar().is_workday(date(2099, 7, 15))
    assert lawbook.calendar().is_provisional(date(2099, 7, 15))


def test_day_can_be_set_back(clerk: Actor) -> None:
    given = lawbook.YearGiven(2099, "notice", (date(2099, 7, 15),))
    year = perform(Call("lawbook.publish_year", given), by=clerk).subject
    day = lawbook.DayGiven(date(2099, 7, 15), DayKind.ORDINARY, "notice withdrawn", "withdrawn")
    perform(Call("lawbook.set_calendar_day", day, subject=year), by=clerk)
    assert lawbook.calendar().is_workday(date(2099, 7, 15))


def test_notice_replaces_what_was_guessed(clerk: Actor) -> None:
    guess = lawbook.YearGiven(2099, "guess", (date(2099, 1, 1), date(2099, 1, 2)), published=False)
    year = perform(Call("lawbook.publish_year", guess), by=clerk).subject
    notice = lawbook.YearGiven(2099, "notice", (date(2099, 1, 1),), (date(2099, 1, 3),), reason="the notice is out")
    perform(Call("lawbook.confirm_year", notice, subject=year), by=clerk)
    calendar = lawbook.calendar()
    assert [calendar.is_workday(date(2099, 1, day)) for day in (1, 2, 3)] == [False, True, True]
    stored = lawbook.recorded_year(2099, "otog")
    assert stored is not None
    assert [(day.day.day, day.kind) for day in lawbook.recorded_days(stored)] == [
        (1, "holiday"),
        (2, "ordinary"),
        (3, "makeup"),
    ]


def test_recorded_year_takes_the_place_of_the_library(clerk: Actor) -> None:
    perform(Call("lawbook.publish_year", lawbook.YearGiven(2024, "corrected", (date(2024, 4, 4),))), by=clerk)
    calendar = lawbook.calendar()
    assert [calendar.is_workday(date(2024, 4, day)) for day in (4, 5, 7)] == [False, True, False]
    assert not calendar.is_workday(date(2023, 4, 5))


def test_year_is_entered_once(clerk: Actor) -> None:
    perform(Call("lawbook.publish_year", lawbook.YearGiven(2099, "notice")), by=clerk)
    with pytest.raises(Conflict, match="already-there"):
        perform(Call("lawbook.publish_year", lawbook.YearGiven(2099, "notice")), by=clerk)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (lawbook.YearGiven(2099, "n", (date(2098, 12, 31),)), "calendar-other-year"),
        (lawbook.YearGiven(2099, "n", (date(2099, 1, 1),), (date(2099, 1, 1),)), "calendar-day-twice"),
        (lawbook.YearGiven(2099, " "), "calendar-without-ground"),
    ],
)
def test_wrong_notice_is_refused(clerk: Actor, given: lawbook.YearGiven, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        perform(Call("lawbook.publish_year", given), by=clerk)


def test_person_who_corrects_says_why(clerk: Actor, machine: Actor) -> None:
    """The table moves other people's time limits."""
    year = perform(Call("lawbook.publish_year", lawbook.YearGiven(2099, "notice")), by=clerk).subject
    for name, given in (
        ("lawbook.set_calendar_day", lawbook.DayGiven(date(2099, 7, 15), DayKind.HOLIDAY, "通知")),
        ("lawbook.confirm_year", lawbook.YearGiven(2099, "notice", (date(2099, 7, 15),))),
    ):
        with pytest.raises(Invalid, match="calendar-without-ground"):
            perform(Call(name, given, subject=year), by=clerk)
        perform(Call(name, given, subject=year), by=machine)


def test_only_the_worker_notes_what_it_reckoned(clerk: Actor) -> None:
    year = perform(Call("lawbook.publish_year", lawbook.YearGiven(2099, "notice")), by=clerk).subject
    with pytest.raises(Refused, match="worker-only"):
        perform(Call("lawbook.note_reckoning", lawbook.ReckonedAgain(3), subject=year), by=clerk)
