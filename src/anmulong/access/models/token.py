"""Tokens by which a program acts for an account in one of its posts, through the interface for other systems."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from anmulong.access.models.account import Account
from anmulong.access.models.post import Post
from anmulong.access.models.visibility import staff_branches
from anmulong.base.models import Record
from anmulong.base.scoping import Scope


class Token(Record):
    """A secret for a program, bound to an account, one of its own posts and a part of what the post may do.

    ``mark`` is the keyed digest of the secret, which is shown once and kept nowhere. ``permissions`` are those the
    program may use, never more than the post holds; ``restricted`` lets it see the restricted matters that the post is
    cleared for (O-4).
    """

    root_field = "account_id"

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="tokens")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=60)
    mark = models.CharField(max_length=64, unique=True)
    permissions = models.JSONField(default=list)
    restricted = models.BooleanField(default=False)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.UUIDField(null=True)

    class Meta:
        db_table = "access_token"

    def __str__(self) -> str:
        return self.name

    @classmethod
    def branches_for(cls, scope: Scope) -> list[Q]:
        """The own tokens; those of the organisation's people for its manager; all for those who keep the accounts."""
        return staff_branches(
            scope,
            own=lambda account: [Q(account=account)],
            of_organisations=lambda organisations: Q(post__organisation__in=organisations),
        )

    def usable(self, at: datetime) -> bool:
        """Whether the token still opens anything at the moment ``at``."""
        return self.revoked_at is None and at < self.expires_at


class TokenUse(models.Model):
    """When and from where a token was last used. Not a record: it says nothing that the journal must prove, and is
    written at most once a minute."""

    token = models.OneToOneField(Token, on_delete=models.CASCADE, primary_key=True, related_name="use")
    used_at = models.DateTimeField()
    address = models.CharField(max_length=45, default="")

    class Meta:
        db_table = "access_token_use"

    def __str__(self) -> str:
        return f"{self.token_id} {self.used_at}"
