"""The page on which a list of mediators comes in (M-01, R-107)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from anmulong.people.public import mediators
from tests.desk.conftest import Desk
from tests.desk.pages import fields, words
from tests.factories.matters import Office
from tests.factories.people import make_account


LIST = "姓名,性别,出生日期,调委会,类别\n巴图,男,1980-05-01,乌兰镇调委会,专职\n高娃,女,1985-02-03,没有的调委会,兼职\n"


@pytest.fixture
def client(desk: Desk, office: Office) -> Client:
    return desk(make_account(office.county, "banner_clerk").actor())


def test_file_preview_and_register(client: Client, office: Office) -> None:
    url = reverse("ops:mediator_import")
    shown = client.post(url, {"file": SimpleUploadedFile("名册.csv", LIST.encode())})
    assert "巴图" in words(shown) and "没有的调委会" in words(shown)
    assert mediators(office.county.key) == []
    done = client.post(url, fields(shown))
    assert [person.name for person in mediators(office.county.key)] == ["巴图"]
    assert [count["value"] for count in done.context["counts"]] == [1, 0, 0, 1]
    assert done.context["workbook_url"]


def test_what_is_no_list_comes_back(client: Client) -> None:
    url = reverse("ops:mediator_import")
    assert client.post(url, {"file": SimpleUploadedFile("x.xlsx", b"nothing")}).status_code == 422
    assert client.post(url, {}).status_code == 422


def test_only_who_keeps_the_register(desk: Desk, office: Office) -> None:
    assert desk(office.clerk).get(reverse("ops:mediator_import")).status_code == 403
