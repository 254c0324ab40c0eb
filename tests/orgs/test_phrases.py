"""Phrases of a unit: for notes and contacts, kept by its head, never for a result (O-1)."""

import pytest

from anmulong.journal.public import Actor, Call, parse, perform, verify_all
from anmulong.kernel.errors import Invalid, Refused
from anmulong.orgs.enums import PhraseUse
from anmulong.orgs.public import NewPhrase, PhraseEnded, phrases_of
from tests.factories.matters import Office, make_office
from tests.factories.people import make_account


@pytest.fixture
def office(db: None) -> Office:
    return make_office()


@pytest.fixture
def head(office: Office) -> Actor:
    """Who answers for the clerk's unit."""
    found = make_account(office.county, "town_director").actor()
    assert found.organisation == office.clerk.organisation
    return found


def add(by: Actor, text: str, used_for: PhraseUse = PhraseUse.NOTE) -> None:
    perform(Call("phrase.add", NewPhrase(used_for, text), subject=by.organisation), by=by)


def offered(by: Actor, used_for: PhraseUse | None = None) -> list[str]:
    assert by.organisation is not None
    return [row.text for row in phrases_of(by.organisation, used_for)]


def test_a_phrase_is_offered_for_its_use_until_it_is_ended(head: Actor) -> None:
    add(head, " 已电话  通知双方 ")
    add(head, "约定来办公室的时间是", PhraseUse.CONTACT)
    assert offered(head, PhraseUse.NOTE) == ["已电话 通知双方"]
    assert offered(head, PhraseUse.CONTACT) == ["约定来办公室的时间是"]
    assert head.organisation is not None
    row = phrases_of(head.organisation, PhraseUse.NOTE)[0]
    perform(Call("phrase.end", PhraseEnded(row.pk), subject=head.organisation), by=head)
    assert offered(head) == ["约定来办公室的时间是"]
    add(head, "已电话 通知双方")
    assert verify_all().findings == []


def test_the_same_and_an_empty_phrase_are_refused(head: Actor) -> None:
    add(head, "已电话通知")
    for text in ("已电话通知", "  "):
        with pytest.raises(Invalid) as refusal:
            add(head, text)
        assert list(refusal.value.fields) == ["text"]


def test_only_who_answers_for_the_unit_keeps_them(office: Office, head: Actor) -> None:
    with pytest.raises(Refused) as clerk:
        add(office.clerk, "已电话通知")
    assert clerk.value.code == "not-permitted"
    with pytest.raises(Refused) as elsewhere:
        perform(Call("phrase.add", NewPhrase(PhraseUse.NOTE, "x"), subject=office.mediator.organisation), by=head)
    assert elsewhere.value.code == "not-your-unit"


def test_a_phrase_that_is_not_offered_cannot_be_ended(head: Actor) -> None:
    add(head, "已电话通知")
    assert head.organisation is not None
    call = Call("phrase.end", PhraseEnded(phrases_of(head.organisation)[0].pk), subject=head.organisation)
    perform(call, by=head)
    with pytest.raises(Refused) as refusal:
        perform(Call("phrase.end", call.given, subject=head.organisation), by=head)
    assert refusal.value.code == "no-such-phrase"


def test_there_is_no_use_for_results() -> None:
    """What the parties agree is never taken from a list."""
    assert set(PhraseUse.values) == {"note", "contact"}
    with pytest.raises(Invalid):
        parse(NewPhrase, {"used_for": "result", "text": "双方和好"})
