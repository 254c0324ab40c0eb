"""The import of a ledger in three steps on one page: file, preview that a person corrects, result (R-521, M-02)."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from anmulong.desk.public import Here, check, here, soft_url, words
from anmulong.disputes.enums import Permission
from anmulong.exchange.enums import ChangeWay
from anmulong.exchange.public import Options, Preview, Result, apply, preview, write_blank
from anmulong.files.public import read_upload
from anmulong.kernel.errors import DomainError, Invalid
from anmulong.lawbook.public import dispute_type_label
from anmulong.ops.pages.import_forms import HEAD, MAP, MappingForm, UploadForm
from anmulong.ops.pages.staging import MIB, keep, keep_bytes, laid_out


MOST_ROWS = 4_000
"""More rows would keep a browser waiting for minutes; the command shows its progress instead."""

SLOW_ROWS = 500
"""From here on the person is told that it takes a while."""

STEPS = (("upload", _("File")), ("preview", _("Check")), ("result", _("Done")))
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
def import_ledger(request: HttpRequest) -> HttpResponse:
    """Show the step that is due. What was staged stays a day, so a broken step is repeated, not begun anew."""
    place = here(request)
    check(place, Permission.IMPORT)
    if request.method == "GET":
        return _upload_page(request, UploadForm(place=place))
    if "upload" in request.POST:
        return _mapped(request, place)
    form = UploadForm(request.POST, request.FILES, place=place)
    if not form.is_valid():
        return _upload_page(request, form, status=422)
    return _first_look(request, place, form)


def _first_look(request: HttpRequest, place: Here, form: UploadForm) -> HttpResponse:
    told = form.cleaned_data
    try:
        sent = form.uploads()
        uid = sent[-1] if sent else keep(told["file"], place.actor.uid)
        options = Options(
            open_rows=told["rows"] == "open",
            division=UUID(told["division"]) if told["division"] else None,
            source=told["source"],
        )
        with laid_out(uid, place.actor.uid) as path:
            return _preview_page(request, preview(path, options, by=place.actor), uid)
    except DomainError as error:
        return _upload_page(request, form, status=422, error=error)


def _mapped(request: HttpRequest, place: Here) -> HttpResponse:
    form = MappingForm(request.POST)
    if not form.is_valid():
        return _upload_page(request, UploadForm(place=place), status=422)
    uid = form.cleaned_data["upload"]
    try:
        with laid_out(uid, place.actor.uid) as path:
            return _checked_or_applied(request, place, form, path)
    except DomainError as error:
        return _upload_page(request, UploadForm(place=place), status=422, error=error)


def _checked_or_applied(request: HttpRequest, place: Here, form: MappingForm, path: Path) -> HttpResponse:
    uid, options = form.cleaned_data["upload"], form.options()
    try:
        shown = preview(path, options, by=place.actor)
    except Invalid as error:
        if error.code not in ("field-twice", "unknown-field"):
            raise
        plain = preview(path, replace(options, mapping={}), by=place.actor)
        return _preview_page(request, plain, uid, status=422, chosen=options.mapping, error=error)
    if request.POST.get("do") != "apply" or shown.good + shown.bad > MOST_ROWS:
        return _preview_page(request, shown, uid)
    return _apply(request, place, shown)


def _apply(request: HttpRequest, place: Here, shown: Preview) -> HttpResponse:
    with TemporaryDirectory(dir=settings.STORE_FOLDER) as folder:
        report = Path(folder) / "returned.xlsx"
        done = apply(shown, by=place.actor, report=report, language=get_language() or "")
        returned = kept_report(done.report, place.actor.uid)
    return render(request, "ops/import.html", _steps("result") | _result(done, returned))


def kept_report(report: Path | None, account: UUID | None) -> str:
    """The address of the returned workbook, which waits sealed for a day."""
    if report is None:
        return ""
    body = report.read_bytes()
    uid = keep_bytes((body[at : at + MIB] for at in range(0, len(body), MIB)), len(body), account)
    return reverse("ops:import_report", args=[uid])


# --- the three faces of the page


def _steps(now: str) -> dict[str, Any]:
    names = [name for name, _label in STEPS]
    states = {name: "done" if names.index(name) < names.index(now) else "" for name in names} | {now: "current"}
    return {"step": now, "steps": [{"label": label, "state": states[name]} for name, label in STEPS]}


def _upload_page(
    request: HttpRequest, form: UploadForm, *, status: int = 200, error: DomainError | None = None
) -> HttpResponse:
    more = {
        "form": form,
        "refusal": words(error) if error else None,
        "template_url": reverse("ops:import_blank"),
    }
    return render(request, "ops/import.html", _steps("upload") | more, status=status)


def _preview_page(
    request: HttpRequest,
    shown: Preview,
    uid: UUID,
    *,
    status: int = 200,
    chosen: Any = None,
    error: DomainError | None = None,
) -> HttpResponse:
    too_many = shown.good + shown.bad > MOST_ROWS
    context = _steps("preview") | {
        "sheets": shown.sheets,
        "sheet": shown.sheet,
        "mapping": [_column(column, shown, chosen or {}) for column in shown.columns],
        "counts": _counts(shown),
        "remarks": [remark.render(gettext) for remark in shown.remarks],
        "problems": problem_rows(shown.problems),
        "more_problems": max(shown.problem_count - len(shown.problems), 0),
        "sample": _sample(shown),
        "changes": [_change(change) for change in shown.changes],
        "only_new": not shown.options.changes,
        "hidden": _carried(shown, uid),
        "too_many": MOST_ROWS if too_many else 0,
        "can_apply": shown.good > 0 and not too_many,
        "slow": shown.new > SLOW_ROWS,
        "refusal": words(error) if error else None,
        "back_url": reverse("ops:import"),
    }
    return render(request, "ops/import.html", context, status=status)


def _column(column: Any, shown: Preview, chosen: Any) -> dict[str, Any]:
    goes_to = chosen.get(column.head, column.field)
    return {
        "column": column.head,
        "letter": column.letter,
        "sample": "　".join(column.samples),
        "field_name": f"{MAP}{column.letter}",
        "head_name": f"{HEAD}{column.letter}",
        "sure": column.known,
        "options": [
            {"value": name, "label": gettext(label), "selected": name == goes_to} for name, label in shown.fields
        ],
    }


TONES = {ChangeWay.CHANGE: "info", ChangeWay.STEP: "good", ChangeWay.NOTE: "", ChangeWay.CLASH: "wait"}


def _change(change: Any) -> dict[str, Any]:
    return {
        "row": change.row,
        "matter": change.matter,
        "field": gettext(change.label),
        "was": change.was,
        "becomes": change.becomes,
        "way": str(change.way.label),
        "tone": TONES[change.way],
    }


def _counts(shown: Preview) -> list[dict[str, Any]]:
    return [
        {"label": gettext("New rows"), "value": shown.new, "tone": "good" if shown.new else ""},
        {"label": gettext("In the ledger already"), "value": shown.already, "tone": ""},
        {"label": gettext("Of these, changed"), "value": shown.changed, "tone": "info" if shown.changed else ""},
        {"label": gettext("Rows that cannot go in"), "value": shown.bad, "tone": "bad" if shown.bad else ""},
    ]


def _sample(shown: Preview) -> dict[str, Any]:
    heads = (_("Row"), _("Matter"), _("Place"), _("Kind"), _("When"), _("Parties"), _("Result"), _("Answer"))
    yes, no = gettext("yes"), ""
    rows = [
        [
            row.number,
            row.title,
            row.place,
            dispute_type_label(row.kind) if row.kind else "",
            row.happened.strftime("%Y-%m-%d") if row.happened else "",
            row.parties,
            yes if row.settled else no,
            yes if row.answered else no,
        ]
        for row in shown.first
    ]
    return {"columns": heads, "rows": rows}


def _carried(shown: Preview, uid: UUID) -> list[dict[str, str]]:
    options = shown.options
    told = {
        "upload": str(uid),
        "rows": "open" if options.open_rows else "history",
        "division": str(options.division or ""),
        "source": options.source,
    }
    return [{"name": name, "value": value} for name, value in told.items()]


def problem_rows(problems: Iterable[Any]) -> list[dict[str, Any]]:
    """Bad cells as the table of problems shows them."""
    return [
        {
            "sheet": problem.sheet,
            "row": problem.row,
            "column": f"{problem.letter} {problem.head}".strip(),
            "value": problem.value,
            "reason": problem.reason.render(gettext),
        }
        for problem in problems
    ]


def _result(done: Result, returned: str) -> dict[str, Any]:
    shown = 200
    return {
        "counts": [
            {"label": gettext("Brought in"), "value": done.added, "tone": "good"},
            {"label": gettext("In the ledger already"), "value": done.already},
            {"label": gettext("Of these, changed"), "value": done.changed, "tone": "info" if done.changed else ""},
            {"label": gettext("With an answer"), "value": done.answers},
            {"label": gettext("With a result"), "value": done.settled},
            {
                "label": gettext("In, but not with everything"),
                "value": done.partial,
                "tone": "wait" if done.partial else "",
            },
            {"label": gettext("Stayed out"), "value": done.refused, "tone": "bad" if done.refused else ""},
        ],
        "problems": problem_rows(done.problems[:shown]),
        "more_problems": max(len(done.problems) - shown, 0),
        "workbook_url": returned,
        "ledger_url": soft_url("desk:ledger"),
        "again_url": reverse("ops:import"),
    }


# --- files that go out


@require_GET
def give_report(request: HttpRequest, upload: UUID) -> HttpResponseBase:
    """The returned workbook, to who made it."""
    pieces = read_upload(upload, account=here(request).actor.uid)
    return _attachment(StreamingHttpResponse, pieces, "returned.xlsx")


@require_GET
def give_blank(request: HttpRequest) -> HttpResponseBase:
    """An empty sheet with every column."""
    check(here(request), Permission.IMPORT)
    with TemporaryDirectory(dir=settings.STORE_FOLDER) as folder:
        path = Path(folder) / "blank.xlsx"
        write_blank(path)
        return _attachment(HttpResponse, path.read_bytes(), "ledger-blank.xlsx")


def _attachment(kind: Callable[..., HttpResponseBase], body: Any, name: str) -> HttpResponseBase:
    response = kind(body, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
