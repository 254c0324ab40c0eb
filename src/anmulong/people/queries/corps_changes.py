"""What changed about committees and mediators in a period: the notice to the court (人民调解法 art. 10, R-106)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from anmulong.lawbook.public import code_label
from anmulong.orgs.public import Organisation, committees_between, members_between, terms_between
from anmulong.people.enums import CorpsChangeKind
from anmulong.people.queries.mediators import changed_between


@dataclass(frozen=True)
class CorpsChange:
    """One change: the day, the body, what happened, to whom, in which post or kind, and why."""

    on: date
    body: str
    kind: CorpsChangeKind
    name: str = ""
    post: str = ""
    reason: str = ""


def corps_changes(county: str, first: date, last: date) -> list[CorpsChange]:
    """Every change from ``first`` to ``last``, both included, by day and body."""
    found = [
        *_bodies(county, first, last),
        *_terms(county, first, last),
        *_members(county, first, last),
        *_mediators(county, first, last),
    ]
    return sorted(
        (change for change in found if first <= change.on <= last),
        key=lambda change: (change.on, change.body, list(CorpsChangeKind).index(change.kind), change.name),
    )


def _bodies(county: str, first: date, last: date) -> Iterator[CorpsChange]:
    bodies: list[Organisation] = committees_between(county, first, last)
    for body in bodies:
        if body.began_on is not None:
            yield CorpsChange(body.began_on, body.name, CorpsChangeKind.COMMITTEE_FOUNDED)
        if body.ended_on is not None:
            yield CorpsChange(body.ended_on, body.name, CorpsChangeKind.COMMITTEE_ENDED)


def _terms(county: str, first: date, last: date) -> Iterator[CorpsChange]:
    for term in terms_between(county, first, last):
        how = str(term.get_elected_by_display())
        yield CorpsChange(term.began_on, term.organisation.name, CorpsChangeKind.TERM_BEGAN, post=how)


def _members(county: str, first: date, last: date) -> Iterator[CorpsChange]:
    for row in members_between(county, first, last):
        body, post = row.organisation.name, code_label("C-910", row.post)
        yield CorpsChange(row.since, body, CorpsChangeKind.MEMBER_JOINED, row.name, post)
        if row.until is not None:
            why = str(row.get_end_reason_display())
            yield CorpsChange(row.until, body, CorpsChangeKind.MEMBER_LEFT, row.name, post, why)


def _mediators(county: str, first: date, last: date) -> Iterator[CorpsChange]:
    for row in changed_between(county, first, last):
        body, kind, name = row.organisation.name, str(row.get_kind_display()), row.mediator.name
        yield CorpsChange(row.since, body, CorpsChangeKind.MEDIATOR_ENGAGED, name, kind)
        if row.ended_on is not None:
            why = str(row.get_end_reason_display())
            yield CorpsChange(row.ended_on, body, CorpsChangeKind.MEDIATOR_LEFT, name, kind, why)
