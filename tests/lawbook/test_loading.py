"""First load and upgrade: everything comes in on the road, nothing twice; statutes version beside version."""

from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from anmulong.base.recording import loading
from anmulong.journal.enums import StoreKind
from anmulong.journal.models import Entry
from anmulong.journal.public import Actor, Call, establish, perform, verify_all
from anmulong.kernel.errors import Invalid
from anmulong.lawbook import public as lawbook
from anmulong.lawbook.actions import loading as loading_rows
from anmulong.lawbook.models import CodeRow, Parameter
from anmulong.lawbook.rules import ArticleText


pytestmark = pytest.mark.django_db
TEXT = "# 牧区邻里法\n\n<!-- INFO END -->\n\n## 第一章 总则\n\n第一条 和睦。\n\n第二条 {second}\n"


def statute_file(folder: Path, name: str, second: str) -> None:
    folder.joinpath(name).write_text(TEXT.format(second=second), "utf-8")


def test_reviewed_data_are_recorded_once(machine: Actor) -> None:
    before = lawbook.parameters(date(2026, 11, 23))
    first = lawbook.load_reviewed_data(machine)
    assert first.new > 120
    assert (first.revised, first.unchanged) == (0, 0)
    assert lawbook.parameters(date(2026, 11, 23)) == before
    second = lawbook.load_reviewed_data(machine)
    assert (second.new, second.revised, second.unchanged) == (0, 0, first.new)


def test_upgrade_brings_recorded_tables_up_to_the_shipped_ones(machine: Actor) -> None:
    shipped = lawbook.code_table("C-930")
    older = replace(shipped, rows=(replace(shipped.rows[0], zh="旧名"), *shipped.rows[1:]))
    perform(Call("lawbook.load_codes", older), by=machine)
    assert lawbook.load_reviewed_data(machine).revised == 1
    assert lawbook.code_table("C-930", "otog") == shipped


