"""The filter of the ledger, and what is done with many matters at once."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anmulong.desk.forms import choices
from anmulong.desk.forms.offering import offer
from anmulong.desk.requests import Here
from anmulong.disputes.enums import Colour, Nature, State
from anmulong.exchange.enums import Purpose, RecordShape
from anmulong.kernel.ids import new_uid


ALL = ("", _("All"))
PURPOSES = [("", _("Choose a purpose")), *Purpose.choices]
ORDERS = (
    ("", _("as the view has it")),
    ("newest", _("newest first")),
    ("due", _("due first")),
    ("changed", _("changed last")),
)


class LedgerForm(forms.Form):
    """Filters of the ledger; everything may be left empty, and what cannot be read is left out."""

    q = forms.CharField(
        label=_("Words, names, numbers"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("two characters are enough")}),
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[ALL, *State.choices])
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    colour = forms.ChoiceField(label=_("Colour"), required=False, choices=[ALL, *Colour.choices])
    division = forms.ChoiceField(label=_("Place"), required=False)
    unit = forms.ChoiceField(label=_("Responsible unit"), required=False)
    person = forms.ChoiceField(label=_("Responsible person"), required=False)
    begin = forms.DateField(
        label=_("Registered from"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    end = forms.DateField(
        label=_("to"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    order = forms.ChoiceField(label=_("Order"), required=False, choices=ORDERS)

    def __init__(self, *args: Any, place: Here, people: Sequence[choices.Choice], **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "kind", [ALL, *choices.without_empty(choices.kinds())])
        offer(self, "division", choices.place_options(place, ALL))
        offer(self, "unit", choices.unit_options(place, ALL))
        offer(self, "person", [ALL, *people])


class ExportForm(forms.Form):
    """In which form, and what for: kept in the read log (R-723)."""

    purpose = forms.ChoiceField(label=_("What do you need it for?"), choices=PURPOSES)
    shape = forms.ChoiceField(
        label=_("Records"), choices=RecordShape.choices, initial=RecordShape.LEDGER, required=False
    )
    form = forms.ChoiceField(
        label=_("File"),
        choices=(("xlsx", _("Excel workbook (.xlsx)")), ("csv", _("plain table (.csv)"))),
        initial="xlsx",
    )

    def clean_shape(self) -> str:
        """The ledger itself when nothing was chosen."""
        return self.cleaned_data["shape"] or str(RecordShape.LEDGER)

    def clean(self) -> Any:
        """Records of several sheets need a workbook."""
        told = super().clean() or self.cleaned_data
        if told.get("shape") == RecordShape.SFT0018 and told.get("form") == "csv":
            self.add_error("form", _("These records take several sheets: choose an Excel workbook."))
        return told


class BatchForm(forms.Form):
    """Which matters: the ticked ones, or all that the filter leaves. ``batch`` makes a repeated click harmless."""

    batch = forms.UUIDField(widget=forms.HiddenInput, initial=new_uid)
    filter = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2_000)
    everything = forms.BooleanField(label=_("all that are filtered"), required=False)
    reason = forms.CharField(label=_("Reason, one for all"), max_length=200)


class AssignManyForm(BatchForm):
    """To whom."""

    unit = forms.ChoiceField(label=_("Assign to the unit"))
    person = forms.ChoiceField(label=_("and there to"), required=False)

    def __init__(self, *args: Any, place: Here, people: Sequence[choices.Choice], **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "unit", choices.unit_options(place, ("", _("Choose a unit"))))
        offer(self, "person", [("", _("whom the unit chooses")), *people])


class AssessManyForm(BatchForm):
    """What they are found to be."""

    nature = forms.ChoiceField(
        label=_("Found to be"),
        choices=[("", _("Choose")), *((code, label) for code, label in Nature.choices if code != Nature.UNKNOWN)],
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    small_matter = forms.ChoiceField(label=_("Which of the six smalls"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "kind", choices.kinds())
        offer(self, "small_matter", choices.codes("six_smalls"))
