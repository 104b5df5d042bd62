"""Feishu's messages as its interface gives them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from chinesekit import TALK, Said, dump, feishu, lines, pages
from logkit import KEY, T0, merged, put, read

THREE = [feishu(900 + who, Said(T0 - 9 + who, who, "hi")) for who in range(3)]
"""Three people who speak: the chat is a group."""


def one(tmp_path: Path, **more: Any) -> dict[str, Any]:
    return read(tmp_path, pages([*THREE, feishu(1, Said(T0, 1, "hello"), **more)])).rows[3]


def body(value: Any) -> dict[str, str]:
    return {"content": json.dumps(value, ensure_ascii=False)}


MESSAGES = [feishu(number, said) for number, said in enumerate(TALK)]
PACKINGS = {
    "page": pages(MESSAGES),
    "pretty page": pages(MESSAGES, 2),
    "pages in an array": dump([json.loads(pages(MESSAGES[:5])), json.loads(pages(MESSAGES[5:]))], 2),
    "a page per line": pages(MESSAGES[:5]) + b"\n" + pages(MESSAGES[5:]) + b"\n",
    "a message per line": lines(MESSAGES),
    "array": dump(MESSAGES, None),
    "pretty array": dump(MESSAGES, 4),
}


@pytest.mark.parametrize("name", PACKINGS)
def test_packings(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, PACKINGS[name])
    assert (found.format, found.skipped) == ("feishu", {})
    assert [(row["ts_s"], row["text_hash"]) for row in found.rows] == [(said.at, KEY.text(said.words)) for said in TALK]
    assert set(found.tally.chats) == {"oc_books"}


def test_mentions_are_shown_by_name(tmp_path: Path) -> None:
    mentions = [{"key": f"@_user_{n}", "id": f"ou_{n}", "id_type": "open_id", "name": f"读者{n}"} for n in (1, 10)]
    row = one(tmp_path, body=body({"text": "@_user_1 @_user_10 在吗"}), mentions=mentions)
    assert row["text_hash"] == KEY.text("@读者1 @读者10 在吗")


def test_replies_lead_to_the_parent(tmp_path: Path) -> None:
    assert one(tmp_path, parent_id="om_7", root_id="om_3")["reply_to"] == "om_7"
    assert one(tmp_path, root_id="om_3")["reply_to"] == "om_3"
    assert one(tmp_path)["reply_to"] is None


def test_a_message_that_was_deleted_is_none_even_in_an_older_export(tmp_path: Path) -> None:
    put(tmp_path, pages([*THREE, feishu(1, Said(T0, 1, "hello"))]), "1.json")
    later = {"update_time": str((T0 + 9) * 1000), "deleted": True, "body": body("This message was recalled")}
    put(tmp_path, pages([*THREE, feishu(1, Said(T0, 1, ""), **later)]), "2.json")
    assert [(row["kind"], row["length"]) for row in merged(tmp_path) if row["msg_id"] == "om_1"] == [("system", 0)]


RICH = {
    "title": "书单",
    "content": [[{"tag": "text", "text": "看"}, {"tag": "a", "text": "这里", "href": "x"}], [{"tag": "img"}]],
}


@pytest.mark.parametrize(
    ("kind", "content", "media", "words"),
    [
        ("post", RICH, "link", "书单\n看这里\n"),
        ("post", {"zh_cn": {"title": "", "content": [[{"tag": "img"}]]}}, "image", ""),
        ("image", {"image_key": "k?"}, "image", ""),
        ("audio", {}, "voice", ""),
        ("media", {}, "video", ""),
        ("sticker", {}, "sticker", ""),
        ("file", {"file_name": "a?.pdf"}, "file", ""),
        ("interactive", {"title": "?"}, "other", ""),
        ("text", [1, 2], "text", ""),
    ],
)
def test_kinds(tmp_path: Path, kind: str, content: Any, media: str, words: str) -> None:
    row = one(tmp_path, msg_type=kind, body=body(content))
    assert (row["kind"], row["media"], row["text_hash"]) == ("message", media, KEY.text(words))


@pytest.mark.parametrize("content", [None, "not JSON", '{"text": 5}', "[" * 3000])
def test_contents_that_are_not_what_they_should_be(tmp_path: Path, content: Any) -> None:
    assert one(tmp_path, body={"content": content})["length"] == 0


def test_apps_are_bots(tmp_path: Path) -> None:
    assert one(tmp_path, sender={"id": "cli_a", "id_type": "app_id", "sender_type": "app"})["is_bot"]


def test_joins_come_from_templates(tmp_path: Path) -> None:
    template = {
        "template": "{from_user} invited {to_chatters} to this chat.",
        "from_user": ["Ada"],
        "to_chatters": ["小七", "小八"],
    }
    found = read(tmp_path, pages([feishu(1, Said(T0, 1, ""), msg_type="system", sender={}, body=body(template))]))
    assert [(row["kind"], row["author"]) for row in found.rows] == [
        ("join", KEY.author("feishu", "name:小七")), ("join", KEY.author("feishu", "name:小八")),
    ]  # fmt: skip


def test_a_chat_of_two_people_is_private(tmp_path: Path) -> None:
    app = {"id": "cli_a", "id_type": "app_id", "sender_type": "app"}
    private = [feishu(n, Said(T0 + n, n % 2, "secret"), chat_id="oc_two") for n in range(6)]
    private.append(feishu(7, Said(T0, 1, "beep"), chat_id="oc_two", sender=app))
    said_so = [feishu(8, Said(T0, 1, "x"), chat_id="oc_small", chat_type="group")]
    found = read(tmp_path, pages([*private, *THREE, *said_so]))
    assert found.skipped == {"private": 7}
    assert found.tally.skipped["private"].first == ""
    assert set(found.tally.chats) == {"oc_books", "oc_small"}


def test_records_that_give_no_row_say_why(tmp_path: Path) -> None:
    good = feishu(1, Said(T0, 1, "x"))
    bad = [
        {**good, "chat_id": None},
        {**good, "message_id": 5},
        {**good, "create_time": "soon"},
        {**good, "create_time": None},
    ]
    found = read(tmp_path, pages([*THREE, *bad]))
    assert found.skipped == {"no-chat": 1, "no-id": 1, "bad-time": 1, "no-time": 1}
