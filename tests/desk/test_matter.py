"""The page of a matter: everything on it, in a fixed number of queries, and nothing that must not be seen (O-4)."""

from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from anmulong.access.public import Grant
from anmulong.base import clock
from anmulong.cases.public import Case
from anmulong.desk.presenting.sentences import told_actions
from anmulong.disputes.enums import ContactWay
from anmulong.disputes.public import Arrangement, Contacted, Dispute, GuidanceGiven, Noted, Relapse, SideInput
from anmulong.journal.enums import ReadingKind
from anmulong.journal.public import all_actions, log_page
from anmulong.people.public import PartyInput
from tests.desk.conftest import Desk
from tests.desk.pages import words
from tests.factories.matters import Office
from tests.factories.people import make_account


AROUND = ("session", "access_", "lawbook_", "journal_store", "SAVEPOINT", "desk_")
MOST = 12


def url(matter: UUID) -> str:
    """The page of a matter."""
    return reverse("desk:matter", args=[matter])


def readings(office: Office, kind: ReadingKind) -> list[Any]:
    """What stands in the read log."""
    return [row for row in log_page("readings", office.county.key) if row.kind == kind]


def test_every_action_on_a_matter_has_its_sentence() -> None:
    """A time line without words would be a list of codes."""
    in_its_stream = {name for name, spec in all_actions().items() if spec.on in (Case, Dispute, Grant)}
    assert told_actions() == in_its_stream


def test_page_shows_the_matter_and_its_opening_is_recorded(office: Office, desk: Desk, matter: UUID) -> None:
    page = desk(office.clerk).get(url(matter))
    shown = page.context["matter"]
    assert (page.status_code, shown["number"]) == (200, office.row(matter).number)
    assert [party["name"] for party in page.context["parties"]] == ["巴特尔", "苏和"]
    assert [row.subject for row in readings(office, ReadingKind.OPEN)] == [matter]


def test_another_towns_clerk_finds_nothing(office: Office, desk: Desk, matter: UUID) -> None:
    """Every address below the matter, too."""
    office.act(office.clerk, "dispute.schedule", Arrangement(clock.now()), matter)
    row = office.row(matter)
    places = [
        url(matter),
        reverse("desk:receipt", args=[matter, row.reports.get().pk]),
        reverse("desk:meeting_slip", args=[matter, row.meetings.get().pk]),
        reverse("desk:guidance_paper", args=[matter]),
        reverse("desk:file", args=[matter, matter]),
        reverse("desk:preview", args=[matter, matter]),
    ]
    client = desk(office.other_clerk)
    assert [client.get(place).status_code for place in places] == [404] * len(places)
    party = row.sides.first().party.pk
    answer = client.post(reverse("desk:unmask", args=[matter, party]), {"field": "phone", "purpose": "contact"})
    assert answer.status_code == 404


def test_restricted_matter_is_hidden_from_the_gacha(office: Office, desk: Desk) -> None:
    """O-4: relatives in the gacha committee never meet it; clearance and the handler do."""
    matter = office.register(facts=("violence",))
    assert desk(office.mediator).get(url(matter)).status_code == 404
    assert desk(office.second).get(url(matter)).status_code == 200


def test_restricted_reason_is_not_shown_without_clearance(office: Office, desk: Desk) -> None:
    """O-4: 红(原因限阅). Who was granted the matter sees the colour, not why."""
    matter = office.register(facts=("violence",))
    offered = make_account(office.county, "gacha_mediator", at=0).actor()
    office.act(office.director, "dispute.assign", _assignment(offered), matter)
    page = desk(offered).get(url(matter))
    assert page.context["matter"]["risk_reasons"] == ["原因限阅"] or page.context["matter"]["risk_note"]
    assert desk(office.second).get(url(matter)).context["matter"]["risk_note"] == ""


def _assignment(actor: Any) -> Any:
    return all_actions()["dispute.assign"].given(actor.organisation, actor.uid)


def test_telephone_is_masked_until_a_purpose_is_given(office: Office, desk: Desk, matter: UUID) -> None:
    """R-723: who, what, what for stand in the read log."""
    client = desk(office.clerk)
    assert "17000001234" not in words(client.get(url(matter)))
    party = office.row(matter).sides.order_by("position").first().party.pk
    place = reverse("desk:unmask", args=[matter, party])
    refused = client.post(place, {"field": "phone"})
    shown = client.post(place, {"field": "phone", "purpose": "contact"}, headers={"HX-Request": "true"})
    assert refused.status_code == 400
    assert "17000001234" in words(shown)
    assert "17000001234" in words(client.post(place, {"field": "phone", "purpose": "contact"}))
    assert [row.purpose for row in readings(office, ReadingKind.UNMASK)] == ["contact", "contact"]


def test_who_may_not_unmask_is_refused(office: Office, desk: Desk, matter: UUID) -> None:
    party = office.row(matter).sides.order_by("position").first().party.pk
    matter_of_mine = office.register(by=office.mediator)
    client = desk(office.mediator)
    place = reverse("desk:unmask", args=[matter_of_mine, party])
    assert client.post(place, {"field": "phone", "purpose": "contact"}).status_code == 403
    assert readings(office, ReadingKind.UNMASK) == []


