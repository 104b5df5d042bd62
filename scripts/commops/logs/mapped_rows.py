"""Turns records that a mapping explains, whatever file they come from, into canonical rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping as Cells
from pathlib import Path

from commops.logs.canonical import EARLIEST, KINDS, LATEST, MEDIA, Kind, Media, Settings, has_link
from commops.logs.mapping import Mapping
from commops.logs.references import reference
from commops.logs.rows import Rows
from commops.logs.zones import utc_seconds
from commops.patterns import lazy

_COUNT = lazy(r"[0-9]{1,18}")
_YES = frozenset({"1", "true", "yes", "y", "t", "是"})


class MappedRows:
    """Adds a row per record. A record is what stands under each name of the mapping's ``columns``, as text."""

    def __init__(self, mapping: Mapping, settings: Settings, data: Path, rows: Rows) -> None:
        self._mapping = mapping
        self._zone = mapping.zone or settings.zone
        self._chat = mapping.channel or data.stem
        self._rows = rows

    def add(self, cells: Cells[str, str], place: str) -> None:
        """Count one record in: as a row, or as skipped with a reason."""
        rows, when = self._rows, " ".join(cells["time"].split())
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
        form = self._mapping.time_format
        if form in ("unix", "unix-ms"):
            return int(float(cell) // (1000 if form == "unix-ms" else 1))
        local = dt.datetime.fromisoformat(cell) if form == "iso" else dt.datetime.strptime(cell, form)  # noqa: DTZ007
        if local.tzinfo is None:
            self._rows.zone = self._zone.key
        return utc_seconds(local, self._zone)

    def _add(self, ts_s: int, cells: Cells[str, str]) -> None:
        def cell(name: str) -> str:
            return cells.get(name, "").strip().replace("\0", "")

        text, author = cells.get("text", ""), cell("author") or None
        kind, media = self._kind(cell("kind")), self._media(cell("media"), text)
        reactions = cell("reactions")
        self._rows.add(
            cell("channel") or self._chat,
            reference(cell("id")),
            ts_s,
            author,
            text if kind == "message" else "",
            kind=kind,
            media=media if kind == "message" else "other",
            reply_to=reference(cell("reply_to")),
            n_reactions=min(int(reactions), 2**31 - 1) if _COUNT.fullmatch(reactions) else 0,
            is_bot=author in self._mapping.bots or cell("bot").casefold() in _YES,
        )

    def _kind(self, cell: str) -> Kind:
        default: Kind = next((kind for kind in KINDS if kind == cell), self._mapping.kind)
        return self._mapping.kinds.get(cell, default)

    def _media(self, cell: str, text: str) -> Media:
        known = next((media for media in MEDIA if media == cell), None)
        return known or ("link" if self._mapping.media == "text" and has_link(text) else self._mapping.media)
