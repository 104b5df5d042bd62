"""Real public exports, when COMMOPS_REAL_DATA names a folder that holds them; counted a second time in plain Python."""

from __future__ import annotations

import csv
import datetime as dt
import json
import os
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest
from logkit import conserved, merged, run

ROOT = Path(os.environ.get("COMMOPS_REAL_DATA", "/nonexistent"))

pytestmark = pytest.mark.skipif(not ROOT.is_dir(), reason="COMMOPS_REAL_DATA names no folder")

Said = tuple[str, str, int]
"""Channel, person, day number."""


def per_person_and_day(said: Iterable[Said]) -> Counter[tuple[object, ...]]:
    """Message counts per person and day, with the person's name left out: who is who is not known afterwards."""
    days: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    for channel, person, day in said:
        days[channel, person][day] += 1
    return Counter((channel, *sorted(counts.items())) for (channel, _), counts in days.items())


def table(root: Path) -> Counter[tuple[object, ...]]:
    rows = (row for row in merged(root) if row["kind"] == "message")
    return per_person_and_day((row["channel"], str(row["author"]), row["day_n"]) for row in rows)


def needs(name: str) -> Path:
    path = ROOT / name
    if not path.exists():
        pytest.skip(f"{name} is not there")
    return path


def test_irc(tmp_path: Path) -> None:
    logs = sorted(needs("ubuntu-irc").glob("*.raw.txt"))
    reports = run(tmp_path, needs("ubuntu-irc"))
    assert [report.path.name for report in reports] == [path.name for path in logs]
    assert [report.records for report in reports] == [len(path.read_bytes().splitlines()) for path in logs]
    assert all(conserved(report) for report in reports)
    assert sum(report.records - report.parsed for report in reports) == 0
    group: dict[str, str] = {}

    def top(nick: str) -> str:
        while group.get(nick, nick) != nick:
            nick = group[nick]
        return nick

    said: list[tuple[str, int]] = []
    for path in logs:
        day = (dt.date.fromisoformat(path.name[:10]) - dt.date(1970, 1, 1)).days
        before = 0
        for line in path.read_text("utf-8", "replace").split("\n"):
            if renamed := re.match(r"=== (\S+) is now known as (\S+)", line):
                old, new = (top(nick.casefold()) for nick in renamed.groups())
                if not any(re.match(r"(?i)guest\d+$", nick) for nick in renamed.groups()):
                    group[old] = new
            if found := re.match(r"\[(\d\d):(\d\d)\] (?: ?\* (\S+)|<([^>]+?) *>)", line):
                minute = int(found[1]) * 60 + int(found[2])
                day += before - minute > 720
                before = minute
                said.append(((found[3] or found[4]).casefold(), day))
    assert table(tmp_path) == per_person_and_day(("ubuntu-irc", top(nick), day) for nick, day in said)


def test_slack(tmp_path: Path) -> None:
    path = needs("slack/export.zip")
    messages = []
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"[^/]+/\d{4}-\d\d-\d\d\.json", name):
                messages += [(name.split("/")[0], message) for message in json.loads(archive.read(name))]
    [report] = run(tmp_path, path)
    assert report.records == report.parsed == len(messages)
    quiet = ("channel_join", "channel_leave", "bot_add")
    said = [
        (channel, m.get("user") or m.get("bot_id") or m["comment"]["user"], int(float(m["ts"])) // 86_400)
        for channel, m in messages
        if m.get("subtype") not in quiet
    ]
    assert table(tmp_path) == per_person_and_day(said)
    bots = sum(m.get("subtype") == "bot_message" for _, m in messages)
    assert sum(row["is_bot"] for row in merged(tmp_path)) == bots


def test_gitter(tmp_path: Path) -> None:
    path = needs("gitter/DataScience.tsv")
    mapping = tmp_path / "mapping.yml"
    mapping.write_text("header: false\ncolumns: {channel: 2, time: 3, author: 4, id: 6, text: 7}\n")
    [report] = run(tmp_path, path, mapping=mapping)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t"))
    assert report.records == report.parsed == len(rows)
    epoch = dt.date(1970, 1, 1)
    said = [("freecodecamp-datascience", row[3], (dt.date.fromisoformat(row[2][:10]) - epoch).days) for row in rows]
    assert table(tmp_path) == per_person_and_day(said)
    assert Counter(row["length"] for row in merged(tmp_path)) == Counter(len(row[6]) for row in rows)
