"""The columns that real ledgers have: L-1 … L-5, the town ledger and message tables, with their aliases (R-521). Data.

A new alias is a word in a line below, without spaces, brackets, slashes or colons.
"""

from dataclasses import dataclass

from anmulong.kernel.wording import noop


NOTE = "note"
SKIP = "skip"
WITHHELD = "withheld"


@dataclass(frozen=True)
class Field:
    """A place where a column may go: stable name, words for people, heads that mean it.

    ``aliases`` are folded: no spaces, brackets or colons.
    """

    name: str
    label: str
    aliases: tuple[str, ...]


def _field(name: str, label: str, aliases: str) -> Field:
    return Field(name, label, tuple(aliases.split()))


FIELDS: tuple[Field, ...] = (
    _field(SKIP, noop("not taken over"), "序号 序 行号 问题 问题说明"),
    _field("number", noop("number"), "登记编号 编号 台账编号 事件编号 案件编号 留言编号 工单编号 纠纷编号 受理编号"),
    _field(
        "what",
        noop("what it is about"),
        "矛盾纠纷简要情况 简要情况 纠纷简要情况 纠纷基本情况 基本情况 事件简述 纠纷简述 案情简介 案情 内容 排查内容 "
        "主要内容 留言详情 诉求内容 具体情况 纠纷情况 纠纷内容 事由 问题描述 矛盾纠纷情况 矛盾纠纷基本情况",
    ),
    _field("title", noop("title"), "标题 事件名称 纠纷名称 留言主题 主题 案由 事项 矛盾纠纷名称"),
    _field(
        "town", noop("sumu or town"), "苏木镇 苏木乡镇 乡镇 镇 苏木 街道 乡镇街道 镇街 所属乡镇 所在苏木镇 所属苏木镇"
    ),
    _field(
        "gacha",
        noop("gacha, village or community"),
        "嘎查村 嘎查 嘎查村社区 嘎查村居 村 村社区 村居 社区 行政村"
        " 所属嘎查村 所在嘎查村 所属嘎查 所在嘎查 所属村 所在村 所属社区",
    ),
    _field("area", noop("area or grid"), "所属区域网格 所属区域 所属网格 网格 区域 属地"),
    _field("unit", noop("reporting unit"), "单位 上报单位 填报单位 报送单位 调委会 人民调解委员会"),
    _field("place", noop("place in words"), "地点 发生地点 事发地点 事发地址 排查地点 纠纷发生地 具体地点 地址"),
    _field(
        "received",
        noop("when it was taken in"),
        "受理日期 受理时间 登记时间 登记日期 排查时间 排查日期 上报时间 留言时间 日期 时间 反映时间",
    ),
    _field("occurred", noop("when it happened"), "发生日期 发生时间 事发时间 纠纷发生时间"),
    _field("screener", noop("who found it"), "排查人 排查人员 排查员 上报人 登记人"),
    _field("reporter", noop("who raised it"), "反映人 留言用户 来访人 诉求人 报告人 投诉人 来电人 反映人姓名"),
    _field("reporter_phone", noop("telephone of who raised it"), "反映人电话 反映人联系方式 反映人联系电话 来电号码"),
    _field(
        "parties",
        noop("parties"),
        "当事人 当事人姓名 纠纷当事人 纠纷方名称 纠纷双方 双方当事人 当事双方 主要当事人 "
        "主要当事人姓名 涉及人员 姓名 纠纷方 当事人名称",
    ),
    _field("applicants", noop("first side"), "申请人 申请方 甲方 甲方当事人 甲方姓名 申请人姓名 一方当事人"),
    _field(
        "respondents",
        noop("other side"),
        "被申请人 被申请方 乙方 乙方当事人 乙方姓名 被申请人姓名 对方当事人 另一方当事人",
    ),
    _field(
        "party_phones",
        noop("telephones of the parties"),
        "当事人电话 当事人联系方式 当事人联系电话 当事人手机 纠纷方电话 联系电话 联系方式 电话 手机 手机号 手机号码",
    ),
    _field("party_addresses", noop("addresses of the parties"), "当事人住址 当事人地址 住址 居住详址 家庭住址 现住址"),
    _field(
        WITHHELD,
        noop("identity numbers: not taken over (O-4)"),
        "身份证 身份证号 身份证号码 当事人身份证 当事人身份证号 证件号码 证件代码 证件类型 化解责任人身份证 "
        "化解责任人身份证号 主要当事人证件号码 主要当事人证件代码 公民身份号码",
    ),
    _field("kind", noop("kind of dispute"), "纠纷类型 事件类别 纠纷类别 矛盾纠纷类型 矛盾纠纷类别 类别 类型 纠纷种类"),
    _field("people", noop("number of people"), "涉及人数 涉事人数 人数 涉及人数人"),
    _field("amount", noop("amount at stake (yuan)"), "涉及金额 涉案金额 金额 标的 标的额 涉及金额元 涉案金额元"),
    _field("amount_wan", noop("amount at stake (10,000 yuan)"), "涉及金额万元 涉案金额万元 金额万元 标的额万元"),
    _field("colour", noop("risk colour"), "风险等级 预警等级 风险颜色 等级 风险评级"),
    _field("forecast", noop("forecast"), "案件预测 预测"),
    _field("scale", noop("scale"), "事件规模 规模"),
    _field("source", noop("source"), "来源 案件来源 纠纷来源 上报方式 反映方式 来源渠道"),
    _field("settled", noop("settled: yes or no"), "是否化解 化解是否成功 是否成功 化解结果 是否办结 办理状态 化解状态"),
    _field("settled_at", noop("when it was settled"), "化解时间 化解日期 办结时间 办结日期"),
    _field("result", noop("result"), "化解情况 办理结果 处理结果 调解结果 处理情况 办理情况"),
    _field("struck", noop("struck off: yes or no"), "销号 销号情况 是否销号 销号状态"),
    _field("struck_at", noop("when it was struck off"), "销号时间 销号日期"),
    _field("answer", noop("answer given"), "答复意见 答复 回复 答复内容 回复内容 答复情况"),
    _field("answered_at", noop("when it was answered"), "答复时间 答复日期 回复时间 回复日期"),
    _field("longitude", noop("longitude"), "经度"),
    _field("latitude", noop("latitude"), "纬度"),
    _field(
        NOTE,
        noop("kept in the note"),
        "备注 责任单位责任人 责任单位 责任人 化解责任人 化解责任人姓名 化解责任人联系方式 承办人 承办单位 "
        "化解组织 包案领导 时限 化解时限 办结时限 "
        "进展 工作进展 进展情况 化解措施 化解方式 交办督办情况 涉及单位 "
        "回访时间 回访情况 回访日期 性别 民族 学历 人员类别 "
        "考评日期 考评意见 主要当事人性别 主要当事人民族 主要当事人学历 主要当事人人员类别",
    ),
)

