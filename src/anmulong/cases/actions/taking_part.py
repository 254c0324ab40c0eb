"""Who takes part: agents with their powers, elected representatives, parties who join or leave (R-207, R-222)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.cases.enums import Permission, Power
from anmulong.cases.models import Agent, Case, CaseParty
from anmulong.cases.queries.participants import names_of, participant, participants, present_parties
from anmulong.cases.rules import under_its_committee
from anmulong.cases.workflow import CASE
from anmulong.journal.public import Actor, Done, Moment, action, personal
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.ids import new_uid
from anmulong.kernel.wording import noop
from anmulong.lawbook.public import check_code, parameter_int


@dataclass(frozen=True)
class AgentAppointed:
    """Who acts for a party, with the powers ticked on F-04b; ``lawful``: a guardian, who needs no list.

    ``since_on`` is the day of the action when left out; ``paper`` the stored power of attorney.
    """

    party: UUID
    name: str = personal()
    powers: tuple[Power, ...] = ()
    relation: str = personal(default="")
    identity_number: str = personal(default="")
    telephone: str = personal(default="")
    lawful: bool = False
    since_on: date | None = None
    until_on: date | None = None
    paper: UUID | None = None
    uid: UUID | None = None


@action(
    "case.appoint_agent",
    on=Case,
    needs=Permission.MEDIATE,
    merges="append",
    given=AgentAppointed,
    workflow=CASE,
    policies=(under_its_committee,),
    label=_("Record an agent"),
    law="R-222, F-04b",
)
def appoint_agent(case: Case, given: AgentAppointed, *, by: Actor, at: Moment) -> Done:
    """Record an agent. An agent without the special powers may still speak; only the signature will not count.

    ``facts["agent"]`` is the uid. Raises ``Invalid`` without name or powers, or for a term that ends before it begins.
    """
    row = participant(case, given.party)
    wrong = {}
    if not given.name.strip():
        wrong["name"] = noop("Who acts for the party?")
    if not given.powers and not given.lawful:
        wrong["powers"] = noop("Tick the powers that were given.")
    since = given.since_on or local_day(at.happened)
    if given.until_on is not None and given.until_on < since:
        wrong["until_on"] = noop("The term ends before it begins.")
    if wrong:
        raise Invalid("bad-agent", noop("Some answers about the agent cannot be used; they are marked."), fields=wrong)
    agent = Agent(
        uid=given.uid or new_uid(),
        stream=case.dispute_id,
        case=case,
        party=row,
        lawful=given.lawful,
        powers=sorted({str(power) for power in given.powers}),
        since_on=since,
        until_on=given.until_on,
        paper=given.paper,
    )
    agent.name, agent.relation = given.name.strip(), given.relation
    agent.identity_number, agent.telephone = given.identity_number, given.telephone
    agent.save()
    return Done(case, {"agent": agent.pk})


@dataclass(frozen=True)
class RepresentativesElected:
    """Whom a side elected. ``represented``: who gave the mandate, all others of the side when left out; ``mandate``
    the stored paper. The first representative is the spokesman, who stands for the represented in the records."""

    representatives: tuple[UUID, ...]
    represented: tuple[UUID, ...] = ()
    mandate: UUID | None = None


@action(
    "case.elect_representatives",
    on=Case,
    needs=Permission.MEDIATE,
    merges="append",
    given=RepresentativesElected,
    workflow=CASE,
    policies=(under_its_committee,),
    label=_("Elect representatives"),
    law="R-207",
)
def elect_representatives(case: Case, given: RepresentativesElected, *, by: Actor, at: Moment) -> Case:
    """A side with many people elects representatives, at most as many as the lawbook says.

    Raises ``Refused`` for too many, ``Invalid`` when they are not of one side or stand for nobody.
    """
    chosen = _elected(case, given)
    side = chosen[0].side
    others = [row for row in present_parties(case) if row.side == side and row not in chosen]
    if given.represented:
        wanted = {row.pk for row in participants(case, given.represented, field="represented")}
        others = [row for row in others if row.pk in wanted]
    if not others or (given.represented and len(others) < len(set(given.represented))):
        raise Invalid(
            "represents-nobody",
            noop("Representatives stand for other parties of their own side."),
            law="R-207",
            fields={"represented": noop("Tick who gave the mandate.")},
        )
    for row in chosen:
        row.represented_by = None
        row.save()
    for row in others:
        row.represented_by, row.mandate_at, row.mandate = chosen[0], at.happened, given.mandate
        row.save()
    return case


def _elected(case: Case, given: RepresentativesElected) -> list[CaseParty]:
    """The representatives, the spokesman first."""
    found = {row.pk: row for row in participants(case, given.representatives, field="representatives")}
    if not found or len({row.side for row in found.values()}) > 1:
        raise Invalid(
            "not-one-side",
            noop("Representatives are parties of one side."),
            law="R-207",
            fields={"representatives": noop("Choose among the parties of one side.")},
        )
    most = parameter_int("mediation.representatives_max", local_day(case.accepted_at or case.applied_at))
    if len(found) > most:
        raise Refused(
            "too-many-representatives",
            noop("A side elects at most %(most)s representatives."),
            law="R-207",
            way_out=noop("Let the side choose fewer."),
            params={"most": most},
        )
    first = given.representatives[0]
    return sorted(found.values(), key=lambda row: first not in (row.pk, row.party_id))


@dataclass(frozen=True)
class PartyJoined:
    """A party of the dispute that is to take part; ``role`` is a code of C-309, that of the dispute when left out."""

    party: UUID
    role: str = ""
    uid: UUID | None = None


@action(
    "case.join_party",
    on=Case,
    needs=Permission.MEDIATE,
    merges="append",
    given=PartyJoined,
    workflow=CASE,
    policies=(under_its_committee,),
    label=_("Bring a party in"),
    law="R-207",
)
def join_party(case: Case, given: PartyJoined, *, by: Actor, at: Moment) -> Done:
    """Bring a party of the dispute into the case, or back into it; no session is held with it before it has agreed
    (R-108). ``facts["party"]`` is the uid in the case. Raises ``Invalid`` for whoever is no party of the dispute."""
    place = case.dispute.sides.filter(party=given.party, left_at=None).select_related("party").first()
    if place is None:
        raise Invalid(
            "no-such-party",
            noop("This is no party of the matter."),
            way_out=noop("Add the party to the dispute first."),
            fields={"party": noop("Choose one of the parties.")},
        )
    row = case.parties.filter(party=given.party).first()
    if row is not None and row.left_at is None:
        raise Invalid("joined-already", noop("This party takes part already."))
    if row is None:
        row = CaseParty(
            uid=given.uid or new_uid(),
            stream=case.dispute_id,
            case=case,
            party=place.party,
            side=place.side,
            position=case.parties.count(),
        )
    row.role = check_code("C-309", given.role or place.role).code
    row.left_at = None
    row.save()
    case.party_count += 1
    case.save()
    return Done(case, {"party": row.pk})


@dataclass(frozen=True)
class PartyReleased:
    """Which party takes part no more, and why."""

    party: UUID
    reason: str = personal(default="")


@action(
    "case.release_party",
    on=Case,
    needs=Permission.MEDIATE,
    merges="append",
    given=PartyReleased,
    workflow=CASE,
    policies=(under_its_committee,),
    label=_("Let a party go"),
    law="R-108",
)
def release_party(case: Case, given: PartyReleased, *, by: Actor, at: Moment) -> Case:
    """A party takes part no more, the others go on; the row stays (O-2). Whom it represented speaks for himself again.

    Raises ``Refused`` when a side would be empty: then the mediation is ended, with its routes.
    """
    row = participant(case, given.party)
    rest = [each for each in present_parties(case) if each.pk != row.pk]
    if all(each.side != row.side for each in rest):
        raise Refused(
            "last-of-side",
            noop("%(who)s is the only party of its side."),
            law="R-108, R-202",
            way_out=noop("End the mediation instead; the other routes are told."),
            params={"who": names_of([row])},
        )
    for each in rest:
        if each.represented_by_id == row.pk:
            each.represented_by, each.mandate_at, each.mandate = None, None, None
            each.save()
    row.left_at = at.happened
    row.save()
    case.party_count -= 1
    case.save()
    return case
