"""The README's tour: register → assign → acknowledge → contact → settle → answer → strike off, with its pictures."""

from uuid import UUID

import pytest
from playwright.sync_api import Page

from anmulong.disputes.enums import State
from anmulong.disputes.public import Dispute
from anmulong.journal.public import verify_all
from tests.browser.hands import Hands, matter_of
from tests.factories.people import PASSWORD, County, Person, make_account, make_county


pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def staff(county: County, role: str, name: str, at: int = 0) -> Person:
    """Somebody who can sign in."""
    return make_account(county, role, at=at, name=name, password=PASSWORD)


def test_from_the_walk_in_to_the_strike_off(desk: Page) -> None:
    county = make_county()
    clerk = staff(county, "town_clerk", "石永亮")
    mediator = staff(county, "gacha_mediator", "巴图")
    second = staff(county, "justice_office", "林慧")
    hands = Hands(desk)
    desk.goto("/sign-in/")
    hands.picture("tour-1-sign-in")
    hands.sign_in(clerk)
    register(hands)
    matter = matter_of(desk)
    hands.open_step(matter, "assign")
    desk.select_option("[name=organisation]", str(county.committees[0]))
    desk.wait_for_selector(f"[name=person] option[value='{mediator.uid}']", state="attached")
    desk.select_option("[name=person]", str(mediator.uid))
    desk.fill("[name=reason]", "请于周五前上门了解。")
    hands.picture("tour-4-assign")
    hands.send()
    hands.sign_in(mediator)
    handle(hands, matter)
    hands.sign_in(second)
    desk.goto("/strike-off/")
    desk.goto(f"/ledger/{matter}/")
    desk.goto("/strike-off/")
    hands.picture("tour-9-strike-off")
    desk.check(f"[name=pick][value='{matter}']")
    hands.send(".am-batch button.am-btn-primary")
    assert Dispute.objects.get(pk=matter).state == State.STRUCK_OFF
    assert verify_all().findings == []


def register(hands: Hands) -> None:
    """O-1: a walk-in is one submission."""
    page = hands.page
    page.goto("/register/")
    page.fill("[name=who]", "巴特尔")
    page.fill("[name=who_phone]", "17000001234")
    page.fill("[name=what]", "邻户的羊自周一起越界到我家冬草场吃草，围栏已损坏，要求修好并赔偿。")
    page.fill("[name=place]", "三组北梁水井旁")
    hands.picture("tour-2-register")
    with hands.within(1):
        hands.send("button[name=do][value=take]")
    hands.picture("tour-3-receipt")


def handle(hands: Hands, matter: UUID) -> None:
    """Acknowledge, contact, settle, answer, propose the strike-off."""
    page = hands.page
    hands.open_step(matter, "acknowledge")
    hands.picture("tour-5-acknowledge")
    hands.send()
    hands.open_step(matter, "contact")
    page.fill("[name=whom]", "苏和")
    page.fill("[name=said]", "愿意坐下来谈，周四上午可以到嘎查办公室。")
    hands.picture("tour-6-contact")
    hands.send()
    hands.open_step(matter, "settle_on_the_spot")
    page.fill("[name=result]", "苏和月底前修好围栏，赔偿干草二十捆；双方握手言和。")
    page.check("[name=willing_first]")
    page.check("[name=willing_second]")
    page.fill("[name=evidence]", "修好的围栏照片一张，双方签字条一份。")
    hands.picture("tour-7-settle")
    hands.send()
    hands.open_step(matter, "answer")
    page.fill("[name=text]", "已当面告知巴特尔处理结果，本人表示满意。")
    hands.picture("tour-8-answer")
    hands.send()
    hands.open_step(matter, "ask_strike_off")
    hands.send()
