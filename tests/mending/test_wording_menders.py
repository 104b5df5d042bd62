"""Slips and half-width punctuation are put right where the reading is certain, and nowhere else."""

import shutil

import pytest

from commops.mending import run
from commops.rule import PAGES
from commops.workspace.load import load

HEAD = "---\ntitle: {zh: 固件, en: Firmware}\ndate: 2026-11-25T20:00+08:00\nchannels: [wx]\n---\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("先登陆后台再按装固件。", "先登录后台再安装固件。"),
        ("先按 装固件。", "先按 装固件。"),
        ("周六下午,带一本来,换走。", "周六下午，带一本来，换走。"),
        ("写作 `好,走` 的话,不改代码。", "写作 `好,走` 的话，不改代码。"),
        ("Bring one, take one.", "Bring one, take one."),
    ],
)
def test_only_what_is_certain_changes(tmp_path, before, after):
    shutil.copytree(PAGES / "example_base", tmp_path / "w")
    file = tmp_path / "w/content/posts/2026/11/2026-11-25-a.md"
    file.parent.mkdir(parents=True)
    file.write_text(f"{HEAD}{before}\n", encoding="utf-8")
    run.write(tmp_path / "w", run.mended(load(tmp_path / "w")))
    assert file.read_text(encoding="utf-8") == f"{HEAD}{after}\n"
