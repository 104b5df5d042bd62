"""A channel as ChatLab JSON and JSONL: pseudonyms, texts, and never in a place that Git would pick up."""

from __future__ import annotations

import json
import stat
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from logkit import T0, as_json, chat, merged, message, put, service

from commops.cli.main import cli
from commops.errors import InputError
from commops.logs.keys import load_key
from commops.logs.warehouse import open_warehouse


def who(raw: str) -> str:
    return load_key(Path("unused")).author("telegram", raw)


def export(root: Path, target: str | Path, *more: str) -> Result:
    path = root / target
    return CliRunner().invoke(cli, ["logs", "export", "--to", "chatlab", str(path), *more, "-C", str(root)])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    records = [
        message(1, T0, "user1", "早上好"),
        service(2, T0 + 10, "user2"),
        message(3, T0 + 20, "user2", "hi", reply_to_message_id=1),
        message(4, T0 + 86_400 * 3, "user1", "", photo="x.jpg"),
    ]
    put(tmp_path, as_json(chat(*records)), "1.json")
    return tmp_path


def test_the_whole_file(root: Path) -> None:
    result = export(root, "out.json", "--lang", "en")
    assert "4 messages written" in result.output, result
    made = json.loads((root / "out.json").read_bytes())
    assert made["chatlab"] == {"version": "0.0.2", "exportedAt": T0 + 86_400 * 3, "generator": "commops"}
    assert made["meta"] == {
        "name": "reading-club", "platform": "telegram", "type": "group", "groupId": "reading-club",
    }  # fmt: skip
    assert [entry["platformId"] for entry in made["members"]] == sorted([who("user1"), who("user2")])
    assert [(m["sender"], m["timestamp"] - T0, m["type"], m["content"]) for m in made["messages"]] == [
        (who("user1"), 0, 0, "早上好"),
        (who("user2"), 10, 80, "加入群聊"),
        (who("user2"), 20, 0, "hi"),
        (who("user1"), 86_400 * 3, 1, None),
    ]
    assert made["messages"][2]["replyToMessageId"] == made["messages"][0]["platformMessageId"] == "1"
    assert "name of" not in (root / "out.json").read_text()
    assert stat.S_IMODE((root / "out.json").stat().st_mode) == 0o600


def test_lines_and_days(root: Path) -> None:
    export(root, "out.jsonl", "--since", "2026-05-30")
    lines = [json.loads(line) for line in (root / "out.jsonl").read_bytes().splitlines()]
    assert [line["_type"] for line in lines] == ["header", "member", "message"]
    export(root, "first.txt", "--jsonl", "--until", "2026-05-28")
    lines = [json.loads(line) for line in (root / "first.txt").read_bytes().splitlines()]
    assert [line["content"] for line in lines if line["_type"] == "message"] == ["早上好", "加入群聊", "hi"]
    assert sorted(path.name for path in root.iterdir() if path.is_file()) == ["1.json", "first.txt", "out.jsonl"]


def test_purged_texts_are_null_and_both_runs_are_equal(root: Path) -> None:
    export(root, "a.json")
    export(root, "b.json")
    assert (root / "a.json").read_bytes() == (root / "b.json").read_bytes()
    open_warehouse(root).purge_texts()
    export(root, "a.json")
    assert {m["content"] for m in json.loads((root / "a.json").read_bytes())["messages"]} == {None, "加入群聊"}


def test_what_cannot_be_written_is_a_message(root: Path) -> None:
    put(root, as_json(chat(message(1), name="Other", number=9)), "2.json")
    for arguments in ((), ("--channel", "nowhere")):
        error = export(root, "out.json", *arguments).exception
        assert isinstance(error, InputError)
        assert "other, reading-club" in error.fix.en
    error = export(root, "out.json", "--channel", "other", "--since", "2030-01-01").exception
    assert isinstance(error, InputError)
    assert not (root / "out.json").exists()
    assert export(root, "out.json", "--channel", "other", "--since", "soon").exit_code == 2


def test_a_place_that_git_would_pick_up_is_refused(root: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    (root / ".gitignore").write_text("exports/\n")
    (root / "exports").mkdir()
    error = export(root, "out.json").exception
    assert isinstance(error, InputError)
    assert "Git" in error.what.zh
    assert not (root / "out.json").exists()
    assert export(root, "exports/out.json").exit_code == 0


def test_what_is_written_is_read_again_with_those_who_came_and_went(root: Path, tmp_path: Path) -> None:
    later = T0 + 86_400 * 4
    put(root, as_json(chat(service(5, later, "user3"), service(6, later + 9, "user3", "remove_members"))), "2.json")
    export(root, "out.jsonl")
    again = tmp_path / "again"
    again.mkdir()
    report = put(again, (root / "out.jsonl").read_bytes(), "out.jsonl")
    kinds = [[(row["ts_s"], row["kind"], row["media"]) for row in merged(place)] for place in (root, again)]
    assert report.records == len(kinds[0]) == 6
    assert sorted(kinds[0]) == sorted(kinds[1])
    assert sum(kind in ("join", "leave") for _, kind, _ in kinds[1]) == 3
    assert len({row["author"] for row in merged(again)}) == 3
