"""What an account in a post may do and see, as of a moment (architecture.md 3 and 5)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from uuid import UUID

from anmulong.access.enums import AreaLevel, GrantReason
from anmulong.access.models import Account, Deputy, Grant, Post
from anmulong.access.rules import PostScope, Role, not_permitted, role
from anmulong.base.guards import trusted
from anmulong.base.models import Record
from anmulong.base.scoping import Area, Scope
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Refused
from anmulong.kernel.wording import noop


LATE_ENTRY = timedelta(days=7)


@dataclass(frozen=True)
class PostRights:
    """The rights of one account in one post, its own or, through ``deputy``, somebody else's.

    Days count in Asia/Shanghai; the last day in post is included. With ``late_entry`` (a field phone that sends what
    was done off line) a post that has ended may still hand in, for seven days, what happened while it was held.
    """

    account: Account
    post: Post
    deputy: Deputy | None = None
    late_entry: bool = False

    @property
    def role(self) -> Role:
        return role(self.post.role)

    @property
    def last_day(self) -> date | None:
        """The last day on which the post may be acted in; ``None`` while no end is known."""
        ends = [self.post.ended_on] if self.post.ended_on else []
        if self.deputy is not None:
            ends.append(self.deputy.until_on)
            if self.deputy.ended_at is not None:
                ends.append(local_day(self.deputy.ended_at))
        return min(ends, default=None)

    def alive(self, at: datetime) -> None:
        """Raise ``Refused`` when the account is closed or locked, or the post not begun or over, at ``at``."""
        if self.account.closed_at is not None and self.account.closed_at <= at:
            raise Refused("account-closed", noop("This account is closed."), law="R-722")
        if self.account.locked_at is not None and self.account.locked_at <= at:
            raise Refused(
                "account-locked",
                noop("This account is locked."),
                law="R-722",
                way_out=noop("Ask the security administrator."),
            )
        day = local_day(at)
        if day < self._first_day:
            raise Refused("post-not-begun", noop("Your post begins on %(day)s."), params={"day": self._first_day})
        if self._is_over(at) and not (self.late_entry and day - LATE_ENTRY <= self._end(day)):
            raise Refused(
                "post-ended",
                noop("Your post ended on %(day)s."),
                params={"day": self._end(day)},
                way_out=noop("Choose another of your posts."),
            )

    def check(self, permission: str, subject: Record | None, at: datetime) -> None:
        """Raise ``Refused`` unless the post carries the permission and was still held at ``at``.

        What happened before the post began may be entered later by whoever holds it now; the entry shows both
        times. That the subject lies within reach has been settled by loading it in :meth:`scope`.
        """
        last = self.last_day
        if last is not None and local_day(at) > last:
            raise Refused(
                "no-longer-in-post",
                noop("On that day you no longer held this post (until %(day)s)."),
                params={"day": last},
            )
        if not self.role.may(permission):
            raise not_permitted(permission)

    def scope(self, at: datetime) -> Scope:
        """Where the post may act at ``at``; nothing when it is not held then. An emergency reading allows no step."""
        return self._scope(at, lambda: [row.dispute for row in self._opened(at) if row.why != GrantReason.BREAK_GLASS])

    def sight(self, at: datetime) -> Scope:
        """What may be looked at: the same, and what was opened in an emergency, asked for once."""
        opened = cache(lambda: self._opened(at))
        found = self._scope(at, lambda: [row.dispute for row in opened()])
        if not isinstance(found, PostScope):
            return found
        return replace(found, emergencies=lambda: _emergencies(opened()))

    def _scope(self, at: datetime, granted: Callable[[], Iterable[UUID]]) -> Scope:
        day = local_day(at)
        over = self._is_over(at) and not (self.late_entry and day - LATE_ENTRY <= self._end(day))
        if over or day < self._first_day:
            return Scope.nobody(self.account.county)
        held = self.role
        return PostScope(
            county=self.account.county,
            areas=self._areas(),
            account=self.post.account_id,
            organisations=(self.post.organisation_id,) if self.post.organisation_id else (),
            restricted=held.restricted,
            case_data=held.case_data,
            granted=lambda: sorted(set(granted())),
            staff=held.staff,
            names=held.names,
            myself=self.account.pk,
        )

    @property
    def _first_day(self) -> date:
        begins = [self.post.began_on, *([self.deputy.began_on] if self.deputy else [])]
        return max(begins)

    def _end(self, day: date) -> date:
        return self.last_day or day

    def _is_over(self, at: datetime) -> bool:
        ended_early = self.deputy is not None and self.deputy.ended_at is not None and self.deputy.ended_at <= at
        return ended_early or local_day(at) > self._end(local_day(at))

    def _areas(self) -> tuple[Area, ...]:
        level = self.post.area_level
        if level == AreaLevel.NONE:
            return ()
        return (Area("county"),) if level == AreaLevel.COUNTY else (Area(level, self.post.division_id),)

    def _opened(self, at: datetime) -> list[Grant]:
        """The grants to this account or its body that are in force."""
        if not self.role.case_data:
            return []
        live, county = Grant.live(at), self.account.county
        with trusted():
            found = Grant.objects.filter(live, county=county, account=self.post.account_id)
            if self.post.organisation_id:
                ours = Grant.objects.filter(live, county=county, organisation=self.post.organisation_id)
                found = found.union(ours)
            return list(found)


def _emergencies(opened: list[Grant]) -> dict[UUID, datetime]:
    """Until when each matter is open for an emergency alone."""
    usual = {row.dispute for row in opened if row.why != GrantReason.BREAK_GLASS}
    return {row.dispute: row.until_at for row in opened if row.until_at and row.dispute not in usual}
