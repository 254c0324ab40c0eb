"""The agreement: rows that are clear and add up; an oral one is never blocked (R-115, R-116, R-452, O-3)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from anmulong.base import clock
from anmulong.base.guards import trusted
from anmulong.cases.enums import Proof, State
from anmulong.cases.public import (
    Agreement,
    AgreementText,
    Case,
    ObligationInput,
    ProofsAdded,
    Signing,
    agreement_of,
    instalments,
    obligations_of,
    still_to_sign,
)
from anmulong.disputes.enums import Colour
from anmulong.disputes.enums import State as DisputeState
from anmulong.disputes.public import Grading, SideInput
from anmulong.journal.public import verify_all
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid
from anmulong.people.public import PartyInput
from tests.factories.cases import CONTENT, FACTS, Docket


def in_force(case: Case) -> Agreement:
    with trusted():
        return agreement_of(case)


def test_a_written_agreement_waits_for_its_signatures(docket: Docket) -> None:
    """R-115, R-212: its number, a copy per party and one for the committee, the sum of the rows (O-9)."""
    case = docket.row(docket.agreed())
    agreement = in_force(case)
    assert (case.state, case.turn, case.agreement_form) == (State.AGREED, "parties", "written")
    assert (agreement.copies, agreement.amount, case.agreed_amount) == (3, Decimal("1200.00"), Decimal("1200.00"))
    assert (case.effective_at, case.amount_at_stake, agreement.content) == (None, None, CONTENT)
    assert case.dispute.state != DisputeState.SETTLED
    with trusted():
        assert [each.kind for each in still_to_sign(case, agreement)] == ["party", "party", "mediator", "seal"]


def test_agreements_are_numbered_by_committee_and_year(docket: Docket) -> None:
    """R-212: gap-free; a refused one takes no number."""
    first = docket.agreed()
    with pytest.raises(Invalid):
        docket.agreed(replace(docket.owed(first), amount=None))
    second = docket.orally()
    numbers = [in_force(docket.row(case)).number.rsplit("第", 1)[1] for case in (first, second)]
    assert numbers == ["1号", "2号"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"amount": None}, "unclear-obligation"),
        ({"amount": Decimal("0")}, "unclear-obligation"),
        ({"amount": Decimal("1.005")}, "unclear-obligation"),
        ({"due_on": date(2020, 1, 1)}, "unclear-obligation"),
        ({"kind": "promise"}, "unknown-code"),
    ],
)
def test_every_row_says_who_what_and_when(docket: Docket, wrong: dict[str, object], code: str) -> None:
    case = docket.mediating()
    with pytest.raises(Invalid, match=code):
        docket.agreed(docket.owed(case, **wrong), case=case)


def test_nobody_owes_himself_or_a_stranger(docket: Docket) -> None:
    case = docket.mediating()
    row = docket.owed(case)
    for wrong in (replace(row, creditor=row.debtor), replace(row, creditor=docket.person)):
        with pytest.raises(Invalid, match="unclear-obligation"):
            docket.agreed(wrong, case=case)
    with pytest.raises(Invalid, match="unclear-obligation"):
        docket.do("case.agree_in_writing", AgreementText(FACTS, CONTENT), case)


def test_rows_name_parties_of_case_or_dispute(docket: Docket) -> None:
    """A bundle that registers and agrees in one click knows only the dispute's parties (O-1)."""
    case = docket.mediating()
    first, second = docket.parties(case)
    docket.agreed(docket.owed(case, debtor=second.party_id, creditor=first.party_id), case=case)
    with trusted():
        [row] = obligations_of(docket.row(case))
    assert (row.debtor, row.creditor) == (second.pk, first.pk)


def test_a_sum_that_is_not_met_names_the_difference(docket: Docket) -> None:
    case = docket.mediating()
    with pytest.raises(Invalid) as caught:
        docket.do(
            "case.agree_in_writing", AgreementText(FACTS, CONTENT, (docket.owed(case),), amount=Decimal(1500)), case
        )
    assert caught.value.details["difference"] == "300.00"


def test_six_instalments_add_up(docket: Docket) -> None:
    """O-1: from total, number, first date and interval; the remainder comes last."""
    case = docket.mediating()
    plan = instalments(Decimal("10000.00"), 6, local_day(clock.now()) + timedelta(days=5))
    rows = tuple(docket.owed(case, amount=each.amount, due_on=each.due_on) for each in plan)
    docket.do("case.agree_in_writing", AgreementText(FACTS, CONTENT, rows, amount=Decimal(10000)), case)
    with trusted():
        kept = obligations_of(docket.row(case))
    assert [row.amount for row in kept] == [Decimal("1666.66")] * 5 + [Decimal("1666.70")]
    assert docket.row(case).agreed_amount == Decimal(10000)


