"""A list of places from Excel: file, preview with every bad cell named, divisions."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from anmulong.desk.public import check, dressed, here, words
from anmulong.exchange.public import apply_divisions, preview_divisions
from anmulong.kernel.errors import DomainError
from anmulong.ops.pages.import_forms import uid_of
from anmulong.ops.pages.importing import kept_report, problem_rows
from anmulong.ops.pages.staff import STEPS, sent
from anmulong.ops.pages.staging import keep, laid_out
from anmulong.orgs.enums import Permission


SHOWN = 100


class DivisionsForm(forms.Form):
    """The list."""

    file = dressed(
        forms.FileField(
            label=_("List of places"),
            help_text=_("Columns: sumu or town, gacha; also kind and official code. A row without a gacha is a town."),
            widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
        ),
        example=_("Wulan Town · Dusitu Gacha · gacha · 150624100201"),
        wide=True,
    )


@require_http_methods(["GET", "POST"])
def import_divisions(request: HttpRequest) -> HttpResponse:
    """Show the step that is due. One row is one place; the same list twice adds nothing."""
    place = here(request)
    check(place, Permission.MANAGE_DIVISIONS)
    form = DivisionsForm(*sent(request))
    try:
        if "upload" in request.POST:
            uid = uid_of(request.POST["upload"])
            return _applied(request, uid) if uid else redirect("ops:division_import")
        if request.method == "POST" and form.is_valid():
            return _previewed(request, keep(form.cleaned_data["file"], place.actor.uid))
    except DomainError as error:
        return _page(request, "upload", status=422, form=form, refusal=words(error))
    return _page(request, "upload", status=422 if form.errors else 200, form=form)


def _previewed(request: HttpRequest, uid: UUID) -> HttpResponse:
    by = here(request).actor
    with laid_out(uid, by.uid) as path:
        shown = preview_divisions(path, by=by)
    rows = [
        {
            "number": row.number,
            "path": row.path,
            "kind": row.given.kind,
            "codes": "、".join(each.code for each in row.given.codes),
            "known": row.known,
        }
        for row in shown.rows
    ]
    refused = {"label": gettext("Rows that cannot go in"), "value": shown.refused}
    return _page(
        request,
        "preview",
        rows=rows[:SHOWN],
        more_rows=max(len(rows) - SHOWN, 0),
        upload=uid,
        counts=[
            {"label": gettext("New places"), "value": shown.new, "tone": "good" if shown.new else ""},
            {"label": gettext("There already"), "value": len(rows) - shown.new},
            refused | {"tone": "bad" if shown.refused else ""},
        ],
        problems=problem_rows(shown.problems),
        can_apply=bool(shown.new),
        back_url=reverse("ops:division_import"),
    )


def _applied(request: HttpRequest, uid: UUID) -> HttpResponse:
    by = here(request).actor
    with laid_out(uid, by.uid) as path, TemporaryDirectory(dir=settings.STORE_FOLDER) as folder:
        shown = preview_divisions(path, by=by)
        done = apply_divisions(shown, by=by, report=Path(folder) / "returned.xlsx", language=get_language() or "")
        returned = kept_report(done.report, by.uid)
    return _page(
        request,
        "result",
        counts=[
            {"label": gettext("Places added"), "value": done.added, "tone": "good"},
            {"label": gettext("There already"), "value": done.already},
            {"label": gettext("Stayed out"), "value": done.refused, "tone": "bad" if done.refused else ""},
        ],
        problems=problem_rows(done.problems),
        workbook_url=returned,
        divisions_url=reverse("desk:divisions"),
    )


def _page(request: HttpRequest, step: str, *, status: int = 200, **more: Any) -> HttpResponse:
    names = [name for name, _label in STEPS]
    states = {name: "done" if names.index(name) < names.index(step) else "" for name in names} | {step: "current"}
    steps = [{"label": label, "state": states[name]} for name, label in STEPS]
    return render(request, "ops/division_import.html", {"step": step, "steps": steps, **more}, status=status)
