"""The common superior judges two matters on the page of the own work (O-4)."""

from uuid import UUID

import pytest
from django.urls import reverse

from anmulong.disputes.enums import State
from anmulong.disputes.public import Likeness
from tests.desk.conftest import Desk
from tests.desk.pages import words
from tests.factories.matters import Office, flagged


def asked(office: Office, *, struck_off: bool = False) -> tuple[UUID, UUID, str]:
    """A later and an earlier matter, and where the answer goes."""
    earlier = office.struck_off() if struck_off else office.register()
    later = office.register(by=office.other_clerk, division=office.county.gachas[2])
    return later, earlier, reverse("desk:likeness", args=[flagged(office, later, earlier)])


def test_the_question_stands_on_the_superiors_page_only(office: Office, desk: Desk) -> None:
    later, earlier, url = asked(office)
    page = words(desk(office.director).get("/"))
    assert all(part in page for part in (str(later), str(earlier), url, office.row(later).number))
    for person in (office.clerk, office.other_clerk, office.mediator):
        assert url not in words(desk(person).get("/"))
        assert desk(person).post(url, {"do": "same"}).status_code in (403, 404)
    assert Likeness.objects.get().ended_at is None


def test_the_same_merges_the_later_into_the_earlier(office: Office, desk: Desk) -> None:
    later, earlier, url = asked(office)
    client = desk(office.director)
    assert client.post(url, {"do": "same"}).status_code == 302
    assert (office.row(later).state, office.row(later).merged_into) == (State.MERGED, earlier)
    assert Likeness.objects.get().verdict == "same"
    assert url not in words(client.get("/"))


def test_flared_up_links_both(office: Office, desk: Desk) -> None:
    later, earlier, url = asked(office, struck_off=True)
    desk(office.director).post(url, {"do": "same"})
    assert (office.row(later).relapse_of, office.row(later).state) == (earlier, State.REGISTERED)


@pytest.mark.parametrize("do", ["different", ""])
def test_different_touches_neither(office: Office, desk: Desk, do: str) -> None:
    later, earlier, url = asked(office)
    before = (office.row(later).version, office.row(earlier).version)
    desk(office.director).post(url, {"do": do})
    assert (office.row(later).version, office.row(earlier).version) == before
    assert (Likeness.objects.get().verdict, Likeness.objects.get().ended_by) == ("different", office.director.uid)


def test_what_cannot_be_merged_stays_a_question(office: Office, desk: Desk) -> None:
    """One click is one bundle: without the merge there is no verdict either."""
    earlier = office.register()
    later = office.settled(division=office.county.gachas[0])
    url = reverse("desk:likeness", args=[flagged(office, later, earlier)])
    assert desk(office.second).post(url, {"do": "same"}).status_code == 403
    assert Likeness.objects.get().ended_at is None
