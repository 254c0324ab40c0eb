"""What is not the usual day of a case, in Chromium and in words that a clerk understands (R-108, R-222, R-210, O-2)."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from anmulong.base import clock
from anmulong.cases.enums import Power
from anmulong.cases.public import AgentAppointed
from anmulong.kernel.clock import LOCAL, FixedClock
from anmulong.lawbook.public import calendar
from tests.browser.hands import Hands
from tests.browser.test_case_budgets import DIALOG, SEND, row_of, sit_down
from tests.factories.cases import Docket, make_docket


pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def docket(transactional_db: None) -> Docket:
    return make_docket()


@pytest.fixture
def hands(desk: Page, docket: Docket, live_server: LiveServer) -> Hands:
    """The mediator at the desk."""
    sit_down(desk, docket.mediator, live_server)
    return Hands(desk)


def test_t13_one_party_ends_it_in_session_three(docket: Docket, hands: Hands) -> None:
    """R-108, R-111, R-113: no reason is asked, the routes are told, and no session can follow."""
    case, page = docket.mediating(), hands.page
    for _ in range(3):
        docket.session(case)
    page.goto(f"/cases/{case}/decline/")
    expect(page.locator("[name=reason]")).to_have_count(0)
    page.select_option("[name=party]", index=2)
    with hands.within(1):
        hands.send(DIALOG)
    expect(page.locator(".am-matter-top")).to_contain_text("调解终止")
    expect(page.locator(".am-matter-top")).to_contain_text("已告知的其他合法途径")
    page.goto(f"/cases/{case}/hold_session/")
    expect(page.locator("main")).to_contain_text("调解终止")
    assert docket.row(case).sessions.count() == 3


def test_t14_an_agent_without_power_signs(docket: Docket, hands: Hands) -> None:
    """R-222: the mark is kept and does not count; the page says what is missing, and the case waits."""
    case, page = docket.agreed(), hands.page
    party = docket.parties(case)[-1].pk
    docket.do("case.appoint_agent", AgentAppointed(party=party, name="斯琴", powers=(Power.SIGN,)), case)
    page.goto(f"/cases/{case}/sign/")
    page.select_option("[name=s1_by]", label="斯琴（代理人）")
    for box in page.locator("input[type=checkbox][name$=_there]").all():
        box.check()
    hands.send(SEND)
    expect(page.locator(".am-matter-top")).to_contain_text("待签字")
    expect(page.locator("main")).to_contain_text("不计：权限不足")
    assert docket.row(case).effective_at is None


def test_r210_a_limit_in_a_year_whose_holidays_are_unknown_is_called_provisional(docket: Docket, hands: Hands) -> None:
    last = max(calendar(docket.office.county.key).published_years)
    with clock.simulated(FixedClock(datetime(last, 12, 20, 10, tzinfo=LOCAL))):
        case = docket.accepted()
    hands.page.goto(f"/cases/{case}/")
    expect(hands.page.locator(".am-matter-side")).to_contain_text("该年度放假安排尚未公布，此日期为暂定。")


def test_o2_an_entry_of_three_weeks_ago(docket: Docket, hands: Hands) -> None:
    """Marked as late and not held against anybody; both times stand there, and the limit runs from the day itself."""
    matter, page = docket.office.register(by=docket.mediator), hands.page
    then = clock.now().astimezone(LOCAL).replace(second=0, microsecond=0) - timedelta(weeks=3)
    page.goto(f"/cases/new/{matter}/apply/")
    page.fill("[name=request]", "请求赔偿羊吃掉的草。")
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    page.fill("[name=happened_at]", then.strftime("%Y-%m-%dT%H:%M"))
    with hands.within(1):
        hands.send(SEND)
    expect(page.locator(".am-line-list")).to_contain_text("补录")
    expect(page.locator(".am-line-list")).to_contain_text(then.strftime("%Y-%m-%d %H:%M"))
    assert started(matter) == then


def started(matter: UUID) -> datetime:
    """From when the limit of mediation runs."""
    case = row_of(matter)
    assert case.accepted_at is not None
    return case.accepted_at
