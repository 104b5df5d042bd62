"""Exports of every program are recognised by their first bytes, also inside archives; ordinary files are not."""

import gzip
import io
import tarfile
import zipfile
import zlib

import hypothesis.strategies as st
import pytest
from hypothesis import given

from commops.synth.recipe import Recipe
from commops.synth.run import make
from commops.synth.writers import formats
from commops.wording.exports import HEAD, recognised

SAMPLES = [
    ("Discord", "x.json", '{"guild": {"id": "1", "name": "g"}, "channel": {}, "dateRange": {}, "messages": []}'),
    ("Discord", "x.csv", '"AuthorID","Author","Date","Content","Attachments","Reactions"\n"1","a","2026","hi","",""\n'),
    ("Discord", "x.txt", "=" * 62 + "\nGuild: Firefly\nChannel: text / general\n" + "=" * 62 + "\n"),
    ("Discord", "x.html", '<div class="chatlog__message-group">'),
    ("Discord", "messages.csv", "ID,Timestamp,Contents,Attachments\n1,2026,hi,\n"),
    ("Discord", "messages.json", '[{"ID": 109843210123456789, "Timestamp": "2026", "Contents": "hi"}]'),
    ("Slack", "2026-11-01.json", '[{"type": "message", "user": "U1", "ts": "1452812345.000012", "text": "hi"}]'),
    ("Slack", "users.json", '[{"id": "U1", "team_id": "T1", "profile": {"real_name": "x"}}]'),
    ("Telegram", "result.json", '{"name": "g", "messages": [{"id": 1, "date_unixtime": "1", "from_id": "user1"}]}'),
    ("Telegram", "result.json", '{"name": "g", "messages": [{"id": 1, "from": "a", "from_id": 7}]}'),
    ("Telegram", "result.json", '{"about": "x", "personal_information": {}, "chats": {"list": []}}'),
    ("Telegram", "messages.html", '<div class="message default clearfix" id="message1">'),
    (
        "WhatsApp",
        "_chat.txt",
        "[2018/06/13, 21:25:15] a: m\n[2018/06/13, 21:25:16] b: m\n[2018/06/13, 21:25:17] a: n\n",
    ),
    ("WhatsApp", "chat.txt", "3/6/18, 1:55 p.m. - a: m\n3/6/18, 1:56 p.m. - b: m\n3/6/18, 1:57 p.m. - a: n\n"),
    ("WhatsApp", "chat.txt", "13. 6. 2018. 21:25:15 a: m\n" * 0 + "13.6.2018 klo 21.25.15 - a: m\n" * 3),
    (
        "WhatsApp",
        "chat.txt",
        "2018/6/13 下午9:25 - 甲: 你好\n2018/6/13 下午9:26 - 乙: 好\n2018/6/13 下午9:27 - 甲: 嗯\n",
    ),
    ("WeChat", "x.json", '[{"seq": 1, "talker": "1@chatroom", "sender": "wxid_1", "senderName": "a"}]'),
    ("WeChat", "x.csv", "Time,SenderName,Sender,TalkerName,Talker,Content\n2026-11-01 20:00:00,a,b,c,d,e\n"),
    (
        "WeChat",
        "x.txt",
        "甲(wxid_a) 11-01 20:00:00\n你好\n乙(wxid_b) 11-01 20:00:09\n好\n甲(wxid_a) 11-01 20:01:00\n嗯\n",
    ),
    (
        "WeChat",
        "x.csv",
        "\ufefflocalId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent\n1,2,1,0,0,1,0,hi\n",
    ),
    ("WeChat", "x.json", '{"weflow": {"version": "1"}, "session": {"wxid": "1@chatroom"}, "messages": []}'),
    ("WeChat", "x.json", '{"messages": [{"createTime": 1, "senderUsername": "wxid_1", "content": "x"}]}'),
    ("QQ", "x.txt", "消息记录（此消息记录为文本格式，不支持重新导入）\n\n消息分组:我的QQ群\n消息对象:固件群\n"),
    (
        "QQ",
        "x.txt",
        ("2019-07-16 18:15:05 地瓜(23333233)\n你好\n\n2019-07-16 8:15:06 土豆<a@b.com>\n好\n" * 2),
    ),
    ("QQ", "x.json", '{"metadata": {}, "chatInfo": {"name": "g", "selfUid": "u_1"}, "messages": []}'),
    ("QQ", "c000001.jsonl", '{"id": "1", "sender": {"uid": "u_1", "uin": "10001", "nickname": "a"}, "content": {}}\n'),
    ("ChatLab", "x.json", '{"chatlab": {"version": "0.0.2"}, "meta": {"name": "g"}, "members": []}'),
    (
        "ChatLab",
        "x.jsonl",
        '{"_type": "header", "chatlab": {"version": "0.0.2"}}\n{"_type": "member", "accountName": "a"}\n',
    ),
    ("Mattermost", "x.jsonl", '{"type": "version", "version": 1}\n{"type": "post", "post": {"team": "t"}}\n'),
    ("Zulip", "topic.json", '[{"id": 1, "sender_full_name": "a", "content": "<p>hi</p>", "timestamp": 1}]'),
    ("Zulip", "messages-000001.json", '{"zerver_message": [], "zerver_usermessage": []}'),
    ("Matrix", "export.json", '{"room_name": "g", "export_date": "x", "exported_by": "@a", "messages": []}'),
    ("Matrix", "events.json", '[{"type": "m.room.message", "event_id": "$1", "origin_server_ts": 1}]'),
    (
        "WeCom",
        "x.jsonl",
        '{"msgid": "1_external", "action": "send", "from": "a", "tolist": ["b"], "msgtype": "text"}\n',
    ),
    ("Feishu", "x.json", '{"items": [{"message_id": "om_1", "chat_id": "oc_1", "msg_type": "text"}]}'),
    ("Discourse", "topic.json", '{"post_stream": {"posts": [{"id": 1, "username": "a"}]}}'),
    ("Mastodon", "outbox.json", '{"orderedItems": [{"type": "Create", "actor": "https://a.example/users/a"}]}'),
    ("GitHub", "d.json", '{"discussions": {"nodes": [{"author": {"login": "a"}, "bodyText": "hi"}]}}'),
    ("IRC", "2026-11-01.txt", "[20:00] <jia> tonight chapter three\n"),
    ("IRC", "x.log", "=== jia [~a@host] has joined #room []\n[20:00] <jia> hi\n* jia waves\n[20:01] <yi> hello\n" * 3),
    ("IRC", "x.log", "2016-01-01T20:00:00  <jia> hi\n" * 5),
    ("IRC", "x.log", "1452812345\tjia\thello there\n" * 5),
    ("CSV", "signin.csv", "时间,昵称,消息内容\n20:00,甲,今晚读第三章\n"),
    ("CSV", "log.tsv", "date\tuser\ttext\n2026\ta\thi\n"),
]
ORDINARY = [
    ("totals.csv", "week,messages,posters\n2026-W46,1043,187\n"),
    ("notes.txt", "消息提醒：周五 20:00 开会。\n20:30 散会\n"),
    ("agenda.txt", "09:00 签到\n09:30 分享\n10:00 茶歇\n10:30 提问\n11:00 合影\n"),
    ("package.json", '{"name": "x", "version": "1.0.0", "author": "a", "description": "messages"}'),
    ("page.html", "<!-- a --> \n<!-- b --> \n<p> x\n<div> y\n<span> z\n<b> c\n"),
    ("data.json", '{"type": "message", "text": "hi"}'),
    ("members.csv", "date,channel,members\n2026-11-01,wx,458\n"),
    ("changelog.md", "## 1.0\n\n- 2026-11-01: first (a@example.org)\n"),
    ("empty.txt", ""),
    ("blank.txt", "\n\n\n"),
]


