"""What every page owes to who looks at it: nothing cut off, no error, readable by a screen reader, one language."""

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import polib
from playwright.sync_api import Page

from anmulong.access.public import Account
from anmulong.base.guards import trusted
from anmulong.desk.forms.divisions import KINDS
from anmulong.lawbook.public import Statute
from anmulong.orgs.public import Division, Grid, Organisation
from tests.browser.hands import SIZES
from tests.factories.cases import CONTENT, FACTS, REASON
from tests.factories.life import STORIES, TOLD
from tests.factories.matters import TEXT


ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "tests/browser/axe/axe.min.js"
SERIOUS = ("serious", "critical")
SEEN = """() => {
  const shown = (node) => node.checkVisibility ? node.checkVisibility() : true;
  const apart = [...document.querySelectorAll('code, kbd, .am-code, body [lang]')];
  apart.forEach((node) => { node.style.visibility = 'hidden'; });
  const text = document.body.innerText;
  apart.forEach((node) => { node.style.visibility = ''; });
  const words = [document.title, text];
  for (const node of document.querySelectorAll('[aria-label],[title],[placeholder],[alt],option,summary,legend')) {
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) words.push(node.getAttribute(name) || '');
    if (node.matches('option') && shown(node.parentElement)) words.push(node.textContent);
  }
  return words.join('\\n');
}"""
TOO_WIDE = """() => {
  const wide = document.documentElement;
  if (wide.scrollWidth <= wide.clientWidth) return '';
  const out = [...document.body.querySelectorAll('*')].filter((node) => {
    const box = node.getBoundingClientRect();
    return box.width && box.right > wide.clientWidth + 1;
  });
  const named = out.slice(0, 3).map((node) => node.tagName.toLowerCase() + '.' + node.className);
  return wide.scrollWidth + ' > ' + wide.clientWidth + ': ' + named.join(' | ');
}"""
RUN_AXE = """async () => (await axe.run({exclude: [['.am-mark']]}, {resultTypes: ['violations']})).violations.map(
  (found) => [found.impact, found.id, found.nodes.slice(0, 3).map((node) => node.html.slice(0, 160))])"""

LATIN = re.compile(r"[A-Za-z]{3,}")
HAN = re.compile(r"[\u3400-\u9fff]+")
ALLOWED_LATIN = {
    "anmulong",
    "cookie",
    "csv",
    "ctrl",
    "english",
    "excel",
    "ics",
    "pdf",
    "postgresql",
    "python",
    "sqlite",
    "toml",
    "xls",
    "xlsx",
}
NOT_WORDS = re.compile(
    r"[a-z_]+\.[0-9a-f]{8}"  # account names of the test people
    r"|\b[0-9a-f]{8}-[0-9a-f-]{27}\b|\b[0-9a-f]{16,}\b"  # numbers of chains, roots of days
    r"|\b[A-Z]{1,3}-\d+\w*|AES-\d+-GCM|SHA-?\d*|Ed25519|SM\d(-GCM)?"
    r"|\./anmulong[\w -]*|--\w+|/tmp/\S+|列：[^。]*|示例\s*[a-z]+$|· [a-z]+ ·"  # commands, paths, heads, account names
    r"|https?://\S+|localhost\S*|[a-z]+(-[a-z0-9]+)+\b"
)
CALLED = re.compile(
    r"鄂矛登〔\d+〕\d+号"  # numbers of matters
    r"|[\u3400-\u9fff]\*+"  # names that are covered
    r"|\w*人调协?字〔\d+〕第\d+号"  # numbers of cases and agreements
    r"|[壹贰叁肆伍陆柒捌玖][壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整零]+"  # amounts in capitals
    r"|[\u3400-\u9fff]+(?=(?:\(\d{4}-\d\d-\d\d\))? art\.)|《[^》]+》第\w+条"  # laws
)
EXAMPLES = ("乌兰木图嘎查", "简体中文", "简体", "不存在的词", "王芳", "乌兰镇司法所", "司法所工作人员")
OF_CASES = (TEXT, FACTS, CONTENT, REASON, "请求按原界桩恢复", "双方各自陈述了意见", "巴特尔", "苏和", "三组北梁")
Finding = tuple[str, str, Any]


def look(page: Page, words: Callable[[str], Iterator[str]]) -> Iterator[Finding]:
    """What is wrong with the page that is open: at both widths, by axe, in its words."""
    page.evaluate("() => document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        overflow = page.evaluate(TOO_WIDE)
        if overflow:
            yield ("overflow", str(width), overflow)
        yield from hurdles(page, width)
    for found in sorted(set(words(page.evaluate(SEEN)))):
        yield ("words", "", found)


def hurdles(page: Page, width: int) -> Iterator[Finding]:
    """What axe calls serious or critical; the faint mark across a print is left out: its words stand in the head."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for impact, rule, nodes in page.evaluate(RUN_AXE):
        if impact in SERIOUS:
            yield ("axe", f"{rule} at {width}", nodes)


@cache
def forbidden() -> dict[str, str]:
    """The words of O-10 that nobody may meet."""
    found: dict[str, str] = tomllib.loads((ROOT / "tools/forbidden_words.toml").read_text(encoding="utf-8"))["say"]
    return found


def chinese(text: str) -> Iterator[str]:
    """Lines with English left in a Chinese page, and words of the forbidden list."""
    for line in text.splitlines():
        if any(word.lower() not in ALLOWED_LATIN for word in LATIN.findall(NOT_WORDS.sub(" ", line))):
            yield line.strip()[:90]
    yield from (word for word in forbidden() if word in text)


def english(data: list[str]) -> Callable[[str], Iterator[str]]:
    """Lines with Chinese left in an English page, apart from what people typed and what things are called."""

    def left(text: str) -> Iterator[str]:
        text = CALLED.sub(" ", text)
        for each in data:
            text = text.replace(each, " ")
        yield from (line.strip()[:90] for line in text.splitlines() if HAN.search(line))

    return left


def data_of_the_office() -> list[str]:
    """Names and texts that are Chinese in every language, the longest first."""
    named = ((Division, "name"), (Organisation, "name"), (Grid, "name"), (Account, "display_name"), (Statute, "title"))
    with trusted():
        names = [name for model, field in named for name in model.objects.values_list(field, flat=True)]
    told = [text for story in STORIES for text in (story.what, story.what[:20], *story.sides) if text]
    return sorted(
        {*names, *told, *TOLD.values(), *KINDS, "旗", *glosses(), *EXAMPLES, *OF_CASES}, key=len, reverse=True
    )


@cache
def glosses() -> frozenset[str]:
    """Chinese that the English texts themselves hold, such as a term of law in brackets."""
    messages = polib.pofile(str(ROOT / "locale/zh_Hans/LC_MESSAGES/django.po"))
    return frozenset(run for entry in messages for run in HAN.findall(entry.msgid))
