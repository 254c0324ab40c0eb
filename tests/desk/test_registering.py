"""A walk-in is one submission; a small quarrel is one submission (O-1, R-131)."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from anmulong.disputes.enums import Nature, State
from anmulong.disputes.public import Dispute
from anmulong.journal.public import history
from anmulong.orgs.public import initials_of
from tests.desk.conftest import Desk
from tests.desk.pages import fields, words
from tests.factories.matters import TEXT, Office
from tests.factories.people import make_account


URL = "/register/"
WALK_IN = {"who": "巴特尔", "what": TEXT, "place": "三组北梁"}
SETTLED = {
    **WALK_IN,
    "result": "两家以界桩为准",
    "willing_first": "on",
    "willing_second": "on",
    "evidence": "现场照片",
    "answer_text": "当场告知双方",
}


def send(client: Client, do: str, **typed: Any) -> Any:
    """Open the screen, type, press a button: one submission."""
    return client.post(URL, {**fields(client.get(URL)), **typed, "do": do})


def registered(answer: Any) -> UUID:
    """The matter whose receipt the answer leads to."""
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return UUID(answer["Location"].split("/")[2])


def actions(office: Office, matter: UUID) -> list[str]:
    """What was done, in order."""
    return [told.entry.action.removeprefix("dispute.") for told in history(office.row(matter), newest_first=False)]


def test_walk_in_takes_one_submission(office: Office, desk: Desk) -> None:
    """O-1: three answers typed, the fourth stands there: registered, assessed, with me."""
    matter = registered(send(desk(office.mediator), "take", **WALK_IN))
    row = office.row(matter)
    assert (row.state, row.nature, row.owner_person) == (State.HANDLING, Nature.DISPUTE, office.mediator.uid)
    assert (row.gacha, row.source) == (office.county.gachas[0], "walk_in")
    assert actions(office, matter) == ["register", "triage"]


def test_small_quarrel_takes_one_submission_of_eight_fields(office: Office, desk: Desk) -> None:
    """O-1: settled, answered, proposed for the strike-off in one click; one bundle, one entry each."""
    assert len(SETTLED) == 8
    matter = registered(send(desk(office.mediator), "settle", **SETTLED))
    assert office.row(matter).state == State.STRIKE_OFF_ASKED
    done = ["register", "triage", "settle_on_the_spot", "answer", "ask_strike_off"]
    assert actions(office, matter) == done
    assert len({told.entry.bundle for told in history(office.row(matter))}) == 1


def test_registered_only(office: Office, desk: Desk) -> None:
    matter = registered(send(desk(office.clerk), "register", **WALK_IN))
    assert office.row(matter).state == State.REGISTERED


def test_passed_on_to_a_unit(office: Office, desk: Desk) -> None:
    """转出: an offer; the taker stays responsible until the other unit acknowledges (R-502)."""
    unit = office.mediator.organisation
    matter = registered(send(desk(office.clerk), "pass_on", **WALK_IN, handler=f"unit:{unit}"))
    row = office.row(matter)
    assert (row.offered_organisation, row.owner_person) == (unit, office.clerk.uid)


def test_passing_on_to_oneself_is_asked_back(office: Office, desk: Desk) -> None:
    answer = send(desk(office.clerk), "pass_on", **WALK_IN)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["handler"]


def test_graded_at_once_and_a_rules_colour_is_no_obstacle(office: Office, desk: Desk) -> None:
    """A colour that the rules give anyway does not stop the click."""
    red = registered(send(desk(office.clerk), "take", **WALK_IN, colour="red", colour_reason="扬言持械"))
    same = registered(
        send(desk(office.clerk), "take", **{**WALK_IN, "what": "借款到期未还"}, colour="blue", colour_reason="一般")
    )
    assert (office.row(red).colour, office.row(same).colour) == ("red", "blue")


def test_double_click_gives_one_matter(office: Office, desk: Desk) -> None:
    """The second POST of the same page answers with the stored result."""
    client = desk(office.clerk)
    typed = {**fields(client.get(URL)), **SETTLED, "do": "settle"}
    first, second = client.post(URL, typed), client.post(URL, typed)
    assert first["Location"] == second["Location"]
    assert Dispute.objects.count() == 1


def test_page_sent_again_with_other_words_gets_new_numbers(office: Office, desk: Desk) -> None:
    """Back, another text, sent again: said once, and the second try is a matter of its own."""
    client = desk(office.clerk)
    typed = {**fields(client.get(URL)), **WALK_IN, "do": "register"}
    client.post(URL, typed)
    told = client.post(URL, {**typed, "what": "另一件事"})
    assert (told.status_code, told.context["refusal"]["code"]) == (409, "operation-reused")
    registered(client.post(URL, {**fields(told), "do": "register"}))
    assert Dispute.objects.count() == 2


def test_back_and_once_more_is_no_second_matter(office: Office, desk: Desk) -> None:
    """The browser's back button brings a fresh page with the old words."""
    client = desk(office.clerk)
    registered(send(client, "take", **WALK_IN))
    again = send(client, "take", **WALK_IN)
    assert (again.status_code, Dispute.objects.count()) == (422, 1)
    assert again.context["refusal"]["code"] == "registered-a-moment-ago"
    assert "000001" in words(again)
    typed = fields(again)
    assert (typed["what"], typed["who"]) == (TEXT, WALK_IN["who"])
    assert 'name="again"' in words(again)
    assert 'name="again"' not in words(client.get(URL)), "offered only where it is needed"
    registered(client.post(URL, {**typed, "again": "on", "do": "take"}))
    assert Dispute.objects.count() == 2


