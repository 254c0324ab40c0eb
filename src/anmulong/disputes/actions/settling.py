"""A matter ends in a result: settled on the spot, or guided; and whoever raised it is answered (O-3, R-113, R-531)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.disputes.enums import AnswerWay, Arrived, ContactWay, GuidanceReceipt, Nature, OnTheSpot, Permission
from anmulong.disputes.models import Contact, Dispute, Guidance
from anmulong.disputes.rules import is_owner_or_unit
from anmulong.disputes.workflow import MATTER
from anmulong.journal.public import Actor, Moment, action, emit, personal
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.wording import noop
from anmulong.lawbook.public import check_code


@dataclass(frozen=True)
class Settlement:
    """What was arranged. ``both_willing``: each side agreed of its own will, one tick each (O-3)."""

    result: str = personal()
    way: OnTheSpot = OnTheSpot.PERSUASION
    both_willing: bool = False
    evidence: str = personal(default="")
    follow_up_on: date | None = None


@action(
    "dispute.settle_on_the_spot",
    on=Dispute,
    needs=Permission.HANDLE,
    merges="state",
    given=Settlement,
    workflow=MATTER,
    policies=(is_owner_or_unit,),
    label=_("Settle on the spot"),
    law="O-3",
)
def settle_on_the_spot(dispute: Dispute, given: Settlement, *, by: Actor, at: Moment) -> Dispute:
    """Record that the matter was settled by talking (劝解): it binds nobody and counts in no mediation figure (O-3).

    Refused unless both sides were willing; a service or a removed danger needs no willingness.
    """
    if not given.result.strip():
        raise Invalid("no-result", noop("Say what was arranged."), fields={"result": noop("This is needed.")})
    if given.way == OnTheSpot.PERSUASION and not given.both_willing:
        raise Refused(
            "not-willing",
            noop("Nobody is pushed: both sides must be willing."),
            law="O-3, 人民调解法 art.3",
            way_out=noop("If one side is not willing, guide the people to the other lawful channels."),
        )
    if dispute.nature == Nature.UNKNOWN:
        dispute.nature = Nature.DISPUTE
    dispute.settled_way = given.way
    _conclude(dispute, given.result, by=by, at=at)
    dispute.evidence = given.evidence or dispute.evidence
    dispute.follow_up_on = given.follow_up_on
    dispute.save()
    emit("dispute.settled", dispute.pk)
    return dispute


def _conclude(dispute: Dispute, result: str, *, by: Actor, at: Moment) -> None:
    dispute.result = result
    dispute.result_at, dispute.result_by = at.happened, by.uid


@dataclass(frozen=True)
class GuidanceGiven:
    """Routes of C-241 that were named, the reason of C-240 if one applies, what was said, and how the paper with them
    was handed over (F-12)."""

    routes: tuple[str, ...]
    gate_code: str = ""
    explanation: str = personal(default="")
    evidence: str = personal(default="")
    receipt: GuidanceReceipt = GuidanceReceipt.NONE


@action(
    "dispute.guide",
    on=Dispute,
    needs=Permission.HANDLE,
    merges="state",
    given=GuidanceGiven,
    workflow=MATTER,
    policies=(is_owner_or_unit,),
    label=_("Guide to another channel"),
    law="R-113",
)
def guide(dispute: Dispute, given: GuidanceGiven, *, by: Actor, at: Moment) -> Dispute:
    """Name the other lawful routes; a lawful result like settlement. Raises ``Invalid`` without any route (R-113)."""
    if not given.routes:
        raise Invalid(
            "no-route",
            noop("Name at least one lawful channel."),
            law="R-113",
            fields={"routes": noop("Tick what was told.")},
        )
    for code in given.routes:
        check_code("C-241", code)
    if given.gate_code:
        check_code("C-240", given.gate_code)
    row = Guidance(
        dispute=dispute,
        routes=list(given.routes),
        gate_code=given.gate_code,
        told_at=at.happened,
        account=by.uid,
        receipt=given.receipt,
    )
    row.explanation = given.explanation
    row.save()
    if dispute.nature == Nature.UNKNOWN:
        dispute.nature = Nature.DISPUTE
    _conclude(dispute, given.explanation or "、".join(given.routes), by=by, at=at)
    dispute.evidence = given.evidence or dispute.evidence
    dispute.save()
    emit("dispute.guided", dispute.pk, {"routes": list(given.routes)})
    return dispute


@dataclass(frozen=True)
class Answer:
    """How whoever raised it was answered, and what; or that he is anonymous or wants none (有回音)."""

    way: AnswerWay
    text: str = personal(default="")


@action(
    "dispute.answer",
    on=Dispute,
    needs=Permission.HANDLE,
    merges="append",
    given=Answer,
    workflow=MATTER,
    policies=(is_owner_or_unit,),
    label=_("Record the answer given"),
    law="O-3",
)
def answer(dispute: Dispute, given: Answer, *, by: Actor, at: Moment) -> Dispute:
    """Record the answer; a later one stands in place of the earlier, which the journal keeps.

    Raises ``Invalid`` for an empty answer; ``Refused`` when "wants none" contradicts the report.
    """
    if given.way == AnswerWay.NONE_WANTED:
        if dispute.reports.filter(wants_answer=True).exists() and not given.text.strip():
            raise Refused(
                "answer-wanted",
                noop("Whoever raised it wants an answer."),
                law="O-3",
                way_out=noop("Give the answer, or say in words why none is wanted any more."),
            )
    elif not given.text.strip():
        raise Invalid("no-text", noop("Say what was answered."), fields={"text": noop("This is needed.")})
    dispute.answer_way = given.way
    dispute.answer_text = given.text
    dispute.answered_at, dispute.answered_by = at.happened, by.uid
    dispute.save()
    return dispute


@dataclass(frozen=True)
class FollowUp:
    """A visit after the result: how, reached or not, how it stands."""

    way: ContactWay
    reached: bool = True
    said: str = personal(default="")
    whom: str = personal(default="")
    uid: UUID | None = None


@action(
    "dispute.follow_up",
    on=Dispute,
    needs=Permission.HANDLE,
    merges="append",
    given=FollowUp,
    workflow=MATTER,
    label=_("Record a follow-up visit"),
    law="R-211",
)
def follow_up(dispute: Dispute, given: FollowUp, *, by: Actor, at: Moment) -> Dispute:
    """Record a follow-up (回访); one that reached nobody leaves the visit due."""
    row = Contact(
        dispute=dispute, way=given.way, reached=given.reached, follow_up=True, happened_at=at.happened, account=by.uid
    )
    if given.uid is not None:
        row.uid = given.uid
    row.whom, row.said = given.whom, given.said
    row.save()
    if given.reached:
        dispute.followed_up_at = at.happened
        dispute.save()
    return dispute


@dataclass(frozen=True)
class ArrivalAsked:
    """What the people said who were guided elsewhere: got there, not yet, turned away …"""

    arrived: Arrived
    said: str = personal(default="")


@action(
    "dispute.ask_arrival",
    on=Dispute,
    needs=Permission.HANDLE,
    merges="append",
    given=ArrivalAsked,
    workflow=MATTER,
    label=_("Ask whether they got there"),
    law="R-113, R-211",
)
def ask_arrival(dispute: Dispute, given: ArrivalAsked, *, by: Actor, at: Moment) -> Dispute:
    """Record whether people who were guided elsewhere got there; asked again later while they have not.

    Raises ``Refused`` when nobody was guided.
    """
    row = dispute.guidance.order_by("-told_at", "-uid").first()
    if row is None:
        raise Refused("not-guided", noop("Nobody was guided elsewhere in this matter."), law="R-113")
    row.arrived, row.arrived_said = given.arrived, given.said
    row.asked_at, row.asked_by = at.happened, by.uid
    row.save()
    dispute.asks_arrival = given.arrived in (Arrived.NOT_YET, Arrived.NOT_REACHED)
    dispute.save()
    return dispute
