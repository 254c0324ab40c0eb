"""Forms on the working calendar (R-210): a new year, the notice of a year, a single day."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anmulong.desk.forms.day_lists import DayListField, day_list
from anmulong.desk.forms.fields import chosen, day, dressed, hidden, line, segments, tick
from anmulong.desk.forms.records import RecordForm
from anmulong.exchange.public import read_holiday_list
from anmulong.kernel.errors import Invalid
from anmulong.lawbook.enums import DayKind
from anmulong.lawbook.public import recorded_days


SUFFIXES = (".xlsx", ".xls", ".csv")
FIRST_YEAR, LAST_YEAR = 2000, 2100
PASTE = _("One day or stretch a line; a column of a spreadsheet may be pasted.")


def read_sheet(sent: UploadedFile) -> dict[str, tuple[date, ...]]:
    """Both lists of a sent sheet. Raises ``Invalid``."""
    suffix = Path(sent.name or "").suffix.lower()
    with TemporaryDirectory(prefix="anmulong-holidays-") as folder:
        path = Path(folder, f"sheet{suffix if suffix in SUFFIXES else SUFFIXES[0]}")
        path.write_bytes(sent.read())
        lines = read_holiday_list(path)
    days = {kind: tuple(day for line in lines if line.kind is kind for day in line.days()) for kind in DayKind}
    return {"holidays": days[DayKind.HOLIDAY], "make_up_days": days[DayKind.MAKEUP]}


class YearForm(RecordForm):
    """A year that is not in the table yet."""

    action = "lawbook.publish_year"
    icon = "plus"
    notice = _("Until its notice is published, a year is provisional: weekends are off, and due dates in it say so.")

    year = chosen(_("Year"), [(year, str(year)) for year in range(FIRST_YEAR, LAST_YEAR + 1)])
    published = tick(_("The notice is published"))
    holidays = day_list(_("Days off"), help=PASTE, example="2027-10-01 ~ 2027-10-07")
    make_up_days = day_list(_("Make-up working days"), help=PASTE, example="2027-10-09")
    sheet = dressed(
        forms.FileField(
            label=_("Or a spreadsheet"),
            required=False,
            help_text=_(
                "Begin, end and kind of the days in the first three columns; it takes the place of both lists."
            ),
        ),
        wide=True,
    )
    source = line(_("Paper"), help=_("Issuer, number and day of the notice."), wide=True)

    def clean(self) -> Any:
        """A sheet fills both lists; a cell that cannot be read is named."""
        told = super().clean() or self.cleaned_data
        if told.get("sheet"):
            try:
                told |= read_sheet(told["sheet"])
            except Invalid as error:
                self.add_error("sheet", error.message.render(gettext))
        return told

    def opening(self) -> dict[str, Any]:
        """Published, because that is when a year is entered."""
        return {"published": True}

    def set_up(self) -> None:
        self.set_year(str(self.data.get("year", "")))

    def set_year(self, year: str) -> None:
        """The year in which days without one lie."""
        for name in ("holidays", "make_up_days"):
            field = cast(DayListField, self.fields[name])
            field.year = int(year) if year.isdecimal() else None


class NoticeForm(YearForm):
    """The notice of a year takes the place of what was known."""

    action = "lawbook.confirm_year"
    icon = "edit"
    notice = _(
        "Days that the list does not name go back to their weekday. Open time limits that move are reckoned anew."
    )

    year = hidden()
    reason = line(_("Reason"), wide=True)

    def opening(self) -> dict[str, Any]:
        """What the table holds now."""
        kinds: dict[str, list[date]] = {DayKind.HOLIDAY: [], DayKind.MAKEUP: [], DayKind.ORDINARY: []}
        for each in recorded_days(self.subject):
            kinds[each.kind].append(each.day)
        return {
            "year": self.subject.year,
            "published": self.subject.published,
            "source": self.subject.source,
            "holidays": kinds[DayKind.HOLIDAY],
            "make_up_days": kinds[DayKind.MAKEUP],
        }

    def set_up(self) -> None:
        self.set_year(str(self.subject.year))


class DayForm(RecordForm):
    """One day, such as a local day off."""

    action = "lawbook.set_calendar_day"
    icon = "calendar-event"
    notice = _("Open time limits that move with this day are reckoned anew; the time line of the year says how many.")

    day = day(_("Day"), required=True)
    kind = segments(_("What it is"), DayKind.choices)
    source = line(_("Paper"), help=_("Issuer, number and day of the order."), wide=True)
    reason = line(_("Reason"), wide=True)

    def opening(self) -> dict[str, Any]:
        """A day off is what is ordered most often."""
        return {"kind": DayKind.HOLIDAY}


ON_YEAR: dict[str, type[RecordForm]] = {"day": DayForm, "notice": NoticeForm}
