"""Parties inside their matter: sealed, found again by keyed columns, shown with care (O-4, R-751, decision 0004)."""

import base64
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anmulong.base.guards import UnscopedReadError, guarded
from anmulong.base.recording import OffTheRoadError
from anmulong.base.scoping import Area, Scope
from anmulong.journal.models import Entry
from anmulong.journal.public import Actor, Moment
from anmulong.kernel.errors import Invalid
from anmulong.kernel.ids import new_uid
from anmulong.orgs.models import Division
from anmulong.people.enums import ConsentAnswer, ConsentKind, ConsentWay, Reading, Spoken
from anmulong.people.models import Consent, Party
from anmulong.people.public import (
    ConsentInput,
    PartyChange,
    PartyInput,
    apply_change,
    as_input,
    consents_of,
    contact_telephone,
    covered,
    make_consent,
    make_party,
    may_send_sms,
    may_visit,
    parties_of,
    printed_address,
    printed_name,
    same_person,
    search_texts,
    shown_address,
    shown_identity,
    shown_name,
    shown_telephone,
    standing_answers,
    streams_where,
    with_identity,
    with_name,
    with_telephone,
    without_keys,
)
from tests.stand_in_matter import StandIn, everything_stored


TODAY = date(2026, 11, 23)
HERDER = PartyInput(
    name="乌兰·其其格",
    identity_number="11010519491231002X",
    telephone="138 0013 8000",
    address="苏米图嘎查三号",
    unit_name="前旗合作社",
    spoken=Spoken.MONGOLIAN,
    safe_hours="晚上八点后",
)
EVERYWHERE = Scope(county="otog", areas=(Area("county"),), restricted=True)
UNCLEARED = replace(EVERYWHERE, restricted=False)
STRANGER = Scope.nobody("otog")


def record(matters: StandIn, matter: UUID, given: PartyInput) -> Party:
    matters.run(matter, lambda stream, by, at: make_party(stream, given, on=TODAY).save())
    return parties_of([matter])[matter][-1]


def change(matters: StandIn, party: Party, wanted: PartyChange) -> Party:
    matters.run(party.stream, lambda stream, by, at: apply_change(party, wanted, on=TODAY).save())
    return Party.objects.get(pk=party.pk)


def test_a_party_is_written_with_its_new_matter(matters: StandIn) -> None:
    matter = matters.open_with(lambda stream, by, at: make_party(stream, HERDER, on=TODAY).save())
    (party,) = parties_of([matter])[matter]
    assert (party.name, party.telephone, party.birth_year, party.county) == (HERDER.name, "138 0013 8000", 1949, "otog")
    assert matters.is_proven(matter)


def test_the_client_may_make_the_uid(matters: StandIn) -> None:
    uid = new_uid()
    assert record(matters, matters.open(), replace(HERDER, uid=uid)).pk == uid


def test_no_party_is_written_off_the_road(matters: StandIn) -> None:
    with pytest.raises(OffTheRoadError):
        make_party(matters.open(), HERDER, on=TODAY).save()


def test_nothing_personal_is_readable_in_the_database(matters: StandIn) -> None:
    """O-4: sealed at rest, in rows and in the journal."""
    record(matters, matters.open(), replace(HERDER, legal_representative="满都拉", note="怕狗"))
    stored = everything_stored()
    for secret in (
        "其其格",
        "11010519491231002X",
        "1949-12-31",
        "138 0013 8000",
        "13800138000",
        "苏米图",
        "合作社",
        "满都拉",
        "怕狗",
        "八点后",
    ):
        assert secret.encode() not in stored


def test_parties_of_many_matters_cost_two_queries(matters: StandIn) -> None:
    places = [matters.open() for _ in range(3)]
    for matter in places:
        for name in ("甲", "乙"):
            record(matters, matter, PartyInput(name=name))
    with (
        guarded(),
        CaptureQueriesContext(
            connection,
        ) as queries,
    ):
        found = parties_of(places)
        names = [[party.name for party in found[matter]] for matter in places]
    assert names == [["甲", "乙"]] * 3
    assert len(queries) <= 2


def test_request_code_cannot_browse_parties(matters: StandIn) -> None:
    """O-4: no list of people; even the widest scope meets none."""
    matter = matters.open()
    record(matters, matter, HERDER)
    assert list(Party.objects.in_scope(EVERYWHERE)) == []
    with guarded(), pytest.raises(UnscopedReadError):
        list(Party.objects.filter(with_name(HERDER.name)))
    with guarded():
        assert Party.objects.within(Division(pk=matter)).count() == 1


