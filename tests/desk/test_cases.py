"""Pages of a case: list, page, steps as bundles, call list, papers (O-1, R-111, R-211)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext

from anmulong.base import clock
from anmulong.base.guards import trusted
from anmulong.cases.enums import ClockKind
from anmulong.cases.public import Archiving, Case, Closing, NotAccepted, Visited
from anmulong.desk.presenting.clocks import clocks
from anmulong.disputes.enums import ContactWay
from anmulong.journal.public import history
from anmulong.kernel.clock import local_day
from tests.desk.conftest import Desk
from tests.desk.pages import fields, words
from tests.factories.cases import Docket, make_docket
from tests.factories.people import make_account


@pytest.fixture
def docket(db: None) -> Docket:
    return make_docket()


@pytest.fixture
def mediator(docket: Docket, desk: Desk) -> Client:
    """The browser of the mediator."""
    return desk(docket.mediator)


def case_url(case: UUID) -> str:
    return reverse("desk:case", args=[case])


def step_url(case: UUID, action: str) -> str:
    return reverse("desk:case_act", args=[case, action])


def take(client: Client, url: str, **answers: Any) -> Any:
    """Send the form of a step as it stands, with some answers changed."""
    return client.post(url, fields(client.get(url), url) | answers)


def done(docket: Docket, case: UUID) -> list[str]:
    """What was done in the case, in order."""
    with trusted():
        told = history(docket.row(case), newest_first=False)
    return [each.entry.action.removeprefix("case.") for each in told if each.entry.action.startswith("case.")]


def ready_lines(count: int) -> dict[str, str]:
    """Everything that the start asks, for so many parties."""
    line = {"identity": "card", "rights": "signed", "consent": "on", "data": "on", "mediator": "on"}
    return {f"p{place}_{name}": value for place in range(count) for name, value in line.items()}


def test_apply_and_accept_is_one_submission(docket: Docket, mediator: Client) -> None:
    """O-1: prefilled from the dispute; the only answer typed is what is asked for."""
    matter = docket.office.register(by=docket.mediator)
    url = reverse("desk:case_new", args=[matter, "apply"])
    answer = take(mediator, url, request="请求按原界桩恢复")
    with trusted():
        case = Case.objects.get(dispute=matter)
    assert answer["Location"] == case_url(case.pk)
    assert (case.state, case.party_count, done(docket, case.pk)) == ("accepted", 2, ["apply", "accept"])


def test_a_closed_case_is_taken_up_in_a_new_one(docket: Docket, mediator: Client) -> None:
    """Decision 0011: the archived file stays shut; the new case names the earlier one."""
    earlier = docket.row(docket.closed())
    page = mediator.get(reverse("desk:matter", args=[earlier.dispute_id]))
    url = reverse("desk:case_new", args=[earlier.dispute_id, "apply"])
    assert url in page.content.decode()
    take(mediator, url, request="请求履行剩余款项")
    with trusted():
        case = Case.objects.exclude(pk=earlier.pk).get(dispute=earlier.dispute_id)
    assert (case.earlier_id, case.state, docket.row(earlier.pk).state) == (earlier.pk, "accepted", "closed")
    assert done(docket, case.pk)[-2:] == ["reopen", "accept"]


def test_start_is_one_bundle_and_nothing_is_ticked_beforehand(docket: Docket, mediator: Client) -> None:
    """O-1, R-703: facts stand per person; consents are separate boxes, none ticked."""
    case = docket.accepted()
    url = step_url(case, "start")
    page = mediator.get(url)
    ticked = [name for name in fields(page, url) if name.endswith(("consent", "data", "mediator"))]
    assert ticked == ["mediator"]  # who presides; no box of a party
    answer = take(mediator, url, **ready_lines(2), declared="none")
    assert (answer.status_code, docket.row(case).state) == (302, "mediating")
    assert all(row.consented_at and row.mediator_accepted_at for row in docket.parties(case))


def test_start_with_something_missing_says_what_and_keeps_the_answers(docket: Docket, mediator: Client) -> None:
    """R-108: the whole list in words, nothing typed is lost."""
    case = docket.accepted()
    answers = ready_lines(2)
    answers.pop("p1_consent")
    answer = take(mediator, step_url(case, "start"), **answers, declared="none", p0_interpreter="宝音")
    assert (answer.status_code, docket.row(case).state) == (422, "accepted")
    assert 'value="宝音"' in words(answer)
    assert answer.context["refusal"]["code"] == "not-ready"


def test_oral_agreement_straight_from_the_dispute(docket: Docket, mediator: Client) -> None:
    """O-1: application, acceptance, start, session and agreement in one submission."""
    matter = docket.office.register(by=docket.mediator)
    url = reverse("desk:case_new", args=[matter, "agree_orally"])
    given = {
        "request": "请求赔偿",
        "content": "苏和赔偿两百元",
        "facts": "羊越界",
        "declared": "none",
        **ready_lines(2),
    }
    answer = take(mediator, url, **given, o0_amount="200", o0_due_on="2099-01-01")
    assert answer.status_code == 302, words(answer)
    with trusted():
        case = Case.objects.get(dispute=matter)
    assert (case.state, case.agreed_amount, case.proof_missing) == ("effective", Decimal(200), True)


def test_instalments_are_laid_out_and_add_up(docket: Docket, mediator: Client) -> None:
    """O-1: six parts, the remainder last; laying out rows changes nothing."""
    case = docket.mediating()
    url = step_url(case, "agree_in_writing")
    plan = {"plan_total": "1000", "plan_number": "6", "plan_first": "2099-01-31", "plan_months": "1"}
    typed = fields(mediator.get(url), url) | plan | {"content": "分六期", "facts": "羊越界"}
    page = mediator.post(url, typed | {"do": "rows"})
    assert (page.status_code, docket.row(case).state) == (200, "mediating")
    rows = fields(page, url)
    assert [rows[f"o{place}_amount"] for place in range(6)] == ["166.66"] * 5 + ["166.70"]
    assert mediator.post(url, rows).status_code == 302
    with trusted():
        owed = list(docket.row(case).obligations.order_by("position"))
    assert sum(row.amount for row in owed) == Decimal(1000)
    assert owed[1].due_on == date(2099, 2, 28)


def test_a_list_that_names_a_stranger_is_refused_with_its_line(docket: Docket, mediator: Client) -> None:
    """O-8: the list is read whole or not at all."""
    case = docket.mediating()
    url = step_url(case, "agree_in_writing")
    listed = "巴特尔 100\n不在场的人 50"
    answer = take(mediator, url, content="发放", facts="欠薪", listed=listed, list_first="2099-01-01")
    assert answer.status_code == 422
    assert "不在场的人" in str(answer.context["form"].errors["listed"])


def test_a_list_with_a_line_that_cannot_be_read_names_it(docket: Docket, mediator: Client) -> None:
    """O-8: also when only the rows are laid out."""
    case = docket.mediating()
    url = step_url(case, "agree_in_writing")
    answer = take(mediator, url, listed="巴特尔 一些钱", list_first="2099-01-01", do="rows")
    assert answer.status_code == 422
    assert "巴特尔 一些钱" in str(answer.context["form"].errors["listed"])


def test_a_draft_brings_back_the_rows_of_an_agreement(docket: Docket, mediator: Client) -> None:
    """O-1: a phone call loses nothing."""
    case = docket.mediating()
    url = step_url(case, "agree_in_writing")
    page = mediator.get(url)
    typed = fields(page, url) | {"content": "分两期", "rows": "2", "o1_amount": "77", "ways": ["at_home", "joint"]}
    assert mediator.post(page.context["draft_url"], typed).status_code == 200
    again = fields(mediator.get(url), url)
    assert (again["content"], again["o1_amount"], again["ways"]) == ("分两期", "77", ["at_home", "joint"])


def test_late_entry_counts_from_when_it_happened(docket: Docket, mediator: Client) -> None:
    """O-2: the day on the form is the day from which the agreement is in force."""
    case = docket.mediating()
    given = {"content": "修好围栏", "facts": "羊越界", "happened_at": "2026-01-05T10:00"}
    given |= {"o0_thing": "修好围栏", "o0_due_on": "2026-01-20"}
    assert take(mediator, step_url(case, "agree_orally"), **given).status_code == 302
    assert local_day(docket.row(case).effective_at) == date(2026, 1, 5)


def test_an_agreement_without_a_row_is_told_so_once(docket: Docket, mediator: Client) -> None:
    """人民调解法 art. 29: who does what until when."""
    answer = take(mediator, step_url(docket.mediating(), "agree_orally"), content="修好围栏", facts="羊越界")
    assert [len(marks) for marks in answer.context["form"].errors.values()] == [1]


def test_signing_is_one_submission(docket: Docket, mediator: Client) -> None:
    """R-115: a row per signer; in force with the last mark."""
    case = docket.agreed()
    url = step_url(case, "sign")
    count = len(mediator.get(url).context["form"].places)
    answer = take(mediator, url, **{f"s{place}_there": "on" for place in range(count)})
    assert (answer.status_code, docket.row(case).state) == (302, "effective")


def test_return_visit_with_performance_and_close_is_one_submission(docket: Docket, mediator: Client) -> None:
    """O-1: what was performed, the visit and the proposed close."""
    case = docket.orally()
    answer = take(mediator, step_url(case, "follow_up"), d0_done="on", said="双方满意")
    assert (answer.status_code, docket.row(case).state) == (302, "closed"), words(answer)
    assert done(docket, case)[-3:] == ["record_performance", "follow_up", "close"]


def test_not_reached_is_one_click(docket: Docket, mediator: Client) -> None:
    """O-1: the visit stays due."""
    case = docket.orally()
    before = docket.row(case).next_follow_up_on
    assert mediator.post(reverse("desk:case_not_reached", args=[case])).status_code == 302
    assert done(docket, case)[-1] == "follow_up"
    assert docket.row(case).next_follow_up_on == before


def test_call_list_names_whom_to_call_today(docket: Docket, mediator: Client, desk: Desk) -> None:
    case = docket.orally()
    today = local_day(clock.now())
    assert mediator.get("/cases/visits/").context["rows"] == []
    docket.do("case.follow_up", Visited(ContactWay.TELEPHONE, next_on=today), case)
    rows = mediator.get("/cases/visits/").context["rows"]
    assert [each["row"].uid for each in rows] == [case]
    assert desk(docket.office.other_clerk).get("/cases/visits/").context["rows"] == []


@pytest.mark.parametrize("action", ["decline", "withdraw", "terminate"])
@pytest.mark.parametrize("how_far", ["accepted", "mediating", "agreed"])
def test_each_party_may_end_it_at_each_step(docket: Docket, mediator: Client, action: str, how_far: str) -> None:
    """R-111, R-113: the other routes stand ticked."""
    case = getattr(docket, how_far)()
    party = str(docket.parties(case)[0].party_id)
    more = {"reason": "too_far_apart"} if action == "terminate" else {"party": party}
    assert take(mediator, step_url(case, action), **more).status_code == 302
    assert docket.row(case).state == "ended"
    assert docket.row(case).routes


def test_archiving_says_what_is_missing(docket: Docket, mediator: Client) -> None:
    """O-3: missing papers are listed above the form."""
    case = docket.orally()
    assert take(mediator, step_url(case, "close"), next_on="2099-01-01").status_code == 302
    page = mediator.get(step_url(case, "archive"))
    assert "F-10" in page.context["notice"]
    assert take(mediator, step_url(case, "archive")).context["refusal"]["code"] == "file-incomplete"


def test_side_file_is_for_mediators_of_the_case_only(docket: Docket, mediator: Client, desk: Desk) -> None:
    """O-4, R-132: nobody else reads what was said apart, on no page."""
    case = docket.mediating()
    docket.session(case, ways=("separate",), text="背靠背说的底线")
    assert "背靠背说的底线" in words(mediator.get(case_url(case)))
    matter = reverse("desk:matter", args=[docket.row(case).dispute_id])
    for reader in (docket.office.clerk, docket.office.director):
        for url in (case_url(case), matter, f"{matter}history/"):
            assert "背靠背说的底线" not in words(desk(reader).get(url))


@pytest.mark.parametrize("paper", ["acceptance", "rights", "agreement", "visits", "summary"])
def test_papers_mask_numbers_and_name_no_reporter(docket: Docket, mediator: Client, paper: str) -> None:
    """O-4: no whole telephone number on any paper."""
    case = docket.orally()
    docket.do("case.follow_up", Visited(ContactWay.TELEPHONE), case)
    page = mediator.get(reverse("desk:case_paper", args=[case, paper]))
    assert page.status_code == 200
    assert "17000001234" not in words(page)


def test_the_notice_of_the_end_names_reason_routes_and_law(docket: Docket, mediator: Client) -> None:
    """F-12, R-113: what was told, with what to bring, until when and on which law; a line for each receiver."""
    case = docket.applied()
    docket.do("case.refuse_acceptance", NotAccepted(("court_suit", "payment_order"), "", "可向法院起诉"), case)
    url = reverse("desk:case_paper", args=[case, "guidance"])
    assert url in mediator.get(case_url(case)).content.decode()
    paper = mediator.get(url).context["paper"]
    assert [bool(route["name"] and route["law"]) for route in paper.routes] == [True, True]
    assert (paper.texts[0][1], len(paper.signatures)) == ("可向法院起诉", 4)
    assert mediator.get(reverse("desk:case_paper", args=[docket.accepted(), "guidance"])).status_code == 404


def test_the_note_on_an_incomplete_file_is_printed(docket: Docket, mediator: Client) -> None:
    """F-15: what is missing and why, who bound the file, room for who checked it."""
    case = docket.orally()
    docket.do("case.close", Closing(), case)
    colleague = make_account(docket.office.county, "gacha_director").actor()
    docket.act(colleague, "case.archive", Archiving("permanent", "回访尚未进行，当事人外出"), case)
    paper = mediator.get(reverse("desk:case_paper", args=[case, "situation"])).context["paper"]
    assert paper.texts[0][1] == "回访尚未进行，当事人外出"
    assert len(paper.points[0][1]) == 1
    assert mediator.get(reverse("desk:case_paper", args=[docket.accepted(), "situation"])).status_code == 404


def test_a_confirmation_that_nobody_asked_for_was_not_done_in_time(docket: Docket) -> None:
    """R-117: a right of the parties that is over; nobody was late and nobody says that it was used."""
    case = docket.closed()
    docket.do("case.archive", Archiving("permanent"), case)
    with trusted():
        rows = list(docket.row(case).clocks.filter(kind=ClockKind.CONFIRMATION))
    now, later = clock.now(), clock.now() + timedelta(days=60)
    told = [(each["tone"], each["state_text"]) for at in (now, later) for each in clocks(rows, at, ClockKind)]
    assert told == [("", gettext("running")), ("", gettext("over"))]


def test_list_finds_by_view_state_and_two_characters(docket: Docket, mediator: Client) -> None:
    first, second = docket.accepted(), docket.mediating()
    assert {row.uid for row in mediator.get("/cases/").context["rows"]} == {first, second}
    assert [row.uid for row in mediator.get("/cases/?state=mediating").context["rows"]] == [second]
    assert mediator.get("/cases/?q=草场").context["count"] == 2
    assert mediator.get("/cases/?q=没有这词").context["count"] == 0


def test_list_goes_on_by_keyset(docket: Docket, mediator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anmulong.desk.views.cases.listing.SIZE", 1)
    made = [docket.accepted(), docket.accepted()]
    first = mediator.get("/cases/")
    second = mediator.get(first.context["older_url"])
    assert [page.context["rows"][0].uid for page in (first, second)] == made[::-1]
    assert mediator.get(second.context["newer_url"]).context["rows"][0].uid == made[1]


def test_another_town_finds_nothing(docket: Docket, desk: Desk) -> None:
    case = docket.accepted()
    stranger = desk(docket.office.other_clerk)
    for url in (case_url(case), step_url(case, "start"), reverse("desk:case_paper", args=[case, "summary"])):
        assert stranger.get(url).status_code == 404


def test_an_acceptance_entered_three_weeks_late_is_marked_and_counts_from_its_day(
    docket: Docket, mediator: Client
) -> None:
    """O-2: marked 补录, not punished; the limit of 30 days runs from what happened (R-210)."""
    then = clock.now() - timedelta(days=21)
    case = docket.accepted(happened_at=then)
    assert local_day(docket.row(case).due_at or clock.now()) == local_day(then) + timedelta(days=30)
    assert "补录" in mediator.get(case_url(case)).content.decode()
