"""The start of mediation, per party and time (R-108, R-109, F-03, O-1)."""

import pytest

from anmulong.base.guards import trusted
from anmulong.cases.enums import Declared, IdentitySeen, State
from anmulong.cases.public import (
    Acceptance,
    Application,
    Declaration,
    IdentityChecked,
    MediatorChosen,
    PartyConsent,
    RightsTold,
    Start,
    gaps_of,
)
from anmulong.disputes.public import FactsStated, Registration, SideInput
from anmulong.journal.public import Call, perform_bundle, prospects
from anmulong.kernel.errors import Invalid, NotFound, Refused
from anmulong.kernel.ids import new_uid
from anmulong.people.enums import ConsentAnswer, ConsentKind, ConsentWay, Spoken
from anmulong.people.public import PartyInput, consents_of, standing_answers
from tests.factories.cases import Docket


AGREED = ConsentAnswer.AGREED


def test_identity_is_seen_without_a_number(docket: Docket) -> None:
    """O-1: no identity number is asked for."""
    case = docket.accepted()
    first = docket.parties(case)[0]
    docket.do("case.verify_identity", IdentityChecked(first.party_id, IdentitySeen.KNOWN), case)
    row = docket.parties(case)[0]
    assert (row.identity_seen, row.party.identity_number) == (IdentitySeen.KNOWN, "")
    assert row.identity_seen_at is not None


def test_a_stranger_is_no_party(docket: Docket) -> None:
    with pytest.raises(Invalid, match="no-such-party"):
        docket.do("case.verify_identity", IdentityChecked(new_uid(), IdentitySeen.CARD), docket.accepted())


def test_r803_who_cannot_read_does_not_merely_sign(docket: Docket) -> None:
    """A party who speaks Mongolian is read to, or has an interpreter."""
    sides = (
        SideInput(PartyInput(name="巴特尔", spoken=Spoken.MONGOLIAN, needs_interpreter=True)),
        SideInput(PartyInput(name="苏和"), side=2),
    )
    case = docket.accepted(matter=docket.office.register(by=docket.mediator, parties=sides))
    party = docket.parties(case)[0].pk
    with pytest.raises(Refused, match="needs-reading-out"):
        docket.do("case.notify_rights", RightsTold(party, ConsentWay.SIGNED), case)
    docket.do("case.notify_rights", RightsTold(party, ConsentWay.SIGNED, Spoken.MONGOLIAN, "娜仁"), case)
    row = docket.parties(case)[0]
    assert (row.rights_way, row.rights_language, row.interpreter) == ("signed", "mongolian", "娜仁")


def test_r703_two_questions_two_answers(docket: Docket) -> None:
    """Consent to data may be declined and stops nothing; both stand in the ledger."""
    case = docket.accepted()
    row = docket.parties(case)[0]
    given = PartyConsent(row.pk, ConsentWay.SIGNED, mediation=AGREED, data=ConsentAnswer.DECLINED)
    docket.do("case.consent", given, case)
    ledger = consents_of([docket.row(case).dispute_id])[row.party_id]
    assert standing_answers(ledger) == {ConsentKind.MEDIATION: AGREED, ConsentKind.DATA: ConsentAnswer.DECLINED}
    assert docket.parties(case)[0].consented_at is not None


def test_nothing_is_ticked_beforehand(docket: Docket) -> None:
    case = docket.accepted()
    with pytest.raises(Invalid, match="no-answer"):
        docket.do("case.consent", PartyConsent(docket.parties(case)[0].pk, ConsentWay.SIGNED), case)


def test_r108_no_is_not_an_answer_to_be_filed_away(docket: Docket) -> None:
    """人民调解法 art. 17: whoever does not agree ends the mediation."""
    case = docket.accepted()
    given = PartyConsent(docket.parties(case)[0].pk, ConsentWay.SIGNED, mediation=ConsentAnswer.DECLINED)
    with pytest.raises(Refused, match="ends-mediation"):
        docket.do("case.consent", given, case)


