"""Who mediates: chosen, assigned, accepted, objected to; what the mediator declares (R-109, R-136)."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.cases.enums import ChosenBy, Declared, MediatorRole, Permission
from anmulong.cases.models import Case, CaseMediator
from anmulong.cases.queries.conflicts import conflict_prompts
from anmulong.cases.queries.participants import participant, participants, present_parties, serving
from anmulong.cases.rules import under_its_committee
from anmulong.cases.workflow import CASE
from anmulong.journal.public import Actor, Done, Moment, action, emit, personal
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid, NotFound, Refused
from anmulong.kernel.wording import noop
from anmulong.people.public import Mediator, may_preside, mediator


@dataclass(frozen=True)
class MediatorChosen:
    """Uid of a mediator of the register and the part in the case. ``agreed_by``: parties who choose or accept at
    once; ``share``: the mediator's part of the work in per cent, if several share it."""

    mediator: UUID
    role: MediatorRole = MediatorRole.LEAD
    agreed_by: tuple[UUID, ...] = ()
    share: Decimal | None = None


@action(
    "case.choose_mediator",
    on=Case,
    needs=Permission.MEDIATE,
    merges="append",
    given=MediatorChosen,
    workflow=CASE,
    policies=(under_its_committee,),
    label=_("Parties choose the mediator"),
    law="R-109, 人民调解法 art.19, 23",
)
def choose_mediator(case: Case, given: MediatorChosen, *, by: Actor, at: Moment) -> Case:
    """The parties choose one or several; who chose has accepted. Raises ``Invalid`` when nobody chose, ``Refused``
    for somebody whom the committee has not engaged."""
    if not given.agreed_by:
        raise Invalid("nobody-chose", noop("Tick the parties who chose."), fields={"agreed_by": noop("Who chose?")})
    return _seat(case, given, ChosenBy.PARTIES, by=by, at=at)


@action(
    "case.assign_mediator",
    on=Case,
    needs=Permission.ACCEPT,
    merges="append",
    given=MediatorChosen,
    workflow=CASE,
    policies=(under_its_committee,),
    label=_("Assign the mediator"),
    law="R-109, 人民调解法 art.19",
)
def assign_mediator(case: Case, given: MediatorChosen, *, by: Actor, at: Moment) -> Case:
    """The committee assigns a mediator; also its answer to an objection. Raises ``Refused`` as above."""
    return _seat(case, given, ChosenBy.COMMITTEE, by=by, at=at)


def _seat(case: Case, given: MediatorChosen, how: ChosenBy, *, by: Actor, at: Moment) -> Case:
    person = _suitable(case, given.mediator, by=by, at=at)
    leads = given.role == MediatorRole.LEAD
    for row in serving(case):
        if row.mediator == person.pk and row.role == given.role:
            raise Invalid("serving-already", noop("%(who)s mediates here already."), params={"who": person.name})
        if row.mediator == person.pk or (leads and row.role == MediatorRole.LEAD):
            row.ended_at = max(at.happened, row.began_at)
            row.save()
    CaseMediator(
        stream=case.dispute_id,
        case=case,
        mediator=person.pk,
        role=given.role,
        chosen_by=how,
        share=given.share,
        began_at=at.happened,
    ).save()
    accepting = {row.pk for row in participants(case, given.agreed_by, field="agreed_by")} if given.agreed_by else set()
    if leads:
        _take_the_chair(case, person, accepting, at)
        emit("case.mediator_changed", case.pk, {"mediator": str(person.pk)})
    return case


def _take_the_chair(case: Case, person: Mediator, accepting: Collection[UUID], at: Moment) -> None:
    """An acceptance is of one person: with another one in the chair every party is asked anew."""
    case.lead_mediator = person.pk
    if person.account is not None:
        case.owner_person = person.account
    case.save()
    for row in present_parties(case):
        row.mediator_accepted_at = at.happened if row.pk in accepting else None
        row.save()


def _suitable(case: Case, uid: UUID, *, by: Actor, at: Moment) -> Mediator:
    try:
        person = mediator(by.county, uid)
    except NotFound as error:
        raise Invalid(
            "no-such-mediator", error.message, fields={"mediator": noop("Choose somebody of the list.")}
        ) from error
    if case.owner_organisation is None or not may_preside(uid, case.owner_organisation, local_day(at.happened)):
        raise Refused(
            "not-engaged",
            noop("%(who)s does not mediate for this committee."),
            law="人民调解法 art.13, 19; R-107",
            way_out=noop("Choose a mediator of the committee."),
            params={"who": person.name},
        )
    if person.account and case.dispute.exclusions.filter(account=person.account, ended_at=None).exists():
        raise Refused(
            "kept-apart",
            noop("%(who)s is kept apart from this matter."),
            law="R-136, O-4",
            way_out=noop("Choose another mediator of the committee."),
            params={"who": person.name},
        )
    return person


