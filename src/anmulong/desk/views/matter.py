"""One matter: its page, its receipt and papers, and what is shown in full for a purpose (O-4)."""

from collections.abc import Iterable
from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from anmulong.access.enums import Permission as AccessPermission
from anmulong.base import clock
from anmulong.cases.public import Case
from anmulong.desk.presenting import matter as shown
from anmulong.desk.presenting.cases.rows import case_rows
from anmulong.desk.presenting.cases.steps import new_case_steps
from anmulong.desk.presenting.clocks import clocks
from anmulong.desk.presenting.eyes import eyes_for
from anmulong.desk.presenting.gate import card_of_matter
from anmulong.desk.presenting.grants import grants_url
from anmulong.desk.presenting.papers import guidance_paper, meeting_paper
from anmulong.desk.presenting.receipts import receipt
from anmulong.desk.presenting.sentences import people_in, time_line
from anmulong.desk.presenting.steps import steps
from anmulong.desk.requests import Here, here
from anmulong.desk.rights import read_only_until, soft_url
from anmulong.disputes.enums import Permission
from anmulong.disputes.public import Dispute, MatterPage, Meeting, Report, matter_page
from anmulong.journal.enums import ReadingKind
from anmulong.journal.public import history, log_reading, prospects
from anmulong.kernel.errors import Invalid, NotFound
from anmulong.kernel.wording import noop
from anmulong.people.public import contact_telephone


FIRST_ENTRIES = 30
ALL_ENTRIES = 1_000
Kept = TypeVar("Kept", Report, Meeting)


def read(place: Here, uid: UUID) -> Dispute:
    """The matter inside the scope of the post. Raises ``NotFound``, also for one that lies outside."""
    found: Dispute = Dispute.objects.in_scope(place.scope).get(uid)
    return found


