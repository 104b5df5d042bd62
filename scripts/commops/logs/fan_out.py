"""Reads exports on many machines at once: Spark's executors run the same adapters, this machine keeps the warehouse.

What an executor's reading leaves in exports/ travels here byte for byte, so that merging cannot tell where it was done.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from commops.errors import InputError
from commops.logs.canonical import Settings, Skipped
from commops.logs.inputs import Input, find_inputs, nothing_found
from commops.logs.intake import Taken, Tally
from commops.logs.on_executor import Account, Executor
from commops.logs.probe import Probe
from commops.logs.registry import adapters
from commops.logs.state import Export, export_of
from commops.texts import Text

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_MOST_TASKS = 1000


@dataclass(frozen=True)
class SparkReader:
    """Reads ``paths`` (which executors see under the same names) and ``uris`` (files and folders of an object store).

    Below a URI each file is an export: one that consists of a folder has to be zipped. There a file may have 2 GB,
    which is as much as Spark hands over in one piece; under ``paths`` it may have any size.
    """

    spark: SparkSession
    paths: Sequence[Path]
    uris: Sequence[str]
    mapping: Path | None = None

    def __call__(self, settings: Settings, exports: dict[str, Export], folder: Path) -> Iterator[Input]:
        """The files, read: first those of the paths, in the order in which this machine would read them itself."""
        mapping = (str(self.mapping), self.mapping.read_bytes()) if self.mapping else None
        named = frozenset([*map(str, self.paths), *map(_as_listed, self.uris)])
        read = Executor(replace(settings, jobs=1, readers=None), dict(exports), mapping, named)
        sources = list(find_inputs(self.paths, self.mapping))
        names = list(dict.fromkeys(str(source.probe.path) for source in sources if source.adapter))
        found = self._run(self._units(names), read, folder / "tmp") if names else {}
        for source in sources:
            name = str(source.probe.path)
            yield _input(name, found[name], exports, folder) if source.adapter else source
        for uri in self.uris:
            stored = self._run(self._stored(uri), read, folder / "tmp")
            alone = len(stored) == 1
            inputs = [
                _input(name, account, exports, folder)
                for name, account in sorted(stored.items())
                if alone or not account.get("stranger")
            ]
            yield from inputs or [Input(Probe(Path(uri)), problem=nothing_found(uri), name=uri)]

    def _units(self, names: Sequence[str]) -> DataFrame:
        import pyarrow as pa

        table = pa.table({"name": names, "content": pa.nulls(len(names), pa.binary())})
        # One task each, as far as that makes sense: a large file must not wait for its neighbours.
        return self.spark.createDataFrame(table).repartition(min(len(names), _MOST_TASKS))

    def _stored(self, uri: str) -> DataFrame:
        files = self.spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(uri)
        return files.selectExpr("path as name", "content")

    def _run(self, units: DataFrame, read: Executor, into: Path) -> dict[str, Account]:
        """The account of each file; the files for exports/ are then in ``into``."""
        # A batch of several files could be larger than any memory.
        self.spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "1")
        results = units.mapInArrow(read, "name string, file string, data binary").persist()
        accounts: dict[str, Account] = {}
        try:
            # Worked out everywhere at once; the rows then come here one after the other.
            results.count()
            for name, file, data in results.toLocalIterator():
                if file:
                    (into / PurePosixPath(file).name).write_bytes(data)
                else:
                    accounts[name] = json.loads(data)
        finally:
            results.unpersist()
        return accounts


def _as_listed(uri: str) -> str:
    """A URI as Spark writes those of the files that it found: file:/srv for file:///srv."""
    scheme, mark, rest = uri.partition(":///")
    return f"{scheme}:/{rest}" if mark else uri


def _input(name: str, account: Account, exports: Mapping[str, Export], folder: Path) -> Input:
    adapter = next((one for one in adapters() if one.format.name == account["format"]), None)
    problem = _problem(account) if adapter is None else None
    return Input(Probe(Path(name)), adapter, problem, name, partial(_taken, account, exports, folder))


def _problem(account: Account) -> InputError:
    place, what, fix = account["problem"]
    return InputError(place, Text(*what), Text(*fix))


def _taken(account: Account, exports: Mapping[str, Export], folder: Path) -> Taken:
    """Move what was read into exports/. Raises what reading the file here would have raised."""
    if "problem" in account:
        raise _problem(account)
    if "os_error" in account:
        raise OSError(0, account["os_error"])
    export, skipped = export_of(account["export"]), account["skipped"]
    if skipped is None or exports.get(export.id) == export:
        return Taken(export, None)
    for file in account["files"]:
        (folder / "tmp" / file).replace(folder / "exports" / file)
    return Taken(export, Tally(skipped={why: Skipped(*entry) for why, entry in skipped.items()}))
