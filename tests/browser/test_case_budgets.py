"""The budgets of O-1 for cases, counted in Chromium: from walk-in to archive, in writing and by word of mouth (O-8)."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from anmulong.base import clock
from anmulong.base.guards import trusted
from anmulong.cases.public import Case, Visited
from anmulong.disputes.enums import ContactWay
from anmulong.journal.public import Actor, verify_all
from anmulong.kernel.clock import local_day
from tests.browser.hands import Hands, matter_of
from tests.factories.browsers import browser
from tests.factories.cases import Docket, make_docket


pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WALK_IN = {"who": "巴特尔", "what": "邻户的羊越界到我家冬草场吃草，围栏已损坏。", "place": "三组北梁水井旁"}
TAKE, SEND = "button[name=do][value=take]", "#send"
DIALOG = ".am-form button:not([type=button]).btn"


@pytest.fixture
def docket(transactional_db: None) -> Docket:
    return make_docket()


@pytest.fixture
def hands(desk: Page, docket: Docket, live_server: LiveServer) -> Hands:
    """The mediator at the desk."""
    sit_down(desk, docket.mediator, live_server)
    return Hands(desk)


def sit_down(page: Page, who: Actor, server: LiveServer) -> None:
    """Somebody else takes the chair."""
    page.context.clear_cookies()
    value = browser(who).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": server.url}])


def row_of(matter: UUID) -> Case:
    """The case over a matter."""
    with trusted():
        return Case.objects.get(dispute=matter)


def walk_in(hands: Hands, others: str = "苏和 13900005678", **more: str) -> UUID:
    """The matter, registered and assessed."""
    page = hands.page
    page.goto("/register/")
    for name, answer in {**WALK_IN, **more}.items():
        page.fill(f"[name={name}]", answer)
    page.locator("details:has([name=others])").evaluate("node => { node.open = true; }")
    page.fill("[name=others]", others)
    hands.send(TAKE)
    return matter_of(page)


def answer_start(page: Page, parties: int) -> None:
    """One line per party: the first row, then the others as it is."""
    page.select_option("[name=p0_identity]", "card")
    page.select_option("[name=p0_rights]", "signed")
    for box in ("consent", "data", "mediator"):
        page.check(f"[name=p0_{box}]")
    if parties > 2:
        page.click("section:has([name=p0_identity]) [data-same-as-first]")
    else:
        page.select_option("[name=p1_identity]", "known")
        page.select_option("[name=p1_rights]", "read_out")
        for box in ("consent", "data", "mediator"):
            page.check(f"[name=p1_{box}]")
    page.select_option("[name=declared]", "none")


def accept(hands: Hands, matter: UUID, request: str) -> Case:
    """申请并受理."""
    hands.page.goto(f"/cases/new/{matter}/apply/")
    hands.page.fill("[name=request]", request)
    with hands.within(1):
        hands.send(SEND)
    return row_of(matter)


def archive(hands: Hands, case: UUID) -> None:
    """归档: nothing is missing."""
    hands.page.goto(f"/cases/{case}/archive/")
    with hands.within(1):
        hands.send(DIALOG)


def test_oral_agreement_is_two_submissions(hands: Hands) -> None:
    """O-1: the day (application, acceptance, start, session, agreement), and the visit with the close."""
    page, matter = hands.page, walk_in(hands)
    page.goto(f"/cases/new/{matter}/agree_orally/")
    page.fill("[name=request]", "请求赔偿羊吃掉的草并修好围栏。")
    answer_start(page, 2)
    page.fill("[name=content]", "苏和三日内修好围栏，赔偿草料款三百元。")
    page.fill("[name=o0_amount]", "300")
    page.fill("[name=o0_due_on]", (local_day(clock.now()) + timedelta(days=3)).isoformat())
    page.check("[name=proofs][value=photo]")
    page.check("[name=proofs][value=party_confirmed]")
    with hands.within(2):
        hands.send(SEND)
        case = row_of(matter)
        assert (case.state, case.proof_missing) == ("effective", False)
        page.goto(f"/cases/{case.pk}/follow_up/")
        page.check("[name=d0_done]")
        page.check("[name=satisfied][value=yes]")
        page.fill("[name=said]", "围栏已修好，钱已付清。")
        hands.send(SEND)
    assert row_of(matter).state == "closed"
    archive(hands, case.pk)
    assert row_of(matter).state == "archived"
    assert verify_all().findings == []


def test_written_agreement_with_six_instalments(hands: Hands) -> None:
    """O-1: start · session and agreement · signing · close, and one submission for each instalment."""
    page, matter = hands.page, walk_in(hands)
    case = accept(hands, matter, "请求赔偿羊只损失一万元。").pk
    page.goto(f"/cases/{case}/start/")
    answer_start(page, 2)
    with hands.within(4 + 6):
        hands.send(SEND)
        agree_in_parts(hands, case, "10000", 6)
        sign(hands, case)
        for _ in range(6):
            page.goto(f"/cases/{case}/record_performance/")
            hands.send(DIALOG)
        page.goto(f"/cases/{case}/follow_up/")
        page.fill("[name=said]", "六期都已付清。")
        hands.send(SEND)
    with trusted():
        owed = list(Case.objects.get(pk=case).obligations.order_by("position"))
    assert [str(row.amount) for row in owed] == ["1666.66"] * 5 + ["1666.70"]
    assert (row_of(matter).state, row_of(matter).performed) == ("closed", True)
    archive(hands, case)
    assert row_of(matter).state == "archived"


def agree_in_parts(hands: Hands, case: UUID, total: str, parts: int) -> None:
    """The rows are laid out without a submission; the page then goes in once."""
    page = hands.page
    page.goto(f"/cases/{case}/agree_in_writing/")
    page.fill("[name=content]", "苏和分六期赔偿一万元，双方按原界桩放牧。")
    page.fill("[name=plan_total]", total)
    page.fill("[name=plan_number]", str(parts))
    page.fill("[name=plan_first]", date(local_day(clock.now()).year + 1, 1, 31).isoformat())
    page.click("button[name=do][value=rows]")
    expect(page.locator(f"[name=o{parts - 1}_amount]")).to_be_visible()
    assert page.input_value("[name=content]").startswith("苏和分六期")
    hands.send(SEND)


def sign(hands: Hands, case: UUID) -> None:
    """One sheet with every mark on it."""
    page = hands.page
    page.goto(f"/cases/{case}/sign/")
    for box in page.locator("input[type=checkbox][name$=_there]").all():
        box.check()
    hands.send(SEND)


@pytest.mark.parametrize("reached", [True, False])
def test_return_visit_is_one_submission(hands: Hands, docket: Docket, reached: bool) -> None:
    """O-1: performance, answer, close in one; not reached is one click."""
    case = docket.orally()
    with hands.within(1):
        hands.page.goto(f"/cases/{case}/follow_up/")
        hands.page.set_checked("[name=reached]", reached)
        if reached:
            hands.page.check("[name=d0_done]")
        hands.send(SEND)
    assert docket.row(case).state == ("closed" if reached else "effective")


def test_wages_of_forty_people(hands: Hands) -> None:
    """O-8: a pasted list of names and amounts gives forty rows that add up; representatives sign for the others."""
    page = hands.page
    workers = [f"工友{place:02d}" for place in range(1, 41)]
    matter = walk_in(hands, "\n".join(workers), who="远山建筑队", what="拖欠四十名工人三个月工资。")
    case = accept(hands, matter, "请求支付工资。").pk
    page.goto(f"/cases/{case}/elect_representatives/")
    page.locator("[name=representatives]").nth(1).check()
    page.locator("[name=representatives]").nth(2).check()
    hands.send(DIALOG)
    page.goto(f"/cases/{case}/start/")
    answer_start(page, 41)
    for place in range(1, 41):
        for box in ("consent", "data"):
            page.locator(f"[name=p{place}_{box}]").set_checked(True)
    hands.send(SEND)
    page.goto(f"/cases/{case}/agree_in_writing/")
    page.fill("[name=content]", "建筑队在月底前付清全部工资。")
    page.select_option("[name=list_debtor]", label="远山建筑队")
    page.fill("[name=list_first]", (local_day(clock.now()) + timedelta(days=20)).isoformat())
    page.fill("[name=listed]", "\n".join(f"{name}\t{4000 + place}.50" for place, name in enumerate(workers)))
    page.click("button[name=do][value=rows]")
    expect(page.locator("[name=o39_amount]")).to_be_visible()
    hands.send(SEND)
    sign(hands, case)
    found = row_of(matter)
    assert found.state == "effective"
    assert found.agreed_amount == sum(4000 + place for place in range(40)) + 20


def test_the_call_list_takes_one_click(hands: Hands, docket: Docket) -> None:
    """R-211: nobody answered; the visit stays on the list."""
    case = docket.orally()
    planned = Visited(ContactWay.TELEPHONE, next_on=local_day(clock.now()))
    docket.do("case.follow_up", planned, case)
    hands.page.goto("/cases/visits/")
    with hands.within(1):
        hands.send(f"form[action='/cases/{case}/not-reached/'] button")
    expect(hands.page.locator("tbody tr")).to_have_count(1)
