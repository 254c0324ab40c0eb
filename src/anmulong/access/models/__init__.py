"""Tables of accounts and what they may see."""

from anmulong.access.models.account import Account, ResetSlip
from anmulong.access.models.grant import Grant
from anmulong.access.models.post import Deputy, Post
from anmulong.access.models.session import Session, SessionStore
from anmulong.access.models.token import Token, TokenUse


__all__ = ["Account", "Deputy", "Grant", "Post", "ResetSlip", "Session", "SessionStore", "Token", "TokenUse"]
