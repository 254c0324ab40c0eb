"""The case study's three years, made whole through the road, and what the dashboard shows of them (T-8 to T-11, T-7).

One long test: the making takes minutes, so it runs in the full run only.
"""

from datetime import datetime
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from anmulong.access.public import account_called
from anmulong.base import clock
from anmulong.base.guards import trusted
from anmulong.journal.public import verify_all
from anmulong.kernel.clock import LOCAL, FixedClock
from anmulong.ops.demo.play import play
from anmulong.stats.public import CASE_FIGURES
from tests.factories.browsers import BACKEND


UNTIL = datetime(2026, 11, 23, 17, 30, tzinfo=LOCAL)


@pytest.mark.study
def test_the_dashboard_shows_the_case_study(db: None, settings: Settings) -> None:
    settings.STORE = "demo"
    played = play(seed=150624, until=UNTIL, whole=True)
    assert 4562 <= played.matters <= 4570, "562 cases, 4,000 further matters, and a few cases that are still going on"
    with clock.simulated(FixedClock(UNTIL)):
        client = Client()
        with trusted():
            leader = account_called("otog", "juzhang")
        assert leader is not None
        client.force_login(leader, backend=BACKEND)
        answer = client.get("/figures/")
        main = {card.label: card for card in answer.context["figures"]["main"]}
        shown = [card.value for card in main.values()]
        assert shown[:3] == ["562", "545", "97.0 %"]
        assert 3_000 <= Decimal(shown[4].replace(",", "")) <= 3_100, "ten thousand yuan at stake"
        for figure in CASE_FIGURES:
            number = client.get(f"/figures/{figure}/").context["number"]
            assert number == count_by_walking(client, figure)
        assert 30 <= sum(int(card.value) for card in answer.context["open"]["colours"]) <= 90
    assert verify_all().findings == []


def count_by_walking(client: Client, figure: str) -> int:
    """Every row of every page behind a figure."""
    url, found = f"/figures/{figure}/", 0
    while url:
        context = client.get(url).context
        found += len(context["rows"])
        url = context.get("older_url", "") if context["rows"] else ""
    return found
