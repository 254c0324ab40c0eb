"""The common superior says whether two matters are one (O-4)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from anmulong.desk.requests import here
from anmulong.desk.rights import check
from anmulong.disputes.enums import Permission, Verdict
from anmulong.disputes.public import Judged, Likeness, Merging, Relapse
from anmulong.journal.public import Call, perform_bundle


@require_POST
def judge(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Two buttons: the same (the later one goes into the earlier one, or is linked as its relapse), or different."""
    place = here(request)
    check(place, Permission.MERGE)
    likeness = Likeness.objects.in_scope(place.scope).get(uid)
    verdict = Verdict.SAME if request.POST.get("do") == Verdict.SAME else Verdict.DIFFERENT
    calls = [Call("likeness.judge", Judged(verdict), subject=likeness.pk, version=likeness.version)]
    if verdict == Verdict.SAME:
        calls.append(_joined(likeness))
    perform_bundle(calls, by=place.actor)
    words = {
        Verdict.SAME: gettext("Noted: the two matters are one now."),
        Verdict.DIFFERENT: gettext("Noted: two different matters."),
    }
    messages.success(request, words[verdict])
    return redirect("desk:my_work")


def _joined(likeness: Likeness) -> Call:
    if likeness.relapse:
        return Call("dispute.relapse", Relapse(likeness.other), subject=likeness.dispute)
    return Call("dispute.merge", Merging(likeness.other), subject=likeness.dispute)
