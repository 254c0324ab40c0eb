"""Hints about what lies outside the viewer's scope go to the common superior as a task (O-4)."""

from typing import Any
from uuid import UUID

import pytest

from anmulong.base import clock
from anmulong.disputes.enums import Fact, RestrictedWhy, State, Verdict
from anmulong.disputes.public import (
    Dispute,
    Flagged,
    Judged,
    Likeness,
    Merging,
    Pair,
    Restriction,
    SideInput,
    open_pairs,
)
from anmulong.journal.models import Event
from anmulong.journal.public import Actor, deliver, verify_all
from anmulong.kernel.errors import NotFound, Refused
from anmulong.people.public import PartyInput
from tests.factories.matters import Office, flagged
from tests.factories.people import make_account


OTHER_WORDS = "借款到期未还，经多次催要仍拖延，请求调解。"


def pairs(person: Actor) -> list[Pair]:
    """What waits for the body of this person."""
    return open_pairs(person.rights.scope(clock.now()), person.organisation, most=10)


def named(*names: str) -> tuple[SideInput, ...]:
    return tuple(SideInput(PartyInput(name=name), side=side) for side, name in enumerate(names, start=1))


def beyond(office: Office, **answers: Any) -> tuple[UUID, UUID]:
    """One matter in the other town, then one here whose clerk cannot see it; the worker has looked."""
    usual = {"parties": named("巴特尔", "苏和")}
    earlier = office.register(by=office.other_clerk, division=office.county.gachas[2], **{**usual, **answers})
    later = office.register(**{**usual, **answers})
    deliver()
    return later, earlier


def test_o4_the_common_superior_is_asked_and_the_registrar_told_nothing(office: Office) -> None:
    later, earlier = beyond(office)
    likeness = Likeness.objects.get()
    assert (likeness.dispute, likeness.other, likeness.relapse) == (later, earlier, False)
    assert likeness.reasons == ["text", "names"]
    assert (likeness.town, likeness.gacha, likeness.restricted) == (None, None, False)
    assert likeness.organisation == office.county.bureau, "no governance centre has anybody: the bureau leads"
    assert [(pair.later.pk, pair.earlier.pk) for pair in pairs(office.director)] == [(later, earlier)]
    assert [pairs(person) for person in (office.clerk, office.other_clerk, office.second)] == [[], [], []]
    assert verify_all().findings == []


def test_the_governance_centre_goes_first(office: Office) -> None:
    centre = make_account(office.county, "centre_clerk").actor()
    beyond(office)
    assert (len(pairs(centre)), pairs(office.director)) == (1, [])


def test_inside_one_town_the_town_is_asked(office: Office) -> None:
    """Two mediators of two gacha, who see their own committees only."""
    director = make_account(office.county, "town_director").actor()
    office.register(by=office.other_mediator, division=office.county.gachas[1])
    office.register(by=office.mediator)
    deliver()
    likeness = Likeness.objects.get()
    assert (likeness.organisation, likeness.town) == (office.second.organisation, office.county.towns[0])
    assert len(pairs(office.second)) == 1, "the justice office comes before the government"
    assert (pairs(director), pairs(office.director)) == ([], [])


def test_who_sees_both_is_hinted_while_typing_and_makes_no_task(office: Office) -> None:
    office.register()
    office.register()
    office.register(by=office.director, division=office.county.gachas[3])
    deliver()
    assert not Likeness.objects.exists()


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({"what": OTHER_WORDS, "parties": named("巴特尔", "王福")}, 0),
        ({"what": OTHER_WORDS, "parties": named("巴特尔", "苏和")}, 1),
        ({"parties": named("王福", "李强")}, 1),
    ],
)
def test_one_name_alone_is_no_likeness(office: Office, answers: dict[str, Any], asked: int) -> None:
    office.register(by=office.other_clerk, division=office.county.gachas[2])
    office.register(**answers)
    deliver()
    assert Likeness.objects.count() == asked


