"""Forms on mediators: register, change, engage, end, move, train, declare."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from anmulong.access.public import colleagues, open_work, who
from anmulong.desk.forms.choices import EMPTY, Choice
from anmulong.desk.forms.fields import chosen, day, line, number, telephone, text, tick, ticks
from anmulong.desk.forms.offering import offer
from anmulong.desk.forms.records import RecordForm
from anmulong.desk.requests import Here
from anmulong.lawbook.public import choices
from anmulong.orgs.enums import OrganisationKind
from anmulong.orgs.public import lies_in, organisations, path_name
from anmulong.people.enums import EngagementEnd, InterestKind, MediatorKind, Reading, Sex, Spoken, TrainingWay
from anmulong.people.public import Engagement, engagements_of, interests_of


TODAY = _("Today when left out.")
UNSEEN = _("Not needed; only who keeps the register sees it.")
ENGAGED = ("organisation", "kind", "post", "way", "since", "until")
MEDIATING = (OrganisationKind.COMMITTEE, OrganisationKind.STUDIO)


def committees_here(place: Here) -> list[Choice]:
    """Committees and studios in the area of the post, by place."""
    bodies = [each for each in organisations(place.actor.county) if each.kind in MEDIATING]
    return [
        EMPTY,
        *((str(each.pk), f"{each.name} · {path_name(each.division)}") for each in bodies if lies_in(place.scope, each)),
    ]


def accounts_of(place: Here) -> list[Choice]:
    """Who signs in with a post in a committee of the area."""
    found: dict[str, Choice] = {}
    for uid, _label in committees_here(place)[1:]:
        for person in colleagues(UUID(uid)):
            found.setdefault(str(person.uid), (str(person.uid), person.name))
    return [EMPTY, *found.values()]


class MediatorForm(RecordForm):
    """A new mediator with the first engagement (R-107)."""

    action = "mediator.register"
    icon = "user-plus"

    name = line(_("Name of the person"))
    sex = chosen(_("Sex"), [EMPTY, *Sex.choices[:2]], required=False)
    birth_on = day(_("Birth date"), help=_("At least 18 years old."))
    identity_number = line(
        _("Identity number"), required=False, help=_("Not needed; sex and birth date follow from it.")
    )
    organisation = chosen(_("Committee"), [], wide=True)
    kind = chosen(_("Serves as"), MediatorKind.choices)
    post = chosen(_("Post in the committee"), [], required=False)
    way = chosen(_("Chosen by"), [], required=False)
    since = day(_("Engaged since"), help=TODAY)
    until = day(_("Engaged until"), help=_("Only when a last day was agreed."))
    telephone = telephone(_("Telephone"))
    ethnic_group = line(_("Ethnic group"), required=False)
    occupation = chosen(_("Occupation"), [], required=False)
    spoken = chosen(_("Speaks"), [EMPTY, *Spoken.choices], required=False)
    reads = chosen(_("Reads"), [EMPTY, *Reading.choices], required=False)
    fields_of_work = ticks(_("Experienced in"), [])
    account = chosen(
        _("Signs in as"), [], required=False, help=_("With an account he or she mediates in the program too.")
    )
    political_face = line(
        _("Political face"), required=False, help=_("Not needed; only who keeps the register sees it.")
    )
    introduction = text(_("Introduction"), required=False, rows=2, help=_("Parties who choose a mediator may read it."))

    def opening(self) -> dict[str, Any]:
        return {"post": "mediator", "kind": MediatorKind.PART_TIME}

    def set_up(self) -> None:
        offer(self, "organisation", committees_here(self.place))
        offer(self, "account", accounts_of(self.place))
        _offer_codes(self)

    def values(self) -> dict[str, Any]:
        answers = {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [])}
        engagement = {name: answers.pop(name) for name in ENGAGED if name in answers}
        answers["fields"] = answers.pop("fields_of_work", [])
        known = ("operation", "version", "seen")
        return {name: value for name, value in answers.items() if name not in known} | {"engagement": engagement}


def _offer_codes(form: RecordForm) -> None:
    tables = {"post": "C-910", "way": "C-912", "occupation": "C-914"}
    for name, table in tables.items():
        if name in form.fields:
            offer(form, name, [EMPTY, *choices(table)])
    if "fields_of_work" in form.fields:
        offer(form, "fields_of_work", choices("C-301"))


class MediatorChangeForm(RecordForm):
    """What the register says of a mediator."""

    action = "mediator.update"
    icon = "edit"
    compared = ("name", "telephone", "ethnic_group", "occupation", "spoken", "reads", "introduction", "political_face")

    name = line(_("Name of the person"))
    telephone = telephone(_("Telephone"))
    ethnic_group = line(_("Ethnic group"), required=False)
    occupation = chosen(_("Occupation"), [], required=False)
    spoken = chosen(_("Speaks"), [EMPTY, *Spoken.choices], required=False)
    reads = chosen(_("Reads"), [EMPTY, *Reading.choices], required=False)
    fields_of_work = ticks(_("Experienced in"), [])
    account = chosen(
        _("Signs in as"), [], required=False, help=_("With an account he or she mediates in the program too.")
    )
    political_face = line(
        _("Political face"), required=False, help=_("Not needed; only who keeps the register sees it.")
    )
    introduction = text(_("Introduction"), required=False, rows=2, help=_("Parties who choose a mediator may read it."))

    def opening(self) -> dict[str, Any]:
        return {"fields_of_work": self.subject.fields, "account": str(self.subject.account or "")}

    def set_up(self) -> None:
        found = accounts_of(self.place)
        own = self.subject.account
        if own is not None and str(own) not in dict(found):
            found.append((str(own), who([own]).get(own, "")))
        offer(self, "account", found)
        _offer_codes(self)

    def values(self) -> dict[str, Any]:
        found = super().values()
        for name in ("spoken", "reads"):
            found[name] = found.get(name) or None
        found["fields"] = self.cleaned_data["fields_of_work"]
        found["account"] = self.cleaned_data["account"] or None
        return found


class EngageForm(RecordForm):
    """One more committee, studio or kind."""

    action = "mediator.engage"
    icon = "plus"

    organisation = chosen(_("Committee"), [], wide=True)
    kind = chosen(_("Serves as"), MediatorKind.choices)
    post = chosen(_("Post in the committee"), [], required=False)
    way = chosen(_("Chosen by"), [], required=False)
    since = day(_("Engaged since"), help=TODAY)
    until = day(_("Engaged until"), help=_("Only when a last day was agreed."))

    def opening(self) -> dict[str, Any]:
        return {"post": "mediator"}

    def set_up(self) -> None:
        offer(self, "organisation", committees_here(self.place))
        _offer_codes(self)


def open_engagements(form: RecordForm) -> list[Engagement]:
    """The engagements of the form's mediator that have not ended."""
    return [row for row in engagements_of([form.subject.pk])[form.subject.pk] if row.ended_on is None]


