"""The words of the pack in both languages, and which rows of the catalogue of metrics belong to which section."""

from __future__ import annotations

import re

from commops.stats.pages import Page
from commops.texts import Text

TITLE = Text("{name}：数据说明（仅限书面受邀者）", "{name}: numbers for those invited in writing only")
FACTS = Text(
    "基准日 {as_of}；数据所在提交 {commit}；快照 {first} 至 {last}。",
    "As of {as_of}; commit of the data {commit}; snapshots {first} to {last}.",
)
LIMITS = Text(
    "只列已经发生的事实，不含收益、估值和预测，也不是要约；目标是内部计划，不是承诺。"
    "里面没有任何个人的信息：不足 5 人的数字不公布。",
    "Facts only, up to the day above: no returns, no valuation, no forecast, and no offer. Targets are internal plans, "
    "not promises. Nothing here is about a person: what fewer than 5 people stand behind is not published.",
)
NOT_COMMITTED = Text("未提交", "not committed")
GROWTH = Text("规模与净增长", "Size and net growth")
RETENTION = Text("留存", "Retention")
EVENTS = Text("活动与成本", "Events and cost")
DELIVERY = Text("内容与合作履约", "Content and delivery to partners")
PROGRESS = Text("目标进度", "Progress towards targets")
SECTIONS: tuple[tuple[Text, tuple[range, ...]], ...] = (
    (GROWTH, (range(1, 8),)),
    (RETENTION, (range(14, 20),)),
    (Text("参与深度与集中度", "Depth and concentration"), (range(8, 14), range(34, 36))),
    (Text("转化与收入", "Conversion and revenue"), (range(25, 26), range(41, 45))),
    (EVENTS, (range(26, 30),)),
    (DELIVERY, (range(20, 25), range(45, 46))),
    (Text("服务与秩序", "Care and order"), (range(30, 34), range(36, 41))),
    (PROGRESS, (range(46, 47),)),
)
OTHERS = Text("其他指标", "Further metrics")
LINE_HEAD = Text("指标|数值|样本 n|四周前|十二周前|出处", "Metric|Value|n|4 weeks before|12 weeks before|Source")
CURVE = Text("留存曲线", "Retention curve")
CURVE_HEAD = Text("首次发言（四周一批）|新人数", "First message (4-week cohort)|Newcomers")
AGE = Text("第 {age} 周", "Week {age}")
CURVE_NOTE = Text(
    "“–”表示还没到那一周，或那一周没有发布；参照区间见下面“风险与数据限度”里该指标的说明。",
    "– means that the week has not come or was not released; the caveat below names the band of other communities.",
)
MIX = Text("渠道构成", "Where the members are")
MIX_HEAD = Text("渠道|平台|成员数|计数日", "Channel|Platform|Members|Counted on")
MIX_NOTE = Text(
    "同一个人在两个渠道算两次。出处：community/metrics/snapshots.yml。",
    "Somebody in two channels counts twice. Source: community/metrics/snapshots.yml.",
)
EVENT_HEAD = Text(
    "活动|报名|到场|支出|人均支出（到场）|人均支出（7 日内发言）",
    "Event|Registered|Attended|Spent|Spent per attendee|Spent per person who spoke within 7 days",
)
EVENT_NOTE = Text("出处：各活动的 results.yml。", "Source: results.yml of each event.")
GOALS = Text("关键结果（内部目标，不是承诺）", "Key results (internal targets, not promises)")
PARTNERS = Text(
    "到 {as_of} 应交付 {due} 项，已完成 {done} 项。出处：community/partners/。",
    "Due by {as_of}: {due} deliverables; done: {done}. Source: community/partners/.",
)
GAPS = Text("竞品差距", "Where others are ahead")
GAPS_HEAD = Text("对象|观察到的规模|我们的差距|查看日期", "Whom|Size as observed|Our gaps|Reviewed on")
RISKS = Text("风险与数据限度", "Risks and limits of the data")
MISSING = Text("没有数字的指标", "Metrics without numbers")
NO_ROWS = Text(
    "到基准日的快照里没有它的行：所需数据没有导入，或人数太少",
    "no row in the snapshots: its data are not imported, or too few people",
)
NO_MONTH = Text(
    "只在月度快照里发布：到基准日没有，或其中没有它的行",
    "released by the month only: there is no such file up to the day, or none of its rows",
)
NOT_YET = Text("快照发布时还没有这个指标", "the snapshots were released before this metric existed")
BY_HAND = Text("由人填写，还没有填数", "typed in by people, no value yet")
DEFINITIONS = Text("附录：定义", "Appendix: definitions")
DEFINITION = Text(
    "- **{name}**（{key}，{row}）：{formula}。注意：{caveat} 定义版本 {hash}。",
    "- **{name}** ({key}, {row}): {formula}. Beware: {caveat} Definition {hash}.",
)
ANNEX = Text(
    "每个指标的全部已发布数据在 tables/ 下，一个指标一个 CSV；manifest.json 列出每个文件的 SHA-256。"
    "用同一提交重新生成，文件逐字节一致。",
    "tables/ holds all released rows, a CSV per metric; manifest.json lists the SHA-256 of each file. Built again from "
    "the same commit, the files are the same byte for byte.",
)


def section_of(page: Page) -> Text:
    """The section that a metric belongs to, by its row in the catalogue."""
    found = re.match(r"M(\d+)", page.row)
    number = int(found[1]) if found else 0
    return next((name for name, rows in SECTIONS if any(number in row for row in rows)), OTHERS)
