"""Written reports: what was finished and published is there to read, in both languages; everything else is not."""

import shutil
from pathlib import Path

import pytest

from commops.site.edition import Edition
from commops.site.numbers import Numbers
from commops.site.pages import written
from commops.workspace.load import load

REPORT = """---
title: {{zh: 十月报告, en: Report for October}}
period: 2026-10
audience: {audience}
status: {status}
author: ann
date: 2026-11-02
visibility: {visibility}
numbers: [{{text: "38", metric: active_speakers, column: speakers}}]
events: [2026-11-07-workshop]
---
十月有 38 人说过话，<script>x</script>比九月多。

## 成果 / Wins

- 夜读每晚都有人。

## In English

In October 38 people spoke, more than in September.
"""


@pytest.fixture
def small(tmp_path):
    return Path(shutil.copytree(Path(__file__).parent / "small", tmp_path / "boat"))


def shown(root, tag="en", **change):
    place = root / "community/reports/monthly/2026-10.md"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(
        REPORT.format(**{"audience": "public", "status": "final", "visibility": "public"} | change), "utf-8"
    )
    ws = load(root)
    assert len(ws.reports) == 1
    found = list(written.pages(Edition(ws, tag, Numbers.of(ws))))
    return found[0].body if found else ""


def test_each_language_reads_its_part_first(small):
    chinese, english = shown(small, "zh-CN"), shown(small)
    assert "夜读每晚都有人。" in chinese
    assert "In October 38 people" not in chinese
    assert english.index("In October 38 people") < english.index("夜读每晚都有人。")
    assert 'lang="zh"' in english
    assert "<script>" not in chinese + english


def test_it_leads_to_the_metrics_and_the_events(small):
    made = shown(small)
    assert "reference/metrics.md#m-active_speakers" in made
    assert "events/2026-11-07-workshop.md" in made
    assert "Ann" in made


@pytest.mark.parametrize("change", [{"visibility": "private"}, {"status": "draft"}, {"audience": "investor"}])
def test_what_is_not_for_everybody_is_not_there(small, change):
    assert shown(small, **change) == ""
