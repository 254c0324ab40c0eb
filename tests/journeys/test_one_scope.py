"""One scope for all faces: each role sees exactly its matters in list, count, search, page, export, print, badge, week
(architecture.md 5: no face may forget the scope).

A face that shows matters joins with a probe in ``FACES``. A new address of the program fails here until a face claims
it or ``WITHOUT_MATTERS`` says why it shows none.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from anmulong.access.enums import GrantReason
from anmulong.access.public import NewGrant, Post, role
from anmulong.base import clock
from anmulong.cases.public import Application
from anmulong.disputes.enums import Colour, Fact, Permission
from anmulong.disputes.public import Arrangement, Assignment, Grading, Likeness, Meeting, SideInput
from anmulong.journal.public import Actor
from anmulong.kernel.clock import FixedClock
from anmulong.people.public import PartyInput
from tests.desk.pages import fields
from tests.factories.addresses import addresses
from tests.factories.browsers import browser
from tests.factories.matters import Office, flagged, make_office
from tests.factories.people import make_account
from tests.factories.programs import program


pytestmark = pytest.mark.walk


NUMBER = re.compile(r"\w+〔\d{4}〕\d+号")
EVERYBODY = frozenset("abcdefghij")
RESTRICTED = frozenset("efi")
VISIBLE: dict[str, frozenset[str]] = {
    "banner_director": EVERYBODY,
    "banner_clerk": EVERYBODY,
    "centre_clerk": EVERYBODY,
    "archivist": EVERYBODY - RESTRICTED,
    "statistician": EVERYBODY - RESTRICTED,
    "town_director": frozenset("abcefhj"),  # clearance inside the town
    "justice_office": frozenset("abcefhj"),
    "town_clerk": frozenset("abcehj"),  # no clearance, but minds the restricted matter e
    "town_centre_clerk": frozenset("abcefhj"),
    "other town_clerk": frozenset("dg"),
    "gacha_director": frozenset("abgj"),  # relatives: not the restricted e, and excluded from h; g is offered
    "gacha_mediator": frozenset("bgh"),
    "other gacha_mediator": frozenset("cf"),
    "grid_worker": frozenset("bgh"),
    "department_officer": frozenset("i"),  # one single matter was opened
    "expert": frozenset("d"),  # the only matter that was opened by hand on its page
    "system_admin": frozenset(),
    "security_admin": frozenset(),
    "audit_admin": frozenset(),
}


@dataclass
class World:
    """Matters by letter and people by role, see ``VISIBLE``."""

    office: Office
    people: dict[str, Actor]
    matters: dict[str, UUID]
    numbers: dict[str, str]
    cases: dict[UUID, str] = field(default_factory=dict)

    def letters(self, text: str) -> frozenset[str]:
        """Which matters a text names."""
        return frozenset(self.numbers[number] for number in NUMBER.findall(text) if number in self.numbers)


@pytest.fixture
def world(db: None) -> World:
    """Ten matters in two towns and somebody in every role."""
    office = make_office()
    people = {name: _person(office, name) for name in VISIBLE}
    world = World(office, people, {}, {})
    for letter, matter in _matters(office, people):
        world.matters[letter] = matter
        world.numbers[office.row(matter).number] = letter
        given = Application(matter, _committee(office, matter), "请求按原界桩恢复")
        world.cases[office.act(people["banner_director"], "case.apply", given).subject] = letter
    for later, earlier in PAIRS:
        flagged(office, world.matters[later], world.matters[earlier])
    return world


def _committee(office: Office, matter: UUID) -> UUID:
    """The committee of the gacha in which a matter lies."""
    return office.county.committees[office.county.gachas.index(office.row(matter).gacha)]


def _person(office: Office, name: str) -> Actor:
    return make_account(office.county, name.removeprefix("other "), at=1 if name.startswith("other ") else 0).actor()


def _matters(office: Office, people: dict[str, Actor]) -> Iterator[tuple[str, UUID]]:
    clerk, mediator, leader = people["town_clerk"], people["gacha_mediator"], people["banner_director"]
    gachas, relative = office.county.gachas, people["gacha_director"]
    plan: list[tuple[str, Actor, int, dict[str, Any]]] = [
        ("a", clerk, 0, {}),
        ("b", mediator, 0, {}),
        ("c", people["other gacha_mediator"], 1, {}),
        ("d", people["other town_clerk"], 2, {}),
        ("e", clerk, 0, {"facts": (Fact.VIOLENCE,)}),
        ("f", people["other gacha_mediator"], 1, {"facts": (Fact.SEXUAL,)}),
        ("g", people["other town_clerk"], 3, {}),
        ("h", mediator, 0, {"excluded": (relative.uid,)}),
        ("i", leader, 2, {"facts": (Fact.MINORS,)}),
        ("j", clerk, 0, {}),
    ]
    for letter, by, gacha, answers in plan:
        parties = (
            SideInput(PartyInput(name=f"独有姓名{letter}")),
            SideInput(PartyInput(name=f"对方姓名{letter}"), side=2),
        )
        matter = office.register(by=by, division=gachas[gacha], parties=parties, reporter="某人", **answers)
        if office.row(matter).colour != Colour.RED:
            office.act(leader, "dispute.grade", Grading(Colour.RED, "扬言报复"), matter)
        host = relative.uid if letter == "h" else by.uid
        meeting = Arrangement(begins_at=clock.now() + timedelta(minutes=5), host=host, despite_clash=True)
        office.act(by, "dispute.schedule", meeting, matter)
        if letter == "g":
            office.act(leader, "dispute.assign", Assignment(office.county.committees[0]), matter)
        if letter == "i":
            given = NewGrant(matter, GrantReason.LINKED_ORGAN, account=people["department_officer"].uid)
            office.act(leader, "grant.open", given)
        if letter == "d":
            _open_on_its_page(leader, people["expert"], matter)
        yield letter, matter


def _open_on_its_page(by: Actor, expert: Actor, matter: UUID) -> None:
    client, url = browser(by), reverse("desk:grant_new", args=[matter])
    answers = {"organisation": str(expert.organisation), "account": str(expert.uid), "why": GrantReason.EXPERT}
    assert client.post(url, fields(client.get(url), url) | answers).status_code == 302


# --- the faces: what a signed-in person finds there; None where the post has no such page

Found = frozenset[str] | int | None


def in_list(world: World, client: Client) -> Found:
    """Every page of the ledger."""
    found: frozenset[str] = frozenset()
    url = "/ledger/?view=all"
    while url:
        answer = client.get(url)
        if answer.status_code == 403:
            return None
        found |= {world.numbers[row.number] for row in answer.context["rows"]}
        url = answer.context["older_url"]
    return found


def in_count(world: World, client: Client) -> Found:
    answer = client.get("/ledger/?view=all")
    return None if answer.status_code == 403 else int(answer.context["count"])


def in_search(world: World, client: Client) -> Found:
    """A word that stands in every matter."""
    answer = client.get("/ledger/", {"q": "草场"})
    return None if answer.status_code == 403 else world.letters(answer.content.decode())


def on_pages(world: World, client: Client) -> Found:
    """The matter's own page and its history: there or not there."""
    names = ("desk:matter", "desk:history")
    answers = {
        letter: {client.get(reverse(name, args=[uid])).status_code for name in names}
        for letter, uid in world.matters.items()
    }
    if all(codes == {403} for codes in answers.values()):
        return None
    assert all(len(codes) == 1 and codes <= {200, 404} for codes in answers.values()), answers
    return frozenset(letter for letter, codes in answers.items() if codes == {200})