def test_a_later_start_with_a_newer_program_brings_what_is_new(machine: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """The launcher asks for it at every upgrade; new parameters come in by the road, a second time adds nothing."""
    newer = loading_rows.shipped_parameters()
    monkeypatch.setattr(loading_rows, "shipped_parameters", lambda: newer[1:])
    establish(StoreKind.REAL, machine.county, "鄂托克旗", "test")
    lawbook.load_reviewed_data(machine)
    monkeypatch.setattr(loading_rows, "shipped_parameters", lambda: newer)
    for _ in range(2):
        call_command("load_lawbook", if_begun=True, stdout=StringIO())
        rows = Parameter.objects.filter(key=newer[0].key)
        assert [row.valid_from for row in rows] == [newer[0].valid_from]
    [entry] = Entry.objects.filter(action="lawbook.set_parameter", channel="command")
    assert (entry.actor_kind, Parameter.objects.count()) == ("system", len(newer))
    assert verify_all().findings == []


def test_a_store_that_has_not_begun_is_left_alone() -> None:
    call_command("load_lawbook", if_begun=True, stdout=StringIO())
    assert not Entry.objects.exists()


def test_change_of_another_process_is_seen(machine: Actor) -> None:
    """The process compares its memory with the store; ``forget`` does so at once."""
    shipped = lawbook.code_table("C-930")
    perform(Call("lawbook.load_codes", shipped), by=machine)
    assert lawbook.code_label("C-930", "short", "zh-hans") == "短期"
    with loading("what another process would do"):
        CodeRow.objects.filter(code="short").update(zh="另一进程", version=2)
    lawbook.forget()
    assert lawbook.code_label("C-930", "short", "zh-hans") == "另一进程"


def test_loaded_data_are_proven(machine: Actor) -> None:
    lawbook.load_reviewed_data(machine)
    verdict = verify_all()
    assert verdict.findings == []
    assert verdict.rows > 400


def test_statutes_come_in_once_and_newer_beside_older(machine: Actor, tmp_path: Path) -> None:
    statute_file(tmp_path, "牧区邻里法(2001-01-01).md", "旧的。")
    assert lawbook.load_statutes(tmp_path, machine).new == 1
    statute_file(tmp_path, "牧区邻里法(2020-01-01).md", "新的。")
    loaded = lawbook.load_statutes(tmp_path, machine)
    assert (loaded.new, loaded.unchanged) == (1, 1)
    assert [each.law_version.year for each in lawbook.statutes()] == [2001, 2020]


def test_article_is_found_by_version_or_by_day(machine: Actor, tmp_path: Path) -> None:
    """The article numbers move: law code + version + article."""
    statute_file(tmp_path, "牧区邻里法(2001-01-01).md", "旧的。")
    statute_file(tmp_path, "牧区邻里法(2020-01-01).md", "新的。")
    lawbook.load_statutes(tmp_path, machine)
    texts = [
        lawbook.article("牧区邻里法", "2", at=date(2019, 12, 31)),
        lawbook.article("牧区邻里法", "2", at=date(2020, 1, 1)),
        lawbook.article("牧区邻里法", "2", version=date(2001, 1, 1)),
    ]
    assert [each.text if each else "" for each in texts] == ["旧的。", "新的。", "旧的。"]
    assert lawbook.article("牧区邻里法", "3") is None
    assert lawbook.article("牧区邻里法", "2", at=date(2000, 1, 1)) is None


def test_parts_of_a_code_become_one_statute(machine: Actor, tmp_path: Path) -> None:
    statute_file(tmp_path, "牧区法典__甲编(2020-01-01).md", "甲。")
    tmp_path.joinpath("牧区法典__乙编(2020-01-01).md").write_text(
        "# 牧区法典\n\n<!-- INFO END -->\n\n第三条 乙。\n", "utf-8"
    )
    assert lawbook.load_statutes(tmp_path, machine).new == 1
    [statute] = lawbook.statutes()
    assert [(each.number, each.text) for each in lawbook.articles(statute)] == [
        ("1", "和睦。"),
        ("2", "甲。"),
        ("3", "乙。"),
    ]


def test_bad_file_stops_before_anything_is_stored(machine: Actor, tmp_path: Path) -> None:
    statute_file(tmp_path, "牧区邻里法(2001-01-01).md", "好的。")
    tmp_path.joinpath("坏的(2020-01-01).md").write_text("没有条文", "utf-8")
    with pytest.raises(Invalid, match="not-a-statute"):
        lawbook.load_statutes(tmp_path, machine)
    assert lawbook.statutes() == []


def test_end_of_validity_is_noted(clerk: Actor) -> None:
    given = lawbook.StatuteGiven("牧区邻里法", "牧区邻里法", date(2001, 1, 1), (ArticleText("1", "", "和睦。"),))
    statute = perform(Call("lawbook.import_statutes", given), by=clerk).subject
    validity = lawbook.ValidityGiven(date(2001, 5, 1), date(2019, 12, 31), "revised")
    perform(Call("lawbook.set_statute_validity", validity, subject=statute), by=clerk)
    assert lawbook.statute_at("牧区邻里法", date(2001, 4, 30)) is None
    assert lawbook.statute_at("牧区邻里法", date(2019, 12, 31)) is not None
    assert lawbook.statute_at("牧区邻里法", date(2020, 1, 1)) is None
    with pytest.raises(Invalid, match="statute-without-articles"):
        perform(Call("lawbook.import_statutes", replace(given, articles=())), by=clerk)
    backwards = lawbook.ValidityGiven(date(2020, 1, 1), date(2019, 1, 1))
    with pytest.raises(Invalid, match="validity-backwards"):
        perform(Call("lawbook.set_statute_validity", backwards, subject=statute), by=clerk)


def test_real_folder_of_statutes(machine: Actor, shared_folder: Path) -> None:
    """人民调解法 art.17; 治安管理处罚法 2012 ended with 2025; the parts of 民法典 are one statute."""
    lawbook.load_statutes(shared_folder / "laws", machine)
    declined = lawbook.article("人民调解法", "17", at=date(2026, 11, 23))
    assert declined is not None
    assert "明确拒绝" in declined.text
    assert lawbook.statute_at("治安管理处罚法", date(2026, 1, 1)) is None
    divorce = lawbook.article("民法典", "1079", at=date(2021, 1, 1))
    assert divorce is not None
    assert divorce.text.startswith("夫妻一方要求离婚的")
    assert lawbook.article("民法典", "1079", at=date(2020, 12, 31)) is None


def test_command_loads_and_says_so(tmp_path: Path) -> None:
    statute_file(tmp_path, "牧区邻里法(2001-01-01).md", "好的。")
    said = StringIO()
    call_command("load_lawbook", county="otog", statutes=tmp_path, stdout=said)
    call_command("load_lawbook", county="otog", statutes=tmp_path, stdout=said)
    first, once, again, twice = said.getvalue().splitlines()
    assert first.startswith("reviewed data: ")
    assert once == "statutes: 1 new, 0 revised, 0 unchanged"
    assert again.startswith("reviewed data: 0 new, 0 revised, ")
    assert twice == "statutes: 0 new, 0 revised, 1 unchanged"


def test_command_names_a_missing_county_and_a_bad_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="--county"):
        call_command("load_lawbook")
    tmp_path.joinpath("坏的(2020-01-01).md").write_text("没有条文", "utf-8")
    with pytest.raises(CommandError, match="坏的"):
        call_command("load_lawbook", county="otog", statutes=tmp_path, stdout=StringIO())
