"""Accounts: the people who sign in."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import check_password
from django.db import models
from django.db.models import Q

from anmulong.access.enums import AccountKind
from anmulong.access.models.post import Post
from anmulong.access.models.visibility import staff_branches
from anmulong.base import clock
from anmulong.base.fields import SealedTextField
from anmulong.base.models import Record
from anmulong.base.scoping import NOTHING, Scope
from anmulong.kernel.clock import local_day


class Account(Record, AbstractBaseUser):
    """One person who signs in, in as many posts as given. Closed, never deleted.

    The display name stands in clear in the row, because every time line and list shows it. The password's hash is
    sealed: neither the table nor the journal shows it. Django's ``last_login`` is left out, a sign-in writes no record.
    """

    stream_type = "account"
    personal_columns = ("display_name", "initials")
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["display_name"]

    last_login = None
    password = SealedTextField()
    username = models.CharField(max_length=60)
    display_name = models.CharField(max_length=60)
    initials = models.CharField(max_length=60, default="")
    telephone = SealedTextField()
    language = models.CharField(max_length=10, choices=settings.LANGUAGES, default="zh-hans")
    kind = models.CharField(max_length=20, choices=AccountKind.choices, default=AccountKind.PERSON)
    must_change_password = models.BooleanField(default=False)
    password_changed_at = models.DateTimeField(null=True)
    locked_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_account"
        constraints = [models.UniqueConstraint(fields=["county", "username"], name="access_account_username_once")]
        indexes = [models.Index(fields=["county", "display_name"], name="access_account_by_name")]

    def __str__(self) -> str:
        return self.display_name

    @classmethod
    def branches_for(cls, scope: Scope) -> list[Q]:
        """The own account; a manager's people; everybody for those who keep the accounts (and for the system)."""
        return staff_branches(scope, own=lambda account: [Q(pk=account)], of_organisations=_with_post_in)

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # a plain attribute in the base class
        """Whether the account may sign in at all."""
        return self.closed_at is None and self.locked_at is None

    def closed_before(self, at: datetime) -> bool:
        """Whether the account was closed at the moment ``at``."""
        return self.closed_at is not None and self.closed_at <= at

    def check_password(self, raw_password: str | None) -> bool:
        """Compare only: Django would store a stronger hash here, off the road; the next change of password does."""
        return check_password(raw_password, self.password)


def _with_post_in(organisations: tuple[UUID, ...]) -> Q:
    held = Post.held_on(local_day(clock.now()))
    return Q(pk__in=Post.objects.filter(held, organisation__in=organisations).values("account"))


class ResetSlip(Record):
    """A slip that lets its holder set a new password once (O-5). The code itself is shown once and kept nowhere."""

    root_field = "account_id"

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="slips")
    mark = models.CharField(max_length=64)
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_reset_slip"

    def __str__(self) -> str:
        return f"slip for {self.account_id}"

    @classmethod
    def branches_for(cls, scope: Scope) -> list[Q]:
        """Those who keep all accounts."""
        return staff_branches(scope, own=lambda account: [NOTHING])

    def usable(self, at: datetime) -> bool:
        """Whether the slip may still be used at the moment ``at``."""
        return self.used_at is None and at < self.expires_at
