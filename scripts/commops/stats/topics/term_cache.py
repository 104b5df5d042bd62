"""Keeps the words of each export's texts in the private cache, so that only new texts are cut."""

from __future__ import annotations

import contextlib
import hashlib
import json
import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import NamedTuple

from commops.logs.row_groups import RowGroups
from commops.stats.topics.cutting import VERSION, Cutter, normal

_BATCH = 2_000
_SLICE_ROWS, _MOST_SLICES = 50_000, 32
_WORTH_A_PROCESS = 2
"""From so many slices on, two processes are faster than one that need not be started."""


class _Slice(NamedTuple):
    """Some row groups of a file of texts, and the file that their words go to."""

    texts: Path
    first: int
    last: int
    target: Path


def term_files(texts: Sequence[Path], own_words: Iterable[str], folder: Path, jobs: int = 2) -> list[Path]:
    """Parquet files (text_hash, word) of the words in ``texts``, made in ``folder`` where they are not there yet.

    Their names tell the bytes of the texts, the community's words and the version, so an equal file is never made
    twice; files of other names are removed.
    """
    words = sorted({normal(word) for word in own_words})
    # Exports that hold the same texts share a file of words; two processes must not write it at once.
    slices = list({part.target: part for path in texts for part in _slices(path, words, folder)}.values())
    kept = {part.target.name for part in slices}
    for path in sorted(folder.iterdir()):
        if path.name not in kept:
            path.unlink()
    missing = [part for part in slices if not part.target.exists()]
    if len(missing) >= _WORTH_A_PROCESS and jobs > 1:
        context = multiprocessing.get_context("spawn")
        with contextlib.suppress(BrokenProcessPool), ProcessPoolExecutor(jobs, context, _start, (words,)) as pool:
            list(pool.map(_cut_here, missing))
        missing = [part for part in missing if not part.target.exists()]
    if missing:
        cutter = Cutter(words)
        for part in missing:
            _cut(part, cutter)
    return [part.target for part in slices]


def _slices(path: Path, words: Sequence[str], folder: Path) -> Iterator[_Slice]:
    import pyarrow.parquet as pq

    with path.open("rb") as file:
        content = hashlib.file_digest(file, "sha256").hexdigest()
    key = hashlib.sha256(json.dumps([VERSION, content, list(words)]).encode()).hexdigest()[:24]
    stored = pq.read_metadata(path)
    groups = stored.num_row_groups
    count = max(1, min(groups, _MOST_SLICES, stored.num_rows // _SLICE_ROWS))
    for number in range(count):
        first, last = groups * number // count, groups * (number + 1) // count
        yield _Slice(path, first, last, folder / f"{key}-{number:02}.parquet")


_cutter: list[Cutter] = []
"""The cutter of a worker process: making one takes half a second."""


def _start(words: Sequence[str]) -> None:
    _cutter.append(Cutter(words))


def _cut_here(part: _Slice) -> None:
    _cut(part, _cutter[0])


def _cut(part: _Slice, cutter: Cutter) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = pa.schema([("text_hash", pa.int64()), ("word", pa.string())])
    draft = part.target.with_suffix(".draft")
    with pq.ParquetFile(part.texts) as stored, RowGroups(draft, columns, repeats=columns.names) as out:
        for batch in stored.iter_batches(_BATCH, row_groups=range(part.first, part.last)):
            places, words = cutter.cut(batch.column("text").to_pylist())
            marks = batch.column("text_hash").take(places)
            out.add(pa.RecordBatch.from_arrays([marks, words.cast(pa.string())], schema=columns))
    draft.replace(part.target)
