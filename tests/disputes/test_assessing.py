"""Triage, colours, restrictions (C-301, R-511, O-4, T-24)."""

from decimal import Decimal

import pytest

from anmulong.disputes.enums import Colour, Fact, Nature, RestrictedWhy, State
from anmulong.disputes.public import Grading, Lifting, Restriction, Triage
from anmulong.kernel.errors import Invalid, NotFound, Refused
from tests.factories.matters import Office
from tests.factories.people import make_account


@pytest.mark.parametrize(
    ("given", "state"),
    [
        (Triage(Nature.DISPUTE), State.HANDLING),
        (Triage(Nature.HIDDEN_DANGER), State.HANDLING),
        (Triage(Nature.SMALL_MATTER, small_matter="small_quarrel"), State.HANDLING),
        (Triage(Nature.NO_DISPUTE, reason="属于咨询"), State.NO_DISPUTE),
    ],
)
def test_triage_says_what_it_is(office: Office, given: Triage, state: str) -> None:
    matter = office.register()
    office.act(office.clerk, "dispute.triage", given, matter)
    assert (office.row(matter).state, office.row(matter).nature) == (state, given.nature)


@pytest.mark.parametrize(
    "given", [Triage(Nature.NO_DISPUTE), Triage(Nature.UNKNOWN), Triage(Nature.SMALL_MATTER, small_matter="big")]
)
def test_triage_refuses_half_answers(office: Office, given: Triage) -> None:
    matter = office.register()
    with pytest.raises(Invalid):
        office.act(office.clerk, "dispute.triage", given, matter)
    assert office.row(matter).state == State.REGISTERED


def test_triage_takes_what_is_known_and_adds_to_earlier_facts(office: Office) -> None:
    """C-303, C-310: what is left empty stays as it was."""
    matter = office.register(facts=(Fact.BASIC_LIVING,))
    given = Triage(
        Nature.DISPUTE,
        kind="wages",
        forecast="crime",
        scale="individual",
        facts=(Fact.GATHERING,),
        people_count=4,
        amount_at_stake=Decimal("1200.50"),
    )
    office.act(office.clerk, "dispute.triage", given, matter)
    row = office.row(matter)
    assert (row.kind, row.forecast, row.scale, row.people_count) == ("wages", "crime", "individual", 4)
    assert (row.facts, row.amount_at_stake) == (["basic_living", "gathering"], Decimal("1200.50"))


def test_t24_a_colour_is_lowered_by_another_person(office: Office) -> None:
    matter = office.handled()
    office.act(office.clerk, "dispute.grade", Grading(Colour.RED, "扬言聚集"), matter)
    with pytest.raises(Refused, match="lowered-by-the-same"):
        office.act(office.clerk, "dispute.grade", Grading(Colour.YELLOW, "缓和"), matter)
    assert office.row(matter).colour == Colour.RED
    office.act(office.director, "dispute.grade", Grading(Colour.YELLOW, "到现场看过"), matter)
    assert office.row(matter).colour == Colour.YELLOW
    assert office.row(matter).colour_changes.count() == 2


@pytest.mark.parametrize(("colour", "reason"), [(Colour.RED, " "), (Colour.GREEN, "想快点"), (Colour.BLUE, "不变")])
def test_r511_no_colour_without_a_reason_and_green_is_earned(office: Office, colour: Colour, reason: str) -> None:
    matter = office.handled()
    with pytest.raises((Invalid, Refused)):
        office.act(office.clerk, "dispute.grade", Grading(colour, reason), matter)
    assert office.row(matter).colour == Colour.BLUE


def test_r511_a_rule_raises_over_a_person_and_says_so(office: Office) -> None:
    matter = office.handled()
    office.act(office.clerk, "dispute.grade", Grading(Colour.YELLOW, "双方争吵"), matter)
    office.act(office.clerk, "dispute.triage", Triage(Nature.DISPUTE, facts=(Fact.VIOLENCE,)), matter)
    change = office.row(matter).colour_changes.order_by("uid").last()
    assert (office.row(matter).colour, change.by_rule) == (Colour.RED, True)


def test_o4_a_restricted_matter_hides_from_the_gacha_and_from_relatives(office: Office) -> None:
    committee = make_account(office.county, "gacha_director", at=0).actor()
    matter = office.register(by=office.clerk, division=office.county.gachas[0])
    assert sees(office, committee, matter)
    given = Restriction(RestrictedWhy.OTHER, excluded=(office.second.uid,))
    office.act(office.director, "dispute.restrict", given, matter)
    assert not sees(office, committee, matter)
    assert not sees(office, office.second, matter)
    assert sees(office, office.clerk, matter)
    assert sees(office, office.director, matter)


def test_o4_a_restriction_that_the_facts_demand_stays(office: Office) -> None:
    matter = office.register(by=office.director, facts=(Fact.VIOLENCE,))
    with pytest.raises(Refused, match="still-needed"):
        office.act(office.director, "dispute.lift_restriction", Lifting("没有必要"), matter)
    other = office.register(by=office.director, restricted=RestrictedWhy.OTHER)
    office.act(office.director, "dispute.lift_restriction", Lifting("已过去"), other)
    assert not office.row(other).restricted


def test_o4_a_relative_is_shut_out_once_and_lifting_needs_a_reason(office: Office) -> None:
    matter = office.register(by=office.director, restricted=RestrictedWhy.OTHER)
    office.act(office.director, "dispute.triage", Triage(Nature.DISPUTE, facts=(Fact.VIOLENCE,)), matter)
    assert office.row(matter).restricted_why == RestrictedWhy.OTHER
    for _ in range(2):
        given = Restriction(RestrictedWhy.OTHER, excluded=(office.second.uid,))
        office.act(office.director, "dispute.restrict", given, matter)
    assert office.row(matter).exclusions.count() == 1
    with pytest.raises(Invalid, match="no-reason"):
        office.act(office.director, "dispute.lift_restriction", Lifting(" "), matter)


def sees(office: Office, person: object, matter: object) -> bool:
    from_scope = person.rights.scope(office.row(matter).registered_at)  # type: ignore[attr-defined]
    try:
        type(office.row(matter)).objects.in_scope(from_scope).get(matter)
    except NotFound:
        return False
    return True
