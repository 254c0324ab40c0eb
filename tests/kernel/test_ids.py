"""Row uids and public codes (architecture.md 5: at least 64 random bits)."""

import math
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anmulong.kernel.errors import Invalid
from anmulong.kernel.ids import (
    PUBLIC_ALPHABET,
    PUBLIC_RANDOM_SIGNS,
    check_public_code,
    new_uid,
    public_code,
    short,
    uid_time,
)


codes = st.binary(min_size=16, max_size=16).map(lambda seed: public_code(lambda _: seed))


def test_uids_are_plain_version_7_and_rise() -> None:
    uids = [new_uid() for _ in range(100)]
    assert uids == sorted(uids)
    assert {type(uid) for uid in uids} == {uuid.UUID}
    assert {uid.version for uid in uids} == {7}


def test_uid_time_is_the_making_of_it() -> None:
    """The example of RFC 9562 appendix A.6."""
    example = uuid.UUID("017f22e2-79b0-7cc3-98c4-dc0c0c07398f")
    assert uid_time(example) == datetime(2022, 2, 22, 19, 22, 22, tzinfo=UTC)
    assert abs(uid_time(new_uid()) - datetime.now(UTC)) < timedelta(minutes=1), "a burst before may have run ahead"


def test_uid_of_another_version_has_no_time() -> None:
    with pytest.raises(Invalid):
        uid_time(uuid.UUID("12345678-1234-4234-8234-123456789abc"))


def test_short_is_the_random_end() -> None:
    assert short(uuid.UUID("01850000-0000-7000-8000-0123456789ab")) == "456789ab"


def test_public_code_has_more_than_64_random_bits() -> None:
    assert PUBLIC_RANDOM_SIGNS * math.log2(len(PUBLIC_ALPHABET)) > 64
    assert not set(PUBLIC_ALPHABET) & set("01OILQBSZGNUV")


def test_public_codes_are_grouped_and_differ() -> None:
    made = {public_code() for _ in range(50)}
    assert len(made) == 50
    assert {tuple(map(len, code.split("-"))) for code in made} == {(4, 4, 4, 4)}


@given(codes)
def test_a_code_survives_the_way_people_type(code: str) -> None:
    assert check_public_code(code) == code
    assert check_public_code(" " + code.lower().replace("-", " ") + "\n") == code
    full_width = code.translate({ord(sign): ord(sign) + 0xFEE0 for sign in code})
    assert check_public_code(full_width) == code
    assert check_public_code(code.translate(str.maketrans("8526", "BSZG"))) == code


@given(codes, st.integers(0, 15), st.sampled_from(PUBLIC_ALPHABET))
def test_one_wrong_sign_is_always_found(code: str, place: int, sign: str) -> None:
    signs = list(code.replace("-", ""))
    if signs[place] == sign:
        return
    signs[place] = sign
    with pytest.raises(Invalid) as caught:
        check_public_code("".join(signs))
    assert caught.value.code == "bad-public-code"


@given(codes, st.integers(0, 15), st.integers(0, 15))
def test_two_exchanged_signs_are_always_found(code: str, one: int, two: int) -> None:
    signs = list(code.replace("-", ""))
    if signs[one] == signs[two]:
        return
    signs[one], signs[two] = signs[two], signs[one]
    with pytest.raises(Invalid):
        check_public_code("".join(signs))


@pytest.mark.parametrize("text", ["", "2345", "2345-6789-ACDE-FHJKM", "2345-6789-ACDE-FHJ0", "2345-6789-ACDE-FH人J"])
def test_what_cannot_be_a_code_is_refused_with_a_way_out(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        check_public_code(text)
    assert caught.value.way_out is not None
