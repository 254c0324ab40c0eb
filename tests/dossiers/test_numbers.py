"""Numbers when everybody agrees at once (R-212)."""

import re

import pytest

from anmulong.cases.public import AgreementText
from anmulong.journal.public import Call, Outcome, perform
from tests.factories.cases import CONTENT, FACTS, make_docket
from tests.journal.test_concurrency import at_once


pytestmark = pytest.mark.slow


AT_ONCE = 50


def test_r212_fifty_agreements_at_once_get_fifty_consecutive_numbers(transactional_db: None) -> None:
    """One committee, fifty cases, one moment: 1 to 50, none twice, none left out."""
    docket = make_docket()
    cases = [docket.mediating() for _ in range(AT_ONCE)]
    for case in cases:
        docket.session(case, "success")
    calls = [
        Call("case.agree_in_writing", AgreementText(FACTS, CONTENT, (docket.owed(case),)), subject=case)
        for case in cases
    ]
    answers = at_once(*(lambda call=call: perform(call, by=docket.mediator) for call in calls))
    assert [each for each in answers if not isinstance(each, Outcome)] == []
    numbers = sorted(int(re.findall(r"人调协字〔\d+〕第(\d+)号", each.facts["number"])[0]) for each in answers)
    assert numbers == list(range(1, AT_ONCE + 1))
