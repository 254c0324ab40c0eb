"""The demonstration of the first start: every list of the first town has a row, whatever chance makes of the year."""

from datetime import datetime

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from anmulong.access.public import account_called
from anmulong.base import clock
from anmulong.base.guards import trusted
from anmulong.kernel.clock import LOCAL, FixedClock
from anmulong.ops.demo.play import play
from tests.factories.browsers import BACKEND


UNTIL = datetime(2026, 11, 23, 17, 30, tzinfo=LOCAL)
LISTS = {"zhenban": ("open", "offered", "late", "grave"), "sifasuo": ("to_strike_off",), "gacha": ("mine",)}


@pytest.mark.study
def test_every_page_has_life(db: None, settings: Settings) -> None:
    settings.STORE = "demo"
    played = play(seed=150624, until=UNTIL, whole=False)
    assert 320 <= played.matters <= 350
    with clock.simulated(FixedClock(UNTIL)):
        empty = [f"{name}: {view}" for name, views in LISTS.items() for view in views if not _rows(name, view)]
    assert empty == []


def _rows(username: str, view: str) -> int:
    client = Client()
    with trusted():
        account = account_called("otog", username)
    assert account is not None
    client.force_login(account, backend=BACKEND)
    return len(client.get(f"/ledger/?view={view}").context["rows"])