@pytest.mark.parametrize(("program", "name", "text"), SAMPLES, ids=lambda value: str(value)[:24])
def test_every_known_export_is_recognised(program, name, text):
    raw = text.encode()
    assert recognised(raw, name) == program
    assert recognised(gzip.compress(raw), f"{name}.gz") == program
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        whole = io.BytesIO()
        with zipfile.ZipFile(whole, "w", method) as archive:
            archive.writestr("README.md", "about")
            archive.writestr(f"a/{name}", raw)
        assert recognised(whole.getvalue(), "backup.zip") == program
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w") as archive:
        member = tarfile.TarInfo(f"a/{name}")
        member.size = len(raw)
        archive.addfile(member, io.BytesIO(raw))
    assert recognised(whole.getvalue(), "backup.tar") == program
    assert recognised(gzip.compress(whole.getvalue()), "backup.tar.gz") == program


@pytest.mark.parametrize(("name", "text"), ORDINARY)
def test_ordinary_files_are_left_alone(name, text):
    assert recognised(text.encode(), name) == ""


def test_chinese_encodings():
    text = "消息记录（此消息记录为文本格式，不支持重新导入）\n\n消息对象:固件群\n"
    assert [recognised(text.encode(code), "x.txt") for code in ("gb18030", "utf-16", "utf-8-sig")] == ["QQ"] * 3


def test_names_in_an_archive_are_enough():
    for program, names in (
        ("WhatsApp", ["_chat.txt"]),
        ("Slack", ["users.json", "channels.json"]),
        ("WeChat", ["MicroMsg.db"]),
    ):
        whole = io.BytesIO()
        with zipfile.ZipFile(whole, "w") as archive:
            for name in names:
                archive.writestr(name, b"\x00encrypted")
        assert recognised(whole.getvalue(), "x.zip") == program


def test_a_bomb_is_not_unpacked():
    bomb = zlib.compress(b"[20:00] <jia> hi\n" * 10_000_000, 9)
    head = b"PK\x03\x04" + b"\x14\x00\x00\x00\x08\x00" + b"\x00" * 16 + b"\x05\x00\x00\x00" + b"a.txt"
    raw = head + bomb[2:]
    assert recognised(raw[: 4 * HEAD], "x.zip") == "IRC"


@pytest.mark.parametrize("form", formats())
def test_what_synth_writes(form, tmp_path):
    make(tmp_path / "log", Recipe().sized(400), form)
    files = [path for path in (tmp_path / "log").rglob("*") if path.is_file() and path.name != ".made-up"]
    assert files
    assert [path.name for path in files if not recognised(path.read_bytes()[: 4 * HEAD], path.name)] == []


@given(st.binary(max_size=400), st.sampled_from([b"PK\x03\x04", b"\x1f\x8b", b"", b"SQLite format 3\x00"]))
def test_damaged_files_never_fail(raw, start):
    recognised(start + raw, "x.csv")
