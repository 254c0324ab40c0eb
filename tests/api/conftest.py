"""A caller with a token, against the real application: middleware, door and router as the server runs them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from anmulong.api.limits import forget
from tests.factories.matters import Office, make_office
from tests.factories.programs import Caller, issue


@pytest.fixture(autouse=True)
def fresh_minute() -> None:
    forget()


@pytest.fixture
def office(db: None) -> Office:
    return make_office()


@pytest.fixture
def caller_for() -> Callable[..., Caller]:
    """A program that acts for somebody."""
    return lambda by, **more: Caller(issue(by, **more))


@pytest.fixture
def caller(office: Office) -> Caller:
    """A program of the town clerk."""
    return Caller(issue(office.clerk))


def registration(office: Office, **more: Any) -> dict[str, Any]:
    """The input of a registration as JSON."""
    return {
        "what": "两家草场边界不清，牛羊越界吃草，要求丈量。",
        "place": "三组北梁",
        "division": str(office.county.gachas[0]),
        "reporter": "巴特尔",
        "again": True,
        "kind": "pasture_boundary",
        "parties": [{"party": {"name": "巴特尔", "telephone": "17000001234"}}, {"party": {"name": "苏和"}, "side": 2}],
        **more,
    }


def registered(caller: Caller, office: Office, **more: Any) -> UUID:
    """A matter registered through the interface."""
    answer = caller.act("/disputes/actions/dispute.register", registration(office, **more))
    assert answer.status_code == 200, answer.content
    return UUID(answer.json()["subject"])
