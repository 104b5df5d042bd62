"""``commops logs`` as people and programs use it."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from chatkit import zipped
from click.testing import CliRunner, Result
from logkit import T0, as_json, chat, message

from commops.cli.main import cli
from commops.errors import InputError
from commops.logs.intake import READER
from commops.logs.warehouse import open_warehouse
from commops.workspace.load import load


def logs(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["logs", *map(str, arguments)])


PROFILE = """
id: paper-boat
name: {zh: 纸船, en: Paper Boat}
slogan: {zh: 一起读, en: Reading together}
description: {zh: 一个读书社群。, en: A reading community.}
avatar: logo
founded: 2025-03-01
languages: [zh-CN, en]
timezone: Asia/Shanghai
value_props: [{zh: 一, en: one}, {zh: 二, en: two}, {zh: 三, en: three}]
operator: {name: {zh: 纸船, en: Paper Boat}, type: project, contact: hello@example.org}
as_of: 2026-11-22
"""
CHANNELS = """
channels:
  - id: club-tg
    platform: telegram
    name: {zh: 读书群, en: Reading group}
    purpose: {zh: 共读, en: Reading}
    owner: lin
    language: zh-CN
    log: {exportable: true, format: telegram, consent_basis: {zh: 公告, en: notice}, names: [Club]}
    status: active
