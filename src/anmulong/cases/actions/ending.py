"""How mediation ends without an agreement, and how it is held when sham mediation is suspected (R-108, R-113, R-133).

Every end names the other lawful routes. A party who declines needs no reason, and after a clear refusal nobody
presses (O-4); whoever keeps the record at hand may write it down, so that no desk stands in the way (R-111).
"""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.cases.actions.intake import told_routes
from anmulong.cases.actions.pausing import end_pause, pause
from anmulong.cases.actions.starting import RIGHTS_TEXT
from anmulong.cases.enums import ClockKind, PauseReason, Permission, State
from anmulong.cases.models import Case, CaseParty, FraudHold
from anmulong.cases.queries.participants import lacking, names_of, participant, participants
from anmulong.cases.rules import under_its_committee
from anmulong.cases.workflow import CASE
from anmulong.journal.public import Actor, Moment, action, emit, personal
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.wording import noop
from anmulong.lawbook.public import check_code
from anmulong.people.enums import ConsentAnswer, ConsentKind, ConsentWay, Spoken
from anmulong.people.public import ConsentInput, make_consent


OWN_ACTIONS = ("agreed", "declined", "withdrawn")
"""Reasons of C-223 that are recorded by actions of their own."""

APPLICANTS = 1


def agreement_not_in_force(case: Case, by: Actor, at: Moment) -> None:
    """A hold that began after the agreement came into force leaves no mediation to end. Raises ``Refused``."""
    if case.state == State.FRAUD_HOLD and case.held_in == State.EFFECTIVE:
        raise Refused(
            "agreement-in-force",
            noop("The agreement is in force; mediation is over already."),
            law="人民调解法 art.31, 32",
            way_out=noop("Lift the hold, and record what the court decides."),
        )


@dataclass(frozen=True)
class Declined:
    """Which party, how it was said, and the routes of C-241 that were told. No reason is asked (O-4)."""

    party: UUID
    routes: tuple[str, ...]
    explanation: str = personal(default="")
    way: ConsentWay = ConsentWay.READ_OUT
    language: Spoken = Spoken.CHINESE
    answered_by: str = personal(default="")


@action(
    "case.decline",
    on=Case,
    needs=Permission.APPLY,
    merges="state",
    given=Declined,
    workflow=CASE,
    policies=(agreement_not_in_force,),
    label=_("A party declines"),
    law="R-108, 人民调解法 art.17, 23",
)
def decline(case: Case, given: Declined, *, by: Actor, at: Moment) -> Case:
    """One clear refusal ends the mediation, at every step. Raises ``Invalid`` when no route was told (R-113)."""
    row = participant(case, given.party)
    _answered(row, ConsentAnswer.DECLINED, given, by=by, at=at)
    _end(case, "declined", given.routes, given.explanation, at)
    return case


@dataclass(frozen=True)
class Withdrawn(Declined):
    """Which applicant takes the application back; otherwise as ``Declined``."""


@action(
    "case.withdraw",
    on=Case,
    needs=Permission.APPLY,
    merges="state",
    given=Withdrawn,
    workflow=CASE,
    policies=(agreement_not_in_force,),
    label=_("The application is withdrawn"),
    law="R-111",
)
def withdraw(case: Case, given: Withdrawn, *, by: Actor, at: Moment) -> Case:
    """The applicant takes the application back. Raises ``Refused`` for a party of the other side."""
    row = participant(case, given.party)
    if row.side != APPLICANTS:
        raise Refused(
            "not-applicant",
            noop("Only the applicant withdraws an application."),
            law="R-111",
            way_out=noop("Choose “A party declines”; no reason is needed."),
        )
    _answered(row, ConsentAnswer.WITHDRAWN, given, by=by, at=at)
    _end(case, "withdrawn", given.routes, given.explanation, at)
    return case


def _answered(row: CaseParty, answer: ConsentAnswer, given: Declined, *, by: Actor, at: Moment) -> None:
    """Who ended it stands in the consent ledger."""
    said = ConsentInput(
        row.party_id, ConsentKind.MEDIATION, answer, given.way, RIGHTS_TEXT, given.language, given.answered_by
    )
    make_consent(row.party, said, by=by, at=at).save()


@dataclass(frozen=True)
class Terminated:
    """Reason of C-223 and the routes of C-241 that were told. Undisputed facts only with every party's word (R-132)."""

    reason: str
    routes: tuple[str, ...]
    explanation: str = personal(default="")
    undisputed_facts: str = personal(default="")
    facts_agreed_by: tuple[UUID, ...] = ()


