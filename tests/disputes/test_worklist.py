"""My work looks by hand for what is known by name; it finds neither more nor less than the scope and the condition."""

import pytest

from anmulong.base import clock
from anmulong.disputes.public import Dispute, LedgerFilter, Viewer, ledger
from anmulong.disputes.queries.worklist import conditions, piles
from tests.factories.life import STAFF, make_life


@pytest.mark.parametrize("role", STAFF)
def test_each_pile_holds_what_scope_and_condition_hold(db: None, role: str) -> None:
    by, now = make_life().people[role].actor(), clock.now()
    scope, viewer = by.rights.scope(now), Viewer(by.uid, by.organisation, now)
    wanted = conditions(viewer)
    for pile in piles(scope, viewer):
        expected = Dispute.objects.in_scope(scope).filter(wanted[pile.name][0]).uids()
        assert (pile.name, pile.count) == (pile.name, len(expected))
        assert {row.pk for row in pile.rows} <= set(expected)


def test_days_of_registration_narrow_the_list_by_change_too(db: None) -> None:
    """What was registered since a day was changed since that day; nothing is lost by saying so."""
    by, now = make_life().people["banner_director"].actor(), clock.now()
    scope, viewer = by.rights.scope(now), Viewer(by.uid, by.organisation, now)
    begin = min(row.registered_at for row in Dispute.objects.in_scope(scope)).date()
    by_change = ledger(scope, LedgerFilter("all", begin=begin, order="changed"), viewer).uids()
    assert set(by_change) == set(ledger(scope, LedgerFilter("all", begin=begin), viewer).uids()) != set()
