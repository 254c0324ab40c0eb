"""达成协议: by word of mouth (F-09) or in writing (F-08), each with the session in which it was reached (O-1, O-3)."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anmulong.cases.enums import Proof, State
from anmulong.cases.public import AgreementText, OralAgreement, SessionHeld
from anmulong.desk.forms.cases.agreement_fields import AgreementForm
from anmulong.desk.forms.cases.base import FormGroup
from anmulong.desk.forms.cases.lines import StartForm
from anmulong.desk.forms.fields import line, text, tick, ticks
from anmulong.journal.public import Call
from anmulong.lawbook.public import choices


AGREED = "success"


class SessionAndAgreement(AgreementForm):
    """The session that brought the agreement, in the same click."""

    many: ClassVar[tuple[str, ...]] = ("ways", "proofs")
    with_session = tick(_("Record the session in which they agreed"))
    ways = ticks(_("Way of the session"), lambda: choices("C-222"))
    said = text(
        _("What was said"), required=False, rows=3, help=_("Left empty, the words of the agreement stand here.")
    )
    recorder = line(_("Recorder"), required=False)

    def opening(self) -> dict[str, Any]:
        return {"facts": self.case.facts, "with_session": True, "ways": ["on_site"]}

    def session_group(self) -> FormGroup:
        """The questions about the session."""
        return FormGroup(gettext("Session"), self.named("with_session", "ways", "recorder", "said"))

    def session_steps(self) -> Iterator[tuple[str, Any]]:
        """The session, unless it was recorded before."""
        said = self.cleaned_data
        if said.get("with_session"):
            yield (
                "case.hold_session",
                SessionHeld(
                    ways=tuple(said["ways"]),
                    result=AGREED,
                    text=said["said"] or said["content"],
                    place=said["place"],
                    recorder=said["recorder"],
                ),
            )

    def words(self) -> dict[str, Any]:
        """The words and rows of the agreement. Raises ``Invalid``."""
        names = ("facts", "content", "performance", "place")
        return {**{name: self.cleaned_data[name] for name in names}, "obligations": self.obligations()}


class AgreeInWriting(SessionAndAgreement):
    """书面协议: it binds with the last signature and the seal (R-115)."""

    action = "case.agree_in_writing"
    icon = "file-text"
    title = _("Written agreement")

    def groups(self) -> list[FormGroup]:
        return [*self.agreement_groups(), self.session_group()]

    def calls(self) -> list[Call]:
        """The session, then the agreement."""
        return self.bundle([*self.session_steps(), (self.action, AgreementText(**self.words()))])


class ReviseAgreement(AgreementForm):
    """改协议文本: whoever has signed signs again."""

    action = "case.revise_agreement"
    icon = "edit"

    def opening(self) -> dict[str, Any]:
        row = self.case.agreements.filter(replaced_at=None).first()
        if row is None:
            return {"facts": self.case.facts}
        owed = list(row.obligations.order_by("position"))
        found: dict[str, Any] = {name: getattr(row, name) for name in ("facts", "content", "performance", "place")}
        found["rows"] = len(owed) or 1
        members = {each.pk: str(each.party_id) for each in self.present}
        for place, each in enumerate(owed):
            found |= {f"o{place}_{name}": getattr(each, name) for name in ("kind", "amount", "thing", "due_on")}
            found |= {f"o{place}_{name}": members.get(getattr(each, name), "") for name in ("debtor", "creditor")}
        return found

    def groups(self) -> list[FormGroup]:
        return self.agreement_groups()

    def calls(self) -> list[Call]:
        """The next edition."""
        names = ("facts", "content", "performance", "place")
        words = {name: self.cleaned_data[name] for name in names}
        return self.bundle([(self.action, AgreementText(**words, obligations=self.obligations()))])


class AgreeOrally(SessionAndAgreement, StartForm):
    """口头协议: the start too when mediation has not begun; missing proof never blocks (O-3, R-452)."""

    action = "case.agree_orally"
    icon = "message-circle"
    title = _("Oral agreement")
    folds_makers = True
    also_in = {State.ACCEPTED: "case.start"}
    waits_for = frozenset({"not-ready"})
    proofs = ticks(_("What proves it"), Proof.choices, help=_("Two are wanted; a missing one is added later."))

    def starts(self) -> bool:
        return self.case.state == State.ACCEPTED

    def groups(self) -> list[FormGroup]:
        proof = FormGroup(gettext("Proof"), self.named("proofs"))
        started = self.start_groups() if self.starts() else []
        return [*started, *self.agreement_groups(), self.session_group(), proof]

    def calls(self) -> list[Call]:
        """The start where it is missing, the session, the agreement."""
        return self.bundle([*(self.start_steps() if self.starts() else ()), *self.agreed_steps()])

    def agreed_steps(self) -> Iterator[tuple[str, Any]]:
        """The session and the agreement in force from now on (R-116)."""
        yield from self.session_steps()
        proofs = tuple(Proof(each) for each in self.cleaned_data["proofs"])
        yield self.action, OralAgreement(**self.words(), proofs=proofs)
