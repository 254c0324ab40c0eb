"""Masks of names, telephones and identity numbers (O-4, R-751, T-22)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anmulong.kernel.masking import initials, mask_identity, mask_name, mask_numbers, mask_phone, phone_tail


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张*"),
        ("张三丰", "张**"),
        ("欧阳修", "欧阳*"),
        ("欧阳", "欧*"),
        ("巴图", "巴*"),
        ("乌兰·其其格", "乌***"),
        ("阿拉腾其其格", "阿***"),
        (" 张 三 ", "张*"),
        ("张", "张*"),
        ("ᠪᠠᠲᠤ", "ᠪ***"),
        ("Batu Khan", "B***"),
        ("", ""),
    ],
)
def test_names_keep_the_first_sign(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("name", "masked"),
    [("张三", "Z.S."), ("乌兰·其其格", "W.L.Q.Q.G."), ("ᠪᠠᠲᠤ", "B."), ("Batu Khan", "B.K."), ("", ""), ("㐂", "*.")],
)
def test_r751_minors_are_initials(name: str, masked: str) -> None:
    assert mask_name(name, minor=True) == initials(name) == masked


@given(st.text("张三欧阳修巴图乌兰其格", min_size=3, max_size=12))
def test_a_mask_shows_at_most_the_surname_and_hides_the_length(name: str) -> None:
    masked = mask_name(name)
    assert masked.rstrip("*") == name[: len(masked.rstrip("*"))]
    assert 1 <= len(masked.rstrip("*")) <= 2
    assert 1 <= masked.count("*") <= 3


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("13812341234", "138****1234"),
        ("+86 138-1234-1234", "138****1234"),
        ("１３８１２３４１２３４", "138****1234"),
        ("0477-6221234", "*******1234"),
        ("12345", "***45"),
        ("12", "**"),
        ("", ""),
    ],
)
def test_telephones_keep_their_ends(number: str, masked: str) -> None:
    assert mask_phone(number) == masked


@pytest.mark.parametrize(
    ("number", "tail"), [("138-1234-5678", "5678"), ("0477 622 1234", "1234"), ("12", "12"), ("", "")]
)
def test_the_tail_is_four_digits(number: str, tail: str) -> None:
    assert phone_tail(number) == tail


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("15062420100101002x", "150624********002X"),
        ("150624100101002", "150624*****1002"),
        ("E12345678", "E1*****78"),
        ("E123", "****"),
        ("", ""),
    ],
)
def test_identity_numbers_keep_region_and_end(number: str, masked: str) -> None:
    assert mask_identity(number) == masked


def test_numbers_inside_a_text_keep_their_ends_and_other_digits_stay() -> None:
    """O-4."""
    assert mask_numbers("13812345678与150624199001011234，共20261123元，编号1381234567890") == (
        "138****5678与150624********1234，共20261123元，编号1381234567890"
    )
