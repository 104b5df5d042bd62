"""What an import tells of each file: counts, channels, and what people should know about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from commops.errors import InputError
from commops.logs import coverage
from commops.logs.canonical import Skipped
from commops.logs.intake import Taken
from commops.logs.state import Export, State
from commops.texts import Text

_SHOWN = 5
"""Gaps told of at a time, the latest ones; ``commops logs list`` shows all."""
_PARTIAL = Text(
    "这份导出只有部分内容（例如“仅我的消息”）：缺少的消息不按已删除处理；请导出完整记录",
    "this export holds only some of what was said (such as “only my messages”): what it lacks is not taken for "
    "deleted; export the whole chat",
)
_GAP = Text(
    "{channel}：{first} 至 {last} 没有导出文件覆盖；若期间有消息，请重新导出这段时间",
    "{channel}: no export covers {first} to {last}; if anything was said then, export these days again",
)


@dataclass(slots=True)
class ChatReport:
    """A chat of an export, and the channel it became; ``known`` says whether channels.yml knows that channel."""

    source: str
    key: str
    name: str
    rows: int
    channel: str = ""
    known: bool = False


@dataclass(slots=True)
class FileReport:
    """What became of one input. ``parsed`` + ``skipped`` = ``records``; times are UTC seconds."""

    path: Path | str
    status: Literal["imported", "unchanged", "failed"]
    format: str = ""
    label: Text | None = None
    records: int = 0
    parsed: int = 0
    rows: int = 0
    skipped: dict[str, Skipped] = field(default_factory=dict)
    first: int | None = None
    last: int | None = None
    zone: str = ""
    zone_assumed: bool = False
    chats: list[ChatReport] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    """Assumptions about the export, and known limits of the program that made it."""
    texts_from: int | None = 0
    """From when on its texts are kept (UTC seconds); 0: all of them, None: none."""
    problem: InputError | None = None
    taken: Taken | None = None

    def fill(self, exports: Mapping[str, Export]) -> None:
        """Take over what reading found out, and what became of the export since."""
        if self.taken is None:
            return
        export, tally = exports[self.taken.export.id], self.taken.tally
        self.status = "imported" if tally else "unchanged"
        self.records, self.rows = export.records, export.rows
        self.parsed = export.records - sum(export.skipped.values())
        first = {why: skip.first for why, skip in tally.skipped.items()} if tally else {}
        self.skipped = {why: Skipped(count, first.get(why, "")) for why, count in export.skipped.items()}
        self.first = min((chat.first for chat in export.chats), default=None)
        self.last = max((chat.last for chat in export.chats), default=None)
        self.zone, self.zone_assumed = export.zone, export.zone_assumed
        self.notes = export.notes
        self.texts_from = export.texts_from
        self.chats = [ChatReport(export.source, chat.key, chat.name, chat.rows) for chat in export.chats]


def note(reports: Sequence[FileReport], state: State) -> None:
    """Tell of exports that hold only some of what was said, and of days that none covers (once per channel)."""
    partial = coverage.partials(state.ranked)
    told: set[str] = set()
    for report in reversed(reports):
        export = report.taken.export.id if report.taken else ""
        limits = [_PARTIAL for chat in report.chats if (export, chat.key) in partial][:1]
        gaps = [gap for gap in state.gaps if gap.channel in {chat.channel for chat in report.chats} - told]
        told |= {gap.channel for gap in gaps}
        report.notes = [*report.notes, *limits, *(_GAP.fill(**gap._asdict()) for gap in gaps[-_SHOWN:])]


def not_stored(path: Path, error: OSError) -> InputError:
    """What is said of a file that the system would not read, or not store what it held."""
    return InputError(
        str(path),
        Text("读写文件时出错：{why}", "reading or storing it failed: {why}").fill(why=error.strerror),
        Text("检查权限和磁盘空间后再试", "check permissions and free disk space, then try again"),
    )
