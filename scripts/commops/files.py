"""Files on disk: written whole or not at all, and read without trusting their size or their kind."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def write_atomic(path: Path, content: str | bytes, *, mode: int = 0o644) -> bool:
    """Write ``content`` so that a reader sees the old file or the new one, never half of either.

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
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True
