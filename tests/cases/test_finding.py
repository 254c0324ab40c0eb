"""Who sees a case, in what order, and what its page holds (O-4, style rule 13)."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anmulong.base import clock
from anmulong.base.guards import guarded, trusted
from anmulong.base.scoping import Order, Scope
from anmulong.cases.models.case import WAYS_IN
from anmulong.cases.public import Case, CaseFilter, Missing, NotAccepted, Performed, case_page, cases_in_scope, cases_of
from anmulong.disputes.enums import Fact, RestrictedWhy
from anmulong.disputes.public import Restriction
from anmulong.journal.public import Actor
from anmulong.kernel.clock import local_day
from anmulong.kernel.ids import new_uid
from tests.factories.cases import Docket
from tests.factories.people import make_account


def scope_of(person: Actor) -> Scope:
    return person.rights.scope(clock.now())


def seen(person: Actor, **wanted: object) -> list[UUID]:
    """The cases on the first page of the list of a person."""
    given = CaseFilter(**wanted)  # type: ignore[arg-type]  # names and types of the filter's fields
    return [row.pk for row in cases_in_scope(scope_of(person), given).page(given.in_order, 50).rows]


def test_o4_a_case_is_seen_where_its_dispute_is(docket: Docket) -> None:
    """The own committee, the town, the banner; not the neighbour, the other town, an administrator."""
    case, office = docket.mediating(), docket.office
    assert [seen(person) for person in (docket.mediator, office.clerk, office.director)] == [[case]] * 3
    outsiders = [office.other_mediator, office.other_clerk, make_account(office.county, "system_admin").actor()]
    assert [seen(person) for person in outsiders] == [[]] * 3


def test_o4_a_restricted_case_is_hidden_with_its_dispute(docket: Docket) -> None:
    """From registration on, and from the moment of a restriction."""
    born = docket.accepted(matter=docket.office.register(by=docket.mediator, facts=(Fact.VIOLENCE,)))
    later = docket.mediating()
    colleague = make_account(docket.office.county, "gacha_mediator").actor()
    assert seen(colleague) == [later]
    docket.act(
        docket.office.director, "dispute.restrict", Restriction(RestrictedWhy.OTHER), docket.row(later).dispute_id
    )
    assert seen(colleague) == []
    assert seen(docket.office.clerk) == []
    assert seen(docket.office.director) == [later, born]
    assert seen(docket.mediator) == [later, born]


def test_o4_an_excluded_relative_meets_neither_dispute_nor_case(docket: Docket) -> None:
    relative = make_account(docket.office.county, "gacha_mediator").actor()
    case = docket.accepted()
    assert seen(relative) == [case]
    given = Restriction(RestrictedWhy.OTHER, excluded=(relative.uid,) if relative.uid else ())
    docket.act(docket.office.director, "dispute.restrict", given, docket.row(case).dispute_id)
    assert seen(relative) == []


def test_lists_in_two_orders(docket: Docket) -> None:
    """By acceptance, latest first; by the next date, soonest first: an application has only the latter."""
    first, second, asked = docket.accepted(), docket.mediating(), docket.applied()
    assert seen(docket.mediator) == [second, first]
    assert set(seen(docket.mediator, order="due")) == {asked, first, second}
    assert seen(docket.mediator, order="due")[0] == asked


def test_filters(docket: Docket) -> None:
    case, other = docket.mediating(), docket.applied()
    docket.do("case.refuse_acceptance", NotAccepted(("court_suit",)), other)
    row = docket.row(case)
    assert seen(docket.mediator, mediator=docket.person) == [case]
    assert seen(docket.mediator, number=row.number, open_only=True, committee=docket.committee) == [case]
    assert seen(docket.mediator, kinds=("medical",)) == []
    assert seen(docket.mediator, states=("mediating",), division=row.gacha) == [case]
    assert seen(docket.mediator, order="due", states=("refused",)) == []
    today = local_day(clock.now())
    assert seen(docket.mediator, begin=today, end=today) == [case]
    assert seen(docket.mediator, begin=today + timedelta(days=1)) == []


def test_cases_of_a_dispute(docket: Docket) -> None:
    case = docket.row(docket.applied())
    docket.do("case.refuse_acceptance", NotAccepted(("court_suit",)), case.pk)
    with trusted():
        assert [row.pk for row in cases_of(case.dispute)] == [case.pk]


def test_the_page_reads_every_list_once(docket: Docket) -> None:
    case = docket.mediating()
    docket.session(case)
    with guarded():
        rows = cases_in_scope(scope_of(docket.mediator), CaseFilter())
        page = case_page(rows.get(case))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            for _ in range(2):
                assert [row.party.name for row in page.present] == ["巴特尔", "苏和"]
                assert [row.mediator for row in page.mediators] == [docket.person]
                assert page.people[docket.person].name == "苏日娜"
                assert (len(page.sessions), page.agreement, page.obligations, page.gaps) == (1, None, [], [])
                assert [row.kind for row in page.clocks] == ["mediation", "acceptance"]
                assert set(page.consents) == {row.party_id for row in page.parties}
        assert len(queries) <= 10


def test_the_page_of_a_case_in_force(docket: Docket) -> None:
    """Agreement, signatures and obligations are those of the edition that stands."""
    case = docket.closed()
    docket.do("case.record_performance", Performed(text="已全部付清", done=True), case)
    with trusted():
        page = case_page(docket.row(case))
        assert page.agreement is not None
        assert [row.kind for row in page.signatures] == ["party", "party", "mediator", "seal"]
        assert [(row.position, row.state) for row in page.obligations] == [(1, "done")]
        counts = [page.performances, page.visits, page.editions, page.gaps, page.holds, page.outside_events]
        assert [len(rows) for rows in counts] == [1, 1, 1, 0, 0, 0]
        others = [page.agents, page.invitations, page.investigations, page.suspensions, page.extensions]
        assert others == [[]] * 5


def test_the_page_says_what_the_start_needs(docket: Docket) -> None:
    with trusted():
        page = case_page(docket.row(docket.accepted()))
        assert Missing("no-mediator") in page.gaps


@pytest.mark.parametrize("order", ["accepted", "due", "nonsense"])
def test_an_unknown_order_is_the_usual_one(docket: Docket, order: str) -> None:
    case = docket.accepted()
    assert seen(docket.mediator, order=order) == [case]


@pytest.mark.parametrize(
    ("name", "order", "more"),
    [
        ("applied", Order(("applied_at",)), {}),
        ("due", Order(("due_at",), descending=False), {"due_at__isnull": False}),
    ],
)
@pytest.mark.parametrize("short", WAYS_IN)
def test_each_way_into_the_list_is_one_range_of_an_index(
    docket: Docket, short: str, name: str, order: Order, more: dict[str, bool]
) -> None:
    """The first page of a list is read in order by county and way in: nothing is sorted, no whole county is sifted."""
    way = WAYS_IN[short]
    columns = list(dict.fromkeys(("county", way)))
    [index] = [each for each in Case._meta.indexes if each.name == f"cases_{short}_{name}"]
    assert [field.strip("-") for field in index.fields] == [*columns, *order.columns, "uid"]
    if connection.vendor == "sqlite":  # a small table of PostgreSQL is read as a whole, whatever stands beside it
        wanted = {**({way: new_uid()} if way != "county" else {}), "county": docket.office.county.key, **more}
        with trusted():
            plan = Case.objects.filter(**wanted).order_by(*order.names())[:26].explain()
        assert f"{index.name} ({' AND '.join(f'{column}=?' for column in columns)}" in plan
        assert "TEMP B-TREE" not in plan
