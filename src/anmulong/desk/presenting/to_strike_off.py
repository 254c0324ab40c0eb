"""Matters that wait for the second person: result, evidence and answer in the row (O-1)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from anmulong.access.public import who
from anmulong.desk.presenting.rows import kind_of
from anmulong.desk.requests import Here
from anmulong.disputes.enums import AnswerWay
from anmulong.disputes.public import Dispute, must_be_opened, strike_off_gaps
from anmulong.files.public import download_name, files_of
from anmulong.journal.enums import ReadingKind
from anmulong.journal.public import log_page, prospects
from anmulong.orgs.public import place_path


LOOKED_BACK = 50


def opened_by(place: Here, rows: Sequence[Dispute]) -> set[UUID]:
    """Those of the sample that this person has opened, by the read log."""
    return {row.pk for row in rows if must_be_opened(row.pk) and _has_opened(place, row.pk)}


def _has_opened(place: Here, dispute: UUID) -> bool:
    seen = log_page("readings", place.actor.county, actor=place.account.pk, subject=dispute, size=LOOKED_BACK)
    return any(reading.kind == ReadingKind.OPEN for reading in seen)


def to_open(dispute: Dispute, opened: set[UUID]) -> bool:
    """Whether the matter is in the sample and has not been opened by this person."""
    return must_be_opened(dispute.pk) and dispute.pk not in opened


def present(rows: Sequence[Dispute], place: Here) -> list[dict[str, Any]]:
    """The rows of the list; files, names and the read log are fetched once."""
    files = files_of([row.pk for row in rows], restricted=place.scope.restricted) if rows else {}
    names = who({row.strike_off_asked_by for row in rows})
    opened = opened_by(place, rows)
    return [_row(row, place, evidence(row, files.get(row.pk, [])), names, opened) for row in rows]


def evidence(row: Dispute, files: Sequence[Any]) -> list[dict[str, str]]:
    """What proves the result: in words, and as files."""
    said = [{"name": row.evidence, "url": ""}] if row.evidence else []
    return said + [
        {"name": file.title or download_name(file), "url": reverse("desk:file", args=[row.pk, file.pk])}
        for file in files
    ]


def _row(
    row: Dispute, place: Here, proof: list[dict[str, str]], names: dict[UUID, str], opened: set[UUID]
) -> dict[str, Any]:
    way = str(AnswerWay(row.answer_way).label) if row.answer_way else ""
    # A contact that was reached proves a result too; that was looked at when the strike-off was asked for.
    gaps = strike_off_gaps(row, has_proof=True)
    return {
        "uid": row.pk,
        "url": reverse("desk:matter", args=[row.pk]),
        "number": row.number,
        "title": row.title,
        "kind": kind_of(row),
        "place": place_path(row.county, row.gacha or row.town),
        "result": row.result,
        "result_at": row.result_at,
        "evidence": proof,
        "answer": " · ".join(part for part in (way, row.answer_text) if part),
        "answer_at": row.answered_at,
        "asked_by": names.get(row.strike_off_asked_by, "") if row.strike_off_asked_by else "",
        "own": is_own(row, place),
        "missing": [gap.text.render(gettext) for gap in gaps],
        "sample": must_be_opened(row.pk),
        "opened": row.pk in opened,
    }


def is_own(row: Dispute, place: Here) -> bool:
    """Whether the rules refuse this person as the second one."""
    found = next(each for each in prospects(row, by=place.actor) if each.action.name == "dispute.strike_off")
    return found.refusal is not None and found.refusal.code == "second-person-needed"
