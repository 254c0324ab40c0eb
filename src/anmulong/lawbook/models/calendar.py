"""The working calendar: one row per year, one per day that differs from its weekday (R-210)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from anmulong.base.models import Record
from anmulong.lawbook.enums import DayKind


class CalendarYear(Record):
    """A year; ``published`` once the notice of its holidays is out. A year without a row counts as provisional."""

    stream_type = "calendar_year"

    year = models.PositiveSmallIntegerField()
    published = models.BooleanField(default=False)
    source = models.CharField(max_length=200)

    class Meta:
        db_table = "lawbook_calendar_year"
        verbose_name = _("year of the working calendar")
        constraints = [models.UniqueConstraint(fields=["county", "year"], name="lawbook_calendar_year_once")]

    def __str__(self) -> str:
        return str(self.year)


class CalendarDay(Record):
    """A day off, a make-up working day, or a day that was set back to what its weekday says."""

    stream_type = "calendar_year"
    root_field = "year_id"

    year = models.ForeignKey(CalendarYear, on_delete=models.PROTECT, related_name="days")
    day = models.DateField()
    kind = models.CharField(max_length=8, choices=DayKind.choices)
    source = models.CharField(max_length=200)

    class Meta:
        db_table = "lawbook_calendar_day"
        verbose_name = _("day of the working calendar")
        constraints = [models.UniqueConstraint(fields=["county", "day"], name="lawbook_calendar_day_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.kind}"
