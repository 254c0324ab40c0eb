"""变更协议: a new agreement in the place of the one in force, with everybody's signature in the same step (R-122)."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anmulong.base import clock
from anmulong.cases.enums import AgreementForm, SignedWay, SignerKind
from anmulong.cases.public import NewTerms, SignerRow, still_owed
from anmulong.desk.forms.cases.agreeing import ReviseAgreement
from anmulong.desk.forms.cases.base import FormGroup
from anmulong.desk.forms.cases.scans import ScanForm
from anmulong.desk.forms.fields import day, offer, ticks
from anmulong.desk.presenting.covering import name_of
from anmulong.journal.public import Call
from anmulong.kernel.clock import local_day
from anmulong.people.public import mediators


class AgreeAnew(ScanForm, ReviseAgreement):
    """What they agree instead; what is still owed stands in the rows to begin with."""

    action = "case.agree_anew"
    icon = "file-text"
    title = _("Change by a new agreement")
    many = ("signers",)

    signers = ticks(_("Who stands on the new paper"), [])
    signed_on = day(_("Date on the paper"))

    def opening(self) -> dict[str, Any]:
        found = super().opening()
        row = self.case.agreements.filter(replaced_at=None).first()
        if row is None:
            return found
        owed = still_owed(row.obligations.order_by("position"))
        words = {name: found[name] for name in ("facts", "content", "performance", "place")}
        members = {each.pk: str(each.party_id) for each in self.present}
        rows: dict[str, Any] = {"rows": len(owed) or 1}
        for place, each in enumerate(owed):
            left = None if each.amount is None else each.amount - each.paid
            rows |= {f"o{place}_kind": each.kind, f"o{place}_amount": left, f"o{place}_thing": each.thing}
            rows |= {f"o{place}_{name}": members.get(getattr(each, name), "") for name in ("debtor", "creditor")}
        return {**words, **rows}

    def set_up(self) -> None:
        super().set_up()
        if self.case.agreement_form == AgreementForm.ORAL:
            for name in ("signers", "signed_on"):
                self.fields.pop(name)
            return
        offer(self, "signers", self._signers())
        self.initial.setdefault("signed_on", local_day(clock.now()))

    def _signers(self) -> list[tuple[str, str]]:
        found = []
        for row in self.present:
            name = name_of(row.party, masked=False)
            found.append((f"{SignerKind.PARTY}:{row.pk}", name))
            if any(each.represented_by_id == row.pk for each in self.present):
                told = gettext("%(name)s, for those represented") % {"name": name}
                found.append((f"{SignerKind.REPRESENTATIVE}:{row.pk}", told))
        for each in self.case.agents.filter(ended_at=None):
            found.append((f"{SignerKind.AGENT}:{each.pk}", gettext("%(name)s (agent)") % {"name": each.name}))
        names = {each.pk: each.name for each in mediators(self.case.county, former=True)}
        for serving in self.case.mediators.filter(ended_at=None):
            told = gettext("%(name)s (mediator)") % {"name": names.get(serving.mediator, "")}
            found.append((f"{SignerKind.MEDIATOR}:{serving.mediator}", told))
        return [*found, (f"{SignerKind.SEAL}:", gettext("Seal of the committee"))]

    def groups(self) -> list[FormGroup]:
        hint = gettext("The earlier agreement stands until everybody, the mediator and the seal are on the new paper.")
        marks = FormGroup(gettext("Who signed"), self.named("file", "signers", "signed_on"), hint=hint)
        return [*super().groups(), marks]

    def calls(self) -> list[Call]:
        """The scan, then the new agreement with its marks."""
        said = self.cleaned_data
        names = ("facts", "content", "performance", "place")
        given = NewTerms(
            **{name: said[name] for name in names},
            obligations=self.obligations(),
            rows=tuple(self._mark(each) for each in said.get("signers", ())),
            scan=self.scan(),
        )
        return [*self.attaching(), *self.bundle([(self.action, given)])]

    def _mark(self, chosen: str) -> SignerRow:
        kind, _colon, uid = chosen.partition(":")
        signed_on = self.cleaned_data.get("signed_on") or local_day(clock.now())
        way = SignedWay.SEAL if kind == SignerKind.SEAL else SignedWay.INK
        return SignerRow(SignerKind(kind), signed_on, UUID(uid) if uid else None, way)
