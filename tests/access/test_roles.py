"""Roles and permissions: what is known, granted, excluded (R-721, domain.md 7.4)."""

import pytest
from django.utils import translation

from anmulong.access import rules
from anmulong.access.enums import Administrator, AreaLevel
from anmulong.access.public import Role, all_roles, register_roles, role, roles_with
from anmulong.config.roles import PERMISSIONS, ROLES, every_permission_is_granted, register
from anmulong.journal.public import all_actions
from anmulong.kernel.errors import Invalid, Refused


ADMINISTRATORS = ["system_admin", "security_admin", "audit_admin"]
NEEDED = {
    "banner_director",
    "banner_clerk",
    "centre_clerk",
    "town_centre_clerk",
    "town_director",
    "town_clerk",
    "justice_office",
    "gacha_mediator",
    "mediator",
    "gacha_director",
    "grid_worker",
    "department_officer",
    "expert",
    "statistician",
    "archivist",
    *ADMINISTRATORS,
}


def test_every_role_of_the_offices_is_there() -> None:
    assert set(all_roles()) == NEEDED


def test_every_permission_that_an_action_needs_is_granted_by_some_role() -> None:
    needed = {spec.needs for spec in all_actions().values() if spec.needs}
    assert rules.ungranted(needed) == []


def test_every_known_permission_is_granted_by_some_role() -> None:
    assert rules.ungranted(PERMISSIONS) == []


@pytest.mark.parametrize("code", ADMINISTRATORS)
def test_r721_an_administrator_holds_no_permission_over_matters(code: str) -> None:
    """T-25: the audit administrator opens no matter, nor does any other."""
    one = role(code)
    assert not one.case_data and one.area == AreaLevel.NONE
    assert [each for each in one.permissions if each.startswith("disputes.")] == []


def test_r721_logs_are_for_the_audit_administrator_alone() -> None:
    """T-25: the system administrator reads no logs."""
    assert [one.code for one in roles_with("journal.read_logs")] == ["audit_admin"]


def test_r721_accounts_are_for_the_security_administrator_alone() -> None:
    assert [one.code for one in roles_with("access.manage_accounts")] == ["security_admin"]


@pytest.mark.parametrize(
    ("code", "may", "may_not"),
    [
        ("grid_worker", "disputes.register", "disputes.assign"),
        ("gacha_mediator", "disputes.handle", "disputes.unmask"),
        ("gacha_director", "disputes.strike_off", "disputes.export"),
        ("town_clerk", "disputes.assign", "disputes.strike_off"),
        ("justice_office", "disputes.strike_off", "access.reset_password"),
        ("town_director", "access.hand_over", "lawbook.edit"),
        ("banner_clerk", "orgs.manage_grids", "access.manage_accounts"),
        ("department_officer", "disputes.handle", "disputes.grade"),
        ("expert", "disputes.read", "disputes.handle"),
        ("statistician", "disputes.read", "disputes.export"),
        ("archivist", "disputes.export", "disputes.handle"),
        ("system_admin", "lawbook.edit", "journal.read_logs"),
    ],
)
def test_matrix(code: str, may: str, may_not: str) -> None:
    assert role(code).may(may)
    assert not role(code).may(may_not)


@pytest.mark.parametrize("code", ["gacha_director", "gacha_mediator", "grid_worker", "town_clerk", "expert"])
def test_o4_no_clearance_for_restricted_matters_where_relatives_sit(code: str) -> None:
    assert not role(code).restricted


def test_an_unknown_role_is_a_mistake_of_input() -> None:
    with pytest.raises(Invalid) as said:
        role("king")
    assert said.value.code == "unknown-role"


def test_the_refusal_names_the_permission_and_who_can() -> None:
    said = rules.not_permitted("access.manage_accounts")
    assert said.code == "not-permitted"
    with translation.override("en"):
        assert said.message.render() == (
            "Your post may not do this: open, lock and close accounts, give and end posts."
        )
    assert said.way_out is not None
    assert said.way_out.render() == "Ask somebody in one of these posts: security administrator"


def test_start_fails_when_nobody_could_do_an_action() -> None:
    assert every_permission_is_granted() == []
    try:
        register_roles([one for one in ROLES if one.code != "security_admin"], PERMISSIONS)
        assert [str(error.msg) for error in every_permission_is_granted()] == ["no role grants access.manage_accounts"]
    finally:
        register()


@pytest.mark.parametrize("held", [*ADMINISTRATORS, "town_clerk"])
@pytest.mark.parametrize("wanted", [*ADMINISTRATORS, "expert"])
def test_r721_administrators_exclude_each_other_and_every_other_post(held: str, wanted: str) -> None:
    if held == wanted or {held, wanted} == {"town_clerk", "expert"}:
        rules.check_exclusion([held], wanted)
        return
    with pytest.raises(Refused) as said:
        rules.check_exclusion([held], wanted)
    assert said.value.law == "R-721"


@pytest.mark.parametrize(
    "broken",
    [
        Role("x", "x", "x", frozenset({"no.such"})),
        Role("x", "x", "x", frozenset(), administrator=Administrator.AUDIT),
        Role("x", "x", "x", frozenset(), case_data=False, area=AreaLevel.TOWN, administrator=Administrator.AUDIT),
    ],
)
def test_a_bundle_that_cannot_stand_is_not_registered(broken: Role) -> None:
    with pytest.raises(ValueError, match="role x"):
        register_roles([broken], PERMISSIONS)
    assert set(all_roles()) == NEEDED


def test_registering_again_changes_nothing() -> None:
    register()
    assert tuple(all_roles().values()) == ROLES


@pytest.mark.parametrize(
    ("typed", "kept"), [("Wang.Li", "wang.li"), ("  ＡＢＣ１ ", "abc1"), ("乌云", "乌云"), ("a-b_c@d", "a-b_c@d")]
)
def test_usernames_are_folded(typed: str, kept: str) -> None:
    assert rules.username_key(typed) == kept
    rules.check_username(kept)


@pytest.mark.parametrize("bad", ["", "a", "a b", "x" * 61, "a/b"])
def test_usernames_that_cannot_be(bad: str) -> None:
    with pytest.raises(Invalid) as said:
        rules.check_username(bad)
    assert "username" in said.value.fields
