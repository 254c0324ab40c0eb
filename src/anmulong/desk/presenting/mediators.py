"""Mediators as lists and pages show them. No number of settled cases, no order by success (O-4)."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anmulong.access.public import who
from anmulong.desk.presenting.organisations import organisation_url
from anmulong.desk.requests import Here
from anmulong.lawbook.public import code_label
from anmulong.orgs.public import lies_in
from anmulong.people.enums import InterestKind, MediatorKind, Permission
from anmulong.people.public import (
    Engagement,
    Mediator,
    Schooling,
    engagements_of,
    interests_of,
    schooling_of,
    trainings_of,
)


LABELS: dict[str, Any] = {
    "name": _("Name"),
    "kind": _("Kind"),
    "since": _("Engaged since"),
    "ended_on": _("Last day"),
    "course": _("Course"),
    "hours": _("Hours"),
}
KINDS: dict[str, Any] = {**dict(MediatorKind.choices), **dict(InterestKind.choices)}
SECRET = "—"  # noqa: S105  # a dash in place of what is not shown


def mediator_url(uid: UUID) -> str:
    """The page of a mediator."""
    return reverse("desk:mediator", args=[uid])


def mediator_rows(found: Sequence[Mediator], day: date) -> list[dict[str, Any]]:
    """Rows of the register, in a fixed number of queries."""
    uids = [each.pk for each in found]
    serving, hours = engagements_of(uids), schooling_of(uids, day.year)
    return [_row(each, serving[each.pk], hours[each.pk], day) for each in found]


def _row(person: Mediator, rows: Sequence[Engagement], hours: Schooling, day: date) -> dict[str, Any]:
    now = [row for row in rows if row.holds(day)]
    return {
        "url": mediator_url(person.pk),
        "name": person.name,
        "sex": str(person.get_sex_display()),
        "kinds": list(dict.fromkeys(str(row.get_kind_display()) for row in now)),
        "committees": list(dict.fromkeys(row.organisation.name for row in now)),
        "languages": languages(person),
        "fields": fields_of(person),
        "training": training_words(hours),
        "former": person.ended_on,
    }


def languages(person: Mediator) -> str:
    """What he or she speaks, in words."""
    return str(person.get_spoken_display()) if person.spoken else ""


def fields_of(person: Mediator) -> str:
    """In what kinds of disputes he or she is experienced."""
    return "、".join(code_label("C-301", code) for code in person.fields)


def training_words(hours: Schooling) -> dict[str, Any]:
    """Hours of the year beside the target, with their tone."""
    return {"hours": hours.hours, "target": hours.target, "tone": "good" if hours.enough else "wait"}


def keeps(place: Here, rows: Sequence[Engagement]) -> bool:
    """Whether this post keeps the entry: the right, and one of the bodies in its area."""
    return place.may(Permission.MANAGE_MEDIATORS) and (
        not rows or any(lies_in(place.scope, row.organisation) for row in rows)
    )


def mediator_page(person: Mediator, place: Here, day: date) -> dict[str, Any]:
    """Everything about a mediator; birth date, papers and face only for who keeps the register (R-301)."""
    rows = engagements_of([person.pk])[person.pk]
    own = keeps(place, rows)
    hours = schooling_of([person.pk], day.year)[person.pk]
    return {
        "mediator": {
            "name": person.name,
            "sex": str(person.get_sex_display()),
            "born": person.birth_on if own else None,
            "telephone": person.telephone if own else SECRET,
            "identity": f"···{person.identity_number[-4:]}" if own and person.identity_number else "",
            "political_face": person.political_face if own else "",
            "ethnic_group": person.ethnic_group if own else "",
            "occupation": code_label("C-914", person.occupation) if person.occupation else "",
            "spoken": languages(person),
            "reads": str(person.get_reads_display()) if person.reads else "",
            "fields": fields_of(person),
            "introduction": person.introduction,
            "account": who([person.account]).get(person.account, "") if person.account else "",
            "ended_on": person.ended_on,
        },
        "keeps": own,
        "engagements": [_engagement(row, day) for row in rows],
        "schooling": training_words(hours) | {"before": hours.before_post, "before_target": hours.before_post_target},
        "trainings": [
            {
                "course": row.course,
                "hours": row.hours,
                "way": str(row.get_way_display()),
                "from": row.began_on,
                "until": row.ended_on,
                "held_by": row.held_by,
                "before_post": row.before_post,
            }
            for row in trainings_of([person.pk]).get(person.pk, [])
        ],
        "interests": [
            {"kind": str(row.get_kind_display()), "what": row.what, "on": row.declared_on}
            for row in interests_of(person)
        ]
        if own
        else [],
    }


def _engagement(row: Engagement, day: date) -> dict[str, Any]:
    return {
        "committee": row.organisation.name,
        "url": organisation_url(row.organisation_id),
        "kind": str(row.get_kind_display()),
        "post": code_label("C-910", row.post),
        "from": row.since,
        "until": row.ended_on or row.until,
        "now": row.holds(day),
        "why": str(row.get_end_reason_display()) if row.end_reason else "",
    }


def in_words(name: str, value: Any) -> str:
    """From a stored value to words, for the time line."""
    if value in (None, ""):
        return ""
    return str(KINDS.get(value, value)) if name == "kind" else str(value)
