"""Prints what an import did and what the warehouse holds, for people and for programs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from commops.logs.canonical import REASONS
from commops.logs.file_reports import FileReport
from commops.logs.intake import Progress
from commops.logs.state import State
from commops.texts import Lang, Text, safe, safe_json, tame

MANY = 12

_STATUS = {
    "imported": Text("已导入", "imported"),
    "unchanged": Text("已在仓库中，未作改动", "already in the warehouse, nothing changed"),
    "failed": Text("未导入", "not imported"),
}


_GAPS = Text(
    "没有导出文件覆盖的日子（若期间有消息，请重新导出）",
    "Days that no export covers (export them again if anything was said)",
)


def as_text(reports: Sequence[FileReport], lang: Lang) -> str:
    """One paragraph per file; of many files only those that something is to be said about, then the sum."""
    many = len(reports) > MANY
    told = [report for report in reports if not many or report.problem or report.skipped or report.notes]
    lines = [line for report in told for line in _lines(report, lang)]
    if many:
        lines.append(_sum(reports).get(lang))
    return "\n".join(lines)


def _sum(reports: Sequence[FileReport]) -> Text:
    counts = Text(
        "共 {files} 个文件：导入 {imported}，未变 {unchanged}，失败 {failed}；{records} 条记录，计入 {parsed}",
        "{files} files: {imported} imported, {unchanged} unchanged, {failed} failed; {records} records, {parsed} read",
    )
    states = {name: f"{sum(report.status == name for report in reports):,}" for name in _STATUS}
    sums = {name: f"{sum(getattr(report, name) for report in reports):,}" for name in ("records", "parsed")}
    return counts.fill(files=f"{len(reports):,}", **states, **sums)


def _lines(report: FileReport, lang: Lang) -> Iterator[str]:
    yield f"{tame(safe(str(report.path), one_line=True))}: {_STATUS[report.status].get(lang)}"
    if report.problem:
        yield "  " + report.problem.render(lang).replace("\n", "\n  ")
        return
    label = Text("格式：", "format: ").get(lang)
    yield f"  {label}{report.label.get(lang) if report.label else report.format}"
    counts = Text(
        "读到 {records} 条记录：计入 {parsed}，跳过 {skipped}", "{records} records: {parsed} read, {skipped} skipped"
    )
    yield "  " + counts.fill(
        records=f"{report.records:,}", parsed=f"{report.parsed:,}", skipped=f"{report.records - report.parsed:,}"
    ).get(lang)
    for reason, skip in sorted(report.skipped.items()):
        first = Text(f"（第一处：{skip.first}）", f" (first: {skip.first})").get(lang) if skip.first else ""
        yield f"    {skip.count:,} × {REASONS[reason].get(lang)}{safe(first, one_line=True)}"
    if report.first is not None and report.last is not None:
        span = f"{_moment(report.first, report.zone)} – {_moment(report.last, report.zone)} {report.zone}"
        assumed = Text("（文件未写时区，按此推定）", " (assumed: the file names no zone)").get(lang)
        yield f"  {Text('时间：', 'time: ').get(lang)}{span}{assumed if report.zone_assumed else ''}"
    for note in report.notes:
        yield tame(safe(f"  {Text('注意：', 'note: ').get(lang)}{note.get(lang)}", one_line=True))
    if kept := _texts(report):
        yield f"  {kept.get(lang)}"
    new = Text("（channels.yml 中没有，不会公布）", " (not in channels.yml: not published)").get(lang)
    for chat in report.chats:
        line = f"  {chat.name} → {chat.channel}{'' if chat.known else new}: {chat.rows:,}"
        yield tame(safe(line, one_line=True))


def _texts(report: FileReport) -> Text | None:
    """What is missing of the texts; None when all of them are kept."""
    if report.texts_from == 0:
        return None
    if report.texts_from is None:
        return Text(
            "原文：未保存（需要时单独指定这个文件再导入一次）",
            "texts: not kept (to keep them, import this very file by name)",
        )
    return Text(
        "原文：{day} 以前的已清除，不再保存（需要时单独指定这个文件再导入一次）",
        "texts: those from before {day} were purged and are left out (to keep them, import this very file by name)",
    ).fill(day=_moment(report.texts_from, report.zone)[:10])


def _moment(ts_s: int, zone: str) -> str:
    return dt.datetime.fromtimestamp(ts_s, ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


def _iso(ts_s: int | None) -> str | None:
    return None if ts_s is None else dt.datetime.fromtimestamp(ts_s, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def as_json(reports: Sequence[FileReport]) -> str:
    """``{"schema": 1, "files": [...], "summary": {...}}``; times in UTC."""
    summary = {
        "files": len(reports),
        "failed": sum(report.status == "failed" for report in reports),
        **{name: sum(getattr(report, name) for report in reports) for name in ("records", "parsed", "rows")},
    }
    content = {"schema": 1, "files": [_file(report) for report in reports], "summary": summary}
    return safe_json(content)


def _file(report: FileReport) -> dict[str, Any]:
    found: dict[str, Any] = {"path": str(report.path), "status": report.status, "format": report.format or None}
    if problem := report.problem:
        return {**found, "problem": problem.what._asdict(), "fix": problem.fix._asdict(), "place": problem.place}
    return {
        **found,
        "records": report.records,
        "parsed": report.parsed,
        "skipped": {
            reason: {"count": skip.count, "first": skip.first} for reason, skip in sorted(report.skipped.items())
        },
        "rows": report.rows,
        "from": _iso(report.first),
        "to": _iso(report.last),
        "zone": report.zone,
        "zone_assumed": report.zone_assumed,
        "notes": [note._asdict() for note in report.notes],
        "texts": report.texts_from is not None,
        "texts_from": _iso(report.texts_from or None),
        "chats": [
            {"name": chat.name, "channel": chat.channel, "known": chat.known, "rows": chat.rows}
            for chat in report.chats
        ],
    }


def state_as_text(state: State, lang: Lang) -> str:
    """The exports, oldest first, then the channels."""
    if not state.exports:
        return Text(
            "仓库为空。用 commops logs import 导入。", "The warehouse is empty. Fill it with: commops logs import"
        ).get(lang)
    lines = [Text("导出文件", "Exports").get(lang)]
    for export in state.ranked:
        span = _span(min(c.first for c in export.chats), max(c.last for c in export.chats)) if export.chats else "-"
        skipped = sum(export.skipped.values())
        counts = Text("{rows} 行，跳过 {skipped}", "{rows} rows, {skipped} skipped").fill(
            rows=f"{export.rows:,}", skipped=f"{skipped:,}"
        )
        lines.append(f"  {export.sha256[:12]}  {export.format:9}  {span}  {counts.get(lang)}")
    lines.append(
        Text("渠道（合并后，日历按 {zone}）", "Channels (merged, calendar of {zone})").fill(zone=state.zone).get(lang)
    )
    for channel in state.channels:
        span = _span(channel["first"], channel["last"])
        lines.append(tame(safe(f"  {channel['channel']}  {span}  {channel['rows']:,}", one_line=True)))
    if state.gaps:
        lines.append(_GAPS.get(lang))
        lines += [tame(safe(f"  {gap.channel}  {gap.first} – {gap.last}", one_line=True)) for gap in state.gaps]
    return "\n".join(lines)


def _span(first: int, last: int) -> str:
    return f"{_moment(first, 'UTC')[:10]} – {_moment(last, 'UTC')[:10]}"


def state_as_json(state: State) -> str:
    """``{"schema": 1, "zone", "exports": [...], "channels": [...], "gaps": [...]}``; times in UTC, gaps in days."""
    exports = [
        {
            "sha256": export.sha256,
            "format": export.format,
            "tool": export.tool,
            "zone": export.zone,
            "exported_at": _iso(export.exported_at),
            "records": export.records,
            "rows": export.rows,
            "skipped": export.skipped,
            "complete": export.complete,
            "texts": export.texts_from is not None,
            "chats": [
                {"name": chat.name, "rows": chat.rows, "from": _iso(chat.first), "to": _iso(chat.last)}
                for chat in export.chats
            ],
        }
        for export in state.ranked
    ]
    channels = [
        {"channel": entry["channel"], "rows": entry["rows"], "from": _iso(entry["first"]), "to": _iso(entry["last"])}
        for entry in state.channels
    ]
    gaps = [{"channel": gap.channel, "from": gap.first, "to": gap.last} for gap in state.gaps]
    return safe_json({"schema": 1, "zone": state.zone, "exports": exports, "channels": channels, "gaps": gaps})


@contextmanager
def progress(stream: TextIO) -> Iterator[Progress | None]:
    """A progress bar on a terminal; nothing elsewhere."""
    if not stream.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
    with Bars(*columns, TimeRemainingColumn(), console=Console(file=stream), transient=True) as bars:
        tasks: dict[Path, Any] = {}

        def on_progress(path: Path, done: int, total: int) -> None:
            if path not in tasks:
                from rich.markup import escape

                tasks[path] = bars.add_task(escape(safe(path.name, one_line=True)))
            bars.update(tasks[path], completed=done, total=total, visible=done < total)

        yield on_progress
