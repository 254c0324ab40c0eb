"""Roles, permissions and who excludes whom. Pure decisions: no query, no clock.

The role bundles are written in ``config.roles``, because only ``config`` knows the permissions of every package;
they are registered at start-up.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from anmulong.access.enums import Administrator, AreaLevel, StaffView
from anmulong.base.scoping import Scope
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.wording import Message, noop


USERNAME = re.compile(r"[\w.@-]{2,60}")


@dataclass(frozen=True)
class Role:
    """What a post of this kind may do and see. ``label`` and ``description`` are English message ids.

    ``area``: how far it reaches on the map. ``restricted``: clearance for restricted matters inside the area (O-4).
    ``case_data``: sees matters at all. ``names``: sees the names of parties. ``staff``: whose accounts it sees.
    ``manager``: answers for the people of its organisation (O-5). ``administrator``: one of the three of R-721.
    """

    code: str
    label: str
    description: str
    permissions: frozenset[str]
    area: AreaLevel = AreaLevel.NONE
    restricted: bool = False
    case_data: bool = True
    names: bool = True
    staff: StaffView = StaffView.OWN
    manager: bool = False
    administrator: Administrator | None = None

    def may(self, permission: str) -> bool:
        return str(permission) in self.permissions


@dataclass(frozen=True)
class PostScope(Scope):
    """The scope of a post: what base knows, and whose accounts and whether names may be seen.

    ``account`` is the holder of the post, ``myself`` the person who acts; they differ for a deputy. ``emergencies``:
    the matters open for reading only, and until when (domain.md 7.4).
    """

    staff: StaffView = StaffView.OWN
    names: bool = True
    myself: UUID | None = None
    emergencies: Callable[[], Mapping[UUID, datetime]] = field(default=dict, compare=False)


_roles: dict[str, Role] = {}
_permissions: dict[str, Any] = {}


def register_roles(roles: Iterable[Role], permissions: Mapping[str, Any]) -> None:
    """Take the role bundles and the words of every permission. Raises ``ValueError`` for a bundle that cannot stand."""
    roles = list(roles)
    for role in roles:
        unknown = role.permissions - permissions.keys()
        if unknown:
            message = f"role {role.code} names unknown permissions: {', '.join(sorted(unknown))}"
            raise ValueError(message)
        if role.administrator and (role.case_data or role.area):
            message = f"role {role.code}: an administrator sees no matter (R-721)"
            raise ValueError(message)
    _permissions.clear()
    _permissions.update({str(key): label for key, label in permissions.items()})
    _roles.clear()
    _roles.update({role.code: role for role in roles})


def all_roles() -> dict[str, Role]:
    """Every role by code, in the order of ``config.roles``."""
    return dict(_roles)


def role(code: str) -> Role:
    """The role called ``code``; raises ``Invalid``."""
    if code not in _roles:
        raise Invalid(
            "unknown-role",
            noop("There is no role %(role)s."),
            params={"role": code},
            fields={"role": noop("This is not one of the choices.")},
        )
    return _roles[code]


def roles_with(permission: str) -> list[Role]:
    """The roles that grant ``permission``."""
    return [role for role in _roles.values() if role.may(permission)]


def permission_label(permission: str) -> Any:
    """The permission in words: a lazy text or a message, translated when shown."""
    label = _permissions.get(str(permission), str(permission))
    return Message(label) if isinstance(label, str) else label


def ungranted(needed: Iterable[str]) -> list[str]:
    """Permissions that actions need and that no role grants: nobody could ever do these."""
    granted = {permission for role in _roles.values() for permission in role.permissions}
    return sorted(set(needed) - granted)


def not_permitted(permission: str) -> Refused:
    """The refusal for a permission that the post does not hold; names it and who could."""
    able = tuple(Message(role.label) for role in roles_with(permission))
    return Refused(
        "not-permitted",
        noop("Your post may not do this: %(permission)s."),
        params={"permission": permission_label(permission), "roles": able},
        way_out=noop("Ask somebody in one of these posts: %(roles)s") if able else None,
    )


def username_key(text: str) -> str:
    """The one form of a username: NFKC, case folded, without spaces around."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def check_username(username: str) -> None:
    """Raise ``Invalid`` unless the folded name has 2 to 60 letters, digits, dots, dashes or underscores."""
    if not USERNAME.fullmatch(username):
        raise Invalid(
            "bad-username",
            noop("A username has 2 to 60 letters or digits, without spaces."),
            fields={"username": noop("A username has 2 to 60 letters or digits, without spaces.")},
        )


def check_exclusion(held: Iterable[str], wanted: str) -> None:
    """Raise ``Refused`` when a post of role ``wanted`` may not stand beside the roles ``held`` (R-721).

    The three administrators exclude each other, and none of them holds a post that sees matters: an account is
    either one administrator or a working account.
    """
    for code in held:
        if code == wanted or role(code).administrator is role(wanted).administrator:
            continue
        raise Refused(
            "roles-exclude",
            noop("%(wanted)s cannot be given to an account that is %(held)s."),
            law="R-721",
            params={"wanted": Message(role(wanted).label), "held": Message(role(code).label)},
            way_out=noop("Open a separate account for this duty."),
        )
