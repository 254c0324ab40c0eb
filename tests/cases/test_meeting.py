"""People invited to help, investigations, sessions (R-110, T-20, F-05, F-07)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from anmulong.base import clock
from anmulong.base.guards import trusted
from anmulong.cases.enums import InvitedAs
from anmulong.cases.public import Case, Declined, Investigated, Invited, Session, Terminated, case_page
from anmulong.kernel.errors import Invalid, NotFound, Refused
from anmulong.kernel.ids import new_uid
from tests.factories.cases import Docket
from tests.factories.people import Person, make_account


def expert(docket: Docket) -> Person:
    return make_account(docket.office.county, "expert")


def opens(person: Person, case: UUID) -> bool:
    scope = person.actor().rights.scope(clock.now())
    try:
        Case.objects.in_scope(scope).get(case)
    except NotFound:
        return False
    return True


def sessions(docket: Docket, case: UUID) -> list[Session]:
    with trusted():
        return list(docket.row(case).sessions.order_by("position"))


def test_t20_nothing_is_opened_before_every_party_agreed(docket: Docket) -> None:
    """R-110: the expert's account meets the case only after the last consent."""
    case, helper = docket.mediating(), expert(docket)
    first, second = docket.parties(case)
    given = Invited((first.pk,), InvitedAs.EXPERT, "草原站专家", helper.uid)
    done = docket.do("case.invite", given, case)
    assert (done.facts["opened"], done.facts["lacking"]) == (False, [str(second.pk)])
    assert not opens(helper, case)
    further = Invited((second.party_id,), invitation=UUID(done.facts["invitation"]))
    assert docket.do("case.invite", further, case).facts["opened"] is True
    assert opens(helper, case)
    docket.do("case.decline", Declined(first.pk, ("court_suit",)), case)
    assert not opens(helper, case)


def test_who_is_invited_without_account_is_only_recorded(docket: Docket) -> None:
    case = docket.mediating()
    everybody = tuple(row.pk for row in docket.parties(case))
    done = docket.do("case.invite", Invited(everybody, InvitedAs.RELATIVE, "大伯"), case)
    with trusted():
        row = docket.row(case).invitations.get(pk=done.facts["invitation"])
    assert row.agreed_at is not None


@pytest.mark.parametrize(
    ("given", "code"),
    [(Invited(name="某人"), "nobody-invited"), (Invited(invitation=new_uid()), "no-such-invitation")],
)
def test_an_invitation_names_whom_it_means(docket: Docket, given: Invited, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        docket.do("case.invite", given, docket.mediating())


def test_f05_an_investigation(docket: Docket) -> None:
    case = docket.accepted()
    given = Investigated("嘎查达", "界桩在三十年前埋设", place="北梁", investigator="苏日娜")
    uid = docket.do("case.investigate", given, case).facts["investigation"]
    with trusted():
        row = docket.row(case).investigations.get(pk=uid)
    assert (row.asked, row.text, row.account) == ("嘎查达", "界桩在三十年前埋设", docket.mediator.uid)
    with pytest.raises(Invalid, match="no-text"):
        docket.do("case.investigate", Investigated("", "某事"), case)


def test_f07_sessions_are_numbered(docket: Docket) -> None:
    case = docket.mediating()
    docket.session(case, ways=("at_home", "joint"), place="甲家")
    docket.session(case, "none")
    rows = sessions(docket, case)
    assert [(row.position, row.result) for row in rows] == [(1, "pending"), (2, "none")]
    assert rows[0].present == [str(row.pk) for row in docket.parties(case)]
    assert docket.row(case).sessions_count == 2


def test_r132_a_separate_session_lies_in_the_side_file(docket: Docket) -> None:
    """O-4: shown to nobody but the mediator."""
    case = docket.mediating()
    docket.session(case)
    docket.session(case, separate=True, present=(docket.parties(case)[0].pk,))
    row = docket.row(case)
    with trusted():
        open_part, whole = case_page(row), case_page(row, side_file=True)
        assert ([each.position for each in open_part.sessions], open_part.separate_sessions) == ([1], [])
        assert [each.position for each in whole.separate_sessions] == [2]
    assert sessions(docket, case)[1].ways == ["on_site", "separate"]


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({"ways": ()}, "ways"),
        ({"ways": ("joint", "separate")}, "ways"),
        ({"text": " "}, "text"),
        ({"began_at": clock.now() + timedelta(days=900)}, "began_at"),
        ({"began_at": clock.now(), "ended_at": clock.now() - timedelta(days=1)}, "ended_at"),
    ],
)
def test_a_session_is_recorded_properly(docket: Docket, answers: dict[str, Any], wrong: str) -> None:
    """人民调解法 art. 27."""
    with pytest.raises(Invalid, match="bad-session") as caught:
        docket.session(docket.mediating(), **answers)
    assert list(caught.value.fields) == [wrong]


def test_no_session_before_the_start(docket: Docket) -> None:
    with pytest.raises(Refused, match="wrong-state"):
        docket.session(docket.ready())


def test_r511_each_failed_session_counts_once(docket: Docket) -> None:
    """The end after failed sessions adds nothing; without one it counts itself."""
    case = docket.mediating()
    docket.session(case, "none")
    docket.session(case, "none")
    assert docket.row(case).dispute.failed_attempts == 2
    docket.do("case.terminate", Terminated("too_far_apart", ("court_suit",)), case)
    assert docket.row(case).dispute.failed_attempts == 2
    other = docket.mediating()
    docket.session(other)
    docket.do("case.terminate", Terminated("too_far_apart", ("court_suit",)), other)
    assert docket.row(other).dispute.failed_attempts == 1
