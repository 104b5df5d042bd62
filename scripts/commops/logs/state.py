"""What the warehouse holds, as a value: the imported exports and the merged parts, kept in one small JSON file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from commops.errors import InputError
from commops.files import write_atomic
from commops.texts import Text

SCHEMA = 1
ROWS_END, LINKS_END = ".parquet", "-links.parquet"


@dataclass(frozen=True, slots=True)
class ChatRange:
    """What one export holds of one chat: its name there, rows, and the first and last time (UTC seconds)."""

    key: str
    name: str
    rows: int
    first: int
    last: int


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

    @property
    def file(self) -> str:
        """Name of its files in ``exports/``, without the ending. Read another way, it gets other files."""
        return f"{self.id[:32]}-{hashlib.sha256(f'{self.reading} {self.given_zone}'.encode()).hexdigest()[:16]}"

    def stands_for(self, reading: str, zone: str) -> bool:
        """Whether reading the file again in this way would change nothing."""
        return self.reading == reading and (self.given_zone == zone or not self.zone_assumed)

    @property
    def order(self) -> tuple[int, int, str]:
        """Sort key, oldest first. Of two equally late exports the one that lacks messages is the later one."""
        return (self.exported_at, -self.rows, self.id)


@dataclass(slots=True)
class State:
    """The whole warehouse. ``parts`` are file names of merged tables; ``zone`` is the one of their calendar."""

    exports: dict[str, Export] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)
    zone: str = "UTC"
    key: str = ""
    """Fingerprint of the key behind every pseudonym."""
    channels: list[dict[str, Any]] = field(default_factory=list)
    """Per channel of the merged table: ``channel``, ``rows``, ``first``, ``last`` (UTC seconds)."""

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
        return State({export.id: export for export in exports}, raw["parts"], raw["zone"], raw["key"], raw["channels"])
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
    return Export(**{**raw, "chats": [ChatRange(**chat) for chat in raw["chats"]]})


def save(path: Path, state: State) -> None:
    """Put ``state`` in force in one step."""
    content = {
        "schema": SCHEMA,
        "zone": state.zone,
        "key": state.key,
        "parts": state.parts,
        "channels": state.channels,
        "exports": [asdict(export) for export in state.ranked],
    }
    write_atomic(path, json.dumps(content, ensure_ascii=False, indent=1) + "\n", mode=0o600)
