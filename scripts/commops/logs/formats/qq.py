"""QQ's own text export: chats below heads of their own; ``2019-07-16 18:15:05 name(number)``, then the words.

Shape from ChatLab's reader and from published samples. Times are local; there are no ids. A line that looks like the
start of a message counts as one only below a blank line, and in a group with numbers only when it has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from commops.logs.canonical import BATCH_ROWS, Batch, Chat, Format, Media, Settings
from commops.logs.encodings import encoding_of, head_text
from commops.logs.group_rows import ENOUGH_PEOPLE, Content, GroupRows, system, written
from commops.logs.message_lines import MessageLines
from commops.logs.moments import LocalTimes
from commops.logs.probe import Probe
from commops.logs.qq_people import BOTS, SOURCE, SYSTEM_SENDERS
from commops.logs.text_lines import TextLines
from commops.patterns import lazy
from commops.texts import Text

_TITLE = lazy(r"\s*消息记录[(（]此消息记录为文本格式")
_RULE = lazy(r"={16,}\s*")
_CATEGORY = lazy(r"消息分组[:：](.*)")
_OBJECT = lazy(r"消息对象[:：](.*)")
_HEAD = lazy(r"(?P<when>\d{4}-\d\d?-\d\d? \d\d?:\d\d:\d\d) (?P<who>.{1,400})")
_NUMBERED = lazy(r"(?P<name>.*)(?:\((?P<number>\d{5,12})\)|<(?P<mail>[^<>\s]{1,120}@[^<>\s]{1,120})>)", re.S)
_TITLES = lazy(r"^(?:【[^】]{1,40}】\s*)+")
_FRIENDS = ("好友", "Friends")
_GROUP, _TALKS = "群", ("讨论组", "多人聊天")
"""Groups show numbers; talks of several people show names only, as talks of two do."""
_SYSTEM_NAME = "系统消息"

_MEDIA: dict[str, Media] = {
    "[图片]": "image",
    "[语音]": "voice",
    "[视频]": "video",
    "[文件]": "file",
    "[表情]": "sticker",
}
_PLACEHOLDER = lazy("|".join(re.escape(word) for word in _MEDIA))


_HELD = 4
"""Lines of equals signs that may stand before a chat's head; of more than these the first are words of a message."""


@dataclass(slots=True)
class _Section:
    """One chat of the file, and what a first look tells about it."""

    name: str = ""
    category: str = ""
    numbered: int = 0
    unnumbered: int = 0
    people: set[str] = field(default_factory=set)

    @property
    def has_numbers(self) -> bool:
        return self.numbered > self.unnumbered

    @property
    def is_group(self) -> bool:
        """Whether it is certainly not a talk of two people."""
        if any(word in self.category for word in _FRIENDS):
            return False
        many = len(self.people) >= ENOUGH_PEOPLE
        if self.has_numbers:
            return many or _GROUP in self.category
        return many and any(word in self.category for word in _TALKS)


@dataclass(slots=True)
class _Block:
    """One message as it stands in the file."""

    section: int
    line: int
    when: str
    who: str
    words: MessageLines = field(default_factory=MessageLines)

    @property
    def text(self) -> str:
        return self.words.text.strip("\r\n")


def _sniff(probe: Probe) -> bool:
    if probe.mapping or probe.members or not probe.head:
        return False
    head = head_text(probe.head)
    return bool(_TITLE.match(head)) or (
        any(_OBJECT.match(line) for line in head[:2000].splitlines())
        and bool(re.search(rf"(?m)^{_HEAD.pattern}", head))
    )


def _hint(probe: Probe) -> str:
    return probe.path.stem


FORMAT = Format(
    name="qq",
    label=Text("QQ 导出的文本", "QQ text export"),
    source=SOURCE,
    has_id=False,
    zone="assumed",
    private=("消息对象", "name", "number", "mail", "text"),
    sniff=_sniff,
    hint=_hint,
)


