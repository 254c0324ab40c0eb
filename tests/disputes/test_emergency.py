"""应急调阅: a matter outside the post's reach, in an emergency, with a reason and a review (domain.md 7.4, R-723)."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from anmulong.access.enums import Finding, GrantReason
from anmulong.access.models import Grant
from anmulong.access.public import GrantEnd, NewGrant, ReadingReview
from anmulong.base import clock
from anmulong.disputes.enums import Fact, RestrictedWhy
from anmulong.disputes.models import Dispute
from anmulong.disputes.public import EmergencyReading, Noted, Restriction
from anmulong.journal.models import Entry, Refusal
from anmulong.journal.public import Actor, verify_all
from anmulong.kernel.clock import LOCAL, FixedClock
from anmulong.kernel.errors import DomainError
from tests.factories.matters import Office
from tests.factories.people import make_account


WHY = "现场民警急需核对是否涉及刀具"


@pytest.fixture
def outsider(office: Office) -> Actor:
    """The director of the other town."""
    return make_account(office.county, "town_director", at=1).actor()


def read(office: Office, by: Actor, matter: UUID, why: str = WHY) -> UUID:
    told = EmergencyReading(office.row(matter).number, why)
    uid = office.act(by, "grant.break_glass", told).subject
    assert uid is not None
    return uid


def refused(office: Office, by: Actor, action: str, given: object, subject: UUID | None = None) -> str:
    with pytest.raises(DomainError) as said:
        office.act(by, action, given, subject)
    return said.value.code


def sees(by: Actor, matter: UUID) -> tuple[bool, bool]:
    """Whether one may look, and whether one may act."""
    now = clock.now()
    scopes = by.rights.sight(now), by.rights.scope(now)
    look, act = (Dispute.objects.in_scope(scope).contains(matter) for scope in scopes)
    return look, act


def test_it_opens_the_matter_for_looking_and_for_nothing_else(office: Office, outsider: Actor) -> None:
    matter = office.register()
    assert sees(outsider, matter) == (False, False)
    read(office, outsider, matter)
    assert sees(outsider, matter) == (True, False)
    assert refused(office, outsider, "dispute.note", Noted("顺手记一笔"), matter) == "not-found"
    assert Entry.objects.filter(stream=matter, action="grant.break_glass").count() == 1
    assert verify_all().good


def test_it_closes_by_itself_after_a_day(office: Office, outsider: Actor) -> None:
    matter = office.register()
    grant = Grant.objects.get(pk=read(office, outsider, matter))
    assert grant.until_at == grant.began_at + timedelta(hours=24)
    with clock.simulated(FixedClock(grant.until_at)):
        assert sees(outsider, matter) == (False, False)


@pytest.mark.parametrize(("day", "until"), [(8, 9), (10, 13), (11, 13)])
def test_the_review_is_due_on_the_next_working_day(office: Office, outsider: Actor, day: int, until: int) -> None:
    """8 July 2026 is a Wednesday; the 10th a Friday, the 11th a Saturday."""
    with clock.simulated(FixedClock(datetime(2026, 7, day, 10, tzinfo=LOCAL))):
        uid = read(office, make_account(office.county, "town_director", at=1).actor(), office.register())
    assert Grant.objects.get(pk=uid).review_on == date(2026, 7, until)


@pytest.mark.parametrize("why", ["", " 急 ", "急" * 201])
def test_a_reason_is_said_in_a_sentence(office: Office, outsider: Actor, why: str) -> None:
    told = EmergencyReading(office.row(office.register()).number, why)
    assert refused(office, outsider, "grant.break_glass", told) == "no-reason"


def test_the_number_may_be_typed_full_width(office: Office, outsider: Actor) -> None:
    matter = office.register()
    wide = office.row(matter).number.translate({code: code + 0xFEE0 for code in range(0x30, 0x3A)}).lower()
    assert office.act(outsider, "grant.break_glass", EmergencyReading(f" {wide} ", WHY)).facts == {
        "dispute": str(matter)
    }


def test_what_one_reads_anyway_needs_no_emergency(office: Office, outsider: Actor) -> None:
    matter = office.register()
    told = EmergencyReading(office.row(matter).number, WHY)
    assert refused(office, office.director, "grant.break_glass", told) == "open-anyway"
    read(office, outsider, matter)
    assert refused(office, outsider, "grant.break_glass", told) == "open-anyway"


def test_o4_nobody_gets_at_what_is_kept_from_the_post_or_the_person(office: Office, outsider: Actor) -> None:
    """Restricted and no clearance, or excluded as a relative: the same words as for a number that is not there."""
    restricted = office.register(facts=(Fact.VIOLENCE,))
    director = make_account(office.county, "gacha_director", at=3).actor()
    excluded = office.register()
    why = Restriction(RestrictedWhy.OTHER, excluded=(outsider.uid,))
    office.act(office.second, "dispute.restrict", why, excluded)
    numbers = [(director, office.row(restricted).number), (outsider, office.row(excluded).number), (outsider, "无此号")]
    codes = [refused(office, by, "grant.break_glass", EmergencyReading(number, WHY)) for by, number in numbers]
    assert codes == ["no-such-number"] * 3
    assert Grant.objects.count() == 0 and Refusal.objects.filter(action="grant.break_glass").count() == 3
    read(office, outsider, restricted)


@pytest.mark.parametrize("role", ["grid_worker", "expert", "statistician", "system_admin", "audit_admin"])
def test_not_every_post_may(office: Office, role: str) -> None:
    told = EmergencyReading(office.row(office.register()).number, WHY)
    by = make_account(office.county, role, at=1).actor()
    assert refused(office, by, "grant.break_glass", told) == "not-permitted"


def test_a_second_person_looks_into_it_once(office: Office, outsider: Actor) -> None:
    matter = office.register()
    grant = read(office, outsider, matter)
    needed, chief = ReadingReview(Finding.WARRANTED, "情况属实"), make_account(office.county, "banner_director").actor()
    assert refused(office, outsider, "grant.review", needed, grant) == "own-reading"
    assert refused(office, office.clerk, "grant.review", needed, grant) == "not-permitted"
    office.act(chief, "grant.review", needed, grant)
    row = Grant.objects.get(pk=grant)
    assert (row.finding, row.reviewed_by, row.review_note, row.ended_at) == ("warranted", chief.uid, "情况属实", None)
    assert refused(office, chief, "grant.review", needed, grant) == "reviewed-already"
    assert verify_all().good


def test_nobody_looks_into_the_own_reading(office: Office, outsider: Actor) -> None:
    """Transferred to where the matter lies, the reader would see the own reading; a deputy stands for the reader."""
    matter = office.register()
    grant = read(office, outsider, matter)
    chief = replace(make_account(office.county, "banner_director").actor(), on_behalf=outsider.uid)
    assert refused(office, chief, "grant.review", ReadingReview(Finding.WARRANTED), grant) == "own-reading"


def test_a_reading_that_was_not_needed_is_closed_and_says_what_was_done(office: Office, outsider: Actor) -> None:
    matter = office.register()
    grant, director = read(office, outsider, matter), office.director
    assert refused(office, director, "grant.review", ReadingReview(Finding.UNWARRANTED), grant) == "no-note"
    office.act(director, "grant.review", ReadingReview(Finding.UNWARRANTED, "并无险情，已谈话提醒"), grant)
    assert sees(outsider, matter) == (False, False)


def test_what_was_opened_in_the_usual_way_is_not_looked_into(office: Office) -> None:
    given = NewGrant(office.register(), GrantReason.LINKED_ORGAN, organisation=office.county.department)
    grant = office.act(office.second, "grant.open", given).subject
    found = refused(office, office.director, "grant.review", ReadingReview(Finding.WARRANTED), grant)
    assert found == "no-emergency"
    office.act(office.second, "grant.end", GrantEnd(), grant)
