"""Verification: one matter, one chain or one day at once; everything by command, because it may take long (R-723)."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anmulong.desk.forms.verification import VerifyForm
from anmulong.desk.requests import Here, here
from anmulong.desk.rights import check
from anmulong.disputes.public import Dispute
from anmulong.journal.public import Finding, Verdict, signed_days, verify_day, verify_stream


VERIFY = "journal.verify"
SUITES = {"intl": "SHA-256, Ed25519", "gm": "SM3, SM2"}


@require_GET
def show_verification(request: HttpRequest) -> HttpResponse:
    """The signed days, a form for one check, and the findings of what was asked."""
    place = here(request)
    check(place, VERIFY)
    form = VerifyForm(request.GET if _asks(request) else None)
    title, verdict = ("", None)
    if form.is_bound and form.is_valid():
        title, verdict = _checked(form, place)
    context = {
        "form": form,
        "result": _result(title, verdict) if verdict else None,
        "findings": [_finding(finding) for finding in verdict.findings] if verdict else [],
        "days": [_day(root) for root in signed_days(place.actor.county)],
    }
    return render(request, "desk/verify.html", context, status=400 if form.errors else 200)


def _asks(request: HttpRequest) -> bool:
    return bool(request.GET.get("stream") or request.GET.get("day"))


def _checked(form: VerifyForm, place: Here) -> tuple[str, Verdict | None]:
    day, wanted = form.cleaned_data["day"], form.cleaned_data["stream"].strip()
    if not wanted:
        return str(day), verify_day(place.actor.county, day)
    stream = _stream(wanted, place)
    if stream is None:
        form.add_error("stream", _("There is no such matter in what your post may see, and no such chain."))
        return wanted, None
    return wanted, verify_stream(stream)


def _stream(wanted: str, place: Here) -> UUID | None:
    """A chain by its uid as the logs show it, or a matter in scope by its number."""
    try:
        return UUID(wanted)
    except ValueError:
        found = next(iter(Dispute.objects.in_scope(place.scope).filter(number=wanted)), None)
        return found.pk if found else None


def _result(title: str, verdict: Verdict) -> dict[str, Any]:
    counts = _("%(streams)s chains, %(entries)s entries, %(rows)s live rows compared.") % {
        "streams": verdict.streams,
        "entries": verdict.entries,
        "rows": verdict.rows,
    }
    # A day that is not signed yet is no fault.
    good = all(finding.kind == "open" for finding in verdict.findings)
    return {"title": title, "ok": good, "text": counts}


def _finding(finding: Finding) -> dict[str, Any]:
    return {"where": finding.where, "text": finding.text.render(_), "columns": ", ".join(finding.columns)}


def _day(root: Any) -> dict[str, Any]:
    return {
        "day": root.day,
        "entries": root.leaves,
        "root": bytes(root.root).hex(),
        "suite": SUITES.get(root.suite, root.suite),
        "signed_at": root.signed_at,
        "url": f"?day={root.day}",
    }
