"""One unit and one person, always; an assignment is an offer (R-502, R-501, O-1, O-5)."""

import pytest

from anmulong.access.enums import GrantReason
from anmulong.access.public import HandOver, NewGrant, open_work
from anmulong.base.guards import trusted
from anmulong.disputes.models import Responsibility
from anmulong.disputes.public import Acknowledgement, Assignment, Contacted, SendingBack
from anmulong.kernel.errors import Invalid, NotFound, Refused
from anmulong.kernel.ids import new_uid
from tests.factories.matters import Office
from tests.factories.people import make_account


def open_ones(matter: object) -> int:
    with trusted():
        return Responsibility.objects.filter(dispute=matter, ended_at=None, accepted_at__isnull=False).count()


def offer(office: Office, matter: object) -> None:
    given = Assignment(office.county.committees[0], office.mediator.uid, reason="交办")
    office.act(office.clerk, "dispute.assign", given, matter)


def test_r502_until_accepted_the_old_owner_stays_responsible(office: Office) -> None:
    matter = office.handled()
    offer(office, matter)
    row = office.row(matter)
    assert (row.owner_person, row.offered_person) == (office.clerk.uid, office.mediator.uid)
    assert open_ones(matter) == 1
    office.act(office.mediator, "dispute.acknowledge", Acknowledgement(), matter)
    row = office.row(matter)
    assert (row.owner_person, row.offered_person, row.offered_organisation) == (office.mediator.uid, None, None)
    assert open_ones(matter) == 1


def test_o1_any_act_by_the_receiver_acknowledges(office: Office) -> None:
    matter = office.handled()
    offer(office, matter)
    office.act(office.mediator, "dispute.contact", Contacted(way="telephone", whom="苏和"), matter)
    assert office.row(matter).owner_person == office.mediator.uid
    assert not office.row(matter).clocks.filter(kind="acknowledge", stopped_at=None).exists()


def test_sent_back_with_a_reason_it_stays_with_who_had_it(office: Office) -> None:
    matter = office.handled()
    offer(office, matter)
    with pytest.raises(Invalid, match="no-reason"):
        office.act(office.mediator, "dispute.send_back", SendingBack(" "), matter)
    office.act(office.mediator, "dispute.send_back", SendingBack("不属本嘎查"), matter)
    row = office.row(matter)
    assert (row.owner_person, row.offered_organisation) == (office.clerk.uid, None)


def test_only_the_receiver_may_answer_an_offer(office: Office) -> None:
    matter = office.handled()
    offer(office, matter)
    with pytest.raises(Refused, match="offered-to-another"):
        office.act(office.clerk, "dispute.acknowledge", Acknowledgement(), matter)
    with pytest.raises(NotFound):
        office.act(office.other_mediator, "dispute.acknowledge", Acknowledgement(), matter)


def test_a_later_offer_takes_the_place_of_an_unanswered_one(office: Office) -> None:
    matter = office.handled()
    offer(office, matter)
    given = Assignment(office.county.committees[1], office.other_mediator.uid)
    office.act(office.clerk, "dispute.assign", given, matter)
    assert office.row(matter).offered_person == office.other_mediator.uid
    with trusted():
        assert Responsibility.objects.filter(dispute=matter, ended_at=None, accepted_at=None).count() == 1


def test_what_is_assigned_to_oneself_is_accepted_at_once(office: Office) -> None:
    matter = office.register()
    office.act(office.clerk, "dispute.assign", Assignment(office.clerk.organisation, office.clerk.uid), matter)
    row = office.row(matter)
    assert (row.owner_person, row.offered_organisation) == (office.clerk.uid, None)
    assert open_ones(matter) == 1


def test_r502_nobody_acknowledges_for_a_person_of_another_unit(office: Office) -> None:
    matter = office.handled()
    offer(office, matter)
    with pytest.raises(Refused, match="not-in-unit"):
        office.act(office.mediator, "dispute.acknowledge", Acknowledgement(office.other_mediator.uid), matter)
    assert office.row(matter).owner_person == office.clerk.uid


def test_o4_a_matter_is_opened_to_others_only_by_who_sees_it(office: Office) -> None:
    matter = office.register()
    given = NewGrant(matter, GrantReason.EXPERT, account=office.second.uid)
    stranger = make_account(office.county, "town_director", at=1).actor()
    with pytest.raises(NotFound):
        office.act(stranger, "grant.open", given)
    director = make_account(office.county, "town_director", at=0).actor()
    assert office.act(director, "grant.open", given).subject is not None


@pytest.mark.parametrize("unit", ["unknown", "person elsewhere"])
def test_an_unknown_unit_or_person_is_named(office: Office, unit: str) -> None:
    matter = office.handled()
    person = office.other_mediator.uid if unit == "person elsewhere" else None
    organisation = new_uid() if unit == "unknown" else office.county.committees[0]
    with pytest.raises(Invalid):
        office.act(office.clerk, "dispute.assign", Assignment(organisation, person), matter)


def test_o5_a_post_that_ends_passes_its_open_matters_on(office: Office) -> None:
    successor = make_account(office.county, "gacha_mediator", at=0)
    matter = office.handled()
    offer(office, matter)
    office.act(office.mediator, "dispute.acknowledge", Acknowledgement(), matter)
    closed = office.struck_off()
    assert open_work(office.mediator.uid, office.county.committees[0]) == 1
    hand_over(office, successor.uid)
    assert open_work(office.mediator.uid, office.county.committees[0]) == 0
    assert office.row(matter).owner_person == successor.uid
    assert open_ones(matter) == 1
    assert office.row(closed).owner_person == office.clerk.uid


def hand_over(office: Office, successor: object) -> None:
    from_post = office.mediator.post
    manager = make_account(office.county, "gacha_director", at=0).actor()
    given = HandOver(successor=successor, reason="调离")
    office.act(manager, "post.hand_over", given, from_post)