def on_party_pages(world: World, client: Client) -> Found:
    """The page of a party, for a purpose: there where its dispute is; it names no other matter (O-4)."""
    found: frozenset[str] = frozenset()
    for uid in world.matters.values():
        party = world.office.row(uid).sides.earliest("position").party_id
        answer = client.post(reverse("desk:party", args=[uid, party]), {"purpose": "contact"})
        if answer.status_code == 403:
            return None
        found |= world.letters(answer.content.decode())
    return found


def in_cases(world: World, client: Client) -> Found:
    """Every page of the list of cases, the same by a word, and the page of each case: there or not there."""
    found: frozenset[str] = frozenset()
    url = "/cases/?view=all"
    while url:
        answer = client.get(url)
        if answer.status_code == 403:
            return None
        found |= {world.cases[row.uid] for row in answer.context["rows"]}
        url = answer.context["older_url"]
    pages = {letter for uid, letter in world.cases.items() if client.get(f"/cases/{uid}/").status_code == 200}
    searched = {world.cases[row.uid] for row in client.get("/cases/?view=all&q=草场").context["rows"]}
    assert (pages, searched) == (found, found if searched else searched)
    return found


def in_print(world: World, client: Client) -> Found:
    answer = client.get("/ledger/print/?view=all")
    return None if answer.status_code == 403 else world.letters(answer.content.decode())


