"""The gate of the law before acceptance: one place, by the rules of the day of the application (M-12, O-3)."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from anmulong.base.guards import trusted
from anmulong.cases.enums import Link, Power, WayIn
from anmulong.cases.public import (
    Acceptance,
    AgentAppointed,
    Application,
    NotAccepted,
    case_facts,
    finding,
    standing_check,
)
from anmulong.disputes.public import Change, FactsStated
from anmulong.journal.public import prospects, verify_all
from anmulong.kernel.errors import Invalid, Refused
from tests.factories.cases import Docket


def accept(docket: Docket, case: UUID, **answers: Any) -> None:
    docket.do("case.accept", Acceptance(**answers), case)


def fired(docket: Docket, case: UUID) -> list[str]:
    with trusted():
        row = docket.row(case)
        check = standing_check(row)
        assert check is not None
        return [rule.key for rule in finding(row, check).fired]


def facts(docket: Docket, case: UUID) -> frozenset[str]:
    with trusted():
        return case_facts(docket.row(case))


def of_kind(docket: Docket, kind: str, **answers: Any) -> UUID:
    return docket.applied(matter=docket.office.register(by=docket.mediator, kind=kind), **answers)


def test_nobody_is_taken_on_before_the_questions_are_answered(docket: Docket) -> None:
    case = docket.applied()
    with pytest.raises(Refused, match="gate-unanswered"):
        accept(docket, case)


def test_a_block_is_overridden_by_nobody(docket: Docket) -> None:
    """O-3: also a reason does not help."""
    case = of_kind(docket, "contract")
    docket.checked(case, "organ_took")
    with pytest.raises(Refused, match="gate-blocked") as refused:
        accept(docket, case, gate_reason="领导要求")
    assert refused.value.details == {"rules": ["N02"]}


def test_n04_the_civil_part_is_taken_on_when_the_police_know(docket: Docket) -> None:
    """O-3: bargaining over crime is blocked, the civil part is not."""
    case = of_kind(docket, "damages")
    docket.checked(case, "suspected_crime", "police_know", "civil_part_only")
    accept(docket, case, gate_reason="只谈医药费，公安已立案")
    assert docket.row(case).gate_fired == ["N04-civil"]


def test_a_warning_asks_for_a_reason_and_keeps_it(docket: Docket) -> None:
    case = of_kind(docket, "forest_land")
    docket.checked(case, "grassland_right")
    with pytest.raises(Invalid, match="gate-warned"):
        accept(docket, case)
    accept(docket, case, gate_reason="双方愿意先协商，不改变现状")
    row = docket.row(case)
    assert (row.gate_fired, row.gate_reason, row.state) == (["N05"], "双方愿意先协商，不改变现状", "accepted")
    assert verify_all().findings == []


def test_t16_the_case_can_be_guided_instead(docket: Docket) -> None:
    """T-16: not accepted, with the route to the government."""
    case = of_kind(docket, "forest_land")
    docket.checked(case, "grassland_right")
    docket.do("case.refuse_acceptance", NotAccepted(("town_government_decision",), "N05"), case)
    row = docket.row(case)
    assert (row.state, row.gate_code, row.dispute.state) == ("refused", "N05", "guided")


def test_r137_a_case_from_the_police_needs_its_number(docket: Docket) -> None:
    case = of_kind(docket, "damages", way_in=WayIn.TRANSFER, link=Link.POLICE)
    assert {"linked_police", "police_know", "organ_refers"} <= facts(docket, case)


def test_r137_another_case_needs_none(docket: Docket) -> None:
    assert not facts(docket, docket.applied()) & {"linked_police", "police_know", "organ_refers"}


def test_r203_another_gacha_needs_the_consent_of_the_committee(docket: Docket) -> None:
    clerk = docket.office.clerk
    matter = docket.office.register(division=docket.office.county.gachas[1])
    given = Application(matter, docket.committee, "请求划清界线")
    case = docket.act(clerk, "case.apply", given).subject
    docket.act(clerk, "dispute.check_admissibility", FactsStated(), matter)
    assert fired(docket, case) == ["G02"]
    with trusted():
        row = docket.row(case)
        check = standing_check(row)
        assert check is not None
        assert finding(row, check, ["place_consent"]).fired == ()


def test_r203_its_own_gacha_needs_none(docket: Docket) -> None:
    assert "place_outside" not in facts(docket, docket.applied())


def test_r222_an_agent_without_special_powers_is_a_warning(docket: Docket) -> None:
    case = docket.applied()
    party = docket.parties(case)[0].pk
    given = AgentAppointed(party, "律师", powers=(Power.EVIDENCE,), since_on=date(2026, 1, 1))
    docket.do("case.appoint_agent", given, case)
    docket.checked(case)
    assert "G08" in fired(docket, case)


def test_r222_an_agent_with_them_is_none(docket: Docket) -> None:
    case = docket.applied()
    party = docket.parties(case)[0].pk
    given = AgentAppointed(party, "律师", powers=(Power.DISPOSE, Power.SIGN), since_on=date(2026, 1, 1))
    docket.do("case.appoint_agent", given, case)
    docket.checked(case)
    assert "G08" not in fired(docket, case)


def test_r136_a_mediator_whom_a_party_does_not_want_blocks(docket: Docket) -> None:
    case = docket.applied()
    docket.checked(case, "mediator_related", "party_objects")
    assert fired(docket, case) == ["G06"]


def test_r136_a_relation_that_both_accept_is_a_warning(docket: Docket) -> None:
    case = docket.applied()
    docket.checked(case, "mediator_related")
    assert fired(docket, case) == ["G06-relation"]


def test_r133_signs_of_a_sham_block(docket: Docket) -> None:
    case = docket.applied()
    docket.checked(case, "sham_signs")
    assert fired(docket, case) == ["N17"]


def test_the_page_says_why_it_cannot_be_accepted(docket: Docket) -> None:
    """A policy: the step stands among those that are not possible now, with its reason and the way out."""
    case = docket.applied()
    docket.checked(case, "special_organ")
    with trusted():
        found = {each.action.name: each.refusal for each in prospects(docket.row(case), by=docket.mediator)}
    refusal = found["case.accept"]
    assert refusal is not None and (refusal.code, "人民调解法(2010-08-28) art.26" in refusal.law) == (
        "gate-blocked",
        True,
    )


def test_another_kind_of_dispute_asks_again(docket: Docket) -> None:
    case = of_kind(docket, "neighbours")
    docket.checked(case)
    docket.act(docket.mediator, "dispute.update", Change(kind="contract"), docket.row(case).dispute_id)
    with pytest.raises(Refused, match="gate-unanswered"):
        accept(docket, case)