def test_missing_answers_keep_what_was_typed(office: Office, desk: Desk) -> None:
    answer = send(desk(office.clerk), "take", place="三组北梁", who_phone="17000001234")
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"who", "what"}
    assert fields(answer)["place"] == "三组北梁"
    assert fields(answer)["who_phone"] == "17000001234"


@pytest.mark.parametrize(
    ("field", "typed"),
    [("who_phone", "abc"), ("who_phone", "12"), ("others", "王福 139abc"), ("others", "苏和\n王福 12")],
)
def test_a_telephone_nobody_can_call_is_said_beside_it(office: Office, desk: Desk, field: str, typed: str) -> None:
    """What was typed stays, the matter does not go in."""
    answer = send(desk(office.clerk), "take", **WALK_IN, **{field: typed})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert fields(answer)[field] == typed
    assert "138 0000 1234" in words(answer)
    assert Dispute.objects.count() == 0


def test_settled_asks_for_everything_at_once_and_opens_its_fold(office: Office, desk: Desk) -> None:
    answer = send(desk(office.clerk), "settle", **WALK_IN)
    wanted = {"result", "evidence", "answer_text", "willing_first", "willing_second"}
    assert set(answer.context["form"].errors) == wanted
    assert [group["key"] for group in answer.context["groups"] if group["open"]] == ["settle"]


def test_bundle_fails_whole(office: Office, desk: Desk) -> None:
    """All or none: a refused step leaves no half matter behind."""
    other = office.register(by=office.other_clerk, division=office.county.gachas[2])
    answer = send(desk(office.clerk), "register", **WALK_IN, tie=f"same:{other}")
    assert answer.status_code == 422
    assert Dispute.objects.count() == 1


@pytest.mark.parametrize(
    "typed",
    [
        {"happened_at": "31 February"},
        {"amount_at_stake": "-1"},
        {"people_count": "many"},
        {"division": "nowhere"},
        {"what": "字" * 1_000_000},
        {"next_date": "tomorrow"},
        {"happened_at": "2099-01-01T00:00"},
    ],
)
def test_nonsense_comes_back(office: Office, desk: Desk, typed: dict[str, str]) -> None:
    """Wrong dates, numbers, places and endless text: the page again, nothing entered."""
    answer = send(desk(office.clerk), "take", **{**WALK_IN, **typed})
    assert answer.status_code == 422
    assert Dispute.objects.count() == 0
    for text in typed.values():
        assert text in words(answer)


def test_no_ids_at_all_still_registers(office: Office, desk: Desk) -> None:
    """A form without its hidden fields is a form all the same."""
    typed = {**fields(desk(office.clerk).get(URL)), **WALK_IN, "do": "register", "uid": "", "operation": ""}
    registered(desk(office.clerk).post(URL, typed))
    broken = desk(office.clerk).post(URL, {**typed, "operation": "x"})
    assert broken.status_code == 422


def test_anonymous_keeps_no_name(office: Office, desk: Desk) -> None:
    matter = registered(send(desk(office.clerk), "register", **WALK_IN, anonymous="on"))
    report = office.row(matter).reports.get()
    assert (report.anonymous, report.reporter, report.wants_answer) == (True, "", False)
    assert office.row(matter).sides.count() == 0


def test_who_tells_about_others_is_no_party(office: Office, desk: Desk) -> None:
    """O-4: the reporter is confidential; the other side is typed one on a line."""
    matter = registered(
        send(desk(office.clerk), "register", **WALK_IN, told_as="teller", others="王福 13900005678\n苏和")
    )
    sides = office.row(matter).sides.order_by("position").select_related("party")
    assert [(side.side, side.party.name, side.party.telephone) for side in sides] == [
        (2, "王福", "13900005678"),
        (2, "苏和", ""),
    ]


def test_receipt_has_both_times_and_the_code_in_a_drawing(office: Office, desk: Desk) -> None:
    """R-131: when it was told and when it was entered; the QR holds only the code."""
    client = desk(office.clerk)
    answer = send(client, "register", **WALK_IN, happened_at="2026-01-05T08:30")
    report = office.row(registered(answer)).reports.get()
    page = client.get(answer["Location"])
    assert page.context["receipt"]["number"] == report.number
    assert "2026-01-05 08:30" in words(page)
    assert report.code in words(page)
    assert "<svg" in words(page)


