"""Committees as lists and pages show them: composition, term, what is to be put right (R-104, R-105, O-3)."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext

from anmulong.desk.presenting.mediators import mediator_url
from anmulong.desk.presenting.organisations import kind_words, organisation_url
from anmulong.lawbook.public import code_label
from anmulong.orgs.public import (
    Composition,
    Fault,
    Organisation,
    composition_of,
    compositions,
    party_bodies_of,
    path_name,
    terms_of,
)
from anmulong.people.public import CorpsChange, mediators_of


def faults_in_words(faults: Iterable[Fault]) -> list[dict[str, Any]]:
    """What is wrong, with its article, and whether it blocks publishing."""
    return [
        {"text": fault.message.render(gettext), "law": fault.law, "blocks": fault.blocks_publishing} for fault in faults
    ]


def committee_rows(found: Sequence[Organisation]) -> list[dict[str, Any]]:
    """Rows of the register, in a fixed number of queries."""
    return [_row(each) for each in compositions(found)]


def _row(each: Composition) -> dict[str, Any]:
    body = each.committee
    return {
        "url": organisation_url(body.pk),
        "name": body.name,
        "kind": code_label("C-902", body.committee_kind),
        "place": path_name(body.division),
        "director": _directors(each),
        "members": len(each.members),
        "women": sum(member.female for member in each.members),
        "until": each.term.due_on if each.term else None,
        "published": bool(each.profile and each.profile.published_at),
        "warnings": [fault["text"] for fault in faults_in_words(each.faults)],
    }


def _directors(each: Composition) -> str:
    return "、".join(member.name for member in each.members if member.post == "director")


def committee_page(body: Organisation) -> dict[str, Any]:
    """What the page of an organisation shows besides when it is a committee."""
    each = composition_of(body)
    profile, term = each.profile, each.term
    return {
        "faults": [] if body.ended_on else faults_in_words(each.faults),
        "committee": {
            "kind": kind_words(body),
            "published_at": profile.published_at if profile else None,
            "leading_head": profile.leading_group_head if profile else "",
            "leading_post": profile.leading_group_post if profile else "",
            "director": _directors(each),
            "term": _term(term) if term else None,
            "members": [
                {
                    "name": member.name,
                    "url": mediator_url(member.mediator) if member.mediator else "",
                    "post": code_label("C-910", member.post),
                    "sex": gettext("female") if member.female else gettext("male"),
                    "group": member.ethnic_group,
                    "from": member.since,
                }
                for member in each.members
            ],
            "terms": [_term(row) for row in terms_of(body) if row.ended_on is not None],
            "mediators": [
                {"name": person.name, "url": mediator_url(person.pk)} for person in mediators_of(body, presiding=False)
            ],
        },
    }


def _term(term: Any) -> dict[str, Any]:
    return {
        "from": term.began_on,
        "until": term.ended_on or term.due_on,
        "how": str(term.get_elected_by_display()),
        "where": term.place,
        "minutes": term.minutes,
    }


def party_rows(body: Organisation) -> list[dict[str, str]]:
    """The Party bodies at an organisation (M-01)."""
    return [{"level": str(row.get_level_display()), "name": row.name} for row in party_bodies_of(body)]


def change_rows(found: Iterable[CorpsChange]) -> list[dict[str, Any]]:
    """Changes for the court, in words (R-106)."""
    return [
        {
            "on": each.on,
            "body": each.body,
            "what": str(each.kind.label),
            "name": each.name,
            "post": each.post,
            "reason": each.reason,
        }
        for each in found
    ]
