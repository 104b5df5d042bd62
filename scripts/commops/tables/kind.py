"""What a kind of table declares about itself, and the small vocabulary that kinds share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from commops.logs.keys import Key
from commops.tables import cells
from commops.texts import Text

Values: TypeAlias = "dict[str, Any]"
"""One row as it is kept, by column."""

REASONS: dict[str, Text] = {
    "total": Text("合计行", "a totals row"),
    "comment": Text("表格中间的注释行", "a comment line inside the table"),
    "repeated-header": Text("重复的表头", "the header once more"),
    "other-table": Text("文件里的另一张表，没有需要的列", "another table of the file, without the columns that count"),
    "no-person": Text("没有姓名、手机号或账号，认不出是谁", "no name, phone or account: nobody to count"),
    "forgotten": Text("此人要求删除，不再保存", "a person who asked to be forgotten"),
    "no-event": Text("没写是哪场活动，或工作区里没有这场活动", "no event named, or the workspace has no such event"),
    "no-channel": Text("没写是哪个渠道，或 channels.yml 里没有", "no channel named, or channels.yml does not list it"),
    "no-date": Text("日期无法识别", "the date cannot be understood"),
    "no-number": Text("数字无法识别", "the number cannot be understood"),
    "no-post": Text("没有标题也没有链接", "neither a title nor an address"),
    "no-campaign": Text("没有广告系列名称", "no campaign is named"),
    "broken": Text("这一行已损坏，无法读出", "the row is damaged and cannot be read"),
    "cut-off": Text("文件在这一行中间断了", "the file ends in the middle of this row"),
    "unclosed-quote": Text("引号没有配对", "a quotation mark is never closed"),
    "too-long": Text("这一行太长", "the row is too long"),
}
"""Why a row can be left out, in words."""


@dataclass(frozen=True, slots=True)
class Context:
    """What reading takes from outside the file."""

    key: Key
    zone: ZoneInfo
    event: str = ""
    """The event of every row, where no column names it."""
    channel: str = ""
    """The channel of every row, likewise."""
    events: Mapping[str, str] = field(default_factory=dict)
    """Folded id or name -> id of the workspace's events."""
    channels: Mapping[str, str] = field(default_factory=dict)
    """Folded id or name -> id of the workspace's channels."""
    sources: tuple[str, ...] = ()
    """Sources of logs, under which an account may have a pseudonym."""


class Record:
    """One row by field. A field with several columns gives the first cell that is not empty."""

    def __init__(self, row: list[object], places: Mapping[str, tuple[int, ...]], notes: Mapping[str, int]) -> None:
        self._row = row
        self._places = places
        self.notes = notes
        """What comment lines above the table said: ``first_n`` and ``last_n``, its days."""

    def __contains__(self, name: str) -> bool:
        """Whether the table has a column for the field."""
        return name in self._places

    def raw(self, name: str) -> object:
        """The cell as the file holds it; None for no column, or nothing in it."""
        for place in self._places.get(name, ()):
            if place < len(self._row) and cells.folded(self._row[place]):
                return self._row[place]
        return None

    def text(self, name: str) -> str:
        """The cell as clean text."""
        return cells.text(self.raw(name))

    def count(self, name: str) -> int | None:
        """The cell as a whole number."""
        return cells.count(self.raw(name))

    def day(self, name: str, zone: ZoneInfo) -> int | None:
        """The cell as a day number."""
        return cells.day(self.raw(name), zone)


@dataclass(frozen=True, slots=True)
class JsonArray:
    """The array of a JSON file whose items are rows."""

    key: str
    sign: str
    """A key that tells the file from other JSON."""
    cells: Callable[[dict[str, Any], Mapping[str, Any]], dict[str, object]]
    """Cells by field of an item, with the plain values that stand beside the array."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a module of ``kinds/`` declares."""

    name: str
    label: Text
    needs: tuple[tuple[str, ...], ...]
    """Fields of which each group needs at least one column."""
    tells: tuple[str, ...]
    """Fields of which one must be there to recognise the kind, the surest sign first."""
    takes: tuple[str, ...]
    """Further fields that are read when they are there."""
    private: tuple[str, ...]
    """Fields that name people: none of them is ever stored as it is."""
    columns: Mapping[str, str]
    """Columns of the stored rows: name -> ``text``, ``texts``, ``count``, ``day`` or ``yes``."""
    read: Callable[[Record, Context], Values | str]
    """The row as it is kept, or the reason to skip it."""
    prefers: str = ""
    """The option (``event``, ``channel``) that decides for this kind when another one fits as well."""
    json: JsonArray | None = None
    """Where the rows are when the file is an answer of an interface."""
    sections: bool = False
    """Whether a file holds several tables, each with a header of its own behind a blank or comment line."""

    @property
    def fields(self) -> tuple[str, ...]:
        """All fields that the kind reads, those that tell it first."""
        needed = (name for group in self.needs for name in group)
        return tuple(dict.fromkeys((*self.tells, *needed, *self.takes)))

    def missing(self, found: Mapping[str, object], *, sure: bool) -> list[tuple[str, ...]]:
        """The groups of fields without a column; when the kind is ``sure``, what would tell it is not needed."""
        groups = [*self.needs, *([] if sure or not self.tells else [self.tells])]
        return [group for group in groups if not any(name in found for name in group)]


def numbers(record: Record, names: tuple[str, ...]) -> Values | str:
    """Counts of several fields; a cell that is there but no count is a reason to skip the row."""
    found: Values = {}
    for name in names:
        found[name] = record.count(name)
        if found[name] is None and record.raw(name) is not None:
            return "no-number"
    return found
