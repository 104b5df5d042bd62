"""How a number in a report is compared with the data: to as many digits as it is written, in any of its spellings."""

import json
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commops.check import examine
from commops.rule import PAGES, load_rules
from commops.workspace.load import load

SNAPSHOT = {
    "schema": 1, "period": "2026-W46", "from": "2026-11-09", "to": "2026-11-15", "as_of": "2026-11-15",
    "timezone": "Asia/Shanghai", "inputs": [], "definitions": {},
}  # fmt: skip


def findings(root, value, text, body=None):
    """What the rule says about a report with one number."""
    shutil.copytree(PAGES / "example_base", root, dirs_exist_ok=True)
    report = root / "community/reports/weekly/2026-W46.md"
    stats = root / "community/stats/2026-W46.json"
    for path in (report, stats):
        path.parent.mkdir(parents=True, exist_ok=True)
    rows = [{"week": "2026-W46", "value": value}]
    stats.write_text(json.dumps(SNAPSHOT | {"metrics": {"tests": rows}}), "utf-8")
    number = json.dumps({"text": text, "metric": "tests", "column": "value"}, ensure_ascii=False)
    head = f"period: 2026-W46\naudience: team\nnumbers: [{number}]\n"
    report.write_text(f"---\n{head}---\n{text if body is None else body}\n\n## 所以\n照旧。\n", "utf-8")
    rules = {"report-numbers": load_rules()["report-numbers"]}
    return examine(load(root), rules, {}).findings


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (209, "209"), (209, "209 人"), (1057, "1,057"), (1057, "1057"), (0.1283, "12.8%"), (0.1283, "13%"),
        (0.1283, "12.83\uff05"), (0.1283, "百分之 12.8"), (0.1283, "0.13"), (0.125, "12%"), (0.125, "13%"), (0, "0"),
        (-3, "-3"), (-3, "\u22123"), (23.8, "23.8 分钟"), (23.8, "24"), (1.51, "1.51 倍"), (39.0, "39"),
    ],
)  # fmt: skip
def test_a_number_as_precise_as_it_is_written_is_right(tmp_path, value, text):
    assert findings(tmp_path, value, text) == []


@pytest.mark.parametrize(
    ("value", "text", "actual"),
    [
        (209, "214", "209"), (0.1283, "12.9%", "12.8%"), (0.1283, "14%", "13%"), (12057, "1,057", "12,057"),
        (23.8, "23 分钟", "24"), (0.1283, "12.84%", "12.83%"), (3, "-3", "3"), (209, "209%", "20,900%"),
    ],
)  # fmt: skip
def test_a_wrong_number_is_told_with_the_right_one(tmp_path, value, text, actual):
    (found,) = findings(tmp_path, value, text)
    assert actual in found.message.zh
    assert actual in found.message.en
    assert text in found.message.zh


@pytest.mark.parametrize("text", ["两百", "3 of 4", "一", "11-12"])
def test_what_is_not_one_number_is_refused(tmp_path, text):
    (found,) = findings(tmp_path, 3, text)
    assert "阿拉伯数字" in found.message.zh


@pytest.mark.parametrize("body", ["共 1209 人", "共 209.5 人", "共 2,209 人", "共 209% 的人", "", "共 209,000 人"])
def test_a_part_of_another_number_does_not_count_as_the_number(tmp_path, body):
    found, *_unlisted = findings(tmp_path, 209, "209", body)
    assert "正文里找不到" in found.message.zh


@pytest.mark.parametrize("body", ["共209人。", "共 209, of which", "209", "(209)", "209."])
def test_the_number_is_found_between_other_characters(tmp_path, body):
    assert findings(tmp_path, 209, "209", body) == []


@given(st.floats(-1e6, 1e6, allow_nan=False), st.integers(0, 4), st.booleans())
def test_python_rounding_is_accepted(tmp_path_factory, value, digits, percent):
    value = round(value, 6)
    text = f"{value * 100:.{digits}f}%" if percent else f"{value:,.{digits}f}"
    # Floats are a hair off the decimal numbers that snapshots hold, so a half may round either way.
    found = findings(tmp_path_factory.mktemp("report"), value, text)
    assert not found or abs(value * (100 if percent else 1) * 10**digits % 1 - 0.5) < 1e-3


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("209 people, 208 messages", ["208"]),
        ("209。\n\n| a | 210 | 209 |\n", ["210"]),
        ("209\n\n| 20.9% | 209% |", ["20.9%", "209%"]),
        ("209 人。30 天打卡，第 2 周", []),
        ("209\n\n## 更多\n5 人值班", []),
        ("209\n\n## 中文\n\n207 人说过话", ["207"]),
    ],
)
def test_a_number_that_the_list_does_not_know_is_told(tmp_path, body, told):
    texts = [found.message.en for found in findings(tmp_path, 209, "209", body)]
    assert [text.split('"')[1] for text in texts] == told
