"""The private store of imported tables under .commops/warehouse/tables: import, list, and where its Parquet lies."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from commops.errors import InputError
from commops.files import locked
from commops.logs import forgotten
from commops.logs.canonical import Skipped
from commops.logs.channels import known_names
from commops.logs.keys import Key, guard, load_key
from commops.logs.registry import adapters
from commops.tables import people, persons, state
from commops.tables.kind import Context, Kind, Values
from commops.tables.mapping import MAPPING_END, NotATableError, TableMapping, mapping_for
from commops.tables.parquet import read_rows, write_rows
from commops.tables.persons import Entry
from commops.tables.places import known_events
from commops.tables.reading import read_table
from commops.tables.registry import kinds
from commops.tables.state import Imported, State
from commops.texts import Text

if TYPE_CHECKING:
    from commops.workspace import Workspace

READER = 1
"""Raise it when any kind reads the same bytes differently: files are then read again on their next import."""

MERGED = {"attendance": persons.ATTENDANCE, "roster": persons.ROSTER, "accounts": persons.ACCOUNTS}
"""The merged tables, described in the package's docstring."""

_ENDINGS = (".csv", ".tsv", ".tab", ".xlsx", ".xls", ".json")


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller says about all files of an import: kind, event, channel, a mapping file."""

    kind: Kind | None = None
    event: str = ""
    channel: str = ""
    mapping: Path | None = None


@dataclass(slots=True)
class TableReport:
    """What became of one file. ``parsed`` + ``skipped`` = ``records``."""

    path: Path
    status: Literal["imported", "unchanged", "failed"] = "failed"
    kind: str = ""
    records: int = 0
    parsed: int = 0
    skipped: dict[str, Skipped] = field(default_factory=dict)
    problem: InputError | None = None


class TableStore:
    """The tables of one workspace. Reading changes nothing; an import changes it in one last step or not at all."""

    def __init__(self, root: Path) -> None:
        self.private = root / ".commops"
        self.folder = self.private / "warehouse" / "tables"
        self._state_file = self.folder / "state.json"
        self.state: State = state.load(self._state_file)

    def files(self, name: str) -> list[Path]:
        """The Parquet files of a merged table: ``attendance``, ``roster`` or ``accounts``. Empty before an import."""
        return [self.folder / "merged" / self.state.merged[name]] if name in self.state.merged else []

    def rows(self, kind: str) -> Iterator[Values]:
        """The rows of a kind as they were read, file by file."""
        for table in self.tables(kind):
            yield from table

    def tables(self, kind: str) -> Iterator[list[Values]]:
        """The same, one list for each file."""
        return self._tables(self.state, kind)

    def _tables(self, held: State, kind: str) -> Iterator[list[Values]]:
        for file in held.ordered:
            if file.kind == kind:
                yield read_rows(self.folder / "files" / file.file)

    def merged(self, name: str) -> list[Values]:
        """The rows of a merged table."""
        return [row for path in self.files(name) for row in read_rows(path)]

    def import_paths(self, paths: Sequence[Path], given: Given, ws: Workspace | None = None) -> list[TableReport]:
        """Read files and folders into the store; one report per file.

        A file that was named must be a table; in a folder, chat logs and the like are passed over. Raises InputError
        when nothing may be written.
        """
        with self._writing() as key:
            left_out = self.state.forgotten | forgotten.load(self.private)[0]
            following = State(dict(self.state.files), key=key.mark, forgotten=left_out)
            tried = ((self._import(path, given, key, ws, following), named) for path, named in _listed(paths))
            reports = [report for report, named in tried if named or not isinstance(report.problem, NotATableError)]
            self._put(following)
        return reports

    def forget(self, person: str) -> int:
        """Remove a person's rows, also from files that are imported again; returns how many rows went.

        ``person``: a pseudonym, or a phone number, address, account or name as a sheet has it. Rows that hold nothing
        but a name go with the person of that name. Raises InputError, which never repeats what was asked for, when
        nobody or several people are meant.
        """
        with self._writing() as key:
            found = persons.bearers(self._entries(self.state), people.meant(person, _context(key, None, "", "")))
            if len(found) != 1:
                raise _unclear(found)
            return self._leave_out(set().union(*found.values()), key)

    def forget_authors(self, authors: Collection[str]) -> int:
        """Remove the rows of people by their pseudonyms in the logs, also from files that are imported again.

        Returns how many rows went. A row with nothing but a name goes when one author alone bears it.
        """
        if not authors or not self._state_file.exists():
            return 0
        with self._writing() as key:
            known = {row["person"] for row in self.merged("accounts") if row["account"] in authors}
            found = persons.bearers(self._entries(self.state), known | set(authors))
            return self._leave_out(set(authors).union(*found.values()), key)

    def _leave_out(self, marks: set[str], key: Key) -> int:
        """Remove the rows with some marks, and remember these."""
        following = State(dict(self.state.files), key=key.mark, forgotten=self.state.forgotten | marks)
        gone = 0
        for file in self.state.ordered:
            path = self.folder / "files" / file.file
            rows = read_rows(path)
            kept = _remembered(rows, following.forgotten)
            if lost := len(rows) - len(kept):
                gone += lost
                write_rows(path, kept, kinds()[file.kind].columns)
                skipped = {**file.skipped, "forgotten": file.skipped.get("forgotten", 0) + lost}
                following.files[file.id] = replace(file, skipped=skipped)
        self._put(following)
        return gone

    @contextlib.contextmanager
    def _writing(self) -> Iterator[Key]:
        """Alone in the store, with its key."""
        guard(self.private)
        for name in ("files", "merged"):
            (self.folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
        with locked(self.folder / "lock"):
            self.state = state.load(self._state_file)
            yield self._key()

    def _key(self) -> Key:
        key = load_key(self.private)
        if self.state.files and self.state.key != key.mark:
            raise InputError(
                str(self.folder),
                Text("这些表格是用另一把密钥导入的", "the tables were imported with another key"),
                Text(
                    "换回原来的密钥；密钥已丢失时，删除 .commops/warehouse/tables 后重新导入",
                    "put the old key back; if it is lost, delete .commops/warehouse/tables and import again",
                ),
            )
        return key

    def _import(self, path: Path, given: Given, key: Key, ws: Workspace | None, following: State) -> TableReport:
        report = TableReport(path)
        try:
            if not path.is_file():
                raise InputError(
                    str(path), Text("不是普通文件", "not a regular file"), Text("检查路径", "check the path")
                )
            self._take(path, given, key, ws, following, report)
        except InputError as error:
            report.problem = error
        except OSError as error:
            report.problem = InputError(
                str(path),
                Text("读写文件时出错：{why}", "reading or storing it failed: {why}").fill(why=error.strerror),
                Text("检查权限和磁盘空间后再试", "check permissions and free disk space, then try again"),
            )
        return report

    def _take(
        self, path: Path, given: Given, key: Key, ws: Workspace | None, following: State, report: TableReport
    ) -> None:
        with path.open("rb") as opened:
            name = hashlib.file_digest(opened, "sha256").hexdigest()
        old = following.files.get(name)
        mapping = mapping_for(path, given.mapping)
        told = given.kind or mapping.kind or (kinds().get(old.kind) if old and old.told else None)
        event = given.event or mapping.event or (old.event if old else "")
        channel = given.channel or mapping.channel or (old.channel if old else "")
        context = _context(key, ws, event, channel)
        reading = _reading(told.name if told else old.kind if old else "", mapping, context)
        if old and old.reading == reading and (self.folder / "files" / old.file).exists():
            report.status, report.kind = "unchanged", old.kind
            report.records, report.parsed = old.records, old.parsed
            report.skipped = {reason: Skipped(count, "") for reason, count in old.skipped.items()}
            return
        candidates = [told] if told else list(kinds().values())
        table = read_table(path, candidates, mapping, context, sure=told is not None)
        kept = _remembered(table.rows, following.forgotten)
        if lost := len(table.rows) - len(kept):
            table.rows, table.skipped["forgotten"] = kept, Skipped(lost, "")
        skipped = {reason: skip.count for reason, skip in sorted(table.skipped.items())}
        reading = _reading(table.kind.name, mapping, context)
        file = Imported(name, reading, table.kind.name, told is not None, event, channel, table.records, skipped)
        write_rows(self.folder / "files" / file.file, table.rows, table.kind.columns)
        following.files[name] = file
        report.status, report.kind = "imported", table.kind.name
        report.records, report.parsed, report.skipped = table.records, table.parsed, table.skipped

    def _put(self, following: State) -> None:
        """Join the people of all files, then switch to the new state and remove what it does not mention."""
        names = [file.file for file in following.ordered]
        listed = json.dumps([READER, following.key, names, sorted(following.forgotten)])
        digest = hashlib.sha256(listed.encode()).hexdigest()[:24]
        following.merged = {name: f"{name}-{digest}.parquet" for name in MERGED} if following.files else {}
        if following.merged != self.state.merged or not all(
            path.exists() for name in MERGED for path in self.files(name)
        ):
            for name, rows in self._merge(following).items():
                write_rows(self.folder / "merged" / f"{name}-{digest}.parquet", rows, MERGED[name])
        state.save(self._state_file, following)
        self.state = following
        keep = {file.file for file in following.files.values()} | set(following.merged.values())
        for folder in ("files", "merged"):
            for path in sorted((self.folder / folder).iterdir()):
                if path.name not in keep and path.is_file():
                    path.unlink()

    def _merge(self, following: State) -> Mapping[str, list[Values]]:
        if not following.files:
            return {}
        entries = self._entries(following)
        found = persons.persons(entries)
        return {
            "attendance": persons.attendance(entries, found),
            "roster": persons.roster(entries, found),
            "accounts": persons.accounts(entries, found),
        }

    def _entries(self, held: State) -> list[Entry]:
        scopes = {"registrations": "event", "signins": "event", "roster": "channel"}
        return [
            Entry(kind, row[scope], row)
            for kind, scope in scopes.items()
            for table in self._tables(held, kind)
            for row in table
        ]


def _remembered(rows: list[Values], forgotten: frozenset[str]) -> list[Values]:
    """The rows of people who did not ask to be forgotten; rows without people stay."""
    return [row for row in rows if "ids" not in row or persons.marks(row).isdisjoint(forgotten)]


def _unclear(found: Mapping[str, set[str]]) -> InputError:
    if not found:
        return InputError(
            "commops tables forget",
            Text("导入的表里没有这个人", "nobody in the imported tables is meant"),
            Text(
                "写表里的手机号、邮箱、账号或姓名，或代号 m-…", "give a phone, address, account or name, or an m-… name"
            ),
        )
    listed = ", ".join(sorted(found))
    return InputError(
        "commops tables forget",
        Text("有几个人用这个名字", "several people bear this name"),
        Text(f"改写手机号，或这些代号之一：{listed}", f"give the phone number, or one of: {listed}"),
    )


def _context(key: Key, ws: Workspace | None, event: str, channel: str) -> Context:
    sources = tuple(sorted({adapter.format.source for adapter in adapters()}))
    zone = ws.zone if ws else ZoneInfo("UTC")
    return Context(key, zone, event, channel, known_events(ws), known_names(ws), sources)


def _reading(kind: str, mapping: TableMapping, context: Context) -> str:
    how = [
        READER, kind, mapping.digest, context.key.mark, context.zone.key, context.event,
        context.channel, sorted(context.events.items()), sorted(context.channels.items()), context.sources,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(how).encode()).hexdigest()[:16]


def _listed(paths: Sequence[Path]) -> Iterator[tuple[Path, bool]]:
    """The files that were named (True), and those in named folders that may be tables."""
    for path in paths:
        if not path.is_dir():
            yield path, True
            continue
        for found in sorted(path.rglob("*")):
            mapping = found.name.endswith(MAPPING_END)
            if found.suffix.lower() in _ENDINGS and found.is_file() and not found.is_symlink() and not mapping:
                yield found, False