def test_the_same_person_is_found_in_another_matter(matters: StandIn) -> None:
    first, by_card, by_telephone, namesake = (matters.open() for _ in range(4))
    party = record(matters, first, HERDER)
    record(matters, by_card, PartyInput(name="旧名", identity_number="110105 19491231002x"))
    record(matters, by_telephone, PartyInput(name="乌兰其其格", telephone="+86 13800138000"))
    record(matters, namesake, PartyInput(name="乌兰其其格"))
    assert set(streams_where(same_person(party), "otog")) == {by_card, by_telephone}
    assert set(streams_where(same_person(party), "elsewhere")) == set()


def test_a_name_alone_makes_nobody_the_same(matters: StandIn) -> None:
    first, second = matters.open(), matters.open()
    record(matters, second, PartyInput(name="甲"))
    assert list(streams_where(same_person(record(matters, first, PartyInput(name="甲"))), "otog")) == []


def test_search_by_name_telephone_and_number(matters: StandIn) -> None:
    matter, other = matters.open(), matters.open()
    record(matters, matter, HERDER)
    record(matters, other, PartyInput(name="某公司", credit_code="91350100M000100Y43"))
    assert list(streams_where(with_name("乌兰 其其格"), "otog")) == [matter]
    assert list(streams_where(with_telephone("13800138000"), "otog")) == [matter]
    assert list(streams_where(with_identity("11010519491231002x"), "otog")) == [matter]
    assert list(streams_where(with_identity("91350100m000100y43"), "otog")) == [other]
    for nothing in (with_name(" "), with_telephone("-"), with_identity("")):
        assert list(streams_where(nothing, "otog")) == []


def test_a_scope_subquery_runs_in_request_code(matters: StandIn) -> None:
    """Streams are narrowed by in_scope, never listed bare."""
    matter = matters.open()
    record(matters, matter, HERDER)
    found = streams_where(with_name(HERDER.name), "otog")
    with guarded():
        assert Division.objects.in_scope(EVERYWHERE).filter(pk__in=found).uids() == [matter]
        with pytest.raises(UnscopedReadError):
            list(found)


def test_a_change_moves_keys_and_stays_proven(matters: StandIn) -> None:
    party = change(matters, record(matters, matters.open(), HERDER), PartyChange(telephone="0477 6215000"))
    assert (party.telephone, party.name, party.version) == ("0477 6215000", HERDER.name, 2)
    assert list(streams_where(with_telephone("13800138000"), "otog")) == []
    assert list(streams_where(with_telephone("04776215000"), "otog")) == [party.stream]
    assert matters.is_proven(party.stream)


def test_a_new_number_brings_its_own_birth_date(matters: StandIn) -> None:
    party = record(matters, matters.open(), PartyInput(name="甲", birth_on=date(2012, 5, 1)))
    assert party.is_minor
    party = change(matters, party, PartyChange(identity_number="11010519491231002X"))
    assert (party.birth_date, party.is_minor, party.sex) == ("1949-12-31", False, "female")


def test_keyed_columns_stand_sealed_in_the_journal(matters: StandIn) -> None:
    """Erasing the stream's key takes them from all history (decision 0004)."""
    party = record(matters, matters.open(), HERDER)
    facts = "".join(entry.facts for entry in Entry.objects.filter(stream=party.stream))
    assert str(party.pk) in facts
    for key in (party.name_key, party.telephone_key, party.identity_key):
        assert base64.b64encode(bytes(key)).decode() not in facts


def test_an_erased_party_is_found_by_nothing(matters: StandIn) -> None:
    party = record(matters, matters.open(), HERDER)
    matters.run(party.stream, lambda stream, by, at: without_keys(party).save())
    for condition in (with_name(HERDER.name), with_telephone(HERDER.telephone), with_identity(HERDER.identity_number)):
        assert list(streams_where(condition, "otog")) == []


def test_a_bad_change_changes_nothing(matters: StandIn) -> None:
    party = record(matters, matters.open(), HERDER)
    with pytest.raises(Invalid):
        change(matters, party, PartyChange(identity_number="1"))
    assert Party.objects.get(pk=party.pk).identity_number == "11010519491231002X"


def test_a_form_shows_what_was_given(matters: StandIn) -> None:
    party = record(matters, matters.open(), HERDER)
    shown = as_input(party)
    assert (shown.name, shown.birth_on, shown.spoken, shown.uid) == (
        HERDER.name,
        date(1949, 12, 31),
        Spoken.MONGOLIAN,
        party.pk,
    )


def test_a_minor_is_initials_for_everybody(matters: StandIn) -> None:
    """T-22, R-751."""
    child = record(matters, matters.open(), PartyInput(name="张三", minor=True, telephone="13800138000"))
    assert [shown_name(child, viewer) for viewer in (EVERYWHERE, STRANGER)] == ["Z.S.", "Z.S."]
    assert printed_name(child) == "Z.S."
    assert search_texts(child) == ("13800138000", "8000")


