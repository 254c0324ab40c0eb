"""The working calendar of the store."""

from uuid import UUID

from anmulong.base.guards import trusted
from anmulong.kernel.workdays import WorkCalendar
from anmulong.lawbook.models import CalendarDay, CalendarYear
from anmulong.lawbook.queries.snapshot import snapshot


def calendar(county: str = "") -> WorkCalendar:
    """Working days and days off; a year without a published notice counts as provisional (R-210)."""
    return snapshot().calendar(county)


def is_year_published(year: int, county: str = "") -> bool:
    """Whether the notice of the year is known; asked each December for the next year (O-5)."""
    return year in calendar(county).published_years


def recorded_year(year: int, county: str) -> CalendarYear | None:
    """The row of a year that the store has recorded."""
    with trusted():
        return CalendarYear.objects.filter(county=county, year=year).first()


def recorded_year_of(uid: UUID, county: str) -> CalendarYear | None:
    """The same by its uid."""
    with trusted():
        return CalendarYear.objects.filter(county=county, pk=uid).first()


def recorded_days(year: CalendarYear) -> list[CalendarDay]:
    """The days of a recorded year, in order."""
    return list(CalendarDay.objects.within(year).order_by("day"))
