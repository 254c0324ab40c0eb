"""The pictures of the user guide, taken by the build at both widths from an invented office."""

from collections.abc import Callable
from io import BytesIO

import pytest
import xlsxwriter
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.eyes import Eyes
from tests.browser.hands import Hands
from tests.factories.life import Life, make_life


pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LEDGER = (
    ("序号", "苏木镇", "嘎查村", "排查时间", "简要情况", "申请人", "被申请人"),
    ("1", "乌兰镇", "都斯图嘎查", "2026-03-02", "两家因草场围栏发生争执，要求丈量。", "巴雅尔", "苏和"),
    ("2", "乌兰镇", "包日塔拉嘎查", "2026-03-05", "借款八千元到期未还。", "其木格", "王福"),
    ("3", "乌兰镇", "不存在的嘎查", "2026-03-09", "邻里因排水发生口角。", "孙丽", "何军"),
)
PICTURES = {
    "my-work": ("town_clerk", "/"),
    "ledger": ("banner_director", "/ledger/?view=all"),
    "matter": ("town_clerk", "/ledger/{matter}/"),
    "import": ("town_clerk", "/import/"),
    "verify": ("audit_admin", "/verification/"),
    "week": ("town_clerk", "/week/"),
    "accounts": ("security_admin", "/accounts/"),
    "organisations": ("banner_clerk", "/organisations/"),
    "grids": ("centre_clerk", "/grids/"),
    "register-table": ("town_clerk", "/register/table/"),
    "strike-off-list": ("justice_office", "/strike-off/"),
    "help": ("town_clerk", "/help/"),
}


def bring_a_file(page: Page) -> None:
    """As far as the preview, with one row that cannot go in."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet("台账")
        for number, row in enumerate(LEDGER):
            sheet.write_row(number, 0, row)
    page.set_input_files("input[type=file]", {"name": "台账.xlsx", "mimeType": XLSX, "buffer": made.getvalue()})
    page.locator("[data-upload-list]").wait_for()
    with page.expect_navigation():
        page.locator("form.am-form button.am-btn-primary").click()


def tick_all(page: Page) -> None:
    for box in page.locator("[name=pick]:enabled").all():
        box.check()


BEFORE: dict[str, Callable[[Page], None]] = {"import": bring_a_file, "strike-off-list": tick_all}


@pytest.fixture
def life(transactional_db: None) -> Life:
    return make_life()


def test_pictures_for_the_guide(chromium: Browser, live_server: LiveServer, life: Life) -> None:
    eyes = Eyes(chromium, live_server, life.people, "zh-hans")
    for name, (role, url) in PICTURES.items():
        eyes.become(role)
        answer = eyes.page.goto(url.format(matter=life.matters["meeting"]))
        assert answer is not None and answer.status == 200, name
        BEFORE.get(name, lambda page: None)(eyes.page)
        Hands(eyes.page).picture(name)
    assert eyes.said == []
