"""Made-up messages of a group, and how each Chinese platform's exporters would write them.

Written from the descriptions of the formats, not from the readers: a reader must not mark its own work.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from logkit import T0

CST = dt.timezone(dt.timedelta(hours=8))
ROOM = "20260528001@chatroom"
GROUP = "萤页读书群"


class Said(NamedTuple):
    """One message: UTC seconds, the author's number in a list of people, and the words."""

    at: int
    who: int
    words: str


NAMES = ["林小满", "Ada", "阿宽(夜班)", "《书虫》", "许、愿"]


def wxid(who: int) -> str:
    return f"wxid_maker{who}"


def uin(who: int) -> str:
    return str(880_000_001 + who)


def local(at: int, form: str = "%Y-%m-%d %H:%M:%S") -> str:
    return dt.datetime.fromtimestamp(at, CST).strftime(form)


def chatlog(number: int, said: Said, **more: Any) -> dict[str, Any]:
    """A message of chatlog's HTTP interface."""
    return {
        "seq": said.at * 1000 + number % 1000,
        "time": dt.datetime.fromtimestamp(said.at, CST).isoformat(),
        "talker": ROOM, "talkerName": GROUP, "isChatRoom": True,
        "sender": wxid(said.who), "senderName": NAMES[said.who], "isSelf": said.who == 0,
        "type": 1, "subType": 0, "content": said.words, **more,
    }  # fmt: skip


def chatlog_json(talk: list[Said], indent: int | None = None) -> bytes:
    return dump([chatlog(number, said) for number, said in enumerate(talk)], indent)


def chatlog_csv(talk: list[Said]) -> bytes:
    rows = [[local(s.at), NAMES[s.who], wxid(s.who), GROUP, ROOM, s.words] for s in talk]
    return table(["Time", "SenderName", "Sender", "TalkerName", "Talker", "Content"], rows)


def chatlog_text(talk: list[Said], form: str = "%Y-%m-%d %H:%M:%S") -> bytes:
    return "".join(f"{NAMES[s.who]}({wxid(s.who)}) {local(s.at, form)}\n{s.words}\n\n" for s in talk).encode()


def memotrace(talk: list[Said]) -> bytes:
    columns = "localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender"
    rows = [
        [n, 5, 1, 0, int(s.who == 0), s.at, "", s.words, local(s.at), "", NAMES[s.who], wxid(s.who)]
        for n, s in enumerate(talk, 1)
    ]
    return b"\xef\xbb\xbf" + table(columns.split(","), rows)


def weflow(talk: list[Said], indent: int | None = None, **session: Any) -> bytes:
    return dump(
        {
            "weflow": {"version": "1.0"},
            "session": {"wxid": ROOM, "nickname": GROUP, "type": "群聊", "messageCount": len(talk), **session},
            "messages": [weflow_message(number, said) for number, said in enumerate(talk, 1)],
        },
        indent,
    )


def weflow_message(number: int, said: Said, **more: Any) -> dict[str, Any]:
    return {
        "localId": number, "createTime": said.at, "formattedTime": local(said.at), "type": "文本消息",
        "localType": 9_999_999, "content": said.words, "isSend": int(said.who == 0),
        "senderUsername": wxid(said.who), "senderDisplayName": NAMES[said.who], **more,
    }  # fmt: skip


def qq_text(talk: list[Said], category: str = "我的QQ群") -> str:
    rule = "=" * 64
    head = (
        f"消息记录（此消息记录为文本格式，不支持重新导入）\n\n{rule}\n消息分组:{category}\n{rule}\n"
        f"消息对象:{GROUP}\n{rule}\n\n"
    )
    return head + "".join(f"{local(s.at)} {NAMES[s.who]}({uin(s.who)})\n{s.words}\n\n" for s in talk)


def qq_message(number: int, said: Said, **more: Any) -> dict[str, Any]:
    """A message of QQChatExporter's newer versions."""
    return {
        "id": f"76{number:017}", "seq": str(number), "timestamp": said.at * 1000, "time": local(said.at),
        "sender": {"uid": f"u_{said.who}", "uin": uin(said.who), "name": NAMES[said.who]}, "type": "type_1",
        "content": {"text": said.words, "elements": [{"type": "text", "data": {"text": said.words}}]},
        "recalled": False, "system": False, **more,
    }  # fmt: skip


