"""Phrases of the own unit under notes and contacts, and the pages on which its head keeps them (O-1)."""

from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from anmulong.journal.public import Actor, Call, perform
from anmulong.orgs.enums import PhraseUse
from anmulong.orgs.public import NewPhrase, phrases_of
from tests.desk.conftest import Desk
from tests.desk.pages import fields, words
from tests.factories.matters import Office
from tests.factories.people import make_account


@pytest.fixture
def head(office: Office) -> Actor:
    return make_account(office.county, "town_director").actor()


def act(uid: Any, name: str) -> str:
    return reverse("desk:organisation_act", args=[uid, name])


def test_the_head_adds_and_ends_a_phrase(office: Office, desk: Desk, head: Actor) -> None:
    client, unit = desk(head), head.organisation
    assert unit is not None
    url = act(unit, "phrase")
    assert (
        client.post(url, {**fields(client.get(url), url), "used_for": "note", "text": "已上门核实"}).status_code == 302
    )
    page = client.get(reverse("desk:organisation", args=[unit]))
    assert page.context["phrases"] == [{"text": "已上门核实", "used_for": str(PhraseUse.NOTE.label)}]
    url = act(unit, "end_phrase")
    (row,) = phrases_of(unit)
    assert client.post(url, {**fields(client.get(url), url), "phrase": str(row.pk)}).status_code == 302
    assert phrases_of(unit) == []


def test_another_unit_shows_no_phrases_and_takes_none(office: Office, desk: Desk, head: Actor) -> None:
    page = desk(head).get(reverse("desk:organisation", args=[office.mediator.organisation]))
    assert page.context["phrases"] == []
    assert not any("phrase" in step["url"] for step in page.context["actions"])
    url = act(office.mediator.organisation, "phrase")
    typed = {**fields(desk(head).get(url), url), "used_for": "note", "text": "已上门核实"}
    assert desk(head).post(url, typed).status_code == 422
    assert desk(office.clerk).get(act(office.clerk.organisation, "phrase")).status_code == 403


@pytest.mark.parametrize(("step", "use"), [("note", PhraseUse.NOTE), ("contact", PhraseUse.CONTACT)])
def test_phrases_stand_under_notes_and_contacts(
    office: Office, desk: Desk, head: Actor, matter: UUID, step: str, use: PhraseUse
) -> None:
    perform(Call("phrase.add", NewPhrase(use, "已电话通知双方"), subject=head.organisation), by=head)
    seen = words(desk(office.clerk).get(reverse("desk:act", args=[matter, step])))
    field = "id_text" if step == "note" else "id_said"
    assert f'data-phrase="{field}">已电话通知双方</button>' in seen
    other = "contact" if step == "note" else "note"
    assert "已电话通知双方" not in words(desk(office.clerk).get(reverse("desk:act", args=[matter, other])))
    assert "data-phrase" not in words(desk(office.clerk).get(reverse("desk:act", args=[matter, "settle_on_the_spot"])))
    assert "data-phrase" not in words(desk(office.mediator).get(reverse("desk:act", args=[matter, step])))
