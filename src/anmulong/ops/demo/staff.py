"""The staff of the demonstration: one account per role to sign in with, and handlers in some gacha."""

from dataclasses import dataclass
from datetime import date
from random import Random
from uuid import UUID

from anmulong.access.enums import AccountKind
from anmulong.access.public import NewAccount, account_called, actor_for, posts_of
from anmulong.base.guards import trusted
from anmulong.journal.enums import Channel
from anmulong.journal.public import Actor, Call, perform_batch
from anmulong.ops.demo.names import person
from anmulong.orgs.enums import DivisionLevel, OrganisationKind
from anmulong.orgs.public import Division, Organisation, committee_of, divisions, organisations, unit_for


PASSWORD = "Anmulong-2026"  # noqa: S105  # the demonstration prints it; such accounts work on this computer only
GACHA_PER_TOWN = 3


@dataclass(frozen=True)
class Seat:
    """One demonstration account to make: name to sign in with, role, organisation, place."""

    username: str
    role: str
    organisation: UUID | None
    division: UUID | None


@dataclass(frozen=True)
class Town:
    """Who works in one sumu or town of the demonstration."""

    division: Division
    clerk: Actor
    director: Actor
    office: Actor
    gacha: tuple[tuple[Division, Actor], ...]


@dataclass(frozen=True)
class Staff:
    """Everybody who acts in the demonstration."""

    centre: Actor
    director: Actor
    towns: tuple[Town, ...]


def seats(county: str) -> list[Seat]:
    """The accounts to make. The first of each role is printed at the start."""
    found = [*_banner(county), *_administrators()]
    for number, town in enumerate(divisions(county, DivisionLevel.TOWN), start=1):
        found += _town(county, town, "" if number == 1 else str(number))
    return found


def _banner(county: str) -> list[Seat]:
    bureau = organisations(county, kind=OrganisationKind.JUSTICE_BUREAU)[0].pk
    centre = organisations(county, kind=OrganisationKind.GOVERNANCE_CENTRE, tier=DivisionLevel.COUNTY)[0].pk
    department = organisations(county, kind=OrganisationKind.DEPARTMENT)[0].pk
    expert = organisations(county, kind=OrganisationKind.LAW_FIRM)[0].pk
    return [
        Seat("juzhang", "banner_director", bureau, None),
        Seat("sifaju", "banner_clerk", bureau, None),
        Seat("zongzhi", "centre_clerk", centre, None),
        Seat("bumen", "department_officer", department, None),
        Seat("zhuanjia", "expert", expert, None),
        Seat("tongji", "statistician", bureau, None),
        Seat("dangan", "archivist", bureau, None),
    ]


def _administrators() -> list[Seat]:
    return [
        Seat("xitong", "system_admin", None, None),
        Seat("anquan", "security_admin", None, None),
        Seat("shenji", "audit_admin", None, None),
    ]


def _town(county: str, town: Division, suffix: str) -> list[Seat]:
    centre = _unit(town, OrganisationKind.GOVERNANCE_CENTRE)
    office = _unit(town, OrganisationKind.JUSTICE_OFFICE)
    found = [
        Seat(f"zhenzhang{suffix}", "town_director", centre.pk, town.pk),
        Seat(f"zhenban{suffix}", "town_clerk", centre.pk, town.pk),
        Seat(f"zhenzongzhi{suffix}", "town_centre_clerk", centre.pk, town.pk),
        Seat(f"sifasuo{suffix}", "justice_office", office.pk, town.pk),
    ]
    for place, gacha in enumerate(_some_gacha(county, town)):
        committee = committee_of(gacha)
        if committee is None:
            continue
        tail = suffix if place == 0 else f"{suffix}{'bc'[place - 1]}"
        found.append(Seat(f"gacha{tail}", "gacha_mediator", committee.pk, gacha.pk))
        if place == 0:
            found.append(Seat(f"zhuren{tail}", "gacha_director", committee.pk, gacha.pk))
            found.append(Seat(f"wangge{tail}", "grid_worker", committee.pk, gacha.pk))
    return found


def _unit(town: Division, kind: OrganisationKind) -> Organisation:
    found = unit_for(town, kind)
    if found is None:
        message = f"{town} has no {kind}"
        raise LookupError(message)
    return found


def _some_gacha(county: str, town: Division) -> list[Division]:
    return [each for each in divisions(county, DivisionLevel.GACHA) if each.parent_id == town.pk][:GACHA_PER_TOWN]


def open_accounts(county: str, chance: Random, *, since: date, by: Actor) -> None:
    """Open every account with its post since ``since``; an account that is there stays as it is.

    Only the first account of each role has a password: hashing one takes long on purpose, and nobody signs in as the
    others.
    """
    wanted = seats(county)
    first = {seat.role: seat for seat in reversed(wanted)}
    calls = [
        Call(
            "account.open",
            NewAccount(
                username=seat.username,
                display_name=person(chance),
                role=seat.role,
                organisation=seat.organisation,
                division=seat.division,
                began_on=since,
                kind=AccountKind.DEMONSTRATION,
                password=PASSWORD if first[seat.role] is seat else "",
                keep_password=True,
            ),
        )
        for seat in wanted
        if account_called(county, seat.username) is None
    ]
    report = perform_batch(calls, by=by)
    for error in report.refused.values():
        raise error


def gather(county: str) -> Staff:
    """The people who act, as actors of the command line."""
    towns = []
    for number, town in enumerate(divisions(county, DivisionLevel.TOWN), start=1):
        suffix = "" if number == 1 else str(number)
        mediators = []
        for place, gacha in enumerate(_some_gacha(county, town)):
            tail = suffix if place == 0 else f"{suffix}{'bc'[place - 1]}"
            mediators.append((gacha, _actor(county, f"gacha{tail}")))
        towns.append(
            Town(
                division=town,
                clerk=_actor(county, f"zhenban{suffix}"),
                director=_actor(county, f"zhenzhang{suffix}"),
                office=_actor(county, f"sifasuo{suffix}"),
                gacha=tuple(mediators),
            )
        )
    return Staff(_actor(county, "zongzhi"), _actor(county, "juzhang"), tuple(towns))


def _actor(county: str, username: str) -> Actor:
    with trusted():
        account = account_called(county, username)
        if account is None:
            message = f"the demonstration has no account {username}"
            raise LookupError(message)
        return actor_for(account, posts_of(account)[0], channel=Channel.COMMAND)
