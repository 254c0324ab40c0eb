"""Forms on committees: facts, election, members, publishing, studios, Party bodies."""

import re
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from anmulong.access.public import colleagues
from anmulong.desk.forms.choices import EMPTY
from anmulong.desk.forms.fields import chosen, day, line, telephone, text, tick
from anmulong.desk.forms.offering import offer
from anmulong.desk.forms.records import RecordForm
from anmulong.journal.public import Call, parse
from anmulong.lawbook.public import choices
from anmulong.orgs.enums import ElectedBy, MemberEnd, PartyLevel, StudioKind
from anmulong.orgs.public import NewStudio, composition_of, party_bodies_of, profile_of
from anmulong.people.public import Mediator, PassedOn, mediators_of


TODAY = _("Today when left out.")
WOMEN = ("女", "f", "female")
MEN = ("男", "m", "male")
GROUP = re.compile(r".+族")
SEPARATORS = re.compile(r"[\s,，、;；]+")


class FactsForm(RecordForm):
    """What is known of a committee; a draft is never refused (R-104)."""

    action = "committee.constitute"
    icon = "edit"

    multi_ethnic = tick(_("Several ethnic groups live in the area"))
    largest_group = line(_("The one with most people"), required=False, example=_("Han"))
    leading_group_head = line(_("Head of the leading group"), required=False, help=_("Apart from the director."))
    leading_group_post = line(_("His or her post"), required=False, example=_("secretary of the gacha"))

    def opening(self) -> dict[str, Any]:
        profile = profile_of(self.subject)
        names = ("multi_ethnic", "largest_group", "leading_group_head", "leading_group_post")
        return {name: getattr(profile, name) for name in names} if profile else {}


class ElectForm(RecordForm):
    """A new term with all its members; what those who leave have open goes to a successor (O-5)."""

    action = "committee.elect"
    icon = "users"

    elected_by = chosen(_("Chosen by whom"), ElectedBy.choices)
    began_on = day(_("First day of the term"), help=TODAY)
    place = line(_("Where"), required=False)
    minutes = line(_("Minutes of the meeting"), required=False, help=_("Their number, or where they are kept."))
    names = text(
        _("Members"),
        rows=6,
        help=_("One member on each line: name, post, sex, ethnic group; the first without a post is the director."),
        example=_("Suhe director male Mongol"),
    )
    successor = chosen(
        _("Who takes over what former members have open"), [], required=False, help=_("Only when somebody leaves.")
    )

    def opening(self) -> dict[str, Any]:
        words = dict(choices("C-910"))
        rows = composition_of(self.subject).members
        lines = [
            (row.name, words.get(row.post, ""), _now("female") if row.female else _now("male"), row.ethnic_group)
            for row in rows
        ]
        return {"names": "\n".join(" ".join(part for part in line if part) for line in lines)}

    def set_up(self) -> None:
        people = colleagues(self.subject.pk)
        offer(self, "successor", [EMPTY, *dict.fromkeys((str(each.uid), each.name) for each in people)])

    def clean_names(self) -> list[dict[str, Any]]:
        known = {each.name: each for each in mediators_of(self.subject)}
        sitting = {row.name: row for row in composition_of(self.subject).members}
        found = [_member(line, number) for number, line in enumerate(_lines(self.cleaned_data["names"]))]
        if not found:
            raise forms.ValidationError(_("This is needed."))
        if len({each["name"] for each in found}) < len(found):
            raise forms.ValidationError(_("A name stands here twice."))
        for each in found:
            mediator = known.get(each["name"])
            row = sitting.get(each["name"])
            each["mediator"] = mediator.pk if mediator else row.mediator if row else None
        return found

    def calls(self) -> list[Call]:
        """The election, and then the work of those who left."""
        answers = super().values() | {"members": self.cleaned_data["names"]}
        operation: UUID = self.cleaned_data["operation"]
        elected = Call(
            self.action,
            parse(self.known().given, answers),
            subject=self.subject.pk,
            operation=operation,
            version=self.cleaned_data.get("version"),
        )
        leaving = self.leaving()
        if not leaving:
            return [elected]
        successor = self.cleaned_data["successor"]
        given = PassedOn(tuple(each.pk for each in leaving), UUID(successor) if successor else None)
        passed = Call("committee.pass_on_work", given, subject=self.subject.pk, operation=uuid5(operation, "passed"))
        return [elected, passed]

    def leaving(self) -> list[Mediator]:
        """Mediators who sat in the committee and were not elected again."""
        stay = {each["mediator"] for each in self.cleaned_data["names"]}
        sat = {row.mediator for row in composition_of(self.subject).members if row.mediator}
        return [each for each in mediators_of(self.subject) if each.pk in sat - stay]


