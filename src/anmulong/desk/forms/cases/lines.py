"""One line for each party with the facts of the start, and who mediates: shared by every form that may start (O-1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anmulong.cases.enums import ChosenBy, Declared, IdentitySeen, Permission
from anmulong.cases.public import (
    CaseParty,
    Declaration,
    IdentityChecked,
    MediatorAccepted,
    MediatorChosen,
    PartyConsent,
    RightsTold,
    Start,
)
from anmulong.desk.forms.cases.base import CaseForm, FormGroup, FormRow, FormTable
from anmulong.desk.forms.choices import EMPTY
from anmulong.desk.forms.fields import chosen, line, segments
from anmulong.desk.presenting.cases.people import side_of
from anmulong.desk.presenting.covering import name_of, sees_names
from anmulong.disputes.public import DisputeParty
from anmulong.orgs.public import organisation
from anmulong.people.enums import ConsentAnswer, ConsentWay, Spoken
from anmulong.people.public import Party, mediator_of_account, mediators_of


TOLD = [EMPTY, (ConsentWay.SIGNED, _("signed")), (ConsentWay.READ_OUT, _("read out"))]
HEADS = (
    _("Identity"),
    _("Rights and duties told"),
    _("Language"),
    _("Interpreter"),
    _("Agrees to mediation"),
    _("Agrees to the use of data"),
    _("Accepts the mediator"),
)


@dataclass(frozen=True)
class Line:
    """One party and what is known of it already."""

    party: Party
    side: int
    known: CaseParty | None = None

    @property
    def uid(self) -> UUID:
        """The uid of the party itself; every action takes it."""
        return self.party.pk

    def has(self, fact: str) -> bool:
        """Whether a fact of the start stands already."""
        return self.known is not None and bool(getattr(self.known, fact))


def lines_of_dispute(sides: list[DisputeParty]) -> list[Line]:
    """The parties of a dispute that has no case yet."""
    return [Line(row.party, row.side) for row in sides]


class StartForm(CaseForm):
    """Asks for what the start needs, party by party. Nothing is ticked beforehand (O-1, R-703)."""

    wide = True

    def lines(self) -> list[Line]:
        """The parties that the start concerns."""
        return [Line(row.party, row.side, row) for row in self.present]

    def committee(self) -> UUID | None:
        """The committee whose mediators may be chosen."""
        return self.case.owner_organisation

    def lead(self) -> UUID | None:
        """Who presides already."""
        return self.case.lead_mediator

    def starts(self) -> bool:
        """Whether mediation begins in this click."""
        return True

    def set_up(self) -> None:
        super().set_up()
        self.asked = self.lines() if self.starts() else []
        if not self.starts():
            return
        for place, row in enumerate(self.asked):
            self.fields.update(_fields_of(place, row))
        if self.lead() is None:
            self._ask_for_mediator()
        if not self._declared():
            choices = [EMPTY, *Declared.choices]
            self.fields["declared"] = chosen(_("The mediator declares"), choices, help=_("On relations to the case."))
            self.fields["declared_text"] = line(_("Which relation"), required=False)

    def _ask_for_mediator(self) -> None:
        unit = self.committee()
        found = mediators_of(organisation(self.place.actor.county, unit)) if unit else []
        own = mediator_of_account(self.place.account.pk)
        field = chosen(_("Presiding mediator"), [EMPTY, *((str(row.pk), row.name) for row in found)])
        if own is not None and any(row.pk == own.pk for row in found):
            field.initial = str(own.pk)
        self.fields["mediator"] = field
        ways = list(ChosenBy.choices) if self.place.may(Permission.ACCEPT) else [ChosenBy.choices[0]]
        self.fields["chosen_by"] = segments(_("How"), ways)
        self.fields["chosen_by"].initial = ChosenBy.PARTIES

    def _declared(self) -> bool:
        if self.lead() is None:
            return False
        rows = self.case.mediators.filter(ended_at=None)
        return all(row.declared for row in rows)

    def start_groups(self) -> list[FormGroup]:
        """The lines of the parties, and the mediator."""
        masked = not sees_names(self.place.scope)
        rows = [
            FormRow(name_of(row.party, masked=masked), side_of(row.side), [self._cell(place, row, n) for n in FACTS])
            for place, row in enumerate(self.asked)
        ]
        table = FormTable(HEADS, rows, same=len(rows) > 2)
        hint = gettext("One signed F-03 carries all of it. Nothing is ticked beforehand.")
        who = self.named("mediator", "chosen_by", "declared", "declared_text")
        found = [FormGroup(gettext("Each party"), table=table, hint=hint)]
        return [*found, FormGroup(gettext("Mediator"), who)] if who else found

    def _cell(self, place: int, row: Line, name: str) -> Any:
        key = f"p{place}_{name}"
        if key in self.fields:
            return self[key]
        return gettext("recorded") if row.has(KNOWN_BY[name]) else "—"

    def start_steps(self) -> Iterator[tuple[str, Any]]:
        """The facts of the start as inputs, and the start itself."""
        said = self.cleaned_data
        accepting = [row.uid for place, row in enumerate(self.asked) if said.get(f"p{place}_mediator")]
        for place, row in enumerate(self.asked):
            yield from self._facts(place, row)
        if self.lead() is None and said.get("mediator"):
            by_parties = said.get("chosen_by") == ChosenBy.PARTIES
            action = "case.choose_mediator" if by_parties else "case.assign_mediator"
            yield action, MediatorChosen(UUID(said["mediator"]), agreed_by=tuple(accepting))
        else:
            for uid in accepting:
                yield "case.accept_mediator", MediatorAccepted(uid)
        if said.get("declared"):
            yield "case.declare_conflict", Declaration(Declared(said["declared"]), said.get("declared_text", ""))
        yield "case.start", Start()

    def _facts(self, place: int, row: Line) -> Iterator[tuple[str, Any]]:
        said = {name: self.cleaned_data.get(f"p{place}_{name}") for name in FACTS}
        language = Spoken(said["language"] or Spoken.CHINESE)
        if said["identity"]:
            yield "case.verify_identity", IdentityChecked(row.uid, IdentitySeen(said["identity"]))
        if said["rights"]:
            told = RightsTold(row.uid, ConsentWay(said["rights"]), language, said["interpreter"] or "")
            yield "case.notify_rights", told
        if said["consent"] or said["data"]:
            way = ConsentWay(said["rights"] or ConsentWay.SIGNED)
            guardian = said["interpreter"] or "" if row.party.is_minor else ""
            yield (
                "case.consent",
                PartyConsent(
                    row.uid,
                    way,
                    mediation=ConsentAnswer.AGREED if said["consent"] else None,
                    data=ConsentAnswer.AGREED if said["data"] else None,
                    language=language,
                    answered_by=guardian,
                ),
            )


KNOWN_BY = {
    "identity": "identity_seen",
    "rights": "rights_told_at",
    "language": "rights_told_at",
    "interpreter": "rights_told_at",
    "consent": "consented_at",
    "data": "consented_at",
    "mediator": "mediator_accepted_at",
}
FACTS = tuple(KNOWN_BY)


def _fields_of(place: int, row: Line) -> dict[str, Any]:
    """The questions of one line that are not answered yet."""
    represented = row.known is not None and row.known.represented_by_id is not None
    spoken = row.party.spoken or Spoken.CHINESE
    boxes = {name: forms.BooleanField(label=HEADS[FACTS.index(name)], required=False) for name in FACTS[4:]}
    asked: dict[str, Any] = {
        "identity": chosen(HEADS[0], [EMPTY, *IdentitySeen.choices], required=False),
        "rights": chosen(HEADS[1], TOLD, required=False),
        "language": chosen(HEADS[2], Spoken.choices, required=False),
        "interpreter": line(HEADS[3] if not row.party.is_minor else _("Guardian or interpreter"), required=False),
        **boxes,
    }
    asked["language"].initial = spoken
    for name in FACTS:
        # whom elected representatives stand for is asked for consent only
        if row.has(KNOWN_BY[name]) or (represented and name not in ("consent", "data")):
            asked.pop(name)
    return {f"p{place}_{name}": field for name, field in asked.items()}
