"""Each check of the build finds what it is for; a check that finds nothing is worse than none."""

import textwrap
from pathlib import Path

import pytest

from tools import check_hosts, check_migrations, check_sizes, check_words, messages
from tools.messages import Message, Unreadable


def written(folder: Path, name: str, text: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file inside a pretended project."""
    for module in (check_hosts, check_migrations, check_sizes, check_words, messages):
        monkeypatch.setattr(module, "name", lambda path: path.relative_to(folder).as_posix())
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(textwrap.dedent(text), encoding="utf-8")
    return path


def test_sizes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long_function = "def long(a, b, c, d, e, f):\n" + "    a += 1\n" * 60
    path = written(tmp_path, "src/long.py", long_function + "\n" * 450, monkeypatch)
    assert check_sizes.complaints_about(path) == [
        "src/long.py: 511 lines, the budget is 500; split it by noun",
        "src/long.py:1: long has 61 lines, the budget is 60",
        "src/long.py:1: long takes 6 arguments by position; make them keyword-only",
    ]


def test_newer_python_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "src/new.py", "def first[T](rows: list[T]) -> T: ...\n", monkeypatch)
    assert [line.partition(": ")[2].partition(":")[0] for line in check_sizes.complaints_about(path)] == [
        "not Python 3.11"
    ]


@pytest.mark.parametrize("name", ["0002_auto_20260101_0000", "0003_alter_case_number", "2_x", "0004_update"])
def test_migrations_are_named_by_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    path = written(tmp_path, f"src/x/migrations/{name}.py", "", monkeypatch)
    assert len(check_migrations.complaints_about(path)) == 1


def test_migrations_do_not_lean_on_live_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = """
        from anmulong.base.fields import Sealed
        from anmulong.orgs.models import Division
        operations = [migrations.RunPython(fill), migrations.RunPython(fill, empty)]
    """
    path = written(tmp_path, "src/x/migrations/0002_fill_codes.py", text, monkeypatch)
    assert check_migrations.complaints_about(path) == [
        "src/x/migrations/0002_fill_codes.py:3: imports anmulong.orgs.models, which will change after this migration",
        "src/x/migrations/0002_fill_codes.py:4: RunPython without a way back",
    ]


@pytest.mark.parametrize(
    "text",
    [
        '<script src="https://cdn.example/x.js">',
        "<img src=//cdn.example/x.png>",
        "a { background: url(http://x.example/y) }",
        "fetch('https://x.example')",
    ],
)
def test_pages_that_load_from_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    path = written(tmp_path, "src/x/templates/x.html", text, monkeypatch)
    assert check_hosts.lines_with(check_hosts.IN_PAGES, iter([path]), "outside") == [
        "src/x/templates/x.html:1: outside"
    ]


@pytest.mark.parametrize("text", ['<svg xmlns="http://www.w3.org/2000/svg">', '<a href="/ledger/">', "url(data:x)"])
def test_pages_that_do_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    path = written(tmp_path, "src/x/templates/x.html", text, monkeypatch)
    assert check_hosts.lines_with(check_hosts.IN_PAGES, iter([path]), "outside") == []


@pytest.mark.parametrize(
    "text", ["x @ https://a.example/x.whl", "--index-url x", "x @ file:/y", "# via -r /home/x/y.in"]
)
def test_locks_with_addresses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    path = written(tmp_path, "x.lock", text, monkeypatch)
    assert check_hosts.lines_with(check_hosts.IN_LOCKS, iter([path]), "an address")


def test_forbidden_words_and_their_excuse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """O-10, with the reasoned exception beside the place."""
    text = """
        收据
        # words: allow 立案 -- the court's own name of its counter
        立案庭
        立案庭
    """
    path = written(tmp_path, "data/x.csv", text, monkeypatch)
    assert list(check_words.forbidden(path)) == [
        "data/x.csv:2: 收据 is not said here; say 登记回执",
        "data/x.csv:5: 立案 is not said here; say 登记",
    ]


def test_chinese_in_a_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "{# 说明 #}\n<p>你好</p>\n{# words: allow 简体中文 -- a language is named in itself #}\n<a>简体中文</a>\n"
    path = written(tmp_path, "src/x/templates/x.html", text, monkeypatch)
    assert [line.partition(": ")[0] for line in check_words.hard_coded(path)] == ["src/x/templates/x.html:2"]


def test_messages_of_a_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = """
        {% trans "Open" %} {% translate 'May' context "month" %} <c-button :label="_('Save')" />
        {% blocktranslate trimmed count n=rows %}
          One row of
          {{ owner }}
        {% plural %}
          {{ n }} rows, 100%
        {% endblocktranslate %} {# {% trans "Old" %} #}
    """
    path = written(tmp_path, "src/x/templates/x.html", text, monkeypatch)
    assert set(messages.from_template(path)) == {
        Message("Open"),
        Message("May", context="month"),
        Message("Save"),
        Message("One row of %(owner)s", plural="%(n)s rows, 100%%"),
    }


def test_messages_of_a_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = """
        _("Open")
        ngettext("one", "many", n)
        pgettext("month", "May")
        gettext(label)
    """
    path = written(tmp_path, "src/x/x.py", text, monkeypatch)
    assert set(messages.from_python(path)) == {Message("Open"), Message("one", "many"), Message("May", context="month")}


@pytest.mark.parametrize(
    ("name", "text"), [("x.py", '_(f"Open {x}")'), ("x.html", "{% blocktranslate %}x{% endblocktranslate %}")]
)
def test_messages_that_no_catalogue_can_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    path = written(tmp_path, name, text, monkeypatch)
    with pytest.raises(Unreadable):
        list((messages.from_python if name.endswith(".py") else messages.from_template)(path))
