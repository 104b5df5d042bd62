"""The words of the drafts in both languages: headings, units, comparisons, and the places that are left to people."""

from __future__ import annotations

from commops.report.drafts.lines import Line
from commops.stats.pages import GREY_BELOW, Page
from commops.texts import Lang, Text
from commops.workspace.reports import OPEN_PLACE

WINS = Text("成果 / Wins", "Wins")
GAPS = Text("不足 / Gaps", "Gaps")
SO_WHAT = Text("所以 / So what", "So what")
DECISIONS = Text("决定 / Decisions", "Decisions")
NEXT = Text("下一步 / Next", "Next")
NUMBERS = Text("数字 / Numbers", "Numbers")
MONTH = Text("这个月 / The month", "The month")
LAST_WEEK = Text("月末那一周（{week}）/ Its last week", "Its last week ({week})")
NEWEST_WEEK = Text("最近一周（{week}）/ Newest week", "Newest week ({week})")
BY_MONTH = Text("各月 / By month", "By month")
KEY_RESULTS = Text("关键结果 / Key results", "Key results")
EVENTS = Text("活动 / Events", "Events")
RESULTS = Text("结果 / Results", "Results")

_PLACES = {
    WINS: Text(
        "两三件做成的事，数字从上面的表里取。", "Two or three things that worked, with numbers from the tables."
    ),
    GAPS: Text("没做到的和原因，不要只报喜。", "What did not work, and why."),
    SO_WHAT: Text(
        "这些数字说明什么？我们要改什么、谁来做、什么时候看效果？",
        "What do the numbers mean? What changes, who does it, when do we look again?",
    ),
    DECISIONS: Text(
        "定了什么、谁来做、什么时候完成；没有要改的，写明为什么不改。",
        "What was decided, who does it and by when; if nothing changes, say why.",
    ),
    NEXT: Text("下一期最要紧的两三件事。", "The two or three things that matter next."),
}
COLUMNS = {
    "metric": Text("指标", "Metric"),
    "value": Text("本期", "Now"),
    "n": Text("样本 n", "n"),
    "before": Text("上一期", "Before"),
    "change": Text("变化", "Change"),
    "target": Text("目标", "Target"),
}
_GRAINS = {
    "day": Text("日", "day"),
    "week": Text("周", "week"),
    "28d": Text("近 28 天", "28 days"),
    "4w": Text("四周一批", "4-week cohort"),
    "month": Text("月", "month"),
}
UP = Text("上升", "up")
DOWN = Text("下降", "down")
SAME = Text("持平", "unchanged")
TOO_SMALL = Text(f"样本不足 {GREY_BELOW}，看不出变化", f"n below {GREY_BELOW}, too small to tell")
REACHED = Text("{target}，已达到", "{target}, reached")
MISSED = Text("{target}，未达到", "{target}, not reached")
NO_COMPARISON = Text("不比较", "not compared")
ELAPSED = Text(
    "{period} 共 {all} 天，到 {day} 已过 {gone} 天（{share}%）。",
    "{gone} of the {all} days of {period} had passed on {day} ({share}%).",
)
NO_ROWS = Text("这一期没有可列的数字。", "There are no numbers to list for this period.")
NO_EVENTS = Text("这一期没有办完的活动。", "No event was finished in this period.")
LEFT_OUT = Text("行数多、没有列出的指标：{names}。", "Not listed, since they have many rows: {names}.")
NOTE = Text(
    "数字取自本仓库的快照和结果文件，出处列在文件开头的 numbers 里；要改数字，先改数据。"
    "n 是样本量；“不公布”指人数太少或无法计算，不是零。",
    "The numbers come from the snapshots and results of this repository; numbers, at the top of the file, lists where "
    "each comes from. n is what a number stands on; not published means too few people or not known, never nought.",
)


def place(heading: Text, lang: Lang) -> str:
    """A section that is left to people, with the mark that a final report may not hold."""
    gap = Text("", " ").get(lang)
    return f"## {heading.get(lang)}\n\n{OPEN_PLACE.get(lang)}{gap}{_PLACES[heading].get(lang)}\n"


def minutes(page_unit: str, text: str, lang: Lang) -> str:
    """A duration with its word; other numbers as they are."""
    if page_unit != "minutes" or not text[:1].isdigit():
        return text
    return f"{text} {Text('分钟', 'min').get(lang)}"


def line_name(line: Line, column: str, lang: Lang, *, several: bool) -> str:
    """What a line is called: the metric, the column where it shows several, and what picks the row."""
    name = line.page.name.get(lang)
    if several:
        name = f"{name} · {line.page.columns[column].label.get(lang)}"
    marks = [_mark(line.page, key, value, lang) for key, value in line.where]
    told = "week" in dict(line.where)
    marks += [] if told or line.row.get("week") in (None, line.period) else [str(line.row["week"])]
    marks += [str(line.row["channel"])] if line.row.get("channel") not in (None, "*") else []
    shown = [mark for mark in marks if mark]
    return (
        f"{name}（{'，'.join(shown)}）" if shown and lang == "zh" else f"{name} ({', '.join(shown)})" if shown else name
    )


def _mark(page: Page, key: str, value: object, lang: Lang) -> str:
    if key == "grain":
        return "" if "," not in page.grain else _GRAINS.get(str(value), Text(str(value), str(value))).get(lang)
    if value == "*":
        return ""
    sign = " = " if isinstance(value, int | float) else " "
    return f"{page.columns[key].label.get(lang)}{sign}{value}"
