"""From a cell, as people fill it in, to a value. Raises ``Invalid`` with the reason in words (R-521).

Days without an hour begin at midnight in Asia/Shanghai. Amounts are CNY yuan.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from anmulong.exchange.sheets import ERROR_CELL, Cell
from anmulong.kernel.clock import LOCAL
from anmulong.kernel.errors import Invalid
from anmulong.kernel.money import yuan
from anmulong.kernel.telephones import check_telephone
from anmulong.kernel.wording import noop
from anmulong.lawbook.public import code_from_text


MAX_TEXT = 20_000
"""Characters of a cell that are taken over whole; a longer one is refused, never cut."""

MAX_LINE = 200
SERIAL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001  # a spreadsheet's day count has no time zone
FIRST_SERIAL, LAST_SERIAL = 14_611, 73_050
"""1940-01-01 … 2099-12-31: outside of it a bare number is no date."""

_CLOCK = r"(?P<hour>[0-9]{1,2})[:时点](?:(?P<minute>[0-9]{1,2})(?:[:分](?P<second>[0-9]{1,2})?(?:\.[0-9]+)?秒?)?)?"
_DATE = re.compile(
    r"(?P<year>[12][0-9]{3})[-./年](?P<month>[0-9]{1,2})(?:[-./月](?:(?P<day>[0-9]{1,2})[日号]?)?)?"
    rf"(?:[ T,]*{_CLOCK})?Z?"
)
_COMPACT = re.compile(r"(?P<year>(?:19|20)[0-9]{2})(?P<month>[01][0-9])(?P<day>[0-3][0-9])")
YES = (
    "是 y yes true 1 已化解 已办结 已 成功 化解 已解决 √ ✓ 办结 已销号 销号 调解成功 已成功 "
    "已调解成功 化解成功 成功化解 已化解完毕 已调解 已处理 已结 已完结 已和解 和解 已调处"
)
NO = (
    "否 n no false 0 未化解 未办结 未 不成功 未解决 × x 无 没有 未销号 化解中 办理中 正在化解 正在办理 处理中 调解不成 "
    "未成功 待化解 待办 跟进中 未成 调解中 正在调解 正在处理 未调解 未处理 尚未化解 暂未化解 持续化解"
)
_COLOURS = {
    "red": "红 红色 一级 高 高风险 重大 红色预警 极高 特别重大 i级",
    "orange": "橙 橙色 二级 较高 较高风险 橙色预警 较大 ii级",
    "yellow": "黄 黄色 三级 中 中等 中风险 黄色预警 iii级",
    "blue": "蓝 蓝色 四级 低 低风险 蓝色预警 一般 iv级",
    "green": "绿 绿色 无风险 绿色预警",
}
_COLOUR_OF = {word: colour for colour, words in _COLOURS.items() for word in words.split()}
NO_TELEPHONE = frozenset(
    ["无", "没有", "无电话", "不详", "不明", "不清", "未留", "未知", "暂无", "空", "/", "-", "—", "——", "none"]
)
NOTHING = frozenset(
    ["无", "没有", "不详", "不明", "未知", "暂无", "空", "none", "n/a", "/", "\\", "-", "--", "—", "——", "―"]
)
"""What stands in cells of days, amounts and codes that are to stay empty; its words are kept, its strokes are not."""

_PART_OF_DAY = re.compile(r"(上午|下午|中午|早上|晚上|凌晨|左右|前后)$")
_PART_OF_MONTH = re.compile(r"(?<=月)(上旬|中旬|下旬|初|底|中|份)$")
_NUMERALS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_COVERED = re_COVERED = re.compile(r"[0-9*、,;/\s]*\*[0-9*、,;/\s]*")
_NAME_BREAKS = re.compile(r"[、，,;；\n\r\t/|]+|\s{2,}")
_SIDE_BREAK = re.compile(r"(?:[Vv][Ss]\.?|—+|－－|与|诉|↔)")
_SHORT_AND = re.compile(r"([^和]{2,4})和([^和]{2,4})")


@dataclass(frozen=True)
class Told:
    """A moment as told; ``rough`` when only the month was known."""

    moment: datetime
    rough: bool = False


def text_of(cell: Cell) -> str:
    """The cell as text exactly as typed; whole numbers without a point, days and times in one form.

    Raises ``Invalid`` for a formula error and beyond ``MAX_TEXT`` characters.
    """
    if isinstance(cell, str):
        if cell == ERROR_CELL:
            raise Invalid("error-cell", noop("This cell holds a formula error."))
        if len(cell) > MAX_TEXT:
            raise Invalid(
                "text-too-long",
                noop("This text has %(length)s characters; at most %(limit)s are taken over, and nothing is cut."),
                params={"length": len(cell), "limit": MAX_TEXT},
            )
        return cell
    return _plain(cell)


def _plain(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d" if cell.time() == time() else "%Y-%m-%d %H:%M:%S")
    return str(cell)


def line_of(cell: Cell) -> str:
    """A short text: one line, spaces at its ends gone. Raises ``Invalid`` beyond ``MAX_LINE`` characters."""
    text = " ".join(text_of(cell).split())
    if len(text) > MAX_LINE:
        raise Invalid("line-too-long", noop("At most %(limit)s characters can stand here."), params={"limit": MAX_LINE})
    return text


def _folded(cell: Cell) -> str:
    return unicodedata.normalize("NFKC", text_of(cell)).strip()


def moment_of(cell: Cell, *, now: datetime) -> Told:
    """A day or a moment, aware: a date cell, 2024.3.5, 2024年3月, 2024/3/5 10:20, 20240305, Excel's 45356.

    Raises ``Invalid`` for anything else, for a day that does not exist, and for the future.
    """
    told = _told(cell)
    if told is None:
        raise Invalid(
            "bad-date",
            noop("This is not a date: %(text)s. Write it like 2024-03-05 or 2024-03-05 10:20."),
            params={"text": text_of(cell)[:40]},
        )
    if told.moment > now:
        raise Invalid("in-the-future", noop("The time lies in the future."), law="O-2")
    return told


def _told(cell: Cell) -> Told | None:
    if isinstance(cell, datetime):
        return Told(_aware(cell))
    if isinstance(cell, date):
        return Told(_aware(datetime.combine(cell, time())))
    if isinstance(cell, bool | time | timedelta):
        return None
    if isinstance(cell, int | float):
        return _from_number(float(cell))
    typed = _PART_OF_MONTH.sub("", _PART_OF_DAY.sub("", _folded(cell).replace("。", ".")).strip())
    if re.fullmatch(r"[0-9]{5}(\.[0-9]+)?", typed):
        return _from_number(float(typed))
    return _from_text(typed)


def _from_number(number: float) -> Told | None:
    if FIRST_SERIAL <= number <= LAST_SERIAL:
        seconds = round((number - int(number)) * 86400)
        return Told(_aware(SERIAL_ZERO + timedelta(days=int(number), seconds=seconds)))
    return _from_text(str(int(number))) if number.is_integer() else None


def _from_text(typed: str) -> Told | None:
    found = _DATE.fullmatch(re.sub(r"\s*([-./:年月日])\s*", r"\1", typed).replace("日", "日 ").strip())
    found = found or _DATE.fullmatch(typed) or _COMPACT.fullmatch(typed)
    if found is None:
        return None
    parts = {name: int(number) for name, number in found.groupdict().items() if number}
    rough = "day" not in parts
    try:
        moment = datetime(
            parts["year"],
            parts["month"],
            parts.get("day", 1),
            parts.get("hour", 0),
            parts.get("minute", 0),
            parts.get("second", 0),
            tzinfo=LOCAL,
        )
    except ValueError:
        return None
    return Told(moment, rough)


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=LOCAL) if moment.tzinfo is None else moment


def amount_of(cell: Cell, *, unit: int = 1) -> Decimal:
    """An amount in yuan: a number, 3.5万, 1.2万元整, 约5000元, 2万余元. ``unit``: that of the head, such as 10,000."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return yuan((Decimal(repr(cell)) * unit).quantize(Decimal("0.01")))
    typed = re.sub(r"[余多]", "", _folded(cell).removeprefix("约").removesuffix("左右"))
    try:
        return yuan((Decimal(typed.replace(",", "")) * unit).quantize(Decimal("0.01")))
    except InvalidOperation:
        return yuan(typed)