@action(
    "case.terminate",
    on=Case,
    needs=Permission.MEDIATE,
    merges="state",
    given=Terminated,
    workflow=CASE,
    policies=(under_its_committee, agreement_not_in_force),
    label=_("End without agreement"),
    law="R-113, 人民调解法 art.26",
)
def terminate(case: Case, given: Terminated, *, by: Actor, at: Moment) -> Case:
    """End mediation that led to nothing; the parties are told the other routes.

    Raises ``Invalid`` for a reason that has its own action and without routes; ``Refused`` for "time is over" while
    it is not, and for undisputed facts that a party has not agreed to (R-132).
    """
    reason = check_code("C-223", given.reason).code
    if reason in OWN_ACTIONS:
        raise Invalid(
            "own-action",
            noop("This reason is recorded by its own step."),
            law="R-108",
            fields={"reason": noop("Choose another reason.")},
        )
    if reason == "expired":
        _is_over(case, at)
    if given.undisputed_facts.strip():
        _both_accept(case, given)
        case.undisputed_facts = given.undisputed_facts
    _end(case, reason, given.routes, given.explanation, at)
    return case


def _is_over(case: Case, at: Moment) -> None:
    row = case.clocks.filter(kind=ClockKind.MEDIATION, stopped_at=None).first()
    if row is not None and (row.due_at is None or row.due_at >= at.happened):
        raise Refused(
            "not-expired",
            noop("The time limit is not over yet."),
            law="R-210",
            way_out=noop("Choose the reason for which mediation really ends."),
        )


def _both_accept(case: Case, given: Terminated) -> None:
    agreed = participants(case, given.facts_agreed_by, field="facts_agreed_by") if given.facts_agreed_by else []
    waiting = lacking(case, {row.pk for row in agreed})
    if waiting:
        raise Refused(
            "facts-disputed",
            noop("Undisputed facts are recorded only when every party accepts them; missing: %(who)s."),
            law="R-132",
            way_out=noop("Leave them out, or ask the parties."),
            params={"who": names_of(waiting)},
        )


def _end(case: Case, reason: str, routes: tuple[str, ...], words: str, at: Moment) -> None:
    told_routes(case, routes, words)
    case.ended_at, case.end_reason = at.happened, reason
    end_pause(case, at)
    hold = _running_hold(case)
    if hold is not None:
        hold.ended_at = at.happened
        hold.save()
    case.save()
    emit("case.ended", case.pk, {"reason": reason})


@dataclass(frozen=True)
class FraudSuspected:
    """What looks like sham mediation, and to whom it was reported."""

    facts: str = personal()
    reported_to: str = personal(default="")


@action(
    "case.hold_for_fraud",
    on=Case,
    needs=Permission.MEDIATE,
    merges="state",
    given=FraudSuspected,
    workflow=CASE,
    policies=(under_its_committee,),
    label=_("Hold: sham mediation suspected"),
    law="R-133",
)
def hold_for_fraud(case: Case, given: FraudSuspected, *, by: Actor, at: Moment) -> Case:
    """Hold the case and open a report; a running mediation clock stands still. Raises ``Invalid`` without facts."""
    if not given.facts.strip():
        raise Invalid("no-text", noop("Say what was noticed."), fields={"facts": noop("This is needed.")})
    row = FraudHold(stream=case.dispute_id, case=case, began_at=at.happened, began_by=by.uid)
    row.facts, row.reported_to = given.facts, given.reported_to
    row.save()
    case.held_in = case.state
    case.save()
    if case.state != State.EFFECTIVE:
        pause(case, PauseReason.OTHER, "", at)
    emit("case.held", case.pk)
    return case


def _running_hold(case: Case) -> FraudHold | None:
    found: FraudHold | None = case.fraud_holds.filter(ended_at=None).first()
    return found


def second_person(case: Case, by: Actor, at: Moment) -> None:
    """A hold is lifted by somebody else than who began it (R-133). Raises ``Refused``."""
    hold = _running_hold(case)
    if hold is not None and by.uid is not None and hold.began_by == by.uid:
        raise Refused(
            "second-person",
            noop("A second person has to look at this."),
            law="R-133",
            way_out=noop("Ask a colleague of the committee or its director."),
        )


@dataclass(frozen=True)
class HoldLifted:
    """What was found."""

    finding: str = personal()


@action(
    "case.release_hold",
    on=Case,
    needs=Permission.MEDIATE,
    merges="state",
    given=HoldLifted,
    workflow=CASE,
    policies=(under_its_committee, second_person),
    label=_("Lift the hold"),
    law="R-133",
)
def release_hold(case: Case, given: HoldLifted, *, by: Actor, at: Moment) -> Case:
    """A second person lifts the hold; the case goes on where it stood. Raises ``Invalid`` without a finding."""
    if not given.finding.strip():
        raise Invalid("no-text", noop("Say what was found."), fields={"finding": noop("This is needed.")})
    hold = _running_hold(case)
    if hold is not None:
        hold.ended_at, hold.ended_by, hold.finding = max(at.happened, hold.began_at), by.uid, given.finding
        hold.save()
    if case.held_in not in (State.SUSPENDED, State.EFFECTIVE):
        end_pause(case, at)
    case.state, case.held_in = State(case.held_in), ""
    case.save()
    return case
