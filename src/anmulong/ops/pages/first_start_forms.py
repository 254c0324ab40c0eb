"""What the first start asks: the code, the county, the first people."""

from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.utils.translation import gettext_lazy as _

from anmulong.access.public import NewAccount, all_roles
from anmulong.desk.public import chosen, dressed, line, offer, segments
from anmulong.journal.public import Call, identity
from anmulong.kernel.ids import new_uid
from anmulong.ops.first_start_gate import is_right_code
from anmulong.orgs.enums import DivisionLevel, OrganisationKind
from anmulong.orgs.public import organisations


SHIPPED, OWN = "shipped", "own"
FIRST_PEOPLE = ("system_admin", "security_admin", "audit_admin", "banner_director")


class CodeForm(forms.Form):
    """The one-time code on the console."""

    code = line(_("One-time code"), help=_("It stands in the window in which the server was started."))

    def clean_code(self) -> str:
        """Only the code on the console."""
        typed: str = self.cleaned_data["code"]
        if not is_right_code(typed):
            raise forms.ValidationError(_("This is not the code on the console."), code="wrong")
        return typed


class AreaForm(forms.Form):
    """Which county: the one that comes with the program, or another from its files."""

    county = segments(
        _("Banner or county"),
        (
            (SHIPPED, _("Otog Banner, with its places and organisations as they come with the program")),
            (OWN, _("Another banner or county, from files")),
        ),
        cards=True,
    )
    divisions = dressed(
        forms.FileField(
            label=_("List of places"),
            required=False,
            help_text=_(
                "One line for each sumu, town, gacha, village and community. The technician has this file ready."
            ),
        ),
        wide=True,
    )
    bodies = dressed(
        forms.FileField(
            label=_("List of organisations"),
            required=False,
            help_text=_("May be left out; organisations can be added on their page later."),
        ),
        wide=True,
    )

    def clean(self) -> Any:
        """Another county needs its list of places."""
        told = super().clean() or self.cleaned_data
        if told.get("county") == OWN and not told.get("divisions"):
            self.add_error("divisions", _("Choose the list of places."))
        return told


def _person(label: Any, account: Any, example: str) -> tuple[Any, Any]:
    return line(label), line(account, example=example)


class PeopleForm(forms.Form):
    """Four people: the three administrators exclude each other (R-721), and the director of the bureau."""

    operation = forms.UUIDField(widget=forms.HiddenInput)
    system_admin_name, system_admin_username = _person(
        _("System administrator: name"), _("System administrator: account"), "xitong"
    )
    security_admin_name, security_admin_username = _person(
        _("Security administrator: name"), _("Security administrator: account"), "anquan"
    )
    audit_admin_name, audit_admin_username = _person(
        _("Audit administrator: name"), _("Audit administrator: account"), "shenji"
    )
    banner_director_name, banner_director_username = _person(
        _("Director of the bureau: name"), _("Director of the bureau: account"), "juzhang"
    )
    organisation = chosen(_("Unit of the director"), [], wide=True)

    def __init__(self, data: Any = None) -> None:
        store = identity()
        bodies = organisations(store.county, tier=DivisionLevel.COUNTY) if store else []
        bureau = next((body for body in bodies if body.kind == OrganisationKind.JUSTICE_BUREAU), None)
        super().__init__(data, initial={"operation": new_uid(), "organisation": str(bureau.pk) if bureau else ""})
        lines = [(str(body.pk), body.name) for body in bodies]
        offer(self, "organisation", [("", "—"), *lines])
        self.fields["organisation"].required = bool(lines)

    def clean(self) -> Any:
        """One account each: nobody is two administrators."""
        told = super().clean() or self.cleaned_data
        names = [str(told.get(f"{role}_username", "")).strip().casefold() for role in FIRST_PEOPLE]
        for role, name in zip(FIRST_PEOPLE, names, strict=True):
            if name and names.count(name) > 1:
                self.add_error(f"{role}_username", _("Each of the four needs an account of the own (R-721)."))
        return told

    def calls(self) -> list[Call]:
        """The accounts to open; without an organisation of the county there is no director yet."""
        told, roles = self.cleaned_data, all_roles()
        operation = told["operation"]
        wanted = [role for role in FIRST_PEOPLE if roles[role].administrator or told["organisation"]]
        return [
            Call(
                "account.open",
                NewAccount(
                    username=told[f"{role}_username"],
                    display_name=told[f"{role}_name"],
                    role=role,
                    organisation=None if roles[role].administrator else UUID(told["organisation"]),
                    uid=uuid5(operation, role),
                    post=uuid5(operation, f"{role} post"),
                ),
                operation=uuid5(operation, f"{role} open"),
            )
            for role in wanted
        ]
