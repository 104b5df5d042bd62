"""A first look at a file: enough to tell which format it is, without reading it whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

HEAD_BYTES = 65_536


@dataclass(slots=True)
class Probe:
    """A file (or an unpacked export folder) about to be imported. ``head`` is its first 64 KiB."""

    path: Path
    head: bytes = b""
    size: int = 0
    members: tuple[str, ...] = ()
    """Names inside an archive or an export folder, sorted; empty for other files."""
    mapping: Path | None = None
    """The column mapping that belongs to the file, if any."""
    facts: dict[str, object] = field(default_factory=dict)
    """What an adapter worked out while sniffing and need not work out again."""

    @property
    def text_head(self) -> str:
        """The head as UTF-8 text; what is not UTF-8 shows as U+FFFD."""
        return self.head.decode("utf-8-sig", "replace")
