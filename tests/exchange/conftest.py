"""Workbooks made in the test: what a cell holds stands beside the assertion."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from anmulong.journal.enums import Channel
from anmulong.journal.public import Actor, system
from anmulong.orgs.public import CountyLoaded, load_county, parse_divisions, remembering
from tests.factories.kept import kept


MakeBook = Callable[..., Path]


@pytest.fixture
def make_book(tmp_path: Path) -> MakeBook:
    """Write rows (from row 1) into the first sheet of a new workbook; ``merges`` are ranges with their text."""

    def make(
        rows: Sequence[Sequence[Any]],
        *,
        merges: Sequence[tuple[str, str]] = (),
        name: str = "book.xlsx",
        hidden: str = "",
    ) -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(
            str(path), {"default_date_format": "yyyy-mm-dd", "strings_to_formulas": False}
        ) as book:
            sheet = book.add_worksheet("台账")
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            for area, text in merges:
                sheet.merge_range(area, text)
            if hidden:
                book.add_worksheet(hidden).hide()
        return path

    return make


DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture
def machine() -> Actor:
    """The system itself, acting in the banner by command."""
    return system("otog", Channel.COMMAND)


@pytest.fixture
def places(db: None, machine: Actor) -> Iterator[CountyLoaded]:
    """The banner, its towns, and the gacha of two of them; they stand still while a ledger comes in."""
    rows = parse_divisions((DATA / "divisions" / "otog.csv").read_text("utf-8"))
    wanted = ("otog/wulan-town", "otog/sumitu-sumu")
    few = [row for row in rows if row.given.level < 3 or row.slug.startswith(wanted)]
    loaded = kept("places of ledgers", lambda: load_county("otog", few, [], by=machine))
    with remembering():
        yield loaded
