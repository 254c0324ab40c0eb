"""The documents say what is: links lead somewhere, commands, variables, accounts and pictures exist (style rule 11)."""

import argparse
import ast
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from tools.launching.verbs import COMMANDS, NAMES, parser
from tools.sources import ROOT, files, name


PAGES = sorted(files(".md"))
LINK = re.compile(r"(?<!`)!?\[[^\]]*\]\(([^)\s]+)\)")
PICTURES = {
    "tour-1-sign-in", "tour-2-register", "tour-3-receipt", "tour-4-assign", "tour-5-acknowledge", "tour-6-contact",
    "tour-7-settle", "tour-8-answer", "tour-9-strike-off", "ledger", "my-work", "matter", "import", "verify", "week",
    "accounts", "organisations", "grids", "register-table", "strike-off-list", "help", "case", "case-agree",
    "case-apply", "case-oral", "case-sign", "case-start", "case-visit", "case-visits", "cases", "figures",
    "committees", "mediators", "parameters", "calendar", "ask",
}  # fmt: skip
WIDTHS = ("1366", "360")
COMMAND = re.compile(r"\./anmulong ([a-z][a-z-]*)([^\n`|]*)")
MODULE = re.compile(r"-m (tools\.\w+)|(?<![\w/])(tools/\w+\.py)")
MANAGE = re.compile(r"manage\.py (\w+)")
READ = re.compile(
    r"""environ(?:\.get\(|\[)\s*"(\w+)"|environment\.(?:choice|flag|folder|words|whole_number|time_of_day)\(\s*"(\w+)\""""
)
OURS_TO_SET = {"DJANGO_SETTINGS_MODULE"}
ACCOUNTS = ("zhenban", "gacha", "sifasuo", "juzhang", "zongzhi", "zhenzhang", "zhuren", "wangge", "anquan", "xitong",
            "shenji")  # fmt: skip
SHORTEST_PIECE = 4  # signs


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def commands() -> Iterator[tuple[Path, str, list[str]]]:
    """Every `./anmulong …` that a page names: page, verb, words behind it."""
    for page in PAGES:
        for verb, rest in COMMAND.findall(text_of(page)):
            words = rest.split("#")[0].split("…")[0]
            yield page, verb, shlex.split(words.replace("'", "").replace('"', ""))


def options(of: argparse.ArgumentParser) -> set[str]:
    return {option for action in of._actions for option in action.option_strings}


def known_options(verb: str) -> set[str]:
    """What the launcher and, for a management command, the command itself understand."""
    verbs = next(action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    found = options(verbs.choices[verb])
    if verb in COMMANDS:
        command = NAMES.get(verb, verb.replace("-", "_"))
        found |= options(load_command_class(get_commands()[command], command).create_parser("anmulong", command))
    return found | {"--help"}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    targets = [link.partition("#")[0] for link in LINK.findall(text_of(page)) if "://" not in link]
    missing = [link for link in targets if link and not (page.parent / link).exists() and "pictures/" not in link]
    assert missing == []


def test_every_picture_has_one_of_the_names_that_the_browser_tests_use() -> None:
    used = {Path(link).name for page in PAGES for link in LINK.findall(text_of(page)) if "pictures/" in link}
    taken = {path.name for path in (ROOT / "docs/guide/pictures").glob("*.png")}
    known = {f"{picture}-{width}.png" for picture in PICTURES for width in WIDTHS}
    assert used | taken <= known


def test_every_command_and_option_exists() -> None:
    wrong = []
    for page, verb, words in commands():
        if verb not in {*COMMANDS, "run", "test", "bench"}:
            wrong.append(f"{name(page)}: ./anmulong {verb}")
            continue
        named = {word.rstrip("),.;:") for word in words if word.startswith("--")}
        wrong += [f"{name(page)}: ./anmulong {verb} {option}" for option in named - known_options(verb)]
    assert wrong == []


def test_every_tool_and_management_command_exists() -> None:
    known = get_commands()
    wrong = []
    for page in PAGES:
        text = text_of(page)
        paths = [module.replace(".", "/") + ".py" if module else path for module, path in MODULE.findall(text)]
        wrong += [f"{name(page)}: {path}" for path in paths if not (ROOT / path).exists()]
        wrong += [f"{name(page)}: manage.py {command}" for command in MANAGE.findall(text) if command not in known]
    assert wrong == []


def test_every_variable_that_is_read_is_documented() -> None:
    sources = [text_of(path) for path in files(".py", under=("src", "tools"))]
    read = {first or second for source in sources for first, second in READ.findall(source)}
    told = set(re.findall(r"^\| `(\w+)`", text_of(ROOT / "docs/reference/settings.md"), re.MULTILINE))
    assert read - OURS_TO_SET == told


def sentences() -> Iterator[str]:
    """The first fixed piece of every clear sentence with which the launcher may stop."""
    for path in files(".py", under=("tools/launching",)):
        for node in ast.walk(ast.parse(text_of(path))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Stop" and node.args:
                fixed = [part.value for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant)]
                pieces = [piece for text in fixed for piece in re.split(r"[，。：；（）]", str(text))]
                yield next((piece.strip() for piece in pieces if len(piece.strip()) >= SHORTEST_PIECE), pieces[0])


def test_every_clear_sentence_of_the_launcher_is_explained() -> None:
    page = text_of(ROOT / "docs/how-to/when-something-is-wrong.md")
    unexplained = {text for text in sentences() if text not in page}
    assert unexplained == set()


@pytest.mark.parametrize("account", ACCOUNTS)
def test_the_accounts_of_the_tour_are_made_by_the_demonstration(account: str) -> None:
    made = text_of(ROOT / "src/anmulong/ops/demo/staff.py")
    assert re.search(rf'"{account}["{{]', made)
    assert f"`{account}`" in text_of(ROOT / "README.md")
    assert f"`{account}`" in text_of(ROOT / "README.zh-CN.md")


def test_every_decision_stands_in_the_index() -> None:
    folder = ROOT / "docs/decisions"
    index = text_of(folder / "README.md")
    assert [page.name for page in sorted(folder.glob("0*.md")) if f"]({page.name})" not in index] == []
