"""Cases made through the real actions, for every test that needs some.

``docket = make_docket()`` gives an office, the gacha's committee and a mediator of it; ``docket.applied()``,
``docket.accepted()``, ``docket.ready()``, ``docket.mediating()``, ``docket.agreed()``,
``docket.effective()``, ``docket.closed()`` … bring a case that far and give its uid;
``docket.act(person, action, given, case)`` works on it.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from anmulong.base import clock
from anmulong.base.guards import trusted
from anmulong.cases.enums import Declared, IdentitySeen, SignerKind
from anmulong.cases.public import (
    Acceptance,
    AgreementText,
    Application,
    Case,
    CaseParty,
    Closing,
    Declaration,
    IdentityChecked,
    MediatorChosen,
    ObligationInput,
    OralAgreement,
    PartyConsent,
    RightsTold,
    SessionHeld,
    SignerRow,
    Signing,
    Start,
    Visited,
)
from anmulong.disputes.public import FactsStated, recorded_facts
from anmulong.files.public import FileInput, store_upload
from anmulong.journal.public import Actor, Call, Outcome, perform
from anmulong.kernel.clock import local_day
from anmulong.kernel.ids import new_uid
from anmulong.lawbook.public import gate_at, kinds_of
from anmulong.people.enums import ConsentAnswer, ConsentWay, MediatorKind, Sex
from anmulong.people.public import Engaged, NewMediator
from tests.factories.kept import kept, stage
from tests.factories.matters import Office, make_office


@dataclass
class Docket:
    """An office and a mediator of its first gacha's committee."""

    office: Office
    mediator: Actor
    person: UUID

    @property
    def committee(self) -> UUID:
        """The committee that mediates."""
        assert self.mediator.organisation is not None
        return self.mediator.organisation

    def act(self, by: Actor, action: str, given: Any, case: UUID | None = None, **more: Any) -> Outcome:
        """Perform one action."""
        return perform(Call(action, given, subject=case, **more), by=by)

    def do(self, action: str, given: Any, case: UUID, **more: Any) -> Outcome:
        """Perform one action as the mediator."""
        return self.act(self.mediator, action, given, case, **more)

    def row(self, case: UUID) -> Case:
        """The case as it is now."""
        with trusted():
            return Case.objects.select_related("dispute").get(pk=case)

    def parties(self, case: UUID) -> list[CaseParty]:
        """Who takes part, in order."""
        with trusted():
            return list(self.row(case).parties.select_related("party").order_by("side", "position"))

    @stage
    def applied(self, **answers: Any) -> UUID:
        """A case applied for over a new dispute of the gacha."""
        matter = answers.pop("matter", None) or self.office.register(by=self.mediator)
        given = Application(
            **{"dispute": matter, "committee": self.committee, "request": "请求按原界桩恢复", **answers}
        )
        return self.act(self.mediator, "case.apply", given).subject

    @stage
    def accepted(self, **answers: Any) -> UUID:
        """A case that the committee took on, at ``happened_at`` if that is given."""
        then = answers.pop("happened_at", None)
        case = self.applied(**answers)
        self.checked(case, happened_at=then)
        self.do("case.accept", Acceptance(difficulty="ordinary", gate_reason=REASON), case, happened_at=then)
        return case

    def checked(self, case: UUID, *facts: str, **more: Any) -> Outcome:
        """The questions of the law answered: what is named, and what a lawful acceptance needs where it is asked."""
        with trusted():
            dispute = self.row(case).dispute
            asked = {each.fact for each in gate_at().asked(kinds_of(dispute.kind), recorded_facts(dispute))}
            known = recorded_facts(dispute)
        usual = {"may_become_crime": "police_know", "minor_party": "guardian_takes_part"}
        wanted = {*facts, *(answer for fact, answer in usual.items() if fact in known)} & asked
        given = FactsStated(tuple(sorted(wanted)))
        return self.act(self.mediator, "dispute.check_admissibility", given, dispute.pk, **more)

    @stage
    def ready(self, **answers: Any) -> UUID:
        """A case in which nothing is missing for the start."""
        case = self.accepted(**answers)
        parties = self.parties(case)
        everybody = tuple(row.pk for row in parties)
        self.do("case.choose_mediator", MediatorChosen(self.person, agreed_by=everybody), case)
        self.do("case.declare_conflict", Declaration(Declared.NONE), case)
        for row in parties:
            self.do("case.verify_identity", IdentityChecked(row.pk, IdentitySeen.CARD), case)
            self.do("case.notify_rights", RightsTold(row.pk, ConsentWay.READ_OUT), case)
            agreed = PartyConsent(
                row.pk, ConsentWay.SIGNED, ConsentAnswer.AGREED, ConsentAnswer.AGREED, answered_by=answered_by(row)
            )
            self.do("case.consent", agreed, case)
        return case

    @stage
    def mediating(self, **answers: Any) -> UUID:
        """A case in mediation."""
        case = self.ready(**answers)
        self.do("case.start", Start(), case)
        return case

    def session(self, case: UUID, result: str = "pending", **answers: Any) -> UUID:
        """A session held now; returns its uid."""
        given = SessionHeld(**{"ways": ("on_site",), "result": result, "text": "双方各自陈述了意见", **answers})
        return UUID(self.do("case.hold_session", given, case).facts["session"])

    def owed(self, case: UUID, **answers: Any) -> ObligationInput:
        """What the other side owes the applicant: 1200 yuan in ten days."""
        applicant, other = self.parties(case)[0], self.parties(case)[-1]
        usual = ObligationInput(
            other.pk, applicant.pk, local_day(clock.now()) + timedelta(days=10), "compensate", Decimal("1200.00")
        )
        return replace(usual, **answers)

    @stage
    def agreed(self, *owed: ObligationInput, case: UUID | None = None, **answers: Any) -> UUID:
        """A written agreement after a session, not yet signed; rows of obligations overwrite the usual one."""
        if case is None:
            case = self.mediating(**answers)
            self.session(case, "success")
        self.do("case.agree_in_writing", AgreementText(FACTS, CONTENT, owed or (self.owed(case),)), case)
        return case

    @stage
    def orally(self, *owed: ObligationInput, case: UUID | None = None, **more: Any) -> UUID:
        """An oral agreement; ``more`` goes into it."""
        case = case or self.mediating()
        self.do("case.agree_orally", OralAgreement(FACTS, CONTENT, owed or (self.owed(case),), **more), case)
        return case

    def scanned(self, case: UUID, **more: Any) -> UUID:
        """A file of the case's dispute, as the scanner gives it; its uid."""
        content = b"%PDF-1.7 signatures"
        upload = store_upload("签字页.pdf", [content], len(content), account=self.mediator.uid).uid
        self.act(self.mediator, "dispute.attach", FileInput(upload, **more), self.row(case).dispute_id)
        return upload

    def marks(self, case: UUID, on: date | None = None) -> tuple[SignerRow, ...]:
        """Everybody's signature in ink on one day, the mediator's and the seal."""
        day = on or local_day(clock.now())
        rows = [SignerRow(SignerKind.PARTY, day, row.pk) for row in self.parties(case) if row.left_at is None]
        return (*rows, SignerRow(SignerKind.MEDIATOR, day, self.person), SignerRow(SignerKind.SEAL, day))

    @stage
    def effective(self, *owed: ObligationInput, **answers: Any) -> UUID:
        """A written agreement in force."""
        case = self.agreed(*owed, **answers)
        self.do("case.sign", Signing(self.marks(case)), case)
        return case

    @stage
    def closed(self, *owed: ObligationInput, **answers: Any) -> UUID:
        """A case that was visited and closed."""
        case = self.effective(*owed, **answers)
        self.do("case.follow_up", Visited(text="对方已经备好钱"), case)
        self.do("case.close", Closing(), case)
        return case


REASON = "双方都要求调解，只谈赔偿，不改变现状"
FACTS = "苏和的羊越界吃草，损坏围栏十五米。"
CONTENT = "苏和赔偿巴特尔一千二百元，双方以原界桩为准。"


def answered_by(row: CaseParty) -> str:
    """The guardian who answers for a minor (R-751)."""
    return "监护人" if row.party.is_minor else ""


def make_docket() -> Docket:
    """An office with a mediator."""
    return kept("docket", _make_docket)


def _make_docket() -> Docket:
    office = make_office()
    person = new_uid()
    assert office.mediator.organisation is not None
    given = NewMediator(
        Engaged(office.mediator.organisation, MediatorKind.COMMITTEE_MEMBER, since=date(2025, 1, 1)),
        name="苏日娜",
        sex=Sex.FEMALE,
        birth_on=date(1980, 5, 1),
        account=office.mediator.uid,
        uid=person,
    )
    perform(Call("mediator.register", given), by=office.second)
    return Docket(office, office.mediator, person)
