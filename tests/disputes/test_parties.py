"""Parties come, change and leave; what each was told is kept (R-207, R-703, R-751, O-2, O-4)."""

import pytest

from anmulong.disputes.public import AddedParty, ChangedParty, LeftParty, matching
from anmulong.journal.public import verify_all
from anmulong.kernel.errors import Invalid
from anmulong.kernel.ids import new_uid
from anmulong.people.enums import ConsentAnswer, ConsentKind, ConsentWay
from anmulong.people.public import ConsentInput, PartyInput, consents_of
from tests.factories.matters import Office


def add(office: Office, matter: object, **party: object) -> None:
    office.act(office.clerk, "dispute.add_party", AddedParty(PartyInput(**party)), matter)  # type: ignore[arg-type]


def test_a_further_party_stands_on_the_list_and_is_found(office: Office) -> None:
    matter = office.register()
    add(office, matter, name="额尔敦", telephone="17000007777")
    row = office.row(matter)
    assert row.parties_line == "巴特尔、苏和、额尔敦"
    assert [(side.side, side.role) for side in row.sides.order_by("position")][-1] == (2, "respondent")
    assert list(matching("7777")) == [{"uid": matter}]
    assert verify_all().findings == []


def test_o4_a_minor_restricts_and_stands_by_initials(office: Office) -> None:
    matter = office.register()
    add(office, matter, name="张小明", minor=True)
    row = office.row(matter)
    assert (row.restricted_why, row.parties_line) == ("minors", "巴特尔、苏和、Z.X.M.")


def test_a_changed_name_and_telephone_are_found_and_the_old_ones_not(office: Office) -> None:
    matter = office.register()
    party = office.row(matter).sides.get(position=0).party_id
    given = ChangedParty(party=party, name="巴特尔夫", telephone="17000009999")
    office.act(office.clerk, "dispute.change_party", given, matter)
    assert office.row(matter).parties_line == "巴特尔夫、苏和"
    assert list(matching("9999")) == [{"uid": matter}]
    assert list(matching("1234")) == []


def test_o2_who_leaves_stays_on_the_record(office: Office) -> None:
    matter = office.register()
    party = office.row(matter).sides.get(position=1).party_id
    with pytest.raises(Invalid, match="no-reason"):
        office.act(office.clerk, "dispute.end_party", LeftParty(party), matter)
    office.act(office.clerk, "dispute.end_party", LeftParty(party, "登记错了人"), matter)
    row = office.row(matter)
    assert (row.parties_line, row.sides.count()) == ("巴特尔", 2)


def test_a_party_of_another_matter_is_no_party_here(office: Office) -> None:
    matter = office.register()
    with pytest.raises(Invalid, match="no-such-party"):
        office.act(office.clerk, "dispute.end_party", LeftParty(new_uid(), "x"), matter)


def test_r703_what_was_told_is_kept_per_person(office: Office) -> None:
    matter = office.register()
    party = office.row(matter).sides.get(position=0).party_id
    given = ConsentInput(party, ConsentKind.NOTICE, ConsentAnswer.TOLD, ConsentWay.READ_OUT, "2026-1")
    office.act(office.clerk, "dispute.record_consent", given, matter)
    assert [(line.kind, line.answer) for line in consents_of([matter])[party]] == [("notice", "told")]
