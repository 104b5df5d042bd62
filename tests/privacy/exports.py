"""Made-up exports and tables that hold every canary, whole ones and broken ones, as the platforms would write them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from canaries import KINDS, of

CST = dt.timezone(dt.timedelta(hours=8))
FIRST, WEEKS = dt.datetime(2026, 9, 7, 20, 0, tzinfo=CST), 11
"""A Monday; the last week ends on 2026-11-22, the day that the demo community takes as today."""
EVENT = "2026-11-07-shanghai-workshop"
NAMES, NICKS, PHONES, IDS, PHRASES, FILES, MAILS, LINKS = ([text for text, _ in pairs] for pairs in KINDS.values())
BAD_ZIP = b"PK\x03\x04" + NAMES[3].encode() * 9
COMMON = ("电池还行，屏幕有点残影", "the battery is fine but the screen flickers", "今晚一起共读吗？", "谢谢！")


class Said(NamedTuple):
    """One message: when, the number of the author among the people, what, and a file sent with it."""

    at: dt.datetime
    who: int
    words: str
    file: str = ""


def talk(chat: int, people: Sequence[int]) -> list[Said]:
    """What a chat holds: each speaks every week or second week. A phrase is said in one chat, by one person."""
    said = []
    phrases = iter(PHRASES[chat::5])
    private = iter([f"我的电话{PHONES[n]} 微信{IDS[n]}" for n in range(chat, 150, 5)])
    other = iter([*MAILS[chat::5], *LINKS[chat::5]])
    files = iter(FILES[chat::5])
    for week in range(WEEKS):
        for place, who in enumerate(people):
            if (week + who) % (1 + who % 3):
                continue
            at = FIRST + dt.timedelta(weeks=week, days=who % 7, minutes=5 * place % 170, seconds=chat)
            said.append(Said(at, who, COMMON[(who + week) % len(COMMON)]))
            for words in (next(phrases, ""), next(private, ""), next(other, "")):
                at += dt.timedelta(seconds=40)
                if words:
                    said.append(Said(at, who, words))
            if name := next(files, ""):
                said.append(Said(at + dt.timedelta(seconds=9), who, "", name))
    return sorted([*said, *_talked_about(people)])


def _talked_about(people: Sequence[int]) -> Iterator[Said]:
    """What so many say in the last week that their words are told, were they not private: names, numbers, addresses."""
    for who in people[:12]:
        at = FIRST + dt.timedelta(weeks=WEEKS - 1, days=2, minutes=who)
        yield Said(at, who, f"{NAMES[3]} 和 {NICKS[4]} {PHONES[5]} {MAILS[6]} {LINKS[7]} @{NAMES[8]} {IDS[9]} 都可以问")


PEOPLE = {"telegram": range(70), "discord": range(30, 100), "whatsapp": range(60, 120), "chatlog": range(90, 150),
          "qq": range(40)}  # fmt: skip
TALKS = {name: talk(number, people) for number, (name, people) in enumerate(PEOPLE.items())}


def telegram(talk_: list[Said], name: str = "硬件玩家群") -> bytes:
    records: list[dict[str, Any]] = []
    for number, said in enumerate(talk_, 1):
        who = {"from": NAMES[said.who], "from_id": f"user{IDS[said.who]}"}
        more = {"file": f"files/{said.file}", "file_name": said.file} if said.file else {}
        replied = {"reply_to_message_id": number - 1} if number % 3 == 0 else {}
        records.append(
            {"id": number, "type": "message", "date_unixtime": str(int(said.at.timestamp())), **who, "text": said.words,
             "text_entities": [{"type": "plain", "text": said.words}], **more, **replied}
        )  # fmt: skip
    for place, who in enumerate(PEOPLE["telegram"]):
        at = FIRST + dt.timedelta(days=who, hours=1)
        actor = {"actor": NAMES[who], "actor_id": f"user{IDS[who]}", "action": "invite_members"}
        records.append(
            {"id": 90_000 + place, "type": "service", "date_unixtime": str(int(at.timestamp())), **actor,
             "members": [NICKS[who], NAMES[(who + 1) % 70]], "text": "", "text_entities": []}
        )  # fmt: skip
    return _json({"name": name, "type": "private_supergroup", "id": 7, "messages": records}, 1)


def discord(talk_: list[Said]) -> bytes:
    messages = []
    for number, said in enumerate(talk_, 1):
        author = {"id": IDS[said.who], "name": NICKS[said.who], "nickname": NAMES[said.who], "isBot": False}
        mentioned = {**author, "name": NICKS[(said.who + 1) % 150], "nickname": NAMES[(said.who + 1) % 150]}
        files = [{"id": "1", "url": f"https://example.org/{said.file}", "fileName": said.file}] if said.file else []
        messages.append(
            {"id": str(92_000_000 + number), "type": "Default", "timestamp": said.at.isoformat(),
             "content": said.words, "author": author, "attachments": files, "embeds": [], "stickers": [],
             "reactions": [{"emoji": {"name": "x"}, "count": 1, "users": [mentioned]}], "mentions": [mentioned]}
        )  # fmt: skip
    channel = {"id": "1", "type": "GuildTextChat", "category": "Talk", "name": "Firefly Page", "topic": PHRASES[0]}
    return _json({"guild": {"id": "9", "name": "Firefly Page"}, "channel": channel,
                  "dateRange": {"after": None, "before": None}, "exportedAt": "2026-11-23T00:00:00+08:00",
                  "messages": messages, "messageCount": len(messages)}, 2)  # fmt: skip


def whatsapp(talk_: list[Said]) -> bytes:
    lines = []
    for who in PEOPLE["whatsapp"]:
        lines.append(f"{_stamp(FIRST - dt.timedelta(hours=1))}{NAMES[who]} added {NICKS[who]}")
    for said in talk_:
        lines.append(
            f"{_stamp(said.at)}{NAMES[said.who]}: {f'{said.file} (file attached)' if said.file else said.words}"
        )
    lines.append(f"{_stamp(talk_[-1].at)}{NAMES[61]} changed the subject to {PHRASES[1]}")
    return ("\n".join(lines) + "\n").encode()


def _stamp(at: dt.datetime) -> str:
    return f"{at:%d/%m/%Y, %H:%M} - "


def chatlog(talk_: list[Said]) -> bytes:
    records = [
        {"seq": int(said.at.timestamp()) * 1000 + number % 1000, "time": said.at.isoformat(), "talker": "1@chatroom",
         "talkerName": "萤页·读书二群", "isChatRoom": True, "sender": f"wxid_{IDS[said.who]}",
         "senderName": NAMES[said.who], "isSelf": False, "type": 49 if said.file else 1,
         "subType": 6 if said.file else 0, "content": said.words,
         **({"contents": {"title": said.file}} if said.file else {})}
        for number, said in enumerate(talk_)
    ]  # fmt: skip
    joined = {**records[0], "seq": 1, "type": 10000, "sender": "系统消息", "senderName": ""}
    records.append({**joined, "content": f'"{NAMES[91]}"邀请"{NICKS[92]}"加入了群聊'})
    return _json(records, None)


def qq(talk_: list[Said]) -> bytes:
    rule = "=" * 64
    parts = ("消息记录（此消息记录为文本格式，不支持重新导入）\n", "消息分组:我的QQ群", "消息对象:固件开源交流群", "\n")
    head = f"\n{rule}\n".join(parts)
    body = (
        f"{said.at:%Y-%m-%d %H:%M:%S} {NAMES[said.who]}({PHONES[said.who]})\n{said.words or said.file}\n\n"
        for said in talk_
    )
    return (head + "".join(body)).encode("utf-8-sig")


def slack(talk_: list[Said]) -> bytes:
    users = [
        {"id": f"U{IDS[n].upper()}", "name": NICKS[n], "real_name": NAMES[n],
         "profile": {"email": MAILS[n], "phone": PHONES[n], "display_name": NAMES[n]}}
        for n in range(75)
    ]  # fmt: skip
    days: dict[str, list[dict[str, Any]]] = {}
    for number, said in enumerate(talk_):
        words = f"<@{users[said.who % 75]['id']}> {said.words}"
        days.setdefault(f"general/{said.at:%Y-%m-%d}.json", []).append(
            {"type": "message", "user": users[said.who % 75]["id"], "username": NICKS[said.who], "text": words,
             "ts": f"{int(said.at.timestamp())}.{number:06}"}
        )  # fmt: skip
    direct = {
        f"D0{IDS[3].upper()}/2026-11-01.json": [
            {"type": "message", "user": "U1", "text": PHRASES[3], "ts": "1779926401.1"}
        ]
    }
    return _zip({"users.json": users, "channels.json": [{"id": "C1", "name": "general"}], **days, **direct})


def _zip(files: dict[str, Any]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, json.dumps(content))
    return out.getvalue()


def _json(value: Any, indent: int | None) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=indent).encode()


def table(rows: Sequence[Sequence[object]], code: str = "utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode(code)


def logs() -> dict[str, bytes]:
    """Exports that can be read, by file name."""
    return {
        "hardware.json": telegram(TALKS["telegram"]),
        "discord.json": discord(TALKS["discord"]),
        "WhatsApp Chat with 萤页·读书一群.txt": whatsapp(TALKS["whatsapp"]),
        "wechat.json": chatlog(TALKS["chatlog"]),
        "qq.txt": qq(TALKS["qq"]),
        "slack.zip": slack(TALKS["qq"][:200]),
        "club.csv": table(
            [["t", "a", "x"], *[[f"{s.at:%Y-%m-%d %H:%M}", NAMES[s.who], s.words] for s in TALKS["qq"][:90]]]
        ),
    }


MAPPING = "columns: {time: t, author: a, text: x}\n"


def broken() -> dict[str, bytes]:
    """Files that cannot be read, or only in part."""
    whole = logs()
    bad_lines = whole["WhatsApp Chat with 萤页·读书一群.txt"].replace(b"09/2026", b"99/9999")
    bad_ids = (
        whole["hardware.json"].replace(b'"date_unixtime": "1', b'"date_unixtime": "x').replace(b"from_id", b"\0from")
    )
    odd = [{"time": NAMES[0], "who": PHONES[0], "text": PHRASES[0]}, {NAMES[1]: PHONES[1]}, [PHRASES[2]], PHRASES[3]]
    one = of("name")[0].text
    return {
        **{f"cut-{name}": content[: len(content) * 2 // 3] for name, content in whole.items()},
        **{f"noise-{name}": content[:3000] + b"\xff\x00\xfe{[" + content[3009:] for name, content in whole.items()},
        "bad-lines.txt": bad_lines,
        "bad-ids.json": bad_ids,
        "unknown.txt": f"{one} said {PHRASES[5]}\n".encode() * 20,
        "unknown.bin": b"\0\1\2" + PHONES[0].encode(),
        "unknown.html": f"<p>{one}: {PHRASES[6]}</p>".encode(),
        "odd.json": _json(odd, None),
        "odd.jsonl": b"\n".join(_json(entry, None) for entry in odd),
        "unmapped.csv": table([[NAMES[0], PHONES[0]], [NAMES[1], PHRASES[1]]]),
        "wrong.csv": table([[LINKS[1], "a", "x"], [NAMES[0], "2026-09-07", PHONES[0]], [PHRASES[7]], [MAILS[0]]]),
        "wrong.mapping.yml": b"columns: {time: 'https://zqlsite.example.net/a?b&c=1', author: a, text: x}\n",
        "empty.json": b"",
    }  # fmt: skip


def tables() -> dict[str, bytes]:
    """Sign-up sheets, sign-in sheets and rosters, whole and broken."""
    people = range(60)
    up = [["姓名", "手机号", "邮箱", "微信号", "QQ号", "报名时间", "状态"]]
    up += [[NAMES[n], PHONES[n], MAILS[n], f"wxid_{IDS[n]}", PHONES[n], "2026-11-01", ""] for n in people]
    roster = [["群昵称", "账号", "入群时间"], *[[NICKS[n], IDS[n], "2026-09-08"] for n in range(150)]]
    members = [
        {"userid": IDS[n], "join_time": 1_780_000_000, "name": NAMES[n], "group_nickname": NICKS[n]} for n in people
    ]
    group = _json({"group_chat": {"name": "萤页·读书一群", "owner": IDS[0], "member_list": members}}, None)
    return {
        "signup.csv": table(up, "gb18030"),
        "signin.csv": table([["昵称", "手机", "签到时间"], *[[NICKS[n], PHONES[n], ""] for n in people]], "utf-16"),
        "roster.csv": table(roster),
        "group.json": group,
        "cut.json": group[:-120],
        "no-header.csv": table([[NAMES[n], PHONES[n]] for n in people]),
        "odd.csv": table([["你的名字", NAMES[0], PHONES[0]], *[[NAMES[n], PHONES[n], MAILS[n]] for n in people]]),
        "broken.csv": f'姓名,手机号,报名时间\n"{NAMES[0]},{PHONES[0]},\n{NAMES[1]}'.encode(),
        "posts.csv": table([["标题", "播放量", "备注"], [NAMES[6], NAMES[7], PHRASES[5]]]),
        "bad.xlsx": BAD_ZIP,
    }  # fmt: skip


def write(folder: Path, files: dict[str, bytes]) -> Path:
    """The files in a folder."""
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder
