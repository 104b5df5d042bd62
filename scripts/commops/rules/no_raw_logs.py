"""Raw chat exports that lie in the workspace, recognised by their first 64 KiB, and the private store of imports."""

import re
from collections.abc import Iterator

from commops.findings import Hit, Location
from commops.rule import rule, scanned_files
from commops.workspace import Workspace

# Program, then patterns that must all be found. The shapes are those of the exporters' own source code.
_SHAPES = (
    ("Telegram", r'"messages"\s*:\s*\[', r'"date_unixtime"\s*:|"from_id"\s*:'),
    ("Telegram", r'"personal_information"\s*:', r'"chats"\s*:\s*\{'),
    ("Discord", r'"guild"\s*:\s*\{', r'"exportedAt"\s*:|"dateRange"\s*:|"messages"\s*:'),
    ("Discord", r"\A\"?AuthorID\"?,\"?Author\"?,\"?Date\"?,\"?Content"),
    ("Slack", r'"type"\s*:\s*"message"', r'"ts"\s*:\s*"\d{10}\.\d{6}"'),
    ("Slack", r"\APK\x03\x04", r"channels\.json", r"users\.json|integration_logs\.json"),
    ("WeChat", r'"talker(?:Name)?"\s*:', r'"sender(?:Name)?"\s*:'),
    ("WeChat", r'"senderUsername"\s*:', r'"createTime"\s*:'),
    ("WeChat", r"\A\"?localId\"?,\"?TalkerId"),
    ("QQ", r"\A\s*消息记录[\uff08(]此消息记录为文本格式"),
    ("QQ", r'"chatInfo"\s*:\s*\{', r'"selfUi[dn]"\s*:'),
    ("ChatLab", r'"chatlab"\s*:\s*\{', r'"(?:members|meta)"\s*:'),
    ("Mattermost", r'\A\{"type":\s*"version"', r'"type":\s*"(?:post|channel|team)"'),
    ("Matrix", r'"origin_server_ts"\s*:', r'"event_id"\s*:'),
)
# Program, what a line that opens a message looks like, and how many such lines are proof.
_LINES = (
    ("WeChat", 3, r".{1,60}\([^)]{1,60}\) (?:\d{4}-)?\d\d-\d\d \d\d:\d\d:\d\d"),
    ("QQ", 3, r"\d{4}-\d\d-\d\d \d{1,2}:\d\d:\d\d .{1,80}[(<][\w.@+-]{4,60}[)>]"),
    (
        "WhatsApp",
        3,
        r"[\u200e\u200f]?\[?\d{1,4}[./-] ?\d{1,2}[./-] ?\d{1,4}.{1,8}\d{1,2}[:.]\d\d.{0,16}?[\]-] .{1,60}?: .*",
    ),
    ("IRC", 5, r"\[?\d\d:\d\d(?::\d\d)?\]? <[^>]{1,40}> .*"),
)
_SENDERS = frozenset(
    ("sender", "sendername", "senderid", "from", "author", "user", "userid", "username", "nickname", "nick")
) | frozenset(("发送者", "发送人", "发言人", "发言者", "昵称", "群昵称", "用户", "用户名", "成员"))
_MESSAGES = frozenset(("message", "messages", "content", "contents", "text", "body", "msg", "strcontent")) | frozenset(
    ("消息", "消息内容", "内容", "聊天内容", "发言", "发言内容", "正文")
)
_TABLES = (".csv", ".tsv", ".txt")


@rule("no-raw-logs")
def check(ws: Workspace) -> Iterator[Hit]:
    """Every file that starts like the export of a chat program, or is a table of senders and messages.

    Files of the private store only show up here when somebody forced them into Git: it ignores itself.
    """
    for path in scanned_files(ws):
        if path.startswith(".commops/"):
            if path != ".commops/.gitignore":
                yield Hit(Location(path, length=0), path, case="store")
        elif path not in ws.sources:
            head = _decoded(ws.read_head(path))
            found = recognised(head) or (_table(head) if path.lower().endswith(_TABLES) else "")
            if found:
                yield Hit(Location(path, length=0), path.rpartition("/")[2], {"program": found})


def recognised(head: str) -> str:
    """The chat program whose export starts like this text; empty for none."""
    for program, *patterns in _SHAPES:
        if all(re.search(pattern, head) for pattern in patterns):
            return program
    lines = head.split("\n")[:500]
    for program, least, pattern in _LINES:
        opens = re.compile(pattern).fullmatch
        if sum(opens(line[:300]) is not None for line in lines) >= least:
            return program
    return ""


def _table(head: str) -> str:
    """``CSV`` if one of the first lines names a column of senders and a column of messages."""
    for line in head.split("\n")[:5]:
        columns = {re.sub(r"[\W_]", "", name).lower() for name in re.split(r"[,;\t|]", line)}
        if columns & _SENDERS and columns & _MESSAGES:
            return "CSV"
    return ""


def _decoded(head: bytes) -> str:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = head.decode("utf-16", "ignore")
    else:
        text = head.decode("utf-8-sig", "ignore")
        # What is not UTF-8 loses much when read as such; Chinese programs then mean GBK.
        if len(text.encode()) < len(head) - 8:
            text = head.decode("gb18030", "ignore")
    return text.replace("\r\n", "\n")
