"""Who mediates, and what may speak against it (R-109, R-136)."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from anmulong.base import clock
from anmulong.base.guards import trusted
from anmulong.cases.enums import Declared, MediatorRole
from anmulong.cases.public import (
    CaseMediator,
    Declaration,
    MediatorAccepted,
    MediatorChosen,
    MediatorRejected,
    conflict_prompts,
)
from anmulong.disputes.public import SideInput
from anmulong.journal.public import Call, perform
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.ids import new_uid
from anmulong.people.enums import InterestKind, MediatorKind, Sex
from anmulong.people.public import Declared as Interest
from anmulong.people.public import Engaged, NewMediator, PartyInput, mediator
from tests.factories.cases import Docket


def colleague(docket: Docket, kind: MediatorKind = MediatorKind.VOLUNTEER, **more: Any) -> UUID:
    """Another mediator of the committee."""
    uid = new_uid()
    usual: dict[str, Any] = {"name": "乌云", "sex": Sex.FEMALE, "birth_on": date(1975, 1, 1), "uid": uid}
    given = NewMediator(Engaged(docket.committee, kind, since=date(2025, 1, 1)), **{**usual, **more})
    perform(Call("mediator.register", given), by=docket.office.second)
    return uid


def mediators(docket: Docket, case: UUID) -> list[CaseMediator]:
    with trusted():
        return list(docket.row(case).mediators.order_by("uid"))


def test_r109_parties_choose(docket: Docket) -> None:
    case = docket.accepted()
    first, second = docket.parties(case)
    docket.do("case.choose_mediator", MediatorChosen(docket.person, agreed_by=(first.pk,)), case)
    row = docket.row(case)
    assert (row.lead_mediator, row.owner_person) == (docket.person, docket.mediator.uid)
    assert [each.mediator_accepted_at is None for each in docket.parties(case)] == [False, True]
    docket.do("case.accept_mediator", MediatorAccepted(second.pk), case)
    assert docket.parties(case)[1].mediator_accepted_at is not None


def test_who_chose_must_be_told(docket: Docket) -> None:
    with pytest.raises(Invalid, match="nobody-chose"):
        docket.do("case.choose_mediator", MediatorChosen(docket.person), docket.accepted())


def test_a_new_chair_is_accepted_anew(docket: Docket) -> None:
    """R-109: the earlier mediator's part ends, and with it what the parties accepted."""
    case = docket.ready()
    other = colleague(docket)
    docket.do("case.assign_mediator", MediatorChosen(other), case)
    parts = mediators(docket, case)
    assert [(each.mediator, each.chosen_by, each.ended_at is None) for each in parts] == [
        (docket.person, "parties", False),
        (other, "committee", True),
    ]
    assert docket.row(case).lead_mediator == other
    assert {each.mediator_accepted_at for each in docket.parties(case)} == {None}


def test_an_assistant_changes_nothing_about_the_chair(docket: Docket) -> None:
    case = docket.ready()
    given = MediatorChosen(colleague(docket), role=MediatorRole.ASSISTANT)
    docket.do("case.assign_mediator", given, case)
    assert docket.row(case).lead_mediator == docket.person
    assert None not in {each.mediator_accepted_at for each in docket.parties(case)}
    with pytest.raises(Invalid, match="serving-already"):
        docket.do("case.assign_mediator", given, case)


def test_r107_only_whom_the_committee_engaged(docket: Docket) -> None:
    """人民调解法 art. 13, 20: a person of standing helps and does not preside."""
    case = docket.accepted()
    helper = colleague(docket, MediatorKind.LOCAL_STANDING)
    with pytest.raises(Refused, match="not-engaged"):
        docket.do("case.assign_mediator", MediatorChosen(helper), case)
    with pytest.raises(Invalid, match="no-such-mediator"):
        docket.do("case.assign_mediator", MediatorChosen(new_uid()), case)


