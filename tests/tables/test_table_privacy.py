"""Names, numbers and addresses of people in tables are nowhere: not on the screen, not in a file, not in the store."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tablekit import EVENT, table, workspace, xlsx

from commops.cli.main import cli

pytest.importorskip("python_calamine")

NAMES = [f"Zqx{number:03}vw" for number in range(60)]
PHONES = [f"1999{number:07}" for number in range(60)]


def sheets() -> dict[str, bytes]:
    """Tables of every kind and state that hold the canaries."""
    people = list(zip(NAMES, PHONES, strict=True))
    up = [["姓名", "手机号", "邮箱", "微信号", "QQ号", "报名时间", "状态"]]
    up += [
        [name, phone, f"{name}@example.org", f"wx{name}", f"8{phone[4:]}", "2026-11-01", ""]
        for name, phone in people[:20]
    ]
    members = [
        {"userid": f"wm{name}", "join_time": 1_780_000_000, "name": name, "group_nickname": name} for name in NAMES
    ]
    return {
        "up.csv": table(up).encode("gbk"),
        "in.csv": table([["昵称", "手机", "签到时间"], *[[name, phone, "x"] for name, phone in people[10:30]]]).encode(
            "utf-16"
        ),
        "roster.csv": table(
            [["群昵称", "账号", "入群时间"], *[[name, f"id-{phone}", ""] for name, phone in people]]
        ).encode(),
        "group.json": json.dumps(
            {"group_chat": {"name": "读书一群", "owner": NAMES[0], "member_list": members}}
        ).encode(),
        "cut.json": json.dumps({"group_chat": {"name": "wx", "member_list": members}}).encode()[:-120],
        "no-header.csv": table(people).encode(),
        "no-kind.csv": table([["姓名", "手机号"], *people]).encode(),
        "odd.csv": table([["你的名字", NAMES[0], PHONES[0]], *people]).encode(),
        "broken.csv": f'姓名,手机号,报名时间\n"{NAMES[0]},{PHONES[0]},\n{NAMES[1]}'.encode(),
        "book.xlsx": xlsx([["姓名", "手机号", "报名时间"], *[[name, int(phone), 46327] for name, phone in people]]),
        "posts.csv": table([["标题", "播放量", "备注"], [NAMES[6], NAMES[7], NAMES[5]]]).encode(),
        "stats.json": json.dumps({"items": [{"owner": NAMES[8], "data": {"member_total": NAMES[9]}}]}).encode(),
    }


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_canary_is_ever_seen_again(tmp_path: Path, form: str) -> None:
    root, folder = workspace(tmp_path / "ws"), tmp_path / "in"
    folder.mkdir()
    for name, content in sheets().items():
        (folder / name).write_bytes(content)
    outputs = []
    lang = {"text": "zh", "json": "en"}[form]
    for words in (
        ["import", str(folder), "--event", EVENT, "--channel", "wx", "--format", form],
        ["list", "--format", form],
        *(["show", kind, "--format", form] for kind in ("registrations", "roster", "post-results", "group-stats")),
        ["apply", "--on", "2026-11-22"],
        ["apply", "--on", "2026-11-22", "--write", "--replace"],
        ["import", str(folder), "--as", "roster", "--format", form],
    ):
        result = CliRunner().invoke(cli, ["tables", *words, "-C", str(root), "--lang", lang])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        outputs.append(result.output + result.stderr)
    assert any("registered" in output for output in outputs)
    seen = "\n".join(outputs).encode()
    files = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert any(path.suffix == ".parquet" for path in files)
    for canary in (*NAMES, *PHONES):
        for written in (canary, canary.lower(), canary[4:] if canary.isdigit() else canary.casefold()):
            assert written.encode() not in seen, written
            held = [path for path, content in files.items() if written.encode() in content]
            assert held == [], (written, held)
