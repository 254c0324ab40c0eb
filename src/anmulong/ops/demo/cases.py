"""What happens to each mediation case of the case study, from the walk-in to the archived file."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from anmulong.base.guards import trusted
from anmulong.cases.enums import CourtGround, Declared, IdentitySeen, Proof, Satisfied, SignerKind
from anmulong.cases.public import (
    Acceptance,
    AgreementText,
    Application,
    Archiving,
    Closing,
    ConfirmationAsked,
    CourtTook,
    Declaration,
    Declined,
    IdentityChecked,
    MediatorChosen,
    ObligationInput,
    OralAgreement,
    PartyConsent,
    Performed,
    RightsTold,
    SessionHeld,
    SignerRow,
    Signing,
    Start,
    Terminated,
    Visited,
    Withdrawn,
    instalments,
)
from anmulong.disputes.enums import AnswerWay, ContactWay, Nature
from anmulong.disputes.public import Answer, FactsStated, Registration, StrikeOff, StrikeOffRequest, Triage
from anmulong.journal.public import Actor
from anmulong.kernel.admissibility import verdict
from anmulong.kernel.clock import LOCAL, local_day
from anmulong.lawbook.public import gate_at, kinds_of
from anmulong.ops.demo.plan import Plan
from anmulong.ops.demo.staff import Staff, Town
from anmulong.ops.demo.stories import Story, office_hour, registration_of, uid_of
from anmulong.people.enums import ConsentAnswer, ConsentWay
from anmulong.people.public import mediator_of_account


REASON = "双方都要求调解，只谈赔偿和相处，不改变现状。"
DIFFICULTIES = ("simple", "ordinary", "ordinary", "difficult")
WAYS = ("on_site", "at_home", "appointment", "roving", "clinic_sitting")
REQUESTS = (
    "请求调委会主持调解，把事情说清楚，早日了结。",
    "请求对方按约定付清款项。",
    "请求按原来的界线恢复，并赔偿损失。",
    "请求对方承担相应费用，以后不再发生。",
)
FACTS = "双方对事情的经过没有争议，对责任和金额有分歧。"
CONTENTS = (
    "双方互谅互让，自愿达成协议，按下列约定履行，就此事不再提出其他要求。",
    "经说明事实、讲清法律规定，双方自愿达成协议，按期履行。",
)
TALKS = (
    "双方陈述了经过，调解员讲明法律规定和各自的权利义务，双方同意继续商谈。",
    "调解员分别听取意见后当面商谈，双方就主要问题取得一致。",
)
SOLE = ("apologise", "restore", "cease", "remove_obstacle")
PAYING = "compensate"


@dataclass(frozen=True)
class Bench:
    """Who mediates a case: the actor, the mediator's uid, the gacha and its town."""

    actor: Actor
    mediator: UUID
    division: UUID
    town: Town


def benches(staff: Staff) -> list[Bench]:
    """Every mediator of the demonstration who may preside where the post is."""
    found = []
    with trusted():
        for town in staff.towns:
            for gacha, actor in town.gacha:
                person = mediator_of_account(actor.uid) if actor.uid else None
                if person is not None:
                    found.append(Bench(actor, person.pk, gacha.pk, town))
    return found


def case_stories(chance: Random, staff: Staff, wanted: list[Plan], begin: date, end: date) -> list[Story]:
    """One story for each plan; applied for and decided between the days, both included."""
    seats = benches(staff)
    days = (end - begin).days - LONGEST
    found = []
    for plan in wanted:
        day = begin + timedelta(days=chance.randrange(max(days, 1)))
        found.append(_Course(chance, chance.choice(seats), plan, office_hour(chance, day), end).story)
    return found


def running_cases(chance: Random, staff: Staff, until: datetime, *, number: int) -> list[Story]:
    """Cases of this month that are still going on, so that today has work: cut off at one step or another."""
    seats, today = benches(staff), until.astimezone(LOCAL).date()
    found = []
    for _ in range(number):
        day = today - timedelta(days=chance.randrange(min(today.day, 15)))
        plan = Plan(chance.choice(RUNNING_KINDS), "", Decimal(chance.randrange(20, 900) * 100))
        story = _Course(chance, chance.choice(seats), plan, office_hour(chance, day), date.max).story
        kept = [step for step in story.steps if step.at < until]
        story.steps = kept[: chance.randrange(3, 19)]
        found.append(story)
    return [story for story in found if story.steps]