def qq_old(number: int, said: Said, **more: Any) -> dict[str, Any]:
    """A message of QQChatExporter's first fourth versions."""
    return {
        "messageId": f"74{number:017}",
        "timestamp": dt.datetime.fromtimestamp(said.at, dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "sender": {"uid": f"u_{said.who}", "uin": uin(said.who), "name": NAMES[said.who]}, "messageType": 2,
        "isSystemMessage": False, "isRecalled": False, "content": {"text": said.words, "resources": []}, **more,
    }  # fmt: skip


def qq_head(**info: Any) -> dict[str, Any]:
    chat = {"name": GROUP, "type": "group", "selfUid": "u_0", "selfUin": uin(0), "peerUid": "700000001", **info}
    return {"metadata": {"name": "QQChatExporter", "version": "5.1.0"}, "chatInfo": chat, "statistics": {"senders": []}}


def qq_json(messages: list[dict[str, Any]], indent: int | None = None, **info: Any) -> bytes:
    return dump({**qq_head(**info), "messages": messages}, indent)


def wecom(number: int, said: Said, **more: Any) -> dict[str, Any]:
    """A record of WeCom's conversation archive."""
    return {
        "msgid": f"m{number}_external", "action": "send", "from": f"wm{said.who}", "tolist": ["zhang"],
        "roomid": "wr_books", "msgtime": said.at * 1000, "msgtype": "text", "text": {"content": said.words}, **more,
    }  # fmt: skip


def feishu(number: int, said: Said, **more: Any) -> dict[str, Any]:
    """A message of Feishu's ``im/v1/messages``."""
    return {
        "message_id": f"om_{number}", "msg_type": "text", "create_time": str(said.at * 1000),
        "update_time": str(said.at * 1000), "deleted": False, "updated": False, "chat_id": "oc_books",
        "sender": {"id": f"ou_{said.who}", "id_type": "open_id", "sender_type": "user"},
        "body": {"content": json.dumps({"text": said.words}, ensure_ascii=False)}, **more,
    }  # fmt: skip


def pages(messages: list[dict[str, Any]], indent: int | None = None) -> bytes:
    return dump({"code": 0, "msg": "success", "data": {"has_more": False, "items": messages}}, indent)


def lines(records: list[dict[str, Any]]) -> bytes:
    return b"".join(dump(record, None) + b"\n" for record in records)


def dump(value: Any, indent: int | None) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=indent).encode()


def table(header: list[str], rows: list[list[Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([header, *rows])
    return out.getvalue().encode()


TALK = [Said(T0 + 60 * n, n % 4, f'第 {n} 页，“好书”\n{{[,"}}] \\n{"?" if n % 3 else "吗"}') for n in range(8)]


class Format(NamedTuple):
    """How a talk is written, under which name, and how many records begin in a part of it, counted by its layout."""

    name: str
    write: Callable[[list[Said]], bytes]
    begun: Callable[[bytes], int]
    source: str
    person: Callable[[int], str]


def objects(first_key: str) -> Callable[[bytes], int]:
    """Objects that begin with a key."""
    return lambda part: len(re.findall(rb'\{\s*"' + first_key.encode() + rb'": ', part))


def filled(part: bytes) -> int:
    return sum(bool(line.strip()) for line in part.split(b"\n"))


def headers(pattern: str) -> Callable[[bytes], int]:
    return lambda part: len(re.findall(rf"(?m)^{pattern}$", part.decode("utf-8", "ignore")))


DAY = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"
FORMATS = {
    "chatlog-json": Format("a.json", chatlog_json, objects("seq"), "wechat", wxid),
    "chatlog-json-1": Format("a.json", lambda t: chatlog_json(t, 1), objects("seq"), "wechat", wxid),
    "chatlog-csv": Format("a.csv", chatlog_csv, lambda part: 0, "wechat", wxid),
    "chatlog-text": Format(f"读书 {ROOM}.txt", chatlog_text, headers(rf"[^\n]+ {DAY}"), "wechat", wxid),
    "memotrace": Format(f"读书({ROOM}).csv", memotrace, lambda part: 0, "wechat", wxid),
    "weflow": Format("a.json", weflow, objects("localId"), "wechat", wxid),
    "weflow-2": Format("a.json", lambda t: weflow(t, 2), objects("localId"), "wechat", wxid),
    "qq": Format("a.txt", lambda t: qq_text(t).encode("utf-8-sig"), headers(rf"{DAY} [^\n]+\(\d+\)"), "qq", uin),
    "qq-gbk": Format("a.txt", lambda t: qq_text(t).encode("gb18030"), lambda part: 0, "qq", uin),
    "qq-utf16": Format("a.txt", lambda t: qq_text(t).encode("utf-16"), lambda part: 0, "qq", uin),
    "qq-json": Format(
        "a.json", lambda t: qq_json([qq_message(n, s) for n, s in enumerate(t, 1)]), objects("id"), "qq", uin
    ),
    "qq-json-old": Format(
        "a.json", lambda t: qq_json([qq_old(n, s) for n, s in enumerate(t, 1)], 2), objects("messageId"), "qq", uin
    ),
    "wecom": Format(
        "a.jsonl", lambda t: lines([wecom(n, s) for n, s in enumerate(t)]), filled, "wecom", lambda who: f"wm{who}"
    ),
    "feishu": Format(
        "a.json", lambda t: pages([feishu(n, s) for n, s in enumerate(t)]), objects("message_id"), "feishu",
        lambda who: f"ou_{who}",
    ),
    "feishu-lines": Format(
        "a.jsonl", lambda t: lines([feishu(n, s) for n, s in enumerate(t)]), filled, "feishu", lambda who: f"ou_{who}"
    ),
}  # fmt: skip
