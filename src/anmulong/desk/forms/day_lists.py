"""A list of days as people type it or paste it from a notice or a spreadsheet: one or a stretch per line."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from anmulong.desk.forms.fields import LONGEST_TEXT, dressed


SEPARATORS = re.compile(r"[\n\t,，、;；]+")
STRETCH = re.compile(r"\s*(?:~|～|至|到|—+|–)\s*")
DAY = re.compile(r"(?:(?P<year>\d{4})\s*[-/.年]\s*)?(?:(?P<month>\d{1,2})\s*[-/.月]\s*)?(?P<day>\d{1,2})\s*日?")
LONGEST_STRETCH = 31


class DayListField(forms.CharField):
    """Days in order, each once. A year that is not written is the year of the table: set ``year`` on the field."""

    year: int | None = None

    def __init__(self, *, label: Any, help: Any = "") -> None:
        widget = forms.Textarea(attrs={"rows": 6})
        super().__init__(label=label, help_text=help, required=False, max_length=LONGEST_TEXT, widget=widget)

    def to_python(self, value: Any) -> Any:
        """The days; raises a ``ValidationError`` that quotes the part which is no day."""
        text = super().to_python(value) or ""
        found: set[date] = set()
        for part in SEPARATORS.split(text):
            if part.strip():
                found |= set(self._days(part.strip()))
        return tuple(sorted(found))

    def prepare_value(self, value: Any) -> Any:
        """Stretches, one a line, as they are shown for changing."""
        return value if isinstance(value, str) else "\n".join(in_stretches(value or ()))

    def validate(self, value: Any) -> None:
        """No day at all is a table too."""

    def run_validators(self, value: Any) -> None:
        """The length was that of the text."""

    def _days(self, part: str) -> list[date]:
        ends = STRETCH.split(part)
        first = self._day(ends[0], part, None)
        last = self._day(ends[1], part, first) if len(ends) == 2 else first
        if len(ends) > 2 or last < first or (last - first).days > LONGEST_STRETCH:
            raise not_a_day(part)
        return [first + timedelta(days=number) for number in range((last - first).days + 1)]

    def _day(self, text: str, part: str, begun: date | None) -> date:
        """One day; the end of a stretch takes from its begin what it leaves out."""
        found = DAY.fullmatch(text.strip())
        year = (found and found["year"]) or (begun.year if begun else self.year)
        month = (found and found["month"]) or (begun.month if begun else None)
        if not found or year is None or month is None:
            raise not_a_day(part)
        try:
            return date(int(year), int(month), int(found["day"]))
        except ValueError as error:
            raise not_a_day(part) from error


def not_a_day(part: str) -> ValidationError:
    """The error that quotes what could not be read."""
    text = _("“%(part)s” is no day: write 2027-10-01, or 2027-10-01 ~ 2027-10-07 for a stretch.")
    return ValidationError(text, params={"part": part[:40]})


def day_list(label: Any, *, help: Any = "", example: Any = "") -> Any:
    """A list of days."""
    return dressed(DayListField(label=label, help=help), example=example, wide=True)


def stretches(days: Iterable[date]) -> list[tuple[date, date]]:
    """Days that follow each other, as first and last day."""
    ordered = sorted(days)
    breaks = [0, *(place + 1 for place, (day, after) in enumerate(pairwise(ordered)) if (after - day).days > 1)]
    ends = [*breaks[1:], len(ordered)]
    return [(ordered[begin], ordered[end - 1]) for begin, end in zip(breaks, ends, strict=True)] if ordered else []


def in_stretches(days: Iterable[date]) -> list[str]:
    """The same as text that the field reads again."""
    return [f"{first}" if first == last else f"{first} ~ {last}" for first, last in stretches(days)]
