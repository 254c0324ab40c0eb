"""Identity numbers (GB 11643-1999, T-31), credit codes (GB 32100-2015), minors (R-751)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anmulong.kernel.errors import Invalid
from anmulong.kernel.identity import birth_date, check_credit_code, check_identity, is_minor


STANDARD = "11010519491231002X"
CREDIT = "91350100M000100Y43"
CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def iso_7064_mod_11_2(body: str) -> str:
    """A second way: the recursive method of ISO 7064 instead of the weights."""
    rest = 0
    for digit in body:
        rest = (rest + int(digit)) * 2 % 11
    return "0123456789X"[(12 - rest) % 11]


bodies = st.builds(
    lambda region, born, order: f"{region:06}{born:%Y%m%d}{order:03}",
    st.integers(110000, 659999),
    st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    st.integers(0, 999),
)


@pytest.mark.parametrize(
    "typed", [STANDARD, "11010519491231002x", " 110105 19491231 002X ", "１１０１０５１９４９１２３１００２Ｘ"]
)
def test_t31_the_standards_own_example(typed: str) -> None:
    checked = check_identity(typed)
    assert (checked.number, checked.birth_on, checked.female, checked.old_number) == (
        STANDARD,
        date(1949, 12, 31),
        True,
        "",
    )
    assert birth_date(typed) == date(1949, 12, 31)


@given(bodies)
def test_numbers_made_the_other_way_are_accepted(body: str) -> None:
    checked = check_identity(body + iso_7064_mod_11_2(body))
    assert f"{checked.birth_on:%Y%m%d}" == body[6:14]
    assert checked.female is (int(body[16]) % 2 == 0)


@given(bodies, st.integers(0, 16), st.integers(1, 9))
def test_any_single_wrong_digit_is_found(body: str, place: int, shift: int) -> None:
    changed = body[:place] + str((int(body[place]) + shift) % 10) + body[place + 1 :]
    with pytest.raises(Invalid) as caught:
        check_identity(changed + iso_7064_mod_11_2(body))
    assert caught.value.code == "bad-identity-number"


def test_an_old_number_is_converted_and_kept() -> None:
    checked = check_identity("110105491231002")
    assert (checked.number, checked.old_number, checked.birth_on) == (STANDARD, "110105491231002", date(1949, 12, 31))


def test_an_old_number_of_a_centenarian_lies_a_century_before() -> None:
    assert check_identity("110105991231998").birth_on == date(1899, 12, 31)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("110105194912310021", "The last sign does not match"),
        ("1101051949123100", "has 18 signs"),
        ("11010519491231002Y", "has 18 signs"),
        ("", "has 18 signs"),
        ("110105491331002", "no such day"),
        ("11010519490229" + "002" + iso_7064_mod_11_2("11010519490229002"), "no such day"),
    ],
)
def test_what_is_wrong_is_said(typed: str, says: str) -> None:
    with pytest.raises(Invalid) as caught:
        check_identity(typed)
    assert says in caught.value.message.render()
    assert caught.value.way_out is not None
    assert caught.value.way_out.render() == "Please look at the card again."


def test_a_birth_in_the_future_is_refused_when_today_is_told() -> None:
    assert check_identity(STANDARD, today=date(1949, 12, 31)).birth_on == date(1949, 12, 31)
    with pytest.raises(Invalid, match="future"):
        check_identity(STANDARD, today=date(1949, 12, 30))


@pytest.mark.parametrize(
    ("birth", "on", "minor"),
    [
        (date(2008, 5, 10), date(2026, 5, 9), True),
        (date(2008, 5, 10), date(2026, 5, 10), True),
        (date(2008, 5, 10), date(2026, 5, 11), False),
        (date(2008, 2, 29), date(2026, 2, 28), True),
        (date(2008, 2, 29), date(2026, 3, 1), False),
        (date(1980, 1, 1), date(2026, 1, 1), False),
        (date(2026, 1, 1), date(2026, 1, 1), True),
    ],
)
def test_r751_minor_through_the_eighteenth_birthday(birth: date, on: date, minor: bool) -> None:
    assert is_minor(birth, on) is minor


@pytest.mark.parametrize("typed", [CREDIT, CREDIT.lower(), " 91350100 M000100Y43 "])
def test_the_credit_code_of_the_standard(typed: str) -> None:
    assert check_credit_code(typed) == CREDIT


@given(st.integers(0, 17), st.sampled_from(CREDIT_SIGNS))
def test_any_single_wrong_sign_of_a_credit_code_is_found(place: int, sign: str) -> None:
    changed = CREDIT[:place] + sign + CREDIT[place + 1 :]
    if changed == CREDIT:
        return
    with pytest.raises(Invalid) as caught:
        check_credit_code(changed)
    assert caught.value.code == "bad-credit-code"


@pytest.mark.parametrize("typed", ["", CREDIT[:-1], "9135010OM000100Y43", CREDIT + "0"])
def test_what_cannot_be_a_credit_code_is_refused(typed: str) -> None:
    with pytest.raises(Invalid, match="18 digits and capitals"):
        check_credit_code(typed)
