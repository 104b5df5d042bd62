"""WhatsApp's "export chat": a text file, or a zip with one and the files that were sent.

How lines begin, words for files and notices were gathered from open parsers and their tests. Messages have no ids, and
times are the phone's own.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from commops.errors import InputError
from commops.logs.archive import Archive, peek
from commops.logs.canonical import BATCH_ROWS, EARLIEST, LATEST, Batch, Chat, Format, Settings, has_link
from commops.logs.encodings import encoding_of
from commops.logs.local_dates import Order, Triple
from commops.logs.probe import Probe
from commops.logs.rows import Rows
from commops.logs.text_lines import file_blocks, lines
from commops.logs.whatsapp_lines import MARKS, Line, heads, plain_name, read_head, survey
from commops.logs.whatsapp_media import read_media
from commops.logs.whatsapp_notices import is_beginning, is_change, is_deleted, read_event, without_mark
from commops.logs.zones import utc_seconds
from commops.patterns import lazy
from commops.texts import Text

_SNIFFED_LINES = 40
_LONGEST = 1 << 20
"""Characters of the longest message that is read."""
_CAPS = ((40_000, Text("不含媒体", "without media")), (10_000, Text("含媒体", "with media")))
"""Most messages that WhatsApp exports (its help page on exporting chats)."""
_NEAR = 50
"""How near the cap a truncated chat comes: notices may or may not be counted."""

_UNPACKED = "_chat"
_INSIDE = lazy(r"(?:.*/)?(?:_chat|[^/]*WhatsApp[^/]*)\.txt", re.I)
_TITLE = lazy(
    r"(?:WhatsApp[ _-]*Chat|Chat[ _](?:de[ _])?WhatsApp|Conversa[ _](?:do|no)[ _]WhatsApp|Discussion[ _]WhatsApp"
    r"|Чат[ _]WhatsApp)[ _-]+(?:(?:with|mit|con|com|avec|с|met|dengan)[ _])?(?P<after>.+)"
    r"|[与與和](?P<between>.+?)的?[ _]?WhatsApp[ _]?(?:聊天|對話|对话|交談)(?:记录|紀錄)?",
    re.I,
)
_COPY = lazy(r" ?\(\d{1,3}\)$")


def _sniff(probe: Probe) -> bool:
    if probe.members or probe.mapping:
        return False
    if probe.head.startswith(b"PK"):
        # Of an archive that is cut off only the first file's name can be seen.
        return _inside(peek(probe.path)) is not None or b"_chat.txt" in probe.head[:64]
    found = [line for line in lines([probe.head], _encoding(probe.head)) if line.strip()][:_SNIFFED_LINES]
    begun = [head for line in found if (head := read_head(line))]
    if not begun or not read_head(found[0]):
        return False
    if "whatsapp" in probe.path.name.lower() or probe.path.stem.startswith(_UNPACKED):
        return True
    # Logs of programs look alike; in a chat nearly every line names somebody, and some words are WhatsApp's own.
    plain = [head for head in begun if head.shape[0] or head.shape[-1] == "-"]
    return any(head.own or is_beginning(head.text) for head in plain) or (
        probe.path.suffix.lower() == ".txt" and 2 <= len(plain) <= 2 * sum(head.name is not None for head in plain)
    )


def _encoding(head: bytes) -> str:
    return "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"


def _hint(probe: Probe) -> str:
    return _title(probe)


FORMAT = Format(
    name="whatsapp",
    label=Text("WhatsApp 导出的聊天（txt 或 zip）", "WhatsApp chat export (txt or zip)"),
    source="whatsapp",
    has_id=False,
    zone="assumed",
    private=("name", "text", "file names"),
    sniff=_sniff,
    hint=_hint,
)


def read(probe: Probe, settings: Settings) -> Iterator[Batch]:
    """Batches in file order; a record is a message or notice with all its lines. The file is read twice."""
    title = _title(probe)
    with _opened(probe) as first:
        found = survey(first, plain_name(title))
    rows = Rows(settings.key, FORMAT.source)
    chat = Chat(title.casefold(), title)
    reader = _Reader(chat.key, found.order, settings.zone, rows, private=found.names_chat)
    with _opened(probe) as again:
        for number, head, line in heads(again, found.shapes):
            reader.line(number, head, line)
            if len(rows) >= BATCH_ROWS:
                rows.chats.append(chat)
                yield rows.take(probe.size * reader.records // max(found.heads, 1))
    reader.finish()
    if not found.names_chat:
        rows.chats.append(chat)
        rows.notes += reader.notes()
    yield rows.take(probe.size)


@contextmanager
def _opened(probe: Probe) -> Iterator[Iterator[str]]:
    """The lines of the chat, wherever they are. Raises InputError for an archive that cannot be used."""
    if not probe.head.startswith(b"PK"):
        yield lines(file_blocks(probe.path), encoding_of(probe.path))
        return
    with Archive(probe.path) as archive:
        name = _inside(archive.names, probe.path.stem)
        if (
            len(several := _texts(archive.names)) > 1
            and name in several
            and PurePosixPath(name).stem != probe.path.stem
        ):
            raise InputError(
                str(probe.path),
                Text(f"压缩包里有 {len(several)} 个聊天", f"the archive holds {len(several)} chats"),
                Text(
                    "解压后导入整个文件夹，每个聊天一个文件", "unpack it and import the folder, one file for each chat"
                ),
            )
        if name is None:
            raise InputError(
                str(probe.path),
                Text("压缩包里没有聊天文本", "the archive holds no text of a chat"),
                Text("在 WhatsApp 里重新导出聊天", "export the chat from WhatsApp again"),
            )
        yield lines(archive.blocks(name))


def _inside(names: tuple[str, ...], stem: str = "") -> str | None:
    """The chat's text among the names of an archive. Somebody may have sent another export in the chat."""
    found = _texts(names)
    return next((name for name in found if PurePosixPath(name).stem == stem), found[0] if found else None)