def test_forty_names_from_a_list(docket: Docket) -> None:
    """O-8: one employer owes forty people."""
    workers = tuple(SideInput(PartyInput(name=f"工人{number}")) for number in range(40))
    employer = SideInput(PartyInput(name="远山建筑队（虚构）"), side=2)
    matter = docket.office.register(by=docket.mediator, kind="wages", parties=(*workers, employer))
    case = docket.mediating(matter=matter)
    *creditors, debtor = docket.parties(case)
    due = local_day(clock.now()) + timedelta(days=30)
    rows = [ObligationInput(debtor.pk, row.pk, due, "compensate", Decimal(4650)) for row in creditors]
    docket.agreed(*rows, case=case)
    assert (docket.row(case).agreed_amount, in_force(docket.row(case)).copies) == (Decimal(186000), 42)


def test_new_words_are_signed_anew(docket: Docket) -> None:
    """人民调解法 art. 29: the next edition under the same number; earlier signatures and rows fall."""
    case = docket.agreed()
    docket.do("case.sign", Signing(docket.marks(case)[:2]), case)
    first = in_force(docket.row(case))
    rows = (docket.owed(case, amount=Decimal(900)),)
    docket.do("case.revise_agreement", AgreementText(FACTS, "赔偿九百元。", rows), case)
    row = docket.row(case)
    second = in_force(row)
    assert (second.number, second.edition, row.agreed_amount) == (first.number, 2, Decimal(900))
    with trusted():
        assert len(still_to_sign(row, second)) == 4
        assert [each.amount for each in obligations_of(row)] == [Decimal(900)]
        assert sorted(each.state for each in row.obligations.all()) == ["open", "replaced"]


def test_an_oral_agreement_binds_from_the_moment(docket: Docket) -> None:
    """R-116: in force when they agreed; the dispute is settled with its words; clocks run."""
    agreed_at = clock.now() - timedelta(hours=3)
    row = docket.row(docket.orally(agreed_at=agreed_at, proofs=(Proof.PHOTO, Proof.WITNESS)))
    assert (row.state, row.effective_at, row.agreed_at, row.proof_missing) == (
        State.EFFECTIVE,
        agreed_at,
        agreed_at,
        False,
    )
    assert (row.dispute.state, row.dispute.result) == (DisputeState.SETTLED, CONTENT)
    with trusted():
        assert {clock.kind for clock in row.clocks.filter(stopped_at=None)} == {"confirmation", "follow_up"}


def test_missing_proof_never_blocks(docket: Docket) -> None:
    """R-452, O-3: fewer than two proofs show 待补证; one that comes later heals it."""
    case = docket.orally(proofs=(Proof.PHOTO, Proof.PHOTO))
    assert docket.row(case).proof_missing
    docket.do("case.add_proof", ProofsAdded((Proof.RECORDING,)), case)
    assert not docket.row(case).proof_missing
    assert in_force(docket.row(case)).proofs == ["photo", "recording"]


def test_only_oral_agreements_need_proofs(docket: Docket) -> None:
    with pytest.raises(Invalid, match="no-proof-needed"):
        docket.do("case.add_proof", ProofsAdded((Proof.PHOTO,)), docket.effective())
    with pytest.raises(Invalid, match="no-proof"):
        docket.do("case.add_proof", ProofsAdded(()), docket.orally())


def test_nobody_agrees_tomorrow(docket: Docket) -> None:
    with pytest.raises(Invalid, match="in-the-future"):
        docket.orally(agreed_at=clock.now() + timedelta(days=1))


def test_a_red_matter_is_visited_more_often(docket: Docket) -> None:
    """R-211: after 3, 10, 30 and 90 days, though the matter turns green with its agreement."""
    case = docket.mediating()
    matter = docket.row(case).dispute_id
    docket.office.act(docket.office.clerk, "dispute.grade", Grading(Colour.RED, "扬言动手"), matter)
    docket.orally(case=case)
    row, today = docket.row(case), local_day(clock.now())
    assert row.dispute.colour == Colour.GREEN
    assert row.visit_days == [(today + timedelta(days=days)).isoformat() for days in (3, 10, 30, 90)]
    assert row.next_follow_up_on == today + timedelta(days=3)


def test_agreements_can_be_proven(docket: Docket) -> None:
    docket.effective()
    docket.orally()
    assert verify_all().findings == []