def in_export(world: World, client: Client) -> Found:
    answer = client.post("/ledger/export/?view=all", {"purpose": "meeting", "form": "csv"})
    if answer.status_code == 403:
        return None
    return world.letters(b"".join(answer.streaming_content).decode("utf-8-sig"))  # type: ignore[attr-defined]


def in_piles(world: World, client: Client) -> Found:
    """All matters are red: the pile of red ones is what may be seen."""
    piles = {pile["key"]: pile["rows"] for pile in client.get("/").context["sections"]}
    return frozenset(world.numbers[row.number] for row in piles["red"]) if "red" in piles else None


def in_pairs(world: World, client: Client) -> Found:
    """What the worker asks the common superior."""
    pairs = client.get("/").context["pairs"]
    return frozenset(world.numbers[side.number] for pair in pairs for side in pair.sides)


def in_figures(world: World, client: Client) -> Found:
    """Open matters by colour on the dashboard: all are red."""
    answer = client.get("/figures/")
    return None if answer.status_code == 403 else int(answer.context["open"]["colours"][0].value)


def on_day_sheet(world: World, client: Client) -> Found:
    answer = client.get("/day-sheet/")
    return None if answer.status_code == 403 else world.letters(answer.content.decode())


def in_badge(world: World, client: Client) -> Found:
    return int(client.get("/").context["me"]["badge"])


def in_week(world: World, client: Client) -> Found:
    answer = client.get("/week/?who=unit")
    return None if answer.status_code == 403 else world.letters(answer.content.decode())


def in_calendar_file(world: World, client: Client) -> Found:
    answer = client.get("/week/meetings.ics?who=unit")
    if answer.status_code == 403:
        return None
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    return world.letters(" ".join(str(event["SUMMARY"]) for event in events))


def in_hints(world: World, client: Client) -> Found:
    """Somebody registers a matter with a party who stands in another one."""
    found = set()
    for letter in world.matters:
        answer = client.post("/register/duplicates/", {"what": "别的事", "who": f"独有姓名{letter}"})
        if answer.status_code == 403:
            return None
        found |= world.letters(answer.content.decode())
    return frozenset(found)


def in_recent(world: World, client: Client) -> Found:
    """Whatever was opened stands on top of what was opened last; what was not there does not."""
    found = set()
    for uid in world.matters.values():
        client.get(reverse("desk:matter", args=[uid]))
        recent = client.get("/account/").context["recent"]
        found |= {world.numbers[row.number] for row in recent[:1]}
    return frozenset(found)


def in_interface_list(world: World, client: Client) -> Found:
    """Every page of the list that another system gets, and the same by a word."""
    found: frozenset[str] = frozenset()
    page = {"next": ""}
    while page["next"] is not None:
        after = {"after": page["next"]} if page["next"] else {}
        answer = client.get("/api/v1/disputes", {"limit": "3", **after})
        if answer.status_code == 403:
            return None
        page = answer.json()
        found |= {world.numbers[row["number"]] for row in page["rows"]}
    searched = {world.numbers[row["number"]] for row in client.get("/api/v1/disputes?q=草场").json()["rows"]}
    assert searched in (set(), found)
    return found


def in_interface_reads(world: World, client: Client) -> Found:
    """One matter after the other, as another system reads it."""
    codes = {letter: client.get(f"/api/v1/disputes/{uid}").status_code for letter, uid in world.matters.items()}
    assert set(codes.values()) <= {200, 403, 404}, codes
    found = frozenset(letter for letter, code in codes.items() if code == 200)
    return found or (None if client.get("/api/v1/disputes").status_code == 403 else found)


def in_interface_cases(world: World, client: Client) -> Found:
    """The list of cases that another system gets, and each case."""
    answer = client.get("/api/v1/cases?limit=100")
    if answer.status_code == 403:
        return None
    found = frozenset(world.cases[UUID(row["uid"])] for row in answer.json()["rows"])
    read = {letter for uid, letter in world.cases.items() if client.get(f"/api/v1/cases/{uid}").status_code == 200}
    assert read == found
    return found


def in_interface_feed(world: World, client: Client) -> Found:
    """The matters whose entries the journal feed tells of."""
    answer = client.get("/api/v1/journal?limit=500")
    if answer.status_code == 403:
        return None
    assert not answer.json()["more"]
    letters = {str(uid): letter for letter, uid in world.matters.items()}
    return frozenset(letters[row["stream"]] for row in answer.json()["rows"] if row["stream"] in letters)


