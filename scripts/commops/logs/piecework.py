"""Converts one large file piece by piece, in worker processes when that pays: in file order, with bounded memory."""

from __future__ import annotations

import contextlib
import gc
import mmap
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, Protocol, TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from commops.errors import InputError
from commops.logs.canonical import Batch, Settings
from commops.logs.json_arrays import load_items
from commops.logs.probe import Probe
from commops.logs.rows import Rows
from commops.texts import Text

PIECE_BYTES = 4 << 20
"""About how much of a file is parsed at a time."""
PARALLEL_BYTES = 24 << 20
"""Smaller files are read before other processes have started."""
_WAITING = 6
"""Pieces handed to the workers ahead of the one being stored; bounds the memory."""


class Piece(Protocol):
    """A range of the file between two items. It crosses a process border, so it holds plain values only."""

    @property
    def start(self) -> int:
        """First byte."""

    @property
    def end(self) -> int:
        """Byte after the last one."""

    @property
    def child(self) -> bytes | None:
        """Indent of the array's items, as ``Array.child`` has it."""

    @property
    def last(self) -> bool:
        """Whether a broken final item means that the file ends there."""


P = TypeVar("P", bound=Piece)
Convert: TypeAlias = "Callable[[P, bytes, Rows, ZoneInfo], Batch]"
"""Turns a piece and its bytes into a batch. A function of a module: workers find it by name."""


def convert_pieces(
    probe: Probe,
    settings: Settings,
    source: str,
    cut: Callable[[mmap.mmap], Iterator[P]],
    convert: Convert[P],
) -> Iterator[Batch]:
    """Batches in file order; ``settings.jobs`` worker processes for files over PARALLEL_BYTES."""
    with probe.path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if settings.jobs > 1 and probe.size > PARALLEL_BYTES:
            yield from _parallel(probe.path, settings, source, cut(data), convert)
        else:
            rows = Rows(settings.key, source)
            for part in cut(data):
                yield convert(part, data[part.start : part.end], rows, settings.zone)


def load_piece(part: Piece, data: bytes, rows: Rows, repair: Callable[[bytes], bytes] = lambda data: data) -> list[Any]:
    """The items of a piece; what cannot be parsed is skipped with its place."""
    items, damaged = load_items(data, part.child, repair)
    for item in damaged:
        rows.skip("cut-off" if part.last and item.last else "broken", f"byte {part.start + item.offset}")
    return items


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Say in words that a worker was killed; the system does that when memory runs out."""
    try:
        yield
    except BrokenProcessPool:
        raise InputError(
            str(path),
            Text("读取进程被系统中止，可能是内存不足", "the system ended a reading process; memory may have run out"),
            Text("关闭其他程序后再试一次", "close other programs and try again"),
        ) from None


def _parallel(path: Path, settings: Settings, source: str, parts: Iterator[P], convert: Convert[P]) -> Iterator[Batch]:
    # Started afresh, not forked: the caller may hold threads of DuckDB or Arrow, which do not survive a fork.
    context = multiprocessing.get_context("spawn")
    given = (str(path), settings, source, convert)
    with _explained(path), ProcessPoolExecutor(settings.jobs, context, _start_worker, given) as pool:
        waiting: deque[Future[Batch]] = deque()
        for part in parts:
            waiting.append(pool.submit(_work, part))
            if len(waiting) >= _WAITING:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


_worker: list[tuple[str, Rows, ZoneInfo, Convert[Any]]] = []


def _start_worker(path: str, settings: Settings, source: str, convert: Convert[Any]) -> None:
    # Parsed JSON holds no cycles; looking for some in every piece would cost a fifth of the time.
    gc.disable()
    # Ctrl-C reaches every process of the terminal; the one that started the workers ends them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker.append((path, Rows(settings.key, source), settings.zone, convert))


def _work(part: Piece) -> Batch:
    path, rows, zone, convert = _worker[0]
    with open(path, "rb") as file:  # noqa: PTH123 - a plain string crosses the process border cheaply
        file.seek(part.start)
        data = file.read(part.end - part.start)
    return convert(part, data, rows, zone)
