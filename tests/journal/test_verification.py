"""One changed byte anywhere is found, and the column is named (R-723, T-26)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from anmulong.access.models import Account
from anmulong.base import clock
from anmulong.base.crypto import keyring
from anmulong.base.recording import loading
from anmulong.journal.chaining import entry_hash, marks
from anmulong.journal.findings import FindingKind
from anmulong.journal.models import DailyRoot, Entry, Stream
from anmulong.journal.public import (
    Actor,
    Call,
    Verdict,
    perform,
    sign_finished_days,
    verify_all,
    verify_day,
    verify_stream,
)
from anmulong.kernel.clock import FixedClock, local_day
from anmulong.kernel.ids import new_uid
from anmulong.orgs.enums import OrganisationKind, StudioKind
from anmulong.orgs.models import Division, DivisionCode, Organisation
from anmulong.orgs.public import NewStudio
from tests.factories.people import County, make_account, make_county
from tests.frozen import unfrozen
from tests.journal.asking import add_banner, add_town, change, found
from tests.journal.forging import columns, forged
from tests.journal.trials import Words


START = datetime(2026, 3, 2, 2, tzinfo=UTC)


def altered(verdict: Verdict) -> set[str]:
    """Columns that are said to be altered; consequences that the database itself complains of are left out."""
    return {name for finding in verdict.findings if finding.kind is FindingKind.ALTERED for name in finding.columns}


def named(verdict: Verdict) -> set[str]:
    """Columns that are named at all."""
    return {name for finding in verdict.findings for name in finding.columns}


@pytest.fixture
def signed(me: Actor, settings: Settings) -> Iterator[UUID]:
    """A body with a life of three days, each day signed; its uid."""
    settings.STORE = "demo"
    time = FixedClock(START)
    with clock.simulated(time):
        banner = add_banner(me)
        body = found(me, banner, "旗住建局")
        for number in ("62151", "62152"):
            time.advance(days=1)
            change(me, body, telephone=number)
        time.advance(days=1)
        assert sign_finished_days("otog") == 3
        yield body


@pytest.mark.walk
@pytest.mark.parametrize("name", columns(Entry))
def test_every_column_of_an_entry(signed: UUID, name: str) -> None:
    [entry] = Entry.objects.filter(stream=signed, seq=2)
    with forged(entry, name):
        verdict = verify_all()
        assert altered(verdict) == {name}, verdict.findings
    assert verify_all().good


@pytest.mark.parametrize("seq", [1, 3])
@pytest.mark.parametrize("name", ["seq", "hash", "previous", "marks", "stream", "facts"])
def test_the_ends_of_a_chain(signed: UUID, seq: int, name: str) -> None:
    with forged(Entry.objects.get(stream=signed, seq=seq), name):
        assert altered(verify_all()) == {name}


@pytest.mark.parametrize("model", [Entry, DailyRoot])
def test_the_name_of_another_suite(signed: UUID, model: type[Entry | DailyRoot]) -> None:
    """With the other suite's digests no mark fits; only the suite is blamed."""
    with unfrozen():
        model._base_manager.filter(pk=model._base_manager.all()[0].pk).update(suite="gm")
    assert altered(verify_all()) == {"suite"}


@pytest.mark.walk
@pytest.mark.parametrize("name", columns(Stream))
def test_every_column_of_a_stream(signed: UUID, name: str) -> None:
    with forged(Stream.objects.get(pk=signed), name):
        verdict = verify_all()
        assert named(verdict) == {name}, verdict.findings
    assert verify_all().good


@pytest.mark.walk
@pytest.mark.parametrize("name", columns(DailyRoot))
def test_every_column_of_a_daily_root(signed: UUID, name: str) -> None:
    root = DailyRoot.objects.order_by("day")[1]
    with forged(root, name):
        verdict = verify_all()
        assert named(verdict) == {name}, verdict.findings
    assert verify_all().good


# The database's own rules would refuse some forgeries of a department.
FORGEABLE = {
    "committee_kind": {"kind": OrganisationKind.COMMITTEE, "committee_kind": "town"},
    "professional_kind": {
        "kind": OrganisationKind.COMMITTEE,
        "committee_kind": "professional",
        "professional_kind": "labour",
    },
}


@pytest.mark.walk
@pytest.mark.parametrize("name", columns(Organisation))
def test_every_column_of_a_live_row(me: Actor, body: UUID, name: str) -> None:
    given = FORGEABLE.get(name)
    uid = found(me, Division.objects.get().pk, "甲调委会", **given) if given else body
    if name == "studio_kind":
        committee = found(me, Division.objects.get().pk, "甲调委会", **FORGEABLE["committee_kind"])
        studio = NewStudio(committee, "甲工作室", StudioKind.PERSONAL)
        uid = perform(Call("studio.open", studio), by=me).subject
    with forged(Organisation.objects.get(pk=uid), name):
        verdict = verify_all()
        column = Organisation._meta.get_field(name)
        assert named(verdict) == {column.attname}, verdict.findings  # type: ignore[union-attr]  # a stored column
    assert verify_all().good


@pytest.fixture
def person(db: None) -> Account:
    """An account: sealed columns, columns in clear that the journal keeps sealed."""
    county: County = make_county()
    return make_account(county, "town_clerk", telephone="13900000000").account


