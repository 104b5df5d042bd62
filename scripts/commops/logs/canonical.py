"""The canonical row that every export format is read into, and the small vocabulary the adapters share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from commops.logs.keys import Key
from commops.patterns import lazy
from commops.texts import Text

if TYPE_CHECKING:
    import pyarrow as pa

    from commops.logs.probe import Probe
    from commops.logs.readers import Readers

Kind: TypeAlias = Literal["message", "join", "leave", "system"]
Media: TypeAlias = Literal["text", "image", "link", "sticker", "voice", "video", "file", "other"]

KINDS: tuple[Kind, ...] = ("message", "join", "leave", "system")
MEDIA: tuple[Media, ...] = ("text", "image", "link", "sticker", "voice", "video", "file", "other")

EARLIEST, LATEST = 631_152_000, 4_102_444_800
"""Seconds of 1990-01-01 and 2100-01-01: a time outside is a broken record, not a message."""

BATCH_ROWS = 50_000

_SPACES = "\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
ASKS = r"\?(?:[^0-9A-Za-z_&=%/#]|$)"
ASKS_AT_END = f"[吗呢][。.…!！~～{_SPACES}]*$"
LINK = r"(?i)(?:^|[^0-9A-Za-z_])(?:https?://|www\.)"
"""All mean the same to Python and to RE2, which reads large files: no looking ahead, no classes that differ."""
_ASKS, _ASKS_AT_END, _LINK = lazy(ASKS), lazy(ASKS_AT_END), lazy(LINK)

REASONS: dict[str, Text] = {
    "cut-off": Text("文件在这条记录中间断了", "the file ends in the middle of this record"),
    "broken": Text("这条记录不符合格式，无法读出", "the record is damaged and cannot be read"),
    "no-id": Text("记录没有编号", "the record has no id"),
    "no-time": Text("记录没有时间", "the record has no time"),
    "bad-time": Text("时间无法识别", "the time cannot be understood"),
    "unsupported": Text("导出工具不支持的消息，没有时间", "a message the exporter could not write: it has no time"),
    "private": Text("私人对话，不计入社群", "a private conversation, not part of the community"),
    "no-match": Text("不像一行聊天记录", "the line does not look like a chat line"),
    "columns": Text("列数不够", "the row has too few columns"),
    "unclosed-quote": Text("引号没有配对", "a quotation mark is never closed"),
    "too-long": Text("这条记录太长", "the record is too long"),
    "no-chat": Text("不知道属于哪个群", "it does not say which chat it belongs to"),
    "missing-part": Text("清单里有，但这一部分的文件不在", "listed, but the file that should hold it is not there"),
    "recalled": Text("消息已被撤回", "the message was taken back"),
    "not-chat": Text("不是聊天消息", "not a chat message"),
    "no-author": Text("没有作者", "the row has no author"),
    "forgotten": Text("作者已被遗忘，不再计入", "its author was forgotten and is left out"),
    "edit": Text("对另一条消息的修改", "an edit of another message"),
    "reaction": Text("对另一条消息的表情回应", "a reaction to another message"),
    "encrypted": Text("加密消息，导出时未能解密", "an encrypted message that the exporter could not read"),
}
"""Why a record can be left out, in words."""


class Chat(NamedTuple):
    """A conversation as its export names it. ``key`` is stable within the source; ``name`` is what people see."""

    key: str
    name: str


@dataclass(slots=True)
class Skipped:
    """Records left out for one reason, and where the first of them stands."""

    count: int
    first: str


@dataclass(slots=True)
class Batch:
    """What an adapter hands over at a time: rows, and an exact account of the records they came from.

    ``parsed`` + everything in ``skipped`` = the records read. One record may give several rows (an invitation of
    three people), so ``rows`` may be longer than ``parsed``. ``position`` is how far in the file reading has come.
    """

    rows: pa.RecordBatch
    parsed: int
    skipped: dict[str, Skipped]
    chats: list[Chat] = field(default_factory=list)
    position: int = 0
    seen_until: int = 0
    """Latest time seen anywhere in these records (edits and reactions too), UTC seconds: how new the export is."""
    names: dict[str, set[str]] = field(default_factory=dict)
    """Pseudonym of a display name -> pseudonyms of the ids that bore it, for formats that name people both ways.

    ``""`` among the ids says that a row stands under the name itself (an invited person).
    """
    zone: str = ""
    """Name of the zone that was assumed for times without one; ``""`` when every time was absolute."""
    renames: set[tuple[str, str]] = field(default_factory=set)
    """Pairs of pseudonyms that one person used one after the other."""
    notes: list[Text] = field(default_factory=list)
    """What people should know about the whole export: assumptions, limits of the exporting program. Names nobody."""
    texts: pa.RecordBatch | None = None
    """The texts of the messages, each once (see ``texts_schema``)."""

    @property
    def records(self) -> int:
        """Records read: the parsed and the skipped ones."""
        return self.parsed + sum(skip.count for skip in self.skipped.values())


@dataclass(frozen=True, slots=True)
class Settings:
    """What the caller decides about reading: whose key, which zone for times without one, how many processes."""

    key: Key
    zone: ZoneInfo
    jobs: int = 1
    texts_from: int | None = 0
    """Texts of messages from this moment on (UTC seconds) are kept in the private cache; None keeps none."""
    readers: Readers | None = None
    """The worker processes of a whole import; without them each large file starts its own."""


@dataclass(frozen=True, slots=True)
class Format:
    """What an adapter declares about its format. The module's ``read(probe, settings)`` yields batches."""

    name: str
    label: Text
    source: str
    """Value of the column ``source``; formats of one platform share it."""
    has_id: bool
    """Whether messages carry ids: then the newest export wins, else the maximum multiplicity over exports counts."""
    zone: Literal["in-file", "assumed"]
    """Whether times are absolute, or local to a zone that the file does not name."""
    private: tuple[str, ...]
    """Fields of the export that name or quote people: none of them is ever stored as it is."""
    sniff: Callable[[Probe], bool]
    mapped: bool = False
    """Whether it reads any file that people wrote a mapping for."""
    hint: Callable[[Probe], str] = lambda _probe: ""
    """What reading takes from outside the bytes (a date in the file name): part of the export's identity."""
    in_processes: Callable[[], bool] = lambda: False
    """Whether worker processes read its large files (``Settings.readers``)."""
    usable: bool = True
    """False for exports that are recognised only to say why they cannot be used; reading them raises InputError."""


