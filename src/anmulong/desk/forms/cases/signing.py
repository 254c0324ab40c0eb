"""签字: one scan, a row per signer with the date on the paper, the seal's row, one submit (O-1, R-115)."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anmulong.base import clock
from anmulong.cases.enums import SignedWay, SignerKind
from anmulong.cases.public import Agreement, CaseParty, SignerRow, Signing, agreement_of, clarity, still_to_sign
from anmulong.desk.forms.cases.base import FormGroup, FormRow, FormTable
from anmulong.desk.forms.cases.scans import ScanForm
from anmulong.desk.forms.fields import chosen, day, tick
from anmulong.desk.presenting.covering import name_of
from anmulong.journal.public import Call
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Refused
from anmulong.people.public import mediators


HEADS = (_("On the paper"), _("Who signed"), _("How"), _("Date on the paper"))
WAYS = [(SignedWay.INK, SignedWay.INK.label), (SignedWay.FINGERPRINT, SignedWay.FINGERPRINT.label)]


@dataclass(frozen=True)
class Place:
    """One place for a mark on the paper: its words and who may make it, as ``kind:uid``."""

    head: str
    signers: list[tuple[str, str]]
    by_hand: bool = True


class Sign(ScanForm):
    """The marks of one sheet."""

    action = "case.sign"
    icon = "signature"
    title = _("Signatures")
    wide = True

    agreement: Agreement | None = None

    def set_up(self) -> None:
        super().set_up()
        self.places = self._places()
        today = local_day(clock.now())
        for number, place in enumerate(self.places):
            self.fields[f"s{number}_there"] = tick(HEADS[0])
            self.fields[f"s{number}_by"] = chosen(HEADS[1], place.signers, required=False)
            if place.by_hand:
                self.fields[f"s{number}_way"] = chosen(HEADS[2], WAYS, required=False)
            self.fields[f"s{number}_on"] = day(HEADS[3])
            self.initial.setdefault(f"s{number}_on", today)

    def _places(self) -> list[Place]:
        """Who has still to sign; whom representatives stand for signs through them (O-8)."""
        try:
            self.agreement = agreement_of(self.case)
        except Refused:
            return []
        wanted = still_to_sign(self.case, self.agreement)
        members = {row.pk: row for row in self.present}
        lacking = {each.signer for each in wanted if each.kind == SignerKind.PARTY}
        found, speakers = [], set()
        for row in self.present:
            if row.pk not in lacking:
                continue
            if row.represented_by_id in members:
                speakers.add(row.represented_by_id)
            else:
                found.append(self._of_party(row))
        found += [self._of_representative(members[uid]) for uid in speakers if uid not in lacking]
        kinds = {each.kind for each in wanted}
        return [*found, *self._of_committee(kinds)]

    def _of_party(self, row: CaseParty) -> Place:
        name = name_of(row.party, masked=False)
        bound = [each for each in self.present if each.represented_by_id == row.pk]
        own = (f"{SignerKind.PARTY}:{row.pk}", name)
        if bound:
            words = gettext("%(name)s, also for %(count)s others") % {"name": name, "count": len(bound)}
            return Place(name, [(f"{SignerKind.REPRESENTATIVE}:{row.pk}", words), own])
        agents = self.case.agents.filter(party=row, ended_at=None)
        told = [(f"{SignerKind.AGENT}:{each.pk}", gettext("%(name)s (agent)") % {"name": each.name}) for each in agents]
        return Place(name, [own, *told])

    def _of_representative(self, row: CaseParty) -> Place:
        name = name_of(row.party, masked=False)
        return Place(name, [(f"{SignerKind.REPRESENTATIVE}:{row.pk}", gettext("for those represented"))])

    def _of_committee(self, kinds: set[Any]) -> list[Place]:
        names = {each.pk: each.name for each in mediators(self.case.county, former=True)}
        serving = self.case.mediators.filter(ended_at=None)
        found = []
        if SignerKind.MEDIATOR in kinds:
            signers = [(f"{SignerKind.MEDIATOR}:{each.mediator}", names.get(each.mediator, "")) for each in serving]
            found.append(Place(gettext("Mediator"), signers))
        found.append(Place(gettext("Recorder"), [(f"{SignerKind.RECORDER}:", gettext("recorder"))]))
        if SignerKind.SEAL in kinds:
            found.append(Place(gettext("Seal of the committee"), [(f"{SignerKind.SEAL}:", gettext("seal"))], False))
        return found

    def groups(self) -> list[FormGroup]:
        rows = [FormRow(place.head, "", self._cells(number)) for number, place in enumerate(self.places)]
        table = FormTable(HEADS, rows, same=len(rows) > 4)
        warned = (
            " ".join(each.text.render(gettext) for each in clarity(self.case, self.agreement)) if self.agreement else ""
        )
        hint = gettext("Tick who stands on the paper; the agreement is in force with the last one.")
        return [
            FormGroup(gettext("The sheet"), self.named("file"), hint=warned),
            FormGroup(gettext("Who signed"), (), table, hint=hint),
        ]

    def _cells(self, number: int) -> list[Any]:
        names = ("there", "by", "way", "on")
        return [self[f"s{number}_{name}"] if f"s{number}_{name}" in self.fields else gettext("seal") for name in names]

    def clean(self) -> dict[str, Any]:
        """A mark that is there has its date."""
        cleaned = super().clean()
        for number in range(len(self.places)):
            name = f"s{number}_on"
            if cleaned.get(f"s{number}_there") and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, gettext("This is needed."))
        return cleaned

    def calls(self) -> list[Call]:
        """The scan, then the marks on it."""
        said = self.cleaned_data
        rows = []
        for number, place in enumerate(self.places):
            if not said.get(f"s{number}_there"):
                continue
            kind, _colon, uid = str(said.get(f"s{number}_by") or place.signers[0][0]).partition(":")
            way = SignedWay(said.get(f"s{number}_way") or SignedWay.INK) if place.by_hand else SignedWay.SEAL
            rows.append(SignerRow(SignerKind(kind), said[f"s{number}_on"], UUID(uid) if uid else None, way))
        scan = self.scan()
        return [*self.attaching(), *self.bundle([(self.action, Signing(tuple(rows), scan))])]
