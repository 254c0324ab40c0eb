"""First letters as people type them (O-5)."""

import pytest

from anmulong.kernel.sounds import first_letters


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("乌兰镇", "wlz"),
        ("鄂托克旗人民调解委员会", "etkqrmtjwyh"),
        ("医疗纠纷联调中心", "yljfltzx"),
        ("都斯图社区", "dstsq"),
        ("工商银行", "gsyh"),
        ("苏米图A组", "smtaz"),
    ],
)
def test_first_letters_are_those_that_are_read(name: str, typed: str) -> None:
    assert "".join(first_letters(name)).lower() == typed
