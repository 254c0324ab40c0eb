"""Agents with powers, elected representatives, parties who come and go (R-207, R-222)."""

from datetime import date

import pytest

from anmulong.base.guards import trusted
from anmulong.cases.enums import Power
from anmulong.cases.public import AgentAppointed, PartyJoined, PartyReleased, RepresentativesElected
from anmulong.disputes.public import AddedParty, SideInput
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.ids import new_uid
from anmulong.people.public import PartyInput
from tests.factories.cases import Docket


def crowd(docket: Docket, number: int) -> tuple[SideInput, ...]:
    """Many workers against one employer (O-8)."""
    workers = tuple(SideInput(PartyInput(name=f"工人{at}")) for at in range(number))
    return (*workers, SideInput(PartyInput(name="老板"), side=2))


def test_r222_powers_are_a_ticked_list(docket: Docket) -> None:
    case = docket.accepted()
    party = docket.parties(case)[0].pk
    given = AgentAppointed(party, "朝鲁", (Power.SIGN, Power.EVIDENCE), until_on=date(2030, 1, 1))
    uid = docket.do("case.appoint_agent", given, case).facts["agent"]
    with trusted():
        agent = docket.row(case).agents.get(pk=uid)
    assert (agent.name, agent.powers, agent.party_id) == ("朝鲁", ["evidence", "sign"], party)


def test_an_agent_has_a_name_and_powers(docket: Docket) -> None:
    case = docket.accepted()
    given = AgentAppointed(docket.parties(case)[0].pk, " ", until_on=date(2020, 1, 1))
    with pytest.raises(Invalid, match="bad-agent") as caught:
        docket.do("case.appoint_agent", given, case)
    assert sorted(caught.value.fields) == ["name", "powers", "until_on"]


def test_a_guardian_needs_no_list(docket: Docket) -> None:
    case = docket.accepted()
    given = AgentAppointed(docket.parties(case)[0].pk, "母亲", lawful=True)
    assert docket.do("case.appoint_agent", given, case).facts["agent"]


def test_r207_representatives_stand_for_their_side(docket: Docket) -> None:
    case = docket.accepted(matter=docket.office.register(by=docket.mediator, parties=crowd(docket, 6)))
    workers = docket.parties(case)[:6]
    paper = new_uid()
    given = RepresentativesElected((workers[2].pk, workers[0].pk), mandate=paper)
    docket.do("case.elect_representatives", given, case)
    rows = docket.parties(case)
    assert [row.represented_by_id for row in rows] == [
        *(None if at in (0, 2) else workers[2].pk for at in range(6)),
        None,
    ]
    assert {row.mandate for row in rows} == {None, paper}


def test_r207_at_most_five(docket: Docket) -> None:
    case = docket.accepted(matter=docket.office.register(by=docket.mediator, parties=crowd(docket, 8)))
    workers = tuple(row.pk for row in docket.parties(case)[:6])
    with pytest.raises(Refused, match="too-many-representatives"):
        docket.do("case.elect_representatives", RepresentativesElected(workers), case)
    docket.do("case.elect_representatives", RepresentativesElected(workers[:5]), case)


def test_representatives_are_of_one_side_and_stand_for_somebody(docket: Docket) -> None:
    case = docket.accepted()
    first, second = docket.parties(case)
    with pytest.raises(Invalid, match="not-one-side"):
        docket.do("case.elect_representatives", RepresentativesElected((first.pk, second.pk)), case)
    with pytest.raises(Invalid, match="represents-nobody"):
        docket.do("case.elect_representatives", RepresentativesElected((first.pk,)), case)
    with pytest.raises(Invalid, match="represents-nobody"):
        docket.do("case.elect_representatives", RepresentativesElected((first.pk,), (second.pk,)), case)


def test_a_party_joins_and_no_session_is_held_without_its_consent(docket: Docket) -> None:
    """R-108: consent of every party, also of one who comes later."""
    case = docket.mediating()
    matter = docket.row(case).dispute_id
    joining = PartyInput(name="其木格", uid=new_uid())
    docket.act(docket.mediator, "dispute.add_party", AddedParty(joining, side=2), matter)
    docket.do("case.join_party", PartyJoined(joining.uid), case)
    assert [row.party.name for row in docket.parties(case)] == ["巴特尔", "苏和", "其木格"]
    assert docket.row(case).party_count == 3
    with pytest.raises(Refused, match="not-consented"):
        docket.session(case)
    both = tuple(row.pk for row in docket.parties(case)[:2])
    assert docket.session(case, present=both)


def test_only_a_party_of_the_dispute_joins_and_once(docket: Docket) -> None:
    case = docket.accepted()
    with pytest.raises(Invalid, match="no-such-party"):
        docket.do("case.join_party", PartyJoined(new_uid()), case)
    with pytest.raises(Invalid, match="joined-already"):
        docket.do("case.join_party", PartyJoined(docket.parties(case)[0].party_id), case)


def test_a_party_leaves_and_whom_it_represented_speaks_again(docket: Docket) -> None:
    case = docket.accepted(matter=docket.office.register(by=docket.mediator, parties=crowd(docket, 3)))
    spokesman = docket.parties(case)[0]
    docket.do("case.elect_representatives", RepresentativesElected((spokesman.pk,)), case)
    docket.do("case.release_party", PartyReleased(spokesman.pk, "自行协商"), case)
    rows = docket.parties(case)
    assert [row.left_at is not None for row in rows] == [True, False, False, False]
    assert {row.represented_by_id for row in rows} == {None}
    assert docket.row(case).party_count == 3
    docket.do("case.join_party", PartyJoined(spokesman.party_id), case)
    assert docket.parties(case)[0].left_at is None


def test_the_last_of_a_side_ends_the_mediation_instead(docket: Docket) -> None:
    case = docket.accepted()
    with pytest.raises(Refused, match="last-of-side"):
        docket.do("case.release_party", PartyReleased(docket.parties(case)[1].pk), case)
