"""The budgets of O-1, counted in Chromium; and what a form owes to who types: drafts, one effect, nothing lost."""

from uuid import UUID

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from anmulong.base.guards import trusted
from anmulong.disputes.enums import State
from anmulong.disputes.public import Change, Dispute
from anmulong.journal.public import history
from tests.browser.hands import Hands, matter_of
from tests.factories.matters import Office, make_office
from tests.factories.people import PASSWORD, Person, make_account


pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WALK_IN = {"who": "巴特尔", "what": "邻户的羊越界到我家冬草场吃草，围栏已损坏。", "place": "三组北梁水井旁"}
RESULT = {"result": "苏和月底前修好围栏。", "evidence": "围栏照片一张", "answer_text": "当场告知，双方都在。"}
TAKE, SETTLE = "button[name=do][value=take]", "button[name=do][value=settle]"


@pytest.fixture
def office(transactional_db: None) -> Office:
    return make_office()


def staff(office: Office, role: str) -> Person:
    """Somebody who can sign in."""
    return make_account(office.county, role, password=PASSWORD)


def signed_in(desk: Page, office: Office, role: str) -> Hands:
    hands = Hands(desk)
    hands.sign_in(staff(office, role))
    return hands


def type_in(page: Page, answers: dict[str, str]) -> None:
    for name, answer in answers.items():
        page.fill(f"[name={name}]", answer)


def actions(matter: UUID) -> list[str]:
    """What was done, in order."""
    with trusted():
        told = history(Dispute.objects.get(pk=matter), newest_first=False)
    return [each.entry.action.removeprefix("dispute.") for each in told]


def matters() -> list[Dispute]:
    with trusted():
        return list(Dispute.objects.all())


def test_a_walk_in_is_one_submission(desk: Page, office: Office) -> None:
    """Three answers typed, the fourth stands there: registered and assessed, with whoever took it in."""
    hands = signed_in(desk, office, "gacha_mediator")
    desk.goto("/register/")
    type_in(desk, WALK_IN)
    with hands.within(1):
        hands.send(TAKE)
    assert actions(matter_of(desk)) == ["register", "triage"]


def test_a_small_quarrel_is_one_submission_of_eight_fields(desk: Page, office: Office) -> None:
    """Registered, assessed, settled, answered, proposed for the strike-off, by one click."""
    hands = signed_in(desk, office, "gacha_mediator")
    small_quarrel(hands)
    done = ["register", "triage", "settle_on_the_spot", "answer", "ask_strike_off"]
    assert actions(matter_of(desk)) == done


def small_quarrel(hands: Hands) -> None:
    page = hands.page
    page.goto("/register/")
    type_in(page, WALK_IN)
    page.click("#group-settle summary")
    type_in(page, RESULT)
    page.check("[name=willing_first]")
    page.check("[name=willing_second]")
    assert len(WALK_IN) + len(RESULT) + 2 == 8
    with hands.within(1):
        hands.send(SETTLE)


def test_the_second_person_clears_a_list_in_one_submission(desk: Page, office: Office) -> None:
    """R-531: what belongs to the sample is opened first, which sends nothing."""
    asked = [office.asked() for _ in range(3)]
    hands = signed_in(desk, office, "justice_office")
    for matter in asked:
        desk.goto(f"/ledger/{matter}/")
    desk.goto("/strike-off/")
    desk.check("[data-pick-all]")
    with hands.within(1):
        hands.send(".am-batch button.am-btn-primary")
    assert [row.state for row in matters()] == [State.STRUCK_OFF] * 3


@pytest.mark.parametrize("reached", [True, False])
def test_a_return_visit_is_one_submission(desk: Page, office: Office, reached: bool) -> None:
    matter = office.struck_off()
    hands = signed_in(desk, office, "town_clerk")
    hands.open_step(matter, "follow_up")
    desk.set_checked("[name=reached]", reached)
    if reached:
        desk.fill("[name=said]", "围栏已修好，双方再无争执。")
    with hands.within(1):
        hands.send()
    assert actions(matter)[-1] == "follow_up"


