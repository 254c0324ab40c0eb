"""Accounts from Excel (O-5)."""

from pathlib import Path

import pytest

from anmulong.access.public import Account, Post, all_roles
from anmulong.exchange.staff_import import ROLE_WORDS, StaffResult, apply_staff, preview_staff
from anmulong.journal.public import Actor
from tests.exchange.conftest import MakeBook
from tests.factories.people import County, make_account, make_county


HEAD = ["序号", "姓名", "用户名", "单位", "岗位/角色", "片区", "手机号"]
CLERK = [1, "其木格", "qimuge", "乌兰镇人民政府", "台账员", "", 13812345678]
WORKER = [2, "朝鲁", "", "乌兰镇包日塔拉嘎查调委会", "网格员", "", "13912345678"]


@pytest.fixture
def county(db: None) -> County:
    return make_county()


@pytest.fixture
def security(county: County) -> Actor:
    return make_account(county, "security_admin").actor()


def run(path: Path, by: Actor, report: Path | None = None) -> StaffResult:
    return apply_staff(preview_staff(path, by=by), by=by, report=report)


def test_rows_become_accounts_with_posts(make_book: MakeBook, security: Actor) -> None:
    """Without a user name the telephone number is one; nobody gets a password."""
    result = run(make_book([["人员名单"], HEAD, CLERK, WORKER]), security)
    assert (len(result.opened), result.refused) == (2, 0)
    clerk = Account.objects.get(username="qimuge")
    post = Post.objects.get(account=clerk)
    assert (clerk.display_name, clerk.telephone, clerk.has_usable_password()) == ("其木格", "13812345678", False)
    assert (post.role, str(post.organisation)) == ("town_clerk", "乌兰镇人民政府")
    assert Account.objects.filter(username="13912345678").exists()


def test_the_same_list_twice_adds_nothing(make_book: MakeBook, security: Actor) -> None:
    path = make_book([HEAD, CLERK, WORKER])
    run(path, security)
    shown = preview_staff(path, by=security)
    again = apply_staff(shown, by=security)
    assert (shown.new, again.opened, again.posts, again.already, again.refused) == (0, (), 0, 2, 0)


def test_a_second_row_is_a_second_post(make_book: MakeBook, security: Actor) -> None:
    second = [3, "其木格", "qimuge", "乌兰镇司法所", "司法所工作人员", "", ""]
    result = run(make_book([HEAD, CLERK, second]), security)
    assert (len(result.opened), result.posts) == (1, 1)
    assert sorted(Post.objects.filter(account__username="qimuge").values_list("role", flat=True)) == [
        "justice_office",
        "town_clerk",
    ]


def test_bad_cells_are_named_and_the_rest_is_in(make_book: MakeBook, security: Actor, tmp_path: Path) -> None:
    rows = [
        ["", "", "a1", "乌兰镇人民政府", "台账员", "", ""],
        ["", "甲", "a2", "不存在单位", "台账员", "", ""],
        ["", "乙", "a3", "乌兰镇人民政府", "皇帝", "", ""],
        ["", "丙", "", "乌兰镇人民政府", "台账员", "", ""],
        ["", "丁", "a5", "乌兰镇人民政府", "台账员", "月亮", ""],
        ["", "戊", "a6", "", "台账员", "", ""],
    ]
    report = tmp_path / "report.xlsx"
    result = run(make_book([HEAD, *rows, CLERK]), security, report)
    assert [(problem.row, problem.letter) for problem in result.problems] == [
        (2, "B"), (3, "D"), (4, "E"), (5, "C"), (6, "F"), (7, ""),
    ]  # fmt: skip
    assert (len(result.opened), result.refused, report.is_file()) == (1, 6, True)


def test_who_may_not_open_accounts_opens_none(make_book: MakeBook, county: County) -> None:
    clerk = make_account(county, "town_clerk", at=0).actor()
    result = run(make_book([HEAD, WORKER]), clerk)
    assert (result.opened, result.refused) == ((), 1)


def test_every_word_for_a_role_means_a_role() -> None:
    assert sorted(set(ROLE_WORDS) - set(all_roles())) == []
