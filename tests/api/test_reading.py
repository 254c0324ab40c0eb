"""Reading through the interface: lists by keyset, one by one masked, the journal from a cursor."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from anmulong.cases.public import Application
from anmulong.journal.models import Entry, Reading
from tests.api.conftest import registered
from tests.factories.matters import Office
from tests.factories.programs import Caller


def test_a_list_goes_on_behind_its_cursor(caller: Caller, office: Office) -> None:
    """Each row once, in order, names masked (O-4)."""
    made = [str(registered(caller, office)) for _ in range(5)]
    found, after = [], {}
    for _ in range(3):
        page = caller.get("/disputes", limit=2, order="newest", **after).json()
        found += [row["uid"] for row in page["rows"]]
        assert {name for row in page["rows"] for name in row["parties"]} == {"巴**", "苏*"}
        after = {"after": page["next"]}
    assert (found, page["next"]) == (made[::-1], None)


def test_filters_narrow(caller: Caller, office: Office) -> None:
    matter = registered(caller, office)
    town, place = str(office.county.towns[1]), str(office.county.gachas[0])
    assert [row["uid"] for row in caller.get("/disputes", division=place).json()["rows"]] == [str(matter)]
    assert caller.get("/disputes", division=town).json()["rows"] == []
    assert caller.get("/disputes", state="struck_off").json()["rows"] == []
    assert [row["uid"] for row in caller.get("/disputes", q="丈量").json()["rows"]] == [str(matter)]


@pytest.mark.parametrize("path", ["/disputes", "/cases", "/journal"])
def test_a_wrong_parameter_is_named(caller: Caller, path: str) -> None:
    for query in ({"nonsense": "1"}, {"limit": "0"}, {"limit": "x"}, {"after": "x"}, {"after": "W10"}, {"after": "é"}):
        answer = caller.get(path, **query)
        assert (answer.status_code, list(answer.json()["fields"])) == (422, list(query)), query


def test_one_matter_is_masked_until_a_purpose_is_named(caller: Caller, office: Office) -> None:
    """O-4, R-723: both ways of reading are recorded."""
    matter = registered(caller, office)
    masked = caller.get(f"/disputes/{matter}").json()
    assert [(row["name"], row["telephone"]) for row in masked["parties"]] == [("巴**", "170****1234"), ("苏*", "")]
    full = caller.get(f"/disputes/{matter}", purpose="contact").json()
    assert [(row["name"], row["telephone"]) for row in full["parties"]] == [("巴特尔", "17000001234"), ("苏和", "")]
    rows = Reading.objects.filter(subject=matter).order_by("read_at")
    assert list(rows.values_list("kind", "purpose", "channel")) == [("open", "", "api"), ("unmask", "contact", "api")]


def test_a_matter_outside_is_not_there(caller: Caller, caller_for: Callable[..., Caller], office: Office) -> None:
    """In the same words as one that does not exist."""
    matter = registered(caller, office)
    stranger = caller_for(office.other_clerk)
    there, nowhere = stranger.get(f"/disputes/{matter}"), stranger.get(f"/disputes/{uuid4()}")
    assert there.status_code == nowhere.status_code == 404
    assert there.json() == nowhere.json()
    assert stranger.get("/disputes").json()["rows"] == []
    assert stranger.act(f"/disputes/{matter}/actions/dispute.note", {"text": "看看"}).status_code == 404


def test_a_case_is_listed_and_read(caller: Caller, office: Office) -> None:
    matter = office.handled()
    given = Application(matter, office.county.committees[0], "巴特尔请求赔偿")
    case = office.act(office.clerk, "case.apply", given).subject
    assert [row["uid"] for row in caller.get("/cases", dispute=str(matter)).json()["rows"]] == [str(case)]
    one, full = (caller.get(f"/cases/{case}", **asked).json() for asked in ({}, {"purpose": "deliver"}))
    assert (one["dispute"], one["request"], full["request"]) == (str(matter), "", "巴特尔请求赔偿")


def test_the_feed_goes_on_where_it_ended(
    caller: Caller, caller_for: Callable[..., Caller], office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Entries of streams in scope only, without personal parts; nothing twice, nothing missed."""
    monkeypatch.setattr("anmulong.api.feed.SETTLED", timedelta(minutes=-1))
    matter = registered(caller, office)
    first = caller.get("/journal", limit=500).json()
    assert first["rows"][-1]["action"] == "dispute.register"
    assert "巴特尔" not in str(first["rows"])
    caller.act(f"/disputes/{matter}/actions/dispute.note", {"text": "孛儿只斤来电"})
    second = caller.get("/journal", after=first["next"]).json()
    assert [row["action"] for row in second["rows"]] == ["dispute.note"]
    assert "孛儿只斤" not in str(second)
    foreign = caller_for(office.other_clerk).get("/journal", limit=500).json()
    assert not [row for row in foreign["rows"] if row["stream"] == str(matter)]
    assert Entry.objects.filter(stream=matter).count() == 2
