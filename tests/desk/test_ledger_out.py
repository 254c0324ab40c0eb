"""The ledger leaves the desk as one file, the same that the command would write (O-4, R-723)."""

from collections.abc import Callable
from io import BytesIO
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from anmulong.desk.views import ledger_out
from anmulong.exchange.ledger_export import COLUMNS
from anmulong.journal.enums import ReadingKind
from anmulong.journal.models import Reading
from anmulong.journal.public import Actor
from tests.desk.pages import words
from tests.factories.matters import Office


Desk = Callable[[Actor], Client]


def export(client: Client, kind: str = "xlsx", query: str = "?view=all") -> bytes:
    """What the browser gets when it asks for a file."""
    answer = client.post(reverse("desk:ledger_export") + query, {"purpose": "report", "form": kind})
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_the_workbook_has_the_columns_that_come_back(office: Office, desk: Desk, matter: UUID) -> None:
    rows = CalamineWorkbook.from_filelike(BytesIO(export(desk(office.clerk)))).get_sheet_by_index(0).to_python()
    head = rows.index([head for head, _, _ in COLUMNS])
    row = dict(zip(rows[head], rows[head + 1], strict=True))
    assert (row["登记编号"], row["当事人"]) == (office.row(matter).number, "巴**、苏*")
    assert len(rows) == head + 2


def test_the_watermark_is_chinese_in_every_language(office: Office, desk: Desk, matter: UUID) -> None:
    client = desk(office.clerk)
    client.cookies["django_language"] = "en"
    first, second, *_ = export(client, "csv").decode("utf-8-sig").splitlines()
    assert first == "演示数据"
    assert "乌兰镇人民政府 town_clerk 0" in second
    assert "筛选：全部" in second
    assert "用途：" in second


def test_a_searched_name_stands_neither_in_the_file_nor_in_the_log(office: Office, desk: Desk, matter: UUID) -> None:
    """O-4: who was looked for is told to nobody."""
    text = export(desk(office.clerk), "csv", "?q=巴特尔").decode("utf-8-sig")
    reading = Reading.objects.get(kind=ReadingKind.EXPORT)
    assert (reading.rows, reading.purpose) == (1, "report")
    assert [told for told in (text, reading.detail) if "巴特尔" in told] == []


def test_without_a_purpose_there_is_no_file(office: Office, desk: Desk, matter: UUID) -> None:
    """R-723."""
    answer = desk(office.clerk).post(reverse("desk:ledger_export"), {"purpose": "", "form": "xlsx"})
    assert answer.status_code == 400
    assert not Reading.objects.filter(kind=ReadingKind.EXPORT).exists()


def test_more_than_a_file_holds_is_not_cut_in_silence(
    office: Office, desk: Desk, matter: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_out, "MOST_ROWS", 0)
    answer = desk(office.clerk).post(reverse("desk:ledger_export"), {"purpose": "report", "form": "csv"})
    assert answer.status_code == 400
    assert reverse("desk:ledger") in words(answer)


def test_who_may_not_export_is_refused(office: Office, desk: Desk, matter: UUID) -> None:
    assert desk(office.mediator).get(reverse("desk:ledger_export")).status_code == 403
