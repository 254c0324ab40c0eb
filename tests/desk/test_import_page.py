"""The import of a ledger and of a list of staff on their pages (R-521, M-02, O-5)."""

import re
from collections.abc import Sequence
from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from anmulong.access.models import Account, Post
from anmulong.base.guards import trusted
from anmulong.disputes.models import Dispute
from tests.desk.conftest import Desk
from tests.desk.pages import fields, words
from tests.factories.matters import Office
from tests.factories.people import make_account


HEADS = ("序号", "苏木镇", "嘎查村", "排查时间", "简要情况", "申请人", "被申请人")
GOOD = ("1", "乌兰镇", "都斯图嘎查", "2026-03-02", "两家因草场围栏发生争执，要求丈量。", "巴图", "苏和")
BAD = ("2", "乌兰镇", "不存在的嘎查", "2026-03-03", "邻里因排水发生口角。", "其木格", "娜仁")
IMPORT = "/import/"


def book(rows: Sequence[Sequence[str]], name: str = "台账.xlsx") -> SimpleUploadedFile:
    """A workbook with these rows, the head first."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        sheet = made.add_worksheet("台账")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return SimpleUploadedFile(name, out.getvalue())


@pytest.fixture
def client(desk: Desk, office: Office) -> Client:
    return desk(office.clerk)


def uploaded(client: Client, table: Sequence[Sequence[str]], /, **answers: Any) -> Any:
    return client.post(IMPORT, {"file": book(table), "rows": "history", "source": "import", **answers})


def matters() -> list[Dispute]:
    with trusted():
        return list(Dispute.objects.order_by("number"))


def test_the_preview_changes_nothing_and_names_the_bad_cell(client: Client) -> None:
    shown = uploaded(client, [HEADS, GOOD, BAD])
    assert shown.status_code == 200
    assert "不存在的嘎查" in words(shown) and "简要情况" in words(shown)
    assert matters() == []


def test_good_rows_go_in_and_the_workbook_comes_back(client: Client) -> None:
    carried = fields(uploaded(client, [HEADS, GOOD, BAD]))
    done = client.post(IMPORT, carried | {"do": "apply"})
    assert len(matters()) == 1
    found = re.search(r'href="(/import/returned/[^"]+)"', words(done))
    assert found is not None
    returned = client.get(found[1])
    assert b"".join(returned.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]  # a streamed answer
    again = client.post(IMPORT, carried | {"do": "apply"})
    assert again.status_code == 200 and len(matters()) == 1


def test_a_person_corrects_the_mapping(client: Client) -> None:
    rows = [("事情", *HEADS[1:4], "事由说明", *HEADS[5:]), GOOD]
    carried = fields(uploaded(client, rows))
    assert carried["head_E"] == "事由说明"
    fixed = client.post(IMPORT, carried | {"map_E": "what", "map_A": "note", "do": "recheck"})
    assert fixed.status_code == 200 and "草场围栏" in words(fixed)
    client.post(IMPORT, fields(fixed) | {"do": "apply"})
    assert matters()[0].title.startswith("两家因草场围栏") or "草场围栏" in matters()[0].narrative


def test_two_columns_for_one_field_are_told_and_the_choice_stays(client: Client) -> None:
    carried = fields(uploaded(client, [HEADS, GOOD]))
    said = client.post(IMPORT, carried | {"map_E": "what", "map_F": "what", "do": "recheck"})
    assert said.status_code == 422 and "field-twice" in words(said)
    assert fields(said)["map_F"] == "what"
    assert matters() == []


def test_open_rows_start_clocks_and_history_does_not(client: Client) -> None:
    client.post(IMPORT, fields(uploaded(client, [HEADS, GOOD])) | {"do": "apply"})
    assert matters()[0].due_at is None
    other = ("9", *GOOD[1:4], "两户因借牛发生争执。", *GOOD[5:])
    client.post(IMPORT, fields(uploaded(client, [HEADS, other], rows="open")) | {"do": "apply"})
    assert [matter.due_at is not None for matter in matters()] == [False, True]


def test_no_file_and_no_table_come_back_with_what_was_chosen(client: Client) -> None:
    none = client.post(IMPORT, {"rows": "open", "source": "import"})
    assert none.status_code == 422 and fields(none)["rows"] == "open"
    picture = SimpleUploadedFile("台账.xlsx", b"\x89PNG no table at all")
    said = client.post(IMPORT, {"file": picture, "rows": "open", "source": "import"})
    assert said.status_code == 422 and fields(said)["rows"] == "open"


def test_a_broken_upload_goes_on_where_it_stopped(client: Client) -> None:
    content = book([HEADS, GOOD]).read()
    told = client.post("/import/parts/", {"name": "台账.xls", "size": str(len(content))}).json()
    part = f"/import/parts/{told['uid']}/"
    client.put(f"{part}?offset=0", content[:1000], content_type="application/octet-stream")
    assert client.get(part).json()["received"] == 1000
    gap = client.put(f"{part}?offset=2000", content[2000:], content_type="application/octet-stream")
    assert (gap.status_code, gap.json()["received"]) == (409, 1000)
    early = client.post(IMPORT, {"uploaded": told["uid"], "rows": "history", "source": "import"})
    assert early.status_code == 422
    client.put(f"{part}?offset=1000", content[1000:], content_type="application/octet-stream")
    assert client.post(f"{part}finish/").json()["received"] == len(content)
    shown = client.post(IMPORT, {"uploaded": told["uid"], "rows": "history", "source": "import"})
    assert shown.status_code == 200 and "草场围栏" in words(shown)


def test_a_part_damaged_on_its_way_is_asked_for_again(client: Client) -> None:
    content = book([HEADS, GOOD]).read()
    told = client.post("/import/parts/", {"name": "台账.xlsx", "size": str(len(content))}).json()
    part = f"/import/parts/{told['uid']}/?offset=0"
    kind, right = "application/octet-stream", sha256(content).hexdigest()
    broken = client.put(part, b"x" + content[1:], content_type=kind, headers={"X-Part-Digest": right})
    assert (broken.status_code, broken.json()["code"], broken.json()["received"]) == (409, "part-broken", 0)
    whole = client.put(part, content, content_type=kind, headers={"X-Part-Digest": right.upper()})
    assert whole.json()["received"] == len(content)


def test_changes_are_shown_before_they_go_in(client: Client) -> None:
    """R-521: last month's row with another sum and a result."""
    heads = ("编号", *HEADS[1:], "涉及金额")
    client.post(IMPORT, fields(uploaded(client, [heads, (*GOOD, "500")])) | {"do": "apply"})
    shown = uploaded(client, [heads, (*GOOD, "800")])
    assert ("500" in words(shown), "800" in words(shown), matters()[0].amount_at_stake) == (True, True, 500)
    carried = fields(shown)
    client.post(IMPORT, carried | {"do": "apply", "only_new": "1"})
    assert matters()[0].amount_at_stake == 500
    client.post(IMPORT, carried | {"do": "apply"})
    assert [matter.amount_at_stake for matter in matters()] == [800]


