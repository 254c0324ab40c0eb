"""A stranger walks every address of the program, with data there that could leak (architecture.md 5).

A new address with an object in it fails here until ``OBJECTS`` says which object the stranger is to ask for.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from anmulong.access.enums import GrantReason
from anmulong.access.public import Deputy, NewDeputy, NewGrant, Token
from anmulong.base import clock
from anmulong.cases.public import Application
from anmulong.desk.forms.cases import CASE_STEPS, NEW_CASE_STEPS
from anmulong.desk.middleware import OPEN
from anmulong.desk.presenting.cases.papers import LABELS
from anmulong.disputes.enums import Fact
from anmulong.disputes.public import Arrangement, Assignment, EmergencyReading, Meeting, Report, SideInput
from anmulong.files.public import files_of, start_upload
from anmulong.journal.models import Entry
from anmulong.journal.public import Actor, all_actions
from anmulong.kernel.clock import local_day
from anmulong.lawbook.public import YearGiven
from anmulong.orgs.enums import GridLayer
from anmulong.orgs.public import NewGrid
from anmulong.people.enums import MediatorKind, Sex
from anmulong.people.public import Engaged, NewMediator, Party, PartyInput
from tests.desk.pages import fields
from tests.factories import people
from tests.factories.addresses import Address, addresses
from tests.factories.browsers import browser
from tests.factories.life import LAW
from tests.factories.matters import Office, flagged, make_office
from tests.factories.people import make_account
from tests.factories.programs import issue


pytestmark = pytest.mark.walk


TELEPHONE = "17099998888"
SECRETS = ("孛儿只斤", "帖木真", "十七只羯羊", "北梁第九号井", TELEPHONE, "机密附件")
SHUT = {400, 403, 404, 405}
GONE = {404, 405}
# Places, bodies and grids are known to everybody who works in the county; they are no case data.
KNOWN_IN_THE_COUNTY = {"organisation", "organisation_act", "division", "division_act", "grid", "grid_act"} | {
    # Parties choose among mediators; who keeps their register, and who does not, is another test.
    "mediator",
    "mediator_act",
    "studio_new",
    # Law is open to everybody who works in the county.
    "statute",
    "calendar_act",
}
OF_A_MATTER = (
    "grants",
    "grant_new",
    "grant_end",
    "matter",
    "history",
    "receipt",
    "meeting_slip",
    "guidance_paper",
    "gate_preview",
    "party",
    "unmask",
    "file",
    "preview",
    "act",
)
OBJECTS = {
    **dict.fromkeys(OF_A_MATTER, "matter"),
    **dict.fromkeys(("organisation", "organisation_act"), "body"),
    **dict.fromkeys(("division", "division_act"), "division"),
    **dict.fromkeys(("grid", "grid_act"), "grid"),
    **dict.fromkeys(("mediator", "mediator_act"), "mediator"),
    "studio_new": "committee",
    **dict.fromkeys(("staff_account", "account_act"), "account"),
    **dict.fromkeys(("case", "case_paper", "case_act", "case_not_reached"), "case"),
    "case_new": "matter",
    "statute": "statute",
    "calendar_act": "calendar_year",
    "post_act": "post",
    "deputy_end": "deputy",
    "likeness": "likeness",
    "emergency_review": "reading",
}
PATHS = {
    "figure",
    "grant",
    "reading",
    "paper",
    "year",
    "law",
    "number",
    "table",
    "key",
    "uid",
    "report",
    "meeting",
    "person",
    "party",
    "file",
    "action",
    "name",
    "form",
    "session",
    "token",
    "deputy",
    "upload",
    "step",
}


@dataclass
class World:
    """An office with something behind every address, and the uids of it."""

    office: Office
    things: dict[str, Any]

    def value(self, address: Address, parameter: str) -> Any:
        """What a stranger who knows every uid would put into the address."""
        if parameter == "uid":
            return self.things[OBJECTS[address.name.removeprefix("desk:")]]
        return self.things[parameter]

    def url(self, address: Address, **more: Any) -> str:
        values = {name: self.value(address, name) for name in address.parameters}
        return address.url(**{**values, **more})

    def urls(self, address: Address) -> list[str]:
        """One path, or one for every step of a matter."""
        if address.name in ("desk:case_act", "desk:case_new"):
            names = CASE_STEPS if address.name == "desk:case_act" else NEW_CASE_STEPS
            return [self.url(address, action=step) for step in names]
        if address.name == "desk:case_paper":
            return [self.url(address, paper=name) for name in LABELS]
        if address.name != "desk:act":
            return [self.url(address)]
        steps = [name.removeprefix("dispute.") for name in all_actions() if name.startswith("dispute.")]
        return [self.url(address, action=step) for step in steps]


@pytest.fixture
def world(db: None) -> World:
    """A matter of the first town with parties, a reporter, a meeting and a file; a deputy, a grid, an upload."""
    office = make_office()
    matter = office.handled(
        what="孛儿只斤与帖木真争十七只羯羊",
        place="北梁第九号井",
        reporter="帖木真",
        reporter_phone=TELEPHONE,
        parties=(
            SideInput(PartyInput(name="孛儿只斤", telephone=TELEPHONE)),
            SideInput(PartyInput(name="对方"), side=2),
        ),
        facts=(Fact.BASIC_LIVING,),
    )
    office.act(office.clerk, "dispute.schedule", Arrangement(begins_at=clock.now(), place="北梁第九号井"), matter)
    office.act(office.clerk, "dispute.assign", Assignment(office.county.committees[0]), matter)
    _attach(office, matter)
    deputy = make_account(office.county, "banner_director").actor()
    until = local_day(clock.now())
    office.act(office.director, "post.appoint_deputy", NewDeputy(deputy.uid, until), office.director.post)
    grid = office.act(office.county.machine, "grid.lay", NewGrid(GridLayer.BASIC, "一号网格")).subject
    things = {
        "matter": matter,
        "report": Report.objects.get(dispute=matter).pk,
        "meeting": Meeting.objects.get(dispute=matter).pk,
        "person": Party.objects.filter(stream=matter).earliest("uid").pk,
        "party": Party.objects.filter(stream=matter).earliest("uid").pk,
        "file": _file(matter),
        "body": office.county.governments[0],
        "division": office.county.gachas[0],
        "grid": grid,
        "mediator": office.act(office.county.machine, "mediator.register", mediator_of(office)).subject,
        "committee": office.county.committees[0],
        "account": office.director.uid,
        "post": office.director.post,
        "deputy": Deputy.objects.get().pk,
        "likeness": flagged(office, office.register(division=office.county.gachas[1]), matter),
        "upload": start_upload("秘密.txt", 10, account=office.clerk.uid).pk,
        "session": office.clerk.uid,
        "token": token_of(office.director),
        "action": "contact",
        "name": "update",
        "form": "register",
        "step": "area",
        "grant": grant_of(office, matter),
        "reading": reading_of(office, matter),
        "case": office.act(
            office.clerk, "case.apply", Application(matter, office.county.committees[0], "孛儿只斤请求")
        ).subject,
        "paper": "summary",
        "statute": office.act(office.county.machine, "lawbook.import_statutes", LAW).subject,
        "calendar_year": office.act(office.county.machine, "lawbook.publish_year", YearGiven(2099, "通知")).subject,
        "year": 2024,
        "law": LAW.law_code,
        "number": "1",
        "table": "C-301",
        "figure": "accepted",
        "key": "disputes.contact_days",
    }
    return World(office, things)


def grant_of(office: Office, matter: UUID) -> UUID:
    """The matter is open to a department."""
    given = NewGrant(matter, GrantReason.LINKED_ORGAN, organisation=office.county.department)
    uid = office.act(office.director, "grant.open", given).subject
    assert uid is not None
    return uid


def reading_of(office: Office, matter: UUID) -> UUID:
    """Somebody of the other town read the matter in an emergency."""
    told = EmergencyReading(office.row(matter).number, "现场民警急需核对情况")
    uid = office.act(make_account(office.county, "town_director", at=1).actor(), "grant.break_glass", told).subject
    assert uid is not None
    return uid


def mediator_of(office: Office) -> NewMediator:
    """A mediator of the first gacha; papers and declarations are nobody's but the register's."""
    engaged = Engaged(office.county.committees[0], MediatorKind.PART_TIME)
    return NewMediator(engaged, name="巴图", sex=Sex.MALE, birth_on=date(1980, 5, 1), telephone=TELEPHONE)


def token_of(by: Actor) -> UUID:
    """A token of a program of somebody else."""
    issue(by)
    return Token.objects.get(account=by.uid).pk


def _attach(office: Office, matter: UUID) -> None:
    client, url = browser(office.clerk), reverse("desk:act", args=[matter, "attach"])
    sent = SimpleUploadedFile("机密附件.txt", "机密附件".encode())
    client.post(url, {**fields(client.get(url), url), "file": sent, "title": "机密附件"})


def _file(matter: UUID) -> UUID:
    return files_of([matter], restricted=True, side_file=True)[matter][0].pk


def asked(client: Client, url: str) -> list[Any]:
    """The answers to every way of asking."""
    return [client.get(url), client.post(url), client.get(url, headers={"HX-Request": "true"})]


def told(answer: Any) -> list[str]:
    """Secrets that an answer gives away."""
    streaming = getattr(answer, "streaming", False)
    body = b"".join(answer.streaming_content) if streaming else answer.content
    return [secret for secret in SECRETS if secret in body.decode("utf-8", "replace")]


def has_object(address: Address) -> bool:
    return address.name.removeprefix("desk:") in OBJECTS or bool(
        set(address.parameters) & {"session", "upload", "token"}
    )


def pages() -> list[Address]:
    """Every address for people; what other systems ask for is walked by tests/api/test_stranger.py."""
    return [address for address in addresses() if not address.name.startswith("api:")]


def test_every_parameter_of_every_address_is_known() -> None:
    """Otherwise nobody would have walked there."""
    unknown = [
        (address.name, parameter)
        for address in pages()
        for parameter in address.parameters
        if parameter not in PATHS or (parameter == "uid" and address.name.removeprefix("desk:") not in OBJECTS)
    ]
    assert unknown == []


def test_nobody_signed_in(world: World) -> None:
    """Every address leads to the sign-in, except the few that are open, and those tell nothing and change nothing."""
    wrong, before = [], Entry.objects.count()
    for address in pages():
        for url in world.urls(address):
            for answer in asked(Client(), url):
                to_sign_in = answer.status_code == 302 and answer["Location"].startswith("/sign-in/")
                part_of_a_page = answer.status_code == 204 or (
                    address.name == "desk:draft" and answer.status_code == 403
                )
                if told(answer) or not (to_sign_in or part_of_a_page or address.name in OPEN):
                    wrong.append((url, answer.status_code))
    assert wrong == []
    assert Entry.objects.count() == before


def test_a_clerk_of_another_town(world: World) -> None:
    """What belongs to a matter, and the accounts of others, are not there; no page names anything of it."""
    wrong = []
    for address in pages():
        short = address.name.removeprefix("desk:")
        client = browser(world.office.other_clerk)
        for url in world.urls(address):
            for answer in asked(client, url):
                open_object = has_object(address) and short not in KNOWN_IN_THE_COUNTY
                allowed = GONE if OBJECTS.get(short) in ("matter", "case") else SHUT
                if told(answer) or (open_object and answer.status_code not in allowed):
                    wrong.append((url, answer.status_code, told(answer)))
    assert wrong == []
    assert not Entry.objects.filter(actor=world.office.other_clerk.uid).exists()


@pytest.fixture
def foreigner(world: World, monkeypatch: pytest.MonkeyPatch) -> Actor:
    """The director of another county whose rows lie in the same store."""
    monkeypatch.setattr(people, "establish", lambda *_: None)
    other = people.make_county("wushen")
    return make_account(other, "banner_director").actor()


def test_a_director_of_another_county(world: World, foreigner: Actor) -> None:
    """The whole county is a stranger to another one: no object is there at all, no list shows one."""
    wrong = []
    for address in pages():
        client = browser(foreigner)
        for url in world.urls(address):
            for answer in asked(client, url):
                if told(answer) or (has_object(address) and answer.status_code not in SHUT):
                    wrong.append((url, answer.status_code, told(answer)))
    assert wrong == []
    assert not Entry.objects.filter(actor=foreigner.uid).exists()


def test_the_walk_would_find_a_leak(world: World) -> None:
    """The same walk as who handles the matter meets every secret, so the data are really there; a whole telephone
    number stands on no page before it is asked for."""
    met = {secret for address in pages() for secret in _met(world, browser(world.office.clerk), address)}
    assert met == set(SECRETS) - {TELEPHONE}


def _met(world: World, client: Client, address: Address) -> set[str]:
    if address.name in ("desk:sign_out", "desk:unmask"):
        return set()
    return {secret for url in world.urls(address) for secret in told(client.get(url))}
