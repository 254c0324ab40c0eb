"""Whatever is done to a matter and its case, in whatever order: one owner, and the journal replays to the live state.

Steps that the law or the state refuses leave nothing behind (R-111, R-502, architecture.md 3).
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anmulong.base import clock
from anmulong.base.guards import trusted
from anmulong.cases.enums import PauseReason
from anmulong.cases.public import (
    Closing,
    Declined,
    Extended,
    FraudSuspected,
    HoldLifted,
    Paused,
    Performed,
    Resumed,
    Signing,
    Terminated,
    Visited,
)
from anmulong.disputes.public import Acknowledgement, Assignment, Noted, SendingBack
from anmulong.journal.public import verify_stream
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import DomainError
from tests.factories.cases import Docket, make_docket


Deed = Callable[[Docket, UUID, UUID], Any]
ROUTES = ("court_suit",)


def _matter(docket: Docket, name: str, answers: Any, matter: UUID) -> None:
    docket.act(docket.mediator, f"dispute.{name}", answers, matter)


DEEDS: dict[str, Deed] = {
    "note": lambda docket, case, matter: _matter(docket, "note", Noted("看过现场"), matter),
    "assign": lambda docket, case, matter: _matter(docket, "assign", Assignment(_other(docket)), matter),
    "take": lambda docket, case, matter: docket.act(
        docket.office.other_mediator, "dispute.acknowledge", Acknowledgement(), matter
    ),
    "send back": lambda docket, case, matter: docket.act(
        docket.office.other_mediator, "dispute.send_back", SendingBack("不属本嘎查"), matter
    ),
    "suspend": lambda docket, case, matter: docket.do("case.suspend", Paused(PauseReason.APPRAISAL), case),
    "resume": lambda docket, case, matter: docket.do("case.resume", Resumed(), case),
    "extend": lambda docket, case, matter: docket.do("case.extend", _longer(docket, case), case),
    "session": lambda docket, case, matter: docket.session(case),
    "write": lambda docket, case, matter: docket.agreed(case=case),
    "agree": lambda docket, case, matter: docket.orally(case=case),
    "sign": lambda docket, case, matter: docket.do("case.sign", Signing(docket.marks(case)), case),
    "perform": lambda docket, case, matter: docket.do("case.record_performance", Performed(done=True), case),
    "visit": lambda docket, case, matter: docket.do("case.follow_up", Visited(text="都好"), case),
    "hold": lambda docket, case, matter: docket.do("case.hold_for_fraud", FraudSuspected("字迹相同", "司法局"), case),
    "lift": lambda docket, case, matter: docket.act(docket.office.second, "case.release_hold", HoldLifted("无"), case),
    "decline": lambda docket, case, matter: docket.do(
        "case.decline", Declined(docket.parties(case)[1].pk, ROUTES), case
    ),
    "end": lambda docket, case, matter: docket.do("case.terminate", Terminated("too_far_apart", ROUTES), case),
    "close": lambda docket, case, matter: docket.do("case.close", Closing(), case),
}


def _other(docket: Docket) -> UUID:
    assert docket.office.other_mediator.organisation is not None
    return docket.office.other_mediator.organisation


def _longer(docket: Docket, case: UUID) -> Extended:
    everybody = tuple(row.pk for row in docket.parties(case))
    return Extended(local_day(clock.now()) + timedelta(days=50), everybody)


@pytest.fixture
def docket(db: None) -> Docket:
    """An office and a mediator."""
    return make_docket()


@pytest.mark.walk
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(st.sampled_from(sorted(DEEDS)), min_size=4, max_size=14))
def test_one_owner_and_a_journal_that_replays(docket: Docket, deeds: list[str]) -> None:
    case = docket.mediating()
    matter = docket.row(case).dispute_id
    for deed in deeds:
        with suppress(DomainError):
            DEEDS[deed](docket, case, matter)
        _one_owner(docket, matter)
    assert verify_stream(matter).findings == []


def _one_owner(docket: Docket, matter: UUID) -> None:
    """R-502: exactly one unit and person are responsible, and the row says the same."""
    with trusted():
        row = docket.office.row(matter)
        [present] = row.responsibilities.filter(ended_at=None, accepted_at__isnull=False)
    assert (present.organisation, present.person) == (row.owner_organisation, row.owner_person)
