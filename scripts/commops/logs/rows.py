"""Collects canonical rows while an export is read; what names people stops here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from typing import TYPE_CHECKING, Any

from commops.logs.canonical import Batch, Chat, Kind, Media, Skipped, is_question, schema, texts_schema
from commops.logs.keys import Key
from commops.texts import Text

if TYPE_CHECKING:
    import pyarrow as pa

_MOST_CALLED = 200_000
"""Names that are remembered as told; it bounds the memory."""
_CHARACTERS_PER_ROW = 1_000
"""Longer texts fill a batch sooner, so that what is collected stays small whatever people paste."""


class Rows:
    """Collects canonical rows. Names stop here, only their pseudonyms go on; texts go on beside the rows, by mark."""

    def __init__(self, key: Key, source: str) -> None:
        self._pseudonym = key.namer(source)
        self._text = key.marker()
        self._authors: dict[str, str] = {}
        self._called: set[tuple[str, str]] = set()
        self._clear()

    def _clear(self) -> None:
        self._columns: tuple[list[Any], ...] = tuple([] for _ in schema())
        self._texts: dict[str, tuple[int, bool]] = {}
        self._characters = 0
        self._record = -1
        self.parsed = 0
        self.skipped: dict[str, Skipped] = {}
        self.chats: list[Chat] = []
        self.names: dict[str, set[str]] = {}
        self.renames: set[tuple[str, str]] = set()
        self.notes: list[Text] = []
        self.seen_until = 0
        self.zone = ""

    def __len__(self) -> int:
        """Rows collected; long texts count as several."""
        return max(self.count, self._characters // _CHARACTERS_PER_ROW)

    @property
    def count(self) -> int:
        """Rows collected."""
        return len(self._columns[0])

    def author(self, raw: str) -> str:
        """The pseudonym of an author id of this source."""
        found = self._authors.get(raw)
        if found is None:
            found = self._authors[raw] = self._pseudonym(raw)
        return found

    def add(
        self,
        chat: str,
        msg_id: str | None,
        ts_s: int,
        author: str | None,
        text: str = "",
        *,
        kind: Kind = "message",
        media: Media = "text",
        reply_to: str | None = None,
        n_reactions: int = 0,
        is_bot: bool = False,
        addressee: str | None = None,
    ) -> None:
        """Add one row. ``author`` and ``addressee`` are raw ids; of ``text`` the row holds the size and a keyed mark.

        ``addressee``: whom the text speaks to by name, for exports without reply links.
        """
        if author is not None:
            author = self._authors.get(author) or self.author(author)
        if addressee is not None:
            addressee = self.author(addressee)
        if kind == "message":
            mark, asks = self._facts([text])[text]
        else:
            mark, asks = self._text(text), False
        self._characters += len(text)
        more, self._record = self._record == self.parsed, self.parsed
        row = (
            *(chat, msg_id, ts_s, author, kind, media, len(text), asks, reply_to, n_reactions, is_bot, mark),
            *(more, addressee),
        )
        for column, value in zip(self._columns, row, strict=True):
            column.append(value)

    def called(self, names: Set[tuple[str, str]]) -> None:
        """Note display names: raw ids with what they were called. Each is told in one batch and not again."""
        if len(self._called) > _MOST_CALLED:
            self._called.clear()
        for raw, name in names - self._called:
            self.names.setdefault(self.author("name:" + name), set()).add(self.author(raw))
        self._called |= names

    def add_records(
        self,
        chat: str,
        msg_ids: Sequence[str],
        ts_s: Sequence[int],
        authors: Sequence[str | None],
        texts: Sequence[str],
        kinds: Sequence[Kind],
        media: Sequence[Media],
        replies_to: Sequence[str | None],
        n_reactions: Sequence[int],
    ) -> None:
        """Add many rows of one chat, one record each: column by column, which is quicker.

        What is no message has no text.
        """
        count = len(texts)
        people = [None if author is None else self._authors.get(author) or self.author(author) for author in authors]
        facts = self._facts(texts)
        marks, asks = zip(*map(facts.__getitem__, texts), strict=True) if texts else ((), ())
        lengths = list(map(len, texts))
        self._characters += sum(lengths)
        self.parsed += count
        self._record = self.parsed
        no, nobody = [False] * count, [None] * count
        columns: tuple[Sequence[object], ...] = (
            *([chat] * count, msg_ids, ts_s, people, kinds, media, lengths, asks),
            *(replies_to, n_reactions, no, marks, no, nobody),
        )
        for column, values in zip(self._columns, columns, strict=True):
            column.extend(values)

    def _facts(self, texts: Iterable[str]) -> dict[str, tuple[int, bool]]:
        """The keyed mark of each text, and whether it asks; worked out once for what is said again and again."""
        known, mark = self._texts, self._text
        for text in texts:
            if text not in known:
                known[text] = mark(text), is_question(text)
        return known

    def skip(self, reason: str, place: str, count: int = 1) -> None:
        """Account for ``count`` records that give no row. ``place`` says where, without quoting the record."""
        entry = self.skipped.get(reason)
        if entry is None:
            self.skipped[reason] = Skipped(count, place)
        else:
            entry.count += count

    def take(self, position: int = 0) -> Batch:
        """Everything collected so far as a batch; the collector is then empty."""
        import pyarrow as pa

        fields = schema()
        arrays = [pa.array(column, field.type) for column, field in zip(self._columns, fields, strict=True)]
        rows = pa.RecordBatch.from_arrays(arrays, schema=fields)
        batch = Batch(rows, self.parsed, self.skipped, self.chats, position, self.seen_until)
        batch.names, batch.renames, batch.zone, batch.notes = self.names, self.renames, self.zone, self.notes
        self._texts.pop("", None)
        batch.texts = pa.RecordBatch.from_arrays(
            [pa.array([mark for mark, _asks in self._texts.values()], pa.int64()), _strings(list(self._texts))],
            schema=texts_schema(),
        )
        self._clear()
        return batch


def _strings(texts: list[str]) -> pa.Array:
    """An array of texts; half of a surrogate pair, which is no character, becomes a question mark."""
    import pyarrow as pa

    try:
        return pa.array(texts, pa.string())
    except UnicodeEncodeError:
        return pa.array([text.encode("utf-8", "replace") for text in texts], pa.string())
