"""The second person's list: one submission, a sample to be opened, nobody strikes off the own (R-531, O-1)."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from anmulong.disputes.enums import State
from anmulong.disputes.public import must_be_opened
from anmulong.kernel.ids import new_uid
from tests.desk.conftest import Desk
from tests.desk.pages import fields
from tests.factories.matters import Office
from tests.factories.people import make_account


URL = "/strike-off/"


def uid(*, sample: bool) -> UUID:
    """A uid inside or outside the sample."""
    return next(found for found in iter(new_uid, None) if must_be_opened(found) is sample)


def strike_off(client: Client, picked: list[UUID]) -> Any:
    """Tick and send: one submission."""
    typed = {**fields(client.get(URL), URL), "pick": [str(each) for each in picked], "note": "已核"}
    return client.post(URL, typed, follow=True)


def states(office: Office, matters: list[UUID]) -> list[str]:
    return [office.row(matter).state for matter in matters]


def test_several_at_once(office: Office, desk: Desk) -> None:
    """O-1: a second person clears a list in one submission."""
    matters = [office.asked(uid=uid(sample=False)) for _ in range(3)]
    strike_off(desk(office.second), matters)
    assert states(office, matters) == [State.STRUCK_OFF] * 3


def test_row_shows_result_proof_and_answer(office: Office, desk: Desk) -> None:
    office.asked(uid=uid(sample=False))
    row = desk(office.second).get(URL).context["rows"][0]
    assert (row["result"], row["evidence"][0]["name"]) == ("按原界桩恢复", "照片")
    assert "已当面答复" in row["answer"]
    assert (row["own"], row["missing"], row["sample"]) == (False, [], False)


def test_sample_must_be_opened(office: Office, desk: Desk) -> None:
    """A matter of the sample is struck off only after it was opened by the same person."""
    matter, client = office.asked(uid=uid(sample=True)), desk(office.second)
    strike_off(client, [matter])
    assert office.row(matter).state == State.STRIKE_OFF_ASKED
    client.get(reverse("desk:matter", args=[matter]))
    strike_off(client, [matter])
    assert office.row(matter).state == State.STRUCK_OFF


def test_own_matter_stays(office: Office, desk: Desk) -> None:
    """R-531: who registered, settled or proposed it is no second person; the others go in."""
    boss = make_account(office.county, "town_director").actor()
    own, other = office.asked(uid=uid(sample=False), by=boss), office.asked(uid=uid(sample=False))
    client = desk(boss)
    assert {row["uid"]: row["own"] for row in client.get(URL).context["rows"]} == {own: True, other: False}
    answer = strike_off(client, [own, other])
    assert states(office, [own, other]) == [State.STRIKE_OFF_ASKED, State.STRUCK_OFF]
    assert len(list(answer.context["messages"])) == 2


def test_another_towns_matter_is_neither_listed_nor_struck_off(office: Office, desk: Desk) -> None:
    matter = office.asked(uid=uid(sample=False), by=office.clerk)
    stranger = _justice_office_of_the_other_town(office)
    client = desk(stranger)
    assert client.get(URL).context["rows"] == []
    strike_off(client, [matter])
    assert office.row(matter).state == State.STRIKE_OFF_ASKED


def _justice_office_of_the_other_town(office: Office) -> Any:
    return make_account(office.county, "justice_office", at=1).actor()


def test_who_may_not_strike_off_has_no_list(office: Office, desk: Desk) -> None:
    assert desk(office.clerk).get(URL).status_code == 403


@pytest.mark.parametrize("picked", [[], ["x"], ["00000000-0000-0000-0000-000000000000"]])
def test_nonsense_ticks_change_nothing(office: Office, desk: Desk, picked: list[str]) -> None:
    matter = office.asked(uid=uid(sample=False))
    assert desk(office.second).post(URL, {"pick": picked, "operation": "x"}).status_code == 302
    assert office.row(matter).state == State.STRIKE_OFF_ASKED


def test_double_click_strikes_off_once(office: Office, desk: Desk) -> None:
    matter, client = office.asked(uid=uid(sample=False)), desk(office.second)
    typed = {**fields(client.get(URL), URL), "pick": [str(matter)]}
    client.post(URL, typed)
    client.post(URL, typed)
    assert office.row(matter).state == State.STRUCK_OFF
