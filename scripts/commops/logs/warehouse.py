"""The private store of imported logs under .commops/warehouse: import, merge, list, and where the merged table lies."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from commops.collector import no_collector
from commops.errors import InputError
from commops.files import locked
from commops.logs import alias_file, aliases, coverage, forgotten, leaving, members, merge, state
from commops.logs.canonical import Settings
from commops.logs.channels import channels_of, known_names
from commops.logs.cleaning import Removed, remove_texts
from commops.logs.engine import connect
from commops.logs.file_reports import FileReport, not_stored, note
from commops.logs.inputs import FanOut, Input, find_inputs
from commops.logs.intake import Progress, take
from commops.logs.keys import Key, another_key, guard, load_key
from commops.logs.links import dated, gather, resolve
from commops.logs.parts import Part, plan, planned_from
from commops.logs.readers import Readers, is_large
from commops.logs.state import LINKS_END, NAMED_END, ROWS_END, TEXTS_END, Aliases, Export, State

if TYPE_CHECKING:
    import duckdb

    from commops.workspace import Workspace

FOLDER = Path(".commops")


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

    def text_files(self) -> list[Path]:
        """Texts by ``text_hash``: Parquet files of one schema, in a fixed order.

        A text may stand in several of them; texts that were purged or never kept stand in none.
        """
        kept = [export for export in self.state.ranked if export.texts_from is not None]
        return [self.folder / "exports" / f"{export.file}{TEXTS_END}" for export in kept]

    @contextlib.contextmanager
    def deriving(self) -> Iterator[Path]:
        """The folder for what is made from texts and can be made again, held while nobody imports or purges.

        It is emptied when texts are purged or somebody is forgotten.
        """
        guard(self.private)
        folder = self.folder / "derived"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with locked(self.folder / "lock"):
            self.state = state.load(self._state_file)
            yield folder

    def names_among(self, words: Collection[str]) -> frozenset[str]:
        """Those of some words that a member is or was called by, in any of the exports. Needs the key."""
        key = self._key()
        sources = sorted({export.source for export in self.state.exports.values()})
        ties, joined = gather(self.state.exports.values(), self.folder), self._aliases()
        with connect(self.folder) as connection:
            marks = {mark: word for word in words for source in sources for mark in members.meant(word, source, key)}
            known = members.known_among(connection, marks, ties, joined, self.state.ranked, self.folder)
        return frozenset(marks[mark] for mark in known)

    def links(self) -> aliases.Names:
        """Per source, the pseudonyms that stand for another one in the merged table."""
        ties = gather(self.state.ranked, self.folder, everyone=bool(self.state.aliases.people))
        return aliases.unite(resolve(ties), ties, self.state.aliases)

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
        texts: bool = True,
        fan_out: FanOut | None = None,
    ) -> list[FileReport]:
        """Read files and folders into the warehouse; one report per file that is (or should be) an export.

        ``zone`` is for times without one (default: the community's, else UTC); ``texts`` says whether what people wrote
        is kept in the private cache. Raises InputError when nothing may be written; a file that cannot be used is a
        report with a problem, and the others are still imported. With ``fan_out`` it says which files there are, and
        other machines have read them.
        """
        calendar = ws.zone if ws else zone or ZoneInfo(self.state.zone)
        jobs = min(2, os.cpu_count() or 1) if jobs is None else jobs
        found = [] if fan_out else list(find_inputs(paths, mapping))
        with (
            Readers(jobs, early=jobs > 1 and any(map(_needs_readers, found))) as readers,
            self._writing() as connection,
        ):
            key = self._key()
            settings = Settings(key, zone or calendar, jobs, self.state.texts_from if texts else None, readers)
            exports = self._usable()
            sources = fan_out(settings, exports, self.folder) if fan_out else found
            reports = [
                self._import(source, settings, exports, connection, on_progress, named=source.probe.path in paths)
                for source in sources
            ]
            following = replace(self.state, exports=self.state.exports | exports, key=key.mark, zone=calendar.key)
            self._put(following, ws, connection)
        channels, known = channels_of(self.state.ranked, ws), set(known_names(ws).values())
        for report in reports:
            report.fill(self.state.exports)
            for chat in report.chats:
                chat.channel = channels[chat.source, chat.key]
                chat.known = chat.channel in known
        note(reports, self.state)
        return reports

    def change_aliases(
        self, change: Callable[[alias_file.Entries], alias_file.Entries], ws: Workspace | None = None
    ) -> None:
        """Write the file of aliases again and merge by it. ``change`` may raise InputError; then nothing happens."""
        with self._writing() as connection:
            alias_file.write_entries(self.private, change(alias_file.read_entries(self.private)))
            self._put(replace(self.state), ws, connection)

    def refresh(self, ws: Workspace) -> bool:
        """Merge again if the community's zone, the chats' channels, the aliases or the people to be forgotten changed.

        Returns whether it did. Needs no key unless the aliases changed: names were made unreadable when imported.
        """
        if not self.state.exports:
            return False
        listed, _key = forgotten.load(self.private)
        fresh = self._aliases() == self.state.aliases and listed == frozenset(self.state.forgotten)
        if fresh and self.state.planned == planned_from(self.state.ranked, channels_of(self.state.ranked, ws), ws.zone):
            return False
        with self._writing() as connection:
            self._put(replace(self.state, zone=ws.zone.key), ws, connection)
        return True

    def purge_texts(self, before: int | None = None) -> Removed:
        """Remove the texts of messages from before a moment (UTC seconds), or of all; counts and rows stay.

        Texts of that time are not kept of other files either that are imported later.
        """
        removed = Removed()
        with self._writing() as connection:
            self._drop_derived()
            exports = {}
            for export in self.state.ranked:
                exports[export.id], gone = remove_texts(connection, export, before, self.folder)
                removed += gone
            ends = [chat.last + 1 for export in exports.values() for chat in export.chats]
            since = max([self.state.texts_from, *(ends if before is None else [before])])
            self._save(replace(self.state, exports=exports, texts_from=since))
        return removed

    def forget(self, member: str, source: str | None = None, ws: Workspace | None = None) -> Removed:
        """Remove a person's rows, texts, links and aliases. ``member``: a raw id or name of ``source``, or a pseudonym.

        A private list then holds nothing but the pseudonyms, so that later imports leave the person out. Raises
        InputError when nobody is found. What an interruption left undone, the next command does.
        """
        with self._writing() as connection:
            key = self._key()
            listed, _key = forgotten.load(self.private)
            ties, joined = gather(self.state.exports.values(), self.folder), self._aliases()
            found = members.find(connection, member, source, key, self.state.ranked, ties, joined, self.folder)
            people = members.everyone(found | listed, ties, joined)
            if not found and listed.isdisjoint(members.meant(member, source, key)):
                raise members.unknown(source)
            self._drop_derived()
            forgotten.save(self.private, people, key.mark)
            accounts = alias_file.drop(self.private, key, people)
            removed = self._put(replace(self.state), ws, connection)
            removed.accounts = accounts
        return removed

    def _key(self) -> Key:
        """The key, made on first use. Raises InputError if it is not the one that the warehouse was made with."""
        key = load_key(self.private)
        if self.state.exports and self.state.key != key.mark:
            raise another_key(self.folder)
        forgotten.check_key(self.private, key.mark)
        return key

    def _usable(self) -> dict[str, Export]:
        """The exports but those that lack people who are no longer to be forgotten: they have to be read again."""
        listed, _key = forgotten.load(self.private)
        return {name: export for name, export in self.state.exports.items() if listed.issuperset(export.without)}

    def _aliases(self) -> Aliases:
        """The aliases in force; the key is needed only when their file has changed."""
        if aliases.digest(self.private) == self.state.aliases.digest:
            return self.state.aliases
        return aliases.load(self.private, self._key())

    @contextlib.contextmanager
    def _writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Alone in the warehouse, with the leftovers of an interrupted import removed before and after."""
        guard(self.private)
        for name in ("exports", "merged", "tmp"):
            (self.folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
        with locked(self.folder / "lock"), connect(self.folder) as connection:
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
        *,
        named: bool,
    ) -> FileReport:
        report = FileReport(source.name or source.probe.path, "failed", problem=source.problem)
        if source.adapter:
            report.format, report.label = source.adapter.format.name, source.adapter.format.label
            try:
                into = self.folder, connection, on_progress
                read = partial(take, source.probe, source.adapter, settings, exports, *into, named=named)
                taken = (source.taken or read)()
            except InputError as error:
                report.problem = error
            except OSError as error:
                report.problem = not_stored(source.probe.path, error)
            else:
                exports[taken.export.id] = taken.export
                report.taken = taken
        return report

    def _plan(self, of: State, channels: Mapping[tuple[str, str], str], calendar: ZoneInfo) -> list[Part]:
        with no_collector():
            # Of the accounts of one person the smallest pseudonym stands for all, those of unused names too.
            ties = gather(of.ranked, self.folder, everyone=bool(of.aliases.people or of.aliases.bots))
            links = dated(aliases.unite(resolve(ties), ties, of.aliases), ties)
            return plan(of.ranked, channels, links, calendar, members.bots(ties, of.aliases))

    def _put(self, following: State, ws: Workspace | None, connection: duckdb.DuckDBPyConnection) -> Removed:
        """Leave out who is to be forgotten, merge what is not merged yet, then switch to it.

        The parts and channels of ``following`` are made here. Returns what was left out.
        """
        following.aliases = self._aliases()
        removed = leaving.leave_out(following, self.state, self.private, self.folder, connection)
        calendar, channels = ZoneInfo(following.zone), channels_of(following.ranked, ws)
        parts = {part.name: part for part in self._plan(following, channels, calendar)}
        known = {name: self.state.parts[name] for name in parts if name in self.state.parts}
        known = {name: channels for name, channels in known.items() if (self.folder / "merged" / name).exists()}
        new = {name: part for name, part in parts.items() if name not in known}
        known |= merge.write_all(connection, new, self.folder)
        following.parts = {name: known[name] for name in parts}
        following.planned = planned_from(following.ranked, channels, calendar)
        following.channels = merge.total(following.parts.values())
        following.gaps = coverage.gaps(following.ranked, channels, calendar)
        self._save(following)
        return removed

    def _save(self, following: State) -> None:
        state.save(self._state_file, following)
        self.state = following

    def _drop_derived(self) -> None:
        for path in sorted((self.folder / "derived").glob("*")):
            path.unlink()

    def _sweep(self) -> None:
        """Remove files that the state does not mention: leftovers of an interruption, and replaced parts."""
        keep = {path.name for path in self.text_files()}
        ends = (ROWS_END, LINKS_END, NAMED_END)
        keep |= {f"{export.file}{end}" for export in self.state.exports.values() for end in ends}
        for folder, names in (("exports", keep), ("merged", set(self.state.parts)), ("tmp", set())):
            for path in sorted((self.folder / folder).iterdir()):
                if path.name not in names and path.is_file():
                    path.unlink()


def _needs_readers(source: Input) -> bool:
    return source.adapter is not None and source.adapter.format.in_processes() and is_large(source.probe.size)


def open_warehouse(root: Path) -> Warehouse:
    """The warehouse of the workspace at ``root``; makes nothing until something is imported."""
    return Warehouse(root)
