"""What each engine says about broken rules, and its own check."""

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from anmulong.base.recording import loading
from anmulong.base.sql import (
    AppendOnly,
    TokenIndex,
    broken_rule,
    edition,
    holding,
    integrity_findings,
    lost_a_race,
    renew_statistics,
    thawed,
)
from anmulong.disputes.models import DisputeDocument
from anmulong.journal.models import Counter, Entry, Event
from anmulong.kernel.ids import new_uid
from anmulong.orgs.models import Division, Organisation
from tests.factories.people import make_county


def broken(*rows: object) -> str:
    """The rule that the rows break together."""
    with pytest.raises(IntegrityError) as error, transaction.atomic(), loading("rows that break a rule"):
        for row in rows:
            row.save(force_insert=True)  # type: ignore[attr-defined]  # rows are model instances
        connection.check_constraints()
    return broken_rule(error.value)


def test_broken_rules_have_one_name_on_both_engines(db: None) -> None:
    twin = {"county": "otog", "series": "trial", "year": 2026}
    assert broken(Counter(**twin), Counter(**twin)) == "unique"
    assert broken(Division(county="otog", level=2, name="x", kind="town")) == "check"
    assert broken(Counter(**{**twin, "year": None})) == "missing"


@pytest.mark.slow
def test_a_missing_link_is_noticed_when_the_transaction_ends(transactional_db: None) -> None:
    with pytest.raises(IntegrityError) as error, transaction.atomic(), loading("a row without its parent"):
        Division(county="otog", level=2, name="x", kind="town", parent_id=new_uid()).save(force_insert=True)
    assert broken_rule(error.value) == "link"


def test_a_locked_database_is_no_lost_race() -> None:
    assert not lost_a_race(OperationalError("database is locked"))
    lost = OperationalError("deadlock detected")
    lost.__cause__ = type("Deadlock", (Exception,), {"sqlstate": "40P01"})()
    assert lost_a_race(lost)
    assert broken_rule(DatabaseError("something else")) == ""


def test_a_sound_database_has_no_findings(db: None) -> None:
    assert integrity_findings() == []
    assert thawed([Entry._meta.db_table]) == []
    assert thawed([Event._meta.db_table]) == [Event._meta.db_table]


def test_operations_can_be_undone_and_repeated(db: None) -> None:
    """Migrations run both ways; freezing twice is freezing once."""
    frozen, index = AppendOnly("Event"), TokenIndex("DisputeDocument")
    vendor = connection.vendor
    with connection.cursor() as cursor:
        for statements in (
            frozen.statements(Event, vendor),
            frozen.statements(Event, vendor),
            frozen.undo_statements(Event, vendor),
            index.undo_statements(DisputeDocument, vendor),
            index.statements(DisputeDocument, vendor),
        ):
            for statement in statements:
                cursor.execute(statement)
    assert frozen.deconstruct() == ("AppendOnly", ["Event"], {})
    assert (frozen.describe(), index.describe()) == ("Make Event append-only", "Index the tokens of DisputeDocument")


def test_postgresql_looks_again_at_its_tables(db: None) -> None:
    """After an import the planner knows how many rows there are; SQLite is left alone."""
    with CaptureQueriesContext(connection) as asked:
        renew_statistics()
    assert [query["sql"] for query in asked] == (["ANALYZE"] if connection.vendor == "postgresql" else [])


def test_an_edition_tells_of_every_change_to_the_rows_of_a_county(db: None) -> None:
    """A new row of either model and a new version of one; rows of another county are no matter of this one."""
    watched = (Division, Organisation)
    nothing = edition(watched, "otog")
    make_county("otog")
    made, whole = edition(watched, "otog"), edition(watched)
    assert ([row[1] for row in nothing], edition(watched, "otog")) == ([0, 0], made)
    assert [row[1:3] for row in made] == [row[1:3] for row in whole]
    with loading("a change by somebody else"):
        Organisation.objects.filter(pk=Organisation._base_manager.values("pk")[:1]).update(version=9)
    assert edition(watched, "otog") not in (made, nothing)
    assert [row[1] for row in edition(watched, "elsewhere")] == [0, 0]


def test_only_the_models_that_hold_a_root_are_named(db: None) -> None:
    """One of several roots is enough; a strange uid is nowhere."""
    county = make_county("otog")
    roots = {Division: "uid", Organisation: "uid"}
    assert holding(roots, [new_uid(), county.gachas[0]]) == [Division]
    assert holding(roots, [new_uid()]) == holding(roots, []) == []
