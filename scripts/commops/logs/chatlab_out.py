"""Writes one channel as ChatLab JSON or JSONL v0.0.2, with pseudonyms for names, for the owner's own eyes.

Fields and numbers of kinds are those of ChatLab's page on its format (docs/cn/chatlab-format.md, 2026-01-09).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import orjson

from commops.errors import InputError
from commops.logs.canonical import EARLIEST, LATEST
from commops.logs.engine import connect, literal
from commops.logs.warehouse import Warehouse
from commops.texts import Text
from commops.workspace.gitref import would_track

if TYPE_CHECKING:
    import duckdb

VERSION = "0.0.2"
_SYSTEM = "system"
_MEDIA = {"text": 0, "image": 1, "voice": 2, "video": 3, "file": 4, "sticker": 5, "link": 7, "other": 99}
_EVENTS = {"join": "加入群聊", "leave": "退出群聊", "system": None}


def write(
    warehouse: Warehouse,
    target: Path,
    channel: str | None = None,
    *,
    since: int = EARLIEST,
    until: int = LATEST,
    lines: bool = False,
) -> int:
    """Write the messages from ``since`` to before ``until`` (UTC seconds) to ``target``; returns how many these are.

    ``lines``: JSONL. The file appears whole or not at all. Raises InputError for an unknown channel, for nothing to
    write, and for a place that Git would pick up.
    """
    channel = _channel(warehouse, channel)
    if would_track(target):
        raise InputError(
            str(target),
            Text(
                "这个位置会被 Git 收录；聊天内容不能进 Git", "Git would pick this file up; chats must stay out of Git"
            ),
            Text(
                "写到 exports/ 里（已被忽略）或仓库之外", "write it into exports/ (ignored) or outside the repository"
            ),
        )
    draft = target.with_name(f".{target.name}.part")
    try:
        with connect(warehouse.folder) as connection:
            messages = _Messages(connection, warehouse, channel, since, until)
            if not messages.count:
                raise InputError(
                    channel,
                    Text("这段时间没有消息", "there is no message in this time"),
                    Text("改用别的 --since 和 --until", "give another --since or --until"),
                )
            with draft.open("wb") as file:
                draft.chmod(0o600)
                (_write_lines if lines else _write_whole)(file, messages)
        draft.replace(target)
    finally:
        with suppress(OSError):
            draft.unlink()
    return messages.count


def _channel(warehouse: Warehouse, channel: str | None) -> str:
    known = [str(entry["channel"]) for entry in warehouse.state.channels]
    if channel in known or (channel is None and len(known) == 1):
        return channel or known[0]
    listed = ", ".join(known) or "-"
    raise InputError(
        channel or "--channel",
        Text("请指明一个已导入的渠道", "name one channel that was imported"),
        Text(f"--channel 可用：{listed}", f"--channel can be: {listed}"),
    )


class _Messages:
    """The chosen messages, read in order of time as often as they are asked for."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, warehouse: Warehouse, channel: str, since: int, until: int
    ) -> None:
        self._connection = connection
        self._texts = _table(warehouse.text_files()) or "(SELECT 0 AS text_hash, '' AS text WHERE false)"
        self._chosen = (
            f"(SELECT *, row_number() OVER () AS place FROM {_table(warehouse.parquet_files())} "  # noqa: S608
            f"WHERE channel = {literal(channel)} AND ts_s >= {since} AND ts_s < {until})"
        )
        counted = f"SELECT count(*), max(ts_s), min(source) FROM {self._chosen}"  # noqa: S608
        count, last, source = connection.execute(counted).fetchall()[0]
        self.count = int(count)
        self.head = {
            # The latest message, not the clock: the same log gives the same bytes.
            "chatlab": {"version": VERSION, "exportedAt": last, "generator": "commops"},
            "meta": {"name": channel, "platform": source, "type": "group", "groupId": channel},
        }

    def members(self) -> Iterator[dict[str, Any]]:
        """Everybody who wrote, by pseudonym."""
        query = f"SELECT DISTINCT coalesce(author, {literal(_SYSTEM)}) AS a FROM {self._chosen} ORDER BY a"  # noqa: S608
        for (author,) in self._connection.execute(query).fetchall():
            yield {"platformId": author, "accountName": author}

    def __iter__(self) -> Iterator[dict[str, Any]]:
        import pyarrow as pa

        found = self._connection.sql(
            f"""SELECT m.author, m.ts_s, m.kind, m.media, m.msg_id, m.reply_to, t.text
            FROM {self._chosen} AS m LEFT JOIN (
              SELECT text_hash, min(text) AS text FROM {self._texts} GROUP BY text_hash
            ) AS t ON t.text_hash = m.text_hash AND m.kind = 'message'
            ORDER BY m.ts_s, m.place"""  # noqa: S608 - every value went through literal()
        )
        for batch in pa.RecordBatchReader.from_stream(found):
            for author, ts_s, kind, media, msg_id, reply_to, text in zip(
                *(column.to_pylist() for column in batch.columns), strict=True
            ):
                event = kind != "message"
                yield {
                    "sender": author or _SYSTEM,
                    "accountName": author or _SYSTEM,
                    "timestamp": ts_s,
                    "type": 80 if event else _MEDIA[media],
                    "content": _EVENTS[kind] if event else text,
                    **({"platformMessageId": msg_id} if msg_id else {}),
                    **({"replyToMessageId": reply_to} if reply_to else {}),
                }


def _write_lines(file: BinaryIO, messages: _Messages) -> None:
    file.write(orjson.dumps({"_type": "header", **messages.head}) + b"\n")
    for kind, entries in (("member", messages.members()), ("message", iter(messages))):
        file.writelines(orjson.dumps({"_type": kind, **entry}) + b"\n" for entry in entries)


def _write_whole(file: BinaryIO, messages: _Messages) -> None:
    file.write(orjson.dumps(messages.head)[:-1])
    for name, entries in (("members", messages.members()), ("messages", iter(messages))):
        file.write(f',\n"{name}": ['.encode())
        for number, entry in enumerate(entries):
            file.write((b",\n" if number else b"\n") + orjson.dumps(entry))
        file.write(b"\n]")
    file.write(b"}\n")


def _table(files: Sequence[Path]) -> str:
    listed = ", ".join(literal(str(file.resolve())) for file in files)
    return f"read_parquet([{listed}])" if listed else ""
