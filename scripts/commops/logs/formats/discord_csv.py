"""DiscordChatExporter's CSV: ``AuthorID,Author,Date,Content,Attachments,Reactions``, all quoted.

Columns from its ``CsvMessageWriter.cs``. There is no message id, no reply and no channel; the channel stands in the
file's name. Dates are ISO with an offset, but versions 2.42 wrote them as the exporting computer does, to the minute.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader, TextIOWrapper
from zoneinfo import ZoneInfo

from commops.logs.canonical import BATCH_ROWS, EARLIEST, LATEST, Batch, Chat, Format, Kind, Settings, has_link
from commops.logs.csv_records import Records
from commops.logs.encodings import encoding_of
from commops.logs.local_dates import MAX_DATES, STAMP, Order, Triple, custom, infer, wall
from commops.logs.media_names import media_of
from commops.logs.probe import Probe
from commops.logs.rows import Rows
from commops.logs.zones import utc_seconds
from commops.patterns import lazy
from commops.texts import Text

_COLUMNS = ("AuthorID", "Author", "Date", "Content", "Attachments", "Reactions")
_STAMP = lazy(STAMP, re.I)
_COUNT = lazy(r"\(([0-9]{1,9})\)(?:,|$)")
_PART = lazy(r" \[part \d{1,6}\]$")
_DATES = lazy(r" \([^()]*\d{4}-\d\d-\d\d[^()]*\)$")
_NUMBER = lazy(r" \[(\d{15,20})\]$")

# Discord's notices as the exporter words them: nothing else tells them from messages.
_JOINED = "Joined the server."
_NOTICES = frozenset({"Pinned a message.", "Started a thread.", "Changed the channel icon."})


def _sniff(probe: Probe) -> bool:
    return not probe.mapping and probe.text_head.startswith(",".join(_COLUMNS[:4]))


def _chat(probe: Probe) -> Chat:
    """``Guild - Category - channel [id] (after 2024-01-01) [part 2].csv``; without an id the name is the key."""
    stem = _DATES.sub("", _PART.sub("", probe.path.stem))
    number = _NUMBER.search(stem)
    name = _NUMBER.sub("", stem).rpartition(" - ")[2].strip() or stem
    return Chat(number[1] if number else name, name)


def _hint(probe: Probe) -> str:
    return " ".join(_chat(probe))


FORMAT = Format(
    name="discord_csv",
    label=Text("DiscordChatExporter CSV", "DiscordChatExporter CSV"),
    source="discord",
    has_id=False,
    zone="in-file",
    private=_COLUMNS,
    sniff=_sniff,
    hint=_hint,
)


def read(probe: Probe, settings: Settings) -> Iterator[Batch]:
    """Batches in file order; a record is a row of the table with all its lines, the header left out."""
    rows, chat = Rows(settings.key, FORMAT.source), _chat(probe)
    order = _order(probe)
    with _opened(probe) as (raw, found):
        for line, cells in found:
            if isinstance(cells, str):
                rows.skip(cells, f"line {line}")
            else:
                _read_row(cells, f"line {line}", chat.key, order, settings.zone, rows)
            if len(rows) >= BATCH_ROWS:
                rows.chats.append(chat)
                yield rows.take(raw.tell())
    rows.chats.append(chat)
    if order and (note := order.note):
        rows.notes.append(note)
    yield rows.take(probe.size)


@contextmanager
def _opened(probe: Probe) -> Iterator[tuple[BufferedReader, Iterator[tuple[int, list[str] | str]]]]:
    """The raw file, to see how far reading has come, and its records below the header."""
    with (
        probe.path.open("rb") as raw,
        TextIOWrapper(raw, encoding_of(probe.path), errors="replace", newline="") as file,
    ):
        records = Records(file, delimiter=",", quote='"')
        records.skip_lines(1)
        yield raw, iter(records)


def _order(probe: Probe) -> Order | None:
    """The order of the numbers in dates, when these are not ISO."""
    dates: list[Triple] = []
    usual = ""
    with _opened(probe) as (_raw, found):
        for _line, cells in found:
            if isinstance(cells, str) or len(cells) < 3:
                continue
            stamp = _STAMP.fullmatch(cells[2])
            if not stamp:
                if not dates:
                    return None
                continue
            usual = usual or custom(stamp)
            numbers = wall(stamp).date
            if (not dates or dates[-1] != numbers) and len(dates) < MAX_DATES:
                dates.append(numbers)
    return infer(dates, usual) if dates else None


def _read_row(cells: list[str], place: str, chat: str, order: Order | None, zone: ZoneInfo, rows: Rows) -> None:
    if len(cells) < 4:
        rows.skip("columns", place)
        return
    author, _name, stamp, content = cells[:4]
    ts_s = _seconds(stamp.strip(), order, zone, rows)
    if ts_s is None:
        rows.skip("bad-time" if stamp.strip() else "no-time", place)
        return
    rows.parsed += 1
    rows.seen_until = max(rows.seen_until, ts_s)
    kind: Kind = "join" if content == _JOINED else "system" if content in _NOTICES else "message"
    attached = cells[4].split(",")[0].partition("?")[0] if len(cells) > 4 else ""
    media = media_of(attached) if attached else "link" if has_link(content) else "text"
    rows.add(
        chat,
        None,
        ts_s,
        author.strip() or None,
        content if kind == "message" else "",
        kind=kind,
        media=media if kind == "message" else "other",
        n_reactions=_reactions(cells[5]) if len(cells) > 5 else 0,
    )


def _seconds(stamp: str, order: Order | None, zone: ZoneInfo, rows: Rows) -> int | None:
    """UTC seconds of a date that is ISO, or as some country writes it."""
    try:
        if order and (found := _STAMP.fullmatch(stamp)):
            parts = wall(found)
            local = dt.datetime.combine(order.date(parts.date), dt.time(parts.hour, parts.minute, parts.second))
        else:
            local = dt.datetime.fromisoformat(stamp)
        ts_s = utc_seconds(local, zone)
    except (ValueError, OverflowError):
        return None
    if local.tzinfo is None:
        rows.zone = zone.key
    return ts_s if EARLIEST <= ts_s < LATEST else None


def _reactions(cell: str) -> int:
    """The sum of the counts in ``👍 (3),🔥 (1)``."""
    return min(sum(int(count) for count in _COUNT.findall(cell)), 2**31 - 1)
