"""The report for people: aligned carets, long lines, colours, untrusted text, nothing private."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from commops.findings import Finding, Location, Severity
from commops.report.formats import text as printer
from commops.report.material import Material
from commops.report.summary import Summary
from commops.texts import Text, safe, width


def finding(line="", column=1, length=1, **more):
    values = {
        "rule": "unknown-key",
        "severity": Severity.ERROR,
        "at": Location("content/a.md", 7, column, length),
        "message": Text("未知字段", "Unknown key"),
        "fix": Text("改掉它", "Change it"),
    }
    return Finding(**(values | more))


def blocks(findings, line, lang="en", **more):
    summary = Summary.of(findings, files=1)
    return list(printer.blocks(findings, Material(findings, summary, lang, lambda _path, _line: line, **more)))


def block(line, column, length, lang="en", **more):
    (text,) = blocks([finding(column=column, length=length, **more)], line, lang)
    return text.split("\n")


def test_the_whole_block():
    assert block("chanels: [wx]", 1, 7) == [
        "content/a.md:7:1  error  unknown-key",
        "  Unknown key",
        "   |",
        " 7 | chanels: [wx]",
        "   | ^^^^^^^",
        "  What to do: Change it",
        "",
    ]


def test_the_block_in_chinese():
    lines = block("标题: 共读", 5, 2, "zh")
    assert lines[0] == "content/a.md:7:5  错误  unknown-key"
    assert lines[4] == "   |       ^^^^"  # two wide characters, after two wide ones, a colon and a space


@given(
    st.text(alphabet="aZ标题\uff21\u0301\t\u200b\x1b👩", max_size=40),
    st.text(min_size=1, max_size=6),
    st.text(max_size=120),
)
def test_carets_stand_under_what_they_mark(before, marked, after):
    line = (before + marked + after).replace("\n", " ").replace("\r", " ")
    lines = block(line, len(before) + 1, len(marked))
    shown, carets = lines[3], lines[4]
    left = carets.index("^")
    assert set(carets[left:]) == {"^"}
    assert width(shown) <= 5 + 96 + 1
    if width(safe(line, one_line=True)) < 90:
        assert left == 5 + width(safe(before, one_line=True))
        assert len(carets) - left == max(width(safe(marked.replace("\n", " ").replace("\r", " "), one_line=True)), 1)


def test_a_long_line_is_cut_around_the_place():
    lines = block("长" * 500 + "X" + "长" * 500, 501, 1)
    shown, carets = lines[3], lines[4]
    position = carets.index("^")
    assert "…" in shown[:8]
    assert shown.endswith("…")
    assert width(shown[: shown.index("X")]) == position


@pytest.mark.parametrize("nasty", ["\x1b[31mred", "a\u202eb", "##[add-mask]x", "\x9b1m", "a\rb", "zero\u200bwidth"])
def test_untrusted_text_is_harmless(nasty):
    told = Text(nasty, nasty)
    for part in block(f"title: {nasty}", 8, 3, message=told, fix=told, at=Location(f"a{nasty}.md", 7, 8, 3)):
        assert "##[" not in part
        assert safe(part, one_line=True) == part


def test_a_message_is_no_workflow_command():
    assert not any(
        line.lstrip().startswith("::") for line in block("x", 1, 1, message=Text("::error::中", "::error::x"))
    )


def test_a_line_with_something_private_is_shown_by_no_finding():
    secret = finding(rule="no-personal-data", at=Location("a.md", 1, 5, 11), private=True)
    other = finding(at=Location("a.md", 1, 1, 3))
    for text in blocks([secret, other], "tel 13800001234!"):
        assert "13800001234" not in text
        assert "tel" not in text


def test_a_rule_that_repeats_something_private_is_covered():
    told = Text("13800001234 不能写", "13800001234 must go")
    secret = finding(at=Location("a.md", 1, 5, 11), private=True, message=told, fix=told)
    (text,) = blocks([secret], "tel 13800001234!")
    assert "13800001234" not in text
    assert "*** must go" in text


def test_a_place_without_length_has_no_frame():
    assert len(block("secret chat line", 1, 0)) == 4


def test_colour_only_when_asked():
    found = finding()
    (plain,) = blocks([found], "x")
    (painted,) = blocks([found], "x", color=True)
    assert "\x1b" not in plain
    assert "\x1b[1;31m" in painted


@pytest.mark.parametrize(
    ("counts", "zh", "en"),
    [
        ((5, 0, 0, 0, 0), "检查了 5 个文件\uff1a没有问题。", "5 files checked: no problems."),
        ((5, 1, 2, 0, 0), "检查了 5 个文件\uff1a1 个错误\uff0c2 个警告。", "5 files checked: 1 error, 2 warnings."),
        (
            (5, 0, 0, 3, 1),
            "检查了 5 个文件\uff1a3 条提示\uff0c1 条已豁免\uff08加 --info 显示提示\uff09。",
            "5 files checked: 3 notes, 1 waived (--info shows the notes).",
        ),
    ],
)
def test_the_last_line(counts, zh, en):
    summary = Summary(*counts)
    assert summary.line("zh", hidden=True) == zh
    assert summary.line("en", hidden=True) == en