@require_GET
def show_matter(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The page of a matter. Opening it is recorded (R-723)."""
    place = here(request)
    place.actor.rights.check(Permission.READ, None, clock.now())
    dispute = read(place, uid)
    detail = "emergency" if read_only_until(place, uid) else ""
    log_reading(ReadingKind.OPEN, "dispute", dispute.pk, place.actor, detail=detail)
    every = request.GET.get("entries") == "all"
    return render(request, "desk/dispute.html", page_context(place, dispute, every=every))


def page_context(place: Here, dispute: Dispute, *, every: bool = False) -> dict[str, Any]:
    """Everything on the page, in a fixed number of queries."""
    now, until = clock.now(), read_only_until(place, dispute.pk)
    lists, limit = lists_for(place, dispute), ALL_ENTRIES if every else FIRST_ENTRIES
    told = history(dispute, limit=limit + 1)
    uploaders = {row.uploaded_by for row in lists.files}
    hosts = {row.host for row in lists.meetings}
    eyes = eyes_for(place, dispute, shown.people_of(dispute) | people_in(told) | uploaders | hosts)
    head = shown.head(dispute, lists.sides, eyes, scope=place.scope, now=now)
    return {
        "matter": head | _relations(place, dispute, lists),
        "read_only_until": until,
        **steps(dispute, prospects(dispute, by=place.actor) if until is None else []),
        "clocks": clocks(lists.clocks, now),
        "entries": time_line(told[:limit], eyes),
        "entries_more_url": "?entries=all" if len(told) > limit else "",
        "parties": shown.parties(lists.sides, dispute, place.scope),
        "reporter": shown.reporter(lists.reports, eyes, {side.party.name for side in lists.sides}),
        "files": shown.files(lists.files, eyes.names),
        "meetings": shown.meetings(lists.meetings, now, eyes),
        "receipts": shown.receipts(lists.reports),
        "guidance_url": soft_url("desk:guidance_paper", dispute.pk) if dispute.state == "guided" else "",
        **_mediation(place, dispute, may=until is None),
        "gate_card": card_of_matter(dispute, may=until is None and place.may(Permission.HANDLE)),
        "grants_url": grants_url(dispute) if until is None and place.may(AccessPermission.GRANT) else "",
        "purposes": shown.PURPOSES if place.may(Permission.UNMASK) else (),
    }


def _mediation(place: Here, dispute: Dispute, *, may: bool) -> dict[str, Any]:
    """The cases over the matter and what may begin here."""
    found = Case.objects.in_scope(place.scope).filter(dispute=dispute).select_related("dispute").few()
    found.sort(key=lambda case: case.applied_at, reverse=True)
    return {"cases": case_rows(found, place), "case_steps": new_case_steps(place, dispute, found) if may else []}


def lists_for(place: Here, dispute: Dispute) -> MatterPage:
    """The children of a matter as this post may see them."""
    inside = eyes_for(place, dispute).inside
    return matter_page(dispute, restricted=inside, side_file=inside)


def _relations(place: Here, dispute: Dispute, lists: MatterPage) -> dict[str, Any]:
    """The matters it is tied to; those outside the scope are not named (O-4)."""
    receipts = shown.receipts(lists.reports)
    found: dict[str, Any] = {"receipt_url": receipts[0]["url"] if receipts else ""}
    for name, uid in (("relapse_of", dispute.relapse_of), ("merged_into", dispute.merged_into)):
        if uid is not None:
            found[name] = _other(place, uid)
    return found


def _other(place: Here, uid: UUID) -> dict[str, str] | None:
    try:
        return shown.subject(read(place, uid))
    except NotFound:
        return None


def _one_of(rows: Iterable[Kept], uid: UUID, absent: str) -> Kept:
    for row in rows:
        if row.pk == uid:
            return row
    raise NotFound("not-found", absent)


@require_GET
def show_receipt(request: HttpRequest, uid: UUID, report: UUID) -> HttpResponse:
    """The receipt of one report, to be printed; it carries the public code, so looking at it is recorded."""
    place = here(request)
    dispute = read(place, uid)
    lists = matter_page(dispute)
    row = _one_of(lists.reports, report, noop("There is no such receipt."))
    log_reading(ReadingKind.PRINT, "dispute", dispute.pk, place.actor, detail="receipt")
    context = {
        "receipt": receipt(dispute, row, lists.sides, request.build_absolute_uri(reverse("desk:ask"))),
        "back_url": shown.subject(dispute)["url"],
        "printed_at": clock.now(),
    }
    return render(request, "desk/print_receipt.html", context)


@require_GET
def show_meeting_slip(request: HttpRequest, uid: UUID, meeting: UUID) -> HttpResponse:
    """The slip of a meeting for who is told; it names nobody."""
    place = here(request)
    dispute = read(place, uid)
    row = _one_of(matter_page(dispute).meetings, meeting, noop("There is no such meeting."))
    log_reading(ReadingKind.PRINT, "dispute", dispute.pk, place.actor, detail="meeting slip")
    context = {
        "slip": meeting_paper(dispute, row),
        "back_url": shown.subject(dispute)["url"],
        "printed_at": clock.now(),
    }
    return render(request, "desk/print_meeting.html", context)


@require_GET
def show_guidance(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The lawful routes that were named, on paper (R-113)."""
    place = here(request)
    dispute = read(place, uid)
    rows = matter_page(dispute).guidance
    if not rows:
        raise NotFound("not-found", noop("No other channel was named here."))
    log_reading(ReadingKind.PRINT, "dispute", dispute.pk, place.actor, detail="guidance")
    paper = guidance_paper(dispute, rows[0])
    context = {"paper": paper, "back_url": shown.subject(dispute)["url"], "printed_at": clock.now()}
    return render(request, "desk/print_guidance.html", context)


@require_POST
def unmask(request: HttpRequest, uid: UUID, person: UUID) -> HttpResponse:
    """Show a telephone or identity number in full, for a purpose, and record it (R-723)."""
    place = here(request)
    dispute = read(place, uid)
    place.actor.rights.check(Permission.UNMASK, dispute, clock.now())
    field, purpose = request.POST.get("field", ""), request.POST.get("purpose", "")
    if purpose not in {choice["value"] for choice in shown.PURPOSES}:
        raise Invalid("no-purpose", noop("Say what you need it for."), fields={"purpose": noop("This is needed.")})
    clear = in_full(place, dispute, person, field)
    log_reading(ReadingKind.UNMASK, "dispute", dispute.pk, place.actor, purpose=purpose, detail=f"{field} of {person}")
    context = {"clear": clear, "label": gettext("Telephone") if field == "phone" else gettext("Identity number")}
    if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return render(request, "desk/partials/unmasked.html", context)
    return render(request, "desk/unmasked.html", context | {"subject": shown.subject(dispute)})


def in_full(place: Here, dispute: Dispute, person: UUID, field: str) -> str:
    """The number behind a mask; a reporter's only for who may know the reporter. Raises ``NotFound``."""
    lists = matter_page(dispute)
    for side in lists.sides:
        if side.party.pk == person:
            numbers = {"phone": contact_telephone(side.party), "identity": side.party.identity_number}
            if numbers.get(field):
                return str(numbers[field])
    for report in lists.reports:
        if report.pk == person and field == "phone" and eyes_for(place, dispute).near:
            return str(report.reporter_phone)
    raise NotFound("not-found", noop("There is no such number here."))
