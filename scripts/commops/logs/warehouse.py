"""The private store of imported logs under .commops/warehouse: import, merge, list, and where the merged table lies."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias
from zoneinfo import ZoneInfo

from commops.errors import InputError
from commops.logs import merge, state
from commops.logs.canonical import Settings, Skipped
from commops.logs.channels import assign, known_names
from commops.logs.engine import connect
from commops.logs.inputs import Input, find_inputs
from commops.logs.intake import Progress, Taken, take
from commops.logs.keys import Key, guard, load_key
from commops.logs.links import resolve
from commops.logs.state import LINKS_END, ROWS_END, Export, State
from commops.texts import Text

if TYPE_CHECKING:
    import duckdb

    from commops.workspace import Workspace

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows
    fcntl = None  # type: ignore[assignment]

FOLDER = Path(".commops")

FanOut: TypeAlias = "Callable[[Settings, dict[str, Export], Path], Iterator[Input]]"
"""Reads files on other machines: given how to read, what is known already, and the warehouse's folder."""


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
    problem: InputError | None = None

    def fill(self, taken: Taken) -> None:
        """Take over what reading found out."""
        export, tally = taken.export, taken.tally
        self.status = "imported" if tally else "unchanged"
        self.records, self.rows = export.records, export.rows
        self.parsed = export.records - sum(export.skipped.values())
        self.skipped = tally.skipped if tally else {why: Skipped(n, "") for why, n in export.skipped.items()}
        self.first = min((chat.first for chat in export.chats), default=None)
        self.last = max((chat.last for chat in export.chats), default=None)
        self.zone, self.zone_assumed = export.zone, export.zone_assumed
        self.chats = [ChatReport(export.source, chat.key, chat.name, chat.rows) for chat in export.chats]


