"""The banner as its files give it, and the actor who loads it."""

from pathlib import Path

import pytest

from anmulong.journal.public import Actor, system
from anmulong.orgs.public import CountyLoaded, load_county, parse_divisions, parse_organisations
from anmulong.orgs.rules import DivisionRow, OrganisationRow
from tests.factories.kept import kept


DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture
def machine() -> Actor:
    """The system itself, acting in the banner."""
    return system("otog")


@pytest.fixture(scope="session")
def division_rows() -> list[DivisionRow]:
    return parse_divisions((DATA / "divisions" / "otog.csv").read_text("utf-8"))


@pytest.fixture(scope="session")
def organisation_rows(division_rows: list[DivisionRow]) -> list[OrganisationRow]:
    return parse_organisations((DATA / "organisations" / "otog.toml").read_text("utf-8"), division_rows)


@pytest.fixture
def otog(
    db: None, machine: Actor, division_rows: list[DivisionRow], organisation_rows: list[OrganisationRow]
) -> CountyLoaded:
    """The whole banner in the store."""
    return kept("otog", lambda: load_county("otog", division_rows, organisation_rows, by=machine))


@pytest.fixture
def every_place(db: None, machine: Actor, division_rows: list[DivisionRow]) -> CountyLoaded:
    """All places of the banner, without a single body."""
    return kept("every place", lambda: load_county("otog", division_rows, [], by=machine))


@pytest.fixture
def few_places(db: None, machine: Actor, division_rows: list[DivisionRow]) -> CountyLoaded:
    """The banner, its towns, and every gacha of two of them, without a single body: quicker than the whole."""
    wanted = ("otog/sumitu-sumu", "otog/aerbasi-sumu")
    few = [row for row in division_rows if row.given.level < 3 or row.slug.startswith(wanted)]
    return kept("few places", lambda: load_county("otog", few, [], by=machine))
