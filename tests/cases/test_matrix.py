"""State × action × role: who may do what to a case in which state (style rule 13)."""

from collections.abc import Callable
from uuid import UUID

import pytest

from anmulong.access.public import all_roles
from anmulong.base import clock
from anmulong.base.guards import trusted
from anmulong.cases.enums import PauseReason, State
from anmulong.cases.public import (
    CASE,
    Archiving,
    Case,
    CaseVoided,
    Declined,
    FraudSuspected,
    MaterialWanted,
    NotAccepted,
    Paused,
)
from anmulong.journal.public import all_actions, prospects
from anmulong.kernel.errors import NotFound
from tests.factories.cases import Docket
from tests.factories.people import make_account


pytestmark = pytest.mark.walk


ON_CASES = sorted(name for name, spec in all_actions().items() if spec.on is Case and not spec.creates)
ROUTES = ("court_suit",)


def wanting_material(docket: Docket) -> UUID:
    case = docket.applied()
    docket.do("case.request_material", MaterialWanted("界桩照片"), case)
    return case


def refused(docket: Docket) -> UUID:
    case = docket.applied()
    docket.do("case.refuse_acceptance", NotAccepted(ROUTES), case)
    return case


def suspended(docket: Docket) -> UUID:
    case = docket.mediating()
    docket.do("case.suspend", Paused(PauseReason.APPRAISAL), case)
    return case


def held(docket: Docket) -> UUID:
    case = docket.mediating()
    docket.do("case.hold_for_fraud", FraudSuspected("双方串通"), case)
    return case


def ended(docket: Docket) -> UUID:
    case = docket.mediating()
    docket.do("case.decline", Declined(docket.parties(case)[0].pk, ROUTES), case)
    return case


def void(docket: Docket) -> UUID:
    case = docket.applied()
    director = make_account(docket.office.county, "gacha_director").actor()
    docket.act(director, "case.void", CaseVoided("重复"), case)
    return case


def archived(docket: Docket) -> UUID:
    case = docket.closed()
    director = make_account(docket.office.county, "gacha_director").actor()
    docket.act(director, "case.archive", Archiving(situation="身份证复印件缺失，当事人外出"), case)
    return case


MAKERS: dict[str, Callable[[Docket], UUID]] = {
    State.APPLIED: lambda docket: docket.applied(),
    State.MATERIAL_WANTED: wanting_material,
    State.REFUSED: refused,
    State.ACCEPTED: lambda docket: docket.ready(),
    State.MEDIATING: lambda docket: docket.mediating(),
    State.SUSPENDED: suspended,
    State.FRAUD_HOLD: held,
    State.AGREED: lambda docket: docket.agreed(),
    State.EFFECTIVE: lambda docket: docket.orally(),
    State.ENDED: ended,
    State.CLOSED: lambda docket: docket.closed(),
    State.ARCHIVED: archived,
    State.VOID: void,
}


@pytest.mark.parametrize("state", MAKERS)
def test_only_the_table_and_the_role_open_an_action(docket: Docket, state: str) -> None:
    case = MAKERS[state](docket)
    assert docket.row(case).state == state
    checked = 0
    for code in sorted(all_roles()):
        person = make_account(docket.office.county, code).actor()
        with trusted():
            try:
                row = Case.objects.in_scope(person.rights.scope(clock.now())).get(case)
            except NotFound:
                continue
        answers = {each.action.name: each for each in prospects(row, by=person)}
        assert sorted(answers) == ON_CASES
        for name, answer in answers.items():
            permitted = all_roles()[code].may(all_actions()[name].needs)
            possible = CASE.allows(state, name)
            if answer.allowed:
                assert permitted
                assert possible
            elif permitted and possible:
                assert answer.refusal is not None
                assert answer.refusal.code not in ("not-permitted", "wrong-state")
            checked += 1
    assert checked > len(ON_CASES)


def test_r721_no_administrator_meets_a_case(docket: Docket) -> None:
    case = docket.mediating()
    for role in all_roles().values():
        if role.administrator:
            person = make_account(docket.office.county, role.code).actor()
            with trusted(), pytest.raises(NotFound):
                Case.objects.in_scope(person.rights.scope(clock.now())).get(case)


def test_every_state_is_in_the_matrix() -> None:
    assert set(MAKERS) == set(State.values)


@pytest.mark.parametrize("code", ["banner_director", "banner_clerk", "town_director", "justice_office"])
def test_o3_a_bureau_guides_and_does_not_mediate(docket: Docket, code: str) -> None:
    """人民调解法 art. 2, 5: supervisors own no case; what they may write down is what a party says."""
    case = docket.row(docket.mediating())
    person = make_account(docket.office.county, code).actor()
    with trusted():
        allowed = {each.action.name for each in prospects(case, by=person) if each.allowed}
    assert allowed <= {"case.decline", "case.withdraw", "case.object_mediator"}