def test_restricted_matters_are_asked_of_the_cleared_only(office: Office) -> None:
    """A relative in the gacha's committee and a clerk without clearance learn nothing."""
    gacha = make_account(office.county, "gacha_director").actor()
    office.register(by=office.second, facts=(Fact.VIOLENCE,))
    office.register(by=office.mediator)
    deliver()
    likeness = Likeness.objects.get()
    assert (likeness.restricted, likeness.gacha, likeness.town) == (True, None, office.county.towns[0])
    assert [len(pairs(person)) for person in (gacha, office.clerk, office.second)] == [0, 0, 1]


def test_a_matter_restricted_since_is_shown_to_the_cleared_only(office: Office) -> None:
    gacha = make_account(office.county, "gacha_director").actor()
    grid = make_account(office.county, "grid_worker", organisation=office.county.town_committees[0]).actor()
    earlier = office.register(by=office.mediator)
    office.register(by=grid)
    deliver()
    assert len(pairs(gacha)) == 1
    office.act(office.director, "dispute.restrict", Restriction(RestrictedWhy.OTHER), earlier)
    assert pairs(gacha) == []


def test_news_told_twice_asks_once(office: Office) -> None:
    beyond(office)
    Event.objects.filter(kind="dispute.registered").update(handled_at=None)
    deliver()
    assert Likeness.objects.count() == 1


def test_who_has_left_the_post_sees_nothing_any_more(office: Office) -> None:
    """Then the own committee's other matter lies outside too."""
    office.register()
    person = make_account(office.county, "town_clerk").actor()
    office.register(by=person)
    Event.objects.filter(payload__account=str(office.clerk.uid)).update(handled_at=clock.now())
    given = {"account": str(person.uid), "post": str(office.second.post)}
    Event.objects.filter(handled_at=None, kind="dispute.registered").update(payload=given)
    deliver()
    assert Likeness.objects.count() == 1


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_person_ends_it_with_name_and_time(office: Office, verdict: Verdict) -> None:
    beyond(office)
    likeness = Likeness.objects.get()
    office.act(office.director, "likeness.judge", Judged(verdict), likeness.pk)
    row = Likeness.objects.get()
    assert (row.verdict, row.ended_by, row.ended_at is None) == (verdict, office.director.uid, False)
    assert pairs(office.director) == []
    with pytest.raises(Refused, match="already-judged"):
        office.act(office.director, "likeness.judge", Judged(verdict), likeness.pk)


def test_only_who_sees_both_may_judge(office: Office) -> None:
    later, earlier = beyond(office)
    likeness = Likeness.objects.get()
    for person in (office.clerk, office.other_clerk):
        with pytest.raises(NotFound):
            office.act(person, "likeness.judge", Judged(Verdict.SAME), likeness.pk)
    given = Flagged(later, earlier, office.county.bureau, ())
    with pytest.raises(Refused, match="machine-only"):
        office.act(office.director, "likeness.flag", given)


def test_a_struck_off_one_may_have_flared_up(office: Office) -> None:
    """The relapse hint of O-4 goes the same way."""
    earlier = office.struck_off(division=office.county.gachas[0])
    later = office.register(by=office.other_clerk, division=office.county.gachas[2])
    deliver()
    likeness = Likeness.objects.get()
    assert (likeness.dispute, likeness.other, likeness.relapse) == (later, earlier, True)
    assert office.row(earlier).state == State.STRUCK_OFF


def test_a_pair_that_was_merged_meanwhile_waits_for_nobody(office: Office) -> None:
    later = office.register(by=office.other_clerk, division=office.county.gachas[2])
    flagged(office, later, office.register())
    assert len(pairs(office.director)) == 1
    office.act(office.director, "dispute.merge", Merging(Dispute.objects.exclude(pk=later).get().pk), later)
    assert pairs(office.director) == []
