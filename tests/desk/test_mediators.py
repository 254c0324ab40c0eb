"""Mediators and committees: registers, pages, steps, the notice to the court (M-01, R-104 … R-107, O-3, O-4)."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from anmulong.base import clock
from anmulong.journal.public import Actor, Call, perform
from anmulong.kernel.clock import local_day
from anmulong.kernel.ids import new_uid
from anmulong.orgs import public as orgs
from anmulong.people import public as people
from anmulong.people.enums import MediatorKind, Sex
from tests.desk.conftest import Desk
from tests.desk.pages import count_queries, fields, words
from tests.factories.matters import Office
from tests.factories.people import make_account


SINCE = date(2026, 1, 5)
MEMBERS = "苏和 主任 男 蒙古族\n其木格 女 蒙古族\n王福 委员 男 汉族"


@pytest.fixture
def keeper(office: Office) -> Actor:
    """The clerk of the bureau, who keeps the registers."""
    return make_account(office.county, "banner_clerk").actor()


@pytest.fixture
def client(desk: Desk, keeper: Actor) -> Client:
    return desk(keeper)


def mediator(office: Office, name: str = "巴图", **more: Any) -> UUID:
    engaged = people.Engaged(office.county.committees[0], MediatorKind.PART_TIME, since=SINCE)
    given = people.NewMediator(engaged, name=name, sex=Sex.MALE, birth_on=date(1980, 5, 1), **more)
    return perform(Call("mediator.register", given), by=office.county.machine).subject


def page(client: Client, name: str, *args: Any, **query: str) -> Any:
    return client.get(reverse(f"desk:{name}", args=args), query)


def send(client: Client, view: str, /, *args: Any, **answers: Any) -> Any:
    """Open the form, answer it, send it."""
    url = reverse(f"desk:{view}", args=args)
    return client.post(url, fields(client.get(url), url) | answers)


class TestMediators:
    def test_one_is_registered_and_found(self, client: Client, office: Office) -> None:
        answers = {"name": "娜仁", "sex": "female", "birth_on": "1985-03-08", "kind": "full_time"}
        body = str(office.county.committees[0])
        done = send(
            client, "mediator_new", **answers, organisation=body, fields_of_work=["neighbours"], since="2026-01-05"
        )
        assert done.status_code == 302
        (person,) = people.mediators(office.county.key)
        assert done["Location"] == reverse("desk:mediator", args=[person.pk])
        assert (person.name, person.fields) == ("娜仁", ["neighbours"])
        assert "娜仁" in words(page(client, "mediators", q="nr", kind="full_time", committee=body))
        assert "娜仁" not in words(page(client, "mediators", kind="invited"))

    def test_an_unlawful_answer_comes_back_with_its_ground(self, client: Client, office: Office) -> None:
        """R-107."""
        answers = {"name": "娜仁", "sex": "female", "birth_on": "2015-03-08"}
        done = send(client, "mediator_new", **answers, organisation=str(office.county.committees[0]))
        assert done.status_code == 422
        assert "R-107" in words(done)

    def test_who_does_not_keep_it_sees_no_papers(self, client: Client, desk: Desk, office: Office) -> None:
        """R-301."""
        uid = mediator(office, telephone="17000004321", political_face="中共党员")
        own = words(page(client, "mediator", uid))
        assert "1980-05-01" in own and "中共党员" in own and "17000004321" in own
        others = words(page(desk(office.clerk), "mediator", uid))
        assert "巴图" in others
        for secret in ("1980-05-01", "中共党员", "17000004321"):
            assert secret not in others
        assert page(desk(office.clerk), "mediator_act", uid, "train").status_code == 403

    def test_steps(self, client: Client, office: Office) -> None:
        uid = mediator(office)
        today = local_day(clock.now()).isoformat()
        assert (
            send(
                client, "mediator_act", uid, "train", course="业务培训", hours="8", way="online", began_on=today
            ).status_code
            == 302
        )
        assert send(client, "mediator_act", uid, "declare", kind="kinship", what="哥哥在三组").status_code == 302
        send(client, "mediator_act", uid, "change", name="巴图", spoken="both", introduction="熟悉草场边界")
        second = str(office.county.town_committees[0])
        assert send(client, "mediator_act", uid, "engage", organisation=second, kind="invited").status_code == 302
        shown = words(page(client, "mediator", uid))
        assert "业务培训" in shown and "哥哥在三组" in shown and "熟悉草场边界" in shown and "乌兰镇调委会" in shown
        first = next(row for row in people.engagements_of([uid])[uid] if row.kind == "part_time")
        to = str(office.county.committees[1])
        moved = send(client, "mediator_act", uid, "move", engagement=str(first.pk), organisation=to, kind="part_time")
        assert moved.status_code == 302
        ended = next(row for row in people.engagements_of([uid])[uid] if row.kind == "invited")
        assert send(client, "mediator_act", uid, "end", engagement=str(ended.pk), reason="resigned").status_code == 302
        tomorrow = local_day(clock.now()) + timedelta(days=1)
        assert [body.pk for body in people.committees_of(uid, tomorrow)] == [office.county.committees[1]]

    def test_no_number_of_cases_and_no_order_by_them(self, client: Client, office: Office) -> None:
        """O-4: no success rate per person, no league table."""
        mediator(office, "巴图"), mediator(office, "阿古拉")
        rows = page(client, "mediators").context["rows"]
        assert [row["name"] for row in rows] == ["阿古拉", "巴图"]
        assert not {key for row in rows for key in row if key in ("cases", "settled", "rate", "score")}

    def test_the_register_asks_no_more_for_three_than_for_one(self, client: Client, office: Office) -> None:
        mediator(office, "甲")
        few = count_queries(lambda: page(client, "mediators"))
        mediator(office, "乙"), mediator(office, "丙")
        assert count_queries(lambda: page(client, "mediators")) == few

    def test_it_goes_out_as_a_workbook(self, client: Client, office: Office) -> None:
        mediator(office)
        answer = page(client, "mediators_export")
        sheet = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0)
        assert "巴图" in str(sheet.to_python())


class TestCommittees:
    def test_an_election_is_typed_line_by_line(self, client: Client, office: Office) -> None:
        uid = office.county.committees[0]
        known = mediator(office, "其木格")
        done = send(
            client,
            "organisation_act",
            uid,
            "elect",
            elected_by="villagers_meeting",
            names=MEMBERS,
            began_on="2026-01-05",
        )
        assert done.status_code == 302
        found = orgs.composition_of(orgs.organisation(office.county.key, uid), SINCE)
        assert [(row.name, row.post, row.female, row.ethnic_group) for row in found.members] == [
            ("苏和", "director", False, "蒙古族"),
            ("其木格", "member", True, "蒙古族"),
            ("王福", "member", False, "汉族"),
        ]
        assert [row.mediator for row in found.members] == [None, known, None]
        shown = words(page(client, "organisation", uid))
        assert "2026-01-05" in shown and "2029-01-04" in shown

    @pytest.mark.parametrize("names", ["苏和\n苏和", "苏和 大王", "  \n "])
    def test_lines_that_are_not_understood(self, client: Client, office: Office, names: str) -> None:
        uid = office.county.committees[0]
        done = send(client, "organisation_act", uid, "elect", elected_by="villagers_meeting", names=names)
        assert done.status_code == 422
        assert orgs.terms_of(orgs.organisation(office.county.key, uid)) == []

    def test_t12_nine_men_are_saved_and_not_published(self, client: Client, office: Office) -> None:
        """T-12: the page names the reason and its article."""
        uid = office.county.committees[0]
        names = "\n".join(f"委员{number}" for number in range(9))
        assert (
            send(client, "organisation_act", uid, "elect", elected_by="villagers_meeting", names=names).status_code
            == 302
        )
        refused = send(client, "organisation_act", uid, "publish")
        assert refused.status_code == 422
        assert "R-104" in words(refused) and "没有妇女委员" in words(refused)
        assert "R-104" in words(page(client, "organisation", uid))

    def test_the_work_of_who_left_follows(self, client: Client, office: Office) -> None:
        """O-5: election, engagement and open matters in one click."""
        uid, leaving = office.county.committees[0], make_account(office.county, "gacha_mediator", name="巴图")
        person = new_uid()
        engaged = people.Engaged(uid, MediatorKind.COMMITTEE_MEMBER, since=SINCE)
        given = people.NewMediator(
            engaged, name="巴图", sex=Sex.MALE, birth_on=date(1980, 5, 1), uid=person, account=leaving.uid
        )
        perform(Call("mediator.register", given), by=office.county.machine)
        send(
            client,
            "organisation_act",
            uid,
            "elect",
            elected_by="villagers_meeting",
            names="巴图",
            began_on="2026-01-05",
        )
        later = (SINCE + timedelta(days=1)).isoformat()
        done = send(
            client, "organisation_act", uid, "elect", elected_by="villagers_meeting", names=MEMBERS, began_on=later
        )
        assert done.status_code == 302
        assert people.mediators(office.county.key) == []

    def test_the_register_shows_what_is_to_be_put_right(self, client: Client, office: Office) -> None:
        listed = page(client, "committees")
        assert len(listed.context["rows"]) == 6
        assert page(client, "committees", faulty="elected").context["rows"] == []
        uid = office.county.committees[0]
        send(client, "organisation_act", uid, "elect", elected_by="villagers_meeting", names="苏和 主任")
        rows = page(client, "committees", faulty="elected").context["rows"]
        assert [row["name"] for row in rows] == ["乌兰镇包日塔拉嘎查调委会"]
        notices = page(client, "my_work").context["notices"]
        assert any("乌兰镇包日塔拉嘎查调委会" in notice["text"] for notice in notices)

    @pytest.mark.parametrize("query", [{"kind": "x"}, {"tier": "9"}, {"faulty": "x"}, {"page": "-1"}, {"q": "?"}])
    def test_nonsense_in_the_address_is_no_error(self, client: Client, query: dict[str, str]) -> None:
        assert page(client, "committees", **query).status_code == 200

    def test_members_facts_party_body_and_studio(self, client: Client, office: Office) -> None:
        uid = office.county.committees[0]
        act = "organisation_act"
        assert send(client, act, uid, "member", name="高娃", female="on").status_code == 302
        facts = {"leading_group_head": "石永亮", "leading_group_post": "嘎查党支部书记"}
        assert send(client, act, uid, "facts", **facts).status_code == 302
        assert send(client, act, uid, "party_body", level="pioneer_post", name="党员先锋岗").status_code == 302
        opened = send(client, "studio_new", uid, name="高娃调解工作室", studio_kind="personal")
        assert opened.status_code == 302
        shown = words(page(client, "organisation", uid))
        for word in ("高娃", "石永亮", "党员先锋岗", "高娃调解工作室"):
            assert word in shown
        member = orgs.composition_of(orgs.organisation(office.county.key, uid)).members[0]
        assert send(client, act, uid, "end_member", member=str(member.pk), reason="resigned").status_code == 302


class TestNotice:
    def test_changes_of_a_period(self, client: Client, office: Office) -> None:
        """R-106: on the screen, on paper, as a workbook."""
        mediator(office)
        query = {"first": "2026-01-01", "last": "2026-01-31"}
        assert [row["name"] for row in page(client, "corps_changes", **query).context["rows"]] == ["巴图"]
        assert "巴图" in words(page(client, "corps_changes", **query, print="1"))
        answer = page(client, "corps_changes", **query, file="1")
        sheet = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0)
        assert "巴图" in str(sheet.to_python())
        assert page(client, "corps_changes", first="1999-01-01", last="1999-01-31").context["rows"] == []

    def test_it_is_the_bureau_that_tells_the_court(self, desk: Desk, office: Office) -> None:
        assert page(desk(office.clerk), "corps_changes").status_code == 403
