"""Every page, for somebody who may see it: both widths, both languages, axe, words (O-5, O-10)."""

import pytest
from playwright.sync_api import Browser
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from anmulong.disputes.public import Change
from anmulong.ops.first_start_gate import read_or_make_code
from tests.browser import reach
from tests.browser.eyes import Eyes
from tests.browser.looking import chinese, data_of_the_office, english
from tests.factories.addresses import addresses
from tests.factories.life import STAFF, Life, make_life
from tests.factories.people import make_account, make_county


pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

EMPTY = {
    "town_clerk": (
        "/",
        "/ledger/",
        "/ledger/?view=all",
        "/ledger/print/?view=all",
        "/week/",
        "/day-sheet/",
        "/import/",
    ),
    "justice_office": ("/strike-off/",),
    "centre_clerk": ("/grids/",),
    "audit_admin": ("/logs/", "/logs/?log=readings", "/logs/?log=refusals", "/verification/"),
    "security_admin": ("/accounts/?q=zzz",),
}
MAIN = ("/", "/ledger/", "/register/", "/week/", "/help/", "/organisations/", "/account/")


@pytest.fixture
def life(transactional_db: None) -> Life:
    return make_life()


def test_every_address_has_its_way() -> None:
    """A page that nobody reaches here would be looked at by nobody; what programs ask is held to its description."""
    known = {*reach.WAYS, *reach.ELSEWHERE}
    pages = {address.name for address in addresses() if not address.name.startswith("api:")}
    assert pages - known == set()
    assert known - pages == set()


def test_every_page_in_chinese(chromium: Browser, live_server: LiveServer, life: Life) -> None:
    eyes = Eyes(chromium, live_server, life.people, "zh-hans")
    eyes.see_all(reach.every_page(life), chinese)
    eyes.judge()


def test_every_page_in_english(chromium: Browser, live_server: LiveServer, life: Life) -> None:
    eyes = Eyes(chromium, live_server, life.people, "en")
    eyes.see_all(reach.every_page(life), english(data_of_the_office()))
    eyes.judge()


def test_mongolian_falls_back_to_chinese(chromium: Browser, live_server: LiveServer, life: Life) -> None:
    """Nothing is translated yet: never English, never the Cyrillic of another country, no broken page."""
    eyes = Eyes(chromium, live_server, life.people, "mvf")
    eyes.see_all([reach.Page("town_clerk", url) for url in MAIN], chinese)
    eyes.judge()


def test_an_empty_office(chromium: Browser, live_server: LiveServer, transactional_db: None) -> None:
    """The first morning: every list says what will stand in it."""
    county = make_county()
    people = {role: make_account(county, role, name=STAFF[role]) for role in EMPTY}
    eyes = Eyes(chromium, live_server, people, "zh-hans")
    eyes.see_all([reach.Page(role, url) for role, urls in EMPTY.items() for url in urls], chinese)
    eyes.judge()


def test_what_goes_wrong_is_told_calmly(chromium: Browser, live_server: LiveServer, life: Life) -> None:
    """Not allowed, not there, a form without its token, two people on one version."""
    eyes = Eyes(chromium, live_server, life.people, "zh-hans")
    eyes.become("town_clerk")
    eyes.see("/logs/", chinese, 403)
    eyes.see("/nonsense/", chinese, 404)
    eyes.see("/ledger/00000000-0000-0000-0000-000000000000/", chinese, 404)
    matter = life.matters["late"]
    eyes.page.goto(f"/ledger/{matter}/update/")
    eyes.page.fill("[name=title]", "南边草场界线")
    life.office.act(life.office.clerk, "dispute.update", Change(title="北边草场界线"), matter)
    eyes.press(".am-form button.am-btn-primary", chinese, 409)
    eyes.page.goto("/register/")
    eyes.press("button[name=do][value=take]", chinese, 422)
    eyes.page.goto("/register/")
    eyes.context.clear_cookies(name="anmulong_demo_form")
    eyes.press("button[name=do][value=take]", chinese, 403)
    eyes.judge()


def test_the_first_start(
    chromium: Browser, live_server: LiveServer, settings: Settings, transactional_db: None
) -> None:
    """The wizard of a real store, from the code on the console to the last page."""
    settings.STORE = "real"
    eyes = Eyes(chromium, live_server, {}, "zh-hans")
    eyes.become(reach.NOBODY)
    eyes.see("/first-start/", chinese)
    eyes.page.fill("[name=code]", read_or_make_code())
    eyes.press("form.am-form button.am-btn-primary", chinese)
    eyes.press("form.am-form button.am-btn-primary", chinese)
    for role, name in zip(
        ("system_admin", "security_admin", "audit_admin", "banner_director"), "赵钱孙李", strict=True
    ):
        eyes.page.fill(f"[name={role}_name]", f"{name}安")
        eyes.page.fill(f"[name={role}_username]", f"first.{role}")
    eyes.press("form.am-form button.am-btn-primary", chinese)
    eyes.press("button[name=do][value=skip]", chinese)
    eyes.press("form button.am-btn-primary", chinese)
    assert "finish" in eyes.page.url
    eyes.judge()
