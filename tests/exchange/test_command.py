"""`./anmulong import-ledger`: the same machinery, with exit codes (R-521)."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from anmulong.disputes.public import Dispute
from tests.exchange.conftest import MakeBook
from tests.factories.people import County, make_account, make_county


HEAD = ["简要情况", "排查时间", "当事人"]


@pytest.fixture
def county(db: None) -> County:
    return make_county()


def run(*words: str | Path) -> tuple[int, str]:
    out = StringIO()
    try:
        with override("en"):
            call_command("import_ledger", *map(str, words), stdout=out, stderr=StringIO())
    except SystemExit as end:
        return int(end.code or 0), out.getvalue()
    return 0, out.getvalue()


def test_all_in_is_nought(county: County, make_book: MakeBook) -> None:
    code, said = run(make_book([HEAD, ["甲", "2024.3.5", "巴图"]]))
    assert (code, Dispute.objects.count()) == (0, 1)
    assert "Registered 1" in said


def test_some_refused_is_one_and_the_workbook_is_there(county: County, make_book: MakeBook, tmp_path: Path) -> None:
    report = tmp_path / "report.xlsx"
    code, said = run(make_book([HEAD, ["甲", "昨天", "巴图"], ["乙", "2024.3.5", ""]]), "--report", report)
    assert (code, Dispute.objects.count(), report.is_file()) == (1, 1, True)
    assert "台账 B2 排查时间" in said


def test_a_dry_run_changes_nothing(county: County, make_book: MakeBook) -> None:
    code, said = run(make_book([HEAD, ["甲", "2024.3.5", "巴图"]]), "--dry-run")
    assert (code, Dispute.objects.count()) == (0, 0)
    assert "New 1" in said


def test_what_cannot_be_used_is_two(county: County, make_book: MakeBook, tmp_path: Path) -> None:
    book = make_book([HEAD, ["甲", "2024.3.5", "巴图"]])
    bad = tmp_path / "bad.json"
    bad.write_text("[]", encoding="utf-8")
    for words in (
        (tmp_path / "none.xlsx",),
        (book, "--sheet", "无"),
        (book, "--mapping", bad),
        (book, "--as", "nobody"),
    ):
        with pytest.raises(CommandError) as refused:
            run(*words)
        assert refused.value.returncode == 2


def test_an_account_imports_in_its_post(county: County, make_book: MakeBook, tmp_path: Path) -> None:
    """The rows belong to the importer's unit, and lie in the town that was named."""
    person = make_account(county, "town_clerk", at=1)
    mapping = tmp_path / "mapping.json"
    mapping.write_text(json.dumps({"说法": "what"}), encoding="utf-8")
    book = make_book([["说法", "排查时间", "当事人"], ["甲", "2024.3.5", "巴图"]])
    code, _ = run(
        book, "--mapping", mapping, "--as", f"{person.account.username}/town_clerk", "--place", "棋盘井镇", "--open"
    )
    matter = Dispute.objects.get()
    assert (code, matter.owner_person, matter.town, matter.history_only) == (0, person.uid, county.towns[1], False)
