"""The column mapping of a table: a small YAML file beside it that says what its columns are when their names do not.

``<name>.mapping.yml``, or given with ``--mapping``: ``kind``, ``columns`` (field -> header or number from 1),
``header: false`` for a table without one, ``event`` and ``channel`` for all rows. Every error names file and line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

from commops.errors import InputError
from commops.tables.kind import Kind
from commops.tables.registry import kinds
from commops.texts import Text
from commops.workspace import Source
from commops.workspace.reading.problems import UnreadableError
from commops.workspace.reading.read import read
from commops.workspace.shape.suggest import closest

Column: TypeAlias = "str | int"

MAPPING_END = ".mapping.yml"
_KEYS = ("kind", "columns", "header", "event", "channel")


@dataclass(frozen=True, slots=True)
class TableMapping:
    """How to read a table; empty when there is no mapping file."""

    place: str = ""
    digest: str = ""
    kind: Kind | None = None
    columns: Mapping[str, Column] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    """Line of the mapping file that names each column, for messages."""
    header: bool = True
    event: str = ""
    channel: str = ""


def mapping_for(path: Path, given: Path | None) -> TableMapping:
    """The mapping that was given, else the one beside the table, else none. Raises InputError."""
    beside = (path.with_name(path.name + MAPPING_END), path.with_name(path.stem + MAPPING_END))
    found = given or next((place for place in beside if place.is_file()), None)
    return load_mapping(found) if found else TableMapping()


def load_mapping(path: Path) -> TableMapping:
    """Read a mapping file. Raises InputError."""
    try:
        raw = path.read_bytes()
        source = Source.of(str(path), "mapping", read("mapping.yml", raw))
    except UnreadableError as error:
        problem = error.problem
        raise InputError(f"{path}:{problem.line}", problem.problem, problem.hint) from None
    except OSError:
        raise InputError(
            str(path), Text("映射文件无法打开", "the mapping file cannot be opened"), Text("检查路径", "check the path")
        ) from None
    return _Checker(path, source).mapping(hashlib.sha256(raw).hexdigest())


class NotATableError(InputError):
    """Something else than a table: a mistake when it was named, of no interest inside a folder."""


class _Checker:
    def __init__(self, path: Path, source: Source) -> None:
        self.path = path
        self.source = source
        self.data: dict[str, Any] = source.data

    def mapping(self, digest: str) -> TableMapping:
        if "kind" not in self.data and not set(self.data) <= {"event", "channel"}:
            raise NotATableError(
                str(self.path),
                Text(
                    "没写 kind：这是聊天记录的列对应表，或少写了一行",
                    "there is no kind: it is a mapping for a chat log, or a line is missing",
                ),
                Text(
                    f"表格请写 kind: {'、'.join(kinds())} 之一；聊天记录用 commops logs import",
                    f"for a table write kind: with one of {', '.join(kinds())}; chats go to commops logs import",
                ),
            )
        for key in self.data:
            self.known((key,), key, _KEYS)
        kind = self.kind()
        header = self.data.get("header", True)
        if not isinstance(header, bool):
            self.refuse(
                ("header",),
                Text("header 的值不合适", "header has no usable value"),
                Text("写 true 或 false", "write true or false"),
            )
        columns = self.columns(kind, header=header)
        return TableMapping(
            str(self.path),
            digest,
            kind,
            columns,
            {name: self.source.at(("columns", name)).line for name in columns},
            header,
            self.name("event"),
            self.name("channel"),
        )

    def kind(self) -> Kind | None:
        if "kind" not in self.data:
            return None
        name = str(self.data["kind"])
        self.known(("kind",), name, kinds())
        return kinds()[name]

    def columns(self, kind: Kind | None, *, header: bool) -> dict[str, Column]:
        found = self.data.get("columns", {})
        if not isinstance(found, dict):
            self.refuse(
                ("columns",),
                Text("columns 应为若干“字段：列”", "columns must hold fields with columns"),
                Text("例如 columns: {phone: 3}", "for example columns: {phone: 3}"),
            )
        for name, column in found.items():
            self.known(("columns", name), name, kind.fields if kind else ())
            number = isinstance(column, int) and not isinstance(column, bool)
            if not (number and 1 <= column <= 10_000) and not (isinstance(column, str) and column and header):
                self.refuse(
                    ("columns", name),
                    Text(f"{name} 不是列名或列号", f"{name} is not a column"),
                    Text(
                        "写表头里的名称，或从 1 开始的列号（没有表头时只能写列号）",
                        "give a name from the header, or a number counted from 1 (without a header only a number)",
                    ),
                )
        return dict(found)

    def name(self, key: str) -> str:
        value = self.data.get(key, "")
        if not isinstance(value, str):
            self.refuse(
                (key,), Text(f"{key} 应为编号", f"{key} must be an id"), Text("写工作区里的编号", "write an id")
            )
        return value

    def known(self, route: tuple[str, ...], found: str, names: Iterable[str]) -> None:
        names = list(names)
        if found in names:
            return
        meant = closest(str(found), names)
        self.refuse(
            route,
            Text(f"不认识 {found}", f"unknown: {found}"),
            Text(f"是不是 {meant}？", f"did you mean {meant}?")
            if meant
            else Text(f"可用：{'、'.join(names)}", f"use one of: {', '.join(names)}"),
        )

    def refuse(self, route: tuple[str, ...], what: Text, fix: Text) -> NoReturn:
        raise InputError(f"{self.path}:{self.source.at(route).line}", what, fix)