def read(probe: Probe, settings: Settings) -> Iterator[Batch]:
    """Batches in file order; talks of two people are skipped as private."""
    lines = TextLines(probe.path, encoding_of(probe.path))
    sections = _survey(lines)
    groups = {number for number, section in enumerate(sections) if section.is_group}
    rows, local = GroupRows(settings, SOURCE), LocalTimes(settings.zone)
    for block in _messages(lines, sections):
        if block.section in groups:
            name = sections[block.section].name or probe.path.stem
            _read(block, Chat(name, name), rows, local)
        else:
            rows.rows.skip("private", "")
        if len(rows) >= BATCH_ROWS:
            yield rows.take(lines.position)
    yield rows.take(probe.size)


def _read(block: _Block, chat: Chat, rows: GroupRows, local: LocalTimes) -> None:
    ts_s = local.read(block.when)
    if ts_s is None:
        rows.rows.skip("bad-time", f"line {block.line}")
        return
    rows.rows.zone = local.zone.key
    found = _NUMBERED.fullmatch(block.who)
    person = (found["number"] or found["mail"]) if found else ""
    name = _TITLES.sub("", found["name"] if found else block.who).strip()
    if _is_system(person, name):
        rows.add(chat, ts_s, None, "", system(block.text))
        return
    # An account without a nickname shows its number in both places.
    shown = ("" if name == person else name) if person else name or block.who
    rows.add(chat, ts_s, person or None, shown, _content(block.text), is_bot=person in BOTS)


def _is_system(person: str, name: str) -> bool:
    return person in SYSTEM_SENDERS or (not person and name == _SYSTEM_NAME)


def _content(text: str) -> Content:
    """The words without the places of pictures and the like; a face among words is no sticker."""
    places = _PLACEHOLDER.findall(text)
    if not places:
        return written(text)
    words = _PLACEHOLDER.sub("", text).strip()
    media = min((_MEDIA[place] for place in places), key=list(_MEDIA.values()).index)
    return written(words) if words and media == "sticker" else Content("message", media, words)


def _survey(lines: TextLines) -> list[_Section]:
    """The chats of the file, in order; the first stands for what comes before any head."""
    sections = [_Section()]
    for block in _blocks(lines, sections):
        section = sections[block.section]
        found = _NUMBERED.fullmatch(block.who)
        if found:
            section.numbered += 1
        else:
            section.unnumbered += 1
        person = (found["number"] or found["mail"]) if found else block.who
        if len(section.people) < ENOUGH_PEOPLE and not _is_system(person, person):
            section.people.add(person)
    return sections


def _messages(lines: TextLines, sections: list[_Section]) -> Iterator[_Block]:
    """The messages: where a chat has numbers, a start without one is a part of the message before it."""
    held: _Block | None = None
    for block in _blocks(lines, []):
        bare = sections[block.section].has_numbers and not _NUMBERED.fullmatch(block.who)
        if bare and held and held.section == block.section:
            for line in (f"{block.when} {block.who}", *block.words.lines):
                held.words.add(line)
            continue
        if held:
            yield held
        held = block
    if held:
        yield held


def _blocks(lines: TextLines, sections: list[_Section]) -> Iterator[_Block]:
    """Everything below a blank line that looks like a message; heads of chats are added to ``sections``."""
    block: _Block | None = None
    number, category, head, blank = 0, "", False, True
    held: list[str] = []
    for line, text in lines:
        if text.startswith("====") and _RULE.fullmatch(text):
            held.append(text)
            if len(held) > _HELD:
                rule = held.pop(0)
                if block:
                    block.words.add(rule)
            continue
        if held or head:
            if found := _CATEGORY.fullmatch(text):
                category, head, held = found[1].strip(), True, []
                continue
            if found := _OBJECT.fullmatch(text):
                number += 1
                sections.append(_Section(found[1].strip(), category))
                category, head, held, blank = "", False, [], True
                if block:
                    yield block
                    block = None
                continue
        if block:
            for rule in held:
                block.words.add(rule)
        held, head = [], False
        found = _HEAD.fullmatch(text) if blank and text else None
        if found:
            if block:
                yield block
            block = _Block(number, line, found["when"], found["who"].rstrip())
        elif block:
            block.words.add(text)
        blank = not text.strip()
    if block:
        yield block
