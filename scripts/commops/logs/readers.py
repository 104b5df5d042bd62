"""Worker processes that turn pieces of large files into rows: started once for all files of an import."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from commops.errors import InputError
from commops.logs.canonical import Batch
from commops.logs.keys import Key
from commops.logs.rows import Rows
from commops.processes import can_fork
from commops.texts import Text

if TYPE_CHECKING:
    from types import TracebackType

PARALLEL_BYTES = 24 << 20
"""Smaller files are read before other processes have started."""
_WAITING = 6
"""Pieces handed to the workers ahead of the one being stored; bounds the memory."""
_THREADED = {"pyarrow", "duckdb"}
"""Libraries with threads of their own, which a copy of this process would lack."""


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


@dataclass(frozen=True)
class Reading:
    """What all pieces of a file have in common."""

    path: str
    source: str
    key: Key
    zone: ZoneInfo
    convert: Convert[Any]


class Readers:
    """``jobs`` worker processes, from their first use on or at once (``early``); use it in a ``with`` block."""

    def __init__(self, jobs: int, *, early: bool = False) -> None:
        self._jobs = jobs
        self._early = early
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Readers:
        if self._early:
            self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _start(self) -> None:
        """Start the workers: as copies of this process before it has a library with threads, else afresh."""
        if self._pool is None:
            context = multiprocessing.get_context(
                "fork" if can_fork() and _THREADED.isdisjoint(sys.modules) else "spawn"
            )
            self._pool = ProcessPoolExecutor(self._jobs, context, _begin)
            # A worker that dies here is noticed with the first piece.
            with contextlib.suppress(BrokenProcessPool):
                for _ in range(self._jobs):
                    self._pool.submit(_prepare)

    def batches(self, reading: Reading, parts: Iterable[P]) -> Iterator[Batch]:
        """Batches of one file in its order. Raises InputError when a worker was killed; the next file gets new ones."""
        waiting: deque[Future[Batch]] = deque()
        try:
            self._start()
            for part in parts:
                waiting.append(self._submit(reading, part))
                if len(waiting) >= _WAITING:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool:
            self._end()
            raise _killed(reading.path) from None
        finally:
            for future in waiting:
                future.cancel()

    def _submit(self, reading: Reading, part: Piece) -> Future[Batch]:
        if self._pool is None:
            raise BrokenProcessPool
        return self._pool.submit(_work, reading, part)

    def _end(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


def _killed(path: str) -> InputError:
    """What to say when a worker is gone: the system does that when memory runs out."""
    return InputError(
        path,
        Text("读取进程被系统中止，可能是内存不足", "the system ended a reading process; memory may have run out"),
        Text("关闭其他程序后再试一次", "close other programs and try again"),
    )


def _begin() -> None:
    # Parsed JSON holds no cycles; looking for some in every piece would cost a fifth of the time.
    gc.disable()
    # Ctrl-C reaches every process of the terminal; the one that started the workers ends them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _prepare() -> None:
    """Load what every piece needs."""
    import msgspec  # noqa: F401
    import pyarrow  # noqa: F401


_file: list[tuple[Reading, Rows]] = []
"""The file that this worker reads: names that it has met need no second look."""


def _work(reading: Reading, part: Piece) -> Batch:
    if not _file or _file[0][0] != reading:
        _file[:] = [(reading, Rows(reading.key, reading.source))]
    with open(reading.path, "rb") as file:  # noqa: PTH123 - a plain string crosses the process border cheaply
        file.seek(part.start)
        data = file.read(part.end - part.start)
    return reading.convert(part, data, _file[0][1], reading.zone)


def is_large(size: int) -> bool:
    """Whether workers pay for a file of so many bytes."""
    return size > PARALLEL_BYTES
