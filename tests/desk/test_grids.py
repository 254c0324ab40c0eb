"""Grids as layers (O-7): gaps, overlaps, owners over time, and the steps on a grid."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from anmulong.journal.public import Actor, Call, perform
from anmulong.kernel.ids import new_uid
from anmulong.orgs.enums import GridLayer
from anmulong.orgs.models import Grid, GridOwner
from anmulong.orgs.public import Appointment, Cover, NewGrid, owner_history, places_of
from tests.desk.conftest import Desk
from tests.desk.pages import count_queries, fields, words
from tests.factories.matters import Office
from tests.factories.people import make_account


@pytest.fixture
def keeper(office: Office) -> Actor:
    return make_account(office.county, "centre_clerk").actor()


@pytest.fixture
def client(desk: Desk, keeper: Actor) -> Client:
    return desk(keeper)


def laid(by: Actor, name: str, layer: GridLayer = GridLayer.BASIC) -> Grid:
    uid = new_uid()
    perform(Call("grid.lay", NewGrid(layer, name, uid=uid, since=date(2024, 1, 1))), by=by)
    return Grid.objects.get(pk=uid)


def send(client: Client, view: str, /, *args: Any, **answers: Any) -> Any:
    """Open the form, answer it, send it."""
    url = reverse(f"desk:{view}", args=args)
    return client.post(url, fields(client.get(url), url) | answers)


def test_gaps_are_named_by_layer_and_town(client: Client, office: Office) -> None:
    shown = words(client.get(reverse("desk:grids"), {"layer": "basic"}))
    assert "乌兰镇" in shown and "包日塔拉嘎查、都斯图嘎查" in shown
    assert "棋盘井镇" in shown


def test_an_overlap_within_a_layer_is_an_error_and_across_layers_is_right(
    client: Client, office: Office, keeper: Actor
) -> None:
    gacha = office.county.gachas[0]
    first, second = laid(keeper, "一网格"), laid(keeper, "二网格")
    other = laid(keeper, "责任网格", GridLayer.RESPONSIBILITY)
    assert send(client, "grid_act", first.pk, "cover", division=str(gacha)).status_code == 302
    assert send(client, "grid_act", other.pk, "cover", division=str(gacha)).status_code == 302
    refused = send(client, "grid_act", second.pk, "cover", division=str(gacha))
    assert refused.status_code == 422
    assert "already-covered" in words(refused) and "O-7" in words(refused)
    assert places_of(second) == []


def test_owners_over_time_are_kept(client: Client, office: Office, keeper: Actor) -> None:
    grid, county = laid(keeper, "一网格"), office.county
    for unit, since in ((county.committees[0], "2024-02-01"), (county.committees[1], "2025-02-01")):
        answers = {"organisation": str(unit), "since": since}
        assert send(client, "grid_act", grid.pk, "appoint", **answers).status_code == 302
    assert [row.organisation_id for row in owner_history(grid)] == [county.committees[1], county.committees[0]]
    shown = words(client.get(reverse("desk:grid", args=[grid.pk])))
    assert "2025-01-31" in shown and "2024-02-01" in shown


def test_a_person_of_the_unit_may_be_named(client: Client, office: Office, keeper: Actor) -> None:
    grid = laid(keeper, "一网格")
    unit, person = str(office.mediator.organisation), str(office.mediator.uid)
    assert send(client, "grid_act", grid.pk, "appoint", organisation=unit, account=person).status_code == 302
    owner = GridOwner.objects.get(grid=grid)
    assert (str(owner.organisation_id), str(owner.account)) == (unit, person)


def test_a_grid_is_laid_uncovered_and_ended(client: Client, office: Office, keeper: Actor) -> None:
    assert send(client, "grid_new", layer="exclusive", name="园区网格").status_code == 302
    grid = Grid.objects.get(name="园区网格")
    perform(Call("grid.cover", Cover(office.county.gachas[0], "化工园"), subject=grid.pk), by=keeper)
    cover = places_of(grid)[0]
    assert send(client, "grid_act", grid.pk, "uncover", cover=str(cover.pk), until="2030-01-01").status_code == 302
    assert send(client, "grid_act", grid.pk, "end", reason="重划").status_code == 302
    again = client.get(reverse("desk:grid", args=[grid.pk]))
    assert again.status_code == 200


def test_bad_answers_come_back_with_what_was_typed(client: Client, keeper: Actor) -> None:
    laid(keeper, "一网格")
    said = send(client, "grid_new", layer="basic", name="一网格", code="K-7")
    assert said.status_code == 422 and "K-7" in words(said)
    assert Grid.objects.count() == 1


def test_who_may_not_keep_grids_gets_a_refusal(desk: Desk, office: Office, keeper: Actor) -> None:
    grid = laid(keeper, "一网格")
    mediator = desk(office.mediator)
    assert mediator.get(reverse("desk:grids")).status_code == 200
    assert mediator.get(reverse("desk:grid", args=[grid.pk])).status_code == 200
    assert mediator.get(reverse("desk:grid_new")).status_code == 403
    assert mediator.get(reverse("desk:grid_act", args=[grid.pk, "end"])).status_code == 403
    assert mediator.get(reverse("desk:grid", args=[new_uid()])).status_code == 404


def test_the_page_asks_no_more_for_three_than_for_one(client: Client, office: Office, keeper: Actor) -> None:
    def one(number: int) -> None:
        grid = laid(keeper, f"网格{number}")
        perform(Call("grid.cover", Cover(office.county.gachas[number]), subject=grid.pk), by=keeper)
        perform(Call("grid.appoint_owner", Appointment(office.county.committees[number]), subject=grid.pk), by=keeper)

    one(0)
    few = count_queries(lambda: client.get(reverse("desk:grids")))
    one(1)
    one(2)
    assert count_queries(lambda: client.get(reverse("desk:grids"))) == few <= 18
