"""To whom a single matter is open beyond its area: viewer, why, until, by whom."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from anmulong.access.enums import GrantReason
from anmulong.access.public import Grant, who
from anmulong.desk.presenting.rows import unit_name
from anmulong.disputes.public import Dispute


def grants_url(dispute: Dispute) -> str:
    """The page of the grants of one matter."""
    return reverse("desk:grants", args=[dispute.pk])


def grant_rows(
    dispute: Dispute, found: Iterable[Grant], *, closable: Collection[UUID], now: datetime
) -> list[dict[str, Any]]:
    """Open ones first, then the closed ones, the latest first. ``closable``: what this post may close."""
    ordered = sorted(found, key=lambda grant: (is_open(grant, now), grant.began_at), reverse=True)
    names = who({uid for grant in ordered for uid in (grant.account, grant.granted_by)})
    return [_row(dispute, grant, names, closable=closable, now=now) for grant in ordered]


def is_open(grant: Grant, now: datetime) -> bool:
    """Whether the viewer still reads the matter."""
    return grant.ended_at is None and (grant.until_at is None or grant.until_at > now)


def _row(
    dispute: Dispute, grant: Grant, names: dict[UUID, str], *, closable: Collection[UUID], now: datetime
) -> dict[str, Any]:
    live = is_open(grant, now)
    end = reverse("desk:grant_end", args=[dispute.pk, grant.pk]) if live and grant.pk in closable else ""
    return {
        "viewer": names.get(grant.account, "") if grant.account else unit_name(dispute.county, grant.organisation),
        "is_unit": grant.account is None,
        "why": str(GrantReason(grant.why).label),
        "note": grant.note,
        "from": grant.began_at,
        "until": grant.ended_at or grant.until_at,
        "by": names.get(grant.granted_by, "") if grant.granted_by else _("the system"),
        "live": live,
        "closed": grant.ended_at is not None,
        "end_url": end,
    }
