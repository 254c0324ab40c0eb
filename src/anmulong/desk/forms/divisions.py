"""Forms on places: add, rename, merge, end, official codes."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from anmulong.desk.forms.choices import EMPTY, Choice
from anmulong.desk.forms.fields import chosen, day, dressed, line
from anmulong.desk.forms.offering import offer
from anmulong.desk.forms.records import RecordForm
from anmulong.orgs.enums import DivisionLevel
from anmulong.orgs.public import division_tree, divisions, place, schemes


BOOKS = {"tjj-2023": _("statistical division codes"), "mca": _("civil affairs codes")}
KINDS = ("苏木", "镇", "嘎查", "村", "社区")


def book_name(scheme: str) -> str:
    """The name of a code book."""
    return str(BOOKS.get(scheme, scheme))


def code_books(county: str) -> list[Choice]:
    """The code books in use."""
    return [(scheme, book_name(scheme)) for scheme in schemes(county)] or [
        (scheme, str(label)) for scheme, label in BOOKS.items()
    ]


class DivisionForm(RecordForm):
    """A new sumu, town, gacha, village or community."""

    action = "division.add"
    icon = "plus"

    parent = chosen(_("Lies in"), [], help=_("The banner for a town, the town for a gacha."))
    name = line(_("Name"), example="乌兰木图嘎查")
    kind = chosen(_("Kind of place"), [(kind, kind) for kind in KINDS])
    scheme = chosen(_("Code book"), [], required=False)
    code = line(_("Official code"), required=False)
    valid_from = day(_("In the list since"))

    def set_up(self) -> None:
        county = self.place.actor.county
        lines = []
        for top in division_tree(county):
            lines.append((str(top.division.pk), top.division.name))
            lines += [(str(town.division.pk), town.division.name) for town in top.children]
        offer(self, "parent", [EMPTY, *lines])
        offer(self, "scheme", [EMPTY, *code_books(county)])

    def clean(self) -> Any:
        """A code needs its book, and the other way round."""
        told = super().clean() or self.cleaned_data
        if bool(told.get("code")) != bool(told.get("scheme")):
            self.add_error("code", _("A code and its book belong together."))
        return told

    def values(self) -> dict[str, Any]:
        found = super().values()
        if found.get("parent"):
            above = place(self.place.actor.county, UUID(found["parent"]))
            found["level"] = DivisionLevel(min(above.level + 1, DivisionLevel.GACHA))
        if self.cleaned_data.get("code"):
            found["codes"] = [{"scheme": self.cleaned_data["scheme"], "code": self.cleaned_data["code"]}]
        return found


class RenameForm(RecordForm):
    """A new name from a day on; the former one is still found."""

    action = "division.rename"
    icon = "pencil"

    name = line(_("New name"))
    since = day(_("Since"), help=_("Today when left out."))


class CodeForm(RecordForm):
    """A code in one code book; the earlier code in that book ends the day before."""

    action = "division.add_code"
    icon = "plus"

    scheme = chosen(_("Code book"), [])
    code = line(_("Official code"), example="150624203201")
    since = day(_("Since"), help=_("Today when left out."))

    def set_up(self) -> None:
        offer(self, "scheme", [EMPTY, *code_books(self.place.actor.county)])


class MergeForm(RecordForm):
    """The place that takes this one in: open work, bodies and grids follow."""

    action = "division.merge_into"
    icon = "git-merge"
    danger = True
    notice = _(
        "Its committee ends with it; other organisations move over, and open work follows. What was done stays with it."
    )

    into = chosen(_("Into which place"), [])
    on = day(_("Last day"), help=_("Today when left out."))

    def set_up(self) -> None:
        same = divisions(self.place.actor.county, DivisionLevel(self.subject.level))
        lines = [(str(each.pk), each.name) for each in same if each.pk != self.subject.pk]
        near = [(str(each.pk), each.name) for each in same if each.parent_id == self.subject.parent_id]
        first = [line for line in near if line in lines]
        offer(self, "into", [EMPTY, *first, *(line for line in lines if line not in first)])


class EndDivisionForm(RecordForm):
    """The last day of a place in which nothing stands any more."""

    action = "division.end"
    icon = "ban"
    danger = True

    reason = line(_("Why"), wide=True)
    on = day(_("Last day"), help=_("Today when left out."))


class DayForm(forms.Form):
    """The day on which the list is looked at."""

    on = day(_("As of"))
    q = dressed(forms.CharField(label=_("Name, code or initials"), required=False, max_length=60))


ON_DIVISION: dict[str, type[RecordForm]] = {
    "rename": RenameForm,
    "add_code": CodeForm,
    "merge": MergeForm,
    "end": EndDivisionForm,
}
