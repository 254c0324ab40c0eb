"""State × action × role: who may do what to a matter in which state (style rule 13)."""

from collections.abc import Callable
from uuid import UUID

import pytest

from anmulong.access.public import all_roles
from anmulong.base import clock
from anmulong.base.guards import trusted
from anmulong.disputes.enums import State
from anmulong.disputes.public import MATTER, Dispute, Merging, Reason
from anmulong.journal.public import all_actions, prospects
from anmulong.kernel.errors import NotFound
from tests.factories.matters import Office, make_office
from tests.factories.people import make_account


pytestmark = pytest.mark.walk


ON_MATTERS = sorted(name for name, spec in all_actions().items() if spec.on is Dispute and not spec.creates)


def merged(office: Office) -> UUID:
    first, second = office.register(), office.register()
    office.act(office.clerk, "dispute.merge", Merging(into=first), second)
    return second


def void(office: Office) -> UUID:
    matter = office.register()
    office.act(office.second, "dispute.void", Reason("重复"), matter)
    return matter


MAKERS: dict[str, Callable[[Office], UUID]] = {
    State.REGISTERED: lambda office: office.register(),
    State.HANDLING: lambda office: office.handled(),
    State.SETTLED: lambda office: office.settled(),
    State.STRIKE_OFF_ASKED: lambda office: office.asked(),
    State.STRUCK_OFF: lambda office: office.struck_off(),
    State.MERGED: merged,
    State.VOID: void,
}


@pytest.mark.django_db
@pytest.mark.parametrize("state", MAKERS)
def test_only_the_table_and_the_role_open_an_action(state: str) -> None:
    office = make_office()
    matter = MAKERS[state](office)
    checked = 0
    for code in sorted(all_roles()):
        person = make_account(office.county, code).actor()
        with trusted():
            try:
                row = Dispute.objects.in_scope(person.rights.scope(clock.now())).get(matter)
            except NotFound:
                continue
        answers = {each.action.name: each for each in prospects(row, by=person)}
        assert sorted(answers) == ON_MATTERS
        for name, answer in answers.items():
            permitted = all_roles()[code].may(all_actions()[name].needs)
            possible = MATTER.allows(state, name)
            if answer.allowed:
                assert permitted
                assert possible
            elif permitted and possible:
                assert answer.refusal is not None
                assert answer.refusal.code not in ("not-permitted", "wrong-state")
            checked += 1
    assert checked > len(ON_MATTERS)


@pytest.mark.django_db
def test_r721_no_administrator_meets_a_matter() -> None:
    office = make_office()
    matter = office.register()
    for role in all_roles().values():
        if role.administrator:
            person = make_account(office.county, role.code).actor()
            with trusted(), pytest.raises(NotFound):
                Dispute.objects.in_scope(person.rights.scope(clock.now())).get(matter)
