"""The corps of the demonstration: committees of the three tiers with members and terms, and their mediators (M-01).

One committee is nine men, one has a term that is over and one a term that ends soon, so that the warnings of R-104 and
R-105 can be seen; all three go on mediating (O-3).
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from uuid import UUID

from anmulong.access.public import Colleague, colleagues_of
from anmulong.journal.public import Actor, Call, perform_batch
from anmulong.kernel.ids import new_uid
from anmulong.ops.demo.names import person_of, sounds_female, sounds_mongol, telephone
from anmulong.orgs.enums import DivisionLevel, ElectedBy, PartyLevel, StudioKind
from anmulong.orgs.public import (
    CommitteeFacts,
    Election,
    NewMember,
    NewPartyBody,
    NewStudio,
    Organisation,
    Publishing,
    committees,
)
from anmulong.people.enums import InterestKind, MediatorKind, Reading, Sex, Spoken, TrainingWay
from anmulong.people.public import Course, Declared, Engaged, NewMediator, mediators


HAN, MONGOL = "汉族", "蒙古族"
HELD = {"gacha_mediator": MediatorKind.PART_TIME, "gacha_director": MediatorKind.COMMITTEE_MEMBER}
WITHOUT_ACCOUNT = {DivisionLevel.COUNTY: 2, DivisionLevel.TOWN: 2, DivisionLevel.GACHA: 0}
CHOSEN_BY = {"village": ElectedBy.VILLAGERS_REPRESENTATIVES, "community": ElectedBy.RESIDENTS_MEETING}
KINDS = (MediatorKind.FULL_TIME, MediatorKind.INVITED, MediatorKind.PARTY_MEMBER, MediatorKind.VOLUNTEER)
FIELDS = ("neighbours", "marriage_family", "contract", "damages", "forest_land", "wages", "house_homestead")
OCCUPATIONS = ("retired_justice", "herder", "farmer", "village_officer", "teacher", "legal_worker", "veteran")


@dataclass(frozen=True)
class Person:
    """One invented mediator."""

    uid: UUID
    name: str
    female: bool
    kind: MediatorKind
    account: UUID | None = None

    @property
    def group(self) -> str:
        return MONGOL if sounds_mongol(self.name) else HAN


@dataclass
class Unit:
    """One committee, who mediates for it, how long ago it was elected, and whether all its members are men."""

    committee: Organisation
    people: list[Person] = field(default_factory=list)
    elected_ago: int = 400
    only_men: bool = False


def appoint_corps(county: str, chance: Random, *, since: date, until: date, by: Actor) -> int:
    """Register mediators since ``since`` and elect their committees; returns how many. Nothing when some are there."""
    if mediators(county, former=True):
        return 0
    units = _units(county, chance)
    _perform([_registration(unit, each, chance, since) for unit in units for each in unit.people], by)
    _perform([_schooling(each, since) for unit in units for each in unit.people], by)
    _perform([_training(each, chance, until) for unit in units for each in unit.people], by)
    _perform([_facts(unit, chance) for unit in units], by)
    _perform([_election(unit, chance, until) for unit in units], by)
    lawful = [unit for unit in units if not unit.only_men and unit.elected_ago < 3 * 365]
    _perform([Call("committee.publish", Publishing(), subject=unit.committee.pk) for unit in lawful], by)
    _perform([_party_body(unit, since) for unit in units if unit.committee.serves_area], by)
    _perform([_studio(unit, since) for unit in units if unit.committee.tier == DivisionLevel.TOWN][:2], by)
    _perform([_interest(units[-1].people[0], until)], by)
    return sum(len(unit.people) for unit in units)


def _units(county: str, chance: Random) -> list[Unit]:
    staff = colleagues_of([body.pk for body in committees(county)])
    units = []
    for body in committees(county):
        held = staff[body.pk]
        if body.tier == DivisionLevel.GACHA and not held:
            continue
        unit = Unit(body, [_colleague(each) for each in held])
        wanted = 6 if body.committee_kind == "banner" else WITHOUT_ACCOUNT[DivisionLevel(body.tier)]
        unit.people += [_invented(chance, KINDS[number % len(KINDS)]) for number in range(wanted)]
        units.append(unit)
    gachas = [unit for unit in units if unit.committee.tier == DivisionLevel.GACHA]
    for unit, ago in zip(gachas[1:3], (3 * 365 + 70, 3 * 365 - 50), strict=False):
        unit.elected_ago = ago
    for unit in gachas[3:4]:
        unit.only_men = True
    return units


def _colleague(person: Colleague) -> Person:
    kind = HELD.get(person.role.code, MediatorKind.GRID_WORKER)
    if person.role.code == "mediator":
        kind = MediatorKind.FULL_TIME
    return Person(new_uid(), person.name, sounds_female(person.name), kind, person.uid)


def _invented(chance: Random, kind: MediatorKind) -> Person:
    female = chance.random() < 0.4
    return Person(new_uid(), person_of(chance, female=female), female, kind)


def _registration(unit: Unit, each: Person, chance: Random, since: date) -> Call:
    given = NewMediator(
        Engaged(unit.committee.pk, each.kind, way="engaged", since=since),
        name=each.name,
        sex=Sex.FEMALE if each.female else Sex.MALE,
        birth_on=since - timedelta(days=chance.randrange(27 * 365, 62 * 365)),
        uid=each.uid,
        telephone=telephone(chance),
        ethnic_group=each.group,
        occupation=chance.choice(OCCUPATIONS),
        spoken=Spoken.BOTH if each.group == MONGOL else Spoken.CHINESE,
        reads=Reading.BOTH if each.group == MONGOL and chance.random() < 0.5 else Reading.CHINESE,
        fields=tuple(sorted(chance.sample(FIELDS, 2))),
        account=each.account,
    )
    return Call("mediator.register", given)


def _schooling(each: Person, since: date) -> Call:
    first = since - timedelta(days=20)
    last = first + timedelta(days=1)
    given = Course("岗前培训", 10, TrainingWay.CLASSROOM, first, last, held_by="旗司法局", before_post=True)
    return Call("mediator.train", given, subject=each.uid)


def _training(each: Person, chance: Random, until: date) -> Call:
    first = until - timedelta(days=chance.randrange(5, 200))
    given = Course(
        "人民调解业务培训班",
        chance.choice((8, 12, 20, 24)),
        TrainingWay.CLASSROOM,
        first,
        held_by="旗司法局",
    )
    return Call("mediator.train", given, subject=each.uid)


def _facts(unit: Unit, chance: Random) -> Call:
    posts = {DivisionLevel.COUNTY: "旗委政法委副书记", DivisionLevel.TOWN: "镇党委副书记"}
    post = posts.get(DivisionLevel(unit.committee.tier), "嘎查党支部书记")
    head = person_of(chance, female=chance.random() < 0.3)
    given = CommitteeFacts(True, HAN, head, post) if unit.committee.serves_area else CommitteeFacts()
    return Call("committee.constitute", given, subject=unit.committee.pk)


def _election(unit: Unit, chance: Random, until: date) -> Call:
    began = until - timedelta(days=unit.elected_ago)
    named = [each for each in unit.people if not (unit.only_men and each.female)][:5]
    people: list[tuple[str, bool, UUID | None]] = [(each.name, each.female, each.uid) for each in named]
    wanted = [False] * 9 if unit.only_men else [True, False, True]
    for female in wanted:
        if len(people) < len(wanted) or not (unit.only_men or any(each[1] for each in people)):
            people.append((person_of(chance, female=female), female, None))
    if not any(sounds_mongol(name) for name, _, _ in people):
        people.append((chance.choice(("巴特尔", "苏和", "朝鲁")), False, None))
    members = tuple(
        NewMember(
            name=name,
            female=female,
            post="member" if number else "director",
            ethnic_group=MONGOL if sounds_mongol(name) else HAN,
            mediator=uid,
        )
        for number, (name, female, uid) in enumerate(people[:9])
    )
    given = Election(
        CHOSEN_BY.get(unit.committee.committee_kind, ElectedBy.FOUNDING_BODY),
        members,
        began_on=began,
        place="会议室",
        minutes=f"{began.year}年第{chance.randrange(1, 9)}号会议记录",
    )
    return Call("committee.elect", given, subject=unit.committee.pk)


def _party_body(unit: Unit, since: date) -> Call:
    tier, place = DivisionLevel(unit.committee.tier), unit.committee.division.name
    level, name = {
        DivisionLevel.COUNTY: (PartyLevel.GENERAL_BRANCH, f"{place}人民调解党总支"),
        DivisionLevel.TOWN: (PartyLevel.BRANCH, f"{place}人民调解党支部"),
        DivisionLevel.GACHA: (PartyLevel.PIONEER_POST, f"{place}党员先锋岗"),
    }[tier]
    return Call("party_body.set_up", NewPartyBody(level, name, since), subject=unit.committee.pk)


def _studio(unit: Unit, since: date) -> Call:
    name = f"{unit.people[-1].name}调解工作室（{unit.committee.division.name}）"
    return Call("studio.open", NewStudio(unit.committee.pk, name, StudioKind.PERSONAL, began_on=since))


def _interest(each: Person, until: date) -> Call:
    given = Declared(InterestKind.KINSHIP, "近亲属在本嘎查承包草牧场", on=until - timedelta(days=90))
    return Call("mediator.declare_interest", given, subject=each.uid)


def _perform(calls: list[Call], by: Actor) -> None:
    for error in perform_batch(calls, by=by).refused.values():
        raise error
