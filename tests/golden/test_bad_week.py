"""The planted week: what the check says about it, word for word, in both languages."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from commops import check
from commops.cli.main import cli
from commops.findings import Severity
from commops.rule import page
from commops.workspace.load import load

ROOT = Path(__file__).resolve().parents[2]
BAD_WEEK = ROOT / "examples/bad-week"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_report_of_the_bad_week(lang, golden):
    done = CliRunner().invoke(cli, ["check", "-C", str(BAD_WEEK), "--lang", lang])
    assert done.exit_code == 1
    golden(f"bad-week.{lang}.txt", done.output)


def test_the_bad_week_as_json(golden):
    done = CliRunner().invoke(cli, ["check", "-C", str(BAD_WEEK), "--lang", "en", "--format", "json"])
    golden("bad-week.json", done.output)


def test_the_bad_week_as_workflow_commands(golden):
    environment = {"GITHUB_WORKSPACE": str(ROOT)}
    done = CliRunner(env=environment).invoke(cli, ["check", "-C", str(BAD_WEEK), "--lang", "en", "--format", "github"])
    golden("bad-week.github.txt", done.output)


def test_each_planted_mistake_is_one_error():
    findings = check.run(load(BAD_WEEK))
    rows = sorted(page(found.rule).row for found in findings if found.severity is Severity.ERROR)
    planted = "CAL02 COP01 COP08 COP08 CPL02 EVT01 GEN01 PRV01 PST02 PST05 RAF01"
    assert rows == planted.split()  # two promises in one sentence


def test_the_mistakes_are_those_of_the_story():
    text = {path.name: path.read_text(encoding="utf-8") for path in BAD_WEEK.rglob("*.md")}
    assert "广告" not in text["2026-11-24-lamp.md"]
    assert "入股名额\uff0c年化12%" in text["2026-11-28-for-friends.md"]
    (body,) = (line[10:] for line in text["2026-11-28-on-x.md"].split("\n") if line.startswith("    body: "))
    assert sum(1 if ord(char) <= 0x10FF or 0x2010 <= ord(char) <= 0x201F else 2 for char in body) == 312


def test_the_demo_does_not_look_into_its_examples():
    seen = [path for path in load(ROOT).tracked if path.startswith("examples/bad-week/")]
    assert seen == ["examples/bad-week/community/community.yml"]  # a workspace is never started unseen
