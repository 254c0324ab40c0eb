"""Taking a matter in on one screen: four answers, everything else folded; one click is one bundle (O-1)."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anmulong.desk.forms.acting import numbered
from anmulong.desk.forms.choices import EMPTY, codes, kinds, own_place, people, place_options, units
from anmulong.desk.forms.fields import (
    LONGEST_STORY,
    HappenedAt,
    amount,
    chosen,
    day,
    hidden,
    line,
    now_text,
    number,
    offer,
    segments,
    sought,
    telephone,
    text,
    tick,
    ticks,
)
from anmulong.desk.forms.steps.settling import next_visit
from anmulong.desk.presenting.eyes import as_uid
from anmulong.desk.requests import Here
from anmulong.disputes.enums import AnswerWay, Colour, Fact, HandoverKind, Nature, OnTheSpot, Permission, RestrictedWhy
from anmulong.disputes.public import (
    Answer,
    Assignment,
    Grading,
    Merging,
    Registration,
    Relapse,
    Settlement,
    SideInput,
    StrikeOffRequest,
    Triage,
)
from anmulong.journal.public import Call, parse
from anmulong.kernel.errors import DomainError, Invalid
from anmulong.kernel.ids import new_uid
from anmulong.kernel.telephones import check_telephone
from anmulong.lawbook.public import choices
from anmulong.people.public import PartyInput


REGISTER, TAKE, PASS_ON, SETTLE = "register", "take", "pass_on", "settle"
NEEDS: dict[str, tuple[str, ...]] = {
    REGISTER: (Permission.REGISTER,),
    TAKE: (Permission.REGISTER, Permission.TRIAGE),
    PASS_ON: (Permission.REGISTER, Permission.ASSIGN),
    SETTLE: (Permission.REGISTER, Permission.TRIAGE, Permission.HANDLE),
}
PARTY, TELLER = "party", "teller"
ME = "me"
SAME, FLARED_UP = "same", "relapse"
SMALL = "small:"
FIELD_OF_ANSWER = {
    "reporter": "who",
    "reporter_phone": "who_phone",
    "parties": "others",
    "text": "answer_text",
    "person": "handler",
    "into": "tie",
    "earlier": "tie",
}
LAST_DIGITS = re.compile(r"[\s,，、;；:：]+(\+?[\d\- ]{5,20})\s*$")
LIKE_DIGITS = re.compile(r"[\s,，、;；:：]+([^\s,，、;；:：]*\d[^\s,，、;；:：]*)\s*$")


def natures() -> list[Any]:
    """What it may be; the six smalls as a group of their own."""
    small = [(f"{SMALL}{code}", label) for code, label in choices("six_smalls")]
    first = [(str(Nature.DISPUTE), Nature.DISPUTE.label), (str(Nature.HIDDEN_DANGER), Nature.HIDDEN_DANGER.label)]
    return [*first, (gettext("one of the six smalls"), small)]


class RegisterForm(HappenedAt):
    """The walk-in screen. ``uid`` and ``operation`` are made with the page, so that a second click finds the first."""

    who = line(_("Name"), required=False, example=_("Bao Quan"))
    who_phone = telephone(_("Telephone"))
    told_as = segments(
        _("This person"), ((PARTY, _("is a party")), (TELLER, _("tells about others, stays confidential")))
    )
    anonymous = tick(_("wants to stay anonymous"))

    what = text(
        _("What it is about"),
        rows=3,
        most=LONGEST_STORY,
        help=_("One or two sentences: who with whom, over what, since when."),
        example=_("The neighbour's sheep have grazed on our winter pasture since Monday; the fence is broken."),
    )
    division = chosen(_("Gacha, village or community"), [], required=False)
    place = line(_("Where exactly"), required=False, example=_("north of the well, by the road"))
    handler = sought(_("Who handles it"), [], help=_("You, unless you pass it on."))

    others = text(
        _("The other side"),
        required=False,
        rows=2,
        help=_("One line for each: name, then telephone."),
        example=_("Wang Fu 139 0000 5678"),
    )
    source = chosen(_("How it came in"), lambda: choices("C-302"))
    title = line(_("Heading"), required=False, help=_("Left empty, it is taken from the first words."))
    wants_answer = tick(_("wants to be told the outcome"))
    next_date = day(_("Next date, for the receipt"), help=_("Left empty, the first time limit stands on the receipt."))

    nature = chosen(_("What it is"), natures)
    kind = chosen(_("Kind of dispute"), kinds, required=False)
    forecast = chosen(_("Where it may lead"), lambda: codes("C-303"), required=False)
    scale = chosen(_("How many are drawn in"), lambda: codes("C-310"), required=False)
    people_count = number(_("People involved"))
    amount_at_stake = amount(_("Amount at stake (yuan)"))
    facts = ticks(_("What is known"), Fact.choices, help=_("From these and nothing else the colour follows."))
    colour = chosen(
        _("Colour"),
        [("", _("as the rules say")), *(choice for choice in Colour.choices if choice[0] != Colour.GREEN)],
        required=False,
    )
    colour_reason = line(_("Why this colour"), required=False)
    restricted = chosen(_("Restricted because of"), [EMPTY, *RestrictedWhy.choices], required=False)
    excluded = ticks(_("Relatives who must not meet it"), [])

    result = text(
        _("What was arranged"),
        required=False,
        rows=2,
        example=_("The Bao family mends the fence before the 30th; both keep to it."),
    )
    willing_first = tick(_("The first side is willing"))
    willing_second = tick(_("The other side is willing"))
    evidence = line(_("What proves it"), required=False, example=_("photograph of the mended fence"))
    answer_way = chosen(_("How whoever raised it was told"), AnswerWay.choices)
    answer_text = line(_("What was answered"), required=False, example=_("Told on the spot; both were there."))
    follow_up_on = day(_("Look again on"))

    again = tick(_("Register it again all the same"), help=_("It is another matter, although the words are the same."))
    tie = hidden()
    uid = hidden(forms.UUIDField)
    operation = hidden(forms.UUIDField)

    def __init__(self, data: Any = None, *, place: Here, kept: Mapping[str, Any] | None = None) -> None:
        self.work = place
        super().__init__(data, initial={**self._opening(), **(kept or {}), **self._made_with_the_page()})
        offer(self, "division", place_options(place, EMPTY))
        offer(self, "handler", handlers(place))
        offer(self, "excluded", people(place.actor.organisation))

    def _opening(self) -> dict[str, Any]:
        return {
            "told_as": PARTY,
            "division": own_place(self.work),
            "handler": ME,
            "source": "walk_in",
            "wants_answer": True,
            "nature": Nature.DISPUTE,
            "answer_way": AnswerWay.IN_PERSON,
            "follow_up_on": next_visit(),
        }

    @staticmethod
    def _made_with_the_page() -> dict[str, Any]:
        now = now_text()
        return {"uid": new_uid(), "operation": new_uid(), "happened_at": now, "opened_at": now}

    def clean_others(self) -> str:
        """The other side, each line a name and perhaps a number."""
        return readable(self.cleaned_data["others"])

    def renumber(self) -> None:
        """Take new numbers, because the old ones stand for something else; what was typed stays."""
        data = cast(QueryDict, self.data).copy()
        data["uid"], data["operation"] = str(new_uid()), str(new_uid())
        self.data = data

    def check_for(self, do: str) -> None:
        """Ask for everything at once that the pressed button will need; the actions check it again."""
        said = self.cleaned_data
        self._check_answers(said)
        if do == PASS_ON and said.get("handler") == ME:
            self.add_error("handler", gettext("Choose to whom it is passed on."))
        if do in (TAKE, SETTLE) and said.get("handler") not in (ME, None):
            self.add_error("handler", gettext("Somebody else is chosen here: press “Pass on”."))
        if said.get("colour") and not said.get("colour_reason"):
            self.add_error("colour_reason", gettext("A colour needs a reason."))
        if do == SETTLE:
            self._check_settled(said)

    def _check_answers(self, said: dict[str, Any]) -> None:
        if not said.get("who") and not said.get("anonymous"):
            self.add_error("who", gettext("Who says so? Give a name, or tick anonymous."))
        if not said.get("place") and not said.get("division"):
            self.add_error("place", gettext("Where is it? Choose a place or describe it."))

    def _check_settled(self, said: dict[str, Any]) -> None:
        needed = {"result": gettext("Say what was arranged."), "evidence": gettext("Say what proves it.")}
        if said.get("answer_way") != AnswerWay.NONE_WANTED:
            needed["answer_text"] = gettext("Say what was answered.")
        for name, message in needed.items():
            if not said.get(name):
                self.add_error(name, message)
        for name in ("willing_first", "willing_second"):
            if not said.get(name):
                self.add_error(name, gettext("Nobody is pushed: both sides must be willing."))

    def calls(self, do: str) -> list[Call]:
        """The bundle behind one button. Raises ``Invalid``."""
        steps: list[tuple[str, Any]] = [("register", self._register())]
        how, _colon, named = self.cleaned_data.get("tie", "").partition(":")
        other = as_uid(named)
        if how == SAME and other is not None:
            return self._numbered([*steps, ("merge", Merging(other))])
        if how == FLARED_UP and other is not None:
            steps.append(("relapse", Relapse(other)))
        if do != REGISTER and (do != PASS_ON or self.work.may(Permission.TRIAGE)):
            steps.append(("triage", self._triage()))
        if self.cleaned_data.get("colour"):
            steps.append(("grade", Grading(Colour(self.cleaned_data["colour"]), self.cleaned_data["colour_reason"])))
        if do in (PASS_ON, REGISTER) and self.cleaned_data["handler"] != ME:
            steps.append(("assign", self._assign()))
        if do == SETTLE:
            steps += self._settle()
        return self._numbered(steps)

    def _numbered(self, steps: list[tuple[str, Any]]) -> list[Call]:
        first = self.cleaned_data.get("operation") or new_uid()
        happened = self.happened()
        uid = steps[0][1].uid
        return [
            Call(
                f"dispute.{name}",
                given,
                subject=None if name == "register" else uid,
                operation=first if name == "register" else numbered(first, name),
                happened_at=happened,
            )
            for name, given in steps
        ]

    def _register(self) -> Registration:
        said = self.cleaned_data
        names = (
            "what",
            "place",
            "source",
            "division",
            "title",
            "anonymous",
            "wants_answer",
            "kind",
            "people_count",
            "amount_at_stake",
            "forecast",
            "scale",
            "facts",
            "restricted",
            "excluded",
            "next_date",
        )
        values = {name: said[name] for name in names if said.get(name) not in (None, "", [])}
        if not said.get("anonymous"):
            values |= {"reporter": said.get("who", ""), "reporter_phone": said.get("who_phone", "")}
        values["uid"] = said.get("uid") or new_uid()
        values["again"] = bool(said.get("again") or said.get("tie"))
        given = parse(Registration, values)
        return replace(given, parties=tuple(self._parties()))

    def _parties(self) -> list[SideInput]:
        said = self.cleaned_data
        found = []
        if said.get("who") and not said.get("anonymous") and said.get("told_as") == PARTY:
            found.append(SideInput(party_named(said["who"], said.get("who_phone", ""))))
        return found + [SideInput(party, side=2) for party in listed(said.get("others", ""))]

    def _triage(self) -> Triage:
        nature = self.cleaned_data["nature"]
        if nature.startswith(SMALL):
            return Triage(Nature.SMALL_MATTER, small_matter=nature.removeprefix(SMALL))
        return Triage(Nature(nature))

    def _assign(self) -> Assignment:
        what, _colon, uid = self.cleaned_data["handler"].partition(":")
        if what == "unit":
            return Assignment(UUID(uid), kind=HandoverKind.FORWARD)
        own = self.work.actor.organisation or UUID(int=0)
        return Assignment(own, UUID(uid), HandoverKind.WITHIN)

    def _settle(self) -> list[tuple[str, Any]]:
        said = self.cleaned_data
        both = bool(said["willing_first"] and said["willing_second"])
        ended = Settlement(said["result"], OnTheSpot.PERSUASION, both, said["evidence"], said.get("follow_up_on"))
        return [
            ("settle_on_the_spot", ended),
            ("answer", Answer(AnswerWay(said["answer_way"]), said["answer_text"])),
            ("ask_strike_off", StrikeOffRequest(said["evidence"], said.get("follow_up_on"))),
        ]


def handlers(place: Here) -> list[Any]:
    """Oneself, colleagues, other units."""
    own = [choice for choice in people(place.actor.organisation) if choice[0] != str(place.actor.uid)]
    found: list[Any] = [(ME, gettext("me (%(name)s)") % {"name": place.account.display_name})]
    if not place.may(Permission.ASSIGN):
        return found
    if own:
        found.append((gettext("Colleagues"), [(f"person:{uid}", name) for uid, name in own]))
    for path, bodies in units(place, own=False):
        found.append((path, [(f"unit:{uid}", name) for uid, name in bodies]))
    return found


def party_named(name: str, phone: str) -> PartyInput:
    """A party with name and telephone. Raises ``Invalid``."""
    return parse(PartyInput, {"name": name, "telephone": phone})


def listed(typed: str) -> list[PartyInput]:
    """Parties typed one on a line: name, then telephone. Raises ``Invalid``, also for a number nobody can call."""
    found = []
    for row in typed.splitlines():
        ending = LAST_DIGITS.search(row) or LIKE_DIGITS.search(row)
        name = (row[: ending.start()] if ending else row).strip(" ,，、;；:：\t")
        if name:
            found.append(party_named(name, check_telephone(ending[1]) if ending else ""))
    return found


def readable(typed: str) -> str:
    """The lines of the other side as typed. Raises ``ValidationError`` naming the first that cannot be read."""
    for row in typed.splitlines():
        try:
            listed(row)
        except Invalid as error:
            reason = " ".join(message.render(gettext) for message in error.fields.values())
            told = {"line": row.strip()[:40], "reason": reason or error.message.render(gettext)}
            raise ValidationError(gettext("“%(line)s”: %(reason)s") % told) from error
    return typed


def on_fields(error: DomainError) -> DomainError:
    """A refusal whose marks stand on the fields of this screen."""
    if not isinstance(error, Invalid):
        return error
    fields = {FIELD_OF_ANSWER.get(name.split(".")[0], name): message for name, message in error.fields.items()}
    return Invalid(error.code, error.message, law=error.law, way_out=error.way_out, fields=fields)