@dataclass(frozen=True)
class MediatorAccepted:
    """Which party accepts the presiding mediator."""

    party: UUID


def somebody_presides(case: Case, by: Actor, at: Moment) -> None:
    """There is a presiding mediator to speak about. Raises ``Refused``."""
    if case.lead_mediator is None:
        raise Refused(
            "no-mediator",
            noop("No mediator has been chosen yet."),
            law="R-109",
            way_out=noop("Let the parties choose, or assign one."),
        )


@action(
    "case.accept_mediator",
    on=Case,
    needs=Permission.MEDIATE,
    merges="append",
    given=MediatorAccepted,
    workflow=CASE,
    policies=(under_its_committee, somebody_presides),
    label=_("Party accepts the mediator"),
    law="R-109, 人民调解法 art.23",
)
def accept_mediator(case: Case, given: MediatorAccepted, *, by: Actor, at: Moment) -> Case:
    """A party accepts the presiding mediator; an objection of that party is settled by it."""
    row = participant(case, given.party)
    row.mediator_accepted_at = at.happened
    row.save()
    return case


@dataclass(frozen=True)
class MediatorRejected:
    """Which party objects to the presiding mediator, and why."""

    party: UUID
    reason: str = personal(default="")


@action(
    "case.object_mediator",
    on=Case,
    needs=Permission.APPLY,
    merges="append",
    given=MediatorRejected,
    workflow=CASE,
    policies=(somebody_presides,),
    label=_("Party objects to the mediator"),
    law="R-136",
)
def object_mediator(case: Case, given: MediatorRejected, *, by: Actor, at: Moment) -> Case:
    """A party objects once, with a reason; the committee answers by assigning another mediator, and no session is
    held until the party has accepted one. Raises ``Refused`` the second time, ``Invalid`` without a reason."""
    row = participant(case, given.party)
    if row.objected_at is not None:
        raise Refused(
            "objected-before",
            noop("%(who)s has objected once already; now the director of the committee decides."),
            law="R-136",
            way_out=noop("The director assigns another mediator, or the party ends the mediation."),
            params={"who": row.party.name},
        )
    if not given.reason.strip():
        raise Invalid("no-reason", noop("An objection needs a reason."), fields={"reason": noop("This is needed.")})
    row.objected_at, row.objection, row.mediator_accepted_at = at.happened, given.reason, None
    row.save()
    emit("case.mediator_objected", case.pk)
    return case


@dataclass(frozen=True)
class Declaration:
    """What a mediator declares about this case; ``text`` tells the relation. The presiding one when none is named."""

    declared: Declared
    text: str = personal(default="")
    mediator: UUID | None = None


@action(
    "case.declare_conflict",
    on=Case,
    needs=Permission.MEDIATE,
    merges="append",
    given=Declaration,
    workflow=CASE,
    policies=(under_its_committee, somebody_presides),
    label=_("Mediator's declaration"),
    law="R-136",
)
def declare_conflict(case: Case, given: Declaration, *, by: Actor, at: Moment) -> Done:
    """The mediator declares relations to the case; parties may accept them or object. Blocks nothing.

    ``facts["prompts"]``: codes of what the records say about it (``conflict_prompts``). Raises ``Invalid`` for a
    relation without words and for somebody who does not mediate here.
    """
    wanted = given.mediator or case.lead_mediator
    row = next((each for each in serving(case) if each.mediator == wanted), None)
    if row is None:
        raise Invalid("not-serving", noop("This is no mediator of the case."), fields={"mediator": noop("Choose one.")})
    if given.declared == Declared.RELATION and not given.text.strip():
        raise Invalid("no-text", noop("Say what the relation is."), fields={"text": noop("This is needed.")})
    row.declared, row.declared_text, row.declared_at = given.declared, given.text, at.happened
    row.save()
    prompts = conflict_prompts(case, mediator(case.county, row.mediator), by.rights.scope(at.entered))
    return Done(case, {"prompts": prompts})
