"""The whole history of a matter, its proof, and who looked at it (R-723)."""

from uuid import UUID

from django.urls import reverse

from tests.desk.conftest import Desk
from tests.factories.matters import Office


def url(matter: UUID, tab: str = "steps") -> str:
    return f"{reverse('desk:history', args=[matter])}?tab={tab}"


def test_steps_and_proof(office: Office, desk: Desk) -> None:
    matter = office.settled()
    page = desk(office.clerk).get(url(matter))
    assert (page.context["chain"]["ok"], page.context["chain"]["length"]) == (True, 3)
    assert len(page.context["entries"]) == 3


def test_who_looked_stands_there_for_who_decides_on_reading(office: Office, desk: Desk, matter: UUID) -> None:
    client = desk(office.clerk)
    client.get(reverse("desk:matter", args=[matter]))
    page = client.get(url(matter, "looks"))
    assert [look["actor"] for look in page.context["looks"]] == ["town_clerk 0", "town_clerk 0"]


def test_refused_steps_are_named(office: Office, desk: Desk, matter: UUID) -> None:
    client = desk(office.clerk)
    client.post(reverse("desk:act", args=[matter, "strike_off"]), {})
    page = client.get(url(matter, "refusals"))
    assert [row["code"] for row in page.context["refusals"]] == ["not-permitted"]


def test_a_mediator_sees_the_steps_only(office: Office, desk: Desk) -> None:
    matter = office.register(by=office.mediator)
    page = desk(office.mediator).get(url(matter, "looks"))
    assert len(page.context["tabs"]) == 1
    assert "looks" not in page.context


def test_another_towns_clerk_finds_nothing(office: Office, desk: Desk, matter: UUID) -> None:
    assert desk(office.other_clerk).get(url(matter)).status_code == 404


def test_nonsense_tab_shows_the_steps(office: Office, desk: Desk, matter: UUID) -> None:
    assert desk(office.clerk).get(url(matter, "☃")).context["entries"]
