"""The questions of the gate of the law on a matter: what is kept, how a Block ends, who is asked later (M-12, O-3)."""

from uuid import UUID

import pytest

from anmulong.base.guards import trusted
from anmulong.disputes.enums import Arrived, CheckedAgain, GuidanceReceipt
from anmulong.disputes.models import AdmissibilityCheck
from anmulong.disputes.public import (
    ArrivalAsked,
    Dispute,
    FactsStated,
    GuidanceGiven,
    PoliceReport,
    finding_of,
    latest_check,
    recorded_facts,
)
from anmulong.journal.public import Actor, Outcome, verify_all
from anmulong.kernel.errors import Invalid, Refused
from tests.factories.matters import Office, make_office


@pytest.fixture
def office(db: None) -> Office:
    return make_office()


def state(office: Office, matter: UUID, *facts: str, by: Actor | None = None, **more: object) -> Outcome:
    given = FactsStated(facts, **more)  # type: ignore[arg-type]  # the tests name what they need
    return office.act(by or office.clerk, "dispute.check_admissibility", given, matter)


def check_of(matter: UUID) -> AdmissibilityCheck:
    with trusted():
        found = latest_check(Dispute.objects.get(pk=matter))
        assert found is not None
        return found


def fired(matter: UUID) -> list[str]:
    with trusted():
        dispute = Dispute.objects.get(pk=matter)
        return [rule.key for rule in finding_of(dispute, check_of(matter)).fired]


def test_every_question_gets_its_answer(office: Office) -> None:
    matter = office.register(kind="neighbours")
    outcome = state(office, matter, "organ_took")
    row = check_of(matter)
    assert outcome.facts == {"verdict": "block", "fired": ["N02"]}
    assert (row.verdict, row.fired, row.kind, row.account) == ("block", ["N02"], "neighbours", office.clerk.uid)
    assert row.answers["organ_took"] is True
    assert [fact for fact, answer in row.answers.items() if answer] == ["organ_took"]
    assert len(row.answers) > 10
    assert verify_all().findings == []


def test_a_question_of_another_kind_is_refused(office: Office) -> None:
    with pytest.raises(Invalid, match="no-such-question"):
        state(office, office.register(kind="neighbours"), "grassland_right")


def test_t16_grassland_right_freezes_and_goes_to_the_government(office: Office) -> None:
    """T-16, N05: type 7 with the right ticked; it can be saved as guidance."""
    matter = office.register(kind="forest_land")
    state(office, matter, "grassland_right")
    with trusted():
        found = finding_of(Dispute.objects.get(pk=matter), check_of(matter))
    assert [(rule.key, rule.act, rule.freeze) for rule in found.fired] == [("N05", "warn", True)]
    assert found.routes[0] == "town_government_decision"
    office.act(office.clerk, "dispute.guide", GuidanceGiven(found.routes, gate_code="N05"), matter)
    with trusted():
        assert Dispute.objects.get(pk=matter).state == "guided"


def test_t16_a_trespass_without_a_right_freezes_nothing(office: Office) -> None:
    matter = office.register(kind="forest_land")
    state(office, matter)
    assert fired(matter) == []


def test_o3_a_block_ends_only_with_a_reason(office: Office) -> None:
    matter = office.register(kind="neighbours")
    state(office, matter, "party_refuses")
    with pytest.raises(Invalid, match="block-ends-without-reason"):
        state(office, matter)
    state(office, matter, "party_refuses", "consent_renewed", again=CheckedAgain.CHANGED, reason="对方自己来说愿意谈")
    assert (fired(matter), check_of(matter).reason) == ([], "对方自己来说愿意谈")


def test_o3_a_wrong_record_is_corrected_by_a_second_person(office: Office) -> None:
    matter = office.register(kind="neighbours")
    state(office, matter, "organ_took")
    wrong = {"again": CheckedAgain.WRONG, "reason": "问错了，没有立过案"}
    with pytest.raises(Refused, match="second-person-needed"):
        state(office, matter, **wrong)
    state(office, matter, by=office.second, **wrong)
    assert fired(matter) == []


def test_r112_a_report_to_the_police_ends_the_block(office: Office) -> None:
    """R-112: the forecast says that it may become a crime; with the report recorded it can be taken on."""
    matter = office.register(kind="neighbours", forecast="crime")
    state(office, matter)
    assert fired(matter) == ["G11"]
    office.act(office.clerk, "dispute.report_escalation", PoliceReport("乌兰镇派出所", "两家约架"), matter)
    assert fired(matter) == ["G11-reported"]


def test_o3_harm_to_a_child_is_reported_first_and_read_by_few(office: Office) -> None:
    """未成年人保护法 art. 11, O-4."""
    matter = office.register(kind="neighbours")
    state(office, matter, "harm_to_minor")
    with trusted():
        dispute = Dispute.objects.get(pk=matter)
    assert (dispute.restricted, dispute.restricted_why) == (True, "minors")
    assert fired(matter) == ["G09"]


def test_the_matter_keeps_the_rules_of_its_first_check(office: Office) -> None:
    matter = office.register(kind="neighbours")
    state(office, matter)
    first = check_of(matter).rules_day
    state(office, matter, "organ_took")
    assert check_of(matter).rules_day == first


def test_the_record_speaks_for_itself(office: Office) -> None:
    matter = office.register(kind="neighbours")
    with trusted():
        assert recorded_facts(Dispute.objects.get(pk=matter)) == frozenset()


def test_guided_people_are_asked_later_until_they_got_there(office: Office) -> None:
    """R-113, R-211: guidance is a result like settlement, and somebody asks whether it worked."""
    matter = office.register()
    given = GuidanceGiven(("court_suit",), receipt=GuidanceReceipt.SIGNED)
    office.act(office.clerk, "dispute.guide", given, matter)
    assert running(matter) == 1
    office.act(office.clerk, "dispute.ask_arrival", ArrivalAsked(Arrived.NOT_YET), matter)
    assert running(matter) == 1
    office.act(office.clerk, "dispute.ask_arrival", ArrivalAsked(Arrived.YES, "法院已收材料"), matter)
    with trusted():
        row = Dispute.objects.get(pk=matter).guidance.get()
    assert (running(matter), row.arrived, row.arrived_said, row.receipt) == (0, "yes", "法院已收材料", "signed")


def test_nobody_is_asked_who_was_not_guided(office: Office) -> None:
    matter = office.register()
    with pytest.raises(Refused):
        office.act(office.clerk, "dispute.ask_arrival", ArrivalAsked(Arrived.YES), matter)


def running(matter: UUID) -> int:
    with trusted():
        count: int = Dispute.objects.get(pk=matter).clocks.filter(kind="arrival", stopped_at=None).count()
    return count
