"""The corps of the demonstration: lawful committees, and one of each kind that is not (R-104, R-105)."""

from datetime import date, datetime, timedelta
from random import Random

import pytest

from anmulong.base import clock
from anmulong.journal.enums import StoreKind
from anmulong.kernel.clock import LOCAL, FixedClock
from anmulong.ops.demo.corps import appoint_corps
from anmulong.ops.demo.staff import open_accounts
from anmulong.ops.first_start import prepare, shipped_county
from anmulong.orgs.enums import DivisionLevel
from anmulong.orgs.public import Composition, committees, compositions
from anmulong.people.public import may_preside, mediators


TODAY = date(2026, 11, 20)
SINCE = TODAY - timedelta(days=1130)


@pytest.fixture
def county(db: None) -> str:
    """The banner with its staff and its corps."""
    files, chance = shipped_county(), Random(7)  # invented people
    with clock.simulated(FixedClock(datetime(2026, 11, 20, 9, tzinfo=LOCAL))):
        by, _ = prepare(StoreKind.DEMO, files)
        open_accounts(files.county, chance, since=SINCE, by=by)
        appoint_corps(files.county, chance, since=SINCE, until=TODAY, by=by)
        assert appoint_corps(files.county, chance, since=SINCE, until=TODAY, by=by) == 0
    return files.county


def test_the_corps_shows_what_the_law_asks(county: str) -> None:
    """About sixty mediators on three tiers; whoever has an account may preside where the post is."""
    people = mediators(county)
    assert 55 <= len(people) <= 90
    linked = [each for each in people if each.account]
    assert len(linked) >= 20
    elected: list[Composition] = [each for each in compositions(committees(county), TODAY) if each.term]
    assert {each.committee.tier for each in elected} == set(DivisionLevel)
    found = sorted(fault.code for each in elected for fault in each.faults)
    assert found == ["no-woman", "term-ends-soon", "term-over"]
    published = [each for each in elected if each.profile and each.profile.published_at]
    assert len(published) == len(elected) - 2
    for each in elected:
        for member in each.members:
            if member.mediator:
                assert may_preside(member.mediator, each.committee.pk, TODAY)
