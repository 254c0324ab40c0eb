"""Bodies and places: list, page, and the steps on them (issue 2, 3 and 5)."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from anmulong.journal.public import Actor, Call, perform
from anmulong.orgs.models import Division, DivisionCode, Organisation
from anmulong.orgs.public import NewName, OrganisationChange
from tests.desk.conftest import Desk
from tests.desk.pages import count_queries, fields, words
from tests.factories.matters import Office
from tests.factories.people import make_account, make_body


@pytest.fixture
def keeper(office: Office) -> Actor:
    """The clerk of the bureau, who keeps places and bodies."""
    return make_account(office.county, "banner_clerk").actor()


@pytest.fixture
def client(desk: Desk, keeper: Actor) -> Client:
    return desk(keeper)


def page(client: Client, name: str, *args: Any, **query: str) -> Any:
    return client.get(reverse(f"desk:{name}", args=args), query)


def send(client: Client, view: str, /, *args: Any, **answers: Any) -> Any:
    """Open the form, answer it, send it."""
    url = reverse(f"desk:{view}", args=args)
    given = fields(client.get(url), url) | answers
    return client.post(url, given)


def test_the_list_is_found_by_name_initials_place_kind_and_tier(client: Client, office: Office) -> None:
    listed = words(page(client, "organisations"))
    assert "旗司法局" in listed and "乌兰镇人民政府" in listed
    assert "乌兰镇司法所" in words(page(client, "organisations", q="wlzsfs"))
    found = words(page(client, "organisations", q="司法", tier="2"))
    assert "乌兰镇司法所" in found and "旗司法局</a></th>" not in found
    by_place = words(page(client, "organisations", place=str(office.county.towns[1]), kind="justice_office"))
    assert "棋盘井镇司法所" in by_place and "乌兰镇司法所" not in by_place


@pytest.mark.parametrize("query", [{"kind": "nonsense"}, {"tier": "9"}, {"place": "nowhere"}, {"page": "-3"}])
def test_nonsense_in_the_address_is_no_error(client: Client, query: dict[str, str]) -> None:
    assert page(client, "organisations", **query).status_code == 200


def test_the_list_asks_no_more_for_three_than_for_one(client: Client, office: Office) -> None:
    def ask() -> Any:
        return page(client, "organisations", place=str(office.county.towns[1]), kind="law_firm")

    def firm(number: int) -> None:
        body = make_body(office.county.machine, f"律所{number}", "law_firm", 2, office.county.towns[1])
        make_account(office.county, "expert", organisation=body)

    firm(1)
    few = count_queries(ask)
    firm(2)
    firm(3)
    assert count_queries(ask) == few <= 12
    assert "律所3" in words(ask())


def test_a_body_is_added_and_changed(client: Client, office: Office) -> None:
    done = send(
        client,
        "organisation_new",
        kind="committee",
        name="乌兰镇商会调委会",
        division=str(office.county.towns[0]),
        committee_kind="professional",
        professional_kind="property_management",
    )
    body = Organisation.objects.get(name="乌兰镇商会调委会")
    assert (done.status_code, done["Location"]) == (302, reverse("desk:organisation", args=[body.pk]))
    assert body.tier == 2
    assert send(client, "organisation_act", body.pk, "change", telephone="0477-62151").status_code == 302
    body.refresh_from_db()
    assert (body.telephone, body.name) == ("0477-62151", "乌兰镇商会调委会")
    assert "0477-62151" in words(page(client, "organisation", body.pk))


def test_bad_answers_come_back_with_what_was_typed(client: Client, office: Office) -> None:
    answers = {"kind": "committee", "name": "无名调委会", "division": str(office.county.towns[0])}
    said = send(client, "organisation_new", **answers)
    assert said.status_code == 422
    assert "无名调委会" in words(said)
    assert not Organisation.objects.filter(name="无名调委会").exists()


def test_two_people_on_one_field_see_both_sides(client: Client, office: Office, keeper: Actor) -> None:
    uid = office.county.offices[0]
    url = reverse("desk:organisation_act", args=[uid, "change"])
    opened = fields(client.get(url), url)
    given = OrganisationChange(telephone="0477-62222", address="新楼")
    perform(Call("organisation.change", given, subject=uid), by=keeper)
    clash = client.post(url, opened | {"telephone": "0477-62111", "short_name": "司法所"})
    assert clash.status_code == 409
    assert "0477-62111" in words(clash) and "0477-62222" in words(clash)
    again = fields(clash, url) | {"keep_telephone": "theirs"}
    assert client.post(url, again).status_code == 302
    body = Organisation.objects.get(pk=uid)
    assert (body.telephone, body.short_name, body.address) == ("0477-62222", "司法所", "新楼")


def test_mine_is_kept_when_the_person_chooses_it(client: Client, office: Office, keeper: Actor) -> None:
    uid = office.county.offices[0]
    url = reverse("desk:organisation_act", args=[uid, "change"])
    opened = fields(client.get(url), url)
    perform(Call("organisation.change", OrganisationChange(telephone="0477-62222"), subject=uid), by=keeper)
    clash = client.post(url, opened | {"telephone": "0477-62111"})
    assert client.post(url, fields(clash, url) | {"keep_telephone": "mine"}).status_code == 302
    assert Organisation.objects.get(pk=uid).telephone == "0477-62111"


def test_other_fields_of_two_people_do_not_disturb_each_other(client: Client, office: Office, keeper: Actor) -> None:
    uid = office.county.offices[0]
    url = reverse("desk:organisation_act", args=[uid, "change"])
    opened = fields(client.get(url), url)
    perform(Call("organisation.change", OrganisationChange(address="新楼"), subject=uid), by=keeper)
    assert client.post(url, opened | {"telephone": "0477-62111"}).status_code == 302
    body = Organisation.objects.get(pk=uid)
    assert (body.telephone, body.address) == ("0477-62111", "新楼")


def test_a_body_that_ended_meanwhile_refuses_in_words(client: Client, office: Office) -> None:
    uid = office.county.department
    assert send(client, "organisation_act", uid, "end", reason="并入").status_code == 302
    said = client.post(
        reverse("desk:organisation_act", args=[uid, "move"]), {"division": str(office.county.banner), "version": ""}
    )
    assert said.status_code == 422
    assert "has-ended" in words(said)


def test_a_body_moves_to_another_place(client: Client, office: Office) -> None:
    uid = office.county.offices[0]
    assert send(client, "organisation_act", uid, "move", division=str(office.county.towns[1])).status_code == 302
    assert Organisation.objects.get(pk=uid).division_id == office.county.towns[1]


def test_who_may_not_keep_bodies_sees_them_and_cannot_change(desk: Desk, office: Office) -> None:
    mediator = desk(office.mediator)
    shown = page(mediator, "organisation", office.county.bureau)
    assert shown.status_code == 200
    assert reverse("desk:organisation_act", args=[office.county.bureau, "end"]) not in words(shown)
    for name, args in (("organisation_new", ()), ("organisation_act", (office.county.bureau, "end"))):
        assert page(mediator, name, *args).status_code == 403
    assert page(mediator, "organisation_act", office.county.bureau, "nonsense").status_code == 404


# --- places


def test_the_places_stand_as_a_tree_with_codes(client: Client, office: Office) -> None:
    send(client, "division_act", office.county.gachas[0], "add_code", scheme="tjj-2023", code="150624100201")
    listed = words(page(client, "divisions"))
    assert "包日塔拉嘎查" in listed and "150624100201" in listed
    found = words(page(client, "divisions", q="brtl"))
    assert "乌兰镇 包日塔拉嘎查" in found and "棋盘井镇 包日塔拉嘎查" in found
    assert page(client, "divisions", on="2026-13-01").status_code == 400
    assert "包日塔拉嘎查" in words(page(client, "divisions", on="2026-01-01"))


def test_a_code_replaces_the_earlier_one_of_its_book(client: Client, office: Office) -> None:
    gacha = office.county.gachas[0]
    for code, since in (("150624100201", "2020-01-01"), ("150624100301", "2024-01-01")):
        assert send(client, "division_act", gacha, "add_code", scheme="mca", code=code, since=since).status_code == 302
    old = DivisionCode.objects.get(code="150624100201")
    assert str(old.valid_to) == "2023-12-31"
    shown = words(page(client, "division", gacha))
    assert "2023-12-31" in shown and "150624100301" in shown


def test_a_place_is_added_renamed_merged_and_ended(client: Client, office: Office) -> None:
    county = office.county
    done = send(client, "division_new", parent=str(county.towns[0]), name="新村", kind="村")
    assert done.status_code == 302
    added = Division.objects.get(name="新村")
    assert (added.level, added.parent_id) == (3, county.towns[0])
    assert send(client, "division_act", added.pk, "rename", name="新民村").status_code == 302
    assert "新村" in words(page(client, "division", added.pk))
    assert send(client, "division_act", added.pk, "merge", into=str(county.gachas[1])).status_code == 302
    added.refresh_from_db()
    assert added.merged_into_id == county.gachas[1] and added.valid_to is not None
    refused = send(client, "division_act", county.gachas[0], "end", reason="撤销")
    assert refused.status_code == 422 and "not-empty" in words(refused)


def test_two_people_rename_a_place_and_the_second_sees_what_was_typed(
    client: Client, office: Office, keeper: Actor
) -> None:
    gacha = office.county.gachas[0]
    url = reverse("desk:division_act", args=[gacha, "rename"])
    opened = fields(client.get(url), url) | {"name": "第二名"}
    perform(Call("division.rename", NewName("第一名"), subject=gacha), by=keeper)
    clash = client.post(url, opened)
    assert clash.status_code == 409 and "第二名" in words(clash)
    assert client.post(url, fields(clash, url)).status_code == 302
    assert Division.objects.get(pk=gacha).name == "第二名"


def test_a_code_without_its_book_is_sent_back(client: Client, office: Office) -> None:
    said = send(client, "division_new", parent=str(office.county.towns[0]), name="新村", kind="村", code="1506")
    assert said.status_code == 422 and "1506" in words(said)
    assert not Division.objects.filter(name="新村").exists()


def test_who_may_not_keep_places_gets_a_refusal(desk: Desk, office: Office) -> None:
    clerk = desk(office.clerk)
    assert page(clerk, "divisions").status_code == 200
    assert page(clerk, "division_new").status_code == 403
    assert page(clerk, "division_act", office.county.gachas[0], "rename").status_code == 403


def test_what_was_seen_goes_along_unseen(client: Client, office: Office) -> None:
    url = reverse("desk:organisation_act", args=[office.county.bureau, "change"])
    assert json.loads(fields(client.get(url), url)["seen"])["name"] == "旗司法局"
