"""The demo community's order and voice: the numbers its story tells, and the warnings planted in it."""

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from commops.rule import load_rules, page
from commops.workspace.load import load
from commops.workspace.times import instant

ROOT = Path(__file__).resolve().parents[2]
ROWS = (
    "MOD01 MOD02 MOD03 MOD04 ADM01 MEM01 FBK01 TEM01 TEM02 TEM03 TEM04 CHN01 CHN02 CHN04 RUL01 RUL02 RUL03 RUL04 PRF01"
)


@pytest.fixture(scope="module")
def ws():
    return load(ROOT)


def test_exactly_four_warnings_are_planted(ws):
    rules = [rule for name, rule in load_rules().items() if page(name).row in ROWS.split()]
    assert len(rules) == 24
    hits = [(page(rule.id).row, hit) for rule in rules for hit in rule.over(ws)]
    assert sorted(row for row, _ in hits) == ["ADM01", "CHN02", "MOD03", "TEM02"]
    facts = {row: hit.facts for row, hit in hits}
    assert facts["ADM01"]["percent"] == 46
    assert facts["CHN02"]["percent"] == 92
    assert facts["MOD03"]["hours"] == 52
    assert facts["TEM02"]["from"] == "21:00"


def test_cases_come_in_waves(ws):
    weeks: Counter[dt.date] = Counter()
    for case in ws.cases:
        day = instant(case.opened_at).date()
        weeks[day - dt.timedelta(days=day.weekday())] += case.count
    bursts = {"2026-10-19": 22, "2026-11-09": 17}
    assert {str(week): count for week, count in weeks.items() if count > 9} == bursts
    assert all(3 <= count <= 9 for week, count in weeks.items() if str(week) not in bursts)
    assert [case.second_reviewer for case in ws.cases if case.action == "ban"] == ["lin-xi"]
    assert [case.appeal["outcome"] for case in ws.cases if case.appeal].count("upheld") == 1


def test_admissions_agree_with_the_member_counts(ws):
    assert len(ws.admission_batches) == 14
    approved: Counter[tuple[str, str]] = Counter()
    for batch in ws.admission_batches:
        sunday = dt.date.fromisocalendar(int(batch.week[:4]), int(batch.week[-2:]), 7).isoformat()
        for row in batch.rows:
            approved[sunday, row["channel"]] += row["approved"]
    joined = {(row["date"], row["channel"]): row.get("joined", 0) for row in ws.member_counts.snapshots}
    assert approved == {key: joined[key] for key in approved}


def test_what_members_said(ws):
    assert len(ws.complaints) == 7
    assert len(ws.sops) == 12
    closed = sum(item.closed is not None for item in ws.feedback)
    assert (len(ws.feedback), round(closed * 100 / len(ws.feedback))) == (38, 79)
    assert sum(item.product_action is not None for item in ws.feedback) == 3
    survey = ws.get("survey", "2026-11-group")
    (nps,) = [figure for figure in survey.result["figures"] if figure["measure"] == "nps"]
    assert (nps["n"], nps["value"], nps["margin"], nps["shares"]) == (146, 41, 12, [55, 31, 14])
    (trial,) = ws.segment_list.trials
    assert (trial["contacted"], trial["contacted_back"], trial["held_out"], trial["held_out_back"]) == (64, 17, 32, 9)