def in_verification(world: World, client: Client) -> Found:
    """A chain is found by the number of a matter only by who may see the matter."""
    answers = {letter: client.get("/verification/", {"stream": number}) for number, letter in world.numbers.items()}
    if any(answer.status_code == 403 for answer in answers.values()):
        return None
    return frozenset(letter for letter, answer in answers.items() if answer.status_code == 200)


# --- what must be found


def visible(world: World, name: str) -> Found:
    return VISIBLE[name]


def cases_of(world: World, name: str) -> Found:
    """A case lies where its dispute lies; who minds or is offered the dispute alone does not get its case, and the
    committee that was asked to mediate gets its cases."""
    return CASES.get(name, VISIBLE[name])


CASES: dict[str, frozenset[str]] = {
    "town_clerk": frozenset("abchj"),  # minds the restricted matter e, not its case
    "gacha_director": frozenset("abj"),  # is offered g
    "gacha_mediator": frozenset("abhj"),
    "other gacha_mediator": frozenset("c"),  # registered the restricted matter f
    "grid_worker": frozenset("abhj"),
}
PAIRS = ("cb", "fe", "da", "hb")
"""Each later matter with an earlier one that may be the same."""


def to_judge(world: World, name: str) -> Found:
    """Both matters of a pair whose common superior is the person's own body, when the person sees both."""
    asked = {each.dispute: each.organisation for each in Likeness.objects.all()}
    unit = world.people[name].organisation
    pairs = [pair for pair in PAIRS if asked[world.matters[pair[0]]] == unit and set(pair) <= VISIBLE[name]]
    return frozenset("".join(pairs)) if _may(world.people[name], Permission.MERGE) else frozenset()


def how_many(world: World, name: str) -> Found:
    return len(VISIBLE[name])


def waiting(world: World, name: str) -> Found:
    """What is due of one's own (everything is late by then), and what is offered to the person's unit."""
    me = world.people[name]
    rows = {letter: world.office.row(world.matters[letter]) for letter in VISIBLE[name]}
    mine = [row for row in rows.values() if me.uid == row.owner_person and row.due_at is not None]
    offered = [row for row in rows.values() if row.offered_organisation == (me.organisation or row.pk)]
    return len({row.pk for row in (*mine, *offered)})


def meeting(world: World, name: str) -> Found:
    """Meetings that the person leads, or that the unit arranged, of visible matters."""
    me = world.people[name]
    return frozenset(
        letter
        for letter in VISIBLE[name]
        for each in Meeting.objects.filter(dispute=world.matters[letter])
        if each.host == me.uid or (me.organisation and each.organisation == me.organisation)
    )


@dataclass(frozen=True)
class Face:
    """A probe, what it must find, the permission without which the page is shut, the addresses that it speaks for."""

    probe: Callable[[World, Client], Found]
    addresses: tuple[str, ...]
    needs: str = Permission.READ
    expected: Callable[[World, str], Found] = visible
    asks: Callable[[Actor], Client] = browser


def cleared_program(by: Actor) -> Client:
    """A program that was given all that the post holds."""
    return program(by, restricted=True)


