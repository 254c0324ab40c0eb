"""The dashboard: every number equals its rows; both rates, both amounts (T-7, K-03, K-04, O-9)."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from anmulong.cases.public import NotAccepted
from anmulong.stats.public import CASE_FIGURES
from tests.desk.conftest import Desk
from tests.factories.cases import Docket, make_docket


@pytest.fixture
def docket(db: None) -> Docket:
    """Two accepted cases and a refused application of the first gacha."""
    docket = make_docket()
    docket.accepted(amount_at_stake=Decimal("1200.50"))
    docket.accepted(amount_at_stake=Decimal("800.00"))
    docket.do("case.refuse_acceptance", NotAccepted(("court_suit",)), docket.applied())
    return docket


def figures(client: Client, **query: Any) -> dict[str, str]:
    """Every card by the figure its address names."""
    answer = client.get("/figures/", {"length": "month", **query})
    cards = [card for group in answer.context["figures"].values() for card in group]
    return {card.url.split("/figures/")[1].split("/")[0]: card.value for card in cards}


def test_the_numbers_of_this_month(docket: Docket, desk: Desk) -> None:
    found = figures(desk(docket.mediator))
    assert (found["accepted"], found["refused"], found["settled"]) == ("2", "1", "0")
    assert (found["decided"], found["clock_ended"]) == ("—", "—")
    assert found["at_stake"] == "0.20"


@pytest.mark.parametrize("figure", sorted(CASE_FIGURES))
def test_every_number_equals_its_rows(docket: Docket, desk: Desk, figure: str) -> None:
    client = desk(docket.mediator)
    answer = client.get(f"/figures/{figure}/", {"length": "month"})
    assert answer.status_code == 200
    shown = figures(client).get(figure, "—")
    assert len(answer.context["rows"]) == answer.context["number"]
    assert shown in ("—", "0.20", "0.00", str(answer.context["number"]))


def test_another_unit_sees_none(docket: Docket, desk: Desk) -> None:
    """One scope: the other gacha's mediator counts nothing and opens nothing."""
    client = desk(docket.office.other_mediator)
    assert figures(client)["accepted"] == "0"
    assert client.get("/figures/accepted/", {"length": "month"}).context["rows"] == []


def test_a_wrong_period_is_said(docket: Docket, desk: Desk) -> None:
    answer = desk(docket.mediator).get("/figures/", {"length": "own", "begin": "2026-02-01", "end": "2026-01-01"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["end"])


def test_an_unknown_figure_is_not_there(docket: Docket, desk: Desk) -> None:
    assert desk(docket.mediator).get("/figures/best_mediator/").status_code == 404
