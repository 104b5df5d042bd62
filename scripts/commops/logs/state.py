"""What the warehouse holds, as a value: the imported exports and the merged parts, kept in one small JSON file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from commops.errors import InputError
from commops.files import write_atomic
from commops.texts import Text

SCHEMA = 3
WEEK = 604_800
_PLAIN = ("zone", "key", "texts_from", "forgotten", "parts", "planned", "channels")
ROWS_END, LINKS_END, TEXTS_END, NAMED_END = ".parquet", "-links.parquet", "-texts.parquet", "-named.parquet"


@dataclass(frozen=True, slots=True)
class ChatRange:
    """What one export holds of one chat: its name there, rows, and the first and last time (UTC seconds)."""

    key: str
    name: str
    rows: int
    first: int
    last: int
    authors: int = 0
    """How many people wrote messages."""
    weeks: list[tuple[int, int, int | None, int | None]] = field(default_factory=list)
    """Number of the week (``ts_s // WEEK``), rows, lowest and highest message number (None unless all are numbers)."""


@dataclass(frozen=True, slots=True)
class Export:
    """The manifest row of one imported export. It holds no file name and no person's name."""

    id: str
    """SHA-256 of the bytes and of what was taken from the file's name: two equal files are one export."""
    sha256: str
    reading: str
    """Digest of how it was read (reader version, mapping, key): when it changes, the file is read again."""
    format: str
    tool: str
    source: str
    zone: str
    """Zone of times that were local to one, else the one that was given."""
    given_zone: str
    """Zone that was to be assumed for times without one."""
    zone_assumed: bool
    """Whether times were local to a zone that the file does not name."""
    has_id: bool
    unique: bool
    """Whether no two rows share an id, so that an export alone needs no merging."""
    exported_at: int
    """UTC seconds: the latest moment of which the file itself gives evidence."""
    records: int
    rows: int
    skipped: dict[str, int]
    complete: bool
    """Whether nothing was damaged: only then is a message's absence a deletion."""
    chats: list[ChatRange]
    texts_from: int | None
    """Texts of messages from this moment on (UTC seconds) are kept; 0: all of them, None: none."""
    size: int
    """Bytes of the file, or of all files of a folder."""
    without: list[str] = field(default_factory=list)
    """Pseudonyms of forgotten people who wrote in it or were spoken to."""
    links_without: int = 0
    """Links of forgotten people that are left out."""
    lost: int = 0
    """Rows of forgotten people that are left out."""
    notes: list[Text] = field(default_factory=list)
    """What its adapter had to tell about it: assumptions, limits of the exporting program."""

    @property
    def file(self) -> str:
        """Name of its files in ``exports/``, without the ending. Read another way, it gets other files."""
        how = f"{self.reading} {self.given_zone}"
        if self.without or self.links_without:
            how = f"{how} {' '.join(self.without)} {self.links_without}"
        return f"{self.id[:32]}-{hashlib.sha256(how.encode()).hexdigest()[:16]}"

    def stands_for(self, reading: str, zone: str) -> bool:
        """Whether reading the file again in this way would change nothing."""
        return self.reading == reading and (self.given_zone == zone or not self.zone_assumed)

    @property
    def order(self) -> tuple[int, int, str]:
        """Sort key, oldest first. Of two equally late exports the one that lacks messages is the later one."""
        return (self.exported_at, -self.rows - self.lost, self.id)


class Gap(NamedTuple):
    """Days (YYYY-MM-DD, in the community's zone) of a channel that no export covers, both ends included."""

    channel: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Aliases:
    """The file of aliases as it was last read: its digest and, per person, (source, pseudonyms) of each account."""

    digest: str = ""
    people: list[list[tuple[str, list[str]]]] = field(default_factory=list)
    bots: list[tuple[str, list[str]]] = field(default_factory=list)
    """The same of each account that is a bot."""


@dataclass(slots=True)
class State:
    """The whole warehouse. ``zone`` is the one of the calendar of the merged parts."""

    exports: dict[str, Export] = field(default_factory=dict)
    parts: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """File name of each merged part -> its channels, as in ``channels``."""
    planned: str = ""
    """Digest of what the parts follow from, besides the aliases and who is forgotten."""
    zone: str = "UTC"
    key: str = ""
    """Fingerprint of the key behind every pseudonym."""
    channels: list[dict[str, Any]] = field(default_factory=list)
    """Per channel of the merged table: ``channel``, ``rows``, ``first``, ``last`` (UTC seconds)."""
    gaps: list[Gap] = field(default_factory=list)
    texts_from: int = 0
    """Texts from before this moment (UTC seconds) were purged, and are not kept of exports that are new either."""
    forgotten: list[str] = field(default_factory=list)
    """Pseudonyms that the exports are free of, sorted."""
    aliases: Aliases = field(default_factory=Aliases)
    """The accounts that the merged table joins or marks as bots."""

    @property
    def ranked(self) -> list[Export]:
        """The exports, oldest first."""
        return sorted(self.exports.values(), key=lambda export: export.order)


def load(path: Path) -> State:
    """The state in ``path``; an empty one if there is no file. Raises InputError for a file of another version."""
    try:
        return parse(path.read_text("utf-8"), str(path))
    except FileNotFoundError:
        return State()
    except (OSError, UnicodeDecodeError):
        raise _unreadable(str(path)) from None


def parse(text: str, place: str) -> State:
    """The state that a file holds. Raises InputError, naming ``place``, for text of another version."""
    try:
        raw = json.loads(text)
        if raw["schema"] != SCHEMA:
            raise ValueError
        exports = (export_of(entry) for entry in raw["exports"])
        return State(
            {export.id: export for export in exports},
            aliases=Aliases(**raw["aliases"]),
            gaps=[Gap(*gap) for gap in raw["gaps"]],
            **{name: raw[name] for name in _PLAIN},
        )
    except (ValueError, KeyError, TypeError):
        raise _unreadable(place) from None


def _unreadable(place: str) -> InputError:
    return InputError(
        place,
        Text(
            "仓库状态文件无法读取，或由其他版本写成",
            "the warehouse's state cannot be read or is of another version",
        ),
        Text("删除 .commops/warehouse 后重新导入导出文件", "delete .commops/warehouse and import the exports again"),
    )


def export_of(raw: Mapping[str, Any]) -> Export:
    """The manifest row that ``asdict`` made ``raw`` of."""
    chats, notes = [ChatRange(**chat) for chat in raw["chats"]], [Text(*note) for note in raw.get("notes", [])]
    return Export(**{**raw, "chats": chats, "notes": notes})


def save(path: Path, state: State) -> None:
    """Put ``state`` in force in one step."""
    content = {
        "schema": SCHEMA,
        **{name: getattr(state, name) for name in _PLAIN},
        "aliases": asdict(state.aliases),
        "gaps": state.gaps,
        "exports": [asdict(export) for export in state.ranked],
    }
    write_atomic(path, json.dumps(content, ensure_ascii=False, indent=1) + "\n", mode=0o600)