PARENTS = {
    "当事人": {"地址": "party_addresses", "单位": NOTE},
    "反映人": {"姓名": "reporter", "电话": "reporter_phone", "联系电话": "reporter_phone", "住址": NOTE, "地址": NOTE},
    "甲方": {"姓名": "applicants", "名称": "applicants"},
    "乙方": {"姓名": "respondents", "名称": "respondents"},
    "申请人": {"姓名": "applicants"},
    "被申请人": {"姓名": "respondents"},
    "化解": {"时间": "settled_at", "日期": "settled_at", "情况": "result"},
    "销号": {"时间": "struck_at", "日期": "struck_at"},
}
"""What a short head means under a head of two rows."""

PROFILES: dict[str, tuple[str, ...]] = {
    "L-1": ("单位", "矛盾纠纷简要情况", "责任单位/责任人", "化解时限", "化解情况", "交办督办情况", "销号情况"),
    "L-2": ("纠纷基本情况", "排查地点", "排查时间", "纠纷类型", "纠纷方名称", "纠纷方电话"),
    "L-3": ("事件名称", "事件简述", "受理日期", "事发地址", "事件类别", "预警等级", "化解是否成功"),
    "L-4": ("调委会", "日期", "地点", "排查人", "内容"),
    "L-5": ("事件名称", "发生日期", "发生地点", "事件类别", "事件简述", "主要当事人姓名", "考评日期", "考评意见"),
    "town": ("苏木镇", "嘎查村", "当事人", "简要情况", "风险等级", "包案领导", "销号时间"),
    "messages": ("留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间"),
}
"""The known lists by their own columns; the best fitting one names the file's profile."""
