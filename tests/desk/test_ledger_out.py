"""The ledger on paper and as a file: what is filtered, masked, recorded (O-4, R-723)."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from anmulong.disputes.enums import Fact
from anmulong.journal.enums import ReadingKind
from anmulong.journal.models import Reading
from tests.desk.conftest import Desk
from tests.factories.matters import Office


EXPORT, PRINT = "/ledger/export/", "/ledger/print/"


def csv_of(client: Client, query: str = "", **given: Any) -> str:
    answer = client.post(f"{EXPORT}?{query}", {"purpose": "meeting", "form": "csv", **given})
    return b"".join(answer.streaming_content).decode("utf-8-sig")


def test_the_file_holds_what_is_filtered(office: Office, desk: Desk) -> None:
    inside, outside = office.register(kind="neighbours"), office.register(kind="contract")
    text = csv_of(desk(office.clerk), "kind=neighbours")
    assert office.row(inside).number in text
    assert office.row(outside).number not in text


def test_the_file_is_masked_and_marked(office: Office, desk: Desk) -> None:
    """Names and numbers are covered; who took it, what for and 演示数据 stand on top."""
    office.register(what="巴特尔（17000001234）与苏和争草场")
    text = csv_of(desk(office.clerk))
    assert "巴特尔" not in text
    assert "17000001234" not in text
    assert "巴**" in text
    assert text.splitlines()[0].startswith("演示数据")
    assert "town_clerk 0" in text


def test_a_restricted_matter_goes_out_without_its_words(office: Office, desk: Desk) -> None:
    office.register(what="动手打人", facts=(Fact.VIOLENCE,))
    assert "动手打人" not in csv_of(desk(office.director))


def test_a_workbook(office: Office, desk: Desk) -> None:
    matter = office.register()
    answer = desk(office.clerk).post(EXPORT, {"purpose": "report", "form": "xlsx"})
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    cells = [cell for row in book.get_sheet_by_index(0).to_python() for cell in row]
    assert office.row(matter).number in cells


def test_an_export_is_recorded_without_the_searched_name(office: Office, desk: Desk) -> None:
    office.register()
    csv_of(desk(office.clerk), "q=巴特尔")
    reading = Reading.objects.get(kind=ReadingKind.EXPORT)
    assert (reading.actor, reading.purpose, reading.rows) == (office.clerk.uid, "meeting", 1)
    assert "巴特尔" not in reading.detail


def test_no_file_without_a_purpose(office: Office, desk: Desk) -> None:
    answer = desk(office.clerk).post(EXPORT, {"purpose": "", "form": "csv"})
    assert answer.status_code == 400
    assert not Reading.objects.filter(kind=ReadingKind.EXPORT).exists()


def test_who_may_not_export(office: Office, desk: Desk) -> None:
    assert desk(office.mediator).get(EXPORT).status_code == 403
    assert desk(office.mediator).post(EXPORT, {"purpose": "meeting", "form": "csv"}).status_code == 403


@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_a_print_is_masked_marked_and_recorded(office: Office, desk: Desk, paper: str) -> None:
    office.register(what="巴特尔与苏和争草场")
    answer = desk(office.clerk).get(PRINT, {"paper": paper, "q": "草场"})
    text = answer.content.decode()
    (row,) = answer.context["rows"]
    assert (row.title, row.parties) == ("巴**与苏*争草场", "巴**、苏*")
    assert "巴特尔" not in text
    assert answer.context["paper"] == paper
    assert answer.context["mark"].startswith("town_clerk 0 ")
    assert "…" in answer.context["filter_text"]
    assert Reading.objects.get(kind=ReadingKind.PRINT).rows == 1


def test_a_print_hides_what_a_restricted_matter_is_about(office: Office, desk: Desk) -> None:
    """Also for who has clearance: a paper is public (O-4)."""
    office.register(what="动手打人", place="某家", facts=(Fact.VIOLENCE,))
    text = desk(office.director).get(PRINT).content.decode()
    assert "动手打人" not in text
    assert "某家" not in text


def test_a_long_list_is_cut_and_says_so(office: Office, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anmulong.desk.views.ledger_out.MOST_PRINTED", 2)
    for _ in range(3):
        office.register()
    context = desk(office.clerk).get(PRINT).context
    assert (len(context["rows"]), context["cut"]) == (2, True)
