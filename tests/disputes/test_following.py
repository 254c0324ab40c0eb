"""A gacha merged into another one: its open matters follow by one action (O-5, R-502)."""

from uuid import UUID

import pytest

from anmulong.access.public import NewPost
from anmulong.disputes.enums import HandoverKind
from anmulong.disputes.public import Assignment, PlaceMerged
from anmulong.journal.models import Event
from anmulong.journal.public import deliver, history, verify_all
from anmulong.kernel.errors import Refused
from anmulong.orgs.public import MergeInto
from tests.factories.matters import Office
from tests.factories.people import SINCE, make_account


def merge(office: Office) -> None:
    """The first gacha goes into the second one of the same town; the worker hands out the news."""
    given = MergeInto(office.county.gachas[1])
    office.act(office.county.machine, "division.merge_into", given, office.county.gachas[0])
    deliver()


def owners(office: Office, matter: UUID) -> tuple[UUID | None, UUID | None]:
    row = office.row(matter)
    return row.owner_organisation, row.owner_person


def test_open_matters_go_to_the_new_place_and_its_committee(office: Office) -> None:
    leader = make_account(office.county, "gacha_director", at=1).actor()
    matter = office.register(by=office.mediator)
    merge(office)
    row = office.row(matter)
    assert (row.town, row.gacha) == (office.county.towns[0], office.county.gachas[1])
    assert owners(office, matter) == (office.county.committees[1], leader.uid)
    [present] = row.responsibilities.filter(ended_at=None)
    assert (present.kind, present.accepted_at is None) == (HandoverKind.SUCCESSION, False)
    assert history(row)[0].entry.action == "dispute.follow_place"
    assert verify_all().findings == []


def test_who_works_in_both_committees_keeps_the_matter(office: Office) -> None:
    make_account(office.county, "gacha_director", at=1)
    matter = office.register(by=office.mediator)
    given = NewPost("gacha_mediator", organisation=office.county.committees[1], began_on=SINCE)
    office.act(office.county.machine, "post.give", given, office.mediator.uid)
    merge(office)
    assert owners(office, matter) == (office.county.committees[1], office.mediator.uid)


def test_a_unit_without_anybody_is_responsible_by_itself(office: Office) -> None:
    """The clerk of the town assigns it from there."""
    matter = office.register(by=office.mediator)
    merge(office)
    assert owners(office, matter) == (office.county.committees[1], None)


def test_what_others_mind_only_changes_its_place(office: Office) -> None:
    matter = office.register()
    merge(office)
    assert office.row(matter).gacha == office.county.gachas[1]
    assert owners(office, matter) == (office.clerk.organisation, office.clerk.uid)
    assert office.row(matter).responsibilities.count() == 1


def test_an_offer_to_the_ended_committee_waits_with_its_successor(office: Office) -> None:
    matter = office.handled(division=office.county.gachas[1])
    office.act(office.clerk, "dispute.assign", Assignment(office.county.committees[0], office.mediator.uid), matter)
    merge(office)
    row = office.row(matter)
    assert (row.offered_organisation, row.offered_person) == (office.county.committees[1], None)
    assert owners(office, matter) == (office.clerk.organisation, office.clerk.uid)


def test_what_is_over_stays_where_it_was_done(office: Office) -> None:
    matter = office.struck_off()
    merge(office)
    assert office.row(matter).gacha == office.county.gachas[0]


def test_news_told_twice_moves_nothing_twice(office: Office) -> None:
    matter = office.register(by=office.mediator)
    merge(office)
    version = office.row(matter).version
    Event.objects.filter(kind="division.merged").update(handled_at=None)
    deliver()
    assert office.row(matter).version == version


def test_nobody_moves_a_matter_this_way_by_hand(office: Office) -> None:
    matter = office.register()
    given = PlaceMerged(office.county.gachas[0], office.county.gachas[1])
    with pytest.raises(Refused, match="machine-only"):
        office.act(office.director, "dispute.follow_place", given, matter)
