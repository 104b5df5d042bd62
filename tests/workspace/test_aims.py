"""Periods as people write them, and the targets and key results that hold in them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commops.rule import PAGES
from commops.workspace.aims import aimed, key_result
from commops.workspace.load import load
from commops.workspace.recorded import Missing
from commops.workspace.spans import quarter_of, span, within

PLAN = """period: 2026-Q4
mission: {zh: 一, en: one}
parent_goal: {zh: 二, en: two}
objectives:
  - id: o1
    title: {zh: 三, en: three}
    kind: retention
    owner: lin
    key_results:
      - {metric: deposits, baseline: 0, target: 300, due: 2026-12-31, current: 127}
      - {metric: spam_rate, baseline: 0.6, target: 0.5, due: 2026-12-31, unit: "%"}
"""
METRICS = """metrics:
  - id: speak
    name: {zh: 发言, en: Speaking}
    formula: {zh: 甲, en: a}
    unit: "%"
    grain: week
    source: log
    direction: up
targets:
  - {metric: speak, period: 2026-Q4, target: 40}
  - {metric: speak, period: 2026-11, target: 42}
  - {metric: speak, channel: wx, period: 2026-Q4, target: 6}
"""


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-H2", "2026-07-01", "2026-12-31"),
        ("2026-q4", "2026-10-01", "2026-12-31"),
        ("2028-02", "2028-02-01", "2028-02-29"),
        ("2026-W53", "2026-12-28", "2027-01-03"),
    ],
)
def test_spans(period, first, last):
    assert span(period) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize("period", ["", "26", "2026-Q5", "2026-13", "2026-W54", "2026-11-01", "0000"])
def test_other_text_is_no_period(period):
    with pytest.raises(ValueError):  # noqa: PT011 - any of Python's own sentences will do
        span(period)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)))
def test_a_day_lies_in_its_quarter(day):
    first, last = span(quarter_of(day))
    assert first <= day <= last
    assert within(f"{day:%Y-%m}", quarter_of(day))


def test_the_nearest_target_counts_in_the_scale_of_snapshots(tmp_path):
    for path in PAGES.joinpath("example_base").rglob("*.yml"):
        target = tmp_path / path.relative_to(PAGES / "example_base")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    (tmp_path / "community/metrics.yml").write_text(METRICS, "utf-8")
    (tmp_path / "community/strategy/2026-q4.yml").write_text(PLAN, "utf-8")
    ws = load(tmp_path)
    assert aimed(ws, "speak", "rate", "2026-W42") == 0.4
    assert aimed(ws, "speak", "rate", "2026-W46") == 0.42
    assert aimed(ws, "speak", "rate", "2026-W46", "wx") == 0.06
    assert aimed(ws, "speak", "rate", "2026-W30") is Missing.METRIC
    assert key_result(ws, "deposits", "current", "2026-W46") == 127
    assert key_result(ws, "spam_rate", "target", "2026-11") == 0.005
    assert key_result(ws, "spam_rate", "current", "2026-11") is Missing.COLUMN
    assert key_result(ws, "spam_rate", "due", "2026-11") is Missing.COLUMN
    assert key_result(ws, "nothing", "target", "2026-11") is Missing.METRIC
