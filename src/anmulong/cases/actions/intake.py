"""How a case comes in: applied for, accepted, or refused and guided (R-201 … R-209, 人民调解法 art. 17)."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.cases.actions.admitting import lawful_to_accept, pass_gate
from anmulong.cases.enums import Link, Permission, WayIn
from anmulong.cases.models import Case, CaseParty
from anmulong.cases.rules import under_its_committee
from anmulong.cases.workflow import CASE
from anmulong.disputes.public import Dispute, DisputeParty
from anmulong.journal.public import Actor, Done, Moment, action, emit, next_number, personal
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid, NotFound, Refused
from anmulong.kernel.ids import new_uid
from anmulong.kernel.numbering import Series
from anmulong.kernel.wording import noop
from anmulong.lawbook.public import check_code
from anmulong.orgs.public import Organisation, organisation


WAY_SOURCE = {WayIn.APPLICATION: "party", WayIn.OWN_INITIATIVE: "committee", WayIn.TRANSFER: "department"}
USUAL_SOURCE = {
    Link.COURT_BEFORE_FILING: "court",
    Link.COURT_AFTER_FILING: "court",
    Link.COURT_SUMMARY: "court",
    Link.POLICE: "police",
    Link.PROCURATORATE: "procuratorate",
    Link.PETITION: "petition",
    Link.DEPARTMENT: "department",
}
"""The code of C-302 that a way in or a link means, when the clerk names none."""


@dataclass(frozen=True)
class Application:
    """What is asked for, and of which committee. ``parties`` are uids of the dispute's parties, all when left out.

    ``request``: what the applicant wants; ``facts``: what stands behind it (R-202); both in the people's words
    (R-208). A closed case is taken up again by ``case.reopen``.
    """

    dispute: UUID
    committee: UUID
    request: str = personal()
    facts: str = personal(default="")
    way_in: WayIn = WayIn.APPLICATION
    link: Link = Link.NONE
    source: str = ""
    oral: bool = True
    amount_at_stake: Decimal | None = None
    public_session: bool | None = None
    parties: tuple[UUID, ...] = ()
    uid: UUID | None = None


@action(
    "case.apply",
    on=Case,
    needs=Permission.APPLY,
    merges="append",
    creates=True,
    given=Application,
    workflow=CASE,
    also=lambda given: (given.dispute,),
    label=_("Apply"),
    law="R-201, R-208",
)
def apply(given: Application, *, by: Actor, at: Moment) -> Case:
    """Write down an application; the time as told is legal evidence (R-131).

    Needs a definite other side and a definite request (R-202). Raises ``Invalid`` for missing answers or a body that
    is no committee, ``Refused`` while another case over the same dispute is running.
    """
    return applied_for(given, by=by, at=at)


def applied_for(given: Application, *, by: Actor, at: Moment, earlier: UUID | None = None) -> Case:
    """The new case of an application; ``earlier`` is the closed case of the same dispute that it goes on from."""
    dispute = Dispute.objects.in_scope(by.rights.scope(at.entered)).get(given.dispute)
    if not given.request.strip():
        raise Invalid(
            "no-request",
            noop("Write down what is asked for."),
            law="R-202",
            fields={"request": noop("What is wanted?")},
        )
    committee_of_case(by.county, given.committee)
    for running in dispute.cases.all():
        if running.is_open:
            raise Refused(
                "already-running",
                noop("A mediation of this dispute is running already."),
                way_out=noop("Go on with the running case."),
            )
    case = _build(dispute, given, by=by, at=at)
    case.earlier_id = earlier
    places = _places(dispute, given.parties)
    case.party_count = len(places)
    case.save()
    for position, place in enumerate(places):
        CaseParty(
            stream=dispute.pk, case=case, party=place.party, side=place.side, role=place.role, position=position
        ).save()
    emit("case.applied", case.pk, {"dispute": str(dispute.pk)})
    return case


def committee_of_case(county: str, uid: UUID) -> Organisation:
    """The committee. Raises ``Invalid`` for a body that does not mediate (人民调解法 art. 2, O-3)."""
    try:
        found = organisation(county, uid)
    except NotFound as error:
        raise Invalid("unknown-unit", noop("This unit is not on the list.")) from error
    if not found.mediates:
        raise Invalid(
            "no-committee",
            noop("%(unit)s is not a mediation committee. Only a people's mediation committee mediates."),
            law="人民调解法 art.2",
            params={"unit": str(found)},
            fields={"committee": noop("Choose a mediation committee.")},
        )
    return found


def _build(dispute: Dispute, given: Application, *, by: Actor, at: Moment) -> Case:
    source = given.source or USUAL_SOURCE.get(given.link) or WAY_SOURCE[given.way_in]
    case = Case(
        uid=given.uid or new_uid(),
        county=by.county,
        dispute=dispute,
        town=dispute.town,
        gacha=dispute.gacha,
        restricted=dispute.restricted,
        owner_organisation=given.committee,
        owner_person=by.uid if by.organisation == given.committee else None,
        registered_by=by.uid,
        way_in=given.way_in,
        link=given.link,
        source=check_code("C-302", source).code,
        kind=dispute.kind,
        oral_application=given.oral,
        public_session=given.public_session,
        amount_at_stake=given.amount_at_stake if given.amount_at_stake is not None else dispute.amount_at_stake,
        applied_at=at.happened,
        updated_at=at.entered,
    )
    case.request, case.facts = given.request, given.facts or dispute.narrative
    return case


def _places(dispute: Dispute, wanted: tuple[UUID, ...]) -> list[DisputeParty]:
    """The parties of the dispute that take part, in their order; ``Invalid`` without two sides (R-202)."""
    present = list(dispute.sides.filter(left_at=None).select_related("party").order_by("side", "position"))
    chosen = [place for place in present if not wanted or place.party_id in wanted]
    if len({place.side for place in chosen}) < 2 or len(chosen) < len(wanted):
        raise Invalid(
            "one-side",
            noop("Mediation needs a definite other side."),
            law="R-202",
            way_out=noop("Add the other party to the dispute first."),
            fields={"parties": noop("Name at least one party on each side.")},
        )
    return chosen


@dataclass(frozen=True)
class MaterialWanted:
    """What is still needed."""

    what: str = personal()


@action(
    "case.request_material",
    on=Case,
    needs=Permission.ACCEPT,
    merges="state",
    given=MaterialWanted,
    workflow=CASE,
    policies=(under_its_committee,),
    label=_("Ask for material"),
    law="R-202",
)
def request_material(case: Case, given: MaterialWanted, *, by: Actor, at: Moment) -> Case:
    """Ask the applicant for what is missing; the application stays in time. Raises ``Invalid`` without words."""
    if not given.what.strip():
        raise Invalid("no-text", noop("Say what is still needed."), fields={"what": noop("What is still needed?")})
    return case


@dataclass(frozen=True)
class MaterialBrought:
    """What came."""

    what: str = personal(default="")


@action(
    "case.supply_material",
    on=Case,
    needs=Permission.APPLY,
    merges="state",
    given=MaterialBrought,
    workflow=CASE,
    label=_("Material has come"),
    law="R-202",
)
def supply_material(case: Case, given: MaterialBrought, *, by: Actor, at: Moment) -> Case:
    """The applicant brought what was asked for."""
    return case


@dataclass(frozen=True)
class Acceptance:
    """``place_consent``: the committee agrees to mediate though the dispute lies elsewhere (R-203). ``difficulty``
    is a code of C-304. ``gate_reason``: why it is taken on in spite of a warning of the gate of the law (M-12)."""

    difficulty: str = ""
    place_consent: bool = False
    public_session: bool | None = None
    gate_reason: str = personal(default="")


@action(
    "case.accept",
    on=Case,
    needs=Permission.ACCEPT,
    merges="state",
    given=Acceptance,
    workflow=CASE,
    policies=(under_its_committee, lawful_to_accept),
    label=_("Accept"),
    law="R-202, R-203, C-240",
)
def accept(case: Case, given: Acceptance, *, by: Actor, at: Moment) -> Done:
    """Accept the case: it gets its number, gap-free per committee and year (R-212), and its clock of 30 days.

    Raises ``Refused`` where the gate of the law blocks, ``Invalid`` where it warns and no reason is given (M-12).
    """
    found = pass_gate(case, place_consent=given.place_consent, reason=given.gate_reason)
    case.gate_fired, case.gate_reason = [rule.key for rule in found.fired], given.gate_reason.strip()
    committee = committee_of_case(case.county, case.owner_organisation)  # type: ignore[arg-type]  # set by apply
    if given.difficulty:
        case.difficulty = check_code("C-304", given.difficulty).code
    if given.public_session is not None:
        case.public_session = given.public_session
    year = local_day(at.entered).year
    serial = next_number(case.county, f"case:{committee.pk}", year)
    case.number = Series(f"{committee}人调字", year, ordinal=True).number(serial)
    case.accepted_at, case.accepted_by = at.happened, by.uid
    if by.uid is not None:
        case.owner_person = by.uid
    case.save()
    emit("case.accepted", case.pk, {"number": case.number})
    return Done(case, {"number": case.number})


@dataclass(frozen=True)
class NotAccepted:
    """Code of C-240 and the routes of C-241 that were told; ``explanation`` in the people's words (R-113)."""

    routes: tuple[str, ...]
    gate_code: str = ""
    explanation: str = personal(default="")


@action(
    "case.refuse_acceptance",
    on=Case,
    needs=Permission.ACCEPT,
    merges="state",
    given=NotAccepted,
    workflow=CASE,
    policies=(under_its_committee,),
    label=_("Do not accept, and guide"),
    law="R-113, C-240",
)
def refuse_acceptance(case: Case, given: NotAccepted, *, by: Actor, at: Moment) -> Case:
    """Do not accept; the other lawful routes are told. The time of the request stays evidence (R-131)."""
    told_routes(case, given.routes, given.explanation, given.gate_code)
    case.refused_at = at.happened
    case.save()
    emit("case.refused", case.pk, {"routes": list(given.routes)})
    return case


def told_routes(case: Case, routes: tuple[str, ...], explanation: str, gate_code: str = "") -> None:
    """Put the routes that were told on the case. Raises ``Invalid`` without any (R-101, R-113)."""
    if not routes:
        raise Invalid(
            "no-route",
            noop("Name at least one lawful channel."),
            law="R-113",
            fields={"routes": noop("Tick what was told.")},
        )
    case.routes = [check_code("C-241", code).code for code in routes]
    if gate_code:
        case.gate_code = check_code("C-240", gate_code).code
    case.end_note = explanation