@pytest.mark.walk
@pytest.mark.parametrize("name", columns(Account))
def test_every_column_of_a_row_with_sealed_columns(person: Account, name: str) -> None:
    with forged(person, name):
        verdict = verify_stream(person.pk) if name != "uid" else verify_all()
        assert named(verdict) == {name}, verdict.findings
    assert verify_stream(person.pk).good


def test_a_child_hung_under_another_root(signed: UUID, me: Actor, trial: None) -> None:
    home = Division.objects.get()
    other = add_town(me, home.pk, "乌兰镇")
    perform(Call("trial.code", Words("1"), subject=other), by=me)
    code = DivisionCode.objects.get()
    DivisionCode._base_manager.filter(pk=code.pk).update(division=home)
    [finding] = verify_all().findings
    assert (finding.kind, finding.columns) == (FindingKind.ALTERED, ("division_id",))


def test_a_missing_entry(signed: UUID) -> None:
    with unfrozen():
        Entry.objects.get(stream=signed, seq=2).delete()
    verdict = verify_stream(signed)
    assert {finding.kind for finding in verdict.findings} == {FindingKind.MISSING, FindingKind.OPEN}
    assert not verdict.good
    assert "An entry is missing before this one." in [str(finding.text) for finding in verdict.findings]


def test_the_last_entry_cut_off_together_with_the_head(signed: UUID) -> None:
    """Somebody who rewinds the stream as well is betrayed by the live row and by the signed root of the day."""
    with unfrozen():
        Entry.objects.get(stream=signed, seq=3).delete()
        last = Entry.objects.get(stream=signed, seq=2)
        Stream.objects.filter(pk=signed).update(head=last.hash, length=2)
    assert named(verify_all()) == {"version", "telephone", "root"}


def test_an_entry_forged_with_all_its_hashes(signed: UUID) -> None:
    """Chains are not keyed: whoever rewrites one to its end is betrayed by the signature over the day."""
    entry = Entry.objects.get(stream=signed, seq=3)
    entry.device = "another"
    suite = keyring().suite
    entry.marks = marks(entry, suite)
    entry.hash = entry_hash(entry, suite)
    with unfrozen():
        entry.save()
        Stream.objects.filter(pk=signed).update(head=entry.hash)
    assert verify_stream(signed).good
    [finding] = verify_all().findings
    assert (finding.kind, finding.columns) == (FindingKind.MISSING, ("root",))


def test_a_removed_row(signed: UUID) -> None:
    Organisation._base_manager.filter(pk=signed).delete()
    [finding] = verify_all().findings
    assert (finding.kind, finding.where) == (FindingKind.MISSING, f"orgs.organisation/{signed}")


def test_an_inserted_row(signed: UUID) -> None:
    body = Organisation.objects.get(pk=signed)
    body.pk, body.name = new_uid(), "旗水利局"
    body._state.adding = True
    with loading("a forger at work"):
        body.save(force_insert=True)
    [finding] = verify_all().findings
    assert (finding.kind, finding.where) == (FindingKind.UNKNOWN, f"orgs.organisation/{body.pk}")


def test_a_key_destroyed_without_an_entry(signed: UUID) -> None:
    Stream.objects.filter(pk=signed).update(key=b"")
    [finding] = verify_all().findings
    assert finding.columns == ("key",)


def test_a_root_that_was_removed(signed: UUID) -> None:
    with unfrozen():
        DailyRoot.objects.order_by("day")[1].delete()
    [finding] = verify_all().findings
    assert (finding.kind, finding.columns) == (FindingKind.MISSING, ("previous",))


def test_a_table_that_is_no_longer_frozen(signed: UUID) -> None:
    name = "journal_entry_no_update" if connection.vendor == "sqlite" else "journal_entry_frozen_rows"
    table = "" if connection.vendor == "sqlite" else " ON journal_entry"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{table}")
    [finding] = verify_all().findings
    assert finding.kind is FindingKind.DATABASE
    assert "journal_entry" in str(finding.text)


def test_a_day(signed: UUID) -> None:
    first = local_day(START)
    verdict = verify_day("otog", first)
    assert (verdict.good, verdict.streams, verdict.roots) == (True, 2, 1)
    with forged(Organisation.objects.get(pk=signed), "telephone"):
        assert named(verify_day("otog", first)) == {"telephone"}
    assert verify_day("otog", first - timedelta(days=9)).findings == []


def test_a_day_that_is_not_signed_yet_is_no_difference(me: Actor) -> None:
    add_banner(me)
    verdict = verify_day("otog", local_day(clock.now()))
    assert verdict.good
    assert [finding.kind for finding in verdict.findings] == [FindingKind.OPEN]


def test_a_chain_that_is_not_there(db: None) -> None:
    [finding] = verify_stream(new_uid()).findings
    assert finding.kind is FindingKind.MISSING


def test_progress_is_told(signed: UUID) -> None:
    seen: list[int] = []
    verdict = verify_all(progress=seen.append)
    assert seen == [2]
    assert (verdict.streams, verdict.entries, verdict.rows, verdict.roots) == (2, 4, 2, 3)
