"""What is asked of a party (O-1, appendix C) and of a consent (R-703)."""

from dataclasses import replace
from datetime import date

import pytest

from anmulong.journal.public import parse
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.ids import new_uid
from anmulong.people.enums import ConsentAnswer, ConsentKind, ConsentWay, IdentityKind, PartyKind, Sex
from anmulong.people.rules import (
    ConsentInput,
    PartyChange,
    PartyInput,
    check_consent,
    party_facts,
    plain_telephone,
)


TODAY = date(2026, 11, 23)
VALID = "11010519491231002X"


def test_only_a_name_is_needed() -> None:
    """O-1: identity number, nation, age are never required to register."""
    facts = party_facts(PartyInput(name="其其格"), TODAY)
    assert (facts.identity_number, facts.birth_on, facts.sex, facts.minor) == ("", None, "", False)


def test_a_blank_name_is_refused() -> None:
    with pytest.raises(Invalid) as refusal:
        party_facts(PartyInput(name=" "), TODAY)
    assert list(refusal.value.fields) == ["name"]


@pytest.mark.parametrize("name", ["telephone", "safe_telephone"])
def test_a_telephone_must_be_one_that_can_be_called(name: str) -> None:
    with pytest.raises(Invalid) as refusal:
        party_facts(replace(PartyInput(name="其其格"), **{name: "abc"}), TODAY)
    assert list(refusal.value.fields) == [name]


def test_a_card_tells_birth_and_sex() -> None:
    """T-31: the sample number of GB 11643."""
    facts = party_facts(PartyInput(name="甲", identity_number="110105 19491231002x"), TODAY)
    assert facts.identity_number == VALID
    assert (facts.birth_on, facts.birth_year, facts.sex) == (date(1949, 12, 31), 1949, Sex.FEMALE)


def test_a_wrong_check_sign_is_named_by_its_field() -> None:
    with pytest.raises(Invalid) as refusal:
        party_facts(PartyInput(name="甲", identity_number="110105194912310021"), TODAY)
    assert "does not match" in str(refusal.value.fields["identity_number"])


def test_another_paper_has_no_check_sign() -> None:
    given = PartyInput(name="甲", identity_kind=IdentityKind.PASSPORT, identity_number=" e1234567 ")
    assert party_facts(given, TODAY).identity_number == "E1234567"


def test_a_birth_date_against_the_card_is_refused() -> None:
    with pytest.raises(Invalid) as refusal:
        party_facts(PartyInput(name="甲", identity_number=VALID, birth_on=date(1950, 1, 1)), TODAY)
    assert list(refusal.value.fields) == ["birth_on"]


def test_a_birth_in_the_future_is_refused() -> None:
    with pytest.raises(Invalid):
        party_facts(PartyInput(name="甲", birth_on=date(2027, 1, 1)), TODAY)


@pytest.mark.parametrize(
    ("given", "minor"),
    [
        (PartyInput(name="甲", birth_on=date(2008, 11, 23)), True),
        (PartyInput(name="甲", birth_on=date(2008, 11, 22)), False),
        (PartyInput(name="甲", birth_on=date(1990, 1, 1), minor=True), False),
        (PartyInput(name="甲", birth_year=2010), True),
        (PartyInput(name="甲", birth_year=2000), False),
        (PartyInput(name="甲", minor=True), True),
        (PartyInput(name="牧业合作社", kind=PartyKind.ORGANISATION, minor=True), False),
    ],
)
def test_minors_are_computed_or_ticked(given: PartyInput, minor: bool) -> None:
    """R-751."""
    assert party_facts(given, TODAY).minor is minor


def test_a_credit_code_is_checked() -> None:
    good = PartyInput(name="某公司", kind=PartyKind.LEGAL, credit_code="91350100m000100y43")
    assert party_facts(good, TODAY).credit_code == "91350100M000100Y43"
    with pytest.raises(Invalid) as refusal:
        party_facts(replace(good, credit_code="91350100M000100Y44"), TODAY)
    assert list(refusal.value.fields) == ["credit_code"]


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("138 0013-8000", "13800138000"),
        ("+86 13800138000", "13800138000"),
        ("0086-138 0013 8000", "13800138000"),
        ("0477 6215000", "04776215000"),
        ("", ""),
    ],
)
def test_telephones_have_one_form(typed: str, plain: str) -> None:
    assert plain_telephone(typed) == plain


def test_plain_values_make_the_inputs() -> None:
    party = parse(PartyInput, {"name": " 其其格 ", "kind": "natural", "birth_on": "2000-02-29", "people": "3"})
    assert (party.name, party.birth_on, party.people) == ("其其格", date(2000, 2, 29), 3)
    change = parse(PartyChange, {"telephone": "13800138000", "sex": None})
    assert change.touched() == {"telephone": "13800138000", "sex": None}


def test_nothing_about_consent_is_ticked_beforehand() -> None:
    """O-1: kind and answer must be given."""
    with pytest.raises(Invalid) as refusal:
        parse(ConsentInput, {"party": new_uid(), "way": "signed", "text_version": "2026-1"})
    assert {"kind", "answer"} <= set(refusal.value.fields)


def _consent(kind: ConsentKind, answer: ConsentAnswer, answered_by: str = "") -> ConsentInput:
    return ConsentInput(new_uid(), kind, answer, ConsentWay.SIGNED, "2026-1", answered_by=answered_by)


def test_a_notice_is_told_and_a_consent_is_answered() -> None:
    check_consent(_consent(ConsentKind.NOTICE, ConsentAnswer.TOLD), minor=False)
    check_consent(_consent(ConsentKind.DATA, ConsentAnswer.DECLINED), minor=True)
    for kind, answer in [(ConsentKind.NOTICE, ConsentAnswer.AGREED), (ConsentKind.DATA, ConsentAnswer.TOLD)]:
        with pytest.raises(Invalid):
            check_consent(_consent(kind, answer), minor=False)


def test_a_minors_own_consent_is_not_enough() -> None:
    """R-751, 个人信息保护法 art.31."""
    with pytest.raises(Refused) as refusal:
        check_consent(_consent(ConsentKind.MEDIATION, ConsentAnswer.AGREED), minor=True)
    assert "R-751" in refusal.value.law
    check_consent(_consent(ConsentKind.MEDIATION, ConsentAnswer.AGREED, "母亲"), minor=True)