class Warehouse:
    """The store of one workspace. Reading never changes it; an import changes it in one last step or not at all."""

    def __init__(self, root: Path) -> None:
        self.private = root / FOLDER
        self.folder = self.private / "warehouse"
        self._state_file = self.folder / "state.json"
        self.state: State = state.load(self._state_file)

    def parquet_files(self) -> list[Path]:
        """The merged table: Parquet files of one schema, in a fixed order. Empty before the first import."""
        return [self.folder / "merged" / name for name in self.state.parts]

    def summary(self) -> State:
        """What is in force: exports, channels and the zone of the calendar columns."""
        return self.state

    def import_paths(
        self,
        paths: Sequence[Path],
        ws: Workspace | None = None,
        on_progress: Progress | None = None,
        *,
        zone: ZoneInfo | None = None,
        mapping: Path | None = None,
        jobs: int | None = None,
        fan_out: FanOut | None = None,
    ) -> list[FileReport]:
        """Read files and folders into the warehouse; one report per file that is (or should be) an export.

        ``zone`` is for times without one (default: the community's, else UTC). Raises InputError when nothing may be
        written; a file that cannot be used is a report with a problem, and the others are still imported. With
        ``fan_out`` it says which files there are, and other machines have read them.
        """
        calendar = ws.zone if ws else zone or ZoneInfo(self.state.zone)
        with self._writing() as connection:
            key = self._key()
            settings = Settings(key, zone or calendar, min(2, os.cpu_count() or 1) if jobs is None else jobs)
            exports = dict(self.state.exports)
            sources = fan_out(settings, exports, self.folder) if fan_out else find_inputs(paths, mapping)
            reports = [self._import(source, settings, exports, connection, on_progress) for source in sources]
            self._put(State(exports, key=key.mark, zone=calendar.key), ws, connection)
        channels, known = _channels(self.state.ranked, ws), set(known_names(ws).values())
        for report in reports:
            for chat in report.chats:
                chat.channel = channels[chat.source, chat.key]
                chat.known = chat.channel in known
        return reports

    def refresh(self, ws: Workspace) -> bool:
        """Merge again if the community's zone or the chats' channels have changed since; returns whether it did.

        Needs no key: names were made unreadable when they were imported.
        """
        if [part.name for part in self._plan(self.state.ranked, ws, ws.zone)] == self.state.parts:
            return False
        with self._writing() as connection:
            self._put(State(self.state.exports, key=self.state.key, zone=ws.zone.key), ws, connection)
        return True

    def _key(self) -> Key:
        """The key, made on first use. Raises InputError if it is not the one that the warehouse was made with."""
        key = load_key(self.private)
        if self.state.exports and self.state.key != key.mark:
            raise InputError(
                str(self.folder),
                Text("仓库是用另一把密钥建立的", "the warehouse was made with another key"),
                Text(
                    "换回原来的密钥；密钥已丢失时，删除 .commops/warehouse 后重新导入",
                    "put the old key back; if it is lost, delete .commops/warehouse and import again",
                ),
            )
        return key

    @contextlib.contextmanager
    def _writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Alone in the warehouse, with the leftovers of an interrupted import removed before and after."""
        guard(self.private)
        for name in ("exports", "merged", "tmp"):
            (self.folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
        with _lock(self.folder / "lock"), connect(self.folder) as connection:
            self.state = state.load(self._state_file)
            self._sweep()
            try:
                yield connection
            finally:
                self._sweep()

    def _import(
        self,
        source: Input,
        settings: Settings,
        exports: dict[str, Export],
        connection: duckdb.DuckDBPyConnection,
        on_progress: Progress | None,
    ) -> FileReport:
        report = FileReport(source.name or source.probe.path, "failed", problem=source.problem)
        if source.adapter:
            report.format, report.label = source.adapter.format.name, source.adapter.format.label
            try:
                if source.taken:
                    taken = source.taken()
                else:
                    taken = take(source.probe, source.adapter, settings, exports, self.folder, connection, on_progress)
            except InputError as error:
                report.problem = error
            except OSError as error:
                report.problem = InputError(
                    str(source.probe.path),
                    Text("读写文件时出错：{why}", "reading or storing it failed: {why}").fill(why=error.strerror),
                    Text("检查权限和磁盘空间后再试", "check permissions and free disk space, then try again"),
                )
            else:
                exports[taken.export.id] = taken.export
                report.fill(taken)
        return report

    def _plan(self, exports: Sequence[Export], ws: Workspace | None, calendar: ZoneInfo) -> list[merge.Part]:
        return merge.plan(exports, _channels(exports, ws), resolve(exports, self.folder), calendar)

    def _put(self, following: State, ws: Workspace | None, connection: duckdb.DuckDBPyConnection) -> None:
        """Merge what is not merged yet, then switch to it."""
        for part in self._plan(following.ranked, ws, ZoneInfo(following.zone)):
            target = self.folder / "merged" / part.name
            if not target.exists():
                draft = self.folder / "tmp" / part.name
                merge.write(connection, part, self.folder, draft)
                draft.replace(target)
            following.parts.append(part.name)
        same = following.parts == self.state.parts
        following.channels = self.state.channels if same else merge.describe(connection, self.folder, following.parts)
        state.save(self._state_file, following)
        self.state = following

    def _sweep(self) -> None:
        """Remove files that the state does not mention: leftovers of an interruption, and replaced parts."""
        keep = {f"{export.file}{end}" for export in self.state.exports.values() for end in (ROWS_END, LINKS_END)}
        for folder, names in (("exports", keep), ("merged", set(self.state.parts)), ("tmp", set())):
            for path in sorted((self.folder / folder).iterdir()):
                if path.name not in names and path.is_file():
                    path.unlink()


def _channels(exports: Sequence[Export], ws: Workspace | None) -> dict[tuple[str, str], str]:
    """The channel of every chat; its newest name comes first."""
    names: dict[tuple[str, str], list[str]] = {}
    for export in reversed(exports):
        for chat in export.chats:
            names.setdefault((export.source, chat.key), []).append(chat.name)
    return assign(names, known_names(ws))


def fits(stored: State, ws: Workspace) -> bool:
    """Whether a warehouse was merged for this workspace as it is: its zone, and the channels of the chats."""
    channels = set(_channels(stored.ranked, ws).values())
    return stored.zone == ws.zone.key and all(row["channel"] in channels for row in stored.channels)


@contextlib.contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Let one import at a time write; the next one waits."""
    with path.open("w") as file:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def open_warehouse(root: Path) -> Warehouse:
    """The warehouse of the workspace at ``root``; makes nothing until something is imported."""
    return Warehouse(root)