def _serving(form: RecordForm) -> list[Choice]:
    return [(str(row.pk), f"{row.organisation.name} · {row.get_kind_display()}") for row in open_engagements(form)]


class EndEngagementForm(RecordForm):
    """One engagement ends; with the last one the mediator leaves the register."""

    action = "mediator.end_engagement"
    icon = "ban"
    danger = True
    notice = _("With the last engagement the person is no mediator any more. What he or she did stays readable.")

    engagement = chosen(_("Engagement"), [], wide=True)
    reason = chosen(_("Why"), EngagementEnd.choices)
    on = day(_("Last day"), help=TODAY)
    note = line(_("Note"), required=False, wide=True)

    def set_up(self) -> None:
        offer(self, "engagement", _serving(self))


class MoveMediatorForm(RecordForm):
    """To another committee; the open work stays behind with a successor (O-5, R-502)."""

    action = "mediator.move"
    icon = "transfer"

    engagement = chosen(_("Moves from"), [], wide=True)
    organisation = chosen(_("Moves to"), [], wide=True)
    kind = chosen(_("Serves as"), MediatorKind.choices)
    since = day(_("From which day"), help=TODAY)
    successor = chosen(
        _("Who takes over the open matters"), [], required=False, help=_("Somebody with a post in the committee left.")
    )
    reason = line(_("Why"), required=False, wide=True)

    def opening(self) -> dict[str, Any]:
        rows = open_engagements(self)
        return {"kind": rows[0].kind if rows else MediatorKind.PART_TIME}

    def set_up(self) -> None:
        offer(self, "engagement", _serving(self))
        offer(self, "organisation", committees_here(self.place))
        account, rows = self.subject.account, open_engagements(self)
        bodies = {row.organisation_id for row in rows}
        others = [each for body in bodies for each in colleagues(body) if each.uid != account]
        offer(self, "successor", [EMPTY, *dict.fromkeys((str(each.uid), each.name) for each in others)])
        waiting = sum(open_work(account, body) for body in bodies) if account else 0
        self.notice = _now("Open matters that will move: %(count)s") % {"count": waiting}

    def values(self) -> dict[str, Any]:
        found = super().values()
        to = {name: self.cleaned_data[name] for name in ("organisation", "kind", "since") if self.cleaned_data[name]}
        return {name: found[name] for name in ("engagement", "successor", "reason") if name in found} | {"to": to}


class TrainForm(RecordForm):
    """A course that was taken."""

    action = "mediator.train"
    icon = "books"

    course = line(_("Course"), wide=True, example=_("Training of people's mediators"))
    hours = number(_("Hours"), most=999)
    way = chosen(_("How it was held"), TrainingWay.choices)
    began_on = day(_("First day"), required=True)
    ended_on = day(_("Last day"), help=_("The first day when left out."))
    held_by = line(_("Held by"), required=False)
    before_post = tick(_("Training before the post"))

    def set_up(self) -> None:
        self.fields["hours"].required = True


class DeclareForm(RecordForm):
    """What the mediator declares once for all cases (R-136)."""

    action = "mediator.declare_interest"
    icon = "alert-triangle"

    kind = chosen(_("Kind"), InterestKind.choices)
    what = text(_("What is declared"), rows=2, example=_("A brother leases pasture in the third group."))
    on = day(_("Declared on"), help=TODAY)


class EndInterestForm(RecordForm):
    """A declared interest holds no longer."""

    action = "mediator.end_interest"
    icon = "circle-check"

    interest = chosen(_("What was declared"), [], wide=True)
    on = day(_("Last day"), help=TODAY)

    def set_up(self) -> None:
        rows = interests_of(self.subject)
        offer(self, "interest", [(str(row.pk), f"{row.get_kind_display()} · {row.what}") for row in rows])


ON_MEDIATOR: dict[str, type[RecordForm]] = {
    "train": TrainForm,
    "engage": EngageForm,
    "move": MoveMediatorForm,
    "change": MediatorChangeForm,
    "declare": DeclareForm,
    "end_interest": EndInterestForm,
    "end": EndEngagementForm,
}
