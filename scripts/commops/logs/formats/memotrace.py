"""WeChat as MemoTrace (WeChatMsg) writes it in CSV: one group per file, with the platform's own type numbers.

Meaning of the columns from PyWxDump's issue 31. Columns are found by name, for their order differs between versions.
``TalkerId`` is a number that only means something inside one database, so the file's name tells the group, unless the
column holds the platform's ids. What is not text stands as the platform's XML. Ids repeat between databases, so
messages count as having none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from commops.errors import InputError
from commops.logs.canonical import BATCH_ROWS, Batch, Chat, Format, Settings
from commops.logs.csv_tables import Row, Table, has_columns, open_table
from commops.logs.group_events import read_event
from commops.logs.group_rows import ENOUGH_PEOPLE, OWN, GroupRows
from commops.logs.moments import LocalTimes, stamp
from commops.logs.probe import Probe
from commops.logs.wechat_contents import GROUP_END, SOURCE, by_xml
from commops.patterns import lazy
from commops.texts import Text

_NEEDED = ("TalkerId", "Type", "IsSender", "CreateTime", "StrContent")
_OPTIONAL = ("SubType", "StrTime", "Remark", "NickName", "Sender")
_NAMED = lazy(r"(?P<name>.*?)[(（](?P<id>\d{5,20}@chatroom)[)）].*", re.S)
_WHOLE_ACCOUNT = "messages"
"""Name of the file that holds all chats of an account at once."""


def _sniff(probe: Probe) -> bool:
    return has_columns(probe, _NEEDED)


def _hint(probe: Probe) -> str:
    chat = _chat_of(probe.path)
    return f"{chat.key}\n{chat.name}"


FORMAT = Format(
    name="memotrace",
    label=Text("微信：留痕 MemoTrace CSV", "WeChat: MemoTrace CSV"),
    source=SOURCE,
    has_id=False,
    zone="assumed",
    private=("TalkerId", "StrContent", "Remark", "NickName", "Sender"),
    sniff=_sniff,
    hint=_hint,
)


class _Cells:
    """The cells of a record by column name; ``""`` for a column that the table lacks."""

    def __init__(self, table: Table) -> None:
        self._places = {name: table.place(name) for name in (*_NEEDED, *_OPTIONAL)}
        self._cells: list[str] = []

    def of(self, row: Row) -> _Cells:
        self._cells = row.cells
        return self

    def __getitem__(self, name: str) -> str:
        place = self._places[name]
        return self._cells[place] if 0 <= place < len(self._cells) else ""

    def number(self, name: str) -> int:
        """A cell as a number; 0 for anything else."""
        cell = self[name].strip()
        return int(cell) if len(cell) < 10 and cell.isascii() and cell.isdigit() else 0

    @property
    def author(self) -> str:
        return self["Sender"].strip() or (OWN if self["IsSender"].strip() == "1" else "")


def read(probe: Probe, settings: Settings) -> Iterator[Batch]:
    """Batches in file order; chats that are not known to be groups are skipped as private. Raises InputError."""
    groups = _groups(probe.path)
    rows, local = GroupRows(settings, SOURCE), LocalTimes(settings.zone)
    only = _chat_of(probe.path)
    with open_table(probe.path) as table:
        cells = _Cells(table)
        for row in table:
            if row.problem:
                rows.rows.skip(row.problem, f"line {row.line}")
            else:
                talker = cells.of(row)["TalkerId"].strip()
                chat = Chat(talker, talker) if talker.endswith(GROUP_END) else only
                if (chat.key if talker.isdigit() else talker) in groups:
                    _read(row.line, cells, chat, rows, local)
                else:
                    rows.rows.skip("private", "")
            if len(rows) >= BATCH_ROWS:
                yield rows.take(table.position)
        yield rows.take(probe.size)


def _read(line: int, cells: _Cells, chat: Chat, rows: GroupRows, local: LocalTimes) -> None:
    when = cells["CreateTime"].strip()
    ts_s = stamp(when)
    if ts_s is None and (shown := cells["StrTime"].strip()):
        when, ts_s = shown, local.read(shown)
        if ts_s is not None:
            rows.rows.zone = local.zone.key
    if ts_s is None:
        rows.rows.skip("bad-time" if when else "no-time", f"line {line}")
        return
    content = by_xml(cells.number("Type"), cells.number("SubType"), cells["StrContent"])
    author = "" if content.kind == "system" else cells.author
    name = cells["NickName"].strip() or cells["Remark"].strip()
    rows.add(chat, ts_s, author if author and author != chat.key else None, name, content)


def _groups(path: Path) -> set[str]:
    """Keys of the chats that are groups: by their id, by how many people speak, or because people join."""
    only = _chat_of(path)
    people: dict[str, set[str]] = {}
    groups: set[str] = set()
    with open_table(path) as table:
        cells = _Cells(table)
        for row in table:
            if row.problem:
                continue
            talker = cells.of(row)["TalkerId"].strip()
            key = only.key if talker.isdigit() else talker
            if key in groups:
                continue
            seen = people.setdefault(key, set())
            if cells.number("Type") < 10_000:
                seen.add(cells.author)
                seen.discard("")
            content = by_xml(cells.number("Type"), 0, cells["StrContent"]) if cells.number("Type") >= 10_000 else None
            if key.endswith(GROUP_END) or len(seen) >= ENOUGH_PEOPLE or (content and read_event(content.text)):
                groups.add(key)
    if only.key == _WHOLE_ACCOUNT and only.key in people:
        raise InputError(
            str(path),
            Text(
                "这个文件混合了全部聊天，分不清哪些是群", "this file mixes all chats and does not say which are groups"
            ),
            Text("在留痕里逐个导出群聊", "export the groups one by one"),
        )
    return groups


def _chat_of(path: Path) -> Chat:
    """The group that a file is named after, or its folder: ``name(id@chatroom)``; else the file's own name."""
    for text in (path.stem, path.absolute().parent.name):
        if found := _NAMED.fullmatch(text):
            return Chat(found["id"], found["name"].strip() or found["id"])
    name = path.stem.removesuffix("_utf8").removesuffix("-utf8")
    return Chat(name, name)
