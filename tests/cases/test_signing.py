"""Signatures and effect: R-115, R-117, R-134, R-207, R-222, O-1, O-8; T-1, T-2 and T-14 by name."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from anmulong.base import clock
from anmulong.base.guards import trusted
from anmulong.cases.enums import Power, SignedWay, SignerKind, State
from anmulong.cases.models import Signature
from anmulong.cases.public import (
    AgentAppointed,
    AgreementText,
    CaseClock,
    RepresentativesElected,
    SignerRow,
    Signing,
    agreement_of,
    still_to_sign,
    why_not_text,
)
from anmulong.disputes.enums import State as DisputeState
from anmulong.disputes.public import SideInput
from anmulong.journal.public import Outcome
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.ids import new_uid
from anmulong.people.enums import PartyKind
from anmulong.people.public import PartyInput
from tests.factories.cases import CONTENT, FACTS, Docket


ALL_POWERS = (Power.EVIDENCE, Power.DISPOSE, Power.SIGN)


def sign(docket: Docket, case: UUID, *rows: SignerRow, **more: Any) -> Outcome:
    return docket.do("case.sign", Signing(rows), case, **more)


def marks(docket: Docket, case: UUID) -> list[Signature]:
    with trusted():
        return list(docket.row(case).signatures.order_by("uid"))


def running(docket: Docket, case: UUID) -> dict[str, CaseClock]:
    with trusted():
        return {row.kind: row for row in docket.row(case).clocks.filter(stopped_at=None)}


def test_one_submit_brings_it_into_force(docket: Docket) -> None:
    """O-1: a row per signer and the seal's; one scan serves them all (O-8); the dispute is settled."""
    case = docket.agreed()
    scan = docket.scanned(case)
    outcome = docket.do("case.sign", Signing(docket.marks(case), scan), case)
    row = docket.row(case)
    assert (row.state, row.turn, row.dispute.state) == (State.EFFECTIVE, "mediator", DisputeState.SETTLED)
    assert (row.dispute.result, outcome.facts["lacking"], outcome.facts["not_counted"]) == (CONTENT, 0, [])
    assert {mark.scan for mark in marks(docket, case)} == {scan}
    assert set(running(docket, case)) == {"confirmation", "follow_up"}


def test_a_scan_is_a_file_of_this_matter(docket: Docket) -> None:
    """R-115: not a uid that leads nowhere, and not the paper of other people; nothing is signed then."""
    case, other = docket.agreed(), docket.agreed()
    for scan in (new_uid(), docket.scanned(other)):
        with pytest.raises(Invalid, match="no-such-file"):
            docket.do("case.sign", Signing(docket.marks(case), scan), case)
    assert (docket.row(case).state, marks(docket, case)) == (State.AGREED, [])


def test_signatures_may_come_one_by_one(docket: Docket) -> None:
    case = docket.agreed()
    *first, last = docket.marks(case)
    for number, mark in enumerate(first, start=1):
        assert sign(docket, case, mark).facts["lacking"] == 4 - number
        assert docket.row(case).state == State.AGREED
    assert sign(docket, case, last).facts["lacking"] == 0
    assert docket.row(case).state == State.EFFECTIVE


def test_t1_t2_the_last_mark_gives_effect_and_the_limit_rolls(docket: Docket) -> None:
    """T-1: signed 2024-03-01, 03-03, 03-03, sealed 03-05: in force on 03-05, day 30 is 04-04. T-2: that is Qingming,
    so joint application for confirmation ends on 04-07 (R-117)."""
    case = docket.mediating()
    first = datetime(2024, 3, 1, 2, tzinfo=UTC)
    text = AgreementText(FACTS, CONTENT, (docket.owed(case, due_on=date(2024, 4, 30)),))
    docket.do("case.agree_in_writing", text, case, happened_at=first)
    a, b = docket.parties(case)
    rows = (
        SignerRow(SignerKind.PARTY, date(2024, 3, 1), a.pk),
        SignerRow(SignerKind.PARTY, date(2024, 3, 3), b.pk),
        SignerRow(SignerKind.MEDIATOR, date(2024, 3, 3), docket.person),
        SignerRow(SignerKind.SEAL, date(2024, 3, 5)),
    )
    sign(docket, case, *rows, happened_at=datetime(2024, 3, 6, 2, tzinfo=UTC))
    row, clocks = docket.row(case), running(docket, case)
    assert row.effective_at is not None
    assert local_day(row.effective_at) == date(2024, 3, 5)
    due = clocks["confirmation"].due_at
    assert due is not None
    assert local_day(due) == date(2024, 4, 7)
    assert any(step["to"] == "2024-04-04" for step in clocks["confirmation"].steps)
    assert row.next_follow_up_on == date(2024, 3, 20)


def test_t14_an_agent_without_power_does_not_bind(docket: Docket) -> None:
    """T-14, R-222: kept, but it does not count, in words that say what helps; the right paper heals it."""
    case = docket.mediating()
    b = docket.parties(case)[-1]
    agent = appointed(docket, case, b.pk, (Power.EVIDENCE, Power.SIGN))
    docket.agreed(case=case)
    today = local_day(clock.now())
    others = [row for row in docket.marks(case) if row.signer != b.pk]
    outcome = sign(docket, case, *others, SignerRow(SignerKind.AGENT, today, agent))
    assert (docket.row(case).state, docket.row(case).effective_at) == (State.AGREED, None)
    assert outcome.facts["not_counted"] == [{"row": 4, "why": "no-power"}]
    assert "power of attorney" in why_not_text("no-power").text
    with trusted():
        [lacking] = still_to_sign(docket.row(case), agreement_of(docket.row(case)))
    assert lacking.signer == b.pk
    able = appointed(docket, case, b.pk, ALL_POWERS)
    sign(docket, case, SignerRow(SignerKind.AGENT, today, able))
    assert docket.row(case).state == State.EFFECTIVE
    assert [mark.why_not for mark in marks(docket, case) if not mark.counts] == ["no-power"]


