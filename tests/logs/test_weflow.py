"""WeFlow's and echotrace's JSON of one WeChat chat."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from chinesekit import GROUP, ROOM, TALK, Said, dump, weflow, weflow_message
from logkit import KEY, T0, read


def with_pictures(data: bytes, size: int, *, before: str) -> dict[str, Any]:
    """The export with people's pictures put before one of its members."""
    whole = json.loads(data)
    picture = {"displayName": "x", "base64": "Zm9v" * (size // 4), "odd": '"messages": [{"}'}
    return {
        key: value
        for name, member in whole.items()
        for key, value in (
            (("avatars", {"wxid_maker1": picture}), (name, member)) if name == before else ((name, member),)
        )
    }


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("before", ["weflow", "session", "messages"])
def test_pictures_longer_than_the_first_look(tmp_path: Path, indent: int | None, before: str) -> None:
    found = read(tmp_path, dump(with_pictures(weflow(TALK), 3 << 20, before=before), indent))
    assert (found.format, found.tally.parsed, found.tally.chats) == ("weflow", len(TALK), {ROOM: GROUP})


def test_pictures_after_the_messages(tmp_path: Path) -> None:
    whole = json.loads(weflow(TALK))
    found = read(tmp_path, dump({**whole, "avatars": {"messages": [{"base64": "x"}]}}, None))
    assert found.tally.records == len(TALK)


def test_the_word_says_the_type_and_the_number_does_not(tmp_path: Path) -> None:
    words = [
        ("文本消息", "message", "text"), ("引用消息", "message", "text"), ("图片消息", "message", "image"),
        ("语音消息", "message", "voice"), ("视频消息", "message", "video"), ("文件消息", "message", "file"),
        ("动画表情", "message", "sticker"), ("卡片式链接", "message", "link"), ("红包卡片", "message", "other"),
        ("未知类型(21474836529)", "message", "other"), ("系统消息", "system", "other"),
    ]  # fmt: skip
    messages = [
        weflow_message(n, Said(T0 + n, 1, "hi"), type=word, localType=1) for n, (word, _, _) in enumerate(words)
    ]
    found = read(tmp_path, dump({**json.loads(weflow([])), "messages": messages}, None))
    assert [(row["kind"], row["media"]) for row in found.rows] == [(kind, media) for _, kind, media in words]
    assert [row["length"] for row in found.rows] == [2, 2] + [0] * 9


def test_lines_of_the_group_itself_are_system_lines(tmp_path: Path) -> None:
    messages = [
        weflow_message(1, Said(T0, 1, '"Ada"邀请"小七"加入了群聊'), type="系统消息", senderUsername=ROOM, isSend=None),
        weflow_message(2, Said(T0, 1, "x"), senderUsername=ROOM),
    ]
    found = read(tmp_path, dump({**json.loads(weflow([])), "messages": messages}, None))
    assert [(row["kind"], row["author"]) for row in found.rows] == [
        ("join", KEY.author("wechat", "name:小七")), ("system", None),
    ]  # fmt: skip


@pytest.mark.parametrize("session", [{"wxid": "wxid_maker1", "type": "私聊"}, {"wxid": "wxid_maker1", "type": "群聊"}])
def test_a_private_chat_is_skipped_whole(tmp_path: Path, session: dict[str, str]) -> None:
    found = read(tmp_path, weflow(TALK, **session))
    assert (found.rows, found.skipped, found.tally.chats) == ([], {"private": len(TALK)}, {})


def test_records_that_give_no_row_say_why(tmp_path: Path) -> None:
    good = weflow_message(1, Said(T0, 1, "x"))
    messages = [good, {**good, "createTime": None}, {**good, "createTime": "soon"}]
    found = read(tmp_path, dump({**json.loads(weflow([])), "messages": messages}, None))
    assert found.skipped == {"no-time": 1, "bad-time": 1}
