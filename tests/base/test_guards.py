"""Request code reads through scopes only: whoever forgets the scope gets an error, not somebody else's rows."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse

from anmulong.base.guards import UnscopedReadError, guarded, is_guarding, trusted
from anmulong.base.middleware import GuardReads
from anmulong.base.scoping import Area, Scope
from anmulong.journal.public import system
from anmulong.orgs.models import Division, DivisionCode
from tests.journal.asking import add_banner


SCOPE = Scope("otog", areas=(Area("county"),), restricted=True)


@pytest.fixture
def banner(db: None) -> Division:
    """One row to read."""
    return Division.objects.get(pk=add_banner(system("otog")))


READS: dict[str, Callable[[], Any]] = {
    "list": lambda: list(Division.objects.all()),
    "get": lambda: Division.objects.get(name="鄂托克旗"),
    "first": Division.objects.first,
    "count": Division.objects.count,
    "exists": lambda: Division.objects.filter(level=1).exists(),
    "aggregate": Division.objects.aggregate,
    "iterator": lambda: list(Division.objects.iterator()),
    "values": lambda: list(Division.objects.values_list("name")),
    "in_bulk": Division.objects.in_bulk,
    "raw": lambda: list(Division.objects.raw("SELECT * FROM orgs_division")),
    "dates": lambda: list(Division.objects.dates("valid_from", "year")),
}


@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_a_read_without_a_scope_fails(banner: Division, read: Callable[[], Any]) -> None:
    with guarded(), pytest.raises(UnscopedReadError):
        read()
    read()


def test_a_scoped_read_passes(banner: Division) -> None:
    with guarded():
        assert Division.objects.in_scope(SCOPE).get(banner.pk) == banner
        assert [row.pk for row in Division.objects.in_scope(SCOPE).filter(level=1)] == [banner.pk]


def test_children_of_a_row_in_scope_pass(banner: Division) -> None:
    with guarded():
        row = Division.objects.in_scope(SCOPE).get(banner.pk)
        assert list(row.codes.all()) == []
        assert list(DivisionCode.objects.within(row)) == []
        assert row.parent is None
        row.refresh_from_db()


@pytest.mark.parametrize("join", [lambda a, b: a | b, lambda a, b: a ^ b, lambda a, b: a.union(b)])
def test_rows_in_scope_cannot_carry_others_in(banner: Division, join: Callable[[Any, Any], Any]) -> None:
    [scoped] = Division.objects.in_scope(SCOPE)._parts
    with guarded():
        for left, right in ((scoped, Division.objects.all()), (Division.objects.all(), scoped)):
            with pytest.raises(UnscopedReadError):
                list(join(left, right))
        assert len(list(join(scoped, scoped.filter(level=2)))) == 1


def test_the_guard_stands_for_the_length_of_a_request(banner: Division) -> None:
    seen = []

    def page(request: HttpRequest) -> HttpResponse:
        seen.append(is_guarding())
        with trusted():
            seen.append(is_guarding())
        with pytest.raises(UnscopedReadError):
            Division.objects.count()
        return HttpResponse()

    GuardReads(page)(HttpRequest())
    assert seen == [True, False]
    assert not is_guarding()
