"""A small office in the middle of its work, for pictures and for walks through every page. Everybody is invented.

``life = make_life()`` gives ``life.office`` (its clerk minds the first town), ``life.people`` by role, ``life.matters``
by what they show ("late", "red", "offered", "asked", …) and the other things that a page is about in ``life.things``.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from anmulong.access.enums import GrantReason
from anmulong.access.public import NewDeputy, NewGrant
from anmulong.base import clock
from anmulong.disputes.enums import AnswerWay, ContactWay, Fact, Nature, OnTheSpot
from anmulong.disputes.public import (
    Answer,
    Arrangement,
    Assignment,
    Contacted,
    EmergencyReading,
    GuidanceGiven,
    Noted,
    Settlement,
    SideInput,
    StrikeOff,
    StrikeOffRequest,
    Triage,
)
from anmulong.journal.public import Actor, Call, perform, sign_finished_days
from anmulong.kernel.clock import LOCAL, FixedClock, local_day
from anmulong.kernel.ids import new_uid
from anmulong.lawbook.public import ArticleText, StatuteGiven, load_reviewed_data, recorded_year
from anmulong.orgs.enums import ElectedBy, GridLayer, PartyLevel
from anmulong.orgs.public import Appointment, CommitteeFacts, Cover, Election, NewGrid, NewMember, NewPartyBody
from anmulong.people.enums import InterestKind, MediatorKind, Sex, TrainingWay
from anmulong.people.public import Course, Declared, Engaged, NewMediator, PartyInput
from tests.factories.kept import kept
from tests.factories.matters import Office
from tests.factories.people import SINCE, County, Person, make_account, make_county


STAFF = {
    "town_clerk": "石永亮",
    "justice_office": "林慧",
    "town_director": "高志远",
    "gacha_mediator": "巴图",
    "gacha_director": "乌兰其木格",
    "grid_worker": "那顺",
    "banner_director": "斯琴",
    "banner_clerk": "周敏",
    "centre_clerk": "宝音",
    "department_officer": "田野",
    "system_admin": "郝工",
    "security_admin": "苗青",
    "audit_admin": "康正",
}


TOLD = {
    "place": "三组北梁",
    "room": "镇调解室",
    "invited": "双方均已电话告知。",
    "asked": "请于周五前上门了解。",
    "said": "愿意坐下来谈。",
    "whom": "对方",
    "noted": "商家电话无人接听，明天再联系。",
    "explained": "已说明期限和材料。",
    "result": "双方握手言和，月底前修好并赔偿。",
    "proof": "现场照片一张",
    "answered": "已当面告知，本人表示满意。",
    "away": "出差",
    "group": "蒙古族",
    "course": "人民调解业务培训",
    "declared": "哥哥在三组承包草场。",
    "minutes": "第三号会议记录",
    "pioneers": "党员先锋岗",
    "secretary": "嘎查党支部书记",
    "opened": "请住建局协助核对丈量图。",
    "helper": "大伯",
    "reader": "白音（虚构）",
    "emergency": "夜间接报有人持械，现场民警急需核对。",
}
"""What these people typed."""


LAW = StatuteGiven(
    law_code="人民调解法",
    title="中华人民共和国人民调解法",
    law_version=date(2010, 8, 28),
    in_force_from=date(2011, 1, 1),
    articles=(
        ArticleText(
            "1",
            "第一章 总则",
            "为了完善人民调解制度，规范人民调解活动，及时解决民间纠纷，维护社会和谐稳定，根据宪法，制定本法。",
        ),
        ArticleText(
            "3",
            "第一章 总则",
            "人民调解委员会调解民间纠纷，应当遵循下列原则：\n（一）在当事人自愿、平等的基础上进行调解；",
        ),
    ),
)
"""A law of two articles."""


@dataclass(frozen=True)
class Story:
    """One matter: when it came, what it is about, between whom, and how far it has come."""

    name: str
    days_ago: float
    what: str
    kind: str
    sides: tuple[str, str]
    stage: str = "handled"
    gacha: int = 0
    place: str = ""
    facts: tuple[Fact, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)


STORIES = (
    Story("late", 34, "两家草场边界不清，牛羊越界吃草，要求重新丈量。", "pasture_boundary", ("巴雅尔", "苏和")),
    Story("late_too", 27, "租出去的草场到期没有退还，续租价格谈不拢。", "pasture_contract", ("其木格", "王福")),
    Story(
        "red",
        0.4,
        "两家因打井选址争执，一方扬言带人上门，已有推搡。",
        "neighbours",
        ("赵海", "钱程"),
        facts=(Fact.VIOLENCE, Fact.WEAPON_THREAT),
    ),
    Story(
        "orange",
        0.9,
        "工地拖欠十二名工人三个月工资，工人准备一起到旗里反映。",
        "wages",
        ("李双喜", "远山建筑队（虚构）"),
        facts=(Fact.BASIC_LIVING, Fact.GATHERING),
        more={"people_count": 12, "amount_at_stake": 186000},
    ),
    Story("offered", 0.8, "羊越界到冬草场吃草，围栏已损坏。", "livestock_trespass", ("白音", "朝鲁"), "offered"),
    Story("fresh", 0.2, "楼上漏水泡坏了屋顶和家具，要求赔偿三千元。", "neighbours", ("孙丽", "何军"), "registered"),
    Story("fresh_too", 0.1, "买来的羊羔一周内死了五只。", "livestock_trade", ("额尔德尼", "马强"), "registered", 1),
    Story("contacted", 3.2, "借款两万元到期未还，只有微信记录。", "private_lending", ("郭秀英", "张林"), "contacted"),
    Story("meeting", 5, "兄弟二人对父亲留下的院子怎么分谈不拢。", "inheritance", ("刘大河", "刘小河"), "meeting"),
    Story("meeting_too", 6, "排水沟改道后雨水往院里渗。", "drainage_manure", ("陈安", "乌力吉"), "meeting", 1),
    Story("guided", 2.0, "对征地补偿的决定不服，问到哪里去说。", "expropriation", ("高娃", "镇人民政府"), "guided"),
    Story(
        "settled", 1.9, "小区物业费和供暖温度的争议。", "property_management", ("吴桐", "安居物业（虚构）"), "settled"
    ),
    Story("asked", 2.2, "孩子打闹碰伤，医药费六百元谈不拢。", "damages", ("韩梅", "萨仁"), "asked"),
    Story("asked_too", 2.4, "院墙往外多砌了半米，占了过道。", "house_homestead", ("冯春", "郑秋"), "asked"),
    Story("asked_three", 2.7, "饲草送来后分量不足，要求补齐。", "fodder_trade", ("哈斯", "蒋涛"), "asked", 1),
    Story("struck", 1.6, "牛踩坏了邻家菜地，要求赔偿。", "livestock_trespass", ("包山", "于海"), "struck_off"),
    Story("struck_too", 15, "合伙买的打草机坏了，修理费怎么摊。", "contract", ("阿拉坦", "魏东"), "struck_off"),
    Story("small", 1.5, "门前路灯不亮，夜里出行不便。", "", ("邓兰", ""), "small"),
    Story("other_gacha", 0.7, "夏营盘用水先后的争执。", "summer_pasture", ("呼格吉勒", "谢飞"), "handled", 1),
    Story("noted", 0.6, "网购的电暖器不发热，商家不肯退。", "e_commerce", ("唐静", "沈记电器（虚构）"), "noted"),
)


@dataclass
class Life:
    """What :func:`make_life` made."""

    office: Office
    people: dict[str, Person]
    matters: dict[str, UUID] = field(default_factory=dict)
    things: dict[str, UUID] = field(default_factory=dict)


def make_life() -> Life:
    """The office in the middle of its work."""
    return kept("life", _make_life)


def _make_life() -> Life:
    now = clock.now()
    with clock.simulated(FixedClock(now - timedelta(days=40))):
        county = make_county()
        people = {role: make_account(county, role, name=name) for role, name in STAFF.items()}
        life = Life(office_of(county, people), people)
        _lay_grids(life)
        _appoint_corps(life)
    for story in sorted(STORIES, key=lambda story: -story.days_ago):
        with clock.simulated(FixedClock(now - timedelta(days=story.days_ago))):
            life.matters[story.name] = _tell(life, story, local_day(now))
    director, clerk = people["banner_director"], people["banner_clerk"]
    given = NewDeputy(clerk.uid, local_day(now) + timedelta(days=5), reason=TOLD["away"], uid=new_uid())
    _act(director.actor(), "post.appoint_deputy", given, director.post.pk)
    life.things["deputy"] = given.uid or director.uid
    opened = NewGrant(
        life.matters["late"],
        GrantReason.LINKED_ORGAN,
        account=people["department_officer"].uid,
        until=now + timedelta(days=20),
        note=TOLD["opened"],
    )
    life.things["grant"] = perform(Call("grant.open", opened), by=people["town_director"].actor()).subject
    load_reviewed_data(county.machine)
    life.things["reading"] = _read_in_emergency(life)
    life.things["statute"] = perform(Call("lawbook.import_statutes", LAW), by=county.machine).subject
    life.things["calendar_year"] = known_year(now.year, county.key)
    sign_finished_days(county.key)
    return life


def _read_in_emergency(life: Life) -> UUID:
    """The director of the other town read a matter at night, and nobody has looked into it yet."""
    told = EmergencyReading(life.office.row(life.matters["red"]).number, TOLD["emergency"])
    reader = make_account(life.office.county, "town_director", at=1, name=TOLD["reader"])
    return _act(reader.actor(), "grant.break_glass", told)


def known_year(year: int, county: str) -> UUID:
    """The uid of a year of the working calendar."""
    found = recorded_year(year, county)
    assert found is not None
    return found.pk


def _appoint_corps(life: Life) -> None:
    """The first gacha's committee with a mediator; the town's committee was never elected (R-105)."""
    by, county = life.office.county.machine, life.office.county
    committee, since = county.committees[0], local_day(clock.now()) - timedelta(days=700)
    engaged = Engaged(committee, MediatorKind.PART_TIME, since=since)
    person = NewMediator(engaged, name=STAFF["gacha_mediator"], sex=Sex.MALE, birth_on=SINCE - timedelta(days=14000))
    person = replace(person, account=life.people["gacha_mediator"].uid, ethnic_group=TOLD["group"])
    mediator = life.things["mediator"] = _act(by, "mediator.register", person)
    _act(by, "mediator.train", Course(TOLD["course"], 8, TrainingWay.CLASSROOM, since), mediator)
    _act(by, "mediator.declare_interest", Declared(InterestKind.KINSHIP, TOLD["declared"]), mediator)
    members = (
        NewMember(STAFF["gacha_director"], female=True, post="director", ethnic_group=TOLD["group"]),
        NewMember(STAFF["gacha_mediator"], mediator=mediator),
    )
    election = Election(ElectedBy.VILLAGERS_MEETING, members, since, TOLD["room"], TOLD["minutes"])
    _act(by, "committee.elect", election, committee)
    _act(by, "party_body.set_up", NewPartyBody(PartyLevel.PIONEER_POST, TOLD["pioneers"]), committee)
    facts = CommitteeFacts(leading_group_head=STAFF["town_director"], leading_group_post=TOLD["secretary"])
    _act(by, "committee.constitute", facts, committee)


def _lay_grids(life: Life) -> None:
    """Two grids of the first town; the second gacha of the basic layer stays a gap (O-7)."""
    by, county = life.people["centre_clerk"].actor(), life.office.county
    for name, layer in (("乌兰镇第一网格", GridLayer.BASIC), ("乌兰镇责任网格", GridLayer.RESPONSIBILITY)):
        grid = _act(by, "grid.lay", NewGrid(layer, name, since=SINCE, uid=new_uid()))
        _act(by, "grid.cover", Cover(county.gachas[0], since=SINCE), grid)
        owner = Appointment(county.committees[0], life.people["grid_worker"].uid, since=SINCE)
        _act(by, "grid.appoint_owner", owner, grid)
        life.things.setdefault("grid", grid)


def office_of(county: County, people: dict[str, Person]) -> Office:
    """The same people as the other tests know them."""
    return Office(
        county=county,
        clerk=people["town_clerk"].actor(),
        second=people["justice_office"].actor(),
        mediator=people["gacha_mediator"].actor(),
        other_mediator=make_account(county, "gacha_mediator", at=1, name="其其格").actor(),
        other_clerk=make_account(county, "town_clerk", at=1, name="关山").actor(),
        director=people["banner_director"].actor(),
    )


def _act(by: Actor, action: str, given: Any, subject: UUID | None = None) -> UUID:
    return perform(Call(action, given, subject=subject), by=by).subject


def _tell(life: Life, story: Story, today: date) -> UUID:
    office = life.office
    first, second = story.sides
    sides = [SideInput(PartyInput(name=first, telephone="17000001234"))]
    sides += [SideInput(PartyInput(name=second), side=2)] if second else []
    matter = office.register(
        what=story.what,
        kind=story.kind,
        reporter=first,
        parties=tuple(sides),
        division=office.county.gachas[story.gacha],
        place=story.place or TOLD["place"],
        facts=story.facts,
        **story.more,
    )
    if story.stage == "offered":
        given = Assignment(office.county.committees[0], reason=TOLD["asked"])
        office.act(office.clerk, "dispute.assign", given, matter)
    elif story.stage == "small":
        office.act(office.clerk, "dispute.triage", Triage(Nature.SMALL_MATTER, small_matter="small_service"), matter)
    elif story.stage != "registered":
        office.act(office.clerk, "dispute.triage", Triage(Nature.DISPUTE), matter)
        _go_on(life, story.stage, matter, today)
    return matter


def _go_on(life: Life, stage: str, matter: UUID, today: date) -> None:
    act, clerk = life.office.act, life.office.clerk
    if stage == "noted":
        act(clerk, "dispute.note", Noted(TOLD["noted"]), matter)
    if stage in ("contacted", "meeting"):
        given = Contacted(ContactWay.TELEPHONE, whom=TOLD["whom"], said=TOLD["said"])
        act(clerk, "dispute.contact", given, matter)
    if stage == "meeting":
        _meet(life, matter, today)
    if stage == "guided":
        given = GuidanceGiven(("administrative_reconsideration", "administrative_suit"), "", TOLD["explained"])
        act(clerk, "dispute.guide", given, matter)
    if stage in ("settled", "asked", "struck_off"):
        _end(life, stage, matter)


def _meet(life: Life, matter: UUID, today: date) -> None:
    """Both meetings are today: a week that begins tomorrow would show none."""
    uid, hour = new_uid(), 10 + 5 * ("meeting" in life.things)
    begins = datetime.combine(today, time(hour), LOCAL)
    given = Arrangement(begins_at=begins, place=TOLD["room"], told=TOLD["invited"], despite_clash=True, uid=uid)
    life.office.act(life.office.clerk, "dispute.schedule", given, matter)
    life.things["meeting"], life.things["met"] = uid, matter


def _end(life: Life, stage: str, matter: UUID) -> None:
    act, clerk = life.office.act, life.office.clerk
    visit = local_day(clock.now()) + timedelta(days=30)
    given = Settlement(
        TOLD["result"],
        OnTheSpot.PERSUASION,
        both_willing=True,
        evidence=TOLD["proof"],
        follow_up_on=visit,
    )
    act(clerk, "dispute.settle_on_the_spot", given, matter)
    if stage == "settled":
        return
    act(clerk, "dispute.answer", Answer(AnswerWay.IN_PERSON, TOLD["answered"]), matter)
    act(clerk, "dispute.ask_strike_off", StrikeOffRequest(), matter)
    if stage == "struck_off":
        act(life.office.second, "dispute.strike_off", StrikeOff(opened=True), matter)
