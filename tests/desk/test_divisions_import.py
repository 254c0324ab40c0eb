"""A list of places on its page."""

from django.urls import reverse

from anmulong.orgs.public import find_divisions
from tests.desk.conftest import Desk
from tests.desk.pages import fields, words
from tests.desk.test_import_page import book
from tests.factories.matters import Office
from tests.factories.people import make_account


ROWS = (("苏木镇", "嘎查村"), ("新湖苏木", "北湖嘎查"), ("新湖苏木", "没有后缀"))


def test_a_list_of_places_is_previewed_and_brought_in(desk: Desk, office: Office) -> None:
    keeper = desk(make_account(office.county, "banner_clerk").actor())
    url = reverse("ops:division_import")
    assert url in words(keeper.get(reverse("desk:divisions")))
    shown = keeper.post(url, {"file": book(ROWS)})
    assert "北湖嘎查" in words(shown) and "没有后缀" in words(shown)
    done = keeper.post(url, fields(shown))
    county = office.clerk.county
    assert done.status_code == 200 and len(find_divisions(county, "北湖嘎查")) == 1
    assert keeper.post(url, {}).status_code == 422


def test_only_who_keeps_the_places_brings_a_list_in(desk: Desk, office: Office) -> None:
    assert desk(office.clerk).get(reverse("ops:division_import")).status_code == 403
