"""`./anmulong export-ledger`: the same file as the page gives, with exit codes (R-302)."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override
from python_calamine import CalamineWorkbook

from anmulong.disputes.public import Registration
from anmulong.journal.enums import ReadingKind
from anmulong.journal.models import Reading
from anmulong.journal.public import Call, perform
from tests.factories.people import County, make_account, make_county


@pytest.fixture
def county(db: None) -> County:
    return make_county()


def run(*words: str | Path) -> str:
    out = StringIO()
    with override("en"):
        call_command("export_ledger", *map(str, words), "--purpose", "report", stdout=out)
    return out.getvalue()


def test_an_account_takes_what_it_sees(county: County, tmp_path: Path) -> None:
    """The file holds the rows of that person's area; name, filter and purpose are recorded."""
    here, there = (make_account(county, "town_clerk", at=at) for at in (0, 1))
    for person in (here, there):
        perform(
            Call("dispute.register", Registration(what="草场边界", place="村口", anonymous=True)), by=person.actor()
        )
    to = tmp_path / "out.xlsx"
    assert "1 matters" in run(to, "--as", here.account.username, "--view", "all")
    mark = CalamineWorkbook.from_path(str(to)).get_sheet_by_index(0).to_python()[1][0]
    assert here.account.display_name in str(mark)
    reading = Reading.objects.get(kind=ReadingKind.EXPORT)
    assert (reading.actor, reading.rows, reading.purpose, reading.detail) == (here.uid, 1, "report", "view=all")


@pytest.mark.parametrize("shape", ["ledger", "gbt31000", "sft0018"])
def test_every_shape_is_written(county: County, tmp_path: Path, shape: str) -> None:
    assert "0 matters" in run(tmp_path / "out.xlsx", "--shape", shape)
    assert (tmp_path / "out.xlsx").is_file()


def test_what_cannot_be_used_is_two(county: County, tmp_path: Path) -> None:
    there = tmp_path / "there.xlsx"
    there.touch()
    csv = tmp_path / "out.csv"
    for words in ((there,), (csv, "--shape", "sft0018"), (csv, "--as", "nobody"), (csv, "--place", "无")):
        with pytest.raises(CommandError) as refused:
            run(*words)
        assert refused.value.returncode == 2
