"""What is for the team only never reaches the site: competitors, reports, trends, minutes and the privacy ledger."""

import re
import shutil
from pathlib import Path

import pytest

from commops.site.prepare import prepare
from commops.workspace.load import load

SMALL = Path(__file__).parent / "small"
DEMO = Path(__file__).parents[2]
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


def test_public_things_do_not_name_a_partner_or_a_series_of_the_team(tmp_path):
    """Events name sponsors, prizes name who gave them, posts and events name their series."""
    root = tmp_path / "demo"
    for name in ("community", "content", "events"):
        shutil.copytree(DEMO / name, root / name)
    for path in ("partners/north-bank-makers", "partners/qimu-paper", "programmes/autumn-reading"):
        file = root / ("content" if path.startswith("programmes") else "community") / f"{path}.yml"
        text = re.sub(r"^name: .*", f"name: {SECRET}", file.read_text("utf-8"), count=1, flags=re.MULTILINE)
        file.write_text(text.replace("visibility: public\n", "") + "visibility: private\n", "utf-8")
    ws = load(root)
    assert sum(item.name == SECRET for kind in ("partner", "programme") for item in ws.items(kind)) == 3
    assert any("north-bank-makers" in (event.sponsors or ()) for event in ws.events)
    shown = prepare(ws, root, root / "build").docs
    assert not [path for path, content in shown.items() if SECRET.encode() in content]
    assert b"Shiguang Bookshop" in shown["en/events/2026-11-07-shanghai-workshop.md"]