def test_r751_a_minor_agrees_through_the_guardian(docket: Docket) -> None:
    sides = (SideInput(PartyInput(name="小明", minor=True)), SideInput(PartyInput(name="苏和"), side=2))
    matter = docket.office.register(by=docket.mediator, parties=sides)
    case = docket.accepted(matter=matter)
    child = docket.parties(case)[0].pk
    with pytest.raises(Refused, match="minor-needs-guardian"):
        docket.do("case.consent", PartyConsent(child, ConsentWay.SIGNED, mediation=AGREED), case)
    docket.do("case.consent", PartyConsent(child, ConsentWay.SIGNED, mediation=AGREED, answered_by="母亲"), case)
    assert docket.parties(case)[0].consented_at is not None


def test_the_start_names_everything_that_is_missing(docket: Docket) -> None:
    """R-108, R-109, R-136: one refusal with the list per party."""
    case = docket.accepted()
    with pytest.raises(Refused, match="not-ready") as caught:
        docket.do("case.start", Start(), case)
    gaps = caught.value.details["gaps"]
    assert [gap["code"] for gap in gaps] == ["no-mediator", *["consent", "identity", "rights", "mediator"] * 2]
    assert {gap["name"] for gap in gaps[1:]} == {"巴特尔", "苏和"}
    assert "巴特尔: identity not yet seen" in str(caught.value)


def test_the_list_stands_in_what_can_be_done_now(docket: Docket) -> None:
    case = docket.row(docket.accepted())
    with trusted():
        found = {each.action.name: each for each in prospects(case, by=docket.mediator)}
    refusal = found["case.start"].refusal
    assert refusal is not None
    assert refusal.code == "not-ready"


def test_mediation_starts_when_nothing_is_missing(docket: Docket) -> None:
    case = docket.ready()
    with trusted():
        assert gaps_of(docket.row(case)) == []
    docket.do("case.start", Start(), case)
    row = docket.row(case)
    assert (row.state, row.turn) == (State.MEDIATING, "mediator")
    assert row.started_at is not None


def test_another_committee_starts_nothing(docket: Docket) -> None:
    """人民调解法 art. 2, O-3: it does not even see the case."""
    with pytest.raises(NotFound):
        docket.act(docket.office.other_mediator, "case.start", Start(), docket.ready())


def test_walk_in_to_mediation_in_one_click(docket: Docket) -> None:
    """O-1: register, apply, accept and start in one bundle; the page knows only the uids that it made itself."""
    matter, case, sides = new_uid(), new_uid(), (new_uid(), new_uid())
    parties = tuple(
        SideInput(PartyInput(name=name, uid=uid), side=side)
        for side, (name, uid) in enumerate(zip(("甲", "乙"), sides, strict=True), start=1)
    )
    registration = Registration(
        what="邻界线", place="三组", division=docket.office.county.gachas[0], parties=parties, uid=matter
    )
    calls = [
        Call("dispute.register", registration),
        Call("case.apply", Application(matter, docket.committee, "划清邻界", uid=case)),
        Call("dispute.check_admissibility", FactsStated(), subject=matter),
        Call("case.accept", Acceptance(), subject=case),
        Call("case.assign_mediator", MediatorChosen(docket.person, agreed_by=sides), subject=case),
        Call("case.declare_conflict", Declaration(Declared.NONE), subject=case),
    ]
    for uid in sides:
        calls += [
            Call("case.verify_identity", IdentityChecked(uid, IdentitySeen.KNOWN), subject=case),
            Call("case.notify_rights", RightsTold(uid, ConsentWay.READ_OUT), subject=case),
            Call("case.consent", PartyConsent(uid, ConsentWay.READ_OUT, mediation=AGREED), subject=case),
        ]
    perform_bundle([*calls, Call("case.start", Start(), subject=case)], by=docket.mediator)
    assert docket.row(case).state == State.MEDIATING
