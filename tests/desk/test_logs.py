"""The logs for the audit administrator: complete pages, nothing personal, for nobody else (R-721, R-723)."""

from typing import Any

import pytest
from django.test import Client

from anmulong.disputes.public import Registration
from anmulong.journal.models import Entry
from anmulong.journal.public import Call, perform_batch
from tests.desk.conftest import Desk
from tests.factories.matters import Office
from tests.factories.people import make_account


@pytest.fixture
def auditor(office: Office, desk: Desk) -> Client:
    return desk(make_account(office.county, "audit_admin").actor())


def rows(client: Client, **query: str) -> list[dict[str, Any]]:
    return list(client.get("/logs/", query).context["rows"])


def test_three_logs(office: Office, desk: Desk, auditor: Client) -> None:
    matter = office.register()
    desk(office.clerk).get(f"/ledger/{matter}/")
    desk(office.mediator).post("/ledger/export/")
    assert rows(auditor, log="entries")[0]["actor"] == "town_clerk 0"
    assert len(rows(auditor, log="entries")) == Entry.objects.count()
    assert [row["actor"] for row in rows(auditor, log="readings")] == ["town_clerk 0"]
    assert rows(auditor, log="refusals") == []


def test_a_refused_step_is_in_its_log(office: Office, desk: Desk, auditor: Client) -> None:
    desk(office.director).post("/account/deputy/", {"account": str(office.clerk.uid), "until": "2000-01-01"})
    desk(office.clerk).post(f"/account/sessions/{office.clerk.uid}/end/")
    (row,) = rows(auditor, log="refusals")
    assert row["actor"] == "town_clerk 0"


def test_nothing_personal_is_shown(office: Office, auditor: Client) -> None:
    office.register(what="巴特尔动手打人")
    text = auditor.get("/logs/").content.decode()
    assert "巴特尔" not in text
    assert "动手打人" not in text


def test_pages_skip_nothing_of_one_moment(office: Office, auditor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch writes many entries with the same time."""
    monkeypatch.setattr("anmulong.desk.views.logs.SIZE", 4)
    calls = [
        Call("dispute.register", Registration(what=f"第{number}件", place="某处", anonymous=True))
        for number in range(10)
    ]
    perform_batch(calls, by=office.clerk)
    seen, url = [], "/logs/"
    while url:
        context = auditor.get(url).context
        seen += [row["code"] for row in context["rows"]]
        url = context["older_url"]
    assert len(seen) == len(set(seen)) == Entry.objects.count()


def test_one_persons_deeds(office: Office, auditor: Client) -> None:
    office.register()
    office.register(by=office.mediator)
    found = rows(auditor, log="entries", actor=str(office.mediator.uid))
    assert [row["actor"] for row in found] == ["gacha_mediator 0"]


@pytest.mark.parametrize("who", ["director", "clerk", "mediator"])
def test_nobody_else_reads_the_logs(office: Office, desk: Desk, who: str) -> None:
    assert desk(getattr(office, who)).get("/logs/").status_code == 403


def test_bad_parameters_are_left_out(auditor: Client) -> None:
    assert auditor.get("/logs/", {"log": "x", "before": "x", "actor": "x", "uid": "x"}).status_code == 200