def appointed(docket: Docket, case: UUID, party: UUID, powers: tuple[Power, ...] = (), **more: Any) -> UUID:
    uid = new_uid()
    given = AgentAppointed(**{"party": party, "name": "斯琴", "powers": powers, "uid": uid, **more})
    docket.do("case.appoint_agent", given, case)
    return uid


def test_a_power_holds_in_its_term_only(docket: Docket) -> None:
    case = docket.mediating()
    b = docket.parties(case)[-1]
    today = local_day(clock.now())
    agent = appointed(docket, case, b.pk, ALL_POWERS, since_on=today - timedelta(9), until_on=today - timedelta(1))
    docket.agreed(case=case)
    outcome = sign(docket, case, SignerRow(SignerKind.AGENT, today, agent))
    assert outcome.facts["not_counted"] == [{"row": 1, "why": "power-over"}]


def test_a_guardian_signs_for_a_minor(docket: Docket) -> None:
    """A minor's own signature does not count; the lawful agent needs no written power."""
    child = SideInput(PartyInput(name="小明", minor=True))
    matter = docket.office.register(by=docket.mediator, parties=(child, SideInput(PartyInput(name="苏和"), side=2)))
    case = docket.mediating(matter=matter)
    a = docket.parties(case)[0]
    guardian = appointed(docket, case, a.pk, lawful=True)
    docket.agreed(case=case)
    assert sign(docket, case, *docket.marks(case)).facts["not_counted"] == [{"row": 1, "why": "minor"}]
    assert docket.row(case).state == State.AGREED
    sign(docket, case, SignerRow(SignerKind.AGENT, local_day(clock.now()), guardian))
    assert docket.row(case).state == State.EFFECTIVE


def test_a_representative_binds_those_who_gave_the_mandate(docket: Docket) -> None:
    """R-207, O-8: one signature for many."""
    workers = tuple(SideInput(PartyInput(name=f"工人{number}")) for number in range(6))
    employer = SideInput(PartyInput(name="远山建筑队（虚构）"), side=2)
    case = docket.mediating(matter=docket.office.register(by=docket.mediator, parties=(*workers, employer)))
    first, *others, firm = docket.parties(case)
    mandate = RepresentativesElected((first.pk,), tuple(row.pk for row in others[:-1]), mandate=new_uid())
    docket.do("case.elect_representatives", mandate, case)
    docket.agreed(case=case)
    today = local_day(clock.now())
    sign(docket, case, SignerRow(SignerKind.REPRESENTATIVE, today, first.pk))
    with trusted():
        lacking = still_to_sign(docket.row(case), agreement_of(docket.row(case)))
    assert {each.signer for each in lacking} == {others[-1].pk, firm.pk, None}
    with pytest.raises(Invalid, match="bad-signature"):
        sign(docket, case, SignerRow(SignerKind.REPRESENTATIVE, today, firm.pk))


def test_a_firm_signs_and_seals(docket: Docket) -> None:
    firm = SideInput(PartyInput(name="远山建筑队（虚构）", kind=PartyKind.LEGAL), side=2)
    matter = docket.office.register(by=docket.mediator, parties=(SideInput(PartyInput(name="李双喜")), firm))
    case = docket.agreed(matter=matter)
    b = docket.parties(case)[-1]
    mark = SignerRow(SignerKind.PARTY, local_day(clock.now()), b.pk)
    outcome = sign(docket, case, mark, replace(mark, way=SignedWay.SEAL))
    assert (outcome.facts["not_counted"], outcome.facts["lacking"]) == ([], 3)


def test_family_matters_are_signed_by_hand(docket: Docket) -> None:
    """R-134: a private seal is not enough there; a finger is."""
    for kind, why in (("inheritance", [{"row": 1, "why": "not-by-hand"}]), ("neighbours", [])):
        case = docket.agreed(matter=docket.office.register(by=docket.mediator, kind=kind))
        mark = SignerRow(SignerKind.PARTY, local_day(clock.now()), docket.parties(case)[0].pk, SignedWay.SEAL)
        assert sign(docket, case, mark).facts["not_counted"] == why
        again = replace(mark, way=SignedWay.FINGERPRINT)
        assert sign(docket, case, again).facts["not_counted"] == []


def test_wrong_rows_are_named(docket: Docket) -> None:
    """A stranger, tomorrow, the same mark twice, nobody at all."""
    case = docket.agreed()
    own = docket.marks(case)[0]
    sign(docket, case, own)
    tomorrow = replace(docket.marks(case)[1], signed_on=own.signed_on + timedelta(days=1))
    strange = [SignerRow(kind, own.signed_on, new_uid()) for kind in list(SignerKind)[:4]]
    for wrong in (own, tomorrow, *strange):
        with pytest.raises(Invalid, match="bad-signature"):
            sign(docket, case, wrong)
    with pytest.raises(Invalid, match="nobody-signed"):
        sign(docket, case)
    assert len(marks(docket, case)) == 1


def test_only_its_committee_takes_signatures(docket: Docket) -> None:
    case = docket.agreed()
    with pytest.raises(Refused):
        docket.act(docket.office.clerk, "case.sign", Signing(docket.marks(case)), case)
