"""The frame of report pages: order of the steps, what a figure stands on, and sentences from public reports only."""

import shutil
from pathlib import Path

import pytest

from commops.site import reports
from commops.site.edition import Edition
from commops.site.html import to_page
from commops.site.numbers import Numbers
from commops.site.remarks import remark
from commops.workspace.load import load

CLONE = Path(__file__).parents[2]
REPORT = """---
title: {zh: 十月, en: October}
period: 2026-10
audience: public
status: final
date: 2026-11-02
visibility: public
numbers:
  - {text: "12", metric: joins, column: joined}
  - {text: 5.5%, metric: leave_rate, column: leave_rate}
---
十月进了 12 人，不是 112 人。

## Gaps

- 退群率 5.5%，比九月高。
- We had 112 guests. In English: 12 people joined <b>us</b>; all is well. 5.5% left.
"""


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "boat"
    shutil.copytree(Path(__file__).parent / "small", folder)
    place = folder / "community/reports/monthly"
    place.mkdir(parents=True)
    (place / "2026-10.md").write_text(REPORT, "utf-8")
    return folder


def edition(root, tag="en"):
    ws = load(root)
    return Edition(ws, tag, Numbers.of(ws))


def test_the_most_urgent_stands_first_and_texts_are_escaped(root):
    steps = [
        reports.Step("keep", "Carry on", "n = 9"),
        reports.Step("now", "Fix <it>", "3 > 2", to_page("numbers.md", "Numbers")),
        reports.Step("soon", "Look", "5"),
    ]
    made = str(reports.todo(edition(root), steps)[1])
    assert made.index("Fix &lt;it&gt;") < made.index("Look") < made.index("Carry on")
    assert "page:numbers.md" in made


@pytest.mark.parametrize(("tag", "said"), [("en", "Nothing in the published numbers"), ("zh-CN", "照常进行")])
def test_nothing_to_do_is_said(root, tag, said):
    assert said in str(reports.todo(edition(root, tag), [])[1])


@pytest.mark.parametrize(
    ("tag", "key", "text"),
    [
        ("zh-CN", "joins", "十月进了 12 人，不是 112 人。"),
        ("en", "joins", "In English: 12 people joined <b>us</b>;"),
        ("zh-CN", "leave_rate", "退群率 5.5%，比九月高。"),
        ("en", "leave_rate", "5.5% left."),
    ],
)
def test_the_sentence_that_quotes_the_number_is_found(root, tag, key, text):
    found = remark(edition(root, tag), [key])
    assert found is not None
    assert found.text == text
    assert found.path == "community/reports/monthly/2026-10.md"


@pytest.mark.parametrize("change", [("visibility: public", "visibility: private"), ("status: final", "status: draft")])
def test_private_reports_and_drafts_are_not_quoted(root, change):
    path = root / "community/reports/monthly/2026-10.md"
    path.write_text(path.read_text("utf-8").replace(*change), "utf-8")
    assert remark(edition(root), ["joins"]) is None


def test_a_figure_says_what_it_stands_on(root):
    basis = reports.Basis(["joins"], "56", ["community/stats/2026-W46.json", "community/stats/2026-W47.json"])
    made = reports.shown(edition(root), None, basis, "More came than left.")
    assert "page:reference/metrics.md#m-joins" in made
    assert "<b>n</b> 56" in made
    assert "community/stats/2026-W47.json" in made
    assert "More came than left." in made
    assert "joined &lt;b&gt;us&lt;/b&gt;" in made


def test_sources_are_linked_when_the_repository_is_known(root):
    profile = root / "community/community.yml"
    text = profile.read_text("utf-8")
    line = "repository: https://example.org/boat\n"
    profile.write_text(text.replace(line, ""), "utf-8")
    assert "href" not in reports.file_link(edition(root), "community/stats/2026-W47.json")
    profile.write_text(text.replace(line, "repository: https://gitlab.example.org/a/b\n"), "utf-8")
    link = reports.file_link(edition(root), "community/stats/2026-W47.json")
    assert 'href="https://gitlab.example.org/a/b/-/blob/main/community/stats/2026-W47.json"' in link


def test_the_files_of_periods_are_found(root):
    assert reports.snapshot_files(edition(root), ["2026-W47", "2026-W46", "2020-W01"]) == [
        "community/stats/2026-W46.json",
        "community/stats/2026-W47.json",
    ]
