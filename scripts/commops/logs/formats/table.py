"""Any CSV or TSV with one message per row, read through a column mapping that people write once per source."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from zoneinfo import ZoneInfo

from commops.errors import InputError
from commops.logs.canonical import (
    BATCH_ROWS,
    EARLIEST,
    KINDS,
    LATEST,
    MEDIA,
    Batch,
    Format,
    Kind,
    Media,
    Rows,
    Settings,
    has_link,
)
from commops.logs.csv_records import Records
from commops.logs.encodings import encoding_of
from commops.logs.mapping import EXAMPLE, Column, Mapping, load_mapping
from commops.logs.probe import Probe
from commops.logs.zones import utc_seconds
from commops.texts import Text
from commops.workspace.shape.suggest import closest

_ENDINGS = (".csv", ".tsv", ".tab")
_NUMBER = re.compile(r"[0-9]{1,40}(?:[.:-][0-9]{1,20}){0,3}|[0-9a-f]{16,64}")
_YES = frozenset({"1", "true", "yes", "y", "t", "是"})


def _sniff(probe: Probe) -> bool:
    if probe.members or probe.head.startswith((b"PK\x03\x04", b"{", b"[", b"<")):
        return False
    if probe.mapping:
        return True
    if probe.path.suffix.lower() in _ENDINGS and probe.head:
        raise InputError(
            str(probe.path),
            Text(
                "表格需要一份列映射，才知道哪一列是什么",
                "a table needs a column mapping that says which column is what",
            ),
            Text(
                f"在旁边新建 {probe.path.stem}.mapping.yml，写上 {EXAMPLE}（也可用列号，从 1 开始）",
                f"write {probe.path.stem}.mapping.yml beside it with: {EXAMPLE} (header names, or numbers from 1)",
            ),
        )
    return False


def _hint(probe: Probe) -> str:
    return probe.path.stem


FORMAT = Format(
    name="table",
    label=Text("CSV/TSV 表格（需列映射）", "CSV or TSV table (with a column mapping)"),
    source="table",
    has_id=True,
    zone="assumed",
    private=("author", "text"),
    sniff=_sniff,
    hint=_hint,
)


def read(probe: Probe, settings: Settings) -> Iterator[Batch]:
    """Batches in file order; every row but blank ones and the header is a record. Raises InputError."""
    assert probe.mapping  # noqa: S101 - sniffing asked for it
    mapping = load_mapping(probe.mapping, probe.path)
    encoding = encoding_of(probe.path) if mapping.encoding == "auto" else mapping.encoding
    rows = Rows(settings.key, FORMAT.source)
    with probe.path.open("rb") as raw, TextIOWrapper(raw, encoding, errors="replace", newline="") as file:
        records = Records(file, delimiter=mapping.delimiter, quote=mapping.quote)
        records.skip_lines(mapping.skip_lines)
        found = iter(records)
        places = _places(mapping, found)
        reader = _Reader(mapping, places, mapping.zone or settings.zone, mapping.channel or probe.path.stem, rows)
        for line, cells in found:
            if isinstance(cells, str):
                rows.skip(cells, f"line {line}")
            else:
                reader.row(line, cells)
            if len(rows) >= BATCH_ROWS:
                yield rows.take(raw.tell())
        yield rows.take(probe.size)


def _reference(cell: str) -> str | None:
    """A message's id as it is kept: numbers (also hexadecimal) as they are, anything else only as a mark of it.

    People map what they have: a column "reply to" may hold names. The mark needs no key, because it is never
    published and has to be the same on every computer that releases numbers of the same log.
    """
    if not cell or _NUMBER.fullmatch(cell):
        return cell or None
    return "x" + hashlib.sha256(cell.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def _places(mapping: Mapping, found: Iterator[tuple[int, list[str] | str]]) -> dict[str, tuple[int, ...]]:
    """Index of each mapped column, from 0; reads the header when there is one."""
    header: dict[str, int] = {}
    if mapping.header:
        for _line, cells in found:
            if not isinstance(cells, str):
                header = {_plain(cell): number for number, cell in reversed(list(enumerate(cells)))}
                break
    return {
        name: tuple(_place(mapping, name, column, header) for column in columns)
        for name, columns in mapping.columns.items()
    }


def _place(mapping: Mapping, name: str, column: Column, header: dict[str, int]) -> int:
    if isinstance(column, int):
        return column - 1
    if _plain(column) in header:
        return header[_plain(column)]
    meant = closest(_plain(column), header)
    raise InputError(
        f"{mapping.place}:{mapping.lines[name]}",
        Text(f"表头里没有“{column}”这一列", f"the table's header has no column {column!r}"),
        Text(f"是不是“{meant}”？", f"did you mean {meant!r}?")
        if meant
        else Text("检查表头，或改用列号（从 1 开始）", "check the header, or give the column's number, counted from 1"),
    )


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().strip("\ufeff").casefold()


@dataclass(slots=True)
class _Reader:
    """Turns the cells of a record into a row."""

    mapping: Mapping
    places: dict[str, tuple[int, ...]]
    zone: ZoneInfo
    chat: str
    rows: Rows

    def row(self, line: int, cells: list[str]) -> None:
        rows, place = self.rows, f"line {line}"
        if len(cells) <= max(self.places["time"]):
            rows.skip("columns", place)
            return
        when = " ".join(cells[index].strip() for index in self.places["time"]).strip()
        if not when:
            rows.skip("no-time", place)
            return
        try:
            ts_s = self._seconds(when)
        except (ValueError, OverflowError, OSError):
            ts_s = 0
        if not EARLIEST <= ts_s < LATEST:
            rows.skip("bad-time", place)
            return
        rows.parsed += 1
        rows.seen_until = max(rows.seen_until, ts_s)
        self._add(ts_s, cells)

    def _seconds(self, cell: str) -> int:
        """UTC seconds of a time cell. Raises ValueError or OverflowError for what is not a time."""
        form = self.mapping.time_format
        if form in ("unix", "unix-ms"):
            return int(float(cell) // (1000 if form == "unix-ms" else 1))
        local = dt.datetime.fromisoformat(cell) if form == "iso" else dt.datetime.strptime(cell, form)  # noqa: DTZ007
        if local.tzinfo is None:
            self.rows.zone = self.zone.key
        return utc_seconds(local, self.zone)

    def _cell(self, name: str, cells: list[str]) -> str:
        """A cell without outer spaces; ``""`` for a column that is not mapped or missing in a short row."""
        index = self.places.get(name, (-1,))[0]
        return cells[index].strip().replace("\0", "") if 0 <= index < len(cells) else ""

    def _add(self, ts_s: int, cells: list[str]) -> None:
        chat = self._cell("channel", cells) or self.chat
        text_at = self.places.get("text", (-1,))[0]
        text = cells[text_at] if 0 <= text_at < len(cells) else ""
        author = self._cell("author", cells) or None
        kind, media = self._kind(self._cell("kind", cells)), self._media(self._cell("media", cells), text)
        reactions = self._cell("reactions", cells)
        self.rows.add(
            chat,
            _reference(self._cell("id", cells)),
            ts_s,
            author,
            text if kind == "message" else "",
            kind=kind,
            media=media if kind == "message" else "other",
            reply_to=_reference(self._cell("reply_to", cells)),
            n_reactions=min(int(reactions), 2**31 - 1) if reactions.isascii() and reactions.isdigit() else 0,
            is_bot=author in self.mapping.bots or self._cell("bot", cells).casefold() in _YES,
        )

    def _kind(self, cell: str) -> Kind:
        default: Kind = next((kind for kind in KINDS if kind == cell), self.mapping.kind)
        return self.mapping.kinds.get(cell, default)

    def _media(self, cell: str, text: str) -> Media:
        known = next((media for media in MEDIA if media == cell), None)
        return known or ("link" if self.mapping.media == "text" and has_link(text) else self.mapping.media)