RUNNING_KINDS = ("wages", "private_lending", "damages", "traffic", "livestock_trespass", "contract")
YOUNGEST, TAKEN_AFTER, OLDEST = 2, 10, 25
"""Days since the signatures: whoever asks the court for confirmation does so within thirty."""

COURT = "鄂托克旗人民法院"
LONGEST = 26
"""Days from the application to the decision at most, so that all of it lies inside the years of the study."""


class _Course:
    """The course of one case, told from its end: settled orally, in writing, or ended."""

    def __init__(self, chance: Random, bench: Bench, plan: Plan, at: datetime, end: date) -> None:
        self.chance, self.bench, self.plan, self.at, self.end = chance, bench, plan, at, end
        self.story = Story(uid_of(chance, at))
        self.case = uid_of(chance, at + timedelta(minutes=1))
        self.registration = self._registration()
        self.parties = [UUID(str(side.party.uid)) for side in self.registration.parties]
        self._begin()
        self._start()
        if plan.ended:
            self._end(plan.ended)
        else:
            self._agree()

    def do(self, action: str, given: Any, *, by: Actor | None = None, subject: UUID | None = None) -> None:
        """The next step, some minutes later."""
        self.at += timedelta(minutes=self.chance.randrange(1, 5))
        self.story.then(action, by or self.bench.actor, self.at, given, subject=subject or self.case)

    def later(self, first: int, last: int) -> None:
        """Some days pass."""
        day = local_day(self.at) + timedelta(days=self.chance.randrange(first, last + 1))
        self.at = max(office_hour(self.chance, day), self.at + timedelta(minutes=20))

    def _registration(self) -> Registration:
        made = registration_of(self.chance, self.story.uid, self.plan.kind, self.bench.division)
        sides = tuple(
            replace(side, party=replace(side.party, uid=uid_of(self.chance, self.at))) for side in made.parties
        )
        return replace(
            made, parties=sides, amount_at_stake=self.plan.at_stake, forecast="normal", facts=(), people_count=2
        )

    def _begin(self) -> None:
        """Told, assessed, applied for and accepted, mostly within a day or two."""
        self.story.then("dispute.register", self.bench.actor, self.at, self.registration)
        self.do("dispute.triage", Triage(nature=Nature.DISPUTE), subject=self.story.uid)
        given = Application(
            self.story.uid,
            self.bench.actor.organisation or self.story.uid,
            self.chance.choice(REQUESTS),
            amount_at_stake=self.plan.at_stake,
            public_session=False,
            uid=self.case,
        )
        self.do("case.apply", given)
        self.later(0, 2)
        self.do("dispute.check_admissibility", FactsStated(), subject=self.story.uid)
        warned = gate_at(self.at).found((), kinds_of(self.plan.kind))
        reason = REASON if verdict(warned) == "warn" else ""
        self.do("case.accept", Acceptance(difficulty=self.chance.choice(DIFFICULTIES), gate_reason=reason))

    def _start(self) -> None:
        """The facts of the start, per person (O-1)."""
        self.later(0, 2)
        for party in self.parties:
            seen = self.chance.choice((IdentitySeen.CARD, IdentitySeen.KNOWN))
            told = self.chance.choice((ConsentWay.SIGNED, ConsentWay.READ_OUT))
            agreed = ConsentAnswer.AGREED
            self.do("case.verify_identity", IdentityChecked(party, seen))
            self.do("case.notify_rights", RightsTold(party, told))
            self.do("case.consent", PartyConsent(party, ConsentWay.SIGNED, mediation=agreed, data=agreed))
        self.do("case.choose_mediator", MediatorChosen(self.bench.mediator, agreed_by=tuple(self.parties)))
        self.do("case.declare_conflict", Declaration(Declared.NONE))
        self.do("case.start", Start())

    def _session(self, result: str) -> None:
        self.later(0, 4)
        given = SessionHeld(
            (self.chance.choice(WAYS),),
            result,
            text=self.chance.choice(TALKS),
            place="嘎查调解室",
            present=tuple(self.parties),
            recorder="嘎查工作人员",
        )
        self.do("case.hold_session", given)

    def _end(self, reason: str) -> None:
        """No agreement: the other lawful routes are told, and a visit asks whether they got there (R-113)."""
        routes, told = ("court_suit",), "已告知可以向人民法院起诉或者申请仲裁，并说明所需材料。"
        if reason == "declined":
            self.do("case.decline", Declined(self.parties[1], routes, told))
        elif reason == "withdrawn":
            self.do("case.withdraw", Withdrawn(self.parties[0], routes, told))
        else:
            self._session("none")
            self.do("case.terminate", Terminated(reason, routes, told))
        self.later(2, 5)
        self.do("case.close", Closing())
        self._strike_off("已告知结果和其他途径。")

    def _agree(self) -> None:
        if self.chance.random() < 0.3:
            self._session("pending")
        self._session("success")
        oral = self.chance.random() < 0.38
        owed = self._obligations(oral=oral)
        content = self.chance.choice(CONTENTS)
        if oral:
            proofs = (Proof.PARTY_CONFIRMED, Proof.WITNESS)
            self.do("case.agree_orally", OralAgreement(FACTS, content, owed, proofs=proofs))
        else:
            self.do("case.agree_in_writing", AgreementText(FACTS, content, owed, "按约定的日期履行。"))
            self._sign()
            self._to_court()
        self._after(owed)

    def _obligations(self, *, oral: bool) -> tuple[ObligationInput, ...]:
        first, second = self.parties
        due = local_day(self.at) + timedelta(days=self.chance.randrange(1, 9))
        if self.plan.at_stake is None:
            thing = "按协议约定的内容办理，不再发生。"
            return (ObligationInput(second, first, due, self.chance.choice(SOLE), thing=thing),)
        agreed = (self.plan.at_stake * self.chance.randrange(60, 101) / 100).quantize(Decimal("0.01"))
        parts = 1 if oral else self.chance.choice((1, 1, 1, 2, 3, 6))
        return tuple(
            ObligationInput(second, first, row.due_on, PAYING, amount=row.amount)
            for row in instalments(agreed, parts, due)
        )

    def _sign(self) -> None:
        self.later(0, 1)
        day = local_day(self.at)
        rows = [SignerRow(SignerKind.PARTY, day, party) for party in self.parties]
        rows += [SignerRow(SignerKind.MEDIATOR, day, self.bench.mediator), SignerRow(SignerKind.SEAL, day)]
        self.do("case.sign", Signing(tuple(rows)))

    def _to_court(self) -> None:
        """Agreements of the last weeks go to the court together (R-121), the older of them are taken on; so that
        today has some under way. Nothing here is left to chance: the figures of the years stay what they are."""
        age = (self.end - local_day(self.at)).days
        if self.plan.at_stake is None or not YOUNGEST <= age <= OLDEST:
            return
        asked = ConfirmationAsked(COURT, CourtGround.COMMITTEE, tuple(self.parties))
        self.at += timedelta(minutes=30)
        self.story.then("case.ask_confirmation", self.bench.actor, self.at, asked, subject=self.case)
        if age > TAKEN_AFTER:
            self.at += timedelta(days=2)
            self.story.then("case.court_took_up", self.bench.actor, self.at, CourtTook(), subject=self.case)

    def _after(self, owed: tuple[ObligationInput, ...]) -> None:
        """Performance, return visit, close, archive; instalments that are not due yet stay open."""
        last = max(row.due_on for row in owed)
        if last <= self.end:
            self.at = max(self.at, datetime.combine(last, datetime.min.time(), LOCAL) + timedelta(hours=10))
            self.do("case.record_performance", Performed(done=True, text="双方都说已经履行。"))
        self.later(5, 12)
        if local_day(self.at) > self.end:
            return
        visit = Visited(ContactWay.TELEPHONE, satisfied=Satisfied.YES, text="回访时双方都说没有再起争执。")
        self.do("case.follow_up", visit)
        self.do("case.close", Closing(next_follow_up_on=local_day(self.at) + timedelta(days=30)))
        self._strike_off("已将协议内容和履行情况告知本人。")
        self.later(1, 6)
        if local_day(self.at) <= self.end:
            self.do("case.archive", Archiving(situation="签名扫描件另存纸质卷。"))

    def _strike_off(self, told: str) -> None:
        """The matter of the ledger is answered and struck off by a second person of the town."""
        if local_day(self.at) >= self.end:
            return
        self.do("dispute.answer", Answer(way=AnswerWay.IN_PERSON, text=told), subject=self.story.uid)
        self.do("dispute.ask_strike_off", StrikeOffRequest(evidence="调解卷宗"), subject=self.story.uid)
        self.do("dispute.strike_off", StrikeOff(opened=True), by=self.bench.town.office, subject=self.story.uid)
