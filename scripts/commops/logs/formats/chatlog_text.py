"""WeChat as chatlog prints it: ``name(id) 05-28 20:26:40``, the words below, then a blank line.

Shape from chatlog's ``PlainText``. The time is as short as the asked span allows: full, without the year, or only the
clock; the rest is worked out from the file and its name, or the file is refused. Where several chats were asked for,
each stands in brackets before the time; a single one is not named at all, so it counts as a group only when more than
two people speak, when people join, or when the file's name holds the group's id.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from commops.errors import InputError
from commops.logs.canonical import BATCH_ROWS, Batch, Chat, Format, Settings
from commops.logs.encodings import encoding_of, head_text
from commops.logs.group_events import read_event
from commops.logs.group_rows import ENOUGH_PEOPLE, GroupRows, system
from commops.logs.message_lines import MessageLines
from commops.logs.missing_years import Span, dates_in, first_year, turned
from commops.logs.moments import LocalTimes
from commops.logs.probe import Probe
from commops.logs.text_lines import TextLines
from commops.logs.wechat_contents import GROUP_END, SOURCE, SYSTEM_SENDER, by_words
from commops.patterns import lazy
from commops.texts import Text

_TIMES = {
    length: re.compile(pattern)
    for length, pattern in (
        (19, r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"),
        (14, r"\d\d-\d\d \d\d:\d\d:\d\d"),
        (8, r"\d\d:\d\d:\d\d"),
    )
}
_FULL, _DAY, _CLOCK = _TIMES
_PERSON = lazy(r"(?P<name>.{0,300})\((?P<id>[^()\s]{1,80})\)", re.S)
_ROOM = lazy(r"(?P<who>.{1,400}) \[(?P<room>[^\[\]]{1,300})\]", re.S)
_ID_ONLY = lazy(r"[\w@.-]{1,80}")
_GROUP_ID = lazy(r"\d{5,20}@chatroom")
_PICTURE = lazy(r"^!\[(?:图片|视频)\]\([^)]{0,2000}?[\\/](20\d\d)-(\d\d)[\\/]")
_OWN = "我"


@dataclass(slots=True)
class _Block:
    """One message as it stands in the file."""

    line: int
    who: str
    room: str
    when: str
    words: MessageLines = field(default_factory=MessageLines)

    @property
    def text(self) -> str:
        return self.words.text.rstrip("\n")


def _sniff(probe: Probe) -> bool:
    if probe.mapping or probe.members or not probe.head:
        return False
    first = next((line for line in head_text(probe.head).splitlines() if line.strip()), "")
    head = _head(first, _form(first))
    return head is not None and (
        head[0] == SYSTEM_SENDER or bool(_PERSON.fullmatch(head[0])) or head[0].startswith(("wxid_", "gh_"))
    )


def _hint(probe: Probe) -> str:
    return probe.path.stem


FORMAT = Format(
    name="chatlog-text",
    label=Text("微信：chatlog 文本", "WeChat: chatlog text"),
    source=SOURCE,
    has_id=False,
    zone="assumed",
    private=("name", "id", "text"),
    sniff=_sniff,
    hint=_hint,
)


def read(probe: Probe, settings: Settings) -> Iterator[Batch]:
    """Batches in file order. Raises InputError when nothing tells the day or the year of the messages."""
    lines = TextLines(probe.path, encoding_of(probe.path))
    survey = _Survey(probe.path)
    for block in _blocks(lines):
        survey.add(block)
    dates = survey.dates()
    reader = _Reader(settings, survey, dates)
    for block in _blocks(lines):
        reader.read(block)
        if len(reader.rows) >= BATCH_ROWS:
            yield reader.rows.take(lines.position)
    reader.rows.rows.notes += dates.notes
    yield reader.rows.take(probe.size)


def _form(line: str) -> int:
    """Length of the time at the end of a header line; 0 for another line."""
    return next((length for length in _TIMES if _ends(line, length)), 0)


def _ends(line: str, form: int) -> bool:
    """Whether a line ends in a time of this length."""
    return line[-form - 1 : -form] == " " and _TIMES[form].fullmatch(line[-form:]) is not None


def _head(line: str, form: int) -> tuple[str, str, str] | None:
    """Who, room and time of a header line whose time has a length; None for another line."""
    if not form or not _ends(line, form):
        return None
    who, room = line[: -form - 1], ""
    if found := _ROOM.fullmatch(who):
        who, room = found["who"], found["room"]
    if _PERSON.fullmatch(who) or _ID_ONLY.fullmatch(who):
        return who, room, line[-form:]
    return None


def _blocks(lines: TextLines) -> Iterator[_Block]:
    """The messages of a file. A header is the first line or stands below a blank one, so quoted ones are text."""
    block: _Block | None = None
    form, blank = 0, True
    for number, line in lines:
        form = form or _form(line)
        head = _head(line, form) if blank else None
        if head:
            if block:
                yield block
            block = _Block(number, *head)
        elif block:
            block.words.add(line)
        blank = not line.strip()
    if block:
        yield block


class _Survey:
    """A first look at a whole file: which chats are groups, and what is known about its days."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.span = Span()
        self.form = 0
        self._people: dict[str, set[str]] = {}
        self._groups: set[str] = set()
        known = _GROUP_ID.search(path.stem)
        name = _plain_name(path.stem)
        self._only = Chat(known[0] if known else name, name)

    def add(self, block: _Block) -> None:
        self.form = len(block.when)
        if self.form == _DAY:
            day = int(block.when[:2]), int(block.when[3:5])
            self.span.add(day)
            lines = block.words.lines
            if lines and (found := _PICTURE.match(lines[0])) and int(found[2]) == day[0]:
                self.span.show(int(found[1]))
        chat = self.chat(block).key
        people = self._people.setdefault(chat, set())
        if block.who != SYSTEM_SENDER and len(people) < ENOUGH_PEOPLE:
            people.add(block.who)
        elif block.who == SYSTEM_SENDER and read_event(block.text):
            self._groups.add(chat)

    def chat(self, block: _Block) -> Chat:
        """The chat of a message: in brackets where there are several, else the file's."""
        if not block.room:
            return self._only
        found = _PERSON.fullmatch(block.room)
        return Chat(found["id"], found["name"] or found["id"]) if found else Chat(block.room, block.room)

    def is_group(self, chat: str) -> bool:
        return chat.endswith(GROUP_END) or chat in self._groups or len(self._people[chat]) >= ENOUGH_PEOPLE

    def dates(self) -> _Dates:
        """How to complete the times. Raises InputError when that is impossible."""
        if self.form == _CLOCK:
            days = dates_in(self.path.name)
            if len(days) != 1:
                raise self._refusal(
                    Text("时间只有钟点，没有日期", "the times have no date"),
                    Text(
                        "在文件名里写上日期，如 群名-2026-05-28.txt",
                        "put the day into the file's name, such as group-2026-05-28.txt",
                    ),
                )
            return _Dates(
                days[0].year, (days[0].month, days[0].day), [_note(days[0].isoformat(), "文件名", "the file's name")]
            )
        if self.form == _DAY:
            found = first_year(self.span, self.path.name)
            if not found:
                raise self._refusal(
                    Text(
                        "时间没有年份，文件名也看不出来", "the times have no year, and the file's name does not tell it"
                    ),
                    Text(
                        "在文件名里写上年份，如 群名-2026.txt，跨年写 群名-2025-2026.txt；或改用 chatlog 的 CSV、JSON",
                        "put the year into the file's name, such as group-2026.txt, or the years if it goes on into "
                        "the next, such as group-2025-2026.txt; or use chatlog's CSV or JSON",
                    ),
                )
            year, why = found
            return _Dates(year, self.span.first or (1, 1), [_note(str(year), why.zh, why.en)])
        return _Dates(0, (1, 1), [])

    def _refusal(self, what: Text, fix: Text) -> InputError:
        return InputError(str(self.path), what, fix)


