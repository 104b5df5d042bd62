"""Which tables are in the private store, as a value kept in one small JSON file."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from commops.errors import InputError
from commops.files import write_atomic
from commops.texts import Text

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Imported:
    """One imported file. It holds no file name, and no cell of the file."""

    id: str
    """SHA-256 of the bytes: two equal files are one."""
    reading: str
    """Digest of how it was read; when it changes, the file is read again."""
    kind: str
    told: bool
    """Whether somebody said which kind it is."""
    event: str
    channel: str
    """The event and the channel that were given for all of its rows, or ``""``."""
    records: int
    skipped: dict[str, int]

    @property
    def parsed(self) -> int:
        """Rows that are kept."""
        return self.records - sum(self.skipped.values())

    @property
    def file(self) -> str:
        """Name of its rows in ``files/``."""
        return f"{self.id[:32]}-{self.reading}.parquet"


@dataclass(slots=True)
class State:
    """All imported files, and the files of the merged tables."""

    files: dict[str, Imported] = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)
    """Name of a merged table -> its file in ``merged/``."""
    key: str = ""
    """Fingerprint of the key behind every pseudonym."""
    forgotten: frozenset[str] = frozenset()
    """Pseudonyms of people whose rows are left out, now and when a file is imported again."""

    @property
    def ordered(self) -> list[Imported]:
        """The files in an order that does not depend on when they came."""
        return sorted(self.files.values(), key=lambda file: (file.kind, file.id))


def load(path: Path) -> State:
    """The state in ``path``; an empty one if there is no file. Raises InputError for a file of another version."""
    try:
        raw = json.loads(path.read_text("utf-8"))
        if raw["schema"] != SCHEMA:
            raise ValueError
        files = (Imported(**entry) for entry in raw["files"])
        return State({file.id: file for file in files}, dict(raw["merged"]), raw["key"], frozenset(raw["forgotten"]))
    except FileNotFoundError:
        return State()
    except (OSError, ValueError, KeyError, TypeError):
        raise InputError(
            str(path),
            Text(
                "表格仓库的状态文件无法读取，或由其他版本写成",
                "the state of the imported tables cannot be read or is of another version",
            ),
            Text("删除 .commops/warehouse/tables 后重新导入", "delete .commops/warehouse/tables and import again"),
        ) from None


def save(path: Path, state: State) -> None:
    """Put ``state`` in force in one step."""
    files = [asdict(file) for file in state.ordered]
    content = {
        "schema": SCHEMA,
        "key": state.key,
        "forgotten": sorted(state.forgotten),
        "merged": state.merged,
        "files": files,
    }
    write_atomic(path, json.dumps(content, ensure_ascii=False, indent=1) + "\n", mode=0o600)
