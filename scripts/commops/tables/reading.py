"""Reads one table file: which kind it is, and an exact account of its rows, parsed or skipped with a reason."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from commops.errors import InputError
from commops.logs.canonical import Skipped
from commops.logs.json_arrays import arrays, load_items
from commops.tables import cells
from commops.tables.headers import LOOK, Header, Places, find_header, match, missing_columns
from commops.tables.kind import Context, Kind, Record, Values
from commops.tables.mapping import NotATableError, TableMapping, mapping_for
from commops.tables.registry import kinds
from commops.tables.sheet import MAX_BYTES, Row, open_sheets
from commops.tables.vocabulary import plain
from commops.texts import Text

HEAD = 65_536
_DAYS = (
    ("first_n", re.compile(r"(?:start date|开始日期)\W{0,4}(\d{8}|\d{4}-\d{2}-\d{2})", re.IGNORECASE)),
    ("last_n", re.compile(r"(?:end date|结束日期)\W{0,4}(\d{8}|\d{4}-\d{2}-\d{2})", re.IGNORECASE)),
)


@dataclass(slots=True)
class Table:
    """What a file gave. ``parsed`` + everything in ``skipped`` = the rows below the first header, blank ones aside."""

    kind: Kind
    rows: list[Values] = field(default_factory=list)
    skipped: dict[str, Skipped] = field(default_factory=dict)

    @property
    def parsed(self) -> int:
        """Rows that are kept."""
        return len(self.rows)

    @property
    def records(self) -> int:
        """Rows in all."""
        return self.parsed + sum(skip.count for skip in self.skipped.values())

    def take(self, found: Values | str, place: str) -> None:
        """Keep a row, or count the reason why not."""
        if not isinstance(found, str):
            self.rows.append(found)
        elif entry := self.skipped.get(found):
            entry.count += 1
        else:
            self.skipped[found] = Skipped(1, place)


def read_table(path: Path, candidates: Sequence[Kind], mapping: TableMapping, context: Context, *, sure: bool) -> Table:
    """Read a file as one of the kinds. ``sure``: somebody said that it is. Raises InputError."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise InputError(
            str(path), Text("文件是空的", "the file is empty"), Text("重新导出一次", "export it once more")
        )
    if head.removeprefix(codecs.BOM_UTF8).lstrip()[:1] in (b"{", b"["):
        return _json(path, candidates, context)
    sheets = [_Ahead(sheet.rows) for sheet in open_sheets(path, head)]
    header = _chosen(path, sheets, candidates, mapping, context, sure=sure)
    table = Table(header.kind)
    _check_columns(header, mapping)
    for sheet in sheets:
        own = find_header(sheet.ahead, header.kind, mapping, sure=sure)
        if own is None:
            for row in sheet:
                table.take("other-table", row.place)
        else:
            _Rows(own, mapping, context, table).read(sheet)
    return table


def is_known_table(path: Path) -> bool:
    """Whether the columns of a delimited file or workbook are those of some kind of table."""
    try:
        mapping = mapping_for(path, None)
        with path.open("rb") as file:
            sheets = [_Ahead(sheet.rows) for sheet in open_sheets(path, file.read(HEAD))]
        return any(find_header(s.ahead, kind, mapping, sure=False) for s in sheets for kind in kinds().values())
    except (InputError, OSError):
        return False


