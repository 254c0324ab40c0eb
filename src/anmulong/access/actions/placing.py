"""Giving a post: what must fit together between role, body and place."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from anmulong.access.enums import AreaLevel
from anmulong.access.models import Account, Post
from anmulong.access.rules import Role, check_exclusion, role
from anmulong.journal.public import Moment
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.ids import new_uid
from anmulong.kernel.wording import noop
from anmulong.orgs.enums import DivisionLevel
from anmulong.orgs.public import Organisation, organisation, place


LEVELS = {AreaLevel.TOWN: DivisionLevel.TOWN, AreaLevel.GACHA: DivisionLevel.GACHA}


@dataclass(frozen=True)
class NewPost:
    """A post to give. ``division`` may be left out where the body itself lies on the level of the role."""

    role: str
    organisation: UUID | None = None
    division: UUID | None = None
    title: str = ""
    began_on: date | None = None
    uid: UUID | None = None


def placed(account: Account, given: NewPost, held: list[Post], *, county: str, at: Moment) -> Post:
    """The new post row, not yet saved. Raises ``Refused`` (R-721, twice the same) and ``Invalid`` (body or place)."""
    wanted = role(given.role)
    check_exclusion((post.role for post in held), wanted.code)
    body = _body(wanted, given, county)
    for post in held:
        if post.role == wanted.code and post.organisation_id == given.organisation:
            raise Refused("post-held", noop("The account holds this post already."))
    return Post(
        uid=given.uid or new_uid(),
        account=account,
        organisation_id=given.organisation,
        role=wanted.code,
        title=given.title.strip(),
        area_level=wanted.area,
        division_id=_division(wanted, given, body, county),
        began_on=given.began_on or local_day(at.happened),
    )


def _body(wanted: Role, given: NewPost, county: str) -> Organisation | None:
    if wanted.administrator:
        if given.organisation is not None:
            raise Invalid(
                "no-organisation",
                noop("An administrator belongs to no organisation."),
                law="R-721",
                fields={"organisation": noop("Leave this empty.")},
            )
        return None
    if given.organisation is None:
        raise Invalid(
            "no-organisation",
            noop("A post is held in an organisation."),
            fields={"organisation": noop("This is needed.")},
        )
    return organisation(county, given.organisation)


def _division(wanted: Role, given: NewPost, body: Organisation | None, county: str) -> UUID | None:
    level = LEVELS.get(wanted.area)
    if level is None:
        return None
    uid = given.division or (body.division_id if body else None)
    if uid is None or place(county, uid).level != level:
        raise Invalid(
            "wrong-place",
            noop("The place of this post must be on the level: %(level)s."),
            params={"level": level.label},
            fields={"division": noop("Choose another place.")},
        )
    return uid
