"""QQChatExporter's JSON of older and newer versions, and its chunks."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from chinesekit import GROUP, TALK, Said, dump, lines, qq_head, qq_json, qq_message, qq_old, uin
from logkit import KEY, T0, merged, put, read, run, skipped

NEW = [qq_message(number, said) for number, said in enumerate(TALK, 1)]
OLD = [qq_old(number, said) for number, said in enumerate(TALK, 1)]


def of(name: str) -> str:
    return KEY.author("qq", name)


def elements(*parts: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    return {"text": "as the program shows it?", "elements": [{"type": kind, "data": data} for kind, data in parts]}


def one(tmp_path: Path, message: dict[str, Any]) -> dict[str, Any]:
    return read(tmp_path, qq_json([message])).rows[0]


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("messages", [NEW, OLD], ids=["new", "old"])
def test_older_and_newer_field_names(tmp_path: Path, messages: list[dict[str, Any]], indent: int | None) -> None:
    report = put(tmp_path, qq_json(messages, indent))
    assert (report.format, report.parsed, skipped(report), report.zone_assumed) == ("qq-exporter", 8, {}, False)
    assert [(chat.key, chat.name) for chat in report.chats] == [("700000001", GROUP)]
    assert [row["ts_s"] for row in merged(tmp_path)] == [said.at for said in TALK]


def test_each_message_on_a_line_of_its_own_as_the_program_lays_it_out(tmp_path: Path) -> None:
    body = ",\n".join("    " + json.dumps(message, ensure_ascii=False) for message in NEW)
    head = json.dumps(qq_head(), ensure_ascii=False, indent=2).removesuffix("\n}")
    found = read(
        tmp_path, f'{head},\n  "messages": [\n{body}\n  ],\n  "avatars": {{"1": "data:image/png;base64,AA"}}\n}}\n'
    )
    assert (found.tally.parsed, found.skipped) == (8, {})


def test_a_group_picture_longer_than_the_first_look(tmp_path: Path) -> None:
    assert read(tmp_path, qq_json(NEW, avatar="data:image/png;base64," + "A" * 200_000)).tally.parsed == 8


@pytest.mark.parametrize("kind", ["private", "temp", ""])
def test_a_private_chat_is_skipped_whole(tmp_path: Path, kind: str) -> None:
    found = read(tmp_path, qq_json(NEW, type=kind))
    assert (found.rows, found.skipped, found.tally.chats) == ([], {"private": 8}, {})


def test_accounts_without_a_number_go_by_their_other_id(tmp_path: Path) -> None:
    message = qq_message(1, TALK[0], sender={"uid": "u_9", "uin": "0", "name": "x"})
    assert one(tmp_path, message)["author"] == of("u_9")


def test_words_come_from_the_parts_and_replies_lead_to_messages(tmp_path: Path) -> None:
    answer = qq_message(2, TALK[1], content=elements(
        ("reply", {"referencedMessageId": "7600000000000000001", "messageId": "76", "content": "quoted"}),
        ("at", {"uid": "u_1", "name": "Ada"}),
        ("text", {"text": " when"}),
        ("face", {"id": "14", "name": "/微笑"}),
    ))  # fmt: skip
    row = one(tmp_path, answer)
    assert (row["reply_to"], row["text_hash"], row["media"]) == ("7600000000000000001", KEY.text("@Ada when"), "text")


@pytest.mark.parametrize("data", [{"referencedMessageId": None, "messageId": "0"}, {"messageId": ""}, {}])
def test_a_reply_to_something_unknown_leads_nowhere(tmp_path: Path, data: dict[str, Any]) -> None:
    message = qq_message(1, TALK[0], content=elements(("reply", data), ("text", {"text": "x"})))
    assert one(tmp_path, message)["reply_to"] is None


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (elements(("image", {})), "image"),
        (elements(("text", {"text": "看"}), ("image", {})), "image"),
        (elements(("video", {})), "video"),
        (elements(("audio", {})), "voice"),
        (elements(("file", {"filename": "a?.pdf"})), "file"),
        (elements(("market_face", {"name": "你好吗?"})), "sticker"),
        (elements(("json", {"title": "书单?"})), "link"),
        (elements(("forward", {})), "other"),
        ({"text": "[图片]", "resources": [{"type": "image"}]}, "image"),
        ({"text": "", "emojis": [{"type": "x"}]}, "sticker"),
        ({"text": "just words"}, "text"),
    ],
)
def test_media(tmp_path: Path, content: dict[str, Any], media: str) -> None:
    row = one(tmp_path, qq_message(1, TALK[0], content=content))
    assert (row["media"], row["is_question"]) == (media, False)


@pytest.mark.parametrize("message", [qq_message(1, TALK[0], recalled=True), qq_old(1, TALK[0], isRecalled=True)])
def test_a_message_that_was_taken_back_is_none(tmp_path: Path, message: dict[str, Any]) -> None:
    row = one(tmp_path, message)
    assert (row["kind"], row["length"], row["text_hash"]) == ("system", 0, KEY.text(""))


@pytest.mark.parametrize("key", ["system", "isSystemMessage"])
def test_system_lines(tmp_path: Path, key: str) -> None:
    line = {"text": "Ada邀请小七加入了群聊，并附带了30条聊天记录。", "elements": []}
    row = one(tmp_path, qq_message(1, TALK[0], content=line, sender={"uin": "0"}, **{key: True}))
    assert (row["kind"], row["author"]) == ("join", of("name:小七"))


def test_times_in_every_spelling(tmp_path: Path) -> None:
    times = [T0 * 1000, T0, str(T0), "2026-05-28T20:26:40.000Z", "2026-05-29T04:26:40+08:00"]
    messages = [qq_message(number, TALK[0], timestamp=when) for number, when in enumerate(times, 1)]
    messages.append(qq_message(6, TALK[0], timestamp=0))  # only the clock that people saw is left
    found = read(tmp_path, qq_json(messages))
    assert [row["ts_s"] for row in found.rows] == [T0] * 6
    assert found.tally.zone == "Asia/Shanghai"


def test_records_that_give_no_row_say_why(tmp_path: Path) -> None:
    good = qq_message(1, TALK[0])
    bad = [{**good, "id": "0"}, {**good, "timestamp": None, "time": ""}, {**good, "timestamp": "soon", "time": "x"}]
    assert read(tmp_path, qq_json([good, *bad])).skipped == {"no-id": 1, "no-time": 1, "bad-time": 1}


def manifest(*chunks: tuple[str, int], **info: Any) -> bytes:
    listed = [{"index": n, "relativePath": name, "count": count} for n, (name, count) in enumerate(chunks, 1)]
    return dump({**qq_head(**info), "chunked": {"format": "jsonl", "chunksDir": "chunks", "chunks": listed}}, 2)


CHUNKS = {
    "manifest.json": manifest(("chunks/c000001.jsonl", 5), ("chunks/c000002.jsonl", 3)),
    "chunks/c000001.jsonl": lines(NEW[:5]),
    "chunks/c000002.jsonl": lines(NEW[5:]),
    "avatars.json": b"{}",
}


def packed(files: dict[str, bytes], base: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(base + name, (2026, 6, 1, 0, 0, 0)), content)
    return out.getvalue()


def unpacked(root: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (root / "export" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "export" / name).write_bytes(content)
    return root / "export"


@pytest.mark.parametrize("base", ["", "读书群_chunked_jsonl/"])
def test_chunks_in_a_zip(tmp_path: Path, base: str) -> None:
    found = read(tmp_path, packed(CHUNKS, base), "export.zip")
    assert (found.format, found.skipped) == ("qq-exporter", {})
    assert [row["ts_s"] for row in found.rows] == [said.at for said in TALK]


def test_chunks_in_a_folder_are_one_export(tmp_path: Path) -> None:
    folder = unpacked(tmp_path, CHUNKS)
    [report] = run(tmp_path, folder.parent / "export")
    assert (report.format, report.parsed, skipped(report)) == ("qq-exporter", 8, {})
    put(tmp_path, qq_json(NEW))
    assert len(merged(tmp_path)) == 8


def test_a_part_that_is_missing_is_counted(tmp_path: Path) -> None:
    files = {**CHUNKS, "chunks/c000001.jsonl": lines(NEW[:5])[:-40]}
    del files["chunks/c000002.jsonl"]
    found = read(tmp_path, packed(files), "export.zip")
    assert found.tally.records == 8
    assert found.skipped == {"cut-off": 1, "missing-part": 3}
    assert found.tally.skipped["missing-part"].first == "c000002.jsonl"


def test_names_of_the_manifest_lead_nowhere_else(tmp_path: Path) -> None:
    (tmp_path / "secret.jsonl").write_bytes(lines(NEW))
    files = {**CHUNKS, "manifest.json": manifest(("../secret.jsonl", 8), ("/etc/passwd", 1))}
    [report] = run(tmp_path, unpacked(tmp_path, files))
    assert (report.parsed, skipped(report)) == (8, {"missing-part": 9})
    assert report.skipped["missing-part"].first == "chunk"


def test_chunks_of_a_private_chat(tmp_path: Path) -> None:
    files = {**CHUNKS, "manifest.json": manifest(("chunks/c000001.jsonl", 5), type="private")}
    assert read(tmp_path, packed(files), "export.zip").skipped == {"private": 8}


def test_a_manifest_alone_or_damaged_is_refused(tmp_path: Path) -> None:
    folder = unpacked(tmp_path, CHUNKS)
    alone = read(tmp_path, folder / "manifest.json").problem
    assert alone
    assert "整个文件夹" in alone.fix.zh
    cut = read(tmp_path, packed({**CHUNKS, "manifest.json": CHUNKS["manifest.json"][:300]}), "export.zip").problem
    assert cut
    assert "manifest.json" in cut.what.en


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_zip_cut_off_is_a_message(tmp_path: Path, share: float) -> None:
    whole = packed(CHUNKS)
    problem = read(tmp_path, whole[: int(len(whole) * share)], "export.zip").problem
    assert problem
    assert "archive" in problem.what.en


def test_people_keep_one_id_in_text_and_json(tmp_path: Path) -> None:
    assert one(tmp_path, qq_message(1, Said(T0, 2, "x")))["author"] == of(uin(2))


def test_a_manifest_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    folder = unpacked(tmp_path, CHUNKS)
    (folder / "manifest.json").rename(tmp_path / "elsewhere.json")
    (folder / "manifest.json").symlink_to(tmp_path / "elsewhere.json")
    reports = run(tmp_path, folder)
    assert reports
    assert all(report.problem for report in reports)
