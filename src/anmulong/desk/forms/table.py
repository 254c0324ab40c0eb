"""Ten rows as in Excel: one row, one matter (O-5)."""

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from anmulong.desk.forms.choices import kinds, own_place, places
from anmulong.desk.forms.fields import LONGEST_STORY, chosen, dressed, hidden, line, offer, telephone
from anmulong.desk.forms.registering import listed, party_named, readable
from anmulong.desk.requests import Here
from anmulong.disputes.public import Registration, SideInput
from anmulong.journal.public import Call, parse
from anmulong.kernel.ids import new_uid


ANONYMOUS = {"匿名", "anonymous"}
TYPED = ("who", "who_phone", "others", "what", "place")


class RowForm(forms.Form):
    """One row. An empty one is left out."""

    who = line(_("Name or anonymous"))
    who_phone = telephone(_("Telephone"))
    others = line(_("The other side"), required=False)
    what = dressed(
        forms.CharField(
            label=_("What it is about"), max_length=LONGEST_STORY, widget=forms.TextInput(attrs={"size": "28"})
        )
    )
    division = chosen(_("Place"), [], required=False)
    place = line(_("Where exactly"), required=False)
    kind = chosen(_("Kind"), kinds, required=False)
    uid = hidden(forms.UUIDField)
    operation = hidden(forms.UUIDField)

    def __init__(self, *args: Any, work: Here, **options: Any) -> None:
        first = {"division": own_place(work), "uid": new_uid(), "operation": new_uid()}
        super().__init__(*args, **{**options, "initial": {**first, **(options.get("initial") or {})}})
        offer(self, "division", places(work))

    def clean_others(self) -> str:
        """The other side: a name and perhaps a number."""
        return readable(self.cleaned_data["others"])

    def has_changed(self) -> bool:
        """Whether anything was typed; a place or kind that stands there by itself does not count."""
        if not self.is_bound:
            return False
        return any(self.data.get(self.add_prefix(name), "").strip() for name in TYPED)

    def call(self) -> Call:
        """The registration of this row. Raises ``Invalid``."""
        said = self.cleaned_data
        names = ("what", "place", "division", "kind", "uid")
        values = {name: said[name] for name in names if said.get(name)}
        anonymous = said["who"].strip().lower() in ANONYMOUS
        parties = [] if anonymous else [SideInput(party_named(said["who"], said["who_phone"]))]
        parties += [SideInput(party, side=2) for party in listed(said["others"])]
        values |= {"anonymous": True} if anonymous else {"reporter": said["who"], "reporter_phone": said["who_phone"]}
        given = parse(Registration, {**values, "parties": tuple(parties)})
        return Call("dispute.register", given, operation=said.get("operation") or new_uid())


def table_of(rows: int) -> "type[BaseFormSet[RowForm]]":
    """A table of so many rows."""
    return formset_factory(RowForm, extra=rows, max_num=rows, absolute_max=rows * 10)
