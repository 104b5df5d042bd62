"""What a WeChat message is, from its type numbers, from the words that exporters put in its place, or from its XML.

The exporters agree on nothing but what a person wrote, so only that is taken as the text: two exports of one chat by
different programs then hold equal messages. Type numbers as in chatlog's message model.
"""

from __future__ import annotations

import html
import re

from commops.logs.canonical import Kind, Media
from commops.logs.group_rows import Content, system, written
from commops.patterns import lazy

SOURCE = "wechat"
GROUP_END = "@chatroom"
"""How the id of a group chat ends."""
SYSTEM_SENDER = "系统消息"
"""Who the sender of system lines is for chatlog."""

_XML_CHARACTERS = 65_536


_TYPES: dict[int, tuple[Kind, Media]] = {
    3: ("message", "image"),
    34: ("message", "voice"),
    42: ("message", "other"),
    43: ("message", "video"),
    47: ("message", "sticker"),
    48: ("message", "other"),
    50: ("system", "other"),
    62: ("message", "video"),
}
_SHARED: dict[int, tuple[Kind, Media]] = {
    3: ("message", "link"),
    4: ("message", "link"),
    5: ("message", "link"),
    6: ("message", "file"),
    8: ("message", "sticker"),
    33: ("message", "link"),
    36: ("message", "link"),
    51: ("message", "link"),
    62: ("system", "other"),
    63: ("message", "link"),
    74: ("message", "file"),
}
TEXT, SHARED, QUOTE = 1, 49, 57
_SYSTEM = (10000, 10002)

# The words that chatlog puts in place of what is not text, and what begins a pat ("拍一拍") in any client.
_PLACEHOLDERS: tuple[tuple[str, Content], ...] = (
    ("![图片](", Content("message", "image")),
    ("![视频](", Content("message", "video")),
    ("[语音](", Content("message", "voice")),
    ("[文件|", Content("message", "file")),
    ("[链接|", Content("message", "link")),
    ("[分享|", Content("message", "link")),
    ("[小程序|", Content("message", "link")),
    ("[视频号|", Content("message", "link")),
    ("[合并转发|", Content("message", "other")),
    ("[转账|", Content("message", "other")),
)
_WHOLE: dict[str, Content] = {
    "[语音]": Content("message", "voice"),
    "[动画表情]": Content("message", "sticker"),
    "[GIF表情]": Content("message", "sticker"),
    "[小程序]": Content("message", "link"),
    "[视频号]": Content("message", "link"),
    "[名片]": Content("message", "other"),
    "[分享]": Content("message", "other"),
    "[合并转发]": Content("message", "other"),
    "[红包]": Content("message", "other"),
    "[红包封面]": Content("message", "other"),
    "[群公告]": Content("message", "other"),
    "[语音通话]": system(),
}
_PAT = lazy(r'^(?:"[^"\n]{1,200}"|我) ?拍了拍')

_APP_TYPE = lazy(r"<type>\s{0,9}(\d{1,6})\s{0,9}</type>")
_LINK = lazy(r'<link name="(\w{1,40})"')
_MEMBER = lazy(r"<(username|nickname)>(?:<!\[CDATA\[)?(.{0,200}?)(?:\]\]>)?</\1>", re.S)


def by_type(number: int, shared: int, text: str) -> Content:
    """A message by its type and, for what is shared (49), its subtype. ``text`` is the words in either."""
    if number == TEXT or (number == SHARED and shared == QUOTE):
        return written(text)
    if number in _SYSTEM:
        return system(text)
    kind, media = (_SHARED if number == SHARED else _TYPES).get(
        shared if number == SHARED else number, ("message", "other")
    )
    return Content(kind, media)


def by_words(text: str) -> Content:
    """A message of which only the words are known that the exporter shows."""
    if found := _WHOLE.get(text.strip()):
        return found
    for start, content in _PLACEHOLDERS:
        if text.startswith(start):
            return content
    if _PAT.match(text):
        return system()
    if text.startswith("> "):
        # What is quoted stands above the answer, each line marked.
        lines = text.split("\n")
        quoted = next((n for n, line in enumerate(lines) if not line.startswith("> ")), len(lines))
        return written("\n".join(lines[quoted:]))
    return written(text)


def by_xml(number: int, shared: int, content: str) -> Content:
    """A message with its type, whose content is the XML of the platform unless it is text."""
    xml = content[:_XML_CHARACTERS]
    if number in _SYSTEM:
        return system(system_line(xml))
    if number != SHARED or not xml.lstrip().startswith("<"):
        return by_type(number, shared, content)
    found = _APP_TYPE.search(xml)
    return by_type(number, int(found[1]) if found else shared, html.unescape(_inside(xml, "title")))


def system_line(content: str) -> str:
    """The line that people saw, from the XML of a system message; other content as it is."""
    if "<" not in content:
        return content
    if plain := _inside(content, "plain").strip():
        return html.unescape(plain)
    line = _inside(content, "template")
    if not line:
        return content
    parts = _LINK.split(content)[1:]
    for name, inside in zip(parts[::2], parts[1::2], strict=True):
        line = line.replace(f"${name}$", _names(inside.partition("</link>")[0]))
    return html.unescape(line)


def _inside(xml: str, tag: str) -> str:
    """What stands in the first element of a name; ``""`` when there is none. No entity is followed."""
    _before, opened, rest = xml.partition(f"<{tag}>")
    value, closed, _after = rest.partition(f"</{tag}>")
    return value.removeprefix("<![CDATA[").removesuffix("]]>") if opened and closed else ""


def _names(inside: str) -> str:
    """People of a place in a template as ``name(id)``, the way chatlog writes them."""
    people: list[str] = []
    person = ""
    for field, value in _MEMBER.findall(inside):
        if field == "username":
            person = value
        else:
            people.append(f"{value}({person})" if person else value)
            person = ""
    return "、".join(people)
