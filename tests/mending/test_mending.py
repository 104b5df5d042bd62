"""Repairs: each does what a careful colleague would do, nothing else, once; and what makes things worse is left out."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from commops import check
from commops.cli.main import cli
from commops.mending import run
from commops.mending.edits import Edit, applied
from commops.rule import PAGES, page_ids
from commops.workspace.load import load

BASE = PAGES / "example_base"
POST = "content/posts/2026/11/2026-11-25-a.md"
HEAD = "---\ntitle: {zh: 题, en: T}\n"
TAIL = "---\n正文。\n"


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(BASE, tmp_path / "w")
    return tmp_path / "w"


def put(folder: Path, text: str, path: str = POST) -> Path:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())
    return file


def repaired(folder: Path) -> run.Mended:
    made = run.mended(load(folder))
    run.write(folder, made)
    return made


CASES = {
    "misspelt key": (
        "date: 2026-11-25T20:00+08:00\nchanels: [wx]  # where\n",
        "date: 2026-11-25T20:00+08:00\nchannels: [wx]  # where\n",
    ),
    "no offset": (
        "date: 2026-11-25 20:00\nchannels: [wx]\n",
        "date: 2026-11-25T20:00+08:00\nchannels: [wx]\n",
    ),
    "no offset, quoted": (
        'date: "2026-11-25 20:00"  # evening\nchannels: [wx]\n',
        'date: "2026-11-25T20:00+08:00"  # evening\nchannels: [wx]\n',
    ),
    "full-width colon": (
        "date: 2026-11-25T20:00+08:00\nchannels： [wx]\n",
        "date: 2026-11-25T20:00+08:00\nchannels: [wx]\n",
    ),
    "full-width colon, no space": (
        "date：2026-11-25T20:00+08:00\nchannels: [wx]\n",
        "date: 2026-11-25T20:00+08:00\nchannels: [wx]\n",
    ),
    "ideographic space": (
        "date:\u30002026-11-25T20:00+08:00\nchannels: [wx]\n",
        "date: 2026-11-25T20:00+08:00\nchannels: [wx]\n",
    ),
    "Chinese comma in a list": (
        "date: 2026-11-25T20:00+08:00\nchannels: [wx，oa]  # both\n",
        "date: 2026-11-25T20:00+08:00\nchannels: [wx, oa]  # both\n",
    ),
    "two at once": (
        "date: 2026-11-25 20:00\nchanels: [wx]\n",
        "date: 2026-11-25T20:00+08:00\nchannels: [wx]\n",
    ),
    "text that reads as a number": (
        "date: 2026-11-25T20:00+08:00\nchannels: [wx]\nnotes: 2026\n",
        'date: 2026-11-25T20:00+08:00\nchannels: [wx]\nnotes: "2026"\n',
    ),
    "text that others read as no": (
        "date: 2026-11-25T20:00+08:00\nchannels: [wx]\nnotes: no # really\n",
        'date: 2026-11-25T20:00+08:00\nchannels: [wx]\nnotes: "no" # really\n',
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_certain_is_repaired_once(folder, name):
    before, after = CASES[name]
    file = put(folder, HEAD + before + TAIL)
    made = repaired(folder)
    assert file.read_text(encoding="utf-8") == HEAD + after + TAIL
    assert made.count >= 1
    again = run.mended(load(folder))
    assert (again.count, again.texts) == (0, {})


UNCERTAIN = {
    "a key that is there already": "date: 2026-11-25T20:00+08:00\nchannels: [wx]\nchanels: [wx]\n",
    "a key like no other": "date: 2026-11-25T20:00+08:00\nchannels: [wx]\nzzz: 1\n",
    "a comment or a tag": "date: 2026-11-25T20:00+08:00\nchannels: [wx]\nnotes: #reading\n",
    "a date that does not exist": "date: 2026-11-31 20:00\nchannels: [wx]\n",
}


@pytest.mark.parametrize("name", UNCERTAIN)
def test_what_is_not_certain_stays(folder, name):
    file = put(folder, HEAD + UNCERTAIN[name] + TAIL)
    repaired(folder)
    assert file.read_text(encoding="utf-8") == HEAD + UNCERTAIN[name] + TAIL


@pytest.mark.parametrize("time", ["2026-03-29 02:30", "2026-10-25 02:30"])
def test_a_time_that_clocks_skip_or_repeat_stays(folder, time):
    profile = folder / "community/community.yml"
    profile.write_text(profile.read_text(encoding="utf-8").replace("Asia/Shanghai", "Europe/Berlin"), encoding="utf-8")
    file = put(folder, f"{HEAD}date: {time}\nchannels: [wx]\n{TAIL}")
    repaired(folder)
    assert time in file.read_text(encoding="utf-8")


def test_line_ends_and_mark_of_the_file_stay(folder):
    text = (HEAD + CASES["misspelt key"][0] + TAIL).replace("\n", "\r\n")
    file = put(folder, f"\ufeff{text}")
    repaired(folder)
    assert file.read_bytes().decode() == "\ufeff" + text.replace("chanels", "channels")


def test_a_repair_that_brings_a_finding_is_left_out(folder, monkeypatch):
    def worse(_ws, found, text):
        yield Edit(text.index("chanels"), text.index("chanels") + 7, "channals")

    put(folder, HEAD + CASES["two at once"][0] + TAIL)
    monkeypatch.setattr(run, "menders", lambda: {"unknown-key": worse, "time-has-offset": real["time-has-offset"]})
    made = run.mended(load(folder))
    assert list(made.texts.values()) == [
        HEAD + CASES["two at once"][0].replace("2026-11-25 20:00", "2026-11-25T20:00+08:00") + TAIL
    ]


real = run.menders()


def test_every_mender_is_named_like_a_rule():
    assert set(real) <= set(page_ids())


AD = """---
title: {zh: 灯, en: Lamp}
date: 2026-11-25T20:00+08:00
channels: [wx]
commercial: true
language: zh-CN
disclosure: {type: ad, label: {zh: 【广告】, en: "[Ad]"}}
"""


def test_the_label_that_a_post_names_is_put_at_the_start(folder):
    file = put(folder, f"{AD}---\n一盏灯。\n")
    repaired(folder)
    assert file.read_text(encoding="utf-8") == f"{AD}---\n【广告】\n\n一盏灯。\n"


def test_the_label_goes_into_the_variant_that_lacks_it(folder):
    front = AD + "variants:\n  wx:\n    body: |-\n      一盏灯。\n\n      二。\n"
    file = put(folder, f"{front}---\n【广告】一盏灯。\n")
    repaired(folder)
    assert "    body: |-\n      【广告】\n\n      一盏灯。\n\n      二。\n" in file.read_text(encoding="utf-8")


def test_half_width_signs_between_chinese_characters_are_typed_full(folder):
    front = HEAD + "date: 2026-11-25T20:00+08:00\nchannels: [wx]\nsummary: {zh: '周六下午,带书', en: b}\n"
    file = put(folder, f"{front}---\n周六下午,带一本来,换一本走!好吗。\n\n他打了 `好,走`，Bring one, take one.\n")
    repaired(folder)
    assert file.read_text(encoding="utf-8") == (
        f"{front.replace(',带', '，带')}---\n周六下午，带一本来，换一本走！好吗。\n\n"
        "他打了 `好,走`，Bring one, take one.\n"
    )


def test_no_label_is_invented(folder):
    front = AD.replace(', label: {zh: 【广告】, en: "[Ad]"}', "")
    file = put(folder, f"{front}---\n一盏灯。\n")
    repaired(folder)
    assert file.read_text(encoding="utf-8") == f"{front}---\n一盏灯。\n"


def test_the_command_prints_the_difference_or_writes_it(folder):
    file = put(folder, HEAD + CASES["misspelt key"][0] + TAIL)
    before = file.read_bytes()
    done = CliRunner().invoke(cli, ["check", "-C", str(folder), "--fix", "--diff"])
    assert "-chanels: [wx]  # where\n+channels: [wx]  # where\n" in done.output
    assert file.read_bytes() == before
    CliRunner().invoke(cli, ["check", "-C", str(folder), "--fix"])
    assert file.read_bytes() == before.replace(b"chanels", b"channels")
    assert not [one for one in check.run(load(folder)) if one.rule == "unknown-key"]


def test_edits_that_touch_the_same_characters_are_refused():
    assert applied("abc", [Edit(2, 3, "z"), Edit(0, 1, "")]) == "bz"
    with pytest.raises(ValueError, match="overlap"):
        applied("abc", [Edit(0, 2, ""), Edit(1, 3, "")])
