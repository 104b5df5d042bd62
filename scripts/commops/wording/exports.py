"""Recognise exported chat logs by their first bytes, also inside zip, gzip and tar files, which are never unpacked.

The shapes are those of the exporters' own source code; where an exporter writes several forms, each has a row.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from commops.patterns import lazy

HEAD = 64 << 10
"""So many bytes of a file, or of a member of an archive, are looked at."""
_MEMBERS = 40

# Program, then patterns that must all be found.
_SHAPES = tuple(
    (program, [lazy(pattern) for pattern in patterns])
    for program, *patterns in (
        ("Telegram", r'"messages"\s*:\s*\[', r'"date_unixtime"\s*:|"from_id"\s*:'),
        ("Telegram", r'"personal_information"\s*:', r'"(?:chats|left_chats|contacts|frequent_contacts)"\s*:\s*\{'),
        ("Telegram", r'"about"\s*:\s*"Here is the (?:list of chats|data)', r'"(?:list|chats)"\s*:'),
        ("Telegram", r'class="message (?:default|service) clearfix'),
        ("Discord", r'"guild"\s*:\s*\{', r'"exportedAt"\s*:|"dateRange"\s*:|"messages"\s*:'),
        ("Discord", r"\A\"?AuthorID\"?,\"?Author\"?,\"?Date\"?,\"?Content"),
        ("Discord", r"\A={20,}\n(?:Guild|Server): ", r"\nChannel: "),
        ("Discord", r'class="?chatlog__|DiscordChatExporter'),
        ("Discord", r"\A\"?ID\"?,\"?Timestamp\"?,\"?Contents\"?,\"?Attachments"),
        ("Discord", r'"ID"\s*:\s*"?\d{17,20}', r'"Timestamp"\s*:', r'"Contents"\s*:'),
        ("Slack", r'"type"\s*:\s*"message"', r'"ts"\s*:\s*"\d{10}\.\d{6}"'),
        ("Slack", r'"team_id"\s*:\s*"T', r'"real_name"\s*:', r'"profile"\s*:\s*\{'),
        ("WeChat", r'"talker(?:Name)?"\s*:', r'"sender(?:Name)?"\s*:'),
        ("WeChat", r"\A\"?Time\"?,\"?SenderName\"?,\"?Sender\"?,\"?Talker"),
        ("WeChat", r'"senderUsername"\s*:', r'"createTime"\s*:'),
        ("WeChat", r'"weflow"\s*:\s*\{|"echotrace"\s*:\s*\{'),
        ("WeChat", r"\A\"?localId\"?,\"?TalkerId"),
        ("WeCom", r'"msgid"\s*:', r'"msgtype"\s*:', r'"(?:roomid|tolist|msgtime)"\s*:'),
        ("Feishu", r'"message_id"\s*:\s*"om_', r'"(?:chat_id|msg_type|sender)"\s*:'),
        ("QQ", r"\A\s*消息记录[\uff08(]此消息记录为文本格式"),
        ("QQ", r"(?m)^消息对象[:\uff1a]", r"(?m)^消息(?:分组|记录)"),
        ("QQ", r'"chatInfo"\s*:\s*\{', r'"selfUi[dn]"\s*:|"statistics"\s*:|"messages"\s*:'),
        ("QQ", r'"sender"\s*:\s*\{', r'"uin"\s*:', r'"groupCard"\s*:|"nickname"\s*:'),
        ("ChatLab", r'"chatlab"\s*:\s*\{', r'"(?:members|meta)"\s*:'),
        ("ChatLab", r'"_type"\s*:\s*"(?:header|member|message)"', r'"(?:accountName|platformId|chatlab)"\s*:'),
        ("Mattermost", r'\A\{\s*"type"\s*:\s*"version"', r'"type"\s*:\s*"(?:post|channel|team|user|direct_post)"'),
        ("Zulip", r'"sender_full_name"\s*:', r'"(?:content|timestamp)"\s*:'),
        ("Zulip", r'"zerver_(?:message|usermessage|userprofile|stream)"\s*:'),
        ("Matrix", r'"origin_server_ts"\s*:', r'"event_id"\s*:'),
        ("Matrix", r'"room_name"\s*:', r'"export_date"\s*:', r'"exported_by"\s*:'),
        ("Discourse", r'"post_stream"\s*:\s*\{', r'"posts"\s*:'),
        ("Discourse", r'"cooked"\s*:', r'"username"\s*:', r'"post_number"\s*:'),
        ("Mastodon", r'"orderedItems"\s*:\s*\[', r'"(?:actor|attributedTo)"\s*:'),
        ("GitHub", r'"discussions?"\s*:\s*\{', r'"author"\s*:\s*\{\s*"login"', r'"body(?:Text|HTML)?"\s*:'),
        ("Gitter", r'"fromUser"\s*:', r'"sent"\s*:', r'"text"\s*:'),
        (
            "SQLite",
            r"\ASQLite format 3\x00",
            r"(?i)CREATE TABLE [\"'`\[]?(?:MSG|message|messages|Chat_\w+|chat_\w+|group_msg\w*)\b",
        ),
    )
)
_WHATSAPP = (
    r"[\u200e\u200f\u202a\u202c]*\[?\d{1,4}[./-] ?\d{1,2}[./-] ?\d{1,4}.{1,8}\d{1,2}[:.]\d\d.{0,16}?[\]-] .{1,60}?: .*"
)
_IRC_TIME = r"(?:\S{1,12} )?\[?(?:\d{4}-\d\d-\d\d[T ])?\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?\]?"
_IRC_EVENT = (
    rf"(?:{_IRC_TIME}\s{{1,3}})?(?:===|\*\*\*|-!-|-->|<--|→|←) \S+ .*\b(?:joined|left|quit|parted|known as|kicked)\b.*"
)
# Program, how many lines that open a message are proof, and what such a line looks like.
_LINES = tuple(
    (program, least, lazy(pattern))
    for program, least, pattern in (
        ("WeChat", 3, r".{1,60}\([^)]{1,60}\) (?:\d{4}-)?\d\d-\d\d \d\d:\d\d:\d\d"),
        ("QQ", 3, r"\d{4}-\d\d-\d\d \d{1,2}:\d\d:\d\d .{1,80}[(<][\w.@+-]{4,60}[)>]"),
        ("WhatsApp", 3, _WHATSAPP),
        ("IRC", 5, _IRC_TIME + r"\s{1,3}(?:<[^>]{1,40}>|\* \S+) .*|" + _IRC_EVENT),
        ("IRC", 5, r"\d{9,10}(?:\.\d+)?[\t ,;][^\t ,;]{1,40}[\t ,;].+"),
    )
)
_SENDERS = (
    frozenset(
        ("sender", "sendername", "senderid", "from", "fromid", "author", "authorid", "user", "userid", "username")
    )
    | frozenset(
        (
            "nickname",
            "nick",
            "fromuser",
            "name",
            "talker",
            "speaker",
            "member",
            "发送者",
            "发送人",
            "发言人",
            "发言者",
            "昵称",
        )
    )
    | frozenset(("群昵称", "用户", "用户名", "成员", "发送者昵称", "发件人", "账号", "姓名"))
)
_MESSAGES = frozenset(
    ("message", "content", "contents", "text", "body", "msg", "strcontent", "messagetext")
) | frozenset(("消息", "消息内容", "内容", "聊天内容", "发言", "发言内容", "正文", "聊天记录", "messages", "said"))
TABLES = (".csv", ".tsv", ".txt", ".tab")
# Names inside archives that only one program writes; all of a row must be there.
_NAMES = (
    ("Slack", ("channels.json", "users.json")),
    ("Slack", ("integration_logs.json",)),
    ("Discord", ("messages/index.json",)),
    ("WhatsApp", ("_chat.txt",)),
    ("Telegram", ("result.json",)),
    ("QQ", ("manifest.json", "chunks/")),
    ("Zulip", ("realm.json", "messages-00000")),
    ("Mastodon", ("outbox.json", "actor.json")),
    ("WeChat", ("MicroMsg.db",)),
    ("WeChat", ("MSG0.db",)),
)


def recognised(raw: bytes, name: str) -> str:
    """The program whose export a file is, judged by its first bytes and its ending; empty for none."""
    if raw[:4] == b"PK\x03\x04":
        return _archive(_zip_members(raw))
    if raw[:2] == b"\x1f\x8b":
        inner = _inflated(raw, 31)
        return _archive(_tar_members(inner)) if inner[257:262] == b"ustar" else recognised_text(inner, name[:-3])
    if raw[257:262] == b"ustar":
        return _archive(_tar_members(raw))
    return recognised_text(raw[:HEAD], name)


def recognised_text(head: bytes, name: str) -> str:
    """The program whose export starts like this; ``table`` for columns of senders and messages; empty for none."""
    text = decoded(head)
    for program, patterns in _SHAPES:
        if all(pattern.search(text) for pattern in patterns):
            return program
    lines = [line[:300] for line in text.split("\n")[:500]]
    for program, least, opening in _LINES:
        # A quiet day has few lines, and then nothing but messages.
        if sum(opening.fullmatch(line) is not None for line in lines) >= min(least, sum(map(bool, lines)) or least):
            return program
    return "CSV" if name.lower().endswith(TABLES) and _is_table(lines) else ""


def _is_table(lines: list[str]) -> bool:
    """Whether one of the first lines names a column of senders and a column of messages."""
    for line in lines[:5]:
        columns = {re.sub(r"[\W_]", "", name).lower() for name in re.split(r"[,;\t|]", line)}
        if columns & _SENDERS and columns & _MESSAGES:
            return True
    return False


def _archive(members: Iterator[tuple[str, bytes]]) -> str:
    names: list[str] = []
    for name, head in members:
        names.append(name)
        found = recognised_text(head, name) if head else ""
        if found:
            return found
    joined = [f"/{name}" for name in names]
    for program, wanted in _NAMES:
        if all(any(f"/{part}" in name for name in joined) for part in wanted):
            return program
    return "WhatsApp" if any(re.search(r"/WhatsApp[ -]Cha.{0,80}\.txt$", name) for name in joined) else ""


def _zip_members(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and first bytes of the members whose headers lie in ``raw``; sizes in them are not believed."""
    for found in list(re.finditer(rb"PK\x03\x04", raw))[: _MEMBERS * 4]:
        at = found.start()
        header = raw[at : at + 30]
        if len(header) < 30:
            return
        method = int.from_bytes(header[8:10], "little")
        name_size, extra = int.from_bytes(header[26:28], "little"), int.from_bytes(header[28:30], "little")
        begin = at + 30 + name_size + extra
        name = raw[at + 30 : at + 30 + name_size].decode("utf-8", "replace")
        # A member that is stored as it is ends where the next header begins.
        body = re.split(rb"PK\x01\x02|PK\x03\x04|PK\x07\x08", raw[begin : begin + HEAD], maxsplit=1)[0]
        yield name, _inflated(raw[begin : begin + 4 * HEAD], -15) if method == 8 else body if method == 0 else b""


def _tar_members(raw: bytes) -> Iterator[tuple[str, bytes]]:
    at = 0
    for _ in range(_MEMBERS):
        header = raw[at : at + 512]
        if len(header) < 512 or header[257:262] != b"ustar":
            return
        size = int(re.match(rb"[0-7]*", header[124:136].strip(b" \x00"))[0] or b"0", 8)  # type: ignore[index]
        yield header[:100].rstrip(b"\x00").decode("utf-8", "replace"), raw[at + 512 : at + 512 + min(size, HEAD)]
        at += 512 + (size + 511) // 512 * 512


def _inflated(raw: bytes, window: int) -> bytes:
    """The first bytes of deflated data, HEAD at most, however much there is; empty for damaged data."""
    try:
        return zlib.decompressobj(window).decompress(raw, HEAD)
    except zlib.error:
        return b""


def decoded(head: bytes) -> str:
    """Bytes as text: UTF-16 by its mark, UTF-8, else GB18030, which Chinese programs mean when they write no UTF-8."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = head.decode("utf-16", "ignore")
    else:
        text = head.decode("utf-8-sig", "ignore")
        if len(text.encode()) < len(head) - 8:
            text = head.decode("gb18030", "ignore")
    return text.replace("\r\n", "\n")
