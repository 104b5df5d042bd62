"""Prints what an import of tables did and what the store holds, for people and for programs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from commops.tables.cells import date
from commops.tables.kind import REASONS
from commops.tables.registry import kinds
from commops.texts import Lang, Text, safe, safe_json, tame, width

if TYPE_CHECKING:
    from commops.tables.funnel import Funnel
    from commops.tables.kind import Kind
    from commops.tables.state import State
    from commops.tables.store import TableReport, TableStore

_STATUS = {
    "imported": Text("已导入", "imported"),
    "unchanged": Text("已导入过，未作改动", "imported before, nothing changed"),
    "failed": Text("未导入", "not imported"),
}
_COUNTS = Text("读到 {records} 行：计入 {parsed}，跳过 {skipped}", "{records} rows: {parsed} read, {skipped} skipped")
_NONE = Text("还没有导入表格。", "No table has been imported.")
_HIDDEN = Text("人太少，不显示", "too few, not shown")
_OPEN = Text("日子未到", "not over yet")

_HEADINGS = {
    "event": Text("活动", "Event"), "channel": Text("渠道", "Channel"), "people": Text("人数", "People"),
    "registered": Text("报名", "Registered"), "waitlisted": Text("候补", "Waitlisted"),
    "cancelled": Text("取消", "Cancelled"), "attended": Text("到场", "Attended"), "left": Text("已退出", "Left"),
    "rows": Text("行数", "Rows"), "first": Text("最早", "First"), "last": Text("最晚", "Last"),
    "campaign": Text("广告系列", "Campaign"), "sessions": Text("会话", "Sessions"), "posts": Text("内容数", "Posts"),
}  # fmt: skip
_STEPS = {
    "registered": Text("报名", "Registered"),
    "attended": Text("到场", "Attended"),
    "came_registered": Text("报名且到场", "Registered and attended"),
    "linked": Text("其中能对上聊天账号的", "of these, known in the logs"),
    "spoke_7d": Text("七天内发言", "Spoke within seven days"),
    "active_7": Text("第 7–13 天仍发言", "Spoke on day 7 to 13"),
    "active_30": Text("第 30–36 天仍发言", "Spoke on day 30 to 36"),
}
_PART_OF = {
    "came_registered": ("registered", "attended"),
    "linked": ("attended",),
    **dict.fromkeys(("spoke_7d", "active_7", "active_30"), ("attended", "linked")),
}
"""Steps that count a part of the people of others."""


def as_text(reports: Sequence[TableReport], lang: Lang) -> str:
    """One paragraph per file."""
    return "\n".join(line for report in reports for line in _lines(report, lang)) or _NONE.get(lang)


def _lines(report: TableReport, lang: Lang) -> Iterator[str]:
    yield f"{tame(safe(str(report.path), one_line=True))}: {_STATUS[report.status].get(lang)}"
    if report.problem:
        yield "  " + report.problem.render(lang).replace("\n", "\n  ")
        return
    yield f"  {kinds()[report.kind].label.get(lang)}"
    skipped = report.records - report.parsed
    yield "  " + _COUNTS.fill(records=f"{report.records:,}", parsed=f"{report.parsed:,}", skipped=f"{skipped:,}").get(
        lang
    )
    for reason, skip in sorted(report.skipped.items()):
        first = Text(f"（第一处：{skip.first}）", f" (first: {skip.first})").get(lang) if skip.first else ""
        yield f"    {skip.count:,} × {REASONS[reason].get(lang)}{first}"


def as_json(reports: Sequence[TableReport]) -> str:
    """``{"schema": 1, "files": [...]}``."""
    files = [
        {
            "path": str(report.path),
            "status": report.status,
            "kind": report.kind or None,
            "rows": report.records,
            "read": report.parsed,
            "skipped": {reason: skip.count for reason, skip in sorted(report.skipped.items())},
            "problem": {lang: getattr(report.problem.what, lang) for lang in ("zh", "en")} if report.problem else None,
        }
        for report in reports
    ]
    return safe_json({"schema": 1, "files": files})


def state_as_text(held: State, lang: Lang) -> str:
    """One line per imported file."""
    lines = []
    for file in held.ordered:
        place = " ".join(part for part in (file.event, file.channel) if part)
        counts = _COUNTS.fill(records=file.records, parsed=file.parsed, skipped=file.records - file.parsed).get(lang)
        lines.append(safe(f"{file.kind}  {file.id[:12]}  {place or '-'}  {counts}", one_line=True))
    return "\n".join(lines) or _NONE.get(lang)


def state_as_json(held: State) -> str:
    """``{"schema": 1, "files": [...]}``."""
    files = [
        {
            "kind": file.kind, "sha256": file.id, "event": file.event or None, "channel": file.channel or None,
            "rows": file.records, "read": file.parsed, "skipped": file.skipped,
        }
        for file in held.ordered
    ]  # fmt: skip
    return safe_json({"schema": 1, "files": files})


def summary(store: TableStore, kind: Kind) -> list[dict[str, Any]]:
    """What the tables of a kind add up to: one row per event, channel or campaign."""
    if kind.name in ("registrations", "signins"):
        return _events(store)
    if kind.name == "roster":
        return _groups(store)
    name = "campaign" if "campaign" in kind.columns else "channel"
    days = ("first_n", "last_n") if "first_n" in kind.columns else ("day_n", "day_n")
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in store.rows(kind.name):
        groups[row[name]].append(row)
    rows = []
    for group, found in sorted(groups.items()):
        first, last = (
            pick((row[column] for row in found if row[column] is not None), default=None)
            for pick, column in zip((min, max), days, strict=True)
        )
        row = {name: group or None, "rows": len(found)}
        row |= {"first": _written(first), "last": _written(last)}
        if "sessions" in kind.columns:
            row["sessions"] = sum(one["sessions"] for one in found)
        rows.append(row)
    return rows


def _written(day_n: int | None) -> str | None:
    return None if day_n is None else date(day_n).isoformat()


def _events(store: TableStore) -> list[dict[str, Any]]:
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for row in store.merged("attendance"):
        counts = groups[row["event"]]
        counts["people"] += 1
        counts[str(row["status"])] += 1
        counts["attended"] += row["attended"] is True
    names = ("people", "registered", "waitlisted", "cancelled", "attended")
    return [{"event": event, **{name: counts[name] for name in names}} for event, counts in sorted(groups.items())]


def _groups(store: TableStore) -> list[dict[str, Any]]:
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for row in store.merged("roster"):
        groups[row["channel"]]["people"] += 1
        groups[row["channel"]]["left"] += row["left_n"] is not None
    return [
        {"channel": channel, "people": counts["people"], "left": counts["left"]}
        for channel, counts in sorted(groups.items())
    ]


def summary_as_text(rows: Sequence[dict[str, Any]], lang: Lang) -> str:
    """A plain table."""
    if not rows:
        return _NONE.get(lang)
    names = list(rows[0])
    lines = [[_HEADINGS[name].get(lang) for name in names]]
    lines += [["-" if row[name] is None else safe(str(row[name]), one_line=True) for name in names] for row in rows]
    return _columns(lines)


def funnel_rows(funnel: Funnel, *, exact: bool) -> list[dict[str, Any]]:
    """The steps with their numbers; ``hidden`` where one to four people would be told, null when it is too early."""
    rows = []
    for step in _STEPS:
        value = getattr(funnel, step)
        hidden = not exact and (
            _small(value) or any(_small(_rest(funnel, whole, value)) for whole in _PART_OF.get(step, ()))
        )
        rows.append({"step": step, "people": None if hidden else value, "hidden": hidden})
    return rows


def _small(count: int | None) -> bool:
    return count is not None and 0 < count < 5


def _rest(funnel: Funnel, whole: str, part: int | None) -> int | None:
    """How many of a step did not take the next one: whoever sees both knows."""
    return None if part is None else int(getattr(funnel, whole)) - part


def funnel_as_text(rows: Sequence[dict[str, Any]], lang: Lang) -> str:
    """One line per step."""
    shown = [
        [
            _STEPS[row["step"]].get(lang),
            (_HIDDEN.get(lang) if row["hidden"] else _OPEN.get(lang))
            if row["people"] is None
            else f"{row['people']:,}",
        ]
        for row in rows
    ]
    return _columns(shown)


def _columns(lines: Sequence[Sequence[str]]) -> str:
    widths = [max(width(cell) for cell in column) for column in zip(*lines, strict=True)]
    return "\n".join(
        tame("  ".join(cell + " " * (size - width(cell)) for cell, size in zip(line, widths, strict=True)).rstrip())
        for line in lines
    )
