"""dispute.register: receipt, both times, owner, codes (R-131, R-502, O-4)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from anmulong.base import clock
from anmulong.disputes.enums import Colour, Fact, RestrictedWhy, State, Turn
from anmulong.disputes.public import Dispute, Lifting, Reason, Registration, SideInput
from anmulong.journal.enums import Channel
from anmulong.journal.public import Call, parse, perform, perform_batch, verify_all
from anmulong.kernel.clock import FixedClock, local_day
from anmulong.kernel.errors import Conflict, Invalid, Refused
from anmulong.kernel.ids import new_uid
from anmulong.lawbook.public import parameter_int
from anmulong.people.public import PartyInput
from tests.factories.matters import Office


LONG_AGO = datetime(206, 11, 23, tzinfo=UTC)


def test_a_matter_gets_number_owner_and_first_clock(office: Office) -> None:
    row = office.row(office.register())
    year = row.registered_at.year
    assert row.number == f"鄂矛登〔{year}〕000001号"
    assert (row.state, row.turn, row.colour) == (State.REGISTERED, Turn.UNIT, Colour.BLUE)
    assert (row.owner_organisation, row.owner_person) == (office.clerk.organisation, office.clerk.uid)
    assert (row.town, row.gacha) == (office.county.towns[0], office.county.gachas[0])
    assert row.due_kind == "triage"
    assert row.parties_line == "巴特尔、苏和"


def test_r131_the_time_as_told_counts_and_the_server_time_stands_beside_it(office: Office) -> None:
    told = clock.now() - timedelta(days=20)
    call = Call("dispute.register", Registration(what="补录", place="北梁", anonymous=True), happened_at=told)
    matter = perform(call, by=office.clerk).subject
    report = office.row(matter).reports.get()
    assert report.requested_at == told
    assert report.registered_at - told > timedelta(days=19)


def test_a_time_in_the_future_is_refused(office: Office) -> None:
    call = Call(
        "dispute.register",
        Registration(what="x", place="y", anonymous=True),
        happened_at=clock.now() + timedelta(hours=2),
    )
    with pytest.raises(Invalid, match="in-the-future"):
        perform(call, by=office.clerk)
    assert not Dispute.objects.exists()


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"what": "  "}, "what"),
        ({"reporter": "", "parties": ()}, "reporter"),
        ({"place": "", "division": None}, "place"),
        ({"amount_at_stake": Decimal(-1)}, "amount_at_stake"),
    ],
)
def test_missing_answers_are_named_and_nothing_is_written(office: Office, answers: dict, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        office.register(**answers)
    assert set(caught.value.fields) == {field}
    assert not Dispute.objects.exists()


@pytest.mark.parametrize("answers", [{"kind": "no-such"}, {"source": "no-such"}, {"forecast": "bad"}, {"scale": "xl"}])
def test_r303_codes_must_be_rows_that_hold(office: Office, answers: dict) -> None:
    with pytest.raises(Invalid):
        office.register(**answers)


def test_a_lost_answer_asked_again_gives_the_same_receipt(office: Office) -> None:
    call = Call("dispute.register", Registration(what="同一件", place="北梁", anonymous=True, uid=new_uid()))
    first = perform(call, by=office.clerk)
    again = perform(call, by=office.clerk)
    assert again.repeated
    assert again.facts == first.facts
    assert Dispute.objects.count() == 1


def test_two_clicks_with_one_uid_make_one_matter(office: Office) -> None:
    given = Registration(what="双击", place="北梁", anonymous=True, uid=new_uid())
    perform(Call("dispute.register", given), by=office.clerk)
    with pytest.raises(Conflict):
        perform(Call("dispute.register", given), by=office.clerk)
    assert Dispute.objects.count() == 1


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({"forecast": "self_harm"}, "self_harm"),
        ({"facts": (Fact.VIOLENCE,)}, "violence"),
        ({"facts": (Fact.SEXUAL, Fact.VIOLENCE)}, "sexual"),
        ({"facts": (Fact.HEALTH,)}, "health"),
        ({"kind": "domestic_violence"}, "violence"),
        ({"parties": (SideInput(PartyInput(name="小明", minor=True)),)}, "minors"),
        ({}, ""),
    ],
)
def test_o4_some_matters_are_restricted_from_the_first_moment(office: Office, answers: dict, why: str) -> None:
    row = office.row(office.register(**answers))
    assert (row.restricted, row.restricted_why) == (bool(why), why)


def test_r751_t22_a_minor_stands_on_lists_by_initials(office: Office) -> None:
    sides = (SideInput(PartyInput(name="张小明", minor=True)), SideInput(PartyInput(name="苏和"), side=2))
    assert office.row(office.register(parties=sides)).parties_line == "Z.X.M.、苏和"


def test_o4_strong_words_restrict_until_somebody_has_looked(office: Office) -> None:
    matter = office.register(by=office.director, what="丈夫殴打妻子，她说不想活了。")
    assert office.row(matter).restricted_why == "self_harm"
    office.act(office.director, "dispute.lift_restriction", Lifting("核实：是邻居口角，没有动手"), matter)
    assert not office.row(matter).restricted


def test_a_receipt_promises_no_day_that_is_over(office: Office) -> None:
    with pytest.raises(Invalid, match="date-is-over"):
        office.register(next_date=local_day(clock.now()) - timedelta(days=1))


def test_o2_a_year_that_was_mistyped_is_asked_back(office: Office) -> None:
    call = Call("dispute.register", Registration(what="x", place="y", anonymous=True), happened_at=LONG_AGO)
    with pytest.raises(Invalid, match="long-ago"):
        perform(call, by=office.clerk)


def test_the_receipt_code_is_random_and_not_in_the_open(office: Office) -> None:
    codes = {office.row(office.register()).reports.get().code for _ in range(5)}
    assert len(codes) == 5
    assert all(len(code.replace("-", "")) == 16 for code in codes)


def test_everything_registered_is_provable(office: Office) -> None:
    office.register()
    office.register(anonymous=True, reporter="", parties=())
    assert verify_all().findings == []


def test_the_system_stands_nowhere(office: Office) -> None:
    """What comes in without a place and without a unit belongs to the county alone."""
    row = office.row(office.register(by=office.county.machine, division=None))
    assert (row.town, row.gacha) == (None, None)


def test_o4_relatives_are_shut_out_from_the_first_moment(office: Office) -> None:
    given = {"restricted": RestrictedWhy.OTHER, "excluded": (office.second.uid,)}
    row = office.row(office.register(by=office.director, **given))
    assert list(row.exclusions.values_list("account", flat=True)) == [office.second.uid]


def test_r521_history_starts_no_clock(office: Office) -> None:
    row = office.row(office.register(history=True))
    assert (row.history_only, row.due_at, row.clocks.count()) == (True, None, 0)


def twice(office: Office, *, again: bool = False, **more: Any) -> Any:
    """The same words of the same person a second time."""
    given = Registration(what="同一段话", place="北梁", anonymous=True)
    perform(Call("dispute.register", given), by=office.clerk)
    return perform(Call("dispute.register", replace(given, again=again, **more)), by=office.clerk)


def test_the_same_words_a_moment_later_are_refused_on_every_face(office: Office) -> None:
    """A page that was gone back to and sent once more is no second matter; the refusal names the first one."""
    with pytest.raises(Refused) as caught:
        twice(office)
    assert caught.value.code == "registered-a-moment-ago"
    assert Dispute.objects.get().number in caught.value.message.render()
    assert caught.value.way_out is not None
    assert caught.value.details["uid"] == Dispute.objects.get().pk


@pytest.mark.parametrize("more", [{"again": True}, {"what": "另一段话"}, {"place": "南梁"}, {"history": True}])
def test_another_matter_with_the_same_words_goes_in(office: Office, more: dict) -> None:
    twice(office, **more)
    assert Dispute.objects.count() == 2


def test_somebody_else_or_later_is_no_repetition(office: Office) -> None:
    given = Registration(what="同一段话", place="北梁", anonymous=True)
    perform(Call("dispute.register", given), by=office.clerk)
    perform(Call("dispute.register", given), by=office.second)
    later = clock.now() + timedelta(minutes=parameter_int("disputes.same_again_minutes"), seconds=1)
    with clock.simulated(FixedClock(later)):
        perform(Call("dispute.register", given), by=office.clerk)
    assert Dispute.objects.count() == 3


def test_a_void_entry_may_be_registered_anew(office: Office) -> None:
    given = Registration(what="同一段话", place="北梁", anonymous=True)
    first = perform(Call("dispute.register", given), by=office.clerk).subject
    office.act(office.director, "dispute.void", Reason("登记有误"), first)
    perform(Call("dispute.register", given), by=office.clerk)
    assert Dispute.objects.count() == 2


def test_rows_of_one_batch_or_file_may_be_alike(office: Office) -> None:
    """Also when the batch has to be done one by one, because two of its rows exclude each other."""
    given, uid = Registration(what="同一段话", place="北梁", anonymous=True), new_uid()
    calls = [Call("dispute.register", replace(given, uid=own)) for own in (new_uid(), uid, uid, new_uid())]
    report = perform_batch(calls, by=office.clerk)
    assert (len(report.done), [error.code for error in report.refused.values()]) == (3, ["already-there"])
    for _ in range(2):
        perform(Call("dispute.register", given), by=replace(office.clerk, channel=Channel.FILE))
    assert Dispute.objects.count() == 5


@pytest.mark.parametrize(
    ("field", "number", "told"),
    [
        ("people_count", 10**9, "at most 1000000"),
        ("people_count", -1, "at least 0"),
        ("amount_at_stake", "1000000000000", "at most 999999999999.99"),
        ("longitude", "180.5", "at most 180"),
        ("latitude", "-91", "at least -90"),
    ],
)
def test_a_number_beyond_reason_is_named_with_its_field(field: str, number: object, told: str) -> None:
    """PostgreSQL would answer with an error of its own, SQLite would take it."""
    with pytest.raises(Invalid) as caught:
        parse(Registration, {"what": "x", "place": "y", "anonymous": True, field: number})
    assert told in caught.value.fields[field].render()


@pytest.mark.parametrize(
    ("field", "number"),
    [
        ("people_count", 2**31),
        ("people_count", -1),
        ("amount_at_stake", Decimal(10) ** 40),
        ("longitude", Decimal(1000)),
    ],
)
def test_both_engines_refuse_a_number_that_one_cannot_store(office: Office, field: str, number: Any) -> None:
    """Also where a call is made without the checks of a form."""
    given = Registration(what="同一段话", place="北梁", anonymous=True)
    with pytest.raises(Invalid) as caught:
        perform(Call("dispute.register", replace(given, **{field: number})), by=office.clerk)
    assert set(caught.value.fields) == {field}
    assert not Dispute.objects.exists()
