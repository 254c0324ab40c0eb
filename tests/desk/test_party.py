"""The page of a party: opened from a dispute, for a purpose, without any count of matters (O-4)."""

from typing import Any
from uuid import UUID

from django.urls import reverse

from anmulong.access.enums import GrantReason
from anmulong.access.public import NewGrant
from anmulong.base.guards import trusted
from anmulong.base.recording import loading
from anmulong.disputes.public import Dispute, SideInput
from anmulong.journal.enums import ReadingKind
from anmulong.journal.public import Actor, log_page
from anmulong.people.enums import Reading, Spoken
from anmulong.people.public import PartyInput
from tests.desk.conftest import Desk
from tests.desk.pages import words
from tests.factories.matters import Office


TELEPHONE = "17000001234"
PURPOSE = {"purpose": "contact"}


def url(office: Office, matter: UUID, at: int = 0) -> str:
    """The page of one party of a matter."""
    with trusted():
        side = list(office.row(matter).sides.order_by("side", "position"))[at]
    return reverse("desk:party", args=[matter, side.party_id])


def readings(office: Office) -> list[Any]:
    """Openings in the read log."""
    return [row for row in log_page("readings", office.county.key) if row.kind == ReadingKind.OPEN]


def another(office: Office, *, by: Actor | None = None, gacha: int = 0, **more: Any) -> UUID:
    """A second matter of the same person: same name and telephone."""
    sides = (SideInput(PartyInput(name="巴特尔", telephone=TELEPHONE)), SideInput(PartyInput(name="宝音"), side=2))
    answers = {"what": "为一口井争执", "parties": sides, "division": office.county.gachas[gacha], **more}
    return office.register(by=by, **answers)


def own(office: Office, matter: UUID, person: Actor) -> None:
    """Lay a matter on somebody's desk."""
    with trusted(), loading("a test lays a matter on a desk"):
        Dispute.objects.filter(pk=matter).update(owner_person=person.uid, owner_organisation=person.organisation)


def linked(office: Office, answer: Any) -> list[str]:
    """The numbers of other matters on the page."""
    return [row["number"] for row in answer.context["elsewhere"]]


def test_it_asks_for_a_purpose_first(office: Office, desk: Desk, matter: UUID) -> None:
    """Without one no name is told and nothing is recorded as read."""
    client, place = desk(office.clerk), url(office, matter)
    for answer, status in (
        (client.get(place), 200),
        (client.post(place), 422),
        (client.post(place, {"purpose": "x"}), 422),
    ):
        assert answer.status_code == status
        assert "party" not in answer.context
        assert "巴特尔" not in words(answer)
    assert readings(office) == []


def test_the_look_is_recorded_with_its_purpose(office: Office, desk: Desk, matter: UUID) -> None:
    """R-723: who, what, what for."""
    place = url(office, matter)
    answer = desk(office.clerk).post(place, PURPOSE)
    (row,) = readings(office)
    assert answer.status_code == 200
    assert (row.subject, row.actor, row.purpose) == (matter, office.clerk.uid, "contact")
    assert row.detail == f"party {place.rstrip('/').rsplit('/', 1)[1]}"


def test_it_shows_who_it_is_masked(office: Office, desk: Desk) -> None:
    """Identity, safe contact, language; whole numbers stand nowhere, the existing way leads to them."""
    given = PartyInput(
        name="巴特尔", telephone=TELEPHONE, spoken=Spoken.MONGOLIAN, reads=Reading.MONGOLIAN, do_not_visit=True
    )
    matter = office.register(parties=(SideInput(given),))
    answer = desk(office.clerk).post(url(office, matter), PURPOSE)
    party, language = answer.context["party"], answer.context["language"]
    assert TELEPHONE not in words(answer)
    assert (party["name"], party["phone_masked"], party["safe_contact"]) == ("巴特尔", "170****1234", "不要上门")
    assert (language["spoken"], language["reads"], language["read_out"]) == ("蒙古语", "传统蒙古文", True)
    assert party["unmask_url"] in words(answer)


def test_the_disputes_page_leads_to_it(office: Office, desk: Desk, matter: UUID) -> None:
    page = words(desk(office.clerk).get(reverse("desk:matter", args=[matter])))
    assert all(url(office, matter, at) in page for at in (0, 1))


def test_strangers_find_nothing(office: Office, desk: Desk, matter: UUID) -> None:
    """Another town's clerk; and a party of another matter is no party of this one."""
    place, other = url(office, matter), another(office)
    stranger = desk(office.other_clerk)
    assert [stranger.get(place).status_code, stranger.post(place, PURPOSE).status_code] == [404, 404]
    mixed = place.replace(str(matter), str(other))
    assert desk(office.clerk).post(mixed, PURPOSE).status_code == 404
    assert readings(office) == []


