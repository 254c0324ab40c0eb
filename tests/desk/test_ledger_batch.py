"""Many matters at once: assigned or assessed with one reason; what is refused is named (O-5)."""

from typing import Any
from uuid import UUID

import pytest

from anmulong.base.guards import trusted
from anmulong.disputes.enums import Nature, State
from anmulong.journal.public import history
from anmulong.kernel.ids import new_uid
from tests.desk.conftest import Desk
from tests.factories.matters import Office


ASSIGN, ASSESS = "/ledger/assign/", "/ledger/assess/"


def sent(picks: list[UUID], **more: Any) -> dict[str, Any]:
    return {"pick": [str(pick) for pick in picks], "batch": str(new_uid()), "reason": "同一批留言", **more}


def to_unit(office: Office, picks: list[UUID], **more: Any) -> dict[str, Any]:
    return sent(picks, unit=str(office.county.committees[0]), **more)


def offered(office: Office, matters: list[UUID]) -> list[bool]:
    return [office.row(matter).offered_organisation == office.county.committees[0] for matter in matters]


def test_ticked_matters_are_offered(office: Office, desk: Desk) -> None:
    matters = [office.register() for _ in range(3)]
    response = desk(office.clerk).post(ASSIGN, to_unit(office, matters[:2], filter="view=open"))
    assert (response.status_code, response["Location"]) == (302, "/ledger/?view=open")
    assert offered(office, matters) == [True, True, False]


def test_one_entry_each_with_the_reason(office: Office, desk: Desk) -> None:
    matter = office.register()
    desk(office.clerk).post(ASSIGN, to_unit(office, [matter]))
    with trusted():
        last = history(office.row(matter))[0]
    assert (last.entry.action, last.given["reason"]) == ("dispute.assign", "同一批留言")


def test_a_repeated_click_changes_nothing(office: Office, desk: Desk) -> None:
    matter = office.register()
    given = to_unit(office, [matter])
    client = desk(office.clerk)
    client.post(ASSIGN, given)
    version = office.row(matter).version
    assert client.post(ASSIGN, given).status_code == 302
    assert office.row(matter).version == version


def test_all_that_are_filtered(office: Office, desk: Desk) -> None:
    """The filter counts and not the ticks; what it leaves out stays as it is."""
    inside = [office.register(kind="neighbours") for _ in range(2)]
    outside = office.register(kind="contract")
    given = sent([outside], everything="1", filter="kind=neighbours", nature=Nature.DISPUTE)
    assert desk(office.clerk).post(ASSESS, given).status_code == 302
    assert [office.row(matter).state for matter in (*inside, outside)] == [
        State.HANDLING,
        State.HANDLING,
        State.REGISTERED,
    ]


def test_no_more_than_five_hundred(office: Office, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anmulong.desk.views.ledger_batch.MOST_AT_ONCE", 2)
    matters = [office.register() for _ in range(3)]
    desk(office.clerk).post(ASSESS, sent([], everything="1", nature=Nature.DISPUTE))
    assert [office.row(matter).state for matter in matters].count(State.HANDLING) == 2


def test_refused_rows_are_named_and_the_rest_is_done(office: Office, desk: Desk) -> None:
    fresh, done = office.register(), office.struck_off()
    response = desk(office.clerk).post(ASSESS, sent([fresh, done], nature=Nature.DISPUTE))
    assert office.row(fresh).state == State.HANDLING
    assert [row["number"] for row in response.context["refused"]] == [office.row(done).number]
    assert response.context["refused"][0]["text"] != ""


def test_not_a_dispute_keeps_the_reason(office: Office, desk: Desk) -> None:
    matter = office.register()
    desk(office.clerk).post(ASSESS, sent([matter], nature=Nature.NO_DISPUTE))
    with trusted():
        row = office.row(matter)
        assert (row.state, row.result) == (State.NO_DISPUTE, "同一批留言")


@pytest.mark.parametrize("left_out", ["reason", "unit", "batch"])
def test_what_is_missing_is_said_and_nothing_is_done(office: Office, desk: Desk, left_out: str) -> None:
    matter = office.register()
    given = {**to_unit(office, [matter]), left_out: ""}
    response = desk(office.clerk).post(ASSIGN, given)
    assert response.status_code == 400
    assert response.context["problem"] != ""
    assert offered(office, [matter]) == [False]


def test_nothing_chosen(office: Office, desk: Desk) -> None:
    response = desk(office.clerk).post(ASSIGN, to_unit(office, []))
    assert response.status_code == 400


def test_a_matter_of_another_town_is_not_found(office: Office, desk: Desk) -> None:
    """A uid typed by hand reaches nothing outside the scope."""
    matter = office.register()
    given = sent([matter], unit=str(office.county.committees[2]))
    assert desk(office.other_clerk).post(ASSIGN, given).status_code == 400
    assert offered(office, [matter]) == [False]


@pytest.mark.parametrize(("address", "who"), [(ASSIGN, "mediator"), (ASSIGN, "other_mediator")])
def test_without_the_right(office: Office, desk: Desk, address: str, who: str) -> None:
    matter = office.register()
    assert desk(getattr(office, who)).post(address, to_unit(office, [matter])).status_code == 403
