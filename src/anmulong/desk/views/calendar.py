"""The working calendar (R-210): a year with its days off and make-up days, and the steps on it."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from anmulong.cases.public import moved_by_calendar
from anmulong.desk.forms.calendar import FIRST_YEAR, LAST_YEAR, ON_YEAR, YearForm
from anmulong.desk.presenting.calendar import (
    LABELS,
    calendar_url,
    in_words,
    told_of_year,
    year_facts,
    year_rows,
    year_tabs,
)
from anmulong.desk.presenting.days import today
from anmulong.desk.presenting.lawbook import lawbook_tabs
from anmulong.desk.presenting.record_history import record_line
from anmulong.desk.presenting.record_steps import record_steps
from anmulong.desk.requests import here
from anmulong.desk.rights import check
from anmulong.desk.views.recording import Finish, Sheet, step
from anmulong.exchange.public import HolidayLine, write_holiday_list
from anmulong.journal.public import Outcome
from anmulong.kernel.errors import NotFound
from anmulong.kernel.wording import noop
from anmulong.lawbook.enums import LawbookRight
from anmulong.lawbook.public import CalendarYear, recorded_year, recorded_year_of


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def show_calendar(request: HttpRequest) -> HttpResponse:
    """One year, this one unless another is asked for."""
    me = here(request)
    county, year = me.actor.county, _asked_year(request)
    recorded = recorded_year(year, county)
    may_edit = me.may(LawbookRight.EDIT)
    context = {
        "tabs": lawbook_tabs("desk:calendar"),
        "years": year_tabs(year, today()),
        "year": year_facts(year, county, recorded),
        "rows": year_rows(year, county, recorded),
        "new_url": f"{reverse('desk:calendar_new')}?year={year}" if may_edit and recorded is None else "",
        "may_edit": may_edit,
        "download_url": reverse("desk:calendar_sheet", args=[year]),
        "actions": [],
        "entries": [],
    }
    if recorded is not None:
        uid = recorded.pk
        context["actions"] = record_steps(
            me, recorded, ON_YEAR, lambda name: reverse("desk:calendar_act", args=[uid, name])
        )
        context["entries"] = record_line(recorded, LABELS, in_words, text=told_of_year)
    return render(request, "desk/calendar.html", context)


def _asked_year(request: HttpRequest) -> int:
    text = request.GET.get("year", "")
    return int(text) if text.isdecimal() and FIRST_YEAR <= int(text) <= LAST_YEAR else today().year


@require_GET
def download_year(request: HttpRequest, year: int) -> FileResponse:
    """The list of a year as a sheet, which can be filled in for another year and sent again."""
    county = here(request).actor.county
    rows = year_rows(year, county, recorded_year(year, county)) if FIRST_YEAR <= year <= LAST_YEAR else []
    lines = [HolidayLine(row["from"], row["until"], row["kind"]["code"], row["source"]) for row in rows]
    with TemporaryDirectory(prefix="anmulong-holidays-") as folder:
        to = Path(folder, "holidays.xlsx")
        write_holiday_list(to, lines, title=str(year))
        # The open file outlives its folder; nothing of it stays on the disk when it has been sent.
        content = to.open("rb")
    return FileResponse(content, as_attachment=True, filename=f"holidays-{year}.xlsx", content_type=XLSX)


@require_http_methods(["GET", "POST"])
def enter_year(request: HttpRequest) -> HttpResponse:
    """Enter a year (``lawbook.publish_year``); asked for each December for the next one (O-5)."""
    me = here(request)
    check(me, LawbookRight.EDIT)
    form = YearForm(request.POST or None, request.FILES or None, place=me)
    form.initial["year"] = _asked_year(request)
    home = reverse("desk:calendar")
    sheet = Sheet(back_url=home, title=_("Enter a year"), crumbs=[{"label": _("Working calendar"), "url": home}])

    def entered(outcomes: Sequence[Outcome]) -> HttpResponse:
        return _done(request, int(form.cleaned_data["year"]))(outcomes)

    return step(request, form, sheet, finish=entered)


@require_http_methods(["GET", "POST"])
def act_on_year(request: HttpRequest, uid: UUID, name: str) -> HttpResponse:
    """Set one day, or take in the notice of the year."""
    me = here(request)
    form_class = ON_YEAR.get(name)
    if form_class is None:
        raise Http404
    year = _year(uid, me.actor.county)
    check(me, LawbookRight.EDIT)
    form = form_class(request.POST or None, request.FILES or None, place=me, subject=year)
    url = calendar_url(year.year)
    crumbs = [{"label": _("Working calendar"), "url": reverse("desk:calendar")}, {"label": str(year.year), "url": url}]
    sheet = Sheet(back_url=url, lead=str(year.year), crumbs=crumbs)
    return step(request, form, sheet, finish=_done(request, year.year))


def _year(uid: UUID, county: str) -> CalendarYear:
    found = recorded_year_of(uid, county)
    if found is None:
        raise NotFound("no-such-year", noop("There is no such year in the table."))
    return found


def _done(request: HttpRequest, year: int) -> Finish:
    def say(outcomes: Sequence[Outcome]) -> HttpResponse:
        moved = len(moved_by_calendar(here(request).actor.county))
        text = _("Entered. Open matters that get other due times: %(count)s.") % {"count": moved}
        messages.success(request, text)
        return redirect(calendar_url(year))

    return say
