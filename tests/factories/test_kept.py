"""What is laid down again is what was made, and is laid down only where nothing was done since."""

import pytest

from anmulong.cases.public import Start
from anmulong.journal.public import verify_all
from tests.factories.cases import make_docket


@pytest.mark.parametrize("time", ["made", "laid down"])
def test_a_kept_stage_is_whole(db: None, time: str) -> None:
    """Every row, changed ones too, is what the journal says; the road goes on from there."""
    docket = make_docket()
    case = docket.ready()
    assert docket.row(case).state == "accepted"
    assert verify_all().good
    docket.do("case.start", Start(), case)
    assert docket.row(case).state == "mediating"
    assert verify_all().good


def test_answers_and_steps_of_the_test_itself_come_first(db: None) -> None:
    """Two matters are two; an answer is heard."""
    office = make_docket().office
    one, other, third = office.register(), office.register(), office.register(place="北梁")
    assert len({one, other, third}) == 3
    assert [office.row(matter).place for matter in (one, third)] == ["三组北梁", "北梁"]