def test_other_matters_are_those_on_the_viewers_desk(office: Office, desk: Desk, matter: UUID) -> None:
    """In scope and the viewer's or the viewer's unit's work; the unit of somebody else's is not named."""
    mine, theirs, outside = another(office), another(office, gacha=1), another(office, by=office.other_clerk, gacha=2)
    own(office, mine, office.clerk)
    own(office, theirs, office.other_mediator)
    own(office, outside, office.clerk)
    answer = desk(office.clerk).post(url(office, matter), PURPOSE)
    seen = {uid: office.row(uid).number in words(answer) for uid in (mine, theirs)}
    assert seen == {mine: True, theirs: False}
    own(office, outside, office.other_clerk)
    assert office.row(outside).number not in words(desk(office.clerk).post(url(office, matter), PURPOSE))


def test_being_able_to_read_it_is_not_a_task(office: Office, desk: Desk, matter: UUID) -> None:
    """The director reads the whole banner; nothing of it lies on the director's desk."""
    own(office, another(office), office.clerk)
    assert linked(office, desk(office.director).post(url(office, matter), PURPOSE)) == []


def test_a_matter_struck_off_is_no_current_task(office: Office, desk: Desk, matter: UUID) -> None:
    sides = (SideInput(PartyInput(name="巴特尔", telephone=TELEPHONE)),)
    done = office.struck_off(what="为一口井争执", parties=sides)
    own(office, done, office.clerk)
    assert linked(office, desk(office.clerk).post(url(office, matter), PURPOSE)) == []


def test_a_name_alone_is_not_the_same_person(office: Office, desk: Desk, matter: UUID) -> None:
    namesake = office.register(what="为一口井争执", parties=(SideInput(PartyInput(name="巴特尔")),))
    own(office, namesake, office.clerk)
    assert linked(office, desk(office.clerk).post(url(office, matter), PURPOSE)) == []


def test_restricted_ones_only_with_clearance(office: Office, desk: Desk, matter: UUID) -> None:
    """O-4: the justice office has clearance in the town, its clerk has none, whoever minds the matter."""
    secret = another(office, facts=("violence",))
    own(office, secret, office.clerk)
    assert linked(office, desk(office.clerk).post(url(office, matter), PURPOSE)) == []
    own(office, secret, office.second)
    cleared = desk(office.second).post(url(office, matter), PURPOSE)
    assert linked(office, cleared) == [office.row(secret).number]


def test_no_number_of_matters_and_no_order_by_it(office: Office, desk: Desk, matter: UUID) -> None:
    """O-4: links in the order of registration; nothing on the page counts, sorts, filters or exports them."""
    found = [another(office, what=f"第{sign}件争执", gacha=at) for at, sign in enumerate("甲乙")]
    for uid in found:
        own(office, uid, office.clerk)
    answer = desk(office.clerk).post(url(office, matter), PURPOSE)
    assert linked(office, answer) == [office.row(uid).number for uid in found]
    assert all(set(row) == {"number", "title", "url"} for row in answer.context["elsewhere"])
    main = words(answer).split("<main", 1)[1].split("</main>")[0]
    assert not any(mark in main for mark in ("2件", "2 件", "共2", "(2)", "（2）", "export", "sort="))


def test_a_minor_is_shown_by_initials(office: Office, desk: Desk) -> None:
    """R-751: in the heading, in the facts and in the heading of the dispute above."""
    child = PartyInput(name="乌日娜", telephone=TELEPHONE, minor=True)
    matter = office.register(what="乌日娜与同学的纠纷", parties=(SideInput(child),))
    for answer in (
        desk(office.second).get(url(office, matter)),
        desk(office.second).post(url(office, matter), PURPOSE),
    ):
        assert answer.status_code == 200
        assert "乌日娜" not in words(answer)


def test_who_was_let_in_reads_one_matter_only(office: Office, desk: Desk, matter: UUID) -> None:
    """A grant opens the party of this matter, no other matter of the person."""
    own(office, another(office), office.clerk)
    office.act(
        office.director,
        "grant.open",
        NewGrant(matter, GrantReason.LINKED_ORGAN, account=office.other_clerk.uid),
    )
    answer = desk(office.other_clerk).post(url(office, matter), PURPOSE)
    assert (answer.status_code, linked(office, answer)) == (200, [])