class _Ahead:
    """Rows of which the first ones have been looked at."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rest = iter(rows)
        self.ahead = list(islice(self._rest, LOOK))

    def __iter__(self) -> Iterator[Row]:
        yield from self.ahead
        yield from self._rest


def _chosen(
    path: Path,
    sheets: Sequence[_Ahead],
    candidates: Sequence[Kind],
    mapping: TableMapping,
    context: Context,
    *,
    sure: bool,
) -> Header:
    """The header that says most; when several kinds could read it, what was given with the file decides."""
    tried = (find_header(sheet.ahead, kind, mapping, sure=sure) for sheet in sheets for kind in candidates)
    found = [header for header in tried if header]
    if not found:
        rows = [row for sheet in sheets for row in sheet.ahead]
        raise missing_columns(str(path), rows, candidates, mapping)
    top = max(header.score for header in found)
    best = {header.kind.name: header for header in found if header.score == top}
    given = {"event": context.event, "channel": context.channel}
    meant = [header for header in best.values() if given.get(header.kind.prefers)] if len(best) > 1 else []
    if len(meant) == 1 or len(best) == 1:
        return meant[0] if meant else next(iter(best.values()))
    zh = "、".join(f"{name}（{header.kind.label.zh}）" for name, header in sorted(best.items()))
    en = ", ".join(f"{name} ({header.kind.label.en})" for name, header in sorted(best.items()))
    raise InputError(
        str(path),
        Text(f"从列名看可能是几种表：{zh}", f"by its columns it may be one of: {en}"),
        Text("用 --as 写明是哪一种", "say which one with --as"),
    )


def _check_columns(header: Header, mapping: TableMapping) -> None:
    for name, column in mapping.columns.items():
        if isinstance(column, str) and name not in header.places:
            raise InputError(
                f"{mapping.place}:{mapping.lines[name]}",
                Text(f"表头里没有“{column}”这一列", f"the table's header has no column {column!r}"),
                Text(
                    "对照表头改写，或改用列号（从 1 开始）", "compare it with the header, or give the column's number"
                ),
            )


class _Rows:
    """Reads the rows below a header, further tables of the same sheet included."""

    def __init__(self, header: Header, mapping: TableMapping, context: Context, table: Table) -> None:
        self.header = header
        self.mapping = mapping
        self.context = context
        self.table = table
        self.places: Places | None = header.places
        self.notes: dict[str, int] = {}

    def read(self, rows: Iterable[Row]) -> None:
        above, fresh = self.header.taken, False
        for number, row in enumerate(rows):
            if isinstance(row.cells, str):
                if number >= above:
                    self.table.take(row.cells, row.place)
                continue
            comment = str(row.cells[0] or "").lstrip().startswith("#")
            if comment:
                self._note(" ".join(str(cell) for cell in row.cells))
            if number < above:
                continue
            self.table.take("comment" if comment else self._row(row.cells, new=row.gap or fresh), row.place)
            fresh = comment

    def _note(self, line: str) -> None:
        """Remember the days that a comment line names; a first day begins a new table's notes."""
        for name, pattern in _DAYS:
            if (found := pattern.search(line)) and (day_n := cells.day(found[1], self.context.zone)) is not None:
                self.notes = {name: day_n} if name == "first_n" else {**self.notes, name: day_n}

    def _row(self, found: list[object], *, new: bool) -> Values | str:
        kind = self.header.kind
        if self.mapping.header and (new or plain(found[0]) == self.header.names[0]):
            names = tuple(plain(cell) for cell in found)
            if names == self.header.names or (new and self._begins(names)):
                self.places = match(names, kind, self.mapping)
                return "repeated-header"
        if kind.sections and new:
            self.places = None
        if self.places is None:
            return "other-table"
        filled = [cell for cell in found if cells.folded(cell)]
        if filled and (cells.is_total(filled[0]) or cells.is_total(filled[-1])):
            return "total"
        return kind.read(Record(found, self.places, self.notes), self.context)

    def _begins(self, names: Sequence[str]) -> bool:
        """Whether a row behind a blank line is the header of a further table of the kind."""
        return not self.header.kind.missing(match(names, self.header.kind, self.mapping), sure=False)


def _json(path: Path, candidates: Sequence[Kind], context: Context) -> Table:
    if path.stat().st_size > MAX_BYTES:
        raise _not_known(path)
    data = path.read_bytes()
    for kind in candidates:
        if kind.json and re.search(rb'"' + kind.json.sign.encode() + rb'"\s*:', data):
            table = Table(kind)
            for array in arrays(data, kind.json.key):
                items, damaged = load_items(data[array.start : array.end], array.child)
                beside = {name: _plain_json(raw) for name, raw in array.beside.items()}
                for number, item in enumerate(items, 1):
                    table.take(_item(item, beside, kind, context), f"{kind.json.key} {number}")
                for item in damaged:
                    cut = item.last and not array.closed
                    table.take("cut-off" if cut else "broken", f"byte {array.start + item.offset}")
            return table
    raise _not_known(path)


def _item(item: Any, beside: dict[str, Any], kind: Kind, context: Context) -> Values | str:
    if not isinstance(item, dict) or kind.json is None:
        return "broken"
    named = kind.json.cells(item, beside)
    plain_cells: list[object] = [value if isinstance(value, str | int | float) else None for value in named.values()]
    return kind.read(Record(plain_cells, {name: (n,) for n, name in enumerate(named)}, {}), context)


def _plain_json(raw: bytes) -> Any:
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        return None


def _not_known(path: Path) -> NotATableError:
    return NotATableError(
        str(path),
        Text("不是认得的 JSON 表格", "not JSON of a table that is known"),
        Text(
            "支持企业微信的群统计（statistic_group_by_day）和群详情（groupchat/get）；聊天记录用 commops logs import",
            "known are WeCom's answers of statistic_group_by_day and groupchat/get; chats go to commops logs import",
        ),
    )
