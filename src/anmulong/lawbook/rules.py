"""Reading statutes and reviewed data files: pure functions, text in, frozen rows out.

Statute files are Markdown, one statute (or one part of a code) each: title lines, a preamble with dates, the mark
``<!-- INFO END -->``, headings and articles that begin with 第…条. The file's name carries law code and version:
``人民调解法(2010-08-28).md``, ``民法典__总则.md``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from anmulong.kernel.errors import Invalid
from anmulong.kernel.wording import noop


END_OF_PREAMBLE = "<!-- INFO END -->"
PART_MARK = "__"

_NUMERALS = "零一二三四五六七八九"
_UNITS = {"十": 10, "百": 100, "千": 1000}
_NUMERAL = "[一二三四五六七八九十百千零〇两]+"
_ARTICLE = re.compile(rf"^第({_NUMERAL})条(?:之({_NUMERAL}))?[\s　]*(.*)$")
_HEADING = re.compile(r"^(#{2,6})\s*(.+?)\s*$")
_FILE_NAME = re.compile(r"^(?P<law>[^(（]+?)(?:[(（](?P<version>\d{4}-\d{2}-\d{2})[)）])?$")
_DATED = re.compile(r"^(\d{4})年(\d{1,2})月(\d{1,2})日\s*(.*)$")


@dataclass(frozen=True)
class ArticleText:
    """One article: its number (``17``, ``120-1`` for 之一), the headings above it, its text without the number."""

    number: str
    heading: str
    text: str


@dataclass(frozen=True)
class StatuteText:
    """One statute file. ``in_force_from`` is None where the preamble names no day of entry into force."""

    law_code: str
    part: str
    title: str
    version: date
    in_force_from: date | None
    articles: tuple[ArticleText, ...]


def chinese_number(text: str) -> int:
    """The value of a Chinese numeral below ten thousand (一百零三 → 103). Raises ValueError."""
    total = 0
    digit: int | None = None
    for sign in text.replace("〇", "零").replace("两", "二"):
        if sign in _UNITS:
            total += (1 if digit is None else digit) * _UNITS[sign]
            digit = None
        elif sign in _NUMERALS:
            digit = _NUMERALS.index(sign) or None
        else:
            raise ValueError(f"not a Chinese numeral: {text}")
    if not text:
        raise ValueError("an empty numeral")
    return total + (digit or 0)


def parse_statute(file_name: str, text: str) -> StatuteText:
    """Read one statute file. Raises :class:`Invalid` when there is no version, no preamble mark or no article."""
    law_code, part, version = _named(file_name)
    preamble, mark, body = text.partition(END_OF_PREAMBLE)
    articles = _articles(body)
    if not mark or not articles:
        raise Invalid(
            "not-a-statute",
            noop("%(name)s is not a statute file: the mark after the preamble or the articles are missing."),
            params={"name": file_name},
        )
    titles = [line.lstrip("# ").strip() for line in preamble.splitlines() if line.startswith("#")]
    dated = _dated(preamble)
    version = version or next((day for day, what in dated if what.endswith(("通过", "公布", "批准", "发布"))), None)
    if version is None or not titles:
        raise Invalid(
            "statute-without-version",
            noop("%(name)s names no version: give the date in the file name, as in law(2010-08-28).md."),
            params={"name": file_name},
        )
    in_force = next((day for day, what in dated if what.endswith("施行")), None)
    return StatuteText(law_code, part, titles[0], version, in_force, articles)


def _named(file_name: str) -> tuple[str, str, date | None]:
    stem = file_name.removesuffix(".md")
    law, _, part = stem.partition(PART_MARK)
    found = _FILE_NAME.match(part or law)
    if not found:
        raise Invalid("bad-file-name", noop("%(name)s is no name of a statute file."), params={"name": file_name})
    version = date.fromisoformat(found["version"]) if found["version"] else None
    return (law, found["law"], version) if part else (found["law"], "", version)


def _dated(preamble: str) -> list[tuple[date, str]]:
    """The dated lines of the preamble, first to last, with what happened then."""
    found = (_DATED.match(line.replace("　", " ").strip()) for line in preamble.splitlines())
    return [(date(int(each[1]), int(each[2]), int(each[3])), each[4].strip()) for each in found if each]


def _articles(body: str) -> tuple[ArticleText, ...]:
    headings: dict[int, str] = {}
    numbers: list[str] = []
    places: list[str] = []
    texts: list[list[str]] = []
    for raw in body.splitlines():
        line = raw.strip()
        heading = _HEADING.match(line)
        article = _ARTICLE.match(line)
        if heading:
            level = len(heading[1])
            headings = {depth: name for depth, name in headings.items() if depth < level}
            headings[level] = " ".join(heading[2].replace("　", " ").split())
        elif article:
            numbers.append(_article_number(article[1], article[2]))
            places.append(" / ".join(headings.values()))
            texts.append([article[3]])
        elif line and texts:
            texts[-1].append(line)
    return tuple(
        ArticleText(number, place, "\n".join(lines))
        for number, place, lines in zip(numbers, places, texts, strict=True)
    )


def _article_number(main: str, inserted: str | None) -> str:
    number = str(chinese_number(main))
    return f"{number}-{chinese_number(inserted)}" if inserted else number


def article_order(number: str) -> int:
    """Sort key of an article number: 17 before 17-1 before 18."""
    main, _, inserted = number.partition("-")
    return int(main) * 1000 + int(inserted or 0)


# --- reviewed data files (data/codes, data/parameters)

ROW_COLUMNS = frozenset({"code", "zh", "en", "status", "note", "parent", "valid_from", "valid_to", "digits"})


@dataclass(frozen=True)
class CodeRowData:
    """One row of a reviewed code table; ``facts`` holds what is special to the table (act, guide_to, law …)."""

    code: str
    zh: str
    en: str
    status: str
    valid_from: date
    valid_to: date | None
    parent: str
    digits: dict[str, str]
    facts: dict[str, Any]
    note: str


@dataclass(frozen=True)
class CodeTableData:
    """One reviewed code table."""

    table: str
    zh: str
    en: str
    status: str
    source: str
    effective_from: date
    parent_table: str
    receivers: tuple[str, ...]
    note: str
    rows: tuple[CodeRowData, ...]


CODES_OF = "codes of "
"""The unit of a parameter whose value is a list of codes names their table behind this."""


@dataclass(frozen=True)
class ParameterData:
    """One reviewed parameter value."""

    key: str
    value: Any
    unit: str
    status: str
    source: str
    approved_by: str
    valid_from: date
    zh: str
    en: str


@dataclass(frozen=True)
class ParameterNote:
    """What a page says beside a value: its group and what it governs; ``planned``: nothing reads it yet."""

    group_zh: str
    group_en: str
    governs_zh: str
    governs_en: str
    planned: bool


def read_notes(file: Mapping[str, Any]) -> dict[str, ParameterNote]:
    """The notes of one parsed TOML file of parameters, by key."""
    return {
        row["key"]: ParameterNote(
            group_zh=file["zh"],
            group_en=file["en"],
            governs_zh=row.get("governs_zh", ""),
            governs_en=row.get("governs_en", ""),
            planned=row.get("planned", False),
        )
        for row in file["parameters"]
    }


def read_code_table(file: Mapping[str, Any]) -> CodeTableData:
    """A code table from its parsed TOML. Raises :class:`Invalid` for a missing head or a code that comes twice."""
    try:
        rows = tuple(_code_row(row, file) for row in file["rows"])
        table = CodeTableData(
            table=file["table"],
            zh=file["zh"],
            en=file["en"],
            status=file["status"],
            source=file["source"],
            effective_from=file["effective_from"],
            parent_table=file.get("parent_table", ""),
            receivers=tuple(file["receivers"]),
            note=file.get("note", ""),
            rows=rows,
        )
    except KeyError as missing:
        raise _incomplete(str(file.get("table", "?")), missing) from missing
    _refuse_doubles(table)
    return table


def _code_row(row: Mapping[str, Any], file: Mapping[str, Any]) -> CodeRowData:
    return CodeRowData(
        code=row["code"],
        zh=row["zh"],
        en=row["en"],
        status=row.get("status", file["status"]),
        valid_from=row.get("valid_from", file["effective_from"]),
        valid_to=row.get("valid_to"),
        parent=row.get("parent", ""),
        digits=dict(row.get("digits", {})),
        facts={name: value for name, value in row.items() if name not in ROW_COLUMNS},
        note=row.get("note", ""),
    )


def _refuse_doubles(table: CodeTableData) -> None:
    codes = [row.code for row in table.rows]
    double = next((code for code in codes if codes.count(code) > 1), None)
    if double is not None:
        raise Invalid(
            "code-twice",
            noop("The code %(code)s stands twice in table %(table)s."),
            law="R-303",
            params={"code": double, "table": table.table},
        )


def read_parameters(file: Mapping[str, Any]) -> tuple[ParameterData, ...]:
    """The parameters of one parsed TOML file. Raises :class:`Invalid` when a column is missing."""
    columns = ParameterData.__dataclass_fields__
    try:
        return tuple(ParameterData(**{name: row[name] for name in columns}) for row in file["parameters"])
    except KeyError as missing:
        raise _incomplete("parameters", missing) from missing


def _incomplete(what: str, missing: KeyError) -> Invalid:
    return Invalid(
        "data-incomplete",
        noop("The data file %(what)s lacks %(column)s."),
        params={"what": what, "column": str(missing.args[0])},
    )
