"""Bringing a county's places and bodies into a store, on the road and without doing anything twice."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from uuid import uuid5

from anmulong.base.guards import trusted
from anmulong.journal.public import Actor, Call, perform_batch
from anmulong.kernel.wording import Message, noop
from anmulong.orgs.models import Division, Organisation
from anmulong.orgs.rules import NAMESPACE, DivisionRow, OrganisationRow, RowProblem


COMPARED = {
    "division.add": ("name", "level", "kind", "parent"),
    "organisation.found": (
        *("name", "kind", "tier", "division", "parent", "short_name", "committee_kind", "professional_kind"),
    ),
}


@dataclass
class CountyLoaded:
    """What became of a county's files: rows added, rows that stand there already, rows with a problem.

    A row that stands there with other values is left as it is and named: the store knows better, and what a
    person has changed is changed by a person.
    """

    divisions: int = 0
    organisations: int = 0
    unchanged: int = 0
    problems: list[tuple[str, RowProblem]] = field(default_factory=list)


def load_county(
    county: str, divisions: Sequence[DivisionRow], organisations: Sequence[OrganisationRow], *, by: Actor
) -> CountyLoaded:
    """Add the places tier by tier, then the bodies, each after the one above it. The same files twice add nothing.

    ``by`` must act in ``county`` (ValueError). Rows that an action refuses are in ``problems`` with their file, row
    and column; the others are in the store.
    """
    if by.county != county:
        message = f"{by.county} does not load the files of {county}"
        raise ValueError(message)
    loaded = CountyLoaded()
    for _, tier in groupby(sorted(divisions, key=lambda row: row.given.level), key=lambda row: row.given.level):
        loaded.divisions += _load("division.add", list(tier), by, loaded)
    for _, depth in groupby(sorted(organisations, key=lambda row: row.depth), key=lambda row: row.depth):
        loaded.organisations += _load("organisation.found", list(depth), by, loaded)
    return loaded


def _load(action: str, rows: Sequence[DivisionRow] | Sequence[OrganisationRow], by: Actor, loaded: CountyLoaded) -> int:
    model = Division if action == "division.add" else Organisation
    with trusted():
        stored = {row.pk: row for row in model.objects.filter(county=by.county, pk__in=[row.uid for row in rows])}
    missing = {uuid5(NAMESPACE, f"load:{by.county}:{row.uid}"): row for row in rows if row.uid not in stored}
    for row in rows:
        if row.uid in stored:
            _compare(action, row, stored[row.uid], loaded)
    report = perform_batch((Call(action, row.given, operation=key) for key, row in missing.items()), by=by)
    for key, error in report.refused.items():
        columns = error.fields or {"": error.message}
        for column, text in columns.items():
            _problem(action, missing[key], column, text, loaded)
    loaded.unchanged += report.repeated
    return len(report.done) - report.repeated


def _compare(
    action: str, row: DivisionRow | OrganisationRow, stored: Division | Organisation, loaded: CountyLoaded
) -> None:
    differing = [name for name in COMPARED[action] if _value(stored, name) != getattr(row.given, name)]
    for name in differing:
        _problem(action, row, name, Message(noop("The store has another value; change it on the page.")), loaded)
    loaded.unchanged += not differing


def _value(stored: Division | Organisation, name: str) -> object:
    return getattr(stored, f"{name}_id" if name in ("parent", "division") else name)


def _problem(action: str, row: DivisionRow | OrganisationRow, column: str, text: Message, loaded: CountyLoaded) -> None:
    file = "divisions" if action == "division.add" else "organisations"
    loaded.problems.append((file, RowProblem(row.number, column, text)))
