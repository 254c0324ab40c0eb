"""Change, correct, declare void, merge: nothing is deleted, nobody else may read more (O-2, O-4)."""

import pytest

from anmulong.disputes.enums import Fact, State
from anmulong.disputes.public import Change, Correction, Merging, Reason, matching
from anmulong.kernel.errors import Conflict, Invalid, Refused
from anmulong.kernel.ids import new_uid
from tests.factories.matters import Office


def test_an_update_changes_and_is_found_by_its_new_words(office: Office) -> None:
    matter = office.register()
    office.act(office.clerk, "dispute.update", Change(narrative="水井归属有争议"), matter)
    assert office.row(matter).narrative == "水井归属有争议"
    assert list(matching("水井")) == [{"uid": matter}]
    assert list(matching("牛羊")) == []


def test_two_changes_of_different_fields_both_stand(office: Office) -> None:
    matter = office.register()
    office.act(office.clerk, "dispute.update", Change(place="北井"), matter, base={"place": "三组北梁"})
    office.act(office.clerk, "dispute.update", Change(people_count=4), matter, base={"people_count": None})
    row = office.row(matter)
    assert (row.place, row.people_count) == ("北井", 4)


def test_two_changes_of_one_field_are_shown_with_both_sides(office: Office) -> None:
    matter = office.register()
    office.act(office.clerk, "dispute.update", Change(place="北井"), matter, base={"place": "三组北梁"})
    with pytest.raises(Conflict) as caught:
        office.act(office.clerk, "dispute.update", Change(place="西滩"), matter, base={"place": "三组北梁"})
    assert caught.value.details["fields"] == {"place": ("三组北梁", "西滩", "北井")}
    assert office.row(matter).place == "北井"


def test_a_seen_value_that_cannot_be_read_is_a_conflict_not_an_error(office: Office) -> None:
    matter = office.register()
    with pytest.raises(Conflict):
        office.act(office.clerk, "dispute.update", Change(people_count=4), matter, base={"people_count": "好几个"})
    assert office.row(matter).people_count is None


def test_o4_a_new_fact_restricts(office: Office) -> None:
    matter = office.register()
    office.act(office.clerk, "dispute.update", Change(facts=(Fact.VIOLENCE,)), matter)
    assert office.row(matter).restricted


def test_place_kind_and_codes_are_checked_where_they_change(office: Office) -> None:
    """C-301, C-303, C-310; a place of another county is none."""
    matter = office.register(by=office.director, division=office.county.gachas[0], facts=(Fact.VIOLENCE,))
    change = Change(division=office.county.gachas[2], kind="wages", forecast="crime", scale="individual")
    office.act(office.director, "dispute.update", change, matter)
    row = office.row(matter)
    assert (row.town, row.gacha) == (office.county.towns[1], office.county.gachas[2])
    assert (row.kind, row.forecast, row.scale, row.restricted_why) == ("wages", "crime", "individual", "violence")
    for wrong in (Change(division=new_uid()), Change(kind="none"), Change(forecast="none"), Change(scale="none")):
        with pytest.raises(Invalid):
            office.act(office.director, "dispute.update", wrong, matter)


def test_o2_a_later_correction_needs_a_reason(office: Office) -> None:
    matter = office.settled()
    with pytest.raises(Refused, match="wrong-state"):
        office.act(office.clerk, "dispute.update", Change(place="x"), matter)
    with pytest.raises(Invalid, match="no-reason"):
        office.act(office.clerk, "dispute.correct", Correction(place="西滩"), matter)
    office.act(office.clerk, "dispute.correct", Correction(place="西滩", reason="地名写错"), matter)
    assert office.row(matter).place == "西滩"


def test_void_is_the_end_and_keeps_the_number(office: Office) -> None:
    matter = office.register()
    number = office.row(matter).number
    office.act(office.second, "dispute.void", Reason("重复录入"), matter)
    row = office.row(matter)
    assert (row.state, row.number, row.due_at) == (State.VOID, number, None)
    with pytest.raises(Refused, match="wrong-state"):
        office.act(office.clerk, "dispute.reopen", Reason("x"), matter)


def test_merged_and_taken_back(office: Office) -> None:
    first, second = office.register(), office.register()
    office.act(office.clerk, "dispute.merge", Merging(into=first), second)
    assert (office.row(second).state, office.row(second).merged_into) == (State.MERGED, first)
    assert office.row(first).notes.count() == 1
    office.act(office.clerk, "dispute.unmerge", Reason("不是一件"), second)
    assert (office.row(second).state, office.row(second).merged_into) == (State.HANDLING, None)


def test_o4_a_merge_never_changes_who_may_read(office: Office) -> None:
    plain, restricted = office.register(), office.register(by=office.director, facts=(Fact.HEALTH,))
    with pytest.raises(Refused, match="other-readers"):
        office.act(office.director, "dispute.merge", Merging(into=plain), restricted)
    assert office.row(restricted).state == State.REGISTERED


def test_r531_nothing_is_merged_into_a_closed_matter(office: Office) -> None:
    closed, matter = office.struck_off(), office.register()
    with pytest.raises(Refused, match="not-live"):
        office.act(office.clerk, "dispute.merge", Merging(into=closed), matter)


@pytest.mark.parametrize("target", ["itself", "nothing"])
def test_a_merge_needs_another_matter_in_sight(office: Office, target: str) -> None:
    matter = office.register()
    with pytest.raises(Invalid):
        office.act(office.clerk, "dispute.merge", Merging(into=matter if target == "itself" else new_uid()), matter)
