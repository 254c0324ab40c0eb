"""Help: words, fields with an example, whom to call, what changed (O-5, O-10)."""

import tomllib
from pathlib import Path

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from anmulong.desk.rights import soft_url
from anmulong.desk.views.help import changes, texts
from tests.desk.conftest import Desk
from tests.factories.matters import Office
from tests.factories.people import make_account


ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_word_stands_in_both_languages(office: Office, desk: Desk, language: str) -> None:
    client = desk(office.clerk)
    client.cookies["anmulong_language"] = language
    context = client.get("/help/").context
    side = "en" if language == "en" else "zh"
    assert [item["word"] for item in context["glossary"]] == [row[side] for row in texts("glossary.toml")["words"]]
    assert [item["title"] for item in context["fields"]] == [row[side] for row in texts("help.toml")["fields"]]


def test_what_is_not_said_stands_beside_what_is(office: Office, desk: Desk) -> None:
    """The table of O-10, completely."""
    forbidden = set(tomllib.loads((ROOT / "tools/forbidden_words.toml").read_text(encoding="utf-8"))["say"])
    with override("zh-hans"):
        items = desk(office.clerk).get("/help/").context["glossary"]
    listed = {word for item in items for word in item["not_word"].split("、") if word}
    assert forbidden <= listed


def test_every_field_has_an_example_and_every_job_its_steps() -> None:
    told = texts("help.toml")
    assert [row["name"] for row in told["fields"] if not (row["example_zh"] and row["example_en"])] == []
    assert [row["zh"] for row in told["jobs"] if len(row["steps_zh"]) != len(row["steps_en"])] == []


def test_every_job_leads_to_a_page() -> None:
    for row in texts("help.toml")["jobs"]:
        try:
            reverse(row["page"])
        except NoReverseMatch:
            pytest.fail(f"{row['en']}: there is no page {row['page']}")


def test_whom_to_call(office: Office, desk: Desk) -> None:
    make_account(office.county, "town_director", name="阿拉坦")
    make_account(office.county, "security_admin", name="安全员")
    names = [contact["name"] for contact in desk(office.clerk).get("/help/").context["contacts"]]
    assert names == ["阿拉坦", "安全员"]


def test_changes_are_read_in_the_readers_language(tmp_path: Path) -> None:
    file = tmp_path / "CHANGELOG.md"
    file.write_text(
        "## 0.2 (2026-12-01)\n\n- added · desk: A week\n  of meetings.\n  zh: 会议周表。\n- fixed · desk: A word.\n",
        encoding="utf-8",
    )
    assert [row["text"] for row in changes(file, "en")] == ["A week of meetings.", "A word."]
    (row,) = changes(file, "zh")
    assert (row["release"], str(row["on"]), row["text"]) == ("0.2", "2026-12-01", "会议周表。")


def test_a_page_that_is_not_there_has_no_link() -> None:
    assert soft_url("desk:help") == "/help/"
    assert soft_url("desk:nothing") == ""