def test_o4_a_relative_who_is_kept_apart_does_not_mediate(docket: Docket) -> None:
    relative = docket.office.other_mediator.uid
    matter = docket.office.register(by=docket.mediator, excluded=(relative,))
    with pytest.raises(Refused, match="kept-apart"):
        docket.do(
            "case.assign_mediator", MediatorChosen(colleague(docket, account=relative)), docket.accepted(matter=matter)
        )


def test_nobody_accepts_nobody(docket: Docket) -> None:
    case = docket.accepted()
    with pytest.raises(Refused, match="no-mediator"):
        docket.do("case.accept_mediator", MediatorAccepted(docket.parties(case)[0].pk), case)


def test_r136_one_objection_with_a_reason(docket: Docket) -> None:
    """It takes the acceptance back and stops sessions until the party has accepted a mediator."""
    case = docket.mediating()
    party = docket.parties(case)[0].pk
    with pytest.raises(Invalid, match="no-reason"):
        docket.do("case.object_mediator", MediatorRejected(party), case)
    docket.do("case.object_mediator", MediatorRejected(party, "是对方的亲戚"), case)
    with pytest.raises(Refused, match="objection-open"):
        docket.session(case)
    docket.do("case.assign_mediator", MediatorChosen(colleague(docket), agreed_by=(party,)), case)
    assert docket.session(case)
    with pytest.raises(Refused, match="objected-before"):
        docket.do("case.object_mediator", MediatorRejected(party, "还是不行"), case)


def test_a_relation_is_told_in_words(docket: Docket) -> None:
    case = docket.ready()
    with pytest.raises(Invalid, match="no-text"):
        docket.do("case.declare_conflict", Declaration(Declared.RELATION), case)
    docket.do("case.declare_conflict", Declaration(Declared.RELATION, "与申请人同村"), case)
    [row] = mediators(docket, case)
    assert (row.declared, row.declared_text) == (Declared.RELATION, "与申请人同村")


def test_who_does_not_mediate_declares_nothing(docket: Docket) -> None:
    with pytest.raises(Invalid, match="not-serving"):
        docket.do("case.declare_conflict", Declaration(Declared.NONE, mediator=new_uid()), docket.ready())


def test_r136_the_records_remind_and_block_nothing(docket: Docket) -> None:
    """Declared interests, the same telephone, the same unit: prompts."""
    sides = (
        SideInput(PartyInput(name="甲", telephone="17000009999")),
        SideInput(PartyInput(name="乌兰镇包日塔拉嘎查调委会"), side=2),
    )
    person = colleague(docket, telephone="17000009999")
    interest = Interest(InterestKind.KINSHIP, "与甲是姻亲")
    perform(Call("mediator.declare_interest", interest, subject=person), by=docket.office.second)
    case = docket.accepted(matter=docket.office.register(by=docket.mediator, parties=sides))
    docket.do("case.assign_mediator", MediatorChosen(person), case)
    done = docket.do("case.declare_conflict", Declaration(Declared.NONE), case)
    assert done.facts["prompts"] == ["interest", "same_telephone", "same_unit"]


def test_r136_a_mediator_who_is_a_party_elsewhere(docket: Docket) -> None:
    """The same identity number in another open case; seen by whoever may see that case (O-4)."""
    number = "11010519491231002X"
    person = colleague(docket, identity_number=number, birth_on=None, sex=None)
    sides = (SideInput(PartyInput(name="乌云", identity_number=number)), SideInput(PartyInput(name="苏和"), side=2))
    matter = docket.office.register(by=docket.mediator)
    elsewhere = docket.office.register(by=docket.mediator, parties=sides)
    docket.applied(matter=elsewhere)
    case = docket.row(docket.applied(matter=matter))
    register = mediator(case.county, person)
    with trusted():
        seen = conflict_prompts(case, register, docket.mediator.rights.scope(clock.now()))
        outside = conflict_prompts(case, register, docket.office.other_mediator.rights.scope(clock.now()))
    assert (seen, outside) == (["party_elsewhere"], [])
