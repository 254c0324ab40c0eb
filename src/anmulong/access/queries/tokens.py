"""Tokens: whose a secret is, with what rights, and which tokens an account has."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from anmulong.access.models import Token, TokenUse
from anmulong.access.queries.rights import PostRights
from anmulong.access.rules import PostScope, permission_label
from anmulong.base import clock
from anmulong.base.guards import trusted
from anmulong.base.models import Record
from anmulong.base.scoping import Branches, Scope
from anmulong.kernel.errors import Refused
from anmulong.kernel.wording import noop


USED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class TokenRights(PostRights):
    """The rights of a post, narrowed to what a token carries; ``restricted`` clearance only where it was given."""

    permissions: frozenset[str] = field(default_factory=frozenset)
    restricted: bool = False

    def check(self, permission: str, subject: Record | None, at: datetime) -> None:
        """As for the post; raises ``Refused`` as well for a permission that the token was not given."""
        super().check(permission, subject, at)
        if str(permission) not in self.permissions:
            raise Refused(
                "token-not-permitted",
                noop("This token may not be used for this: %(permission)s."),
                params={"permission": permission_label(permission)},
                law="R-722",
                way_out=noop("Make a token that carries this permission."),
            )

    def scope(self, at: datetime) -> Scope:
        """What the post sees; restricted matters of its area only when the token was given them."""
        found = super().scope(at)
        if self.restricted or not isinstance(found, PostScope):
            return found
        return replace(found, restricted=False)

    def sight(self, at: datetime) -> Scope:
        """No more: an emergency is read by a person at the desk."""
        return self.scope(at)


def token_by_mark(mark: str) -> Token | None:
    """The token behind a keyed digest with its account, post and last use: one query."""
    with trusted():
        return Token.objects.filter(mark=mark).select_related("account", "post", "use").first()


def rights_of(token: Token) -> TokenRights:
    """What a token may do: nothing beyond its post, nothing beyond what it was given."""
    return TokenRights(token.account, token.post, permissions=frozenset(token.permissions), restricted=token.restricted)


def note_use(token: Token, address: str) -> None:
    """Keep when and from where the token was used; at most once a minute."""
    now = clock.now()
    use = getattr(token, "use", None)
    if use is None or not timedelta() <= now - use.used_at < USED_EVERY:
        TokenUse.objects.update_or_create(token_id=token.pk, defaults={"used_at": now, "address": address[:45]})


def tokens_in(scope: Scope, account: UUID | None = None) -> Branches[Token]:
    """The tokens that the scope may see, of one account when named; read ``use`` along."""
    rows: Branches[Token] = Token.objects.in_scope(scope).select_related("account", "post", "use")
    return rows if account is None else rows.filter(account=account)
