"""Records about members never reach the site: neither cases nor complaints, admissions, feedback or pseudonyms."""

import re
from pathlib import Path

from commops.site.prepare import prepare
from commops.workspace.load import load

ROOT = Path(__file__).resolve().parents[2]
PSEUDONYM = re.compile(r"\bm-[0-9a-f]{6}\b")
KINDS = ("case", "complaint", "admission-batch", "feedback")


def test_no_record_about_a_member_is_shown(tmp_path):
    ws = load(ROOT)
    told = {
        text
        for kind in KINDS
        for item in ws.items(kind)
        for key in ("summary", "remedy", "quote", "evidence_ref", "conflict_of_interest")
        if isinstance(text := item.data.get(key), str) and len(text) > 6
    }
    assert len(told) > 40
    tree = prepare(ws, ROOT, tmp_path).docs
    shown = "\n".join(content.decode("utf-8", "replace") for content in tree.values())
    assert len(shown) > 100_000
    assert not [text for text in told if text in shown]
    members = {found for item in ws.items("case") for found in PSEUDONYM.findall(item.source.text)}
    assert len(members) > 30
    assert not [member for member in members if member in shown]


def test_records_cannot_be_made_public():
    ws = load(ROOT)
    assert all(item.visibility == "private" for kind in KINDS for item in ws.items(kind))
