"""Comfort that needs a script: typing for a unit, a phrase by one click, the QR of a receipt."""

import pytest
from playwright.sync_api import Page

from anmulong.journal.public import Call, perform
from anmulong.orgs.enums import PhraseUse
from anmulong.orgs.public import NewPhrase, initials_of, organisation
from tests.browser.hands import Hands
from tests.factories.matters import make_office
from tests.factories.people import PASSWORD, make_account


pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_unit_is_found_by_its_initials(desk: Page) -> None:
    """Three letters and Enter choose it; the keyboard is enough, and what is chosen is what is sent."""
    office = make_office()
    hands = Hands(desk)
    hands.sign_in(make_account(office.county, "town_clerk", password=PASSWORD))
    unit = organisation("otog", office.county.committees[0])
    desk.goto("/register/")
    typed = desk.locator(".am-find input")
    typed.fill(initials_of(unit.name))
    typed.press("Enter")
    assert desk.locator("#id_handler").input_value() == f"unit:{unit.pk}"
    assert (typed.input_value(), desk.locator("#id_handler").get_attribute("size")) == ("", "0")
    typed.fill("没有这样的单位")
    typed.press("Enter")
    assert desk.locator("#id_handler").input_value() == f"unit:{unit.pk}"


def test_a_phrase_goes_in_where_the_cursor_stands(desk: Page) -> None:
    office = make_office()
    matter = office.handled()
    head = make_account(office.county, "town_director").actor()
    perform(Call("phrase.add", NewPhrase(PhraseUse.NOTE, "已上门核实"), subject=head.organisation), by=head)
    hands = Hands(desk)
    hands.sign_in(make_account(office.county, "town_clerk", password=PASSWORD))
    hands.open_step(matter, "note")
    desk.fill("#id_text", "今天，情况属实。")
    desk.locator("#id_text").evaluate("field => field.setSelectionRange(3, 3)")
    desk.click(".am-phrase")
    assert desk.locator("#id_text").input_value() == "今天，已上门核实情况属实。"


def test_the_code_of_a_receipt_never_reaches_an_address(desk: Page) -> None:
    """What the QR carries stands behind the #, goes into the form and leaves the address."""
    office = make_office()
    report = office.row(office.register()).reports.get()
    desk.goto(f"/r/#n=2026-1&c={report.code}")
    desk.wait_for_url(lambda url: "#" not in url)
    assert desk.locator("[name=code]").input_value() == report.code
    assert desk.locator("[name=number]").input_value() == "2026-1"