def _note(when: str, zh: str, en: str) -> Text:
    return Text(
        f"文件里的时间不完整，按{zh}推定从 {when} 开始",
        f"the times are incomplete; {when} was taken as their start, from {en}",
    )


@dataclass(slots=True)
class _Dates:
    """Completes short times, message by message in the order of the file."""

    year: int
    day: tuple[int, int]
    notes: list[Text]

    def complete(self, when: str) -> tuple[dt.date, int]:
        """The local day, and the second of it. Raises ValueError for an impossible time."""
        clock = dt.time.fromisoformat(when[-_CLOCK:])
        second = clock.hour * 3600 + clock.minute * 60 + clock.second
        if len(when) == _FULL:
            return dt.date.fromisoformat(when[:10]), second
        if len(when) == _DAY:
            day = int(when[:2]), int(when[3:5])
            self.year += turned(self.day, day)
            self.day = day
        return dt.date(self.year, *self.day), second


class _Reader:
    def __init__(self, settings: Settings, survey: _Survey, dates: _Dates) -> None:
        self.rows = GroupRows(settings, SOURCE)
        self._survey, self._dates = survey, dates
        self._local = LocalTimes(settings.zone)

    def read(self, block: _Block) -> None:
        """Add the rows of one message, or skip it with a reason."""
        chat = self._survey.chat(block)
        if not self._survey.is_group(chat.key):
            self.rows.rows.skip("private", "")
            return
        try:
            ts_s = self._local.seconds(*self._dates.complete(block.when))
        except ValueError:
            ts_s = None
        if ts_s is None:
            self.rows.rows.skip("bad-time", f"line {block.line}")
            return
        self.rows.rows.zone = self._local.zone.key
        if block.who == SYSTEM_SENDER:
            self.rows.add(chat, ts_s, None, "", system(block.text))
            return
        found = _PERSON.fullmatch(block.who)
        person, name = (found["id"], found["name"]) if found else (block.who, "")
        self.rows.add(chat, ts_s, None if person == _OWN else person, name, by_words(block.text))


def _plain_name(stem: str) -> str:
    """What is left of a file's name without ids and dates."""
    rest = re.sub(
        r"(?<!\d)(?:19|20)\d\d(?:[-_./年]?\d{1,2}[-_./月]?\d{1,2}日?|年)?(?!\d)", " ", _GROUP_ID.sub(" ", stem)
    )
    return re.sub(r"[\s_()（）-]+", " ", rest).strip() or stem
