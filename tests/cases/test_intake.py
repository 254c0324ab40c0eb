"""How a case comes in: R-201, R-202, R-206, R-212, 人民调解法 art. 2 and 17."""

from typing import Any

import pytest

from anmulong.base.guards import trusted
from anmulong.cases.enums import State
from anmulong.cases.public import Acceptance, MaterialBrought, MaterialWanted, NotAccepted
from anmulong.disputes.enums import State as DisputeState
from anmulong.journal.public import verify_all
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.ids import new_uid
from anmulong.orgs.enums import OrganisationKind
from anmulong.orgs.public import organisations
from tests.factories.cases import Docket


def test_an_application_keeps_the_peoples_words(docket: Docket) -> None:
    """R-208: applicant, matter and time are written down; the parties come from the dispute."""
    case = docket.row(docket.applied(request="丈量边界"))
    assert (case.state, case.turn, case.request) == (State.APPLIED, "committee", "丈量边界")
    assert [(part.side, part.party.name) for part in docket.parties(case.pk)] == [(1, "巴特尔"), (2, "苏和")]
    assert case.due_kind == "acceptance"
    assert case.dispute.due_at is not None


def test_acceptance_gives_number_and_clock(docket: Docket) -> None:
    """R-212, domain.md 2.5: 30 days from acceptance; the dispute is being handled and shows the case's date."""
    first, second = docket.row(docket.accepted()), docket.row(docket.accepted())
    assert [row.number.rsplit("第", 1)[1] for row in (first, second)] == ["1号", "2号"]
    assert (first.state, first.due_kind) == (State.ACCEPTED, "mediation")
    matter = first.dispute
    assert (matter.state, matter.due_kind, matter.due_at) == ("handling", "mediation", first.due_at)


def test_a_refused_application_guides(docket: Docket) -> None:
    """R-113: the other routes are told; it stands beside "settled" as a lawful result."""
    case = docket.applied()
    docket.do("case.refuse_acceptance", NotAccepted(("court_suit",), "N02", "法院已经受理"), case)
    row = docket.row(case)
    assert (row.state, row.dispute.state, row.gate_code) == (State.REFUSED, DisputeState.GUIDED, "N02")
    with trusted():
        assert [told.routes for told in row.dispute.guidance.all()] == [["court_suit"]]
    assert row.dispute.failed_attempts == 0


def test_without_routes_nobody_is_refused(docket: Docket) -> None:
    case = docket.applied()
    with pytest.raises(Invalid, match="no-route"):
        docket.do("case.refuse_acceptance", NotAccepted(()), case)


def test_only_a_committee_mediates(docket: Docket) -> None:
    """人民调解法 art. 2, O-3: a justice bureau or a centre does not mediate."""
    bureau = organisations(docket.mediator.county, kind=OrganisationKind.JUSTICE_BUREAU)[0]
    with pytest.raises(Invalid, match="no-committee"):
        docket.applied(committee=bureau.pk)


def test_only_its_own_committee_accepts(docket: Docket) -> None:
    case = docket.applied()
    docket.checked(case)
    with pytest.raises(Refused):
        docket.act(docket.office.clerk, "case.accept", Acceptance(), case)


def test_one_case_at_a_time(docket: Docket) -> None:
    case = docket.row(docket.applied())
    with pytest.raises(Refused, match="already-running"):
        docket.applied(matter=case.dispute_id)


def test_one_side_is_not_enough(docket: Docket) -> None:
    """R-202: a definite other party."""
    parties = docket.parties(docket.applied())
    with pytest.raises(Invalid, match="one-side"):
        docket.applied(parties=(parties[0].party_id,))


def test_what_was_done_can_be_proven(docket: Docket) -> None:
    docket.accepted()
    assert verify_all().findings == []


def test_r202_material_is_asked_for_and_comes(docket: Docket) -> None:
    """The application stays in time meanwhile."""
    case = docket.applied()
    with pytest.raises(Invalid, match="no-text"):
        docket.do("case.request_material", MaterialWanted(" "), case)
    docket.do("case.request_material", MaterialWanted("界桩照片"), case)
    assert (docket.row(case).state, docket.row(case).turn) == (State.MATERIAL_WANTED, "applicant")
    docket.do("case.supply_material", MaterialBrought("照片两张"), case)
    assert (docket.row(case).state, docket.row(case).turn) == (State.APPLIED, "committee")


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"request": " "}, "no-request"),
        ({"committee": new_uid()}, "unknown-unit"),
    ],
)
def test_what_an_application_needs(docket: Docket, answers: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid, match=code):
        docket.applied(**answers)


def test_r111_public_or_not_is_kept(docket: Docket) -> None:
    """人民调解法 art. 23: the parties' wish; the acceptance may change it."""
    case = docket.applied(public_session=True)
    docket.checked(case)
    docket.do("case.accept", Acceptance(public_session=False), case)
    assert docket.row(case).public_session is False
