"""Ledgers as offices keep them, of five shapes, with invented rows: for the round trip T-6 and for measuring imports.

Each function writes one workbook with ``number`` matters and returns nothing; ``places`` are (town, gacha) by name as
the county has them. Rows of one file are all different, so that none is taken for another.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet


Places = Sequence[tuple[str, str]]
Make = Callable[[Path, int, Places], None]

FIRST_DAY = date(2021, 1, 4)
DAYS = 1_600
NAMES = "巴图 那顺 其木格 乌兰 苏和 格日勒 阿拉坦 娜仁 朝鲁 哈斯 宝音 萨仁 布和 敖登 斯琴"
MORE = "图雅 高娃 其其格 花 毕力格 达来 巴雅尔 孟和 吉日嘎拉 乌力吉 塔娜 青格乐 呼和 满都拉 额尔敦"
KINDS = ("邻里", "婚姻家庭", "损害赔偿", "房屋宅基地", "合同纠纷", "草牧场边界")
THINGS = ("围栏", "水井", "草料堆", "羊群", "界桩", "院墙", "排水沟", "牧道", "饲草地", "彩礼")
WRONGS = (
    "被挪到了对方一侧",
    "越过了承包界线",
    "堵住了出入的路",
    "一直没有按约定分摊",
    "被对方的牲畜毁坏",
    "归属说法不一",
)
WISHES = ("要求按原样恢复", "要求赔偿损失", "请求现场丈量", "希望当面说清楚", "请嘎查出面调解")
RESULTS = ("双方握手言和，按原界线使用", "已赔偿损失，双方表示满意", "现场丈量后重新立桩", "约定轮流使用")


PLATFORM = (
    "事件编号 事件名称 事件简述 发生日期 受理日期 化解时限 事发地址 事件类别 事件规模 涉及人数 "
    "涉及单位 预警等级 化解方式 化解日期 化解组织 化解责任人姓名 化解责任人联系方式 "
    "化解责任人身份证 化解是否成功 化解情况"
)
TOWN = (
    "序号 苏木镇 嘎查村 排查时间 排查人 当事人 联系电话 纠纷类型 涉及人数 涉及金额 简要情况 "
    "风险等级 包案领导 责任单位 责任人 化解措施 化解时限 进展 是否化解 化解时间 销号时间 "
    "回访时间 回访情况 天气 备注"
)
RECORDS = (
    "事件名称 发生日期 发生地点 事件规模 事件类别 涉及人数 事件简述 涉及单位 主要当事人姓名 "
    "主要当事人性别 主要当事人居住详址 化解时限 化解方式 化解组织 化解责任人姓名 化解是否成功 "
    "化解情况 考评日期 考评意见 经度 纬度"
)
"""Heads of three of the ledgers."""


class _Story:
    """Invented facts of one matter."""

    def __init__(self, chance: Random, number: int, places: Places) -> None:
        self.town, self.gacha = chance.choice(places)
        self.on = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        self.one = chance.choice(NAMES.split()) + chance.choice(MORE.split())
        self.other = chance.choice(NAMES.split()) + chance.choice(MORE.split()) + "尔"
        self.kind = chance.choice(KINDS)
        self.people = chance.randrange(2, 12)
        self.amount = chance.randrange(1, 400) * 100
        self.phone = f"170{chance.randrange(10**8):08d}"
        thing, wrong, wish = chance.choice(THINGS), chance.choice(WRONGS), chance.choice(WISHES)
        self.text = f"{self.one}反映，{self.gacha}第{number}号地的{thing}{wrong}，{wish}。"
        self.title = f"{self.gacha}{thing}一事之{number}"
        self.result = chance.choice(RESULTS)
        self.settled = chance.random() < 0.7
        self.settled_on = self.on + timedelta(days=chance.randrange(1, 20))


def county_report(path: Path, number: int, places: Places) -> None:
    """L-1: a title, eight columns, strike-offs in words, a total at the end, a signature below."""
    heads = ("序号", "单位", "矛盾纠纷简要情况", "责任单位/责任人", "化解时限", "化解情况", "交办督办情况", "销号情况")
    with Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("突出矛盾纠纷")
        sheet.write_string(0, 0, "全旗突出矛盾纠纷台账")
        sheet.write_row(1, 0, heads)
        for at, story in enumerate(_stories(1, number, places), start=1):
            due = f"{story.settled_on.year}.{story.settled_on.month}.{story.settled_on.day}"
            ended = (story.result, "已督办", "已销号") if story.settled else ("正在化解", "", "未销号")
            sheet.write_row(at + 1, 0, [at, story.town, story.text, f"{story.town}/{story.other}", due, *ended])
        sheet.write_row(number + 2, 0, ["合计", "", f"{number}件"])
        sheet.write_string(number + 3, 0, "填表人：甲　审核人：乙")


def grid_form(path: Path, number: int, places: Places) -> None:
    """L-2: a head of two rows, merged across and down; merged towns; times with hours; a hidden sheet; a stray cell."""
    with Workbook(str(path)) as book:
        book.add_worksheet("填写说明").hide()
        sheet = book.add_worksheet("网格排查")
        sheet.activate()
        for column, head in enumerate(("序号", "所属苏木镇", "所属嘎查村")):
            sheet.merge_range(0, column, 1, column, head)
        sheet.merge_range(0, 3, 0, 4, "纠纷方")
        sheet.write_row(1, 3, ["纠纷方名称", "纠纷方电话"])
        for column, head in enumerate(("纠纷类型", "排查时间", "排查地点", "纠纷基本情况"), start=5):
            sheet.merge_range(0, column, 1, column, head)
        stories = sorted(_stories(2, number, places), key=lambda story: story.town)
        _merge_towns(sheet, [story.town for story in stories])
        for at, story in enumerate(stories, start=2):
            when = f"{story.on:%Y/%m/%d} 1{at % 10}:30"
            names = f"{story.one}、{story.other}"
            sheet.write_row(at, 3, [names, story.phone, story.kind, when, "村口", story.text])
            sheet.write_row(at, 0, [at - 1])
            sheet.write_string(at, 2, story.gacha)
        sheet.write_blank(number + 400, 12, None)


def _merge_towns(sheet: Worksheet, towns: Sequence[str]) -> None:
    first = 0
    for at, town in enumerate([*towns, ""]):
        if town == towns[first]:
            continue
        if at - first > 1:
            sheet.merge_range(first + 2, 1, at + 1, 1, towns[first])
        else:
            sheet.write_string(first + 2, 1, towns[first])
        first = min(at, len(towns) - 1)


def platform(path: Path, number: int, places: Places) -> None:
    """L-3: numbers of its own, days as serials, full-width digits, yes and no, codes by their words."""
    zero = date(1899, 12, 30)
    with Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("事件")
        sheet.write_row(0, 0, PLATFORM.split())
        for at, story in enumerate(_stories(3, number, places), start=1):
            serial, end = (story.on - zero).days, (story.settled_on - zero).days
            people = "".join(chr(ord("０") + int(digit)) for digit in str(story.people))
            known = [f"SJ{at:06d}", story.title, story.text, serial, serial, end, "村口", story.kind]
            more = [
                "个体性事件",
                f"{people}人",
                "",
                "蓝色预警",
                "调解",
                end if story.settled else "",
                "调委会",
                story.other,
            ]
            ended = ["", "", "1" if story.settled else "0", story.result if story.settled else ""]
            sheet.write_row(at, 0, [*known, *more, *ended])


def town_ledger(path: Path, number: int, places: Places) -> None:
    """A town's own: 同上, 、, amounts in 万, dates in every way of writing, a column that nobody knows."""
    with Workbook(str(path), {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("台账")
        sheet.write_string(0, 3, "矛盾纠纷排查化解台账")
        sheet.write_row(1, 0, TOWN.split())
        town = ""
        for at, story in enumerate(_stories(4, number, places), start=1):
            sheet.write_row(at + 1, 0, _town_row(at, story, "同上" if story.town == town else story.town))
            town = story.town
        sheet.write_row(number + 2, 0, ["", "总计", "", "", "", "", "", "", "", f"{number}件"])


def _town_row(at: int, story: _Story, town: str) -> list[Any]:
    on = story.on
    day = (
        on,
        f"{on.year}.{on.month}.{on.day}",
        f"{on.year}年{on.month}月{on.day}日",
        f"{on:%Y%m%d}",
        f"{on.year}年{on.month}月",
    )
    amount = (story.amount, f"{story.amount / 10000}万", f"{story.amount / 10000}万元整", f"约{story.amount}元", "")
    row: list[Any] = [at, town, story.gacha, day[at % 5], story.other, f"{story.one}、{story.other}", story.phone]
    row += [story.kind, f"{story.people}人", amount[at % 5], story.text, ("蓝", "黄色", "橙", "低")[at % 4], "旗领导"]
    row += ["调委会", story.other, "上门走访", f"{story.settled_on}", "已走访" if at % 2 else ""]
    ended = ["是", f"{story.settled_on}", f"{story.settled_on}", "", ""] if story.settled else ["否", "", "", "", ""]
    return [*row, *ended, "晴" if at % 3 else "风", ""]


def records(path: Path, number: int, places: Places) -> None:
    """L-5: records of GB/T 31000 without any number of their own; the shape of the longest file."""
    with Workbook(str(path), {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("矛盾纠纷")
        sheet.write_row(0, 0, RECORDS.split())
        for at, story in enumerate(_stories(5, number, places), start=1):
            row: list[Any] = [
                story.title,
                story.on,
                f"{story.town}{story.gacha}",
                "个体性事件",
                story.kind,
                story.people,
            ]
            row += [story.text, "", story.one, "男", story.gacha, story.settled_on, "调解", "调委会", story.other]
            row += ["是", story.result] if story.settled else ["否", ""]
            sheet.write_row(at, 0, [*row, "", "", 107.98 + at % 90 / 100, 39.1 + at % 70 / 100])


def _stories(seed: int, number: int, places: Places) -> list[_Story]:
    chance = Random(seed)
    return [_Story(chance, at, places) for at in range(1, number + 1)]


SHAPES: dict[str, Make] = {
    "L-1": county_report,
    "L-2": grid_form,
    "L-3": platform,
    "town": town_ledger,
    "L-5": records,
}
"""The five of T-6."""