"""


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "exports" / "result.json"
    path.parent.mkdir()
    records = [message(1, T0), message(2, T0 + 60), {"id": 3, "type": "unsupported"}]
    path.write_bytes(as_json(chat(*records, name="Club \x1b[31m")))
    return path


def test_text(tmp_path: Path, export: Path) -> None:
    result = logs("import", export, "-C", tmp_path, "--lang", "en", "--zone", "Asia/Shanghai")
    assert result.exit_code == 0, result.output
    assert "imported" in result.output
    assert "Telegram Desktop JSON" in result.output
    assert "3 records: 2 read, 1 skipped" in result.output
    assert "1 × a message the exporter could not write" in result.output
    assert "2026-05-29 04:26 – 2026-05-29 04:27 Asia/Shanghai" in result.output
    assert "→ club" in result.output
    assert "\x1b" not in result.output
    assert "nothing changed" in logs("import", export, "-C", tmp_path, "--lang", "en", "--zone", "Asia/Shanghai").output
    assert "仓库" in logs("import", export, "-C", tmp_path, "--lang", "zh").output


def test_json(tmp_path: Path, export: Path) -> None:
    result = json.loads(logs("import", export, "-C", tmp_path, "--format", "json").output)
    assert result["schema"] == 1
    assert result["summary"] == {"files": 1, "failed": 0, "records": 3, "parsed": 2, "rows": 2}
    [file] = result["files"]
    assert (file["status"], file["format"], file["from"], file["zone"]) == (
        "imported", "telegram", "2026-05-28T20:26:40Z", "UTC",
    )  # fmt: skip
    assert file["skipped"] == {"unsupported": {"count": 1, "first": "7/3"}}
    assert file["chats"][0]["known"] is False


def test_notes_about_an_export(tmp_path: Path) -> None:
    path = tmp_path / "WhatsApp Chat with Paper Boat.txt"
    path.write_text("3/6/18, 21:25 - Ann: x\n")
    for name in ("zh", "many"):
        (tmp_path / name).mkdir()
    assert "注意：日期按“日/月/年”读" in logs("import", path, "-C", tmp_path / "zh", "--lang", "zh").output
    for _again in range(2):
        assert "note: dates are read as day/month/year" in logs("import", path, "-C", tmp_path, "--lang", "en").output
    path.write_text("3/6/18, 21:26 - Ann: x\n")
    [file] = json.loads(logs("import", path, "-C", tmp_path, "--format", "json").output)["files"]
    [note] = file["notes"]
    assert note["en"].startswith("dates are read as")
    assert note["zh"].startswith("日期按")
    # Of many files those with a note are told, too.
    for number in range(13):
        (tmp_path / f"{number} WhatsApp.txt").write_text(f"2018/6/3 21:{number + 10} - Ann: x\n")
    shown = logs("import", tmp_path, "-C", tmp_path / "many", "--lang", "en").output
    assert shown.count("note:") == 1


def test_list(tmp_path: Path, export: Path) -> None:
    assert "empty" in logs("list", "-C", tmp_path, "--lang", "en").output
    logs("import", export, "-C", tmp_path)
    shown = logs("list", "-C", tmp_path, "--lang", "en").output
    assert "telegram" in shown
    assert "2 rows, 1 skipped" in shown
    listed = json.loads(logs("list", "-C", tmp_path, "--format", "json").output)
    assert (len(listed["exports"]), listed["channels"][0]["rows"], listed["zone"]) == (1, 2, "UTC")
    assert listed["exports"][0]["tool"] == f"telegram/{READER}"


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path, export: Path) -> None:
    bad = tmp_path / "exports" / "bad.xml"
    bad.write_text("<html>")
    result = logs("import", bad, export, "-C", tmp_path, "--lang", "en")
    assert result.exit_code == 1
    assert "not an export in a known format: this is an HTML or XML file" in result.output
    assert "Telegram Desktop JSON; " in result.output or "; Telegram Desktop JSON" in result.output
    assert "3 records" in result.output
    # In a folder, what is no export is simply not one.
    assert logs("import", export.parent, "-C", tmp_path).exit_code == 0


SEEN = [
    (b"", "an empty file"),
    (b"PK\x03\x04xx", "a zip archive"),
    (b"\x1f\x8bxx", "a compressed file"),
    (b"{}", "a JSON file"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\0\1", "a binary file"),
    (b"plain words", "a text file"),
]


@pytest.mark.parametrize(("content", "words"), SEEN)
def test_unknown_files_are_described_without_quoting_them(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "x").write_bytes(content)
    result = logs("import", tmp_path / "x", "-C", tmp_path, "--lang", "en")
    assert result.exit_code == 1
    assert words in result.output
    assert "plain words" not in result.output


def test_a_folder_without_exports(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = logs("import", tmp_path / "empty", "-C", tmp_path, "--lang", "en")
    assert result.exit_code == 1
    assert "no export found" in result.output


def test_links_in_folders_are_not_followed(tmp_path: Path, export: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "link.json").symlink_to(export)
    assert "no export found" in logs("import", folder, "-C", tmp_path, "--lang", "en").output


def test_wrong_usage(tmp_path: Path, export: Path) -> None:
    assert logs("import", export, "-C", tmp_path, "--zone", "Mars/Base").exit_code == 2
    assert logs("import", tmp_path / "nothing", "-C", tmp_path).exit_code == 2
    assert logs("import", "-C", tmp_path).exit_code == 2


def test_logs_that_git_tracks_are_refused(tmp_path: Path, export: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-q")
    assert logs("import", export, "-C", tmp_path).exit_code == 0
    git("add", "-f", "exports/result.json")
    for path in (export, export.parent):
        result = logs("import", path, "-C", tmp_path)
        assert isinstance(result.exception, InputError)
        assert "must not be in Git" in result.exception.what.en
        assert result.exception.place.endswith("result.json")


def test_the_workspace_names_channels_and_sets_the_calendar(tmp_path: Path, export: Path) -> None:
    community = tmp_path / "community"
    community.mkdir()
    (community / "community.yml").write_text(PROFILE, encoding="utf-8")
    (community / "channels.yml").write_text(CHANNELS, encoding="utf-8")
    export.write_bytes(as_json(chat(message(1, T0), name="club")))
    result = json.loads(logs("import", export, "-C", tmp_path, "--format", "json").output)
    assert result["files"][0]["chats"][0]["channel"] == "club-tg", result
    assert result["files"][0]["chats"][0]["known"] is True
    assert json.loads(logs("list", "-C", tmp_path, "--format", "json").output)["zone"] == "Asia/Shanghai"
    # A name added later is found without importing the file again.
    (community / "channels.yml").write_text(CHANNELS.replace("club-tg", "club-2"), encoding="utf-8")
    again = json.loads(logs("import", export, "-C", tmp_path, "--format", "json").output)
    assert (again["files"][0]["status"], again["files"][0]["chats"][0]["channel"]) == ("unchanged", "club-2")
    listed = json.loads(logs("list", "-C", tmp_path, "--format", "json").output)
    assert [entry["channel"] for entry in listed["channels"]] == ["club-2"]


def test_of_many_files_only_the_sum_and_what_matters_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    for number in range(20):
        records = [message(1, T0)] + [{"id": 2, "type": "unsupported"}] * (number == 7)
        (folder / f"{number}.json").write_bytes(as_json(chat(*records, number=number)))
    shown = logs("import", folder, "-C", tmp_path, "--lang", "en").output
    assert "20 files: 20 imported, 0 unchanged, 0 failed; 21 records, 20 read" in shown
    assert shown.count("result") == 0
    assert shown.count(".json") == 1


def test_a_warehouse_can_be_read_and_refreshed_without_its_key(
    tmp_path: Path, export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    community = tmp_path / "community"
    community.mkdir()
    (community / "community.yml").write_text(PROFILE, encoding="utf-8")
    logs("import", export, "-C", tmp_path)
    monkeypatch.delenv("COMMOPS_KEY")
    warehouse = open_warehouse(tmp_path)
    assert not warehouse.refresh(load(tmp_path))
    (community / "community.yml").write_text(PROFILE.replace("Asia/Shanghai", "Europe/Berlin"), encoding="utf-8")
    assert warehouse.refresh(load(tmp_path))
    assert open_warehouse(tmp_path).summary().zone == "Europe/Berlin"
    assert not (tmp_path / ".commops/key").exists()


def test_pipes_and_vanishing_files_are_messages(tmp_path: Path, export: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "not a regular file" in logs("import", tmp_path / "pipe", "-C", tmp_path, "--lang", "en").output

    def gone(*_: object) -> None:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr("commops.logs.intake._digest", gone)
    assert "No such file" in logs("import", export, "-C", tmp_path, "--lang", "en").output


def test_files_of_a_folder_that_are_no_exports_are_told_of(tmp_path: Path) -> None:
    """What somebody dropped in must not vanish without a word; what was sent in a chat is nobody's business."""
    folder = tmp_path / "exports"
    (folder / "files").mkdir(parents=True)
    (folder / "result.json").write_bytes(as_json(chat(message(1))))
    (folder / "old.zip").write_bytes(zipped({"result.json": as_json(chat(message(1)))}))
    for name in ("messages.html", "photo.jpg", "files/private.zip", "club.mapping.yml"):
        (folder / name).write_bytes(b"<html>")
    done = CliRunner().invoke(cli, ["logs", "import", "-C", str(tmp_path), str(folder), "--lang", "en"])
    assert done.exit_code == 0
    (told,) = [line for line in done.stderr.splitlines() if line.startswith("Passed over")]
    assert "1 × a zip archive, 1 × an HTML or XML file." in told
    assert "messages" not in told
    (folder / "result.json").unlink()
    done = CliRunner().invoke(cli, ["logs", "import", "-C", str(tmp_path), str(folder), "--lang", "zh"])
    assert done.exit_code == 1
    assert "1 × zip 压缩包" in done.stderr


@pytest.mark.parametrize(
    ("content", "zh", "en"),
    [
        (b"PK\x03\x04", "解压", "unpack"), (b"SQLite format 3\0", "不解密", "databases"),
        (b"<html>", "JSON", "not HTML"), ("{}".encode("utf-16"), "UTF-8", "UTF-8"),
    ],
)  # fmt: skip
def test_a_file_of_no_known_format_gets_advice_for_its_kind(tmp_path: Path, content: bytes, zh: str, en: str) -> None:
    path = tmp_path / "x.bin"
    path.write_bytes(content)
    for lang, word in (("zh", zh), ("en", en)):
        done = CliRunner().invoke(cli, ["logs", "import", "-C", str(tmp_path), str(path), "--lang", lang])
        assert done.exit_code == 1
        assert word in done.output
