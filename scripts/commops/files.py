"""Files on disk: written whole or not at all, and read without trusting their size or their kind."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows
    fcntl = None  # type: ignore[assignment]


def write_atomic(path: Path, content: str | bytes, *, mode: int = 0o644, durable: bool = True) -> bool:
    """Write ``content`` so that a reader sees the old file or the new one, never half of either.

    Not ``durable`` is for what can be made again: after a loss of power the file may be empty.

    Returns whether the bytes changed; an equal file keeps its time stamp, so that file watchers stay quiet.
    Raises OSError (the target then is as it was).
    """
    import tempfile  # with all that it brings along; most runs write nothing

    data = content.encode() if isinstance(content, str) else content
    with contextlib.suppress(OSError):
        if path.read_bytes() == data:
            return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Let one process at a time into the block; the next one waits."""
    with path.open("w") as file:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def largest_first(paths: Iterable[Path]) -> list[Path]:
    """The same files, those that hold most first; files that are gone last.

    DuckDB takes the first file of a list for typical of all. After a small one it expects few rows of millions, and
    joins them the wrong way round: ten million messages then do not fit in memory.
    """
    return sorted(paths, key=lambda path: (-path.stat().st_size if path.exists() else 1, path))
