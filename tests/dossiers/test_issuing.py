"""Issuing papers and declaring them void (R-212, R-223)."""

import re
from uuid import UUID

import pytest

from anmulong.base.guards import trusted
from anmulong.cases.public import Case, SessionHeld
from anmulong.dossiers.enums import FormCode, PaperState
from anmulong.dossiers.public import Issued, Paper, PaperVoided, frozen_values, is_genuine
from anmulong.journal.public import Entry, Outcome
from anmulong.kernel.errors import Conflict, Invalid, NotFound, Refused
from anmulong.kernel.ids import new_uid
from tests.factories.cases import CONTENT, Docket
from tests.factories.people import make_account


def issued(docket: Docket, case: UUID, form: FormCode, **more: UUID) -> Outcome:
    return docket.do("paper.issue", Issued(form, **more), case)


def paper(uid: str) -> Paper:
    with trusted():
        return Paper.objects.get(pk=uid)


def test_r223_an_issue_freezes_words_versions_and_digest(docket: Docket) -> None:
    case = docket.agreed()
    facts = issued(docket, case, FormCode.AGREEMENT).facts
    row = paper(facts["paper"])
    assert (row.state, row.form, row.form_version, row.language) == (PaperState.ISSUED, "F-08", 1, "zh-hans")
    assert re.fullmatch(r"[A-Z2-7]{16}", row.code)
    assert row.issued_by == docket.mediator.uid
    assert frozen_values(row)["content"] == CONTENT
    assert is_genuine(row)


def test_r223_what_was_issued_stays_when_the_case_goes_on(docket: Docket) -> None:
    case = docket.mediating()
    before = frozen_values(paper(issued(docket, case, FormCode.ACCEPTANCE).facts["paper"]))
    docket.session(case, "success")
    with trusted():
        assert frozen_values(Paper.objects.get()) == before


def test_a_changed_word_is_found(docket: Docket) -> None:
    case = docket.agreed()
    row = paper(issued(docket, case, FormCode.AGREEMENT).facts["paper"])
    row.content = row.content.replace("一千二百元", "一万二千元")
    assert not is_genuine(row)


def test_words_on_papers_are_sealed_at_rest(docket: Docket) -> None:
    """O-4: nobody reads a name out of the database file."""
    case = docket.agreed()
    row = paper(issued(docket, case, FormCode.AGREEMENT).facts["paper"])
    assert "苏和".encode() not in bytes(row.__dict__["content"])


def test_r212_paper_carries_the_number_of_the_agreement_and_none_of_its_own(docket: Docket) -> None:
    case = docket.agreed()
    number = issued(docket, case, FormCode.AGREEMENT).facts["number"]
    with trusted():
        assert number == docket.row(case).agreements.get().number
    assert issued(docket, case, FormCode.AGREEMENT).facts["number"] == number
    assert issued(docket, case, FormCode.RIGHTS).facts["number"] == ""


def test_a_new_issue_replaces_the_earlier_one(docket: Docket) -> None:
    case = docket.agreed()
    first, second = (issued(docket, case, FormCode.AGREEMENT).facts["paper"] for _ in range(2))
    assert paper(first).state == PaperState.REPLACED
    assert str(paper(first).replaced_by) == second
    assert paper(second).state == PaperState.ISSUED


def test_r212_a_void_paper_keeps_its_number_and_its_reason(docket: Docket) -> None:
    case = docket.agreed()
    facts = issued(docket, case, FormCode.AGREEMENT).facts
    docket.do("paper.void", PaperVoided(UUID(facts["paper"]), " 姓名写错 "), case)
    row = paper(facts["paper"])
    assert (row.state, row.number, row.void_reason) == (PaperState.VOID, facts["number"], "姓名写错")
    with pytest.raises(Refused, match="paper-not-standing"):
        docket.do("paper.void", PaperVoided(row.pk, "再一次"), case)


def test_void_needs_a_reason_and_a_paper_of_the_case(docket: Docket) -> None:
    case = docket.agreed()
    uid = UUID(issued(docket, case, FormCode.AGREEMENT).facts["paper"])
    with pytest.raises(Invalid):
        docket.do("paper.void", PaperVoided(uid, " "), case)
    with pytest.raises(NotFound):
        docket.do("paper.void", PaperVoided(new_uid(), "不存在"), case)
    other = docket.applied()
    with pytest.raises(NotFound):
        docket.do("paper.void", PaperVoided(uid, "别的案"), other)


def test_a_paper_that_the_case_cannot_give_is_refused(docket: Docket) -> None:
    case = docket.mediating()
    for form in (FormCode.AGREEMENT, FormCode.ORAL, FormCode.GUIDANCE, FormCode.SESSION):
        with pytest.raises(Refused, match="no-such-paper"):
            issued(docket, case, form)


def test_r132_what_was_said_apart_is_on_no_paper(docket: Docket) -> None:
    case = docket.mediating()
    given = SessionHeld(ways=("on_site",), separate=True, result="pending", text="只对调解员说的话")
    session = UUID(docket.do("case.hold_session", given, case).facts["session"])
    with pytest.raises(Refused, match="no-such-paper"):
        issued(docket, case, FormCode.SESSION, about=session)


def test_a_stale_page_issues_nothing(docket: Docket) -> None:
    """What the page showed is not what would be frozen."""
    case = docket.mediating()
    seen = docket.row(case).version
    docket.session(case, "success")
    with pytest.raises(Conflict):
        docket.do("paper.issue", Issued(FormCode.RIGHTS), case, version=seen)


def test_who_may_not_mediate_issues_nothing(docket: Docket) -> None:
    case = docket.agreed()
    reader = make_account(docket.office.county, "department_officer").actor()
    with pytest.raises((Refused, NotFound)):
        docket.act(reader, "paper.issue", Issued(FormCode.AGREEMENT), case)


def test_every_issue_stands_in_the_journal(docket: Docket) -> None:
    case = docket.agreed()
    uid = UUID(issued(docket, case, FormCode.AGREEMENT).facts["paper"])
    docket.do("paper.void", PaperVoided(uid, "姓名写错"), case)
    with trusted():
        told = list(Entry.objects.filter(action__startswith="paper.").order_by("seq").values_list("action", flat=True))
        assert told == ["paper.issue", "paper.void"]
        assert Case.objects.count() == 1
