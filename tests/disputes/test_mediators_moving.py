"""A mediator moves, a committee is elected anew: the open matters follow by one action (O-5, R-502)."""

from datetime import timedelta
from uuid import UUID

import pytest

from anmulong.base import clock
from anmulong.disputes.public import Acknowledgement, Assignment
from anmulong.journal.public import Call, Outcome, perform, verify_all
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Refused
from anmulong.kernel.ids import new_uid
from anmulong.people import public as people
from anmulong.people.enums import MediatorKind, Sex
from tests.factories.matters import Office
from tests.factories.people import Person, make_account


BORN = local_day(clock.now()) - timedelta(days=40 * 365)
SINCE = local_day(clock.now()) - timedelta(days=100)


class Corps:
    """A mediator of the first gacha with one open matter, and a colleague there."""

    def __init__(self, office: Office) -> None:
        self.office, self.county = office, office.county
        self.mediator, self.engagement = new_uid(), new_uid()
        self.leaving: Person = make_account(office.county, "gacha_mediator", name="巴图")
        self.colleague: Person = make_account(office.county, "gacha_mediator", name="僧格")
        engaged = people.Engaged(
            self.county.committees[0], MediatorKind.COMMITTEE_MEMBER, since=SINCE, uid=self.engagement
        )
        given = people.NewMediator(
            engaged, name="巴图", sex=Sex.MALE, birth_on=BORN, uid=self.mediator, account=self.leaving.uid
        )
        perform(Call("mediator.register", given), by=self.county.machine)
        self.matter = office.handled()
        offer = Assignment(self.county.committees[0], self.leaving.uid)
        office.act(office.clerk, "dispute.assign", offer, self.matter)
        office.act(self.leaving.actor(), "dispute.acknowledge", Acknowledgement(), self.matter)

    def move(self, successor: UUID | None) -> Outcome:
        to = people.Engaged(self.county.committees[1], MediatorKind.COMMITTEE_MEMBER)
        given = people.Moving(self.engagement, to, successor)
        return perform(Call("mediator.move", given, subject=self.mediator), by=self.county.machine)


@pytest.fixture
def corps(office: Office) -> Corps:
    return Corps(office)


def test_the_open_matters_go_to_the_successor(corps: Corps) -> None:
    outcome = corps.move(corps.colleague.uid)
    assert outcome.facts == {"moved": 1}
    row = corps.office.row(corps.matter)
    assert (row.owner_person, row.owner_organisation) == (corps.colleague.uid, corps.county.committees[0])
    assert [body.pk for body in people.committees_of(corps.mediator)] == [corps.county.committees[1]]
    assert verify_all(corps.county.key).good


def test_nobody_moves_away_from_open_matters(corps: Corps) -> None:
    """R-502: refused as a whole; the engagement stands as before."""
    with pytest.raises(Refused) as caught:
        corps.move(None)
    assert caught.value.code == "open-work"
    assert corps.office.row(corps.matter).owner_person == corps.leaving.uid
    assert [body.pk for body in people.committees_of(corps.mediator)] == [corps.county.committees[0]]


def test_after_an_election_the_work_of_who_left_follows(corps: Corps) -> None:
    given = people.PassedOn((corps.mediator,), corps.colleague.uid)
    outcome = perform(
        Call("committee.pass_on_work", given, subject=corps.county.committees[0]), by=corps.county.machine
    )
    assert outcome.facts == {"moved": 1}
    assert corps.office.row(corps.matter).owner_person == corps.colleague.uid
    assert people.mediators(corps.county.key) == []
    assert verify_all(corps.county.key).good
