"""The 2,816 real messages: brought in on the page, found by two characters, thirty by hand, the rest in bulk."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from anmulong.base.guards import trusted
from anmulong.disputes.enums import Nature, State
from anmulong.disputes.public import Dispute
from anmulong.journal.public import verify_all
from tests.browser.hands import Hands
from tests.factories.people import PASSWORD, make_account, make_county


pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

MESSAGES = 2816
BY_HAND = 10  # of each of the three words
PATIENCE = 300_000  # milliseconds: five hundred matters in one click on a busy machine


@dataclass(frozen=True)
class Selection:
    """One selection of the ledger: what is searched, what it is found to be, and why."""

    word: str
    nature: Nature
    reason: str
    kind: str = ""


SELECTIONS = (
    Selection("物业", Nature.DISPUTE, "业主与物业公司之间的争议，按物业纠纷登记。", "property_management"),
    Selection("拆迁", Nature.DISPUTE, "对拆迁补偿有异议。", "expropriation"),
    Selection("工资", Nature.DISPUTE, "反映拖欠工资。", "wages"),
    Selection("噪音", Nature.HIDDEN_DANGER, "扰民问题可能引起争执，列为隐患。"),
    Selection("开发", Nature.DISPUTE, "购房人与开发商之间的争议。", "contract"),
    Selection("咨询", Nature.NO_DISPUTE, "咨询政策，已经回复。"),
    Selection("建议", Nature.NO_DISPUTE, "对公共事务的建议，已经回复。"),
)
REST = Selection("", Nature.NO_DISPUTE, "公共服务类诉求，主管部门已经回复，不属于纠纷。")


def test_real_messages_are_brought_in_found_and_assessed(desk: Page, shared_folder: Path) -> None:
    """What it must show, 3. Every job by hand stays in its budget; at the end nothing waits to be assessed."""
    county = make_county()
    hands = Hands(desk)
    hands.sign_in(make_account(county, "town_clerk", password=PASSWORD))
    bring_in(hands, shared_folder / "data" / "city-messages-with-replies.xlsx", str(county.towns[0]))
    assert waiting() == MESSAGES
    for word, handle in (("物业", settle), ("学校", guide), ("公交", no_dispute)):
        for address in found(desk, word)[:BY_HAND]:
            with hands.within(2):
                handle(hands, address)
    assert waiting() == MESSAGES - 3 * BY_HAND
    for selection in SELECTIONS:
        assess(hands, selection)
    while waiting():
        assess(hands, REST)
    expect_nothing_waits(desk)
    assert verify_all().findings == []


def waiting() -> int:
    """How many matters nobody has assessed."""
    with trusted():
        return Dispute.objects.filter(state=State.REGISTERED, nature=Nature.UNKNOWN).count()


def bring_in(hands: Hands, workbook: Path, place: str) -> None:
    """File, preview, apply: as open matters, so that each waits to be assessed."""
    page = hands.page
    page.goto("/import/")
    page.check("[name=rows][value=open]")
    page.select_option("[name=division]", place)
    page.set_input_files("input[type=file]", workbook)
    page.locator("[data-upload-list]").wait_for()
    page.locator("form.am-form button.am-btn-primary:enabled").wait_for()
    patient(hands, "form.am-form button.am-btn-primary")
    assert page.locator("[name=do][value=apply]").count() == 1
    patient(hands, "[name=do][value=apply]")
    assert page.locator(".am-panel-good").count() == 1


def patient(hands: Hands, button: str) -> None:
    """Press what takes long."""
    with hands.page.expect_navigation(timeout=PATIENCE):
        hands.page.locator(button).first.click(timeout=PATIENCE)
    hands.submissions += 1


def found(page: Page, word: str) -> list[str]:
    """The first page of what two characters find."""
    assert len(word) == 2
    page.goto(f"/ledger/?view=all&state=registered&q={word}")
    rows = page.locator("#ledger tbody a[id^='n-']")
    assert rows.count() >= BY_HAND
    return [str(row.get_attribute("href")) for row in rows.all()]


def settle(hands: Hands, matter: str) -> None:
    """A quarrel that had been settled: what it is, and how it ended."""
    assess_one(hands, matter, Nature.DISPUTE, kind="property_management")
    page = hands.page
    page.goto(f"{matter}settle_on_the_spot/")
    page.fill("[name=result]", "物业公司限期整改，业主委员会同意。")
    page.check("[name=willing_first]")
    page.check("[name=willing_second]")
    page.fill("[name=evidence]", "留言答复原文。")
    hands.send()


def guide(hands: Hands, matter: str) -> None:
    """A matter for another lawful route, which is named."""
    assess_one(hands, matter, Nature.DISPUTE)
    page = hands.page
    page.goto(f"{matter}guide/")
    page.check("[name=routes][value=administrative_reconsideration]")
    page.fill("[name=explanation]", "已说明主管部门和期限。")
    hands.send()


def no_dispute(hands: Hands, matter: str) -> None:
    assess_one(hands, matter, Nature.NO_DISPUTE, reason="对公共交通的建议，已经回复。")


def assess_one(hands: Hands, matter: str, nature: Nature, *, kind: str = "", reason: str = "") -> None:
    page = hands.page
    page.goto(matter)
    page.goto(f"{matter}triage/")
    page.check(f"[name=nature][value={nature}]", force=True)
    if kind:
        page.select_option("[name=kind]", kind)
    page.fill("[name=reason]", reason)
    hands.send()


def assess(hands: Hands, selection: Selection) -> None:
    """Everything that a search finds, with one reason: three ticks and one submission."""
    page = hands.page
    page.goto(f"/ledger/?view=all&state=registered&q={selection.word}")
    if page.locator("[data-pick-all]").count() == 0:
        return
    page.check("[data-pick-all]")
    page.check("#batch [name=everything]")
    page.fill("#batch [name=reason]", selection.reason)
    page.locator("#batch summary").last.click()
    page.select_option("#batch [name=nature]", str(selection.nature))
    if selection.kind:
        page.select_option("#batch [name=kind]", selection.kind)
    before = waiting()
    patient(hands, "#batch button[formaction='/ledger/assess/']")
    assert waiting() < before


def expect_nothing_waits(page: Page) -> None:
    page.goto("/ledger/?view=all&state=registered")
    expect(page.locator("#ledger [data-pick-all]")).to_have_count(0)
