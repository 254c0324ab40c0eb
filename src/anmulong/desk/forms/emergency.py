"""应急调阅: ask for one matter by its number; look into such a reading afterwards (domain.md 7.4)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from anmulong.access.enums import Finding
from anmulong.desk.forms.fields import line, segments, text
from anmulong.desk.forms.records import RecordForm


class EmergencyForm(RecordForm):
    """Which matter, and what cannot wait."""

    action = "grant.break_glass"
    icon = "alert-triangle"
    danger = True
    notice = _(
        "For danger to life, safety or property only. The matter opens for reading, not for steps; the reading stands"
        " on its time line, and by the next working day a second person looks into it."
    )

    number = line(_("Number of the matter"), help=_("It stands on the receipt; ask whoever calls."))
    reason = text(
        _("What cannot wait"),
        help=_("In one sentence, without names."),
        example=_("the police on the spot ask whether weapons were mentioned before"),
        rows=2,
        most=200,
    )


class ReviewForm(RecordForm):
    """Was it needed? If not, what was done about it."""

    action = "grant.review"
    icon = "clipboard-check"

    finding = segments(_("What was found"), Finding.choices)
    note = line(_("Note"), required=False, wide=True, help=_("Needed when the reading was not."))

    def opening(self) -> dict[str, Any]:
        return {"finding": Finding.WARRANTED}
