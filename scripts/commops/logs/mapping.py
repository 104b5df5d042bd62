"""The mapping of a table or of JSON records: a small YAML file that says which column or field means what.

It lies beside the data as ``<name>.mapping.yml`` or is given with ``--mapping``. The schema is closed; every error
names the file and the line. In JSON a column is a path of keys, such as ``author.login``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn, TypeAlias, cast
from zoneinfo import ZoneInfo

from commops.errors import InputError
from commops.logs.canonical import KINDS, MEDIA, Kind, Media
from commops.texts import Text
from commops.workspace import Source
from commops.workspace.reading.problems import UnreadableError
from commops.workspace.reading.read import read
from commops.workspace.shape.suggest import closest

Column: TypeAlias = "str | int"
"""A name of the header, or a number from 1; in JSON a path."""

COLUMNS = ("time", "author", "text", "id", "channel", "reply_to", "kind", "media", "reactions", "bot")
ENCODINGS = ("auto", "utf-8", "utf-16", "gb18030", "latin-1")
DELIMITERS = {"comma": ",", "tab": "\t", "semicolon": ";", "pipe": "|"}
TIME_FORMATS = ("iso", "unix", "unix-ms")

EXAMPLE = "`columns: {time: 时间, author: 用户, text: 内容}`"
JSON_EXAMPLE = "`columns: {time: created_at, author: user.name, text: body}`"

_COMMON = frozenset({"channel", "columns", "time", "kinds", "defaults", "bots"})
_OF_TABLES = frozenset({"delimiter", "header", "encoding", "quote", "skip_lines"})
_OF_JSON = frozenset({"records", "nested"})


class NeedsMappingError(InputError):
    """A table of which nobody said what its columns are. It may be none of messages at all."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """How to read a table. ``columns`` maps a canonical name to its columns (more than one only for ``time``)."""

    place: str
    columns: dict[str, tuple[Column, ...]]
    lines: dict[str, int] = field(compare=False)
    """Line of the mapping file that names each column, for messages."""
    delimiter: str = ","
    header: bool = True
    encoding: str = "auto"
    quote: str | None = '"'
    skip_lines: int = 0
    channel: str = ""
    """Chat name of every row, when no column holds it."""
    time_format: str = "iso"
    zone: ZoneInfo | None = None
    kinds: dict[str, Kind] = field(default_factory=dict)
    kind: Kind = "message"
    media: Media = "text"
    bots: frozenset[str] = frozenset()
    records: str = ""
    """JSON: path of the list that holds the records; ``""`` when they are the outermost objects."""
    nested: tuple[str, ...] = ()
    """JSON: paths within a record of lists of further records, which answer it."""


def load_mapping(path: Path, data: Path, *, is_json: bool = False) -> Mapping:
    """Read a mapping file. ``data`` is what it explains; a table's ending decides the default delimiter.

    Raises InputError.
    """
    try:
        reading = read("mapping.yml", path.read_bytes())
    except UnreadableError as error:
        problem = error.problem
        raise InputError(f"{path}:{problem.line}", problem.problem, problem.hint) from None
    except OSError:
        raise InputError(
            str(path), Text("映射文件无法打开", "the mapping file cannot be opened"), Text("检查路径", "check the path")
        ) from None
    return _Checker(path, Source.of(str(path), "mapping", reading), is_json).mapping(data)


class _Checker:
    def __init__(self, path: Path, source: Source, is_json: bool) -> None:
        self.path = path
        self.source = source
        self.data = source.data
        self.is_json = is_json

    def mapping(self, data: Path) -> Mapping:
        self.keys((), self.data, _COMMON | (_OF_JSON if self.is_json else _OF_TABLES))
        columns = self.columns()
        time = self.section("time", {"format", "zone"})
        self.section("defaults", {"kind", "media"})
        default_delimiter = "tab" if data.suffix.lower() in (".tsv", ".tab") else "comma"
        return Mapping(
            place=str(self.path),
            columns=columns,
            lines={name: self.source.at(("columns", name)).line for name in columns},
            delimiter=self.delimiter(self.data.get("delimiter", default_delimiter)),
            header=self.value(("header",), True, bool, Text("true 或 false", "true or false")),
            encoding=self.choice(("encoding",), "auto", ENCODINGS),
            quote=self.quote(),
            skip_lines=self.value(("skip_lines",), 0, int, Text("一个整数", "a whole number")),
            channel=self.value(("channel",), "", str, Text("一个名称", "a name")),
            time_format=self.value(("time", "format"), "iso", str, Text("iso、unix、unix-ms 或格式", "a time format")),
            zone=self.zone(time.get("zone")),
            kinds=self.kinds(),
            kind=cast("Kind", self.choice(("defaults", "kind"), "message", KINDS)),
            media=cast("Media", self.choice(("defaults", "media"), "text", MEDIA)),
            bots=self.bots(),
            records=self.value(("records",), "", str, Text("一条路径，如 data.items", "a path such as data.items")),
            nested=self.nested(),
        )

    def columns(self) -> dict[str, tuple[Column, ...]]:
        if "columns" not in self.data:
            example = JSON_EXAMPLE if self.is_json else EXAMPLE
            self.refuse(
                (), Text("缺少 columns", "columns is missing"), Text(f"例如 {example}", f"for example {example}")
            )
        section = self.section("columns", set(COLUMNS))
        if "time" not in section:
            self.refuse(
                ("columns",),
                Text("columns 里没有 time", "columns does not say where the time is"),
                Text("加上 time: 列名或列号", "add time: with a column name or number"),
            )
        return {name: self.column(name, value) for name, value in section.items()}

    def column(self, name: str, value: Any) -> tuple[Column, ...]:
        listed = value if isinstance(value, list) and name == "time" else [value]
        for part in listed:
            if isinstance(part, bool) or not isinstance(part, str | int) or part == "" or part == 0:
                self.refuse(
                    ("columns", name),
                    Text(f"{name} 不是列名或列号", f"{name} is not a column"),
                    Text(
                        "写表头里的名称，或从 1 开始的列号", "give a name from the header, or a number counted from 1"
                    ),
                )
            if isinstance(part, int) and self.is_json:
                self.refuse(
                    ("columns", name),
                    Text("JSON 没有列号", "JSON has no column numbers"),
                    Text("写键的路径，如 author.login", "give a path of keys, such as author.login"),
                )
            if isinstance(part, int) and not 1 <= part <= 10_000:
                self.refuse(
                    ("columns", name),
                    Text("列号超出范围", "the column number is out of range"),
                    Text("列号从 1 开始", "columns are counted from 1"),
                )
            if isinstance(part, str) and self.data.get("header") is False:
                self.refuse(
                    ("columns", name),
                    Text("没有表头时不能用列名", "a table without a header has no column names"),
                    Text("改写列号（从 1 开始）", "give the column's number, counted from 1"),
                )
        return tuple(listed)

    def section(self, name: str, known: set[str]) -> dict[str, Any]:
        found = self.data.get(name, {})
        if not isinstance(found, dict):
            self.refuse(
                (name,),
                Text(f"{name} 应为若干“键：值”", f"{name} must hold keys with values"),
                Text(f"可用的键：{'、'.join(sorted(known))}", f"use: {', '.join(sorted(known))}"),
            )
        self.keys((name,), found, known)
        return found

    def keys(self, route: tuple[str, ...], found: dict[str, Any], known: Iterable[str]) -> None:
        known = sorted(known)
        for key in found:
            if key not in known:
                meant = closest(str(key), known)
                listed = "、".join(known), ", ".join(known)
                self.refuse(
                    (*route, key),
                    Text(f"不认识的键 {key}", f"unknown key {key}"),
                    Text(f"是不是 {meant}?", f"did you mean {meant}?")
                    if meant
                    else Text(f"可用的键：{listed[0]}", f"use one of: {listed[1]}"),
                )

    def value(self, route: tuple[str, ...], default: Any, kind: type, wanted: Text) -> Any:
        """A value of one type, or the default when it is not written."""
        found: Any = self.data
        for step in route:
            found = found.get(step, default) if isinstance(found, dict) else default
        # True is an int for Python, but not for a person who wrote `skip_lines: true`.
        if type(found) is not kind:
            self.refuse(
                route,
                Text(f"{route[-1]} 的值不合适", f"{route[-1]} does not have a usable value"),
                Text(f"应为{wanted.zh}", f"it must be {wanted.en}"),
            )
        return found

    def choice(self, route: tuple[str, ...], default: str, known: Iterable[str]) -> str:
        known = list(known)
        found = self.value(route, default, str, Text("、".join(known), f"one of: {', '.join(known)}"))
        if found not in known:
            self.refuse(
                route,
                Text(f"{route[-1]} 不能是 {found}", f"{route[-1]} cannot be {found}"),
                Text(f"可用：{'、'.join(known)}", f"use one of: {', '.join(known)}"),
            )
        return str(found)

    def delimiter(self, found: Any) -> str:
        found = DELIMITERS.get(found, found) if isinstance(found, str) else ""
        if len(found) != 1 or found in "\r\n\"'":
            names = ", ".join(DELIMITERS)
            self.refuse(
                ("delimiter",),
                Text("delimiter 应为一个字符", "delimiter must be one character"),
                Text(f"写 {names} 或一个字符", f"write {names}, or one character"),
            )
        return str(found)

    def quote(self) -> str | None:
        found = self.value(("quote",), '"', str, Text("一个字符或 none", "one character, or none"))
        if found == "none":
            return None
        if len(found) != 1:
            self.refuse(
                ("quote",),
                Text("quote 应为一个字符或 none", "quote must be one character, or none"),
                Text("删掉这一行即用双引号", "leave it out for the double quote"),
            )
        return str(found)

    def zone(self, found: Any) -> ZoneInfo | None:
        if found is None:
            return None
        try:
            return ZoneInfo(str(found))
        except (ValueError, OSError, KeyError):
            self.refuse(
                ("time", "zone"),
                Text("不认识的时区", "unknown time zone"),
                Text("写成 Asia/Shanghai 这样的名称", "write a name such as Asia/Shanghai"),
            )

    def kinds(self) -> dict[str, Kind]:
        found = self.data.get("kinds", {})
        if not isinstance(found, dict):
            self.refuse(
                ("kinds",),
                Text("kinds 应为若干“单元格内容：类型”", "kinds must map cell contents to kinds"),
                Text(f"类型：{'、'.join(KINDS)}", f"kinds are: {', '.join(KINDS)}"),
            )
        return {str(cell): cast("Kind", self.choice(("kinds", cell), "", KINDS)) for cell in found}

    def nested(self) -> tuple[str, ...]:
        found = self.data.get("nested", [])
        if not isinstance(found, list) or not all(isinstance(path, str) and path for path in found):
            self.refuse(
                ("nested",),
                Text("nested 应为路径列表", "nested must be a list of paths"),
                Text("例如 [comments.nodes, replies.nodes]", "such as [comments.nodes, replies.nodes]"),
            )
        return tuple(found)

    def bots(self) -> frozenset[str]:
        found = self.data.get("bots", [])
        if not isinstance(found, list) or any(isinstance(name, dict | list) for name in found):
            self.refuse(
                ("bots",),
                Text("bots 应为作者列表", "bots must be a list of authors"),
                Text("例如 [camperbot]", "such as [camperbot]"),
            )
        return frozenset(str(name) for name in found)

    def refuse(self, route: tuple[str, ...], what: Text, fix: Text) -> NoReturn:
        line = self.source.at(route).line
        raise InputError(f"{self.path}:{line}", what, fix)
