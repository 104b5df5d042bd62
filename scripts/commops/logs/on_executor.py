"""The part of a fanned-out import that runs on another machine: one file in, the warehouse's files for it out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeAlias

from commops.errors import InputError
from commops.logs.canonical import Settings
from commops.logs.engine import connect
from commops.logs.inputs import Input, NotAnExportError, find_inputs
from commops.logs.intake import take
from commops.logs.state import Export

if TYPE_CHECKING:
    import pyarrow as pa

Account: TypeAlias = "dict[str, Any]"
"""What became of a file, as JSON: ``format`` (name of its format, ``""`` for a file of none) and one of

- ``export`` (its manifest row), ``skipped`` (null when it was known already), ``files`` (names in exports/),
- ``problem`` (place, what, fix) and ``stranger`` (whether that is only that it is no export),
- ``os_error``.
"""


@dataclass(frozen=True)
class Executor:
    """Reads files as ``settings`` say; ``known`` are the exports that the warehouse holds already."""

    settings: Settings
    known: Mapping[str, Export]
    mapping: tuple[str, bytes] | None = None
    """Name and content of the column mapping that was given."""
    named: frozenset[str] = frozenset()
    """The files that were asked for by name, not with the folder that they lie in."""

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """From rows ``name``, ``content`` (null: open ``name`` itself) to rows ``name``, ``file``, ``data``.

        A file's rows come first, one for each file in exports/; the one with an empty ``file`` is its account.
        """
        import pyarrow as pa

        for batch in batches:
            for unit in batch.to_pylist():
                for file, data in self._read(unit["name"], unit["content"]):
                    row = {"name": unit["name"], "file": file, "data": data}
                    yield pa.RecordBatch.from_pylist([row], _found())

    def _read(self, name: str, content: bytes | None) -> Iterator[tuple[str, bytes]]:
        with TemporaryDirectory(prefix="commops-") as place:
            folder = Path(place) / "warehouse"
            for part in ("exports", "tmp"):
                (folder / part).mkdir(parents=True)
            mapping, called = None, {}
            if self.mapping is not None:
                mapping = Path(place) / "mapping.yml"
                mapping.write_bytes(self.mapping[1])
                called[str(mapping)] = self.mapping[0]
            path = Path(name) if content is None else _copy(name, content, Path(place) / "export")
            [source] = find_inputs([path], mapping)
            account = _renamed(self._account(source, folder, named=name in self.named), {**called, str(path): name})
            for file in account.get("files", ()):
                yield file, (folder / "exports" / file).read_bytes()
            yield "", json.dumps(account).encode()

    def _account(self, source: Input, folder: Path, *, named: bool) -> Account:
        if source.problem:
            return {
                "format": "",
                "problem": _told(source.problem),
                "stranger": type(source.problem) is NotAnExportError,
            }
        assert source.adapter  # noqa: S101 - an input has one or a problem
        account: Account = {"format": source.adapter.format.name}
        try:
            with connect(folder) as connection:
                known = dict(self.known)
                taken = take(source.probe, source.adapter, self.settings, known, folder, connection, named=named)
        except InputError as error:
            return {**account, "problem": _told(error)}
        except OSError as error:
            return {**account, "os_error": error.strerror}
        skipped = taken.tally and {why: [skip.count, skip.first] for why, skip in taken.tally.skipped.items()}
        files = sorted(path.name for path in (folder / "exports").iterdir())
        return {**account, "export": asdict(taken.export), "skipped": skipped, "files": files}


def _found() -> pa.Schema:
    import pyarrow as pa

    return pa.schema([("name", pa.string()), ("file", pa.string()), ("data", pa.binary())])


def _copy(name: str, content: bytes, folder: Path) -> Path:
    # A date or a chat's name may stand in the names of the folders above, so the copy lies in folders named alike:
    # those of s3a://bucket/2019/a.txt or file:/srv/2019/a.txt without the scheme, and without steps upwards.
    path = folder.joinpath(*[part for part in PurePosixPath(name).parts[1:] if part.strip("/.")])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def _told(error: InputError) -> list[Any]:
    return [error.place, list(error.what), list(error.fix)]


def _renamed(account: Account, called: Mapping[str, str]) -> Account:
    """The account with the names that people know in the place of those of copies."""
    if "problem" in account:
        place, *words = account["problem"]
        for copy, name in called.items():
            place = place.replace(copy, name)
        account["problem"] = [place, *words]
    return account