def _lines(typed: str) -> list[list[str]]:
    return [
        parts for line in typed.splitlines() if (parts := [part for part in re.split(r"[\s,，、;；]+", line) if part])
    ]


def _member(parts: list[str], number: int) -> dict[str, Any]:
    """One line: the name first, then post, sex and ethnic group in any order."""
    posts = {str(label): code for code, label in choices("C-910")} | {code: code for code, _label in choices("C-910")}
    found: dict[str, Any] = {"name": parts[0], "post": "director" if number == 0 else "member", "female": False}
    for part in parts[1:]:
        if part in posts:
            found["post"] = posts[part]
        elif part.casefold() in WOMEN or part == _now("female"):
            found["female"] = True
        elif part.casefold() in MEN or part == _now("male"):
            found["female"] = False
        elif GROUP.fullmatch(part) or part.isascii():
            found["ethnic_group"] = part
        else:
            raise forms.ValidationError(_("This word is not understood: %(word)s") % {"word": part})
    return found


class MemberForm(RecordForm):
    """A member between two elections."""

    action = "committee.appoint_member"
    icon = "user-plus"

    name = line(_("Name of the person"))
    post = chosen(_("Post in the committee"), [])
    female = tick(_("A woman"))
    ethnic_group = line(_("Ethnic group"), required=False)
    mediator = chosen(_("In the register as"), [], required=False, help=_("When the member mediates here too."))
    since = day(_("Member since"), help=TODAY)

    def opening(self) -> dict[str, Any]:
        return {"post": "member"}

    def set_up(self) -> None:
        offer(self, "post", choices("C-910"))
        offer(self, "mediator", [EMPTY, *((str(each.pk), each.name) for each in mediators_of(self.subject))])


class EndMemberForm(RecordForm):
    """A member leaves before the term is over."""

    action = "committee.end_member"
    icon = "ban"

    member = chosen(_("Member"), [])
    reason = chosen(_("Why"), MemberEnd.choices)
    until = day(_("Last day"), help=TODAY)

    def set_up(self) -> None:
        rows = composition_of(self.subject).members
        offer(self, "member", [(str(row.pk), row.name) for row in rows if row.until is None])


class PublishForm(RecordForm):
    """Show the committee to the public; refused while its composition or term is not lawful (R-104)."""

    action = "committee.publish"
    icon = "world"
    notice = _("Only a lawfully composed committee within its term is published. Its work goes on in any case.")


class WithdrawForm(RecordForm):
    """Make it a draft again."""

    action = "committee.withdraw"
    icon = "eye-off"


class StudioForm(RecordForm):
    """A studio of this committee."""

    action = "studio.open"
    icon = "plus"

    name = line(_("Full name"), wide=True)
    studio_kind = chosen(_("Kind"), StudioKind.choices)
    professional_kind = chosen(_("Trade"), [], required=False, help=_("Only for a studio of a trade."))
    telephone = telephone(_("Telephone"))
    address = line(_("Office address"), required=False, wide=True)
    began_on = day(_("Founded on"), help=TODAY)

    def set_up(self) -> None:
        offer(self, "professional_kind", [EMPTY, *choices("C-903")])

    def call(self) -> Call:
        answers = super().values() | {"committee": self.subject.pk}
        return Call(self.action, parse(NewStudio, answers), operation=self.cleaned_data["operation"])


class PartyBodyForm(RecordForm):
    """A Party body at this organisation (M-01): a fact of the organisation."""

    action = "party_body.set_up"
    icon = "flag"

    level = chosen(_("Kind"), PartyLevel.choices)
    name = line(_("Full name"), wide=True)
    since = day(_("Since"), help=TODAY)


class EndPartyBodyForm(RecordForm):
    """It stands here no longer."""

    action = "party_body.end"
    icon = "ban"

    party_body = chosen(_("Party body"), [])
    until = day(_("Last day"), help=TODAY)

    def set_up(self) -> None:
        offer(self, "party_body", [(str(row.pk), row.name) for row in party_bodies_of(self.subject)])


ON_COMMITTEE: dict[str, type[RecordForm]] = {
    "elect": ElectForm,
    "member": MemberForm,
    "end_member": EndMemberForm,
    "facts": FactsForm,
    "publish": PublishForm,
    "withdraw": WithdrawForm,
    "party_body": PartyBodyForm,
    "end_party_body": EndPartyBodyForm,
}
