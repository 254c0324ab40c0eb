"""Folding, bigrams and likeness of names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anmulong.kernel.names import bigrams, fold, similarity


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("乌兰·其其格", "乌兰其其格"),
        ("乌兰•其其格", "乌兰其其格"),
        ("乌兰‧其其格", "乌兰其其格"),
        ("乌兰・其其格", "乌兰其其格"),
        ("乌兰･其其格", "乌兰其其格"),
        ("张　三", "张三"),
        ("ＢＡＴＵ Khan１", "batukhan1"),
        ("ᠪᠠᠲᠤ\u180b", "ᠪᠠᠲᠤ"),
        ("Straße", "strasse"),
        ("後", "後"),
        ("", ""),
    ],
)
def test_fold_makes_spellings_equal(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("草场纠纷", ["草场", "场纠", "纠纷"]),
        ("草", ["草"]),
        ("草场 纠纷", ["草场", "纠纷"]),
        ("乌兰·其其格", ["乌兰", "兰其", "其其", "其格"]),
        ("欠款3.5万元，WeChat转账", ["欠款", "3", "5", "万元", "wechat", "转账"]),
        ("ᠪᠠᠲᠤ ᠰᠠᠢᠨ", ["ᠪᠠᠲᠤ", "ᠰᠠᠢᠨ"]),
        ("𠀀𠀁", ["𠀀𠀁"]),
        ("A_b", ["a", "b"]),
        ("，。 ", []),
        ("", []),
    ],
)
def test_bigrams_of_texts(text: str, tokens: list[str]) -> None:
    assert bigrams(text) == tokens


@given(st.text("草场纠纷乌兰ab1 ，", max_size=30), st.data())
def test_any_two_neighbouring_han_signs_are_found(text: str, data: st.DataObject) -> None:
    """stack.md 7: two-character words must not be missed."""
    pairs = [text[at : at + 2] for at in range(len(text) - 1)]
    for pair in pairs:
        if all("\u4e00" <= sign <= "\u9fff" for sign in pair):
            assert pair in bigrams(text)


@given(st.text(max_size=20), st.text(max_size=20))
def test_likeness_is_symmetric_and_between_zero_and_one(a: str, b: str) -> None:
    assert similarity(a, b) == similarity(b, a)
    assert 0 <= similarity(a, b) <= 1


@pytest.mark.parametrize(
    ("a", "b", "likeness"),
    [
        ("乌兰·其其格", "乌兰其其格", 1.0),
        ("阿拉腾其其格", "阿拉坦其其格", 0.6),
        ("张三", "李四", 0.0),
        ("张", "张", 1.0),
        ("张", "张三", 0.0),
        ("", "", 0.0),
        ("", "张", 0.0),
    ],
)
def test_likeness_of_names(a: str, b: str, likeness: float) -> None:
    assert similarity(a, b) == likeness
