"""The page of one party, opened from a dispute only, for a purpose that is recorded (O-4)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from anmulong.base.crypto import keyring
from anmulong.desk.forms.purpose import PurposeForm
from anmulong.desk.presenting.covering import sees_names
from anmulong.desk.presenting.matter import party_url, subject
from anmulong.desk.presenting.party import party_page, party_title
from anmulong.desk.requests import Here, here
from anmulong.desk.rights import check
from anmulong.desk.views.matter import read
from anmulong.disputes.enums import Permission
from anmulong.disputes.public import Dispute, DisputeParty
from anmulong.journal.enums import ReadingKind
from anmulong.journal.public import log_reading
from anmulong.kernel.errors import NotFound
from anmulong.kernel.wording import noop
from anmulong.people.public import covered


UNPROCESSABLE = 422


@require_http_methods(["GET", "POST"])
def show_party(request: HttpRequest, uid: UUID, party: UUID) -> HttpResponse:
    """Ask what for; then show the party of this dispute and keep who looked, and why (R-723).

    Without a purpose no word about the person leaves the server.
    """
    place = here(request)
    check(place, Permission.READ)
    dispute = read(place, uid)
    side = _side(dispute, party)
    form = PurposeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _ask(request, place, side, form)
    purpose = form.cleaned_data["purpose"]
    log_reading(ReadingKind.OPEN, "dispute", dispute.pk, place.actor, purpose=purpose, detail=f"party {side.party_id}")
    context = {
        "subject": _subject(place, dispute),
        "title": party_title(side, place),
        **party_page(place, dispute, side),
    }
    return render(request, "desk/party.html", context)


def _side(dispute: Dispute, party: UUID) -> DisputeParty:
    """The party's place in this dispute, also one that has left it. Raises ``NotFound``."""
    keyring().warm([dispute.pk])
    found: DisputeParty | None = dispute.sides.filter(party=party).select_related("party").first()
    if found is None:
        raise NotFound("not-found", noop("There is no such party here."))
    return found


def _ask(request: HttpRequest, place: Here, side: DisputeParty, form: PurposeForm) -> HttpResponse:
    about = _subject(place, side.dispute)
    context = {
        "title": _("Open the page of a party"),
        "subject": about,
        "form": form,
        "form_url": party_url(side.dispute_id, side.party_id),
        "submit_label": _("Open and record"),
        "submit_icon": "eye",
        "back_url": about["url"],
        "notice": _("Who opens the page, when and what for is recorded."),
    }
    return render(request, "desk/action_form.html", context, status=UNPROCESSABLE if form.is_bound else 200)


def _subject(place: Here, dispute: Dispute) -> dict[str, str]:
    """The dispute above the page, names of minors covered in its heading (R-751)."""
    people = [each.party for each in dispute.sides.select_related("party")]
    title = covered(dispute.title, people, masked=not sees_names(place.scope))
    return subject(dispute) | {"title": title}