Read: TypeAlias = "Callable[[Probe, Settings], Iterator[Batch]]"


def schema() -> pa.Schema:
    """Columns of one imported export; ``chat`` is the export's own key, the channel is found when merging."""
    import pyarrow as pa

    return pa.schema(
        [
            ("chat", pa.string()),
            ("msg_id", pa.string()),
            ("ts_s", pa.int64()),
            ("author", pa.string()),
            ("kind", pa.string()),
            ("media", pa.string()),
            ("length", pa.int32()),
            ("is_question", pa.bool_()),
            ("reply_to", pa.string()),
            ("n_reactions", pa.int32()),
            ("is_bot", pa.bool_()),
            ("text_hash", pa.int64()),
            ("more", pa.bool_()),  # whether the row belongs to the same record as the row before it
            ("addressee", pa.string()),
        ]
    )


REPEATS = ("chat", "author", "kind", "media", "addressee")
"""Columns whose values come again and again."""


def texts_schema() -> pa.Schema:
    """Columns of the texts of one export; ``text_hash`` is the mark that its rows carry."""
    import pyarrow as pa

    return pa.schema([("text_hash", pa.int64()), ("text", pa.string())])


def is_question(text: str) -> bool:
    """Whether a message asks: a question mark that is not part of an address, or a final 吗 or 呢."""
    if "？" in text:
        return True
    # Plain searches first: they are many times faster than the expression and settle nearly every message.
    if "?" in text and _ASKS.search(text):
        return True
    return ("吗" in text or "呢" in text) and _ASKS_AT_END.search(text) is not None


def has_link(text: str) -> bool:
    """Whether a message contains a web address."""
    return ("://" in text or "www." in text) and _LINK.search(text) is not None
