"""The daily work on a matter: contacts, meetings, notes, files, reports to the police."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.disputes.enums import ContactWay, Permission
from anmulong.disputes.models import Contact, Dispute, Escalation, Meeting, Note
from anmulong.disputes.queries.meetings import clashes
from anmulong.disputes.rules import Minutes, is_owner_or_unit
from anmulong.disputes.workflow import MATTER
from anmulong.files.public import FileInput, bind
from anmulong.journal.public import Actor, Moment, action, personal
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.ids import new_uid
from anmulong.kernel.wording import noop
from anmulong.lawbook.public import parameter_int


LONGEST_MEETING = timedelta(hours=12)


@dataclass(frozen=True)
class Contacted:
    """Whom, how, reached or not, what was said. ``party`` when it was a recorded party."""

    way: ContactWay
    whom: str = personal(default="")
    party: UUID | None = None
    reached: bool = True
    said: str = personal(default="")
    failed_attempt: bool = False
    uid: UUID | None = None


@action(
    "dispute.contact",
    on=Dispute,
    needs=Permission.HANDLE,
    merges="append",
    given=Contacted,
    workflow=MATTER,
    policies=(is_owner_or_unit,),
    label=_("Record a contact"),
)
def contact(dispute: Dispute, given: Contacted, *, by: Actor, at: Moment) -> Dispute:
    """Record a call, visit or talk. ``failed_attempt`` counts as one attempt to settle without agreement (R-511)."""
    if not given.whom.strip() and given.party is None:
        raise Invalid("no-whom", noop("Say who was contacted."), fields={"whom": noop("This is needed.")})
    row = Contact(
        uid=given.uid or new_uid(),
        dispute=dispute,
        party=given.party,
        way=given.way,
        reached=given.reached,
        happened_at=at.happened,
        account=by.uid,
    )
    row.whom, row.said = given.whom, given.said
    row.save()
    if given.failed_attempt:
        dispute.failed_attempts += 1
        dispute.save()
    return dispute


@dataclass(frozen=True)
class Arrangement:
    """A meeting: when, where, who is told; ``host`` is the account that leads it, oneself when left out."""

    begins_at: datetime
    minutes: Minutes = 60
    place: str = personal(default="")
    subject: str = personal(default="")
    told: str = personal(default="")
    host: UUID | None = None
    despite_clash: bool = False
    uid: UUID | None = None


@action(
    "dispute.schedule",
    on=Dispute,
    needs=Permission.HANDLE,
    merges="append",
    given=Arrangement,
    workflow=MATTER,
    policies=(is_owner_or_unit,),
    label=_("Arrange a meeting"),
)
def schedule(dispute: Dispute, given: Arrangement, *, by: Actor, at: Moment) -> Dispute:
    """Arrange a meeting. Refused on a clash with another meeting of the host unless confirmed (clash check, O-5)."""
    length = timedelta(minutes=given.minutes)
    if not timedelta(0) < length <= LONGEST_MEETING:
        raise Invalid(
            "bad-length",
            noop("A meeting lasts between one minute and twelve hours."),
            fields={"minutes": noop("Choose another length.")},
        )
    host = given.host or by.uid
    if host is None:
        raise Invalid("no-host", noop("Say who leads the meeting."), fields={"host": noop("This is needed.")})
    between = timedelta(minutes=parameter_int("disputes.meeting_clash_minutes", county=by.county))
    found = clashes(host, given.begins_at - between, given.begins_at + length + between)
    if found and not given.despite_clash:
        raise Refused(
            "clash",
            noop("At this time there is another meeting already."),
            way_out=noop("Choose another time, or tick that both can stand."),
            details={"meetings": [meeting.pk for meeting in found]},
        )
    row = Meeting(
        uid=given.uid or new_uid(),
        dispute=dispute,
        begins_at=given.begins_at,
        ends_at=given.begins_at + length,
        host=host,
        organisation=by.organisation,
        arranged_by=by.uid,
    )
    row.place, row.subject, row.told = given.place, given.subject, given.told
    row.save()
    return dispute


@dataclass(frozen=True)
class Cancellation:
    """Which meeting and why."""

    meeting: UUID
    reason: str = personal(default="")


@action(
    "dispute.cancel_meeting",
    on=Dispute,
    needs=Permission.HANDLE,
    merges="append",
    given=Cancellation,
    workflow=MATTER,
    policies=(is_owner_or_unit,),
    label=_("Cancel a meeting"),
)
def cancel_meeting(dispute: Dispute, given: Cancellation, *, by: Actor, at: Moment) -> Dispute:
    """Cancel a meeting; it stays on the record."""
    row = dispute.meetings.filter(pk=given.meeting, cancelled_at=None).first()
    if row is None:
        raise Refused("no-such-meeting", noop("There is no such meeting, or it is cancelled already."))
    row.cancelled_at = at.entered
    row.cancel_reason = given.reason
    row.save()
    return dispute


@dataclass(frozen=True)
class Noted:
    """A note; ``side_file`` keeps it out of everything that parties or courts get (副卷, O-4)."""

    text: str = personal()
    side_file: bool = False
    uid: UUID | None = None


@action(
    "dispute.note",
    on=Dispute,
    needs=Permission.HANDLE,
    merges="append",
    given=Noted,
    workflow=MATTER,
    label=_("Add a note"),
)
def note(dispute: Dispute, given: Noted, *, by: Actor, at: Moment) -> Dispute:
    """Add a note. Any unit that sees the matter may leave one."""
    if not given.text.strip():
        raise Invalid("no-text", noop("The note is empty."), fields={"text": noop("This is needed.")})
    row = Note(
        uid=given.uid or new_uid(), dispute=dispute, side_file=given.side_file, happened_at=at.happened, account=by.uid
    )
    row.text = given.text
    row.save()
    return dispute


@action(
    "dispute.attach",
    on=Dispute,
    needs=Permission.HANDLE,
    merges="append",
    given=FileInput,
    workflow=MATTER,
    label=_("Attach a file"),
)
def attach(dispute: Dispute, given: FileInput, *, by: Actor, at: Moment) -> Dispute:
    """Bind an uploaded file to the matter; it is kept sealed, photographs without their position (O-4)."""
    bind(dispute.pk, given, by=by, at=at).save()
    return dispute


@dataclass(frozen=True)
class PoliceReport:
    """To whom, what was told, the receipt."""

    receiver: str = personal()
    facts_told: str = personal()
    receipt: str = personal(default="")


@action(
    "dispute.report_escalation",
    on=Dispute,
    needs=Permission.REPORT_ESCALATION,
    merges="append",
    given=PoliceReport,
    workflow=MATTER,
    label=_("Report to the police"),
    law="R-112, 人民调解法 art.25",
)
def report_escalation(dispute: Dispute, given: PoliceReport, *, by: Actor, at: Moment) -> Dispute:
    """Record the report to the police or another department when a matter may turn violent or criminal (R-112)."""
    missing = {name: noop("This is needed.") for name in ("receiver", "facts_told") if not getattr(given, name).strip()}
    if missing:
        raise Invalid("bad-input", noop("Some answers are missing; they are marked."), fields=missing)
    row = Escalation(dispute=dispute, reported_at=at.happened, account=by.uid)
    row.receiver, row.facts_told, row.receipt = given.receiver, given.facts_told, given.receipt
    row.save()
    return dispute
