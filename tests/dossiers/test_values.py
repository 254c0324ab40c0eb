"""What stands on each paper: field by field from the case (domain.md 2.9)."""

import re
from typing import Any
from uuid import UUID

import pytest

from anmulong.base.guards import trusted
from anmulong.cases.public import Declined, Investigated
from anmulong.disputes.public import SideInput
from anmulong.dossiers.enums import FormCode
from anmulong.dossiers.public import Possible, Values, possible_papers, values_of
from anmulong.people.public import PartyInput
from tests.factories.cases import CONTENT, FACTS, Docket


def values(docket: Docket, case: UUID, form: FormCode, about: UUID | None = None) -> Any:
    with trusted():
        return values_of(docket.row(case), Possible(form, about or case))


def forms(docket: Docket, case: UUID) -> list[str]:
    with trusted():
        return [each.form for each in possible_papers(docket.row(case))]


def words(found: Values) -> str:
    return str(found)


DAY = r"20\d\d年\d{1,2}月\d{1,2}日"


def test_f01_names_both_sides_and_what_is_asked(docket: Docket) -> None:
    case = docket.applied()
    found = values(docket, case, FormCode.APPLICATION)
    assert found["request"] == "请求按原界桩恢复"
    assert [len(found["applicants"]), len(found["respondents"])] == [1, 1]
    assert set(found["applicants"][0]) == {"role", "name", "sex", "age", "occupation", "telephone", "address"}
    assert re.fullmatch(DAY, found["applied_on"])


def test_f02_says_how_it_came_in(docket: Docket) -> None:
    found = values(docket, docket.accepted(), FormCode.ACCEPTANCE)
    assert found["way_in"]
    assert len(found["parties"]) == 2
    assert re.fullmatch(DAY, found["accepted_on"])


def test_f03_r221_records_language_and_interpreter_of_each(docket: Docket) -> None:
    found = values(docket, docket.mediating(), FormCode.RIGHTS)
    assert [set(row) for row in found["told"]] == [{"name", "told_on", "language", "interpreter"}] * 2
    assert all(re.fullmatch(DAY, row["told_on"]) for row in found["told"])


def test_f05_tells_who_was_asked(docket: Docket) -> None:
    case = docket.mediating()
    docket.do("case.investigate", Investigated(asked="邻居一人", text="看见羊在草场里"), case)
    with trusted():
        row = docket.row(case).investigations.get()
    found = values(docket, case, FormCode.INVESTIGATION, row.pk)
    assert (found["asked"], found["text"]) == ("邻居一人", "看见羊在草场里")


def test_f07_one_paper_for_each_session(docket: Docket) -> None:
    case = docket.mediating()
    first, second = docket.session(case), docket.session(case, "success")
    assert forms(docket, case).count("F-07") == 2
    assert values(docket, case, FormCode.SESSION, first)["result"] == "有待继续调解"
    assert values(docket, case, FormCode.SESSION, second)["result"] == "调解成功"


def test_f08_carries_facts_terms_and_sums_in_capitals(docket: Docket) -> None:
    case = docket.agreed()
    found = values(docket, case, FormCode.AGREEMENT)
    assert (found["facts"], found["content"], found["copies"]) == (FACTS, CONTENT, "3")
    (owed,) = found["obligations"]
    assert owed["amount"] == "人民币壹仟贰佰元整（¥1,200.00）"
    assert {owed["debtor"], owed["creditor"]} == {row["name"] for row in found["parties"]}
    assert re.fullmatch(DAY, owed["due_on"])


def test_f08_and_f09_exclude_each_other(docket: Docket) -> None:
    assert "F-09" not in forms(docket, docket.agreed())
    case = docket.orally()
    assert "F-08" not in forms(docket, case)
    found = values(docket, case, FormCode.ORAL)
    assert len(found["signatures"]) == 1
    assert re.fullmatch(DAY, found["effective_on"])


def test_f10_quotes_the_agreement_that_was_visited(docket: Docket) -> None:
    case = docket.closed()
    with trusted():
        visit, agreed = docket.row(case).visits.get(), docket.row(case).agreements.get()
    found = values(docket, case, FormCode.VISIT, visit.pk)
    assert (found["agreement_number"], found["text"]) == (agreed.number, "对方已经备好钱")
    assert len(found["obligations"]) == 1


def test_f12_r113_names_the_other_channels(docket: Docket) -> None:
    case = docket.mediating()
    docket.do("case.decline", Declined(docket.parties(case)[0].pk, ("court_suit",)), case)
    found = values(docket, case, FormCode.GUIDANCE)
    assert len(found["routes"]) == 1
    assert found["reason"]


def test_f13_and_f14_bind_a_closed_file(docket: Docket) -> None:
    case = docket.closed()
    assert forms(docket, case)[:2] == ["F-13", "F-14"]
    assert values(docket, case, FormCode.COVER)["number"] == docket.row(case).number
    assert values(docket, case, FormCode.INDEX)["papers"] == []


@pytest.mark.parametrize("form", ["F-01", "F-02", "F-08"])
def test_o4_a_protected_address_is_that_of_the_committee(docket: Docket, form: str) -> None:
    """Nor does its telephone stand there, unless it is the safe one."""
    hidden = PartyInput(name="巴特尔", telephone="17000001234", address="保密地址七号", protected_address=True)
    matter = docket.office.register(
        by=docket.mediator, parties=(SideInput(hidden), SideInput(PartyInput("苏和"), side=2))
    )
    case = docket.agreed(matter=matter)
    found = words(values(docket, case, FormCode(form)))
    assert "保密地址七号" not in found
    assert "17000001234" not in found
    assert "转交" in found or "c/o" in found


def test_no_paper_names_who_reported(docket: Docket) -> None:
    """Somebody who is no party reported the matter."""
    matter = docket.office.register(by=docket.mediator, reporter="额尔敦毕力格")
    case = docket.closed(matter=matter)
    with trusted():
        row = docket.row(case)
        papers = [words(values_of(row, each)) for each in possible_papers(row)]
    assert len(papers) >= 7
    assert not [each for each in papers if "额尔敦毕力格" in each]
