"""``commops check``, ``explain`` and ``rules`` from the command line."""

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from commops.cli.main import cli
from commops.cli.rules import _GROUPS
from commops.rule import PAGES, page, page_ids
from commops.workspace.load import load

BAD_WEEK = Path(__file__).resolve().parents[2] / "examples/bad-week"


def run(*arguments):
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture
def clean(tmp_path):
    shutil.copytree(PAGES / "example_base", tmp_path / "ws")
    return tmp_path / "ws"


def test_a_clean_workspace_exits_with_0(clean):
    done = run("check", "-C", clean, "--lang", "en")
    assert done.exit_code == 0
    assert re.fullmatch(r"\d+ files checked: no problems\.\n", done.output)


def test_strict_also_fails_on_warnings(clean):
    pillars = clean / "content/pillars.yml"
    pillars.write_text(pillars.read_text("utf-8").replace("{zh: 读书, en: Reading}", "读书"), "utf-8")
    assert run("check", "-C", clean).exit_code == 0
    assert run("check", "-C", clean, "--strict").exit_code == 1


def test_notes_are_counted_and_shown_on_request(clean):
    assets = clean / "content/assets.yml"
    assets.write_text(assets.read_text("utf-8").replace("一只纸船", "世界级的纸船"), "utf-8")
    quiet = run("check", "-C", clean, "--lang", "zh")
    assert "absolute-terms" not in quiet.output
    assert "1 条提示" in quiet.output
    assert "absolute-terms" in run("check", "-C", clean, "--lang", "zh", "--info").output


def test_paths_choose_what_is_shown_not_what_is_read():
    done = run("check", "-C", BAD_WEEK, "--format", "json", "--lang", "en", "events")
    paths = {row["path"] for row in json.loads(done.output)["findings"]}
    assert {path.split("/")[0] for path in paths} == {"events"}
    assert json.loads(done.output)["summary"]["files"] == len(load(BAD_WEEK).sources)


def test_paths_are_found_from_here_too(monkeypatch):
    monkeypatch.chdir(BAD_WEEK / "events")
    done = run("check", "-C", BAD_WEEK, "--lang", "en", "2026-11-28-swap-meet/event.yml")
    assert "event-times" in done.output
    assert "raffle.yml" not in done.output


@pytest.mark.parametrize(("lang", "told"), [("zh", "是不是想写“content”"), ("en", 'Did you mean "content"?')])
def test_an_unknown_path_is_wrong_usage(lang, told):
    done = run("check", "-C", BAD_WEEK, "--lang", lang, "contet")
    assert done.exit_code == 2
    assert told in done.output


@pytest.mark.parametrize("arguments", [["--format", "xml"], ["--as-of", "soon"], ["--nope"], ["../outside"]])
def test_wrong_usage_exits_with_2(arguments):
    assert run("check", "-C", BAD_WEEK, *arguments).exit_code == 2


def test_as_of_moves_the_day_of_date_rules(clean):
    channels = clean / "community/channels.yml"
    channels.write_text(channels.read_text("utf-8").replace("owner: mei", "owner: bo"), "utf-8")
    assert run("check", "-C", clean).exit_code == 1
    assert run("check", "-C", clean, "--as-of", "2026-06-30").exit_code == 0


@pytest.mark.parametrize("name", page_ids())
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_rule_can_be_explained(name, lang):
    done = run("explain", name, "--lang", lang)
    assert done.exit_code == 0
    assert done.output.startswith(f"{name} · ")
    assert "{value}" not in done.output


def test_a_rule_is_also_known_by_its_catalogue_row():
    assert run("explain", "gen01", "--lang", "en").output.startswith("unknown-key · ")


def test_an_unknown_rule_is_wrong_usage_with_a_guess():
    done = run("explain", "quiet-hour", "--lang", "en")
    assert done.exit_code == 2
    assert 'Did you mean "quiet-hours"?' in done.output


@pytest.mark.parametrize(("words", "there"), [(["抽奖"], "raffle-terms"), (["QUIET", "hours"], "quiet-hours")])
def test_rules_can_be_searched_in_both_languages(words, there):
    text = run("rules", *words, "--lang", "en").output
    assert there in text
    assert "alt-text" not in text


def test_a_word_of_no_rule_is_said_to_be_none():
    done = run("rules", "zzzz", "--lang", "en")
    assert done.exit_code == 1
    assert 'No rule speaks of "zzzz"' in done.output


def test_every_row_of_the_catalogue_has_a_heading():
    assert {page(name).row[:3] for name in page_ids()} == set(_GROUPS)


def test_rules_lists_every_rule():
    text = run("rules", "--lang", "zh").output
    assert all(name in text for name in page_ids())
    told = json.loads(run("rules", "--format", "json").output)
    assert [row["rule"] for row in told["rules"]] == list(page_ids())
    assert next(row for row in told["rules"] if row["rule"] == "absolute-terms")["severity"] == {
        "commercial": "error",
        "otherwise": "info",
    }
