"""The first start of the real store (O-5): code, county, first people, staff, calendar, done.

Open only while it is not done, only at the computer itself, only with the code on its console.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from anmulong.access.public import accounts_in
from anmulong.base import clock
from anmulong.base.guards import trusted
from anmulong.desk.public import put_on_form, words
from anmulong.exchange.public import apply_staff, preview_staff
from anmulong.journal.enums import Channel, StoreKind
from anmulong.journal.public import Actor, identity, key_path, perform_bundle, system
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import DomainError
from anmulong.lawbook.public import is_year_published
from anmulong.ops.first_start import CountyFiles, prepare, shipped_county
from anmulong.ops.first_start_gate import close, has_administrator, is_at_the_computer, is_open, is_right_code
from anmulong.ops.pages.first_start_forms import SHIPPED, AreaForm, CodeForm, PeopleForm
from anmulong.ops.pages.importing import problem_rows
from anmulong.ops.pages.slips import print_slips, waiting
from anmulong.ops.pages.staff import StaffForm, sent
from anmulong.ops.pages.staging import keep, laid_out
from anmulong.orgs.public import parse_divisions


CODE = "first_start_code"
STEPS: Mapping[str, Any] = {
    "area": _("Area"),
    "people": _("First people"),
    "staff": _("Staff"),
    "calendar": _("Calendar"),
    "finish": _("Ready"),
}


@never_cache
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """The code from the console, then the step that is due."""
    if not is_open():
        return redirect("desk:my_work")
    if not is_at_the_computer(request):
        return render(request, "ops/first_start_elsewhere.html", status=403)
    if _is_known(request):
        return _to(_due())
    form = CodeForm(sent(request)[0])
    if request.method == "POST" and form.is_valid():
        request.session[CODE] = form.cleaned_data["code"]
        return _to(_due())
    lead = _("Real work begins here with an empty ledger. For practice there is the demonstration.")
    return _page(request, "", title=_("First start"), lead=lead, form=form, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def show_step(request: HttpRequest, step: str) -> HttpResponse:
    """One step; those before it must be done."""
    if step not in STEPS:
        raise Http404
    if not is_open() or not is_at_the_computer(request) or not _is_known(request):
        return redirect("ops:first_start")
    due = _due()
    if due in ("area", "people") and step != due:
        return _to(due)
    with trusted():  # nobody is signed in: the first start acts as the system itself
        return PAGES[step](request)


def _is_known(request: HttpRequest) -> bool:
    return is_right_code(request.session.get(CODE, ""))


def _due() -> str:
    if identity() is None:
        return "area"
    return "staff" if has_administrator() else "people"


def _to(step: str) -> HttpResponse:
    return redirect("ops:first_start_step", step=step)


def _machine() -> Actor:
    store = identity()
    return system(store.county if store else "", Channel.DESK)


def _area(request: HttpRequest) -> HttpResponse:
    form = AreaForm(*sent(request), initial={"county": SHIPPED})
    if identity() is not None:
        return _to("people")
    title = _("Which area?")
    if request.method == "POST" and form.is_valid():
        try:
            _by, loaded = prepare(StoreKind.REAL, _files(form.cleaned_data), channel=Channel.DESK)
        except DomainError as error:
            return _page(
                request, "area", title=title, form=form, status=422, problems=_bad_rows(error), **_said(form, error)
            )
        if not loaded.problems:
            return _to("people")
        problems = [_bad_row(file, problem) for file, problem in loaded.problems]
        return _page(request, "area", title=title, form=form, status=422, problems=problems)
    return _page(request, "area", title=title, form=form, status=422 if form.errors else 200)


def _files(told: Mapping[str, Any]) -> CountyFiles:
    if told["county"] == SHIPPED:
        return shipped_county()
    divisions = told["divisions"].read().decode("utf-8-sig", "replace")
    bodies = told["bodies"].read().decode("utf-8-sig", "replace") if told.get("bodies") else ""
    top = next(row for row in parse_divisions(divisions) if row.given.parent is None)
    return CountyFiles(top.slug, divisions, bodies)


def _said(form: Any, error: DomainError) -> dict[str, Any]:
    if not error.details.get("problems"):
        put_on_form(form, error)
        return {}
    return {"refusal": words(error)}


def _bad_rows(error: DomainError) -> list[dict[str, Any]]:
    found: Any = error.details.get("problems", ())
    return [_bad_row("", problem) for problem in found]


def _bad_row(file: str, problem: Any) -> dict[str, Any]:
    names = {"divisions": gettext("places"), "organisations": gettext("organisations")}
    return {
        "sheet": names.get(file, ""),
        "row": problem.row,
        "column": problem.column,
        "value": "",
        "reason": problem.message.render(gettext),
    }


def _people(request: HttpRequest) -> HttpResponse:
    form = PeopleForm(sent(request)[0])
    more = {
        "title": _("The first people"),
        "lead": _("The three administrators exclude each other and see no matter (R-721). Everybody gets a slip."),
    }
    if has_administrator():
        return _to("staff")
    if request.method == "POST" and form.is_valid():
        try:
            perform_bundle(form.calls(), by=_machine())
        except DomainError as error:
            put_on_form(form, error)
        else:
            return _to("staff")
    return _page(request, "people", form=form, status=422 if form.errors else 200, **more)


def _staff(request: HttpRequest) -> HttpResponse:
    if request.POST.get("do") == "skip":
        return _to("calendar")
    form = StaffForm(*sent(request))
    more: dict[str, Any] = {
        "title": _("Staff from Excel"),
        "lead": _("Mediators and clerks with their posts. It can be done later on the page of the accounts too."),
        "optional": True,
    }
    if request.method == "POST" and form.is_valid():
        try:
            return _page(request, "staff", form=StaffForm(), **more, **_taken(form.cleaned_data["file"]))
        except DomainError as error:
            put_on_form(form, error)
    return _page(request, "staff", form=form, status=422 if form.errors else 200, **more)


def _taken(file: Any) -> dict[str, Any]:
    by = _machine()
    with laid_out(keep(file, None), None) as path:
        done = apply_staff(preview_staff(path, by=by), by=by, language=get_language() or "")
    said = gettext("Accounts opened: %(opened)s. Rows that stayed out: %(refused)s.")
    counts = {"opened": len(done.opened), "refused": done.refused}
    return {"notice": said % counts, "problems": problem_rows(done.problems), "next_url": _url("calendar")}


def _calendar(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _to("finish")
    year = local_day(clock.now()).year
    years = [{"year": each, "published": is_year_published(each, _machine().county)} for each in (year, year + 1)]
    lead = _("Time limits count working days. A year whose notice is not known yet is reckoned provisionally.")
    return _page(request, "calendar", title=_("Working calendar"), lead=lead, years=years)


def _finish(request: HttpRequest) -> HttpResponse:
    by, wanted = _machine(), request.POST.get("do")
    if wanted == "slips":
        people = waiting(accounts_in(by.rights.scope(clock.now())))
        return print_slips(request, people, by=by, back_url=_url("finish"))
    if wanted == "done":
        close()
        request.session.flush()
        return redirect("desk:sign_in")
    waiting_people = len(waiting(accounts_in(by.rights.scope(clock.now()))))
    return _page(request, "finish", title=_("Ready for real work"), done=_ready(waiting_people))


def _ready(people: int) -> dict[str, Any]:
    text = gettext(
        "Print the slips, hand them over, then end the first start. People who have not signed in yet: %(count)s"
    )
    warning = gettext("Copy the key file %(path)s to a safe place now. Without it nobody can read the data again.")
    return {
        "text": text % {"count": people},
        "warnings": [
            warning % {"path": key_path()},
            gettext("For practice there is a demonstration in a database of its own: ./anmulong run without --real."),
        ],
        "people": people,
    }


PAGES: Mapping[str, Callable[[HttpRequest], HttpResponse]] = {
    "area": _area,
    "people": _people,
    "staff": _staff,
    "calendar": _calendar,
    "finish": _finish,
}


def _url(step: str) -> str:
    return reverse("ops:first_start_step", args=[step])


def _page(request: HttpRequest, step: str, *, status: int = 200, **more: Any) -> HttpResponse:
    names = list(STEPS)
    now = names.index(step) if step else -1
    steps = [
        {"label": label, "state": "current" if place == now else "done" if place < now else ""}
        for place, label in enumerate(STEPS.values())
    ]
    return render(request, "ops/wizard.html", {"steps": steps, "step": step, **more}, status=status)
