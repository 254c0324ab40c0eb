"""Confirmation, urging and reminders through the pages (R-117, R-121 … R-129, 人民调解法 art. 31)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from anmulong.base import clock
from anmulong.base.guards import trusted
from anmulong.cases.enums import InvitedAs, Link
from anmulong.cases.public import AgreementText, Invited, obligations_of
from anmulong.kernel.clock import local_day
from tests.desk.conftest import Desk
from tests.desk.pages import fields
from tests.factories.cases import FACTS, Docket, make_docket
from tests.factories.people import make_account


@pytest.fixture
def docket(db: None) -> Docket:
    return make_docket()


@pytest.fixture
def mediator(docket: Docket, desk: Desk) -> Client:
    """The browser of the mediator."""
    return desk(docket.mediator)


def take(client: Client, case: UUID, step: str, **answers: Any) -> Any:
    """Send the form of a step as it stands, with some answers changed."""
    url = reverse("desk:case_act", args=[case, step])
    return client.post(url, fields(client.get(url), url) | answers)


def life(client: Client, case: UUID) -> Any:
    return client.get(reverse("desk:case", args=[case])).context["life"]


def test_from_the_application_to_the_ruling(docket: Docket, mediator: Client) -> None:
    case = docket.effective()
    shown = life(mediator, case)
    assert (shown["open"], shown["left"] >= 29, shown["asked"]) == (True, True, [])
    everybody = [str(row.party_id) for row in docket.parties(case)]
    assert take(mediator, case, "ask_confirmation", court="鄂托克旗人民法院", applicants=everybody).status_code == 302
    assert take(mediator, case, "court_took_up", number="民特12号").status_code == 302
    assert take(mediator, case, "court_decided", number="民特12号裁定").status_code == 302
    shown = life(mediator, case)
    assert (shown["open"], [row["ruling_number"] for row in shown["asked"]]) == (False, ["民特12号裁定"])
    assert shown["performance"] == "司法确认"


def test_who_has_not_joined_in_is_named_on_the_form(docket: Docket, mediator: Client) -> None:
    case = docket.effective()
    first = docket.parties(case)[0]
    answer = take(mediator, case, "ask_confirmation", court="鄂托克旗人民法院", applicants=[str(first.party_id)])
    assert answer.status_code == 422
    assert docket.parties(case)[1].party.name in answer.content.decode()


def test_the_application_is_taken_back_on_the_page(docket: Docket, mediator: Client) -> None:
    case = docket.effective()
    everybody = [str(row.party_id) for row in docket.parties(case)]
    take(mediator, case, "ask_confirmation", court="鄂托克旗人民法院", applicants=everybody)
    assert take(mediator, case, "withdraw_confirmation", text="再商量").status_code == 302
    assert life(mediator, case)["open"]


def test_warnings_stand_on_the_page_and_over_the_signatures(docket: Docket, mediator: Client) -> None:
    """T-3, T-4: before anybody signs."""
    case = docket.mediating()
    docket.do("case.agree_in_writing", AgreementText(FACTS, "确认草牧场归巴特尔所有。", (docket.owed(case),)), case)
    assert [row["rule"] for row in life(mediator, case)["warnings"]] == ["R-126"]
    page = mediator.get(reverse("desk:case_act", args=[case, "sign"]))
    assert "R-126" not in page.content.decode()
    assert life(mediator, case)["warnings"][0]["text"] in page.content.decode()


def test_urging_through_the_page(docket: Docket, mediator: Client) -> None:
    case, today = docket.effective(), local_day(clock.now())
    with trusted():
        [row] = obligations_of(docket.row(case))
    tomorrow = (today + timedelta(days=1)).isoformat()
    answer = take(mediator, case, "urge", obligation=str(row.pk), promised_on=tomorrow, text="明天转账")
    assert answer.status_code == 302
    [told] = life(mediator, case)["urgings"]
    assert (told["text"], told["promised_on"].isoformat()) == ("明天转账", tomorrow)


def test_what_is_due_soon_stands_in_my_work(docket: Docket, mediator: Client) -> None:
    case = docket.mediating()
    docket.effective(docket.owed(case, due_on=local_day(clock.now()) + timedelta(days=2)), case=case)
    told = mediator.get("/").context["notices"]
    assert [notice["tone"] for notice in told if notice["url"] == reverse("desk:case", args=[case])] == ["info"]


def test_a_petition_is_extended_through_the_page(docket: Docket, mediator: Client) -> None:
    case = docket.accepted(link=Link.PETITION)
    answer = take(mediator, case, "extend_petition", approved_by="分管领导", told_on=local_day(clock.now()).isoformat())
    assert answer.status_code == 302
    assert docket.row(case).petition_extended_to is not None


def test_a_new_agreement_through_the_page(docket: Docket, mediator: Client) -> None:
    """What is still owed stands in the rows; everybody signs on the same sheet."""
    case = docket.effective()
    url = reverse("desk:case_act", args=[case, "agree_anew"])
    form = mediator.get(url).context["form"]
    due = (local_day(clock.now()) + timedelta(days=30)).isoformat()
    every = [value for value, _name in form.fields["signers"].choices]
    assert take(mediator, case, "agree_anew", o0_due_on=due, signers=every[:-1]).status_code == 422
    assert take(mediator, case, "agree_anew", o0_due_on=due, signers=every).status_code == 302
    with trusted():
        [row] = obligations_of(docket.row(case))
    assert (row.due_on.isoformat(), row.amount) == (due, 1200)


def test_t29_the_page_says_what_stands_against_an_application(docket: Docket, mediator: Client) -> None:
    """R-137."""
    assert "尚未履行完毕" in life(mediator, docket.effective(link=Link.POLICE))["police"]
    assert life(mediator, docket.effective())["police"] == ""


def test_r110_the_last_party_agrees_later_through_the_page(docket: Docket, desk: Desk, mediator: Client) -> None:
    """T-20: the expert invited today reads the case when the second party has agreed, and not before."""
    case, helper = docket.mediating(), make_account(docket.office.county, "expert", name="草原站专家").actor()
    first, second = docket.parties(case)
    page = reverse("desk:case", args=[case])
    told = {
        "name": "草原站专家",
        "invited_as": "expert",
        "account": str(helper.uid),
        "agreed_by": [str(first.party_id)],
    }
    assert take(mediator, case, "invite", **told).status_code == 302
    [row] = mediator.get(page).context["invited"]
    assert (row["agreed_at"], row["lacking"], row["url"][-14:]) == (None, second.party.name, "helper_agreed/")
    assert desk(helper).get(page).status_code == 404
    assert take(mediator, case, "helper_agreed", agreed_by=[]).status_code == 422
    answer = take(mediator, case, "helper_agreed", agreed_by=[str(second.party_id)])
    assert answer.status_code == 302, answer.context["form"].errors
    [row] = mediator.get(page).context["invited"]
    assert (row["lacking"], row["url"], row["opens"]) == ("", "", True)
    assert desk(helper).get(page).status_code == 200


def test_an_invitation_asks_for_no_more_queries(docket: Docket, mediator: Client) -> None:
    case = docket.mediating()
    page, counts = reverse("desk:case", args=[case]), []
    mediator.get(page)
    for name in ("大伯", "老师"):
        docket.do("case.invite", Invited((), InvitedAs.RELATIVE, name), case)
        with CaptureQueriesContext(connection) as asked:
            assert mediator.get(page).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