def whole_number_of(cell: Cell) -> int:
    """A whole number of people and the like: 12, 12.0, １２人, 约12人, 三人. Raises ``Invalid`` otherwise."""
    if isinstance(cell, float) and cell.is_integer():
        return _not_negative(int(cell))
    typed = _folded(cell).removeprefix("约").rstrip("() 人名户位个余多")
    if typed in _NUMERALS:
        return _NUMERALS[typed]
    if re.fullmatch(r"[0-9]{1,7}", typed):
        return int(typed)
    raise Invalid("bad-number", noop("This is not a whole number: %(text)s"), params={"text": text_of(cell)[:40]})


def _not_negative(number: int) -> int:
    if number < 0:
        raise Invalid("bad-number", noop("This is not a whole number: %(text)s"), params={"text": str(number)})
    return number


def degrees_of(cell: Cell, *, limit: int) -> Decimal:
    """Degrees with six places, at most ``limit`` either way."""
    try:
        degrees = Decimal(_folded(cell).rstrip("°")).quantize(Decimal("0.000001"))
    except InvalidOperation:
        degrees = Decimal("NaN")
    if not degrees.is_finite() or abs(degrees) > limit:
        raise Invalid("bad-degrees", noop("This is not a longitude or latitude in degrees."))
    return degrees


