"""A list of staff from Excel: file, preview with every bad cell named, accounts, slips (O-5)."""

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
from django.views.decorators.http import require_http_methods, require_POST

from anmulong.access.enums import Permission
from anmulong.access.public import Account, accounts_in, role
from anmulong.desk.public import check, dressed, here, words
from anmulong.exchange.public import apply_staff, preview_staff
from anmulong.kernel.errors import DomainError
from anmulong.ops.pages.import_forms import uid_of
from anmulong.ops.pages.importing import kept_report, problem_rows
from anmulong.ops.pages.slips import print_slips, waiting
from anmulong.ops.pages.staging import keep, laid_out
from anmulong.orgs.public import organisation


SHOWN = 50
STEPS = (("upload", _("File")), ("preview", _("Check")), ("result", _("Done")))


class StaffForm(forms.Form):
    """The list."""

    file = dressed(
        forms.FileField(
            label=_("List of staff"),
            help_text=_("Columns: name, account name or telephone, unit, role; if known also post and area."),
            widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
        ),
        example=_("Wang Fang · wangfang · justice office of Wulan Town · justice office worker"),
        wide=True,
    )


def sent(request: HttpRequest) -> tuple[Any, Any]:
    """What a form is bound to: nothing when the page is only opened."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


@require_http_methods(["GET", "POST"])
def import_staff(request: HttpRequest) -> HttpResponse:
    """Show the step that is due. One row is one post; the same list twice adds nothing."""
    place = here(request)
    check(place, Permission.MANAGE_ACCOUNTS)
    form = StaffForm(*sent(request))
    try:
        if "upload" in request.POST:
            uid = uid_of(request.POST["upload"])
            return _applied(request, uid) if uid else redirect("ops:staff_import")
        if request.method == "POST" and form.is_valid():
            return _previewed(request, keep(form.cleaned_data["file"], place.actor.uid))
    except DomainError as error:
        return _page(request, "upload", status=422, form=form, refusal=words(error))
    return _page(request, "upload", status=422 if form.errors else 200, form=form)


def _previewed(request: HttpRequest, uid: UUID) -> HttpResponse:
    by = here(request).actor
    with laid_out(uid, by.uid) as path:
        shown = preview_staff(path, by=by)
    rows = [
        {
            "number": row.number,
            "name": row.account.display_name,
            "username": row.account.username,
            "unit": organisation(by.county, row.account.organisation).name if row.account.organisation else "",
            "role": gettext(role(row.account.role).label),
            "known": row.account.username in shown.existing,
        }
        for row in shown.rows
    ]
    return _page(
        request,
        "preview",
        rows=rows[:SHOWN],
        more_rows=max(len(rows) - SHOWN, 0),
        upload=uid,
        counts=[
            {"label": gettext("New accounts"), "value": shown.new, "tone": "good" if shown.new else ""},
            {"label": gettext("Accounts that exist"), "value": len(shown.existing)},
            {
                "label": gettext("Rows that cannot go in"),
                "value": shown.refused,
                "tone": "bad" if shown.refused else "",
            },
        ],
        problems=problem_rows(shown.problems),
        can_apply=bool(rows),
        back_url=reverse("ops:staff_import"),
    )


def _applied(request: HttpRequest, uid: UUID) -> HttpResponse:
    by = here(request).actor
    with laid_out(uid, by.uid) as path, TemporaryDirectory(dir=settings.STORE_FOLDER) as folder:
        shown = preview_staff(path, by=by)
        done = apply_staff(shown, by=by, report=Path(folder) / "returned.xlsx", language=get_language() or "")
        returned = kept_report(done.report, by.uid)
    names = {row.account.username for row in shown.rows}
    people = waiting(accounts_in(here(request).scope).filter(username__in=names))
    return _page(
        request,
        "result",
        counts=[
            {"label": gettext("Accounts opened"), "value": len(done.opened), "tone": "good"},
            {"label": gettext("Further posts given"), "value": done.posts},
            {"label": gettext("There already"), "value": done.already},
            {"label": gettext("Stayed out"), "value": done.refused, "tone": "bad" if done.refused else ""},
        ],
        problems=problem_rows(done.problems),
        workbook_url=returned,
        opened=[account.pk for account in people],
        slips_url=reverse("ops:staff_slips") if people else "",
        accounts_url=reverse("desk:accounts"),
    )


@require_POST
def make_slips(request: HttpRequest) -> HttpResponse:
    """Slips for the accounts of a list, to be cut apart."""
    place = here(request)
    check(place, Permission.RESET_PASSWORD)
    wanted = [uid for text in request.POST.getlist("account") if (uid := uid_of(text)) is not None]
    found: list[Account] = waiting(accounts_in(place.scope).filter(pk__in=wanted))
    return print_slips(request, found, by=place.actor, back_url=reverse("desk:accounts"))


def _page(request: HttpRequest, step: str, *, status: int = 200, **more: Any) -> HttpResponse:
    names = [name for name, _label in STEPS]
    states = {name: "done" if names.index(name) < names.index(step) else "" for name in names} | {step: "current"}
    steps = [{"label": label, "state": states[name]} for name, label in STEPS]
    return render(request, "ops/staff_import.html", {"step": step, "steps": steps, **more}, status=status)
