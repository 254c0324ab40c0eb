"""Change of an agreement in force by a new one (人民调解法 art. 33; R-115, R-117, R-122, R-212)."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from anmulong.base import clock
from anmulong.base.guards import trusted
from anmulong.cases.enums import CourtGround
from anmulong.cases.public import (
    ConfirmationAsked,
    CourtDecided,
    NewTerms,
    Performed,
    Signing,
    agreement_of,
    obligations_of,
)
from anmulong.journal.public import verify_all
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Refused
from tests.factories.cases import CONTENT, FACTS, Docket


DAY = timedelta(days=1)


def terms(docket: Docket, case: UUID, **more: Any) -> NewTerms:
    owed = docket.owed(case, amount=Decimal(1000), due_on=local_day(clock.now()) + 20 * DAY)
    return NewTerms(FACTS, CONTENT, **{"obligations": (owed,), "rows": docket.marks(case), **more})


def standing(docket: Docket, case: UUID) -> tuple[Any, list[Any]]:
    with trusted():
        row = docket.row(case)
        return agreement_of(row), obligations_of(row)


def test_a_new_agreement_takes_the_place_of_the_earlier(docket: Docket) -> None:
    """R-212: its own number; what was paid stays with the earlier edition, what was owed is replaced."""
    case = docket.effective()
    earlier, [row] = standing(docket, case)
    docket.do("case.record_performance", Performed(row.pk, Decimal(200)), case)
    before = docket.row(case)
    docket.do("case.agree_anew", terms(docket, case), case)
    agreement, [owed] = standing(docket, case)
    assert (agreement.edition, owed.amount, owed.state) == (2, Decimal(1000), "open")
    assert agreement.number != earlier.number
    assert agreement.effective_at is not None
    with trusted():
        old = docket.row(case).agreements.get(pk=earlier.pk).obligations.get()
    assert (old.state, old.paid) == ("replaced", Decimal(200))
    assert docket.row(case).effective_at == before.effective_at
    assert docket.row(case).agreed_amount == before.agreed_amount
    assert verify_all().good


def test_confirmation_counts_from_the_new_agreement(docket: Docket) -> None:
    """R-117: thirty days from its effect."""
    case = docket.agreed()
    docket.do("case.sign", Signing(docket.marks(case, local_day(clock.now()) - 40 * DAY)), case)
    docket.do("case.agree_anew", terms(docket, case), case)
    with trusted():
        row = docket.row(case).clocks.get(kind="confirmation", stopped_at=None)
    assert row.due_at > clock.now() + 28 * DAY


@pytest.mark.parametrize("left_out", [0, 1, 2, 3])
def test_the_earlier_one_stands_until_all_have_signed(docket: Docket, left_out: int) -> None:
    """R-115: each party, the mediator, the seal."""
    case = docket.effective()
    rows = docket.marks(case)
    with pytest.raises(Refused, match="not-all-signed"):
        docket.do("case.agree_anew", terms(docket, case, rows=rows[:left_out] + rows[left_out + 1 :]), case)
    assert standing(docket, case)[0].edition == 1


def test_an_oral_agreement_is_changed_orally(docket: Docket) -> None:
    case = docket.orally()
    docket.do("case.agree_anew", terms(docket, case, rows=()), case)
    agreement, _rows = standing(docket, case)
    assert (agreement.edition, agreement.form, agreement.effective_at is not None) == (2, "oral", True)


def test_not_while_the_court_looks_at_it_and_not_after_its_ruling(docket: Docket) -> None:
    case = docket.effective()
    everybody = tuple(row.pk for row in docket.parties(case))
    docket.do("case.ask_confirmation", ConfirmationAsked("旗法院", CourtGround.COMMITTEE, everybody), case)
    with pytest.raises(Refused, match="asked-already"):
        docket.do("case.agree_anew", terms(docket, case), case)
    docket.do("case.court_decided", CourtDecided("1"), case)
    with pytest.raises(Refused, match="confirmed-already"):
        docket.do("case.agree_anew", terms(docket, case), case)


def test_it_goes_on_after_the_close(docket: Docket) -> None:
    """O-3: performance belongs to the agreement."""
    case = docket.closed()
    docket.do("case.agree_anew", terms(docket, case), case)
    assert (docket.row(case).state, standing(docket, case)[0].edition) == ("closed", 2)
