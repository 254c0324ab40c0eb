"""A small county with its bodies and people, made through the real actions. For every test that needs staff.

``county = make_county()`` establishes the store (county key ``otog``) and gives two towns with two gacha each and the
bodies in them::

    county.banner, county.towns[0], county.gachas[0..3]       Division uids; gachas 0, 1 lie in town 0
    county.bureau, county.centre, county.department           bodies of the banner
    county.governments[0..1], county.offices[0..1]            government and justice office of each town
    county.town_committees[0..1], county.committees[0..3]     mediation committees of each town and of each gacha
    county.machine                                            the system actor

``person = make_account(county, "town_clerk", at=1)`` opens an account with a first post where that role belongs; ``at``
is the number of the town or gacha. ``person.account``, ``person.post``, ``person.actor()`` (channel desk).
No password is set unless one is given, because hashing is slow: pass ``password=PASSWORD`` to sign in.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from anmulong.access.public import Account, NewAccount, Post, Seat, actor_for, role
from anmulong.journal.enums import Channel, StoreKind
from anmulong.journal.public import Actor, Call, establish, perform, system
from anmulong.kernel.ids import new_uid
from anmulong.orgs.enums import DivisionLevel, OrganisationKind
from anmulong.orgs.public import NewDivision, NewOrganisation
from tests.factories.kept import kept


COUNTY = "otog"
PASSWORD = "Grass-Land-2026"
SINCE = date(2020, 1, 1)


@dataclass
class County:
    """Uids of what :func:`make_county` made."""

    key: str
    machine: Actor
    banner: UUID
    bureau: UUID
    centre: UUID
    department: UUID
    towns: list[UUID] = field(default_factory=list)
    gachas: list[UUID] = field(default_factory=list)
    governments: list[UUID] = field(default_factory=list)
    offices: list[UUID] = field(default_factory=list)
    town_committees: list[UUID] = field(default_factory=list)
    committees: list[UUID] = field(default_factory=list)

    def body_of(self, code: str, at: int) -> UUID | None:
        """Where a role belongs: the body of town or gacha number ``at``, or one of the banner's."""
        if role(code).administrator:
            return None
        places = {
            "town_director": self.governments,
            "town_clerk": self.governments,
            "town_centre_clerk": self.governments,
            "justice_office": self.offices,
            "mediator": self.town_committees,
            "gacha_director": self.committees,
            "gacha_mediator": self.committees,
            "grid_worker": self.committees,
        }
        banner = {"centre_clerk": self.centre, "department_officer": self.department, "expert": self.department}
        return places[code][at] if code in places else banner.get(code, self.bureau)


@dataclass
class Person:
    """An account with its first post."""

    account: Account
    post: Post

    @property
    def uid(self) -> UUID:
        return self.account.pk

    def actor(self, channel: Channel = Channel.DESK, *, late_entry: bool = False) -> Actor:
        """The person in this post, with fresh rights."""
        account = Account.objects.get(pk=self.account.pk)
        post = Post.objects.get(pk=self.post.pk)
        return actor_for(account, Seat(post), channel=channel, late_entry=late_entry)


def make_county(key: str = COUNTY) -> County:
    """The county of the docstring above."""
    return kept(f"county {key}", lambda: _make_county(key))


def _make_county(key: str) -> County:
    machine = system(key, Channel.COMMAND)
    establish(StoreKind.DEMO, key, "鄂托克旗", "test")
    banner = make_division(machine, "鄂托克旗", DivisionLevel.COUNTY, "旗")
    county = County(
        key=key,
        machine=machine,
        banner=banner,
        bureau=make_body(machine, "旗司法局", OrganisationKind.JUSTICE_BUREAU, DivisionLevel.COUNTY, banner),
        centre=make_body(machine, "旗综治中心", OrganisationKind.GOVERNANCE_CENTRE, DivisionLevel.COUNTY, banner),
        department=make_body(machine, "旗住建局", OrganisationKind.DEPARTMENT, DivisionLevel.COUNTY, banner),
    )
    for town in ("乌兰镇", "棋盘井镇"):
        _add_town(county, town)
    return county


def _add_town(county: County, name: str) -> None:
    machine, tier = county.machine, DivisionLevel.TOWN
    town = make_division(machine, name, tier, "镇", county.banner)
    county.towns.append(town)
    county.governments.append(make_body(machine, f"{name}人民政府", OrganisationKind.GOVERNMENT, tier, town))
    county.offices.append(make_body(machine, f"{name}司法所", OrganisationKind.JUSTICE_OFFICE, tier, town))
    committee = OrganisationKind.COMMITTEE
    county.town_committees.append(make_body(machine, f"{name}调委会", committee, tier, town, committee_kind="town"))
    for gacha in ("包日塔拉嘎查", "都斯图嘎查"):
        place = make_division(machine, gacha, DivisionLevel.GACHA, "嘎查", town)
        county.gachas.append(place)
        county.committees.append(
            make_body(machine, f"{name}{gacha}调委会", committee, DivisionLevel.GACHA, place, committee_kind="village")
        )


def make_division(by: Actor, name: str, level: DivisionLevel, kind: str, parent: UUID | None = None) -> UUID:
    """A place; returns its uid."""
    given = NewDivision(name=name, level=level, kind=kind, parent=parent)
    return perform(Call("division.add", given), by=by).subject


def make_body(
    by: Actor, name: str, kind: OrganisationKind, tier: DivisionLevel, division: UUID, **given_more: Any
) -> UUID:
    """An organisation; returns its uid."""
    given = NewOrganisation(name=name, kind=kind, tier=tier, division=division, **given_more)
    return perform(Call("organisation.found", given), by=by).subject


def make_account(county: County, code: str, *, at: int = 0, name: str = "", **given: Any) -> Person:
    """Somebody in the role ``code``; ``given`` overrides fields of ``NewAccount``, such as ``organisation``."""
    uid, post = new_uid(), new_uid()
    values: dict[str, Any] = {
        "username": f"{code}.{uid.hex[-8:]}",
        "display_name": name or f"{code} {at}",
        "role": code,
        "organisation": county.body_of(code, at),
        "began_on": SINCE,
        "keep_password": True,
    }
    perform(Call("account.open", NewAccount(uid=uid, post=post, **{**values, **given})), by=county.machine)
    return Person(Account.objects.get(pk=uid), Post.objects.get(pk=post))