def yes_or_no(cell: Cell) -> bool | None:
    """True for 是, 已化解 …, False for 否, 未化解 …, None for words that say neither."""
    if isinstance(cell, bool):
        return cell
    word = _folded(cell).rstrip("。.").casefold()
    if word in YES.split():
        return True
    return False if word in NO.split() else None


def names_of(cell: Cell) -> tuple[str, ...]:
    """Names joined by 、 ， , ; or line breaks, each once, in order; 等 at the end falls away."""
    parts = [part.strip() for part in _NAME_BREAKS.split(unicodedata.normalize("NFC", text_of(cell)))]
    names = [re.sub(r"等([0-9]+人)?$", "", part).strip() or part for part in parts if part]
    for name in names:
        line_of(name)
    return tuple(dict.fromkeys(names))


def telephones_of(cell: Cell) -> tuple[str, ...]:
    """Telephone numbers, parted like names. Raises ``Invalid`` for one that nobody can call."""
    return tuple(check_telephone(number) for number in names_of(cell))


def has_no_telephone(cell: Cell) -> bool:
    """Whether the cell says that there is no number (无, 不详, /), or only a covered number (138****5678)."""
    said = _folded(cell).strip(" 。.")
    return said in NO_TELEPHONE or _COVERED.fullmatch(said) is not None


def says_nothing(cell: Cell) -> bool:
    """Whether the cell says that there is nothing to say (无, /, —)."""
    return isinstance(cell, str) and cell != ERROR_CELL and _folded(cell).strip(" 。.").casefold() in NOTHING


def sides_of(cell: Cell) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of both sides where the cell tells them apart (张三与李四, 张三 vs 李四); else all on one side."""
    text = text_of(cell).strip()
    parts = [part for part in _SIDE_BREAK.split(text) if part.strip()]
    if len(parts) == 2 and all(len(part.strip()) >= 2 for part in parts):
        return names_of(parts[0]), names_of(parts[1])
    pair = _SHORT_AND.fullmatch(text)
    if pair is not None:
        return (pair[1],), (pair[2],)
    return names_of(text), ()


def colour_of(cell: Cell) -> str:
    """A risk colour from its word or its level. Raises ``Invalid`` for another word."""
    word = _folded(cell).casefold()
    found = _COLOUR_OF.get(word)
    if found is None:
        raise Invalid(
            "bad-colour",
            noop("This is not a risk colour: %(text)s. Write 红, 橙, 黄, 蓝 or 绿."),
            params={"text": text_of(cell)[:40]},
        )
    return found


KINDS = ("C-301x", "C-301")
KIND_WORDS = {
    "邻里": "neighbours", "婚姻家庭": "marriage_family", "婚恋家庭": "marriage_family", "家庭婚姻": "marriage_family",
    "家庭": "marriage_family", "婚姻": "marriage_family", "损害赔偿": "damages", "房屋宅基地": "house_homestead",
    "宅基地": "house_homestead", "村务管理": "other", "其他": "other", "其它": "other", "土地": "forest_land",
    "草场": "pasture_boundary", "草牧场": "pasture_boundary", "劳资": "labour", "欠薪": "wages", "拖欠工资": "wages",
    "交通事故": "traffic", "医患": "medical", "征地": "expropriation", "拆迁": "expropriation",
    "环境污染": "pollution", "消费": "consumer", "物业": "property_management", "合同": "contract",
}  # fmt: skip
"""Words of old ledgers (L-2 and others) that are no words of C-301."""


def kind_of(cell: Cell) -> str:
    """The code of a kind of dispute (C-301, C-301x) from its words. Raises ``Invalid`` for other words."""
    text = re.sub(r"^[0-9]+[.、．]?", "", _folded(cell))
    found = code_from_text(KINDS, text) or code_from_text(KINDS, f"{text}纠纷")
    if found is not None:
        return found[1]
    word = re.sub(r"(矛盾)?(纠纷|问题|类|争议)+$", "", text)
    found = code_from_text(KINDS, word)
    if found is not None:
        return found[1]
    if word in KIND_WORDS:
        return KIND_WORDS[word]
    raise Invalid("bad-kind", noop("This kind of dispute is not on the list: %(text)s"), params={"text": text[:40]})


def code_of(table: str, cell: Cell) -> str:
    """A code of one table from its words. Raises ``Invalid`` for other words."""
    found = code_from_text((table,), _folded(cell))
    if found is None:
        raise Invalid("bad-code", noop("This is not on the list: %(text)s"), params={"text": text_of(cell)[:40]})
    return found[1]
