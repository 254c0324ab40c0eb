"""Search, hints, ledger views, piles: one scope under all of them (M-08, O-4, O-5)."""

from datetime import timedelta

import pytest

from anmulong.base import clock
from anmulong.disputes.enums import Colour, Fact, State
from anmulong.disputes.public import (
    VIEWS,
    Assignment,
    LedgerFilter,
    Viewer,
    badge,
    duplicate_hints,
    ledger,
    ledger_page,
    piles,
)
from anmulong.journal.public import Actor
from anmulong.kernel.clock import FixedClock, local_day
from tests.factories.matters import Office


def viewer(person: Actor) -> Viewer:
    return Viewer(person.uid, person.organisation, clock.now())


def found(person: Actor, **wanted: object) -> list[object]:
    scope = person.rights.scope(clock.now())
    rows = ledger(scope, LedgerFilter(**{"view": "all", **wanted}), viewer(person))  # type: ignore[arg-type]
    return sorted(row.pk for row in rows)


@pytest.mark.parametrize("text", ["草场", "牛羊", "北梁", "巴特尔", "苏和", "1234", "17000001234", "000001", "1"])
def test_it_is_found_by_words_names_numbers_and_end_digits(office: Office, text: str) -> None:
    matter = office.register()
    office.register(what="工资没有发", place="工地", reporter="", anonymous=True, parties=(), kind="wages")
    assert found(office.clerk, text=text) == [matter]


@pytest.mark.parametrize("text", ["场边两", "9999", "布和", "…", "%_"])
def test_what_is_not_there_is_not_found(office: Office, text: str) -> None:
    office.register()
    assert found(office.clerk, text=text) == []


def test_o4_the_reporter_is_not_in_the_index(office: Office) -> None:
    office.register(reporter="额尔敦", parties=())
    assert found(office.clerk, text="额尔敦") == []


def test_another_town_finds_nothing(office: Office) -> None:
    office.register()
    assert found(office.other_clerk) == []
    assert found(office.other_clerk, text="草场") == []
    assert badge(office.other_clerk.rights.scope(clock.now()), viewer(office.other_clerk)) == 0


def test_a_parent_kind_finds_its_children(office: Office) -> None:
    matter = office.register(kind="pasture_boundary")
    office.register(kind="wages")
    assert found(office.clerk, kind="forest_land") == [matter]


def test_each_filter_narrows_by_itself(office: Office) -> None:
    """States, place, colour and days of registration, both days included."""
    matter = office.register(division=office.county.gachas[1])
    done, today = office.settled(), local_day(clock.now())
    assert found(office.clerk, states=(State.SETTLED,)) == [done]
    assert found(office.clerk, division=office.county.gachas[1]) == [matter]
    assert found(office.clerk, division=office.county.towns[0]) == sorted([matter, done])
    assert found(office.clerk, colour=Colour.GREEN) == [done]
    assert found(office.clerk, begin=today, end=today) == sorted([matter, done])
    assert found(office.clerk, begin=today + timedelta(days=1)) == []
    assert found(office.clerk, end=today - timedelta(days=1)) == []


def test_who_strikes_nothing_off_has_no_such_pile(office: Office) -> None:
    office.asked()
    scope, who = office.second.rights.scope(clock.now()), viewer(office.second)
    assert {pile.name for pile in piles(scope, who)} - {p.name for p in piles(scope, who, may_strike_off=False)} == {
        "second"
    }


def test_every_saved_view_answers(office: Office) -> None:
    for _ in range(3):
        office.register()
    office.asked()
    scope, who = office.clerk.rights.scope(clock.now()), viewer(office.clerk)
    numbers = {name: len(ledger_page(scope, LedgerFilter(view=name), who).rows) for name in VIEWS}
    assert numbers["all"] == 4
    assert numbers["open"] == 3
    assert numbers["to_strike_off"] == 1
    assert numbers["late"] == 0


def test_pages_follow_each_other_without_gap_or_repeat(office: Office) -> None:
    made = {office.register() for _ in range(7)}
    scope, who, seen, after = office.clerk.rights.scope(clock.now()), viewer(office.clerk), [], None
    while True:
        page = ledger_page(scope, LedgerFilter(view="all"), who, size=3, after=after)
        seen += [row.pk for row in page.rows]
        if not page.more:
            break
        after = (page.rows[-1].registered_at, page.rows[-1].pk)
    assert len(seen) == 7
    assert set(seen) == made


def test_piles_hold_what_waits_for_me(office: Office) -> None:
    matter = office.handled()
    office.act(office.clerk, "dispute.assign", Assignment(office.county.committees[0], office.mediator.uid), matter)
    counts = {
        pile.name: pile.count for pile in piles(office.mediator.rights.scope(clock.now()), viewer(office.mediator))
    }
    assert counts["offered"] == 1
    assert badge(office.mediator.rights.scope(clock.now()), viewer(office.mediator)) == 1


def test_late_is_counted_by_the_clock(office: Office) -> None:
    office.handled()
    with clock.simulated(FixedClock(clock.now() + timedelta(days=5))):
        counts = {pile.name: pile.count for pile in piles(office.clerk.rights.scope(clock.now()), viewer(office.clerk))}
    assert counts["late"] == 1


def test_hints_name_the_same_party_and_similar_words_inside_the_scope_only(office: Office) -> None:
    matter = office.register()
    asked = {"text": "两家草场边界不清，牛羊越界", "names": ("巴特尔",), "division": office.county.gachas[0]}
    office.register(what="邻居半夜唱歌", parties=())
    mine = duplicate_hints(office.clerk.rights.scope(clock.now()), now=clock.now(), **asked)
    assert [hint.dispute.pk for hint in mine] == [matter]
    assert duplicate_hints(office.other_clerk.rights.scope(clock.now()), now=clock.now(), **asked) == []


def test_words_are_compared_for_a_quarter_and_names_as_long_as_a_relapse_counts(office: Office) -> None:
    """disputes.duplicate_days and disputes.relapse_days."""
    matter = office.register()
    told = {"text": "两家草场边界不清，牛羊越界吃草，要求丈量。", "division": office.county.gachas[0]}
    for days, by_words, by_name in ((89, [matter], [matter]), (91, [], [matter]), (181, [], [])):
        now = clock.now() + timedelta(days=days)
        for names, expected in (((), by_words), (("巴特尔",), by_name)):
            hints = duplicate_hints(office.clerk.rights.scope(clock.now()), now=now, names=names, **told)
            assert [hint.dispute.pk for hint in hints] == expected, (days, names)


def test_o4_a_restricted_matter_gives_no_hint_without_clearance(office: Office) -> None:
    office.register(by=office.director, facts=(Fact.HEALTH,))
    scope = office.mediator.rights.scope(clock.now())
    assert duplicate_hints(scope, text="草场边界", names=("巴特尔",), division=None, now=clock.now()) == []
