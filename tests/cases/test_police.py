"""Cases from the police: when the parties may ask that no penalty be given (R-137, T-29)."""

from uuid import UUID

import pytest

from anmulong.cases.enums import Link
from anmulong.cases.public import Performed, no_penalty_gap
from tests.factories.cases import Docket


def gap(docket: Docket, case: UUID) -> str:
    found = no_penalty_gap(docket.row(case))
    return found.code if found is not None else ""


def test_t29_no_application_while_the_agreement_is_not_performed(docket: Docket) -> None:
    """T-29: neither without performance nor without its proof."""
    case = docket.effective(link=Link.POLICE)
    assert gap(docket, case) == "not-performed"
    docket.do("case.record_performance", Performed(done=True), case)
    assert gap(docket, case) == "no-proof"


def test_t29_with_performance_and_proof_it_may_be_asked(docket: Docket) -> None:
    case = docket.effective(link=Link.POLICE)
    docket.do("case.record_performance", Performed(done=True, proof=docket.scanned(case)), case)
    assert gap(docket, case) == ""


@pytest.mark.parametrize(("link", "code"), [(Link.NONE, "no-police-link"), (Link.POLICE, "not-in-force")])
def test_t29_needs_an_agreement_in_a_case_of_the_police(docket: Docket, link: Link, code: str) -> None:
    assert gap(docket, docket.mediating(link=link)) == code
