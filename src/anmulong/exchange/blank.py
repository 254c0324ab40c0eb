"""The empty sheet to be filled in: the columns of the town ledger and of the known lists (R-521)."""

from pathlib import Path

from xlsxwriter import Workbook


COLUMNS = (
    "序号 编号 苏木镇 嘎查村 地点 排查时间 排查人 反映人 反映人电话 申请人 被申请人 当事人电话 纠纷类型 "
    "标题 简要情况 涉及人数 涉及金额（元） 事件规模 风险等级 来源 包案领导 责任单位 责任人 化解措施 "
    "化解时限 进展 是否化解 化解时间 化解情况 答复时间 答复意见 销号时间 回访时间 回访情况 备注"
)
HEADS = tuple(COLUMNS.split())
TITLE = "矛盾纠纷排查化解台账"
WIDTHS = {"简要情况": 50, "标题": 24, "化解情况": 40, "答复意见": 40}


def write_blank(to: Path) -> None:
    """Write the sheet: a title, the head, nothing below."""
    with Workbook(str(to)) as book:
        sheet = book.add_worksheet(TITLE[:31])
        sheet.write_string(0, 0, TITLE, book.add_format({"bold": True, "font_size": 16}))
        sheet.write_row(
            1, 0, HEADS, book.add_format({"bold": True, "border": 1, "bg_color": "#D9E1F2", "text_wrap": True})
        )
        for column, head in enumerate(HEADS):
            sheet.set_column(column, column, WIDTHS.get(head, 12))
        sheet.freeze_panes(2, 0)
