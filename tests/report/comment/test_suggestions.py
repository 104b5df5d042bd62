"""A patch becomes suggestions only where the pull request shows the very same lines."""

import difflib
import subprocess

import hypothesis.strategies as st
import pytest
from hypothesis import given

from commops.report.comment.suggestions import MOST, Suggestion, suggestions

PATH = "content/posts/2026/11/2026-11-24-a.md"


def hunks(before, after, context=3):
    """A diff as GitHub's API gives it: without file headers."""
    rows = difflib.unified_diff(before, after, lineterm="", n=context)
    return "\n".join(list(rows)[2:])


def patch(before, after, path=PATH):
    body = hunks(before, after)
    return f"diff --git a/{path} b/{path}\nindex 1..2 100644\n--- a/{path}\n+++ b/{path}\n{body}\n" if body else ""


def applied(lines, found):
    for one in reversed(found):
        assert tuple(lines[one.first - 1 : one.last]) == one.before
        lines = [*lines[: one.first - 1], *one.after, *lines[one.last :]]
    return lines


WORDS = st.lists(st.sampled_from("abc"), max_size=9)


@given(WORDS, WORDS)
def test_suggestions_do_what_the_patch_does(before, after):
    shown = {PATH: hunks([], before)}
    found = suggestions(patch(before, after), shown)
    assert applied(before, found) == after or not before


@given(WORDS, WORDS, WORDS)
def test_no_line_outside_the_diff_is_touched(base, head, repaired):
    shown = hunks(base, head, context=1)
    visible = {}
    number = 0
    for row in shown.split("\n"):
        if row.startswith("@@"):
            number = int(row.split("+")[1].split(",")[0].split(" ")[0]) or 1
        elif row[:1] in ("+", " "):
            visible[number] = row[1:]
            number += 1
    for one in suggestions(patch(head, repaired), {PATH: shown}):
        assert all(visible.get(n) == head[n - 1] for n in range(one.first, one.last + 1))


def test_git_writes_what_we_read(tmp_path):
    def git(*arguments):
        done = subprocess.run(["git", "-C", tmp_path, *arguments], capture_output=True, text=True, check=True)
        return done.stdout

    git("init", "-q")
    file = tmp_path / "content/帖子.md"
    file.parent.mkdir()
    file.write_text("a\nb：c\nd\n", "utf-8")
    git("add", ".")
    file.write_text("a\nb: c\nd\ne\n", "utf-8")
    told = git("-c", "core.quotePath=false", "diff", "--no-color", "--no-ext-diff", "--no-textconv")
    first, second = suggestions(told, {"content/帖子.md": "@@ -0,0 +1,3 @@\n+a\n+b：c\n+d"})
    assert first == Suggestion("content/帖子.md", 2, 2, ("b：c",), ("b: c",))
    assert second == Suggestion("content/帖子.md", 3, 3, ("d",), ("d", "e"))
    assert first.body.split("\n")[1:] == ["```suggestion", "b: c", "```"]


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        (".github/workflows/a.yml", "x", "y"),
        ("content/a.py", "x", "y"),
        ("../content/a.md", "x", "y"),
        (PATH, "x", "y\u202e"),
        (PATH, "x", "y\x1b"),
        (PATH, "x", "y\u200b"),
        (PATH, "lie", "y"),
        (PATH, "x", "y" * 5000),
    ],
)
def test_what_is_not_suggested(path, before, after):
    shown = {path: "@@ -0,0 +1,2 @@\n+x\n+z"}
    assert not suggestions(patch([before, "z"], [after, "z"], path), shown)


def test_backticks_cannot_end_the_suggestion_early():
    (one,) = suggestions(patch(["x"], ["```` end"]), {PATH: "@@ -0,0 +1 @@\n+x"})
    assert one.body.split("\n")[1:] == ["`````suggestion", "```` end", "`````"]


def test_a_deletion_is_an_empty_suggestion():
    (one,) = suggestions(patch(["x", "y"], ["y"]), {PATH: "@@ -0,0 +1,2 @@\n+x\n+y"})
    assert one.body.split("\n")[1:] == ["```suggestion", "```"]


def test_there_is_a_limit():
    before = [letter for number in range(60) for letter in (f"x{number}", "keep")]
    after = [line.replace("x", "y") for line in before]
    assert len(suggestions(patch(before, after), {PATH: hunks([], before)})) == MOST


@given(st.text(alphabet="+- @,1\n\\d", max_size=80) | st.text(max_size=80))
def test_any_text_is_survived(text):
    suggestions(text, {PATH: text})
    suggestions(f"diff --git a/x b/x\n+++ b/{PATH}\n@@ -1,2 +1,2 @@\n{text}", {PATH: text})
