"""What is for the team only never reaches the site: competitors, reports, trends, minutes and the privacy ledger."""

import shutil
from pathlib import Path

import pytest

from commops.site.prepare import prepare
from commops.workspace.load import load

SMALL = Path(__file__).parent / "small"
SECRET = "tangerine-submarine"
FILES = {
    "community/competitors/zebra-club.yml": f"""
name: {SECRET}
strengths: [{{text: {SECRET}, source: {SECRET}, on: 2026-11-01}}]
weaknesses: [{{text: {SECRET}, source: {SECRET}, on: 2026-11-01}}]
reviewed: 2026-11-10
""",
    "community/reports/investor/2026-11.md": f"""---
title: {SECRET}
period: 2026-11
audience: investor
---
{SECRET}
""",
    "community/reports/weekly/2026-W46.md": f"---\ntitle: {SECRET}\nperiod: 2026-W46\naudience: team\n---\n{SECRET}\n",
    "community/trends/2026-W46.yml": f"week: 2026-W46\ntopics: [{{title: {SECRET}}}]\n",
    "community/meetings/2026-11-10-topics.md": f"""---
date: 2026-11-10
kind: topics
attendees: [ann]
---
{SECRET}
""",
    "community/learning/cards.md": f"---\ntitle: x\nkind: case\nsource: x\nvisibility: private\n---\n{SECRET}\n",
    "community/privacy.yml": f"""
processing:
  - {{id: all, purpose: {SECRET}, covers: [registrations], data: [x], basis: consent, retention_days: 9, owner: ann}}
requests_channel: {SECRET}
breach_plan: {SECRET}
""",
}


@pytest.fixture(scope="module")
def docs(tmp_path_factory):
    root = tmp_path_factory.mktemp("small") / "boat"
    shutil.copytree(SMALL, root)
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    ws = load(root)
    assert {source.kind for path, source in ws.sources.items() if path in FILES} == {
        "competitor", "report", "trend", "meeting", "learning", "privacy-ledger"
    }  # fmt: skip
    assert ws.privacy is not None
    assert ws.competitors
    assert len(ws.reports) == 2
    return prepare(ws, root, root / "build").docs


def test_no_page_feed_or_data_file_repeats_it(docs):
    assert [name for name, content in docs.items() if SECRET.encode() in content] == []


def test_nor_does_any_name_tell_of_it(docs):
    # The calendar has pages of weeks.
    names = [name for name in docs if "/calendar/" not in name]
    assert [name for name in names if any(word in name for word in ("zebra", "investor", "2026-W46"))] == []