def test_registering_by_keyboard_alone(desk: Page, office: Office) -> None:
    """From the sign-in to the receipt without a mouse; what has the focus shows it."""
    person = staff(office, "gacha_mediator")
    desk.goto("/sign-in/")
    tab_to(desk, "[name=username]").page.keyboard.type(person.account.username)
    tab_to(desk, "[name=password]").page.keyboard.type(PASSWORD)
    desk.keyboard.press("Enter")
    desk.wait_for_url(lambda url: "/sign-in/" not in url)
    press_on(desk, "a[href='/register/']")
    desk.wait_for_url("**/register/")
    for name, answer in WALK_IN.items():
        field = tab_to(desk, f"[name={name}]")
        assert (
            field.evaluate("node => getComputedStyle(node).outlineStyle + getComputedStyle(node).boxShadow")
            != "nonenone"
        )
        desk.keyboard.insert_text(answer)
    press_on(desk, TAKE)
    desk.wait_for_url("**/receipts/**")
    assert actions(matter_of(desk)) == ["register", "triage"]


def tab_to(page: Page, wanted: str) -> Locator:
    """Press Tab until the wanted thing has the focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return page.locator(wanted).first
    raise AssertionError(f"Tab never reaches {wanted}")


def press_on(page: Page, wanted: str) -> None:
    tab_to(page, wanted)
    page.keyboard.press("Enter")


def test_a_draft_outlives_the_tab_and_the_session(desk: Page, office: Office, live_server: LiveServer) -> None:
    """Logout, crash or a phone call loses nothing."""
    person = staff(office, "town_clerk")
    hands = Hands(desk)
    hands.sign_in(person)
    desk.goto("/register/")
    for name, answer in WALK_IN.items():
        desk.locator(f"[name={name}]").press_sequentially(answer, delay=5)
    expect(desk.locator(".am-draft")).not_to_be_empty(timeout=10_000)
    context = desk.context
    desk.close()
    again = context.new_page()
    Hands(again).sign_in(person)
    again.goto("/register/")
    for name, answer in WALK_IN.items():
        assert again.input_value(f"[name={name}]") == answer
    assert hands.submissions == 0


def test_a_draft_is_private(desk: Page, office: Office, chromium: Browser, live_server: LiveServer) -> None:
    signed_in(desk, office, "town_clerk")
    desk.goto("/register/")
    desk.locator("[name=what]").press_sequentially(WALK_IN["what"], delay=5)
    expect(desk.locator(".am-draft")).not_to_be_empty(timeout=10_000)
    other = chromium.new_context(base_url=live_server.url).new_page()
    Hands(other).sign_in(staff(office, "town_clerk"))
    other.goto("/register/")
    assert other.input_value("[name=what]") == ""
    other.context.close()


def test_a_double_click_registers_once(desk: Page, office: Office) -> None:
    signed_in(desk, office, "gacha_mediator")
    desk.goto("/register/")
    type_in(desk, WALK_IN)
    desk.dblclick(TAKE)
    desk.wait_for_url("**/receipts/**")
    assert len(matters()) == 1


def test_what_goes_wrong_keeps_what_was_typed(desk: Page, office: Office) -> None:
    """The page comes back with its answers, says what is missing and stands there."""
    hands = signed_in(desk, office, "gacha_mediator")
    desk.goto("/register/")
    type_in(desk, {"who": "巴特尔", "who_phone": "17000001234", "place": "三组北梁"})
    desk.check("[name=told_as][value=teller]")
    hands.send(TAKE)
    kept = {name: desk.input_value(f"[name={name}]") for name in ("who", "who_phone", "place")}
    assert kept == {"who": "巴特尔", "who_phone": "17000001234", "place": "三组北梁"}
    assert desk.is_checked("[name=told_as][value=teller]")
    expect(desk.locator("[data-focus]")).to_be_focused()
    assert desk.get_attribute("[name=what]", "aria-invalid") == "true"
    desk.fill("[name=what]", WALK_IN["what"])
    with hands.within(1):
        hands.send(TAKE)
    assert len(matters()) == 1


def test_two_people_on_one_version(desk: Page, office: Office) -> None:
    """The second sees both sides and decides; nothing typed is lost, nothing is overwritten unseen."""
    matter = office.handled()
    hands = signed_in(desk, office, "town_clerk")
    hands.open_step(matter, "update")
    desk.fill("[name=title]", "南边草场界线")
    office.act(office.clerk, "dispute.update", Change(title="北边草场界线"), matter)
    hands.send()
    shown = desk.locator("main").inner_text()
    assert "南边草场界线" in shown and "北边草场界线" in shown
    desk.check("[name=keep_title][value=mine]")
    hands.send("main form.am-stack button.am-btn-primary")
    with trusted():
        assert Dispute.objects.get(pk=matter).title == "南边草场界线"
    assert hands.submissions == 2
