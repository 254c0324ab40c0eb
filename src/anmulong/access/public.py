"""The door of access.

Who acts
    actor_for(account, seat, *, channel, address="", device="", late_entry=False) -> Actor
    posts_of(account, at=None) -> [Seat]; seat_of(account, post uid, at=None) -> Seat        ``Refused``
    actor_of(request) -> Actor | None; account_of, sign_in, sign_out, choose_post, password_is_due: the pages' own;
    renew_session(request) after account.set_password; bearer_of(request) -> Actor of a program with a token
Who is who (names and posts of colleagues are known to everybody in the county)
    who(uids) -> {uid: name}; colleagues, handlers, unit_managers(organisation, at=None) -> [Colleague]
    colleagues_of(organisations) -> {uid: [Colleague]}; in_role(county, role code); staff_like(county, text, limit=20)
    holds_post_in(account, organisation, at=None)
    bodies_over(county, level, division, may=, restricted=False, at=) -> [organisation uid]
    organisations_of(account); accounts_in(scope, organisation=None) -> Branches[Account]; sessions_of(account)
    sweep_sessions() throws away what has run out; for the worker
Roles
    role(code), all_roles(), roles_with(permission), permission_label(permission), register_roles
Joining in from above
    @on_hand_over mover(HandedOver, by, at) -> number moved; @counts_open_work counter(account, organisation) -> number
    move_open_work(HandedOver, by, at) -> number moved, inside a running action of a package above
    @lies_in_area lying(scope) -> Q over Grant: whose matter lies in the areas of the scope
    @checks_reach reach(dispute, scope), raises ``NotFound``; open_grant(NewGrant, by=, at=) and
    close_grants(uids, at=) inside a running action
Actions
    account.open NewAccount · account.change AccountChange · account.lock, account.unlock, account.close Why
    account.set_password NewPassword · account.make_reset_slip NewSlip(new_slip_code()) · redeem_slip(...)
    post.give NewPost (on the account) · post.end PostEnd · post.hand_over HandOver · post.appoint_deputy NewDeputy
    post.end_deputy DeputyEnd · grant.open NewGrant · grant.end GrantEnd · grant.review ReadingReview
    session.end EndedSession (on the account)
    token.issue NewToken(code=new_token_code()) · token.revoke EndedToken (on the account)
    tokens_in(scope, account=None) -> Branches[Token]
"""

from anmulong.access.actions.accounts import AccountChange, NewAccount, Why
from anmulong.access.actions.deputies import DeputyEnd, NewDeputy
from anmulong.access.actions.grants import GrantEnd, NewGrant, checks_reach, close_grants, open_grant
from anmulong.access.actions.handing_over import (
    HandedOver,
    HandOver,
    counts_open_work,
    move_open_work,
    on_hand_over,
    open_work,
)
from anmulong.access.actions.passwords import NewPassword
from anmulong.access.actions.placing import NewPost
from anmulong.access.actions.posts import PostEnd
from anmulong.access.actions.reviewing import ReadingReview
from anmulong.access.actions.sessions import EndedSession
from anmulong.access.actions.slips import NewSlip, UsedSlip, new_slip_code, redeem_slip
from anmulong.access.actions.tokens import EndedToken, NewToken, new_token_code
from anmulong.access.authentication import (
    account_of,
    actor_of,
    bearer_of,
    choose_post,
    password_is_due,
    renew_session,
    sign_in,
    sign_out,
    sweep_sessions,
)
from anmulong.access.models import Account, Deputy, Grant, Post, Session, Token
from anmulong.access.models.grant import lies_in_area
from anmulong.access.queries.accounts import account_called
from anmulong.access.queries.actors import Seat, actor_for, posts_of, seat_of
from anmulong.access.queries.people import (
    Colleague,
    accounts_in,
    bodies_over,
    colleagues,
    colleagues_of,
    handlers,
    holds_post_in,
    in_role,
    organisations_of,
    staff_like,
    unit_managers,
    who,
)
from anmulong.access.queries.rights import PostRights
from anmulong.access.queries.sessions import sessions_of
from anmulong.access.queries.tokens import tokens_in
from anmulong.access.rules import (
    PostScope,
    Role,
    all_roles,
    permission_label,
    register_roles,
    role,
    roles_with,
    ungranted,
)


__all__ = [
    "Account",
    "AccountChange",
    "Colleague",
    "Deputy",
    "DeputyEnd",
    "EndedSession",
    "EndedToken",
    "Grant",
    "GrantEnd",
    "HandOver",
    "HandedOver",
    "NewAccount",
    "NewDeputy",
    "NewGrant",
    "NewPassword",
    "NewPost",
    "NewSlip",
    "NewToken",
    "Post",
    "PostEnd",
    "PostRights",
    "PostScope",
    "ReadingReview",
    "Role",
    "Seat",
    "Session",
    "Token",
    "UsedSlip",
    "Why",
    "account_called",
    "account_of",
    "accounts_in",
    "actor_for",
    "actor_of",
    "all_roles",
    "bearer_of",
    "bodies_over",
    "checks_reach",
    "choose_post",
    "close_grants",
    "colleagues",
    "colleagues_of",
    "counts_open_work",
    "handlers",
    "holds_post_in",
    "in_role",
    "lies_in_area",
    "move_open_work",
    "new_slip_code",
    "new_token_code",
    "on_hand_over",
    "open_grant",
    "open_work",
    "organisations_of",
    "password_is_due",
    "permission_label",
    "posts_of",
    "redeem_slip",
    "register_roles",
    "renew_session",
    "role",
    "roles_with",
    "seat_of",
    "sessions_of",
    "sign_in",
    "sign_out",
    "staff_like",
    "sweep_sessions",
    "tokens_in",
    "ungranted",
    "unit_managers",
    "who",
]
