"""The pictures of cases for the user guide: what is typed on the way, and what stands there afterwards (O-1)."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from anmulong.base import clock
from anmulong.cases.public import Visited
from anmulong.disputes.public import SideInput
from anmulong.kernel.clock import FixedClock, local_day
from anmulong.people.public import PartyInput
from tests.browser.eyes import Eyes
from tests.browser.hands import Hands
from tests.browser.reach import NOBODY
from tests.browser.test_case_budgets import answer_start
from tests.factories.cases import Docket
from tests.factories.life import Life, make_life


pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

STORIES = {
    "fresh": ("租出去的草场到期没有退还，续租价格谈不拢。", "pasture_contract", ("乌云", "丁强")),
    "accepted": ("借款两万元到期未还，只有微信记录。", "private_lending", ("白玉兰", "雷勇")),
    "mediating": ("羊群越界吃草，损坏围栏和干草，要求赔偿。", "livestock_trespass", ("高云", "布和")),
    "agreed": ("打草机租用损坏，修理费怎么分担。", "contract", ("石磊", "敖特根")),
    "effective": ("两家草场边界不清，要求按原界桩恢复。", "pasture_boundary", ("斯日古楞", "田丰")),
    "oral": ("孩子打闹碰伤，医药费六百元谈不拢。", "damages", ("韩雪", "娜仁")),
}
"""What each case is about, its kind, its two sides. Everybody is invented."""
PICTURES = {
    "case-apply": ("gacha_mediator", "/cases/new/{fresh}/apply/"),
    "case-start": ("gacha_mediator", "/cases/{accepted}/start/"),
    "case-agree": ("gacha_mediator", "/cases/{mediating}/agree_in_writing/"),
    "case-sign": ("gacha_mediator", "/cases/{agreed}/sign/"),
    "case-oral": ("gacha_mediator", "/cases/new/{fresh}/agree_orally/"),
    "case": ("gacha_mediator", "/cases/{effective}/"),
    "case-visit": ("gacha_mediator", "/cases/{oral}/follow_up/"),
    "case-visits": ("gacha_mediator", "/cases/visits/"),
    "cases": ("gacha_director", "/cases/?view=all"),
    "figures": ("banner_director", "/figures/?length=month"),
    "committees": ("banner_clerk", "/committees/"),
    "mediators": ("banner_clerk", "/mediators/"),
    "parameters": ("banner_clerk", "/parameters/"),
    "calendar": ("banner_clerk", "/calendar/"),
    "ask": (NOBODY, "/r/"),
}

BRING = "node => window.scrollTo(0, window.scrollY + node.getBoundingClientRect().top - 380)"


def lay_out(page: Page) -> None:
    """Ten thousand yuan in six parts; the rows come without a submission."""
    page.fill("[name=content]", "布和分六期赔偿高云羊只和干草损失一万元，双方按原界桩放牧。")
    page.fill("[name=plan_total]", "10000")
    page.fill("[name=plan_number]", "6")
    page.fill("[name=plan_first]", date(local_day(clock.now()).year + 1, 1, 31).isoformat())
    page.click("button[name=do][value=rows]")
    page.locator("[name=o5_amount]").wait_for()
    page.locator("[name=o2_amount]").evaluate(BRING)


def agree(page: Page) -> None:
    """As far as what they agreed."""
    ask_for(page)
    page.fill("[name=content]", "丁强月底前退还草场，乌云免收本季租金。")
    page.locator("[name=content]").evaluate(BRING)


def sign_all(page: Page) -> None:
    for box in page.locator("input[type=checkbox][name$=_there]").all():
        box.check()


def ask_for(page: Page) -> None:
    page.fill("[name=request]", "请求退还草场，或者按市价续租三年。")


def answer_visit(page: Page) -> None:
    page.check("[name=d0_done]")
    page.check("[name=satisfied][value=yes]")
    page.fill("[name=said]", "医药费已付清，两家孩子一起上学。")


BEFORE: dict[str, Callable[[Page], None]] = {
    "case-apply": ask_for,
    "case-start": lambda page: answer_start(page, 2),
    "case-agree": lay_out,
    "case-sign": sign_all,
    "case-oral": agree,
    "case-visit": answer_visit,
}


@pytest.fixture
def life(transactional_db: None) -> Life:
    return make_life()


def cases_of(life: Life) -> dict[str, UUID]:
    """A matter without a case, and a case at each point where something is typed; two wait for a visit."""
    docket = Docket(life.office, life.people["gacha_mediator"].actor(), life.things["mediator"])
    now = clock.now()
    made: dict[str, UUID] = {}
    for name, (what, kind, names) in STORIES.items():
        with clock.simulated(FixedClock(now - timedelta(hours=30))):
            sides = tuple(SideInput(PartyInput(name=each), side=side) for side, each in enumerate(names, start=1))
            asked = {"what": what, "kind": kind, "reporter": names[0], "parties": sides, "by": docket.mediator}
            matter = life.office.register(**asked)
            if name == "fresh":
                made[name] = matter
                continue
            taken = {"request": what, "amount_at_stake": Decimal(12_000)}
            if name == "oral":
                made[name] = docket.orally(case=docket.mediating(matter=matter, **taken))
            else:
                made[name] = getattr(docket, name)(matter=matter, **taken)
    for name in ("oral", "effective"):
        docket.do("case.follow_up", Visited(next_on=local_day(now)), made[name])
    return made


def test_pictures_of_cases_for_the_guide(chromium: Browser, live_server: LiveServer, life: Life) -> None:
    made = cases_of(life)
    eyes = Eyes(chromium, live_server, life.people, "zh-hans")
    for name, (role, url) in PICTURES.items():
        eyes.become(role)
        answer = eyes.page.goto(url.format(**made))
        assert answer is not None and answer.status == 200, name
        BEFORE.get(name, lambda page: None)(eyes.page)
        Hands(eyes.page).picture(name)
    assert eyes.said == []
