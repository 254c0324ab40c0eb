"""The page of verification: a matter, a chain, a day; an altered row is named (R-723)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from anmulong.base import clock
from anmulong.journal.public import sign_finished_days
from anmulong.kernel.clock import FixedClock, local_day
from tests.desk.conftest import Desk
from tests.factories.matters import Office
from tests.factories.people import make_account


@pytest.fixture
def director(office: Office, desk: Desk) -> Client:
    return desk(office.director)


def test_a_matter_by_its_number(office: Office, director: Client) -> None:
    matter = office.asked()
    result = director.get("/verification/", {"stream": office.row(matter).number}).context["result"]
    assert (result["title"], result["ok"]) == (office.row(matter).number, True)


def test_an_altered_row_is_named(office: Office, director: Client) -> None:
    matter = office.register()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE disputes_dispute SET state = 'struck_off', struck_off_at = '2026-01-01', struck_off_by = uid"
        )
    context = director.get("/verification/", {"stream": str(matter)}).context
    assert context["result"]["ok"] is False
    assert any("state" in finding["columns"] for finding in context["findings"])


def test_a_day_without_a_signature_is_no_fault(office: Office, director: Client) -> None:
    office.register()
    context = director.get("/verification/", {"day": str(local_day(clock.now()))}).context
    assert context["result"]["ok"] is True
    assert len(context["findings"]) == 1


def test_signed_days_are_listed(office: Office, director: Client) -> None:
    office.register()
    today = local_day(clock.now())
    with clock.simulated(FixedClock(clock.now() + timedelta(days=1, hours=1))):
        sign_finished_days(office.county.key)
    days = director.get("/verification/").context["days"]
    assert days[0]["day"] == today
    assert director.get(f"/verification/{days[0]['url']}").context["result"]["ok"] is True


def test_what_is_not_there(director: Client) -> None:
    answer = director.get("/verification/", {"stream": "鄂〔2026〕999999号"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["stream"])


def test_the_audit_administrator_verifies_a_chain_but_finds_no_matter(office: Office, desk: Desk) -> None:
    matter = office.register()
    client = desk(make_account(office.county, "audit_admin").actor())
    assert client.get("/verification/", {"stream": str(matter)}).context["result"]["ok"] is True
    assert client.get("/verification/", {"stream": office.row(matter).number}).status_code == 400


def test_who_may_not_verify(office: Office, desk: Desk) -> None:
    assert desk(office.clerk).get("/verification/").status_code == 403
