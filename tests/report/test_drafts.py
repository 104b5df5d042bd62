"""Drafts of reports: golden texts of the demo, checked at once, never written over what people wrote."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from reportkit import copy_demo, report

from commops.check import examine
from commops.errors import InputError
from commops.files import write_atomic
from commops.report.drafts.build import Draft, Request, draft
from commops.rule import load_rules
from commops.texts import Lang
from commops.workspace import Workspace
from commops.workspace.load import load

EVENT = "2026-11-15-typesetting-ama"
RULES = {name: rule for name, rule in load_rules().items() if name.startswith(("report", "period", "known", "valid"))}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_demo(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def ws(demo: Path) -> Workspace:
    return load(demo)


def drafted(ws: Workspace, kind: str, subject: str | None = None, lang: Lang = "zh", day: str = "") -> Draft:
    return draft(ws, Request(kind, subject, dt.date.fromisoformat(day) if day else ws.as_of, lang))


def findings(root: Path) -> dict[str, list[tuple[str, str]]]:
    """Rule and message of every finding in reports, by path."""
    told: dict[str, list[tuple[str, str]]] = {}
    for one in examine(load(root), RULES, {}).findings:
        if one.at.path.startswith("community/reports/"):
            told.setdefault(one.at.path, []).append((one.rule, one.message.en))
    return told


@pytest.mark.parametrize(
    ("name", "kind", "subject"),
    [
        ("weekly.zh", "weekly", "2026-W40"),
        ("weekly.en", "weekly", "2026-W40"),
        ("monthly.zh", "monthly", None),
        ("quarterly.zh", "quarterly", None),
        ("quarterly.en", "quarterly", None),
        ("event.zh", "event", EVENT),
    ],
)
def test_the_drafts_of_the_demo(ws, golden, name, kind, subject):
    golden(f"reports/{name}.md", drafted(ws, kind, subject, name[-2:]).text)


def test_every_draft_passes_the_check_at_once_and_a_final_report_needs_people(tmp_path, demo, ws):
    shutil.copytree(demo, tmp_path, dirs_exist_ok=True)
    made = [
        drafted(ws, "weekly"),
        drafted(ws, "monthly", "2026-09"),
        drafted(ws, "quarterly"),
        drafted(ws, "event", EVENT),
    ]

    def write(*changes: tuple[str, str]) -> dict[str, list[tuple[str, str]]]:
        for one in made:
            text = one.text
            for old, new in changes:
                assert old in text
                text = text.replace(old, new)
            write_atomic(tmp_path / one.path, text)
        return findings(tmp_path)

    assert write() == {}
    final = ("status: draft", "status: final")
    assert {path: {rule for rule, _ in told} for path, told in write(final).items()} == {
        one.path: {"report-unfinished"} for one in made
    }
    assert write(final, ("【待写】", "")) == {}


@pytest.mark.parametrize(
    ("where", "old", "new", "told"),
    [
        ("everywhere", "115", "116", "the committed data say 115"),
        ("front", "target: true", "target: false", "the committed data say"),
        ("body", "115", "116", '"115" does not stand in the text'),
    ],
)
def test_a_changed_number_is_refused(demo, ws, where, old, new, told):
    made = drafted(ws, "weekly", "2026-W43")
    front, fence, body = made.text.rpartition("---\n各群")
    parts = {"front": front, "body": body}
    for part in parts if where == "everywhere" else [where]:
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new)
    path = demo / made.path
    path.write_text(parts["front"] + fence + parts["body"], "utf-8")
    try:
        found = findings(demo)[made.path]
    finally:
        path.unlink()
    assert {rule for rule, _ in found} == {"report-numbers"}
    assert any(told in message for _, message in found)


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


def test_hidden_numbers_are_words_and_never_nought(ws):
    text = drafted(ws, "weekly", "2026-W40").text
    assert ws.get("snapshot", "2026-W40").metrics["joins"][0]["left_n"] is None
    (line,) = [line for line in text.splitlines() if line.startswith("| 入群与退群 · 退群")]
    assert "不公布（人数太少或无法计算）" in line
    assert "column: left_n}" not in text


def test_what_few_people_did_at_an_event_stays_out_of_its_report(tmp_path):
    copy_demo(tmp_path)
    results = tmp_path / "events" / EVENT / "results.yml"
    text = results.read_text("utf-8")
    assert "spoke_during: 38" in text
    assert "csat_n: 52" in text
    text = text.replace("spoke_during: 38", "spoke_during: 3").replace("csat_n: 52", "csat_n: 4")
    results.write_text(text + "visibility: private\n", "utf-8")
    made = drafted(load(tmp_path), "event", EVENT).text
    assert "| 活动中发言 | 不公布（人数太少或无法计算） |" in made
    assert "| 满意度 | 不公布（人数太少或无法计算） |" in made
    assert not [column for column in ("spoke_during", "csat_n", "csat") if f"column: {column}}}" in made]


def test_few_people_bear_out_no_change(ws):
    text = drafted(ws, "weekly", "2026-W31").text
    (line,) = [line for line in text.splitlines() if line.startswith("| 激活率")]
    assert "样本不足 30，看不出变化" in line


@pytest.mark.parametrize(
    ("kind", "subject", "day", "said"),
    [
        ("weekly", "2026-W48", "", "no stats snapshot"),
        ("weekly", "2026-W40", "2026-10-03", "no stats snapshot"),
        ("weekly", None, "2026-01-01", "no stats snapshot"),
        ("weekly", "46", "", "not an ISO week"),
        ("monthly", "2026-11", "", "no stats snapshot"),
        ("monthly", "2026-13", "", "not a month"),
        ("quarterly", "2026-Q5", "", "not a quarter"),
        ("quarterly", "2027-Q1", "", "no stats snapshot"),
        ("event", "2026-12-12-hangzhou-meetup", "", "no results.yml"),
        ("event", "nothing", "", "no such event"),
    ],
)
def test_what_cannot_be_reported_is_told(ws, kind, subject, day, said):
    with pytest.raises(InputError) as error:
        drafted(ws, kind, subject, day=day)
    assert said in error.value.what.en
    assert error.value.what.zh


@pytest.mark.parametrize("arguments", [["event"], ["weekly", "x"], ["event", EVENT, "--period", "2026-W46"], ["daily"]])
def test_wrong_usage(demo, arguments):
    assert report(demo, *arguments).exit_code == 2


def test_a_damaged_snapshot_ends_in_words(tmp_path):
    copy_demo(tmp_path)
    (tmp_path / "community/stats/2026-W47.json").write_text("[1, 2", "utf-8")
    done = report(tmp_path, "weekly", "--period", "2026-W47", "-o", "-")
    assert isinstance(done.exception, InputError)
