"""Parameters: the value of a day, typed, as a limit; changed forwards only (R-210)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from anmulong.base import clock
from anmulong.journal.public import Actor, Call, perform
from anmulong.kernel.clock import local_day
from anmulong.kernel.deadlines import Limit
from anmulong.kernel.errors import Conflict, Invalid, Refused
from anmulong.lawbook import public as lawbook


pytestmark = pytest.mark.django_db
KEY = "disputes.contact_days"


def changed(value: object, days_from_today: int, key: str = KEY) -> lawbook.ParameterGiven:
    told = vars(lawbook.parameter_row(key)) | {
        "value": value,
        "valid_from": local_day(clock.now()) + timedelta(days=days_from_today),
        "source": "旗司法局文件",
        "approved_by": "旗司法局",
    }
    return lawbook.ParameterGiven(**told, reason="冬季路途远")


def test_shipped_values_answer_before_any_load() -> None:
    assert lawbook.parameter("disputes.relapse_days") == 180
    assert lawbook.parameter_int("access.reset_slip_hours") == 24
    assert lawbook.parameter_list("mediation.follow_up_red_days") == (3, 10, 30, 90)


def test_limits_come_with_their_kind_and_law() -> None:
    """R-210; 医疗纠纷预防和处理条例 art.38."""
    assert lawbook.limit("disputes.acknowledge_hours") == Limit(hours=24, day_kind="hours")
    assert lawbook.limit("disputes.contact_days") == Limit(3)
    medical = lawbook.limit("mediation.medical_working_days")
    assert (medical.days, medical.day_kind) == (30, "working")
    assert medical.law == "医疗纠纷预防和处理条例(2018-07-31) art.38"


@pytest.mark.parametrize(
    ("ask", "key"),
    [(lawbook.parameter_int, "risk.red_facts"), (lawbook.parameter_list, KEY), (lawbook.limit, "desk.table_rows")],
)
def test_wrong_form_is_a_mistake_of_the_program(ask, key: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(TypeError):
        ask(key)


def test_unknown_key_is_refused() -> None:
    with pytest.raises(Invalid, match="unknown-parameter"):
        lawbook.parameter("no.such_key")


def test_before_its_first_day_the_first_value_holds() -> None:
    assert lawbook.parameter("mediation.petition_finish_days", date(1999, 1, 1)) == 60


def test_matter_keeps_the_value_under_which_it_began(clerk: Actor) -> None:
    perform(Call("lawbook.set_parameter", changed(5, 10)), by=clerk)
    today = clock.now()
    assert lawbook.parameter(KEY, today) == 3
    assert lawbook.parameter(KEY, today + timedelta(days=9)) == 3
    assert lawbook.parameter(KEY, today + timedelta(days=10)) == 5
    assert [row.value for row in lawbook.parameter_history(KEY)] == [3, 5]
    assert next(row for row in lawbook.parameters(today + timedelta(days=10)) if row.key == KEY).value == 5


def test_moment_counts_by_its_day_in_china(clerk: Actor) -> None:
    given = changed(5, 10)
    perform(Call("lawbook.set_parameter", given), by=clerk)
    beginning = datetime(given.valid_from.year, given.valid_from.month, given.valid_from.day, tzinfo=UTC)
    assert lawbook.parameter(KEY, beginning - timedelta(hours=8, seconds=1)) == 3
    assert lawbook.parameter(KEY, beginning - timedelta(hours=8)) == 5


@pytest.mark.parametrize("days", [-1, 0])
def test_nobody_changes_what_has_begun(clerk: Actor, days: int) -> None:
    """R-210: a matter of this morning began under the value of today."""
    with pytest.raises(Refused, match="parameter-in-the-past"):
        perform(Call("lawbook.set_parameter", changed(5, days)), by=clerk)
    assert lawbook.parameter_history(KEY) == [lawbook.parameter_row(KEY)]


@pytest.mark.parametrize("value", [-1, 0, 3_651])
def test_number_that_cannot_be_is_refused(clerk: Actor, value: int) -> None:
    with pytest.raises(Invalid, match="parameter-out-of-reach"):
        perform(Call("lawbook.set_parameter", changed(value, 1)), by=clerk)


def test_nought_stays_open_where_it_means_off(clerk: Actor) -> None:
    key = "access.password_max_age_days"
    perform(Call("lawbook.set_parameter", changed(90, 1, key)), by=clerk)
    perform(Call("lawbook.set_parameter", changed(0, 2, key)), by=clerk)
    assert [row.value for row in lawbook.parameter_history(key)] == [0, 90, 0]


def test_list_of_codes_holds_known_codes(clerk: Actor) -> None:
    key = "risk.red_forecasts"
    with pytest.raises(Invalid, match="unknown-code"):
        perform(Call("lawbook.set_parameter", changed(["no_such"], 1, key)), by=clerk)
    perform(Call("lawbook.set_parameter", changed(["self_harm"], 1, key)), by=clerk)
    assert lawbook.parameter(key, clock.now() + timedelta(days=1)) == ["self_harm"]


@pytest.mark.parametrize("value", ["three", [3], True])
def test_value_keeps_its_form(clerk: Actor, value: object) -> None:
    with pytest.raises(Invalid, match="parameter-form"):
        perform(Call("lawbook.set_parameter", changed(value, 1)), by=clerk)


def test_new_key_cannot_be_made_up(clerk: Actor) -> None:
    with pytest.raises(Invalid, match="unknown-parameter"):
        perform(Call("lawbook.set_parameter", replace(changed(5, 1), key="disputes.contact_dayz")), by=clerk)


@pytest.mark.parametrize("name", ["source", "approved_by", "reason"])
def test_value_needs_its_ground(clerk: Actor, name: str) -> None:
    with pytest.raises(Invalid, match="parameter-without-source") as refused:
        perform(Call("lawbook.set_parameter", replace(changed(5, 1), **{name: " "})), by=clerk)
    assert set(refused.value.fields) == {name}


def test_one_value_a_day(clerk: Actor) -> None:
    perform(Call("lawbook.set_parameter", changed(5, 1)), by=clerk)
    with pytest.raises(Conflict, match="already-there"):
        perform(Call("lawbook.set_parameter", changed(6, 1)), by=clerk)


def test_another_county_keeps_its_own(clerk: Actor) -> None:
    perform(Call("lawbook.set_parameter", changed(5, 1)), by=clerk)
    tomorrow = clock.now() + timedelta(days=1)
    assert lawbook.parameter(KEY, tomorrow, county="otog") == 5
    assert lawbook.parameter(KEY, tomorrow, county="elsewhere") == 3