def _texts(names: tuple[str, ...]) -> list[str]:
    """The names that a chat's text may have: those nearest to the top, and iPhones' own before others."""
    ranked = sorted(
        ((name.count("/"), not name.endswith("_chat.txt")), name)
        for name in names
        if _INSIDE.fullmatch(name) and name.count("/") <= 1
    )
    return [name for rank, name in ranked if rank == ranked[0][0]]


def _title(probe: Probe) -> str:
    """The chat's name: WhatsApp puts it into the name of the file, on iPhones of the zip (or the folder around).

    A second download gets a number in brackets, which is no part of the name; but ``_chat (1).txt`` may be any chat.
    """
    path = probe.path
    if path.stem.startswith(_UNPACKED) and path.stem != _UNPACKED:
        return path.stem
    stem = path.absolute().parent.name if path.stem == _UNPACKED else path.stem
    plain = _COPY.sub("", MARKS.sub("", stem).strip())
    found = _TITLE.fullmatch(plain)
    return (found["after"] or found["between"]).strip(" _") if found else plain or "chat"


class _Reader:
    """Puts lines together into messages and turns those into rows."""

    def __init__(self, chat: str, order: Order, zone: ZoneInfo, rows: Rows, *, private: bool) -> None:
        self.chat, self.order, self.zone, self.rows, self.private = chat, order, zone, rows, private
        self.records = 0
        self._files = self._whole = False
        self._hour: tuple[tuple[Triple, int] | None, int] = (None, 0)
        """The last hour of a day, and its UTC seconds."""
        self._head: Line | None = None
        self._number = self._size = 0
        self._more: list[str] = []

    def line(self, number: int, head: Line | None, line: str) -> None:
        """Take the next line: the beginning of a message, or more of the last one."""
        if head:
            self.finish()
            self._head, self._number, self._more, self._size = head, number, [], 0
        elif self._head is None:
            if line.strip():
                self.records += 1
                self.rows.skip("no-match", f"line {number}")
        elif self._size <= _LONGEST:
            self._size += len(line) + 1
            self._more.append(line)

    def finish(self) -> None:
        """The message that was being put together is whole."""
        head = self._head
        if head is None:
            return
        self._head = None
        self.records += 1
        place = f"line {self._number}"
        ts_s = self._seconds(head)
        if self.private:
            self.rows.skip("private", "")
        elif ts_s is None:
            self.rows.skip("bad-time", place)
        elif self._size > _LONGEST:
            self.rows.skip("too-long", place)
        else:
            self.rows.parsed += 1
            self.rows.seen_until = max(self.rows.seen_until, ts_s)
            self.rows.zone = self.zone.key
            self._add(head, ts_s)

    def _seconds(self, head: Line) -> int | None:
        date, hour, minute, second = head.wall
        if self._hour[0] != (date, hour):
            try:
                local = dt.datetime.combine(self.order.date(date), dt.time(hour))
                ts_s = utc_seconds(local, self.zone)
            except (ValueError, OverflowError):
                ts_s = 0
            self._hour = (date, hour), ts_s
        start = self._hour[1]
        # A minute or second that no clock shows is a damaged line. Zones change on the hour.
        good = EARLIEST <= start < LATEST and minute < 60 and second < 60
        return start + minute * 60 + second if good else None

    def _add(self, head: Line, ts_s: int) -> None:
        if self.records <= 3 and is_beginning(head.text):
            self._whole = True
        if is_deleted(head.text):
            # The message is gone; an earlier export may still have it.
            self.rows.add(self.chat, None, ts_s, None, kind="system", media="other")
            return
        if head.name is None or is_change(head.name) or (head.own and not read_media(head.text)):
            self._notice(head, ts_s)
            return
        text = "\n".join((head.text, *(MARKS.sub("", line) for line in self._more)))
        media, text = read_media(text) or (None, without_mark(text))
        self._files = self._files or (media is not None and "." in head.text)
        self.rows.add(self.chat, None, ts_s, head.name, text, media=media or ("link" if has_link(text) else "text"))

    def _notice(self, head: Line, ts_s: int) -> None:
        event = read_event(head.text if head.name is None or head.own else head.sentence)
        if event is None:
            self.rows.add(self.chat, None, ts_s, None, kind="system", media="other")
            return
        for name in event.people:
            self.rows.add(self.chat, None, ts_s, plain_name(name) or None, kind=event.kind, media="other")

    def notes(self) -> Iterator[Text]:
        """How dates were read, and whether older messages are probably missing."""
        if note := self.order.note:
            yield note
        for cap, which in _CAPS:
            if abs(self.records - cap) <= _NEAR and not self._whole and (cap == _CAPS[0][0] or self._files):
                yield Text(
                    f"文件约有 {cap:,} 条消息，正好是 WhatsApp 导出的上限（{which.zh}）；更早的消息很可能被截断了。"
                    "请和以前的导出文件一起导入",
                    f"the file holds about {cap:,} messages, the most that WhatsApp exports {which.en}; older ones are "
                    "probably cut off. Import it together with earlier exports",
                )
