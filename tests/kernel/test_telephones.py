"""Telephone numbers are taken as people write them, words are not (O-1, O-4)."""

import pytest

from anmulong.kernel.errors import Invalid
from anmulong.kernel.telephones import check_telephone


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "13800001234",
        "138 0000 1234",
        "+86 138-0000-1234",
        "（0477）6215000",
        "0477—6215000转802",
        "0477 621 5000 ext. 12",
        "６２１５０００",
        "13800001234、0477 621 5000",
        "13800001234/15900001234",
        "12345",
    ],
)
def test_numbers_as_people_write_them(typed: str) -> None:
    assert check_telephone(typed) == typed.strip()


@pytest.mark.parametrize(
    "typed",
    ["abc", "138abc01234", "1234", "1" * 16, "无电话", "转802", "13800001234、abc", "+", "(-)", "13800001234 其木格"],
)
def test_what_nobody_can_call_is_refused(typed: str) -> None:
    with pytest.raises(Invalid) as refusal:
        check_telephone(typed)
    assert list(refusal.value.fields) == ["telephone"]
