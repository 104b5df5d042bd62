"""The other outputs of a review: Markdown that fits and does nothing, JSON, lines; and how the command ends."""

import json
import re

import pytest
from bad_week import make
from click.testing import CliRunner
from test_review_page import example, review

from commops.cli.main import cli
from commops.review import json as data
from commops.review import markdown, text
from commops.review.model import review_of
from commops.workspace.load import load


@pytest.fixture(scope="module")
def plain_week(bad_week):
    """The review of the bad week without findings, which belong to the rules and their tests."""
    return review_of(load(bad_week, base="HEAD"), [], against="main")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_bad_week_in_words(plain_week, lang, golden):
    golden(f"review/bad-week.{lang}.md", markdown.render(plain_week, lang))
    golden(f"review/bad-week.{lang}.txt", text.render(plain_week, lang) + "\n")


def test_the_bad_week_for_programs(plain_week, golden):
    made = data.render(plain_week)
    golden("review/bad-week.json", made + "\n")
    assert {row["type"] for row in json.loads(made)["changes"]} >= {"Added", "Removed", "PostMoved", "PersonJoined"}


def test_the_command_writes_and_ends_with_one_for_new_errors(bad_week, tmp_path):
    page, summary = tmp_path / "out" / "review.html", tmp_path / "out" / "review.md"
    arguments = ["review", "-C", str(bad_week), "--base", "HEAD", "--html", str(page), "--markdown", str(summary)]
    done = CliRunner().invoke(cli, [*arguments, "--lang", "en"])
    assert done.exit_code == 1
    assert page.read_text(encoding="utf-8").startswith('<!doctype html>\n<html lang="en"')
    assert "13800001234" not in summary.read_text(encoding="utf-8")


def test_no_change_is_no_error(repository):
    folder = repository(example(), {})
    done = CliRunner().invoke(cli, ["review", "-C", str(folder), "--base", "main", "--lang", "zh"])
    assert done.exit_code == 0
    assert "没有改动。" in done.output


def test_an_unknown_version_is_told(repository):
    folder = repository(example(), {})
    done = CliRunner().invoke(cli, ["review", "-C", str(folder), "--base", "nowhere"])
    assert done.exit_code == 1


def test_repairs_are_shown_or_written_before_the_review(tmp_path):
    folder = make(tmp_path / "bad-week")
    file = folder / "content/posts/2026/11/2026-11-29-sunday-chapter.md"
    before = file.read_text(encoding="utf-8")
    shown = CliRunner().invoke(cli, ["review", "-C", str(folder), "--base", "HEAD", "--diff"])
    assert shown.exit_code == 0
    assert "-chanels: [wx-read-1]\n+channels: [wx-read-1]\n" in shown.output
    assert file.read_text(encoding="utf-8") == before
    done = CliRunner().invoke(cli, ["review", "-C", str(folder), "--base", "HEAD", "--fix", "--lang", "en"])
    assert done.exit_code == 1
    assert file.read_text(encoding="utf-8") == before.replace("chanels", "channels")
    assert "made in" in done.output


def post(number, title="题", body="a"):
    return {
        f"content/posts/2026/11/2026-11-25-p{number}.md": "---\n"
        f"title: {{zh: {title!r}, en: {title!r}}}\ndate: 2026-11-25T20:00+08:00\nchannels: [wx]\n---\n{body}\n"
    }


@pytest.mark.slow
def test_a_huge_change_still_fits_and_says_what_is_missing(repository):
    files = {}
    for number in range(700):
        files |= post(number, "很长的标题" * 20)
    made = review(repository(example(), files))
    for lang in ("zh", "en"):
        told = markdown.render(made, lang)
        assert len(told) < 60_000
    assert re.search(r"另有 \d+ 行放不下", markdown.render(made, "zh"))


def test_texts_of_files_do_nothing_in_a_comment(repository):
    evil = "@everyone | <img src=x> [a](http://evil.example.org) `x` #1 ::error::"
    folder = repository(example(), post(1, evil))
    told = markdown.render(review(folder), "en")
    assert "@everyone" not in told
    assert "<img" not in told
    assert "[a](" not in told
    assert "http://" not in told
    assert "\n::" not in told
    for line in told.split("\n"):
        if line.startswith("|"):
            assert line.count("|") == len(re.findall(r"(?<!\\)\|", line))


def test_the_terminal_gets_no_commands(repository):
    folder = repository(example(), post(1, "##[group]x"))
    assert "##[" not in text.render(review(folder), "en")
