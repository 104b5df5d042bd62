"""``commops check --format`` and ``--output`` from the outside."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from commops.cli.main import cli
from commops.report.registry import names

BAD_WEEK = Path(__file__).resolve().parents[2] / "examples/bad-week"


def run(*arguments, code=1, **environment):
    done = CliRunner(env=environment).invoke(cli, ["check", "-C", str(BAD_WEEK), "--lang", "en", *arguments])
    assert done.exit_code == code, done.output
    return done.output


@pytest.mark.parametrize("name", names())
def test_every_format_prints_and_writes_the_same(name, tmp_path):
    out = tmp_path / "new/report"
    printed = run("--format", name, GITHUB_STEP_SUMMARY=None)
    assert run("--format", name, "--output", str(out), GITHUB_STEP_SUMMARY=None) == ""
    assert out.read_text("utf-8") == printed
    assert list(out.parent.iterdir()) == [out]


def test_the_help_names_the_formats_without_importing_them():
    import subprocess
    import sys

    code = "import sys; from commops.cli import check; print([m for m in sys.modules if 'report.formats.' in m])"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"
    assert "|".join(names()) in CliRunner().invoke(cli, ["check", "--help"]).output.replace("\n", "").replace(" ", "")


def test_rules_are_linked_where_the_site_is_known():
    rows = json.loads(run("--format", "json", "--docs-url", "https://site.example/en"))["findings"]
    assert {row["docs"] for row in rows} == {f"https://site.example/en/reference/rules/{row['rule']}/" for row in rows}
    assert "--docs-url" in run("--docs-url", "javascript:x", code=2)


def test_people_are_told_where_to_begin():
    lines = run().rstrip().split("\n")
    assert lines[-2].startswith("Start here: content/posts/2026/11/2026-11-23-batch-3.md, line 15. ")
    assert lines[-1].startswith("Then the other ")


def test_reviewdog_is_given_what_can_be_repaired():
    rows = json.loads(run("--format", "rdjson"))["diagnostics"]
    (key,) = (row for row in rows if row["code"]["value"] == "unknown-key")
    assert key["suggestions"] == [{"range": key["location"]["range"], "text": "channels"}]
    assert all("suggestions" not in row for row in rows if row["code"]["value"] == "quiet-hours")
