"""Branches: what a scope lets through, each row once, in one order, by however many branches (architecture.md 5)."""

from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anmulong.base.recording import loading
from anmulong.base.scoping import NOTHING, Area, Branches, Order, Scope
from anmulong.disputes.models import Dispute, Exclusion
from anmulong.kernel.errors import NotFound
from anmulong.kernel.ids import new_uid


COUNTY, STRANGE = "otog", "uxin"
START = datetime(2026, 3, 2, 2, tzinfo=UTC)
TOWNS = [UUID(int=number) for number in (1, 2)]
GACHAS = [UUID(int=number) for number in (11, 12, 13, 14)]
BODIES = [UUID(int=number) for number in (21, 22, 23)]
PEOPLE = [UUID(int=number) for number in (31, 32, 33)]
ORDERS = [
    Order(("registered_at",)),
    Order(("registered_at",), descending=False),
    Order(("colour_rank", "registered_at")),
    Order(("colour_rank", "registered_at"), descending=False),
]
slow_data = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def matter(number: int, chance: Random) -> Dispute:
    """Some matter somewhere; many share their times, so that pages meet ties."""
    place = chance.randrange(4)
    restricted = chance.random() < 0.25
    owner = chance.choice([None, *BODIES])
    at = START + timedelta(minutes=chance.randrange(4))
    return Dispute(
        county=STRANGE if chance.random() < 0.15 else COUNTY,
        number=str(number),
        source="walk_in",
        town=TOWNS[place // 2],
        gacha=chance.choice([None, GACHAS[place]]),
        owner_organisation=owner,
        owner_person=chance.choice([None, *PEOPLE]) if owner else None,
        registered_by=chance.choice([None, *PEOPLE]),
        offered_organisation=chance.choice([None, None, *BODIES]),
        offered_person=chance.choice([None, None, *PEOPLE]),
        restricted=restricted,
        restricted_why="minor" if restricted else "",
        colour_rank=chance.randrange(1, 4),
        requested_at=at,
        registered_at=at,
        updated_at=at,
    )


@pytest.fixture
def matters(db: None) -> list[Dispute]:
    """Eighty matters in two counties; some keep a relative out (O-4)."""
    chance = Random(20260302)
    rows = [matter(number, chance) for number in range(80)]
    out = [
        Exclusion(
            county=row.county,
            dispute=row,
            account=account,
            began_at=START,
            ended_at=chance.choice([None, START]),
        )
        for row in rows
        for account in chance.sample(PEOPLE, chance.randrange(3))
    ]
    with loading("rows for reading"):
        Dispute.objects.bulk_create(rows)
        Exclusion.objects.bulk_create(out)
    return rows


def draw_scope(granted: list[UUID]) -> st.SearchStrategy[Scope]:
    """Any scope that a person may have."""
    areas = [Area("county"), *(Area("town", uid) for uid in TOWNS), *(Area("gacha", uid) for uid in GACHAS)]
    return st.builds(
        Scope,
        county=st.sampled_from([COUNTY, STRANGE, ""]),
        areas=st.lists(st.sampled_from(areas), max_size=3, unique=True).map(tuple),
        account=st.sampled_from([None, *PEOPLE]),
        organisations=st.lists(st.sampled_from(BODIES), max_size=2, unique=True).map(tuple),
        restricted=st.booleans(),
        case_data=st.sampled_from([True, True, True, False]),
        granted=st.lists(st.sampled_from(granted), max_size=2, unique=True).map(lambda uids: lambda: uids),
    )


def visible(row: Dispute, scope: Scope) -> bool:
    """The rule in plain words, without a database (O-4, architecture.md 5)."""
    if not scope.county or row.county != scope.county or not scope.case_data:
        return False
    out = {item.account for item in row.exclusions.all() if item.ended_at is None}
    if scope.account in out and scope.account is not None:
        return False
    levels = {"county": None, "town": row.town, "gacha": row.gacha}
    by_area = any(area.uid is None or levels[area.level] == area.uid for area in scope.areas)
    by_unit = row.owner_organisation in scope.organisations or row.offered_organisation in scope.organisations
    mine = scope.account is not None and scope.account in (row.owner_person, row.offered_person)
    told_by_me = scope.account is not None and row.registered_by == scope.account and not row.restricted
    open_enough = scope.restricted or not row.restricted
    return mine or told_by_me or row.pk in set(scope.granted()) or (open_enough and (by_area or by_unit))


@slow_data
@given(data=st.data())
def test_a_scope_shows_exactly_its_rows(matters: list[Dispute], data: st.DataObject) -> None:
    scope = data.draw(draw_scope([row.pk for row in matters]))
    expected = {row.pk for row in Dispute.objects.prefetch_related("exclusions") if visible(row, scope)}
    branches = Dispute.objects.in_scope(scope)
    seen = branches.uids()
    assert len(seen) == len(set(seen)), "no row comes twice"
    assert set(seen) == expected
    assert branches.count() == len(expected)
    assert sorted(row.pk for row in branches.few()) == sorted(expected)
    assert branches.exists() == bool(expected)
    assert sum(branches.tally("colour_rank").values()) == len(expected)
    for row in matters[:10]:
        assert branches.contains(row.pk) == (row.pk in expected)


@slow_data
@given(data=st.data(), order=st.sampled_from(ORDERS), size=st.integers(1, 9))
def test_pages_walk_through_every_row_once(
    matters: list[Dispute], data: st.DataObject, order: Order, size: int
) -> None:
    """Keyset over ties, in both directions, over several branches: the same as one sorted list."""
    scope = data.draw(draw_scope([row.pk for row in matters]))
    branches = Dispute.objects.in_scope(scope)
    expected = sorted(branches, key=order.key, reverse=order.descending)
    walked: list[Dispute] = []
    after = None
    while True:
        page = branches.page(order, size, after)
        walked += page.rows
        if not page.more:
            break
        assert len(page.rows) == size
        after = order.key(page.rows[-1])
    assert [row.pk for row in walked] == [row.pk for row in expected]
    assert [row.pk for row in branches.in_order(order)] == [row.pk for row in expected]


def test_a_count_stops_at_its_cap(matters: list[Dispute]) -> None:
    scope = Scope(COUNTY, areas=(Area("town", TOWNS[0]), Area("town", TOWNS[1])), restricted=True)
    total = len(Dispute.objects.in_scope(scope).uids())
    assert Dispute.objects.in_scope(scope).count(cap=total) == total
    assert Dispute.objects.in_scope(scope).count(cap=10) == 11


def test_narrowing_keeps_the_scope(matters: list[Dispute]) -> None:
    scope = Scope(COUNTY, areas=(Area("town", TOWNS[0]),))
    branches = Dispute.objects.in_scope(scope)
    red = branches.filter(colour_rank=3)
    rest = branches.exclude(colour_rank=3)
    assert set(red.uids()) | set(rest.uids()) == set(branches.uids())
    assert not set(red.uids()) & set(rest.uids())
    assert {row.town for row in branches} == {TOWNS[0]}


def test_outside_and_missing_are_told_in_the_same_words(matters: list[Dispute]) -> None:
    branches = Dispute.objects.in_scope(Scope(COUNTY, areas=(Area("town", TOWNS[0]),)))
    outside = next(row for row in matters if row.county == STRANGE)
    said = []
    for uid in (outside.pk, new_uid()):
        with pytest.raises(NotFound) as missing:
            branches.get(uid)
        said.append((missing.value.code, str(missing.value), str(missing.value.way_out)))
    assert said[0] == said[1]


def test_nobody_asks_nothing(matters: list[Dispute]) -> None:
    with CaptureQueriesContext(connection) as queries:
        for scope in (Scope.nobody(), Scope.nobody(COUNTY), Scope(COUNTY, areas=(Area("county"),), case_data=False)):
            assert list(Dispute.objects.in_scope(scope)) == []
    assert len(queries) == 0
    assert Dispute.branches_for(Scope.nobody(COUNTY)) == [NOTHING]


def test_no_or_reaches_the_database(matters: list[Dispute]) -> None:
    """Each branch is one index range; an OR over areas would read the table."""
    scope = Scope(COUNTY, areas=tuple(Area("gacha", uid) for uid in GACHAS), organisations=(BODIES[0],))
    with CaptureQueriesContext(connection) as queries:
        Dispute.objects.in_scope(scope).page(ORDERS[0], 5)
    keys, rows = (query["sql"] for query in queries.captured_queries)
    assert " OR " not in keys + rows
    assert keys.count('."gacha" = ') == 4
    assert keys.count(" LIMIT 6") == 6 + 1, "each branch gives no more than the page needs"
    assert rows.count(" IN (") == 1


def test_one_branch_needs_no_merging(db: None) -> None:
    assert isinstance(Dispute.objects.in_scope(Scope(COUNTY, areas=(Area("county"),), restricted=True)), Branches)
    assert Dispute.branches_for(Scope(COUNTY, areas=(Area("county"),), restricted=True)) == [Q(county=COUNTY)]
