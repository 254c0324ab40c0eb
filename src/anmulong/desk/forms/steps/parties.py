"""Who is in dispute: add, change, take out; what was told and agreed (R-207, R-703, O-4)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from anmulong.desk.forms import fields
from anmulong.desk.forms.acting import StepForm
from anmulong.desk.forms.choices import EMPTY
from anmulong.desk.forms.fields import chosen, line, offer, segments, text, tick
from anmulong.disputes.public import Dispute
from anmulong.people.enums import ConsentAnswer, ConsentKind, ConsentWay, PartyKind, Spoken
from anmulong.people.public import shown_name


NOTICE_TEXT = "2026-1"
"""The wording of the privacy notice and of the consents that is in use."""

SIDES = ((1, _("first side")), (2, _("other side")))
AS_IT_IS = ("", _("leave as it is"))
YES_NO = (AS_IT_IS, ("true", _("yes")), ("false", _("no")))
PARTY_FIELDS = ("name", "kind", "telephone", "address", "minor", "spoken", "needs_interpreter")
SAFE_FIELDS = ("safe_telephone", "safe_hours", "do_not_visit", "no_sms", "protected_address")


def present_parties(dispute: Dispute, scope: Any) -> list[tuple[str, str]]:
    """The parties of the matter by uid, as the viewer may read their names."""
    rows = dispute.sides.filter(left_at=None).select_related("party").order_by("side", "position")
    return [(str(row.party_id), shown_name(row.party, scope)) for row in rows]


class _OfParties(StepForm):
    """A step on one of the matter's parties."""

    def set_up(self) -> None:
        offer(self, "party", present_parties(self.subject, self.place.scope))


class AddParty(StepForm):
    """A further party; identity numbers are not asked here (O-1)."""

    action = "dispute.add_party"
    icon = "user-plus"

    side = segments(_("Side"), SIDES)
    kind = segments(_("Kind of party"), PartyKind.choices)
    name = line(_("Name"), example=_("Bao Quan"))
    telephone = fields.telephone(_("Telephone"))
    address = line(_("Address"), required=False)
    spoken = chosen(_("Language spoken"), [EMPTY, *Spoken.choices], required=False)
    minor = tick(_("is a minor"))
    needs_interpreter = tick(_("needs an interpreter"))
    safe_telephone = fields.telephone(_("Safe telephone"), help=_("Call this number only."), example="")
    safe_hours = line(_("Safe hours"), required=False, example=_("weekdays after nine"))
    do_not_visit = tick(_("do not visit"))
    no_sms = tick(_("no short messages"))
    protected_address = tick(_("the address is protected"))

    def opening(self) -> dict[str, Any]:
        return {"side": 2, "kind": PartyKind.NATURAL}

    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        party = {name: said[name] for name in (*PARTY_FIELDS, *SAFE_FIELDS) if said.get(name) not in (None, "")}
        return {"side": said.get("side"), "party": party}


class ChangeParty(_OfParties):
    """Only what is filled in changes."""

    action = "dispute.change_party"
    icon = "edit"

    party = chosen(_("Which party"), [])
    name = line(_("New name"), required=False, help=_("Only what is filled in changes."))
    telephone = fields.telephone(_("Telephone"))
    address = line(_("Address"), required=False)
    spoken = chosen(_("Language spoken"), [AS_IT_IS, *Spoken.choices], required=False)
    minor = chosen(_("is a minor"), YES_NO, required=False)
    needs_interpreter = chosen(_("needs an interpreter"), YES_NO, required=False)
    safe_telephone = fields.telephone(_("Safe telephone"), help=_("Call this number only."), example="")
    safe_hours = line(_("Safe hours"), required=False, example=_("weekdays after nine"))
    do_not_visit = chosen(_("do not visit"), YES_NO, required=False)
    no_sms = chosen(_("no short messages"), YES_NO, required=False)
    protected_address = chosen(_("the address is protected"), YES_NO, required=False)


class EndParty(_OfParties):
    """Out of the dispute, or entered wrongly; the row stays (O-2)."""

    action = "dispute.end_party"
    icon = "x"

    party = chosen(_("Which party"), [])
    reason = text(_("Why"), rows=2, example=_("Entered by mistake: a neighbour who only told us."))


class RecordConsent(_OfParties):
    """What one party was told or asked; consents are separate, none is ticked beforehand (O-1, R-703)."""

    action = "dispute.record_consent"
    icon = "checklist"

    party = chosen(_("Which party"), [])
    kind = chosen(_("What it was about"), ConsentKind.choices)
    answer = chosen(_("Answer"), [("", _("choose")), *ConsentAnswer.choices])
    way = chosen(_("How"), ConsentWay.choices)
    language = chosen(_("Language used"), Spoken.choices)
    answered_by = line(_("Guardian or agent who answered"), required=False)
    text_version = line(_("Version of the text"))

    def opening(self) -> dict[str, Any]:
        return {"text_version": NOTICE_TEXT, "language": Spoken.CHINESE}