def test_an_adult_is_clear_inside_scope_and_masked_outside(matters: StandIn) -> None:
    party = record(matters, matters.open(), HERDER)
    assert (shown_name(party, EVERYWHERE), shown_name(party, STRANGER), printed_name(party)) == (
        HERDER.name,
        "乌***",
        "乌***",
    )
    assert (shown_telephone(party), shown_identity(party)) == ("138****8000", "110105********002X")
    assert search_texts(party) == (HERDER.name, "前旗合作社", "13800138000", "8000")


def test_texts_lose_names_and_numbers_for_the_outside_and_minors_for_everybody(matters: StandIn) -> None:
    """O-4, R-751: a name of one sign is part of other words and stays."""
    stream = matters.open()
    parties = [
        record(matters, stream, PartyInput(name=name, minor=name == "张三")) for name in ("张三", "乌兰其其格", "甲")
    ]
    text = "张三、乌兰其其格、甲方，13800138000，11010519491231002X"
    assert covered(text, parties, masked=False) == "Z.S.、乌兰其其格、甲方，13800138000，11010519491231002X"
    assert covered(text, parties, masked=True) == "Z.S.、乌***、甲方，138****8000，110105********002X"


def test_safe_contact_is_obeyed(matters: StandIn) -> None:
    """O-4: number, "do not visit", "no SMS"; papers print c/o the committee."""
    given = replace(HERDER, safe_telephone="13900139000", do_not_visit=True, no_sms=True, protected_address=True)
    party = record(matters, matters.open(), given)
    assert contact_telephone(party) == "13900139000"
    assert not may_visit(party)
    assert not may_send_sms(party)
    assert printed_address(party, "由调委会转交") == "由调委会转交"
    assert (shown_address(party, EVERYWHERE), shown_address(party, UNCLEARED)) == (HERDER.address, "")


def test_without_safety_needs_the_usual_contact_holds(matters: StandIn) -> None:
    party = record(matters, matters.open(), HERDER)
    assert (may_visit(party), may_send_sms(party)) == (True, True)
    assert printed_address(party, "由调委会转交") == HERDER.address
    assert shown_telephone(record(matters, matters.open(), PartyInput(name="甲"))) == ""


@pytest.mark.parametrize(
    ("spoken", "reads", "interpreter", "aloud"),
    [
        (None, None, False, False),
        (Spoken.BOTH, Reading.CHINESE, False, False),
        (Spoken.MONGOLIAN, Reading.CHINESE, False, True),
        (Spoken.CHINESE, Reading.NONE, False, True),
        (Spoken.CHINESE, Reading.CHINESE, True, True),
    ],
)
def test_who_needs_reading_out(
    db: None, spoken: Spoken | None, reads: Reading | None, interpreter: bool, aloud: bool
) -> None:
    """R-802, R-803."""
    given = PartyInput(name="甲", spoken=spoken, reads=reads, needs_interpreter=interpreter)
    assert make_party(new_uid(), given, on=TODAY).needs_reading_out is aloud


def tell(matters: StandIn, party: Party, kind: ConsentKind, answer: ConsentAnswer, day: int) -> None:
    given = ConsentInput(
        party.pk, kind, answer, ConsentWay.READ_OUT, "2026-1", told_at=datetime(2026, 11, day, 2, tzinfo=UTC)
    )

    def work(stream: UUID, by: Actor, at: Moment) -> None:
        make_consent(party, given, by=by, at=at).save()

    matters.run(party.stream, work)


def test_the_ledger_keeps_every_answer_and_the_last_one_stands(matters: StandIn) -> None:
    """R-703: consent may be withdrawn; R-704: the notice."""
    party = record(matters, matters.open(), HERDER)
    tell(matters, party, ConsentKind.NOTICE, ConsentAnswer.TOLD, 1)
    tell(matters, party, ConsentKind.DATA, ConsentAnswer.AGREED, 2)
    tell(matters, party, ConsentKind.DATA, ConsentAnswer.WITHDRAWN, 3)
    ledger = consents_of([party.stream])[party.pk]
    assert [line.answer for line in ledger] == ["told", "agreed", "withdrawn"]
    assert standing_answers(ledger) == {
        ConsentKind.NOTICE: ConsentAnswer.TOLD,
        ConsentKind.DATA: ConsentAnswer.WITHDRAWN,
    }
    assert matters.is_proven(party.stream)


def test_a_consent_belongs_to_its_party(matters: StandIn) -> None:
    party, other = record(matters, matters.open(), HERDER), record(matters, matters.open(), HERDER)
    given = ConsentInput(other.pk, ConsentKind.DATA, ConsentAnswer.AGREED, ConsentWay.SIGNED, "1")
    with pytest.raises(ValueError, match="another party"):
        matters.run(party.stream, lambda stream, by, at: make_consent(party, given, by=by, at=at).save())
    assert list(Consent.objects.in_scope(EVERYWHERE)) == []