FACES = {
    "list": Face(in_list, ("desk:ledger",)),
    "count": Face(in_count, ("desk:ledger",), expected=how_many),
    "search": Face(in_search, ("desk:ledger",)),
    "page": Face(on_pages, ("desk:matter", "desk:history")),
    "party": Face(on_party_pages, ("desk:party",)),
    "figures": Face(in_figures, ("desk:figures", "desk:figure_rows"), expected=how_many),
    "cases": Face(in_cases, ("desk:cases", "desk:case"), expected=cases_of),
    "print": Face(in_print, ("desk:ledger_print",)),
    "export": Face(in_export, ("desk:ledger_export",), needs=Permission.EXPORT),
    "piles": Face(in_piles, ("desk:my_work",)),
    "pairs": Face(in_pairs, ("desk:my_work",), needs="", expected=to_judge),
    "day sheet": Face(on_day_sheet, ("desk:day_sheet",)),
    "badge": Face(in_badge, ("desk:my_work",), needs="", expected=waiting),
    "week": Face(in_week, ("desk:week",), expected=meeting),
    "calendar file": Face(in_calendar_file, ("desk:week_ics",), expected=meeting),
    "hints": Face(in_hints, ("desk:register_duplicates", "desk:register"), needs=Permission.REGISTER),
    "recent": Face(in_recent, ("desk:account",), needs=""),
    "interface list": Face(in_interface_list, ("api:list_disputes",), asks=cleared_program),
    "interface reads": Face(in_interface_reads, ("api:read_dispute",), asks=cleared_program),
    "interface cases": Face(
        in_interface_cases, ("api:list_cases", "api:read_case"), expected=cases_of, asks=cleared_program
    ),
    "interface feed": Face(in_interface_feed, ("api:read_journal",), asks=cleared_program),
    "verification": Face(in_verification, ("desk:verify",), needs="journal.verify"),
}
OF_ONE_MATTER = "belongs to one matter, which is read as on its page; tests/architecture/test_stranger.py walks there"
EMERGENCY = (
    "lists readings, not matters, and opens one by its number; tests/desk/test_emergency.py shows whom it opens to"
)
ACTS = "writes through an action, which looks for its subject in scope; tests/desk proves it"
CALLS = "is the list of cases narrowed to a date; tests/desk/test_cases.py shows a stranger an empty one"
OWN_FILE = "shows the file that its account has just sent; tests/exchange and tests/ops prove what it may meet"
NO_MATTER = "knows no matter"
DESK = {
    OF_ONE_MATTER: (
        "grants",
        "grant_new",
        "grant_end",
        "receipt",
        "meeting_slip",
        "guidance_paper",
        "gate_preview",
        "unmask",
        "file",
        "preview",
        "act",
        *("case_new", "case_paper", "case_act", "case_not_reached"),
    ),
    CALLS: ("case_visits",),
    EMERGENCY: ("emergencies", "emergency_new", "emergency_review"),
    ACTS: ("ledger_assign", "ledger_assess", "register_table", "strike_off_list", "likeness"),
    NO_MATTER: (
        *("sign_in", "sign_out", "choose_post", "slip", "ask", "help", "logs", "draft", "people_of_unit"),
        *("change_password", "end_session", "token_new", "end_token", "appoint_deputy", "end_deputy", "deputy_end"),
        *("upload_start", "upload_part", "upload_finish"),
        *("organisations", "organisation_new", "organisation", "organisation_act"),
        *("divisions", "division_new", "division", "division_act"),
        *("grids", "grid_new", "grid", "grid_act"),
        *("mediators", "mediator_new", "mediators_export", "mediator", "mediator_act"),
        *("committees", "committees_export", "corps_changes", "studio_new"),
        *("statutes", "statute", "article", "code_tables", "code_table", "parameters", "parameter", "parameter_change"),
        *("calendar", "calendar_new", "calendar_act", "calendar_sheet"),
        *("accounts", "account_new", "staff_account", "account_act", "post_act"),
    ),
}
OPS = {
    OWN_FILE: ("import", "import_blank", "import_report", "import_part_start", "import_part", "import_part_finish"),
    NO_MATTER: (
        "staff_import",
        "staff_slips",
        "mediator_import",
        "division_import",
        "first_start",
        "first_start_step",
        "system",
    ),
}
WITHOUT_MATTERS = {
    "set_language": NO_MATTER,
    **dict.fromkeys(("api:create", "api:act_on", "api:send_bundle", "api:send_batch"), ACTS),
    **dict.fromkeys(("api:api-root", "api:read_description"), NO_MATTER),
    **{f"desk:{name}": why for why, names in DESK.items() for name in names},
    **{f"ops:{name}": why for why, names in OPS.items() for name in names},
}


def test_every_address_belongs_to_a_face_or_shows_no_matter() -> None:
    """Later faces must join: claim the address with a probe, or say why it needs none."""
    claimed = {name for face in FACES.values() for name in face.addresses}
    assert [address.name for address in addresses() if address.name not in {*claimed, *WITHOUT_MATTERS}] == []


@pytest.fixture(autouse=True)
def settled_feed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The feed tells at once what it would tell after half a minute."""
    monkeypatch.setattr("anmulong.api.feed.SETTLED", timedelta(minutes=-1))


def test_each_role_sees_exactly_its_matters_in_every_face(world: World) -> None:
    """Sixty days on everything that has a date is late, so that the badge counts all that waits."""
    found, expected = {}, {}
    for name, actor in world.people.items():
        for face_name, face in FACES.items():
            key, may = f"{face_name}: {name}", _may(actor, face.needs)
            later = timedelta(days=60) if face_name == "badge" else timedelta()
            with clock.simulated(FixedClock(clock.now() + later)):
                found[key] = face.probe(world, face.asks(actor))
            expected[key] = face.expected(world, name) if may else None
    assert {key: value for key, value in found.items() if value != expected[key]} == {}
    assert found == expected


def _may(actor: Actor, permission: str) -> bool:
    return not permission or role(Post.objects.get(pk=actor.post).role).may(permission)
