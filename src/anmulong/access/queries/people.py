"""Names and places of staff: who is who, who works where, who can be asked.

The names and posts of colleagues are known to everybody who works in the county; they are no case data. Telephone
numbers and all else are read through ``Account.objects.in_scope``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from anmulong.access.enums import AreaLevel
from anmulong.access.models import Account, Post
from anmulong.access.rules import Role, role, roles_with
from anmulong.base import clock
from anmulong.base.guards import trusted
from anmulong.base.scoping import Branches, Scope
from anmulong.kernel.clock import local_day
from anmulong.kernel.names import fold


HANDLE = "disputes.handle"


@dataclass(frozen=True)
class Colleague:
    """One person in one post."""

    uid: UUID
    name: str
    post: UUID
    role: Role
    title: str
    organisation: UUID | None
    began_on: date | None = None

    def __str__(self) -> str:
        return self.name


def who(uids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Display names by account uid, for time lines and lists; unknown uids are left out."""
    wanted = {uid for uid in uids if uid is not None}
    if not wanted:
        return {}
    with trusted():
        return dict(Account.objects.filter(pk__in=wanted).values_list("pk", "display_name"))


def colleagues(organisation: UUID, at: datetime | None = None) -> list[Colleague]:
    """Everybody with a post in ``organisation`` at ``at`` whose account is in use, by name."""
    return _in_posts(Q(organisation=organisation), at)


def colleagues_of(organisations: Iterable[UUID], at: datetime | None = None) -> dict[UUID, list[Colleague]]:
    """The colleagues of several bodies in one query, for lists; every body asked for has an entry."""
    found: dict[UUID, list[Colleague]] = {uid: [] for uid in organisations}
    for person in _in_posts(Q(organisation__in=list(found)), at) if found else []:
        if person.organisation is not None:
            found[person.organisation].append(person)
    return found


def handlers(organisation: UUID, at: datetime | None = None, *, may: str = HANDLE) -> list[Colleague]:
    """The colleagues whose post carries the permission ``may``; each person once."""
    found = {person.uid: person for person in reversed(colleagues(organisation, at)) if person.role.may(may)}
    return list(reversed(found.values()))


def unit_managers(organisation: UUID, at: datetime | None = None) -> list[Colleague]:
    """The colleagues who answer for the people of ``organisation`` (O-5)."""
    return [person for person in colleagues(organisation, at) if person.role.manager]


def in_role(county: str, code: str, at: datetime | None = None) -> list[Colleague]:
    """Everybody in the county who holds a post of the role ``code``."""
    return _in_posts(Q(county=county, role=code), at)


def staff_like(county: str, text: str, at: datetime | None = None, *, limit: int = 20) -> list[Colleague]:
    """People found by a part of the name or by the beginning of its pinyin initials (O-5), at most ``limit``."""
    typed = fold(text)
    if not typed:
        return []
    named = Q(account__display_name__icontains=text.strip()) | Q(account__initials__startswith=typed)
    return _in_posts(named & Q(county=county), at)[:limit]


def holds_post_in(account: UUID, organisation: UUID, at: datetime | None = None) -> bool:
    """Whether the account is in use and holds a post in ``organisation`` at ``at``."""
    return any(person.uid == account for person in colleagues(organisation, at))


def organisations_of(account: UUID, at: datetime | None = None) -> list[UUID]:
    """The bodies in which the account holds posts at ``at``."""
    day = local_day(at or clock.now())
    with trusted():
        held = Post.objects.filter(Post.held_on(day), account=account, organisation__isnull=False)
        return sorted(set(held.values_list("organisation", flat=True)))


def accounts_in(scope: Scope, *, organisation: UUID | None = None, in_use: bool = True) -> Branches[Account]:
    """The accounts that ``scope`` may look after: all, those of the own organisation, or only the own one."""
    found = Account.objects.in_scope(scope)
    if in_use:
        found = found.filter(closed_at=None)
    if organisation is not None:
        held = Post.held_on(local_day(clock.now()))
        found = found.filter(pk__in=Post.objects.filter(held, organisation=organisation).values("account"))
    return found


def bodies_over(
    county: str, level: AreaLevel, division: UUID | None, *, may: str, restricted: bool = False, at: datetime
) -> list[UUID]:
    """The bodies in which somebody holds the permission ``may`` over exactly this area, by uid.

    ``division`` is the gacha or town, ``None`` for the county; ``restricted`` asks for clearance too (O-4).
    """
    able = [held.code for held in roles_with(may) if held.restricted or not restricted]
    held = Q(county=county, role__in=able, area_level=level, organisation__isnull=False)
    inside = Q(division=division) if division is not None else Q()
    return sorted({person.organisation for person in _in_posts(held & inside, at) if person.organisation})


def _in_posts(condition: Q, at: datetime | None) -> list[Colleague]:
    held = Post.held_on(local_day(at or clock.now()))
    in_use = Q(account__closed_at=None, account__locked_at=None)
    with trusted():
        posts = Post.objects.filter(held, condition, in_use).select_related("account")
        return [_colleague(post) for post in posts.order_by("account__display_name", "began_on", "uid")]


def _colleague(post: Post) -> Colleague:
    return Colleague(
        uid=post.account_id,
        name=post.account.display_name,
        post=post.pk,
        role=role(post.role),
        title=post.title,
        organisation=post.organisation_id,
        began_on=post.began_on,
    )