def test_draft_is_given_back_until_it_goes_in(office: Office, desk: Desk) -> None:
    client = desk(office.clerk)
    typed = {**fields(client.get(URL)), **WALK_IN}
    client.post(reverse("desk:draft", args=["register"]), typed)
    again = fields(client.get(URL))
    assert (again["who"], again["what"]) == (WALK_IN["who"], TEXT)
    assert again["uid"] != typed["uid"]
    client.post(URL, {**again, "do": "register"})
    assert fields(client.get(URL))["who"] == ""


def test_hints_stay_inside_the_scope(office: Office, desk: Desk) -> None:
    """O-4: the same name in another town is not named."""
    mine = office.register()
    office.register(by=office.other_clerk, division=office.county.gachas[2])
    answer = desk(office.clerk).post(reverse("desk:register_duplicates"), {"who": "巴特尔", "what": TEXT})
    assert [hint["uid"] for hint in answer.context["hints"]] == [str(mine)]


def test_same_matter_is_joined_after_registering(office: Office, desk: Desk) -> None:
    earlier = office.register()
    matter = registered(send(desk(office.clerk), "register", **WALK_IN, tie=f"same:{earlier}"))
    assert office.row(matter).merged_into == earlier


def test_flared_up_again_is_linked(office: Office, desk: Desk) -> None:
    earlier = office.struck_off()
    matter = registered(send(desk(office.clerk), "take", **WALK_IN, tie=f"relapse:{earlier}"))
    assert office.row(matter).relapse_of == earlier


def test_who_may_not_register_is_told_so(office: Office, desk: Desk) -> None:
    expert = make_account(office.county, "expert").actor()
    assert desk(expert).get(URL).status_code == 403


def test_buttons_follow_the_post(office: Office, desk: Desk) -> None:
    """A mediator settles and takes; passing on needs the right to assign."""
    page = desk(office.mediator).get(URL)
    assert page.context["buttons"] == ["register", "take", "settle"]
    assert 'value="pass_on"' not in words(page)


def test_table_saves_good_rows_and_keeps_bad_ones(office: Office, desk: Desk) -> None:
    """Ten rows as in Excel: good rows go in, bad ones stay with what is wrong; sent again nothing doubles (O-5)."""
    client, url = desk(office.clerk), "/register/table/"
    typed = fields(client.get(url))
    typed |= {"form-0-who": "巴特尔", "form-0-what": "草场边界", "form-2-who": "匿名", "form-2-what": "井水浑浊"}
    typed |= {"form-5-who": "苏和", "form-7-what": "没有姓名"}
    typed |= {f"form-{row}-place": "嘎查办公室" for row in (0, 2, 5, 7)}
    answer = client.post(url, typed)
    assert answer.status_code == 422
    assert [bool(result.get("error")) for result in answer.context["results"]] == [False, False, True, True]
    assert Dispute.objects.count() == 2
    left = fields(answer)
    assert (left["form-0-who"], left["form-1-what"], left["form-2-who"]) == ("苏和", "没有姓名", "")
    client.post(url, typed)
    assert Dispute.objects.count() == 2
    done = client.post(url, {**left, "form-0-what": "借款", "form-1-who": "王福"})
    assert (done.status_code, Dispute.objects.count()) == (200, 4)


def test_empty_table_enters_nothing(office: Office, desk: Desk) -> None:
    client, url = desk(office.clerk), "/register/table/"
    assert client.post(url, fields(client.get(url))).status_code == 200
    assert Dispute.objects.count() == 0


@pytest.mark.parametrize("total", ["", "x", "100000", "-1"])
def test_broken_table_does_not_fall_over(office: Office, desk: Desk, total: str) -> None:
    typed = {"form-TOTAL_FORMS": total, "form-INITIAL_FORMS": "0"}
    assert desk(office.clerk).post("/register/table/", typed).status_code in (200, 422)


def test_handlers_are_grouped_by_unit_the_own_place_first(office: Office, desk: Desk) -> None:
    """Colleagues, the own town with its gacha, the banner, the other town; each can be found by pinyin initials."""
    county = office.county
    colleague = make_account(county, "town_clerk")
    page = desk(office.clerk).get(URL)
    options = page.context["form"].fields["handler"].choices
    groups = [(label, {value for value, _name in lines}) for label, lines in options if isinstance(lines, list)]
    assert f"person:{colleague.uid}" in groups[0][1]
    own, other = f"unit:{county.committees[0]}", f"unit:{county.committees[2]}"
    found = [next(at for at, (_label, lines) in enumerate(groups) if unit in lines) for unit in (own, other)]
    assert found == [1, len(groups) - 1]
    assert all(f"unit:{office.clerk.organisation}" not in lines for _label, lines in groups)
    assert len({label for label, _lines in groups}) == len(groups)
    name = options[1][1][0][1]
    assert f'data-initials="{initials_of(str(name))}"' in words(page)


def test_units_to_assign_to_begin_with_the_own_one(office: Office, desk: Desk) -> None:
    page = desk(office.clerk).get(reverse("desk:act", args=[office.register(), "assign"]))
    groups = [lines for _label, lines in page.context["form"].fields["organisation"].choices if isinstance(lines, list)]
    assert [value for value, _name in groups[0]] == [str(office.clerk.organisation)]
    assert "data-find=" in words(page)
