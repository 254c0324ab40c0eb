"""Contacts, meetings, notes, files, reports to the police, and the page that shows them (O-4, O-5, R-112)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from anmulong.base import clock
from anmulong.base.guards import trusted
from anmulong.disputes.enums import ContactWay
from anmulong.disputes.models import Meeting
from anmulong.disputes.public import (
    Arrangement,
    Cancellation,
    Contacted,
    Noted,
    PoliceReport,
    matter_page,
    meetings_between,
)
from anmulong.files.public import FileInput, store_upload
from anmulong.journal.public import Call, history, perform_batch
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid, NotFound, Refused
from anmulong.kernel.ids import new_uid
from anmulong.lawbook.public import ParameterGiven, parameter_row
from tests.factories.matters import Office


def act(office: Office, name: str, given: Any, matter: UUID) -> None:
    office.act(office.clerk, f"dispute.{name}", given, matter)


def test_a_contact_names_somebody(office: Office) -> None:
    matter = office.handled()
    with pytest.raises(Invalid, match="no-whom"):
        act(office, "contact", Contacted(ContactWay.VISIT, whom=" "), matter)
    party = office.row(matter).sides.first().party_id
    act(office, "contact", Contacted(ContactWay.VISIT, party=party, said="愿意丈量"), matter)
    (row,) = matter_page(office.row(matter)).contacts
    assert (row.party, row.said, row.account) == (party, "愿意丈量", office.clerk.uid)


def test_r511_a_failed_attempt_is_counted(office: Office) -> None:
    matter = office.handled()
    for failed in (True, False, True):
        act(office, "contact", Contacted(ContactWay.OFFICE, whom="双方", failed_attempt=failed), matter)
    assert office.row(matter).failed_attempts == 2


@pytest.mark.parametrize("minutes", [0, 12 * 60 + 1])
def test_a_meeting_lasts_a_minute_to_half_a_day(office: Office, minutes: int) -> None:
    matter = office.handled()
    with pytest.raises(Invalid, match="bad-length"):
        act(office, "schedule", Arrangement(clock.now(), minutes=minutes), matter)


def test_a_meeting_has_a_host(office: Office) -> None:
    with pytest.raises(Invalid, match="no-host"):
        office.act(office.county.machine, "dispute.schedule", Arrangement(clock.now()), office.handled())


def test_o5_two_meetings_of_one_host_clash_until_confirmed(office: Office) -> None:
    first, second, at = office.handled(), office.handled(), clock.now()
    act(office, "schedule", Arrangement(at, place="嘎查办公室"), first)
    with pytest.raises(Refused, match="clash") as caught:
        act(office, "schedule", Arrangement(at + timedelta(minutes=59)), second)
    with trusted():
        assert caught.value.details == {"meetings": [Meeting.objects.get().pk]}
    act(office, "schedule", Arrangement(at + timedelta(minutes=59), despite_clash=True), second)
    act(office, "schedule", Arrangement(at, host=office.mediator.uid), second)
    with trusted():
        assert Meeting.objects.count() == 3


def test_the_gap_that_the_office_demands_lies_between_two_meetings(office: Office) -> None:
    """disputes.meeting_clash_minutes: nought unless the office decides otherwise."""
    first, second, at = office.handled(), office.handled(), clock.now()
    act(office, "schedule", Arrangement(at), first)
    act(office, "schedule", Arrangement(at + timedelta(minutes=60)), second)
    row = vars(parameter_row("disputes.meeting_clash_minutes")) | {"value": 30, "valid_from": local_day(at)}
    office.act(office.county.machine, "lawbook.set_parameter", ParameterGiven(**row))
    with pytest.raises(Refused, match="clash"):
        act(office, "schedule", Arrangement(at + timedelta(minutes=149)), second)
    act(office, "schedule", Arrangement(at + timedelta(minutes=150)), second)


def test_a_cancelled_meeting_stays_on_record_and_frees_the_time(office: Office) -> None:
    matter, at, meeting = office.handled(), clock.now(), new_uid()
    act(office, "schedule", Arrangement(at, uid=meeting), matter)
    act(office, "cancel_meeting", Cancellation(meeting, "下雪"), matter)
    with pytest.raises(Refused, match="no-such-meeting"):
        act(office, "cancel_meeting", Cancellation(meeting), matter)
    act(office, "schedule", Arrangement(at), matter)
    cancelled = next(row for row in matter_page(office.row(matter)).meetings if row.pk == meeting)
    assert (cancelled.cancel_reason, cancelled.cancelled_at is not None) == ("下雪", True)


def test_the_week_shows_meetings_of_matters_in_scope(office: Office) -> None:
    matter, at = office.handled(), clock.now()
    act(office, "schedule", Arrangement(at + timedelta(hours=2), uid=new_uid()), matter)
    act(office, "schedule", Arrangement(at, host=office.second.uid), matter)
    span = (at, at + timedelta(days=7))
    mine, theirs = office.clerk.rights.scope(at), office.other_clerk.rights.scope(at)
    assert [meeting.host for meeting in meetings_between(mine, *span)] == [office.second.uid, office.clerk.uid]
    assert [meeting.host for meeting in meetings_between(mine, *span, host=office.clerk.uid)] == [office.clerk.uid]
    assert meetings_between(theirs, *span) == []


def test_o4_a_note_of_the_side_file_shows_only_where_it_is_asked_for(office: Office) -> None:
    matter = office.handled()
    with pytest.raises(Invalid, match="no-text"):
        act(office, "note", Noted(" "), matter)
    act(office, "note", Noted("公开一句"), matter)
    act(office, "note", Noted("背对背谈话", side_file=True), matter)
    row = office.row(matter)
    assert [note.text for note in matter_page(row).notes] == ["公开一句"]
    assert [note.text for note in matter_page(row, side_file=True).notes] == ["背对背谈话", "公开一句"]


def test_an_uploaded_file_is_bound_and_proves(office: Office) -> None:
    matter, content = office.handled(), b"%PDF-1.7 plan of the pasture"
    assert "evidence" in [gap.code for gap in matter_page(office.row(matter)).gaps]
    given = FileInput(store_upload("界桩.pdf", [content], len(content), account=office.clerk.uid).uid)
    act(office, "attach", given, matter)
    page = matter_page(office.row(matter))
    assert [file.original_name for file in page.files] == ["界桩.pdf"]
    assert "evidence" not in [gap.code for gap in page.gaps]


def test_r112_a_report_to_the_police_says_to_whom_and_what(office: Office) -> None:
    matter = office.handled()
    with pytest.raises(Invalid) as caught:
        act(office, "report_escalation", PoliceReport(" ", ""), matter)
    assert set(caught.value.fields) == {"receiver", "facts_told"}
    act(office, "report_escalation", PoliceReport("乌兰镇派出所", "扬言持械", "回执1"), matter)
    (row,) = matter_page(office.row(matter)).escalations
    assert (row.receiver, row.facts_told, row.receipt) == ("乌兰镇派出所", "扬言持械", "回执1")


def test_several_people_in_one_batch(office: Office) -> None:
    """Each operation is judged, and signed for, by who does it: outside the own scope a matter is not found."""
    mine, far = office.register(), office.register(by=office.other_clerk, division=office.county.gachas[2])
    calls = [Call("dispute.note", Noted("看过了"), subject=matter) for matter in (mine, far, far)]
    acting = {calls[1].operation: office.other_clerk}
    report = perform_batch(calls, by=office.clerk, acting=acting)
    assert set(report.refused) == {calls[2].operation}
    assert isinstance(report.refused[calls[2].operation], NotFound)
    assert history(office.row(far))[0].entry.actor == office.other_clerk.uid
