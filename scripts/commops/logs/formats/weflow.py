"""WeChat as WeFlow and echotrace write it in JSON: one chat, with people's pictures as base64 text in the same file.

Shape from ChatLab's readers of both. ``localType`` is not to be trusted, the Chinese word in ``type`` is; ids are
unique only inside one of the platform's databases, so messages count as having none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from commops.logs.canonical import Batch, Chat, Format, Settings
from commops.logs.group_rows import Content, GroupRows, system, written
from commops.logs.json_fields import text
from commops.logs.json_head import first_array, head_of, mapped
from commops.logs.json_values import array_values
from commops.logs.moments import stamp
from commops.logs.probe import Probe
from commops.logs.wechat_contents import GROUP_END, SOURCE, system_line
from commops.patterns import lazy
from commops.texts import Text

_HINTS = lazy(r'"(?:weflow|echotrace|session|avatars|exportInfo)"\s*:\s*\{')

_WORDS: dict[str, Content] = {
    "图片消息": Content("message", "image"),
    "语音消息": Content("message", "voice"),
    "视频消息": Content("message", "video"),
    "文件消息": Content("message", "file"),
    "动画表情": Content("message", "sticker"),
    "卡片式链接": Content("message", "link"),
    "图文消息": Content("message", "link"),
    "小程序分享": Content("message", "link"),
    "视频号直播卡片": Content("message", "link"),
}
_SYSTEM = "系统消息"
_WRITTEN = frozenset({"文本消息", "引用消息"})


def _sniff(probe: Probe) -> bool:
    head = probe.text_head
    if probe.members or not head.lstrip().startswith("{") or not _HINTS.search(head):
        return False
    # People's pictures may push everything else out of the first 64 KiB.
    with mapped(probe.path) as data:
        beside = head_of(data, "messages")
    return beside.start is not None and isinstance(beside.member("session").get("wxid"), str)


FORMAT = Format(
    name="weflow",
    label=Text("微信：WeFlow / echotrace JSON", "WeChat: WeFlow or echotrace JSON"),
    source=SOURCE,
    has_id=False,
    zone="in-file",
    private=("session", "content", "senderUsername", "senderDisplayName", "source", "avatars"),
    sniff=_sniff,
)


def read(probe: Probe, settings: Settings) -> Iterator[Batch]:
    """Batches in file order; a private chat is skipped whole."""
    rows = GroupRows(settings, SOURCE)
    with mapped(probe.path) as data:
        session = head_of(data, "messages").member("session")
        key = str(session["wxid"])
        names = (session.get(name) for name in ("displayName", "nickname"))
        chat = Chat(key, next((name for name in names if isinstance(name, str) and name), key))
        array = first_array(data, "messages")
        for values, position in array_values(data, array, rows.rows) if array else ():
            if key.endswith(GROUP_END):
                for value in values:
                    _read(value, chat, f"byte {position}", rows)
            elif values:
                rows.rows.skip("private", "", len(values))
            yield rows.take(position)


def _read(message: Any, chat: Chat, place: str, rows: GroupRows) -> None:
    if not isinstance(message, dict):
        rows.rows.skip("broken", place)
        return
    when = message.get("createTime")
    ts_s = stamp(when)
    if ts_s is None:
        rows.rows.skip("no-time" if when is None else "bad-time", place)
        return
    sender, name, words = (text(message, key) for key in ("senderUsername", "senderDisplayName", "content"))
    kind = text(message, "type")
    if kind == _SYSTEM or sender == chat.key:
        content = system(system_line(words))
        sender = ""
    else:
        content = written(words) if kind in _WRITTEN else _WORDS.get(kind, Content("message", "other"))
    rows.add(chat, ts_s, sender or None, name, content)
