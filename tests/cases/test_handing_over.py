"""Whoever leaves a post hands the open cases over with the rest (O-5, R-109)."""

from uuid import UUID

import pytest

from anmulong.access.public import HandOver, open_work
from anmulong.cases.public import CaseVoided
from anmulong.journal.public import Call, Outcome, perform
from anmulong.kernel.errors import Refused
from anmulong.people import public as people
from anmulong.people.enums import MediatorKind
from tests.factories.cases import Docket
from tests.factories.people import make_account


def hand_over(docket: Docket, successor: UUID) -> Outcome:
    manager = make_account(docket.office.county, "gacha_director").actor()
    return perform(
        Call("post.hand_over", HandOver(successor, keep_post=True), subject=docket.mediator.post), by=manager
    )


def test_open_cases_go_with_their_matters(docket: Docket) -> None:
    """One step moves both; the chair stays with whom the parties accepted."""
    case, over = docket.mediating(), docket.applied()
    director = make_account(docket.office.county, "gacha_director").actor()
    docket.act(director, "case.void", CaseVoided("重复"), over)
    successor = make_account(docket.office.county, "gacha_mediator").actor()
    assert successor.uid is not None
    hand_over(docket, successor.uid)
    row, left = docket.row(case), docket.row(over)
    assert (row.owner_person, row.dispute.owner_person) == (successor.uid, successor.uid)
    assert (row.lead_mediator, left.owner_person) == (docket.person, docket.mediator.uid)


def test_a_post_does_not_end_over_open_cases(docket: Docket) -> None:
    """R-502: a case in force waits for its visit although the matter is settled."""
    case = docket.orally()
    assert docket.mediator.uid is not None
    assert docket.mediator.organisation is not None
    assert open_work(docket.mediator.uid, docket.mediator.organisation) >= 1
    engagement = people.engagements_of([docket.person])[docket.person][0]
    to = people.Engaged(docket.office.county.committees[1], MediatorKind(engagement.kind))
    with pytest.raises(Refused, match="open-work"):
        perform(
            Call("mediator.move", people.Moving(engagement.pk, to), subject=docket.person),
            by=docket.office.county.machine,
        )
    assert docket.row(case).owner_person == docket.mediator.uid
