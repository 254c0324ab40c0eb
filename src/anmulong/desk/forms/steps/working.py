"""The daily work: contacts, meetings, notes, files, reports to the police."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anmulong.desk.answers import put_on_form
from anmulong.desk.forms.acting import StepForm, numbered
from anmulong.desk.forms.choices import EMPTY, people
from anmulong.desk.forms.fields import chosen, dressed, hidden, line, moment, number, offer, segments, tick
from anmulong.desk.forms.fields import text as words
from anmulong.desk.forms.phrases import offer_phrases
from anmulong.desk.forms.uploads import Files, store_all, upload_uids
from anmulong.disputes.enums import ContactWay
from anmulong.files.enums import Confidentiality, FileKind
from anmulong.files.public import FileInput
from anmulong.journal.public import Call, parse
from anmulong.kernel.errors import Invalid
from anmulong.kernel.ids import new_uid
from anmulong.lawbook.public import parameter_int
from anmulong.orgs.enums import PhraseUse
from anmulong.people.public import shown_name


class Contact(StepForm):
    """Whom, how, reached or not, what was said."""

    action = "dispute.contact"
    icon = "phone"

    way = segments(_("How"), ContactWay.choices)
    party = chosen(_("Which party"), [], required=False)
    whom = line(_("Or whom else"), required=False, example=_("the group leader"))
    reached = tick(_("Reached"))
    said = words(
        _("What was said"), required=False, example=_("Agrees to talk on Thursday at ten at the gacha office.")
    )
    failed_attempt = tick(_("An attempt to settle that brought no agreement"), help=_("Such attempts count (R-511)."))

    def opening(self) -> dict[str, Any]:
        return {"way": ContactWay.TELEPHONE, "reached": True}

    def set_up(self) -> None:
        sides = self.subject.sides.filter(left_at=None).select_related("party").order_by("side", "position")
        names = [(str(row.party.pk), shown_name(row.party, self.place.scope)) for row in sides]
        offer(self, "party", [EMPTY, *names])
        offer_phrases(self, "said", self.place, PhraseUse.CONTACT)


class Schedule(StepForm):
    """A meeting. A clash is shown and may be confirmed."""

    action = "dispute.schedule"
    icon = "calendar-event"
    prints = "desk:meeting_slip"

    uid = hidden(forms.UUIDField)
    begins_at = moment(_("Begins"), required=True)
    minutes = number(_("Minutes"), most=720)
    place = line(_("Where"), example=_("gacha office, meeting room"))
    subject = line(_("What about"), required=False, wide=True)
    told = words(_("Who is told, and how"), required=False, rows=2, example=_("Both families by telephone."))
    host = chosen(_("Who leads it"), [], required=False)
    despite_clash = tick(_("There is another meeting at this time; both can stand"), wide=True)

    def opening(self) -> dict[str, Any]:
        return {
            "uid": new_uid(),
            "minutes": parameter_int("disputes.meeting_minutes"),
            "host": str(self.place.actor.uid),
        }

    def set_up(self) -> None:
        offer(self, "host", [EMPTY, *people(self.place.actor.organisation)])
        if not self.data.get("despite_clash") and not self.data.get("ask_clash"):
            self.fields["despite_clash"].widget = forms.HiddenInput()

    def ask_about_clash(self) -> None:
        """Offer to let both meetings stand."""
        self.fields["despite_clash"].widget = forms.CheckboxInput()


class CancelMeeting(StepForm):
    """A meeting that will not be held; it stays on the record."""

    action = "dispute.cancel_meeting"
    icon = "x"

    meeting = chosen(_("Meeting"), [])
    reason = words(_("Reason"), required=False, rows=2)

    def set_up(self) -> None:
        rows = self.subject.meetings.filter(cancelled_at=None).order_by("begins_at")
        times = {row: timezone.localtime(row.begins_at) for row in rows}
        offer(self, "meeting", [(str(row.pk), f"{at:%Y-%m-%d %H:%M} {row.place}") for row, at in times.items()])


class Note(StepForm):
    """A note; in the side file it is copied to no party and no court."""

    action = "dispute.note"
    icon = "notes"

    text = words(_("Note"), rows=4, example=_("The brother works in Wuhai and comes home on the 28th."))
    side_file = tick(
        _("Side file"), help=_("Never copied to a party or a court without consent: separate talks, self-harm.")
    )

    def set_up(self) -> None:
        offer_phrases(self, "text", self.place, PhraseUse.NOTE)


class Attach(StepForm):
    """Files; each becomes an entry of its own, all in one click."""

    action = "dispute.attach"
    icon = "paperclip"

    file = dressed(Files(label=_("Files"), required=False), wide=True)
    uploaded = hidden()
    title = line(_("What it shows"), required=False, wide=True, example=_("The broken fence, seen from the road"))
    kind = chosen(_("Kind"), FileKind.choices)
    confidentiality = chosen(_("Who may see it"), Confidentiality.choices)

    def set_up(self) -> None:
        words = {"sending": gettext("being sent"), "done": gettext("arrived"), "failed": gettext("did not arrive")}
        attrs = {f"data-upload-{name}": word for name, word in words.items()}
        self.fields["file"].widget.attrs.update({"data-upload-url": reverse("desk:upload_start"), **attrs})

    def opening(self) -> dict[str, Any]:
        return {"kind": FileKind.PHOTOGRAPH, "confidentiality": Confidentiality.ORDINARY}

    def clean(self) -> dict[str, Any]:
        """Take the files in, so that another mistake on the page does not lose them."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        waiting = upload_uids(cleaned.get("uploaded", ""))
        try:
            waiting += store_all(cleaned.get("file") or [], account=self.place.actor.uid)
        except Invalid as error:
            put_on_form(self, error)
        self.data = data = cast(QueryDict, self.data).copy()
        data["uploaded"] = " ".join(str(uid) for uid in waiting)
        cleaned["uploads"] = waiting
        if not waiting and "file" not in self.errors:
            self.add_error("file", gettext("Choose at least one file."))
        return cleaned

    def calls(self) -> list[Call]:
        """One call per file. Raises ``Invalid``."""
        first = self.operation_uid()
        return [
            Call(
                self.action,
                parse(FileInput, {**self.values(), "upload": upload}),
                subject=self.subject.pk,
                operation=numbered(first, str(place)),
                happened_at=self.happened(),
            )
            for place, upload in enumerate(self.cleaned_data["uploads"])
        ]


class ReportEscalation(StepForm):
    """A report to the police or another department (R-112)."""

    action = "dispute.report_escalation"
    icon = "speakerphone"

    receiver = line(_("Reported to"), example=_("police station of the town, officer on duty"))
    facts_told = words(_("What was told"))
    receipt = line(_("Their receipt or number"), required=False)