@pytest.mark.parametrize("field", ["", "name", "identity", "narrative"])
def test_only_numbers_can_be_unmasked(office: Office, desk: Desk, matter: UUID, field: str) -> None:
    party = office.row(matter).sides.order_by("position").first().party.pk
    place = reverse("desk:unmask", args=[matter, party])
    assert desk(office.clerk).post(place, {"field": field, "purpose": "contact"}).status_code == 404


def test_reporter_stands_apart_and_is_covered_for_others(office: Office, desk: Desk) -> None:
    """O-4: 反映人 is not a party; only who takes or handles the matter reads the name."""
    matter = office.register(reporter="其其格", reporter_phone="17000009999", by=office.mediator)
    assert desk(office.mediator).get(url(matter)).context["reporter"]["name"] == "其其格"
    assert desk(office.clerk).get(url(matter)).context["reporter"]["name"] == "其**"


def test_minors_name_is_covered_in_the_text(office: Office, desk: Desk) -> None:
    """R-751: initials, also inside the story."""
    child = SideInput(PartyInput(name="小明明", minor=True))
    matter = office.register(what="小明明被打伤。", parties=(child,), reporter="巴特尔")
    page = words(desk(office.second).get(url(matter)))
    assert "小明明" not in page


def test_steps_say_why_not(office: Office, desk: Desk, matter: UUID) -> None:
    """What the matter forbids now stands there with its reason; what the post may never do does not."""
    page = desk(office.clerk).get(url(matter))
    possible = [step["label"] for step in page.context["actions"]]
    blocked = {step["label"]: step["reason"] for step in page.context["actions_off"]}
    assert str(all_actions()["dispute.triage"].label) in possible
    assert blocked[str(all_actions()["dispute.ask_strike_off"].label)]
    assert str(all_actions()["dispute.strike_off"].label) not in [*possible, *blocked]


def test_clocks_show_their_arithmetic(office: Office, desk: Desk, matter: UUID) -> None:
    """R-210: which days were counted stands on the page."""
    clocks = desk(office.clerk).get(url(matter)).context["clocks"]
    assert clocks[0]["steps"]
    assert clocks[0]["due_at"] is not None


def fill(office: Office, times: int) -> UUID:
    """A matter with so many of everything."""
    parties = tuple(SideInput(PartyInput(name=f"当事人{at}")) for at in range(times))
    matter = office.register(parties=parties)
    for at in range(times):
        office.act(office.clerk, "dispute.contact", Contacted(ContactWay.VISIT, whom=f"第{at}位"), matter)
        office.act(office.clerk, "dispute.note", Noted(f"记录{at}"), matter)
        office.act(office.clerk, "dispute.schedule", Arrangement(clock.now(), despite_clash=True), matter)
    return matter


def asked(client: Client, matter: UUID) -> list[str]:
    """The queries of the page apart from session, account, the lawbook's memory and the shell."""
    client.get(url(matter))
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url(matter)).status_code == 200
    return [query["sql"] for query in seen.captured_queries if not any(word in query["sql"] for word in AROUND)]


def test_number_of_queries_is_fixed(office: Office, desk: Desk) -> None:
    """One of everything or three: the same number, and not more than twelve."""
    client = desk(office.clerk)
    one, three = asked(client, fill(office, 1)), asked(client, fill(office, 3))
    assert len(one) == len(three)
    assert len(one) <= MOST, "\n".join(sql[:160] for sql in one)


def test_related_matters_are_named_only_inside_the_scope(office: Office, desk: Desk) -> None:
    earlier, matter = office.struck_off(), office.handled()
    office.act(office.clerk, "dispute.relapse", Relapse(earlier), matter)
    client = desk(office.clerk)
    assert client.get(url(matter)).context["matter"]["relapse_of"]["number"] == office.row(earlier).number


def test_receipt_of_another_matter_is_not_found(office: Office, desk: Desk, matter: UUID) -> None:
    other = office.row(office.register()).reports.get().pk
    assert desk(office.clerk).get(reverse("desk:receipt", args=[matter, other])).status_code == 404


def test_paper_of_channels_only_after_guiding(office: Office, desk: Desk) -> None:
    matter, client = office.handled(), desk(office.clerk)
    place = reverse("desk:guidance_paper", args=[matter])
    assert client.get(place).status_code == 404
    office.act(office.clerk, "dispute.guide", GuidanceGiven(("court_suit",)), matter)
    assert client.get(place).status_code == 200


def test_administrators_see_no_matter(office: Office, desk: Desk, matter: UUID) -> None:
    """R-721."""
    for role in ("system_admin", "security_admin", "audit_admin"):
        person = make_account(office.county, role).actor()
        assert desk(person).get(url(matter)).status_code in (403, 404)


def test_a_receipt_names_nobody_but_its_receiver(office: Office, desk: Desk) -> None:
    """O-4: the other side's name is covered in the heading, too."""
    matter = office.register(title="苏和与巴特尔争草场")
    report = office.row(matter).reports.get()
    page = desk(office.clerk).get(reverse("desk:receipt", args=[matter, report.pk]))
    assert page.context["receipt"]["title"] == "苏*与巴特尔争草场"
