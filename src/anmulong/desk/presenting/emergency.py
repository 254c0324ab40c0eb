"""Emergency readings: who read which matter, why, until when, and what the review found."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from anmulong.access.enums import Finding, GrantReason, Permission
from anmulong.access.public import Grant, who
from anmulong.base.scoping import Branches
from anmulong.desk.presenting.days import today
from anmulong.desk.presenting.grants import is_open
from anmulong.desk.presenting.matter import subject
from anmulong.desk.requests import Here
from anmulong.disputes.public import Dispute


def readings(place: Here) -> Branches[Grant]:
    """The emergency readings that this post sees: of its area, and its own."""
    found: Branches[Grant] = Grant.objects.in_scope(place.scope).filter(
        why=GrantReason.BREAK_GLASS, review_on__isnull=False
    )
    return found


def reading_rows(place: Here, found: Sequence[Grant], now: datetime) -> list[dict[str, Any]]:
    """Those that wait first, then the latest. A matter is named only to whom it is open."""
    ordered = sorted(found, key=lambda row: (row.reviewed_at is None, row.began_at), reverse=True)
    names = who({uid for row in ordered for uid in (row.account, row.granted_by, row.reviewed_by) if uid})
    rows = Dispute.objects.in_scope(place.scope).filter(pk__in={row.dispute for row in ordered}).few()
    matters = {row.pk: subject(row) for row in rows}
    return [
        {"matter": matters.get(row.dispute), **_reading(row, names, now), **_review(row, names, place)}
        for row in ordered
    ]


def _reading(row: Grant, names: dict[UUID, str], now: datetime) -> dict[str, Any]:
    reader = row.granted_by or row.account
    return {
        "reader": names.get(reader, "") if reader else "",
        "reason": row.note,
        "from": row.began_at,
        "until": row.ended_at or row.until_at,
        "live": is_open(row, now),
    }


def _review(row: Grant, names: dict[UUID, str], place: Here) -> dict[str, Any]:
    waits = row.reviewed_at is None
    mine = bool({row.account, row.granted_by} & {place.account.pk, place.actor.on_behalf})
    may = waits and not mine and place.may(Permission.REVIEW_READING)
    return {
        "waits": waits,
        "review_on": row.review_on,
        "late": waits and row.review_on is not None and row.review_on < today(),
        "finding": str(Finding(row.finding).label) if row.finding else "",
        "bad": row.finding == Finding.UNWARRANTED,
        "reviewer": names.get(row.reviewed_by, "") if row.reviewed_by else "",
        "review_note": row.review_note,
        "review_url": reverse("desk:emergency_review", args=[row.pk]) if may else "",
    }
