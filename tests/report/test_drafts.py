"""Drafts of reports: golden texts of the demo, checked at once, never written over what people wrote."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from reportkit import copy_demo, report

from commops.check import examine
from commops.errors import InputError
from commops.rule import load_rules
from commops.workspace.load import load

EVENT = "2026-11-15-typesetting-ama"
RULES = {name: rule for name, rule in load_rules().items() if name.startswith(("report", "period", "known", "valid"))}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_demo(tmp_path_factory.mktemp("demo"))


def findings(root: Path, path: str) -> list[tuple[str, str]]:
    """Rule and value-bearing message of every finding in one file."""
    found = examine(load(root), RULES, {}).findings
    return [(one.rule, one.message.en) for one in found if one.at.path == path]


@pytest.mark.parametrize(
    ("name", "arguments", "lang"),
    [
        ("weekly.zh", ["weekly", "--period", "2026-W40"], "zh"),
        ("weekly.en", ["weekly", "--period", "2026-W40"], "en"),
        ("monthly.zh", ["monthly"], "zh"),
        ("quarterly.zh", ["quarterly"], "zh"),
        ("quarterly.en", ["quarterly"], "en"),
        ("event.zh", ["event", EVENT], "zh"),
    ],
)
def test_the_drafts_of_the_demo(demo, golden, name, arguments, lang):
    done = report(demo, *arguments, "-o", "-", lang=lang)
    assert done.exit_code == 0, done.output
    golden(f"reports/{name}.md", done.stdout)


def test_every_draft_passes_the_check_at_once_and_only_final_ones_need_people(tmp_path):
    copy_demo(tmp_path)
    for arguments in (["weekly"], ["monthly", "--period", "2026-09"], ["quarterly"], ["event", EVENT]):
        assert report(tmp_path, *arguments).exit_code == 0
    paths = ["weekly/2026-W47", "monthly/2026-09", "quarterly/2026-Q4", f"event/{EVENT}"]
    for path in (f"community/reports/{name}.md" for name in paths):
        assert findings(tmp_path, path) == []
        text = (tmp_path / path).read_text("utf-8")
        (tmp_path / path).write_text(text.replace("status: draft", "status: final"), "utf-8")
        assert {rule for rule, _ in findings(tmp_path, path)} == {"report-unfinished"}
        (tmp_path / path).write_text(text.replace("status: draft", "status: final").replace("【待写】", ""), "utf-8")
        assert findings(tmp_path, path) == []


def test_a_changed_number_is_refused(tmp_path):
    copy_demo(tmp_path)
    assert report(tmp_path, "weekly", "--period", "2026-W43").exit_code == 0
    path = tmp_path / "community/reports/weekly/2026-W43.md"
    text = path.read_text("utf-8")
    for wrong in ("115 人说过话", "34 分钟"):
        number = wrong.split()[0]
        assert wrong in text
        changed = str(int(number) + 1)
        path.write_text(text.replace(f'text: "{number}"', f'text: "{changed}"').replace(number, changed), "utf-8")
        told = findings(tmp_path, "community/reports/weekly/2026-W43.md")
        assert {rule for rule, _ in told} == {"report-numbers"}
        assert any(f"the committed data say {number}" in message for _, message in told)
    path.write_text(text.replace("target: true", "target: false"), "utf-8")
    assert {rule for rule, _ in findings(tmp_path, "community/reports/weekly/2026-W43.md")} == {"report-numbers"}


def test_what_people_wrote_is_left_alone(tmp_path):
    copy_demo(tmp_path)
    path = tmp_path / "community/reports/weekly/2026-W46.md"
    before = path.read_bytes()
    done = report(tmp_path, "weekly", "--period", "2026-W46")
    assert isinstance(done.exception, InputError)
    assert "没有改动它" in done.exception.what.zh
    assert path.read_bytes() == before
    book = tmp_path / "w.xlsx"
    assert report(tmp_path, "weekly", "--period", "2026-W46", "--force", "--xlsx", str(book)).exit_code == 0
    assert path.read_bytes() != before
    assert book.read_bytes()[:2] == b"PK"


def test_hidden_numbers_are_words_and_never_nought(demo):
    text = report(demo, "weekly", "--period", "2026-W40", "-o", "-").stdout
    hidden = json.loads((demo / "community/stats/2026-W40.json").read_bytes())["metrics"]["joins"][0]
    assert hidden["left_n"] is None
    (line,) = [line for line in text.splitlines() if line.startswith("| 入群与退群 · 退群")]
    assert "不公布（人数太少或无法计算）" in line
    assert "column: left_n}" not in text


def test_few_people_bear_out_no_change(demo):
    text = report(demo, "weekly", "--period", "2026-W40", "-o", "-").stdout
    (line,) = [line for line in text.splitlines() if line.startswith("| 激活率")]
    assert "样本不足 30，看不出变化" in line


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["weekly", "--period", "2026-W48"], "no stats snapshot"),
        (["weekly", "--period", "2026-W40", "--as-of", "2026-10-03"], "no stats snapshot"),
        (["weekly", "--period", "46"], "not an ISO week"),
        (["monthly", "--period", "2026-11"], "no stats snapshot"),
        (["monthly", "--period", "2026-13"], "not a month"),
        (["quarterly", "--period", "2026-Q5"], "not a quarter"),
        (["quarterly", "--period", "2027-Q1"], "no stats snapshot"),
        (["event", "2026-12-12-hangzhou-meetup"], "no results.yml"),
        (["event", "nothing"], "no such event"),
    ],
)
def test_what_cannot_be_reported_is_told(demo, arguments, said):
    done = report(demo, *arguments, "-o", "-")
    assert isinstance(done.exception, InputError)
    assert said in done.exception.what.en
    assert done.exception.what.zh


@pytest.mark.parametrize("arguments", [["event"], ["weekly", "x"], ["event", EVENT, "--period", "2026-W46"], ["daily"]])
def test_wrong_usage(demo, arguments):
    assert report(demo, *arguments).exit_code == 2


def test_a_damaged_snapshot_ends_in_words(tmp_path):
    copy_demo(tmp_path)
    (tmp_path / "community/stats/2026-W47.json").write_text("[1, 2", "utf-8")
    done = report(tmp_path, "weekly", "--period", "2026-W47", "-o", "-")
    assert isinstance(done.exception, InputError)
