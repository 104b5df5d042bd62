"""What people naturally write wrongly is told once, with the word or the id that they meant."""

import shutil

import pytest

from commops import check
from commops.rule import PAGES
from commops.workspace.load import load

POST = "content/posts/2026/11/2026-11-25-night.md"


def told(root, front, lang="zh"):
    """Rule, message and remedy of every error in a draft with this front matter."""
    shutil.copytree(PAGES / "example_base", root, dirs_exist_ok=True)
    (root / POST).parent.mkdir(parents=True)
    (root / POST).write_text(f"---\n{front}\n---\nx\n", encoding="utf-8")
    return [
        (one.rule, one.message.get(lang), one.fix.get(lang))
        for one in check.run(load(root))
        if one.at.path == POST and one.severity.value == "error"
    ]


START = "title: 夜\ndate: 2026-11-25T20:00+08:00\nchannels: [wx]\n"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("author: 小梅", ("known-reference", "mei")),
        ("images: [logo]", ("unknown-key", "assets")),
        ("form: text", ("unknown-key", "kind")),
        ("审批人: mei", ("unknown-key", "approved_by")),
        ("time: 2026-11-25", ("unknown-key", "已经有了")),
        ("titel: 夜", ("unknown-key", "已经有了")),
    ],
)
def test_the_word_that_was_meant(tmp_path, line, says):
    (rule, message, fix), *others = told(tmp_path, START + line)
    assert rule == says[0]
    assert says[1] in message + fix
    assert others == []


def test_an_unknown_id_that_is_no_id_is_told_once_with_those_there_are(tmp_path):
    ((rule, _, fix),) = told(tmp_path, START + "pillar: 读什么好")
    assert rule == "known-reference"
    assert "read" in fix


def test_no_space_behind_a_chinese_label(tmp_path):
    ((_, message, _),) = told(tmp_path, START + "kind: artcle")
    assert message.startswith("kind（形式）不能是")


@pytest.mark.parametrize(("lang", "says"), [("zh", "微信号"), ("en", "a WeChat id")])
def test_a_contact_in_a_file_that_cannot_be_read_is_called_by_its_name(tmp_path, lang, says):
    found = told(tmp_path, "title：夜\nnotes: 加微信 lanmao2026", lang)
    assert [says in message for rule, message, _ in found if rule == "no-private-files"] == [True]