def test_only_who_may_import_does(desk: Desk, office: Office) -> None:
    mediator = desk(office.mediator)
    assert mediator.get(IMPORT).status_code == 403
    assert mediator.get("/import/blank/").status_code == 403
    assert mediator.post("/import/parts/", {"size": "3"}).status_code == 403
    assert reverse("ops:import") not in words(mediator.get(reverse("desk:organisations")))


def test_an_upload_of_somebody_else_is_not_there(client: Client, desk: Desk, office: Office) -> None:
    carried = fields(uploaded(client, [HEADS, GOOD]))
    stranger = desk(make_account(office.county, "town_director").actor())
    assert stranger.post(IMPORT, carried | {"do": "apply"}).status_code == 422
    assert matters() == []


def test_the_empty_sheet_is_given(client: Client) -> None:
    assert client.get("/import/blank/").content[:2] == b"PK"


# --- staff

STAFF = ("姓名", "用户名", "单位", "岗位")
PEOPLE = (("王芳", "wangfang", "乌兰镇司法所", "司法所"), ("乌云", "wuyun", "没有这个单位", "网格员"))


@pytest.fixture
def security(desk: Desk, office: Office) -> Client:
    return desk(make_account(office.county, "security_admin").actor())


def test_a_list_of_staff_is_previewed_brought_in_and_gets_slips(security: Client) -> None:
    url = reverse("ops:staff_import")
    shown = security.post(url, {"file": book([STAFF, *PEOPLE])})
    assert "没有这个单位" in words(shown) and not Account.objects.filter(username="wangfang").exists()
    done = security.post(url, fields(shown))
    account = Account.objects.get(username="wangfang")
    assert Post.objects.get(account=account).role == "justice_office"
    assert not Account.objects.filter(username="wuyun").exists()
    paper = security.post(reverse("ops:staff_slips"), fields(done, reverse("ops:staff_slips")))
    assert "wangfang" in words(paper) and "no-store" in paper["Cache-Control"]
    assert security.post(url, fields(shown)).status_code == 200
    assert Account.objects.filter(username="wangfang").count() == 1


def test_only_who_keeps_accounts_brings_a_list_in(client: Client) -> None:
    assert client.get(reverse("ops:staff_import")).status_code == 403
    assert client.post(reverse("ops:staff_slips")).status_code == 403


def test_a_file_that_is_no_list_is_refused(security: Client) -> None:
    said = security.post(reverse("ops:staff_import"), {"file": SimpleUploadedFile("x.xlsx", b"nothing")})
    assert said.status_code == 422
    assert security.post(reverse("ops:staff_import"), {}).status_code == 422
