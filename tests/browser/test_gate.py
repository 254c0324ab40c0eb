"""The gate of the law in Chromium: the answer changes with each tick, the routes are told, a person decides (M-12)."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from anmulong.base.guards import trusted
from anmulong.disputes.public import Dispute
from tests.browser.hands import Hands
from tests.browser.test_case_budgets import sit_down
from tests.factories.cases import Docket, make_docket


pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RESULT, RIGHT = "#gate-result", "[name=gate_facts][value=grassland_right]"


@pytest.fixture
def docket(transactional_db: None) -> Docket:
    return make_docket()


@pytest.fixture
def hands(desk: Page, docket: Docket, live_server: LiveServer) -> Hands:
    """The mediator at the desk."""
    sit_down(desk, docket.mediator, live_server)
    return Hands(desk)


def test_t16_a_right_to_grassland_goes_to_the_government(docket: Docket, hands: Hands) -> None:
    """N05: the tick shows at once what it means; unticked it is gone; guidance names the route."""
    matter, page = docket.office.register(by=docket.mediator, kind="forest_land"), hands.page
    hands.open_step(matter, "check_admissibility")
    page.check(RIGHT)
    expect(page.locator(RESULT)).to_contain_text("人民政府")
    page.uncheck(RIGHT)
    expect(page.locator(RESULT)).not_to_contain_text("人民政府")
    page.check(RIGHT)
    expect(page.locator(RESULT)).to_contain_text("不得改变利用现状")
    hands.send()
    expect(page.locator("main")).to_contain_text("草原")
    assert checks(matter) == ["warn"]


def test_a_block_stands_over_the_acceptance_and_is_not_overridden(docket: Docket, hands: Hands) -> None:
    """N03, O-3: a party that does not want to; the page says why and what to do, and nothing is accepted."""
    matter, page = docket.office.register(by=docket.mediator), hands.page
    hands.open_step(matter, "check_admissibility")
    page.check("[name=gate_facts][value=party_refuses]")
    expect(page.locator(RESULT)).to_contain_text("拒绝")
    hands.send()
    page.goto(f"/cases/new/{matter}/apply/")
    page.fill("[name=request]", "请求赔偿羊吃掉的草。")
    hands.send("#send")
    with trusted():
        assert not Dispute.objects.get(pk=matter).cases.filter(state="accepted").exists()
    expect(page.locator("main")).to_contain_text("拒绝")
    expect(page.locator("[name=request]")).to_have_value("请求赔偿羊吃掉的草。")


def checks(matter: object) -> list[str]:
    """What was found each time."""
    with trusted():
        return [row.verdict for row in Dispute.objects.get(pk=matter).admissibility_checks.order_by("made_at")]
