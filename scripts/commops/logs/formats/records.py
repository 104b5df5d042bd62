"""Any JSON or JSON Lines with one message per object, read through a mapping whose columns are paths of keys.

Records may be the outermost objects, one after the other or in an array, or stand in a list further inside; and they
may hold their own answers in lists, as comments in GitHub's discussions do.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from itertools import islice
from typing import Any

from commops.errors import InputError
from commops.logs.canonical import BATCH_ROWS, Batch, Format, Settings
from commops.logs.json_arrays import load_value
from commops.logs.json_head import mapped
from commops.logs.json_lines import json_lines
from commops.logs.json_paths import arrays_at, value_at
from commops.logs.json_values import array_values
from commops.logs.mapped_rows import MappedRows
from commops.logs.mapping import JSON_EXAMPLE, Mapping, load_mapping
from commops.logs.probe import Probe
from commops.logs.rows import Rows
from commops.texts import Text
from commops.workspace.shape.suggest import closest

_LINE_ENDINGS = (".jsonl", ".ndjson")
_MAX_DEPTH = 30
"""Answers within answers that are followed."""
_SEEN_KEYS = 200


def _sniff(probe: Probe) -> bool:
    if probe.members or probe.text_head.lstrip()[:1] not in ("{", "["):
        return False
    if probe.mapping:
        return True
    if probe.path.suffix.lower() in _LINE_ENDINGS:
        raise InputError(
            str(probe.path),
            Text(
                "JSON 记录需要一份映射，才知道哪个键是什么", "JSON records need a mapping that says which key is what"
            ),
            Text(
                f"在旁边新建 {probe.path.stem}.mapping.yml，写上 {JSON_EXAMPLE}（内层的键用点连接）",
                f"write {probe.path.stem}.mapping.yml beside it with: {JSON_EXAMPLE} (keys further inside after a dot)",
            ),
        )
    return False


FORMAT = Format(
    name="records",
    label=Text("JSON/JSONL 记录（需映射）", "JSON or JSON Lines records (with a mapping)"),
    source="table",
    has_id=True,
    zone="assumed",
    private=("author", "text"),
    sniff=_sniff,
    mapped=True,
    hint=lambda probe: probe.path.stem,
)


def read(probe: Probe, settings: Settings) -> Iterator[Batch]:
    """Batches in file order; every object, and every answer in it, is a record. Raises InputError."""
    assert probe.mapping  # noqa: S101 - sniffing asked for it
    mapping = load_mapping(probe.mapping, probe.path, is_json=True)
    rows = Rows(settings.key, FORMAT.source)
    reader = _Reader(mapping, MappedRows(mapping, settings, probe.path, rows), rows)
    for values, place, position in _values(probe, mapping, rows):
        for value in values:
            reader.read(value, place)
        if len(rows) >= BATCH_ROWS:
            yield rows.take(position)
    reader.refuse_if_blind()
    yield rows.take(probe.size)


def _values(probe: Probe, mapping: Mapping, rows: Rows) -> Iterator[tuple[list[Any], str, int]]:
    """The records with a place for messages and how far reading has come."""
    path = tuple(mapping.records.split(".")) if mapping.records else ()
    if not _is_lines(probe):
        with mapped(probe.path) as data:
            for array in arrays_at(data, path):
                for values, position in array_values(data, array, rows):
                    yield values, f"byte {position}", position
        return
    with probe.path.open("rb") as file:
        for record in json_lines(file):
            place = f"line {record.number}"
            if record.problem:
                rows.skip(record.problem, place)
                continue
            found = value_at(record.value, mapping.records) if path else record.value
            yield found if isinstance(found, list) else [found], place, file.tell()


def _is_lines(probe: Probe) -> bool:
    if probe.path.suffix.lower() in _LINE_ENDINGS:
        return True
    first, _, rest = probe.text_head.lstrip().partition("\n")
    with contextlib.suppress(ValueError):
        return bool(rest.strip()) and isinstance(load_value(first.encode("utf-8", "replace")), dict)
    return False


class _Reader:
    def __init__(self, mapping: Mapping, mapped_rows: MappedRows, rows: Rows) -> None:
        self._mapping = mapping
        self._mapped = mapped_rows
        self._rows = rows
        self._timed = False
        self._keys: set[str] = set()

    def read(self, record: Any, place: str, above: dict[str, str] | None = None, depth: int = 0) -> None:
        """Add a record and what it holds. What a nested one does not say itself, the one above says."""
        if not isinstance(record, dict):
            self._rows.skip("broken", place)
            return
        cells = {
            name: " ".join(_text(value_at(record, str(path)), name) for path in paths)
            for name, paths in self._mapping.columns.items()
        }
        if above:
            cells["reply_to"] = cells.get("reply_to") or above.get("id", "")
            cells["channel"] = cells.get("channel") or above.get("channel", "")
        self._look(record, cells)
        self._mapped.add(cells, place)
        for path in self._mapping.nested:
            answers = value_at(record, path)
            for answer in answers if isinstance(answers, list) else ():
                if depth < _MAX_DEPTH:
                    self.read(answer, place, cells, depth + 1)
                else:
                    self._rows.skip("broken", place)

    def _look(self, record: dict[str, Any], cells: dict[str, str]) -> None:
        self._timed = self._timed or bool(cells["time"].strip())
        if not self._timed and len(self._keys) < _SEEN_KEYS:
            for key, value in islice(record.items(), _SEEN_KEYS):
                self._keys.add(key)
                if isinstance(value, dict):
                    self._keys.update(f"{key}.{inner}" for inner in islice(value, _SEEN_KEYS))

    def refuse_if_blind(self) -> None:
        """Raise InputError when there were records and none has anything where the time should be."""
        if self._timed or not self._keys:
            return
        path = str(self._mapping.columns["time"][0])
        meant = closest(path, self._keys)
        raise InputError(
            f"{self._mapping.place}:{self._mapping.lines['time']}",
            Text(f"没有一条记录在 {path} 处有值", f"no record has anything at {path}"),
            Text(f"是不是 {meant}？", f"did you mean {meant}?")
            if meant
            else Text("对照文件检查键的路径", "compare the path of keys with the file"),
        )


def _text(value: Any, name: str) -> str:
    """A value as a table would have it; of a list of reactions the number counts."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and name == "reactions":
        return str(len(value))
    return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""
