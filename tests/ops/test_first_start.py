"""The first start of the real store (O-5): who may do it, its steps, and that it closes behind itself."""

import logging
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from anmulong.access.models import Account
from anmulong.access.public import in_role
from anmulong.journal.enums import StoreKind
from anmulong.journal.public import identity, verify_all
from anmulong.ops.first_start_gate import code_path, is_open, read_or_make_code
from anmulong.orgs.models import Division
from tests.desk.pages import fields, words


ROOT = Path(__file__).resolve().parents[2]
SMALL = """slug,parent,level,kind,name,code:mca
hangjin,,1,旗,杭锦旗,150625
hangjin/xini,hangjin,2,镇,锡尼镇,150625101
hangjin/xini/a,hangjin/xini,3,嘎查,阿拉善嘎查,
"""
BODIES = """
[[organisations]]
slug = "bureau"
kind = "justice_bureau"
name = "杭锦旗司法局"
short = "旗司法局"
division = "hangjin"
tier = 1
"""
pytestmark = pytest.mark.django_db


@pytest.fixture
def real(settings: Settings) -> None:
    """A real store that nobody has started yet."""
    settings.STORE = "real"


@pytest.fixture
def client(real: None) -> Client:
    """Somebody at the computer who has typed the code."""
    client = Client()
    assert client.post("/first-start/", {"code": read_or_make_code().lower()}).status_code == 302
    return client


def small_county(client: Client) -> Any:
    files = {
        "divisions": SimpleUploadedFile("d.csv", SMALL.encode()),
        "bodies": SimpleUploadedFile("o.toml", BODIES.encode()),
    }
    return client.post("/first-start/area/", {"county": "own", **files})


def people(client: Client, **answers: str) -> Any:
    told = fields(client.get("/first-start/people/"))
    names = {f"{role}_name": name for role, name in zip(ROLES, ("赵一", "钱二", "孙三", "李四"), strict=True)}
    accounts = {f"{role}_username": f"user{number}" for number, role in enumerate(ROLES)}
    return client.post("/first-start/people/", told | names | accounts | answers)


ROLES = ("system_admin", "security_admin", "audit_admin", "banner_director")


def test_every_page_leads_to_the_first_start(real: None, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "anmulong.ops"):
        for url in ("/", "/ledger/", "/sign-in/", "/no-such-page/"):
            assert Client().get(url)["Location"] == "/first-start/", url
    assert read_or_make_code() in caplog.text
    assert code_path().stat().st_mode & 0o777 == 0o600


def test_a_demonstration_has_no_first_start(db: None) -> None:
    assert not is_open()
    assert Client().get("/first-start/").status_code == 302
    assert Client().get("/first-start/area/").status_code == 302


def test_only_the_computer_itself_and_only_with_the_code(real: None) -> None:
    stranger = Client(REMOTE_ADDR="10.0.0.9")
    assert stranger.get("/first-start/").status_code == 403
    assert stranger.post("/first-start/", {"code": read_or_make_code()}).status_code == 403
    assert stranger.get("/first-start/area/")["Location"] == "/first-start/"
    here = Client()
    assert here.post("/first-start/", {"code": "WRONG"}).status_code == 422
    assert here.post("/first-start/", {"code": "AAAA-AAAA-AAAA-AAAA"}).status_code == 422
    assert here.get("/first-start/area/")["Location"] == "/first-start/"
    assert identity() is None


def test_steps_come_in_their_order(client: Client) -> None:
    for step in ("people", "staff", "calendar", "finish"):
        assert client.get(f"/first-start/{step}/")["Location"] == "/first-start/area/"
    assert client.get("/first-start/nonsense/").status_code == 404


def test_a_bad_file_is_named_by_row_and_column_and_nothing_is_stored(client: Client) -> None:
    bad = SMALL.replace("hangjin/xini,3", "nowhere,3")
    files = {"divisions": SimpleUploadedFile("d.csv", bad.encode())}
    said = client.post("/first-start/area/", {"county": "own", **files})
    assert said.status_code == 422
    text = re.sub(r"<[^>]+>", " ", words(said))
    assert "parent" in text and "nowhere" in text and re.search(r"\b4\b", text)
    assert identity() is None and Division.objects.count() == 0
    assert client.post("/first-start/area/", {"county": "own"}).status_code == 422


def test_another_county_from_files_to_the_first_sign_in(client: Client) -> None:
    assert small_county(client)["Location"] == "/first-start/people/"
    store = identity()
    assert store is not None and (store.kind, store.county) == (StoreKind.REAL, "hangjin")
    assert people(client)["Location"] == "/first-start/staff/"
    assert [len(in_role("hangjin", role)) for role in ROLES] == [1, 1, 1, 1]
    assert client.post("/first-start/staff/", {"do": "skip"})["Location"] == "/first-start/calendar/"
    assert client.post("/first-start/calendar/")["Location"] == "/first-start/finish/"
    ready = words(client.get("/first-start/finish/"))
    assert "keys.json" in ready and "./anmulong run" in ready
    paper = words(client.post("/first-start/finish/", {"do": "slips"}))
    code = re.findall(r'<b class="am-code">([^<]+)</b>', paper)[0]
    assert client.post("/first-start/finish/", {"do": "done"})["Location"] == "/sign-in/"
    assert not code_path().exists() and not is_open()
    assert Client().get("/first-start/")["Location"] == "/"
    name = re.findall(r'<td class="am-code">([^<]+)</td>', paper)[0]
    password = "Grass-Land-2026"
    told = {"username": name, "code": code, "password": password, "again": password}
    assert Client().post("/slip/", told).status_code == 200
    assert Client().post("/sign-in/", {"username": name, "password": password}).status_code == 302
    assert verify_all("hangjin").good


def test_r721_nobody_is_two_administrators(client: Client) -> None:
    small_county(client)
    said = people(client, audit_admin_username="USER0")
    assert said.status_code == 422 and "R-721" in words(said) and "赵一" in words(said)
    assert Account.objects.count() == 0


def test_a_taken_password_or_name_keeps_what_was_typed(client: Client) -> None:
    small_county(client)
    said = people(client, system_admin_username="a b c")
    assert said.status_code == 422 and "a b c" in words(said)
    assert Account.objects.count() == 0


def test_a_county_cannot_be_chosen_twice(client: Client) -> None:
    small_county(client)
    assert small_county(client)["Location"] == "/first-start/people/"
    assert Division.objects.filter(level=1).count() == 1


def test_a_store_that_has_an_administrator_is_not_open(client: Client) -> None:
    small_county(client)
    people(client)
    code_path().unlink()
    assert not is_open()
    assert Client().get("/first-start/")["Location"] == "/"


def test_the_shipped_county_is_loaded(client: Client) -> None:
    assert client.post("/first-start/area/", {"county": "shipped"})["Location"] == "/first-start/people/"
    assert Division.objects.filter(level=3).count() == 97
    page = words(client.get("/first-start/people/"))
    assert "司法局" in page


def test_two_who_ask_at_once_read_one_whole_code(tmp_path: Path, settings: Settings) -> None:
    """Threads of one server share a process number: each draft has a name of its own."""
    settings.STORE_FOLDER = tmp_path / "own"
    settings.STORE_FOLDER.mkdir()
    for _round in range(20):
        with ThreadPoolExecutor(4) as pool:
            codes = set(pool.map(lambda _each: read_or_make_code(), range(4)))
        assert len(codes) == 1 and len(codes.pop()) > 10
        code_path().unlink()
    assert list(settings.STORE_FOLDER.iterdir()) == []
