"""What kind of matter it is, how grave, and who may read it (C-301, R-511, O-4)."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.disputes.actions.aftermath import set_colour
from anmulong.disputes.actions.restricting import close_where_demanded
from anmulong.disputes.enums import Colour, Fact, Nature, Permission, RestrictedWhy, State
from anmulong.disputes.models import ColourChange, Dispute, Exclusion
from anmulong.disputes.rules import People, Yuan, is_owner_or_unit, is_restricted, may_lower, restricted_why
from anmulong.disputes.workflow import MATTER
from anmulong.journal.public import Actor, Moment, action, personal
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.wording import noop
from anmulong.lawbook.public import check_code, dispute_type


@dataclass(frozen=True)
class Triage:
    """What the matter is found to be. ``small_matter`` (six smalls) only with that nature; facts of domain.md 5.3."""

    nature: Nature
    kind: str = ""
    small_matter: str = ""
    forecast: str = ""
    scale: str = ""
    facts: tuple[Fact, ...] = ()
    people_count: People | None = None
    amount_at_stake: Yuan | None = None
    reason: str = personal(default="")


@action(
    "dispute.triage",
    on=Dispute,
    needs=Permission.TRIAGE,
    merges="state",
    given=Triage,
    workflow=MATTER,
    policies=(is_owner_or_unit,),
    label=_("Assess"),
)
def triage(dispute: Dispute, given: Triage, *, by: Actor, at: Moment) -> Dispute:
    """Say what it is: a dispute, a hidden danger, one of the six smalls, or not a dispute (then with a reason).

    Raises ``Invalid`` for a code that does not hold, or a missing reason.
    """
    if given.nature == Nature.UNKNOWN:
        raise Invalid("no-nature", noop("Say what it is."), fields={"nature": noop("This is needed.")})
    if given.nature == Nature.NO_DISPUTE and not given.reason.strip():
        raise Invalid("no-reason", noop("Say why it is not a dispute."), fields={"reason": noop("This is needed.")})
    if given.nature == Nature.SMALL_MATTER:
        check_code("six_smalls", given.small_matter)
    dispute.nature = given.nature
    dispute.small_matter = given.small_matter if given.nature == Nature.SMALL_MATTER else ""
    _take_facts(dispute, given)
    if given.nature == Nature.NO_DISPUTE:
        dispute.state = State.NO_DISPUTE
        dispute.result, dispute.result_at, dispute.result_by = given.reason, at.happened, by.uid
    else:
        dispute.state = State.HANDLING
    dispute.save()
    return dispute


def _take_facts(dispute: Dispute, given: Triage) -> None:
    if given.kind:
        dispute_type(given.kind)
        dispute.kind = given.kind
    if given.forecast:
        check_code("C-303", given.forecast)
        dispute.forecast = given.forecast
    if given.scale:
        check_code("C-310", given.scale)
        dispute.scale = given.scale
    if given.facts:
        dispute.facts = sorted({*dispute.facts, *(str(fact) for fact in given.facts)})
    if given.people_count is not None:
        dispute.people_count = given.people_count
    if given.amount_at_stake is not None:
        dispute.amount_at_stake = given.amount_at_stake
    close_where_demanded(dispute)


@dataclass(frozen=True)
class Grading:
    """The colour a person sets, with the reason."""

    colour: Colour
    reason: str = personal()


@action(
    "dispute.grade",
    on=Dispute,
    needs=Permission.GRADE,
    merges="state",
    given=Grading,
    workflow=MATTER,
    label=_("Set the colour"),
    law="R-511",
)
def grade(dispute: Dispute, given: Grading, *, by: Actor, at: Moment) -> Dispute:
    """Raise freely; lower only as another person than who raised it, and with a reason (R-511, T-24)."""
    if not given.reason.strip():
        raise Invalid("no-reason", noop("A colour needs a reason."), fields={"reason": noop("This is needed.")})
    if given.colour == dispute.colour:
        raise Refused("same-colour", noop("The matter has this colour already."), law="R-511")
    if given.colour == Colour.GREEN:
        raise Refused(
            "green-is-earned",
            noop("Green is for settled matters only."),
            law="R-511",
            way_out=noop("Record the result first; the colour follows by itself."),
        )
    may_lower(dispute, given.colour, by.uid)
    change = ColourChange(
        dispute=dispute,
        colour=given.colour,
        before=dispute.colour,
        by_rule=False,
        reasons=[{"code": "person", "colour": str(given.colour)}],
        changed_at=at.happened,
        changed_by=by.uid,
    )
    change.reason_text = given.reason
    change.save()
    set_colour(dispute, str(given.colour), [{"code": "person", "colour": str(given.colour)}], at)
    dispute.colour_by = by.uid
    dispute.save()
    return dispute


@dataclass(frozen=True)
class Restriction:
    """Why, and whose accounts must not see it because they are relatives."""

    why: RestrictedWhy
    reason: str = personal(default="")
    excluded: tuple[UUID, ...] = ()


@action(
    "dispute.restrict",
    on=Dispute,
    needs=Permission.RESTRICT,
    merges="state",
    given=Restriction,
    workflow=MATTER,
    label=_("Restrict who may read"),
    law="O-4",
)
def restrict(dispute: Dispute, given: Restriction, *, by: Actor, at: Moment) -> Dispute:
    """Restrict a matter: from now on only its handler and people with clearance meet it (O-4)."""
    dispute.restricted = True
    dispute.restricted_why = given.why
    dispute.save()
    known = set(dispute.exclusions.filter(ended_at=None).values_list("account", flat=True))
    for account in given.excluded:
        if account not in known:
            Exclusion(dispute=dispute, account=account, began_at=at.entered).save()
    return dispute


@dataclass(frozen=True)
class Lifting:
    """Why the restriction may end."""

    reason: str = personal()


@action(
    "dispute.lift_restriction",
    on=Dispute,
    needs=Permission.RESTRICT,
    merges="state",
    given=Lifting,
    workflow=MATTER,
    policies=(is_restricted,),
    label=_("Lift the restriction"),
    law="O-4",
)
def lift_restriction(dispute: Dispute, given: Lifting, *, by: Actor, at: Moment) -> Dispute:
    """Open a restricted matter again; refused while a fact still demands the restriction."""
    if not given.reason.strip():
        raise Invalid(
            "no-reason", noop("Lifting a restriction needs a reason."), fields={"reason": noop("This is needed.")}
        )
    minor = any(place.party.is_minor for place in dispute.sides.select_related("party"))
    if restricted_why(dispute.forecast, dispute.facts, dispute.kind, minor_party=minor):
        raise Refused(
            "still-needed",
            noop("The facts of this matter still demand the restriction."),
            law="O-4",
            way_out=noop("Correct the facts first, if they were recorded wrongly."),
        )
    dispute.restricted, dispute.restricted_why = False, ""
    dispute.save()
    return dispute
