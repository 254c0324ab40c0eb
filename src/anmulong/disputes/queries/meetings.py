"""Meetings: clashes and weeks."""

from datetime import datetime
from uuid import UUID

from anmulong.base.scoping import Scope
from anmulong.disputes.models import Dispute, Meeting


def clashes(host: UUID, begins_at: datetime, ends_at: datetime) -> list[Meeting]:
    """Meetings of the same host that overlap; for the action, not for pages."""
    return list(Meeting.objects.filter(host=host, cancelled_at=None, begins_at__lt=ends_at, ends_at__gt=begins_at)[:5])


def meetings_between(
    scope: Scope, begins_at: datetime, ends_at: datetime, *, host: UUID | None = None
) -> list[Meeting]:
    """Meetings of matters in scope within a stretch of time, in order; of one host when given."""
    found = Meeting.objects.in_scope(scope).filter(begins_at__lt=ends_at, ends_at__gt=begins_at, cancelled_at=None)
    if host is not None:
        found = found.filter(host=host)
    meetings = sorted(found, key=lambda meeting: (meeting.begins_at, meeting.pk))
    wanted = {each.dispute_id for each in meetings}
    seen = Dispute.objects.in_scope(scope).filter(pk__in=wanted).few() if wanted else []
    visible = {row.pk: row for row in seen}
    return [_with(meeting, visible[meeting.dispute_id]) for meeting in meetings if meeting.dispute_id in visible]


def _with(meeting: Meeting, dispute: Dispute) -> Meeting:
    meeting.dispute = dispute
    return meeting
