"""The site of 5,000 posts and 200 events over five years in two languages, beside plain Material and a floor.

The workspace is the demo community with made-up posts and events added, and its published weeks repeated backwards over
the five years. Plain Material gets the same posts, one page each and all of them in the navigation.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.harness import Run, once
from benchmarks.many_files import ROOT, SENTENCES

POSTS, EVENTS, DAYS = 5_000, 200, 1_826
LAST = dt.date(2026, 12, 20)
"""The last day with a post; the demo's day is 22 November 2026, so about 77 of 5,000 posts are still to come."""
CALL = [sys.executable, "-m", "commops"]

POST = """---
title: {{zh: 第 {number} 篇笔记：{word}, en: "Note {number}, {word}"}}
date: {day}T{hour:02}:00+08:00
channels: [oa, forum]
status: {status}
summary:
  zh: 第 {number} 篇，写一件装机时的小事。
  en: Number {number}, a small thing about building a reader.
kind: longform
pillar: make
persona: [hardware-maker]
author: zhou-mo
approved_by: lin-xi
approved_at: {day}T06:00+08:00
scheduled_at: {day}T{hour:02}:00+08:00
{published}---

{body}
"""
OUT = """published:
  - {{channel: oa, url: "https://example.org/oa/{number}", at: {day}T{hour:02}:00+08:00}}
  - {{channel: forum, url: "https://example.org/forum/{number}", at: {day}T{hour:02}:02+08:00}}
results:
  - {{channel: oa, at: {later}T10:00+08:00, impressions: {seen}, likes: {likes}, comments: 3, shares: 2, source: 后台}}
"""
EVENT = """name: {{zh: 第 {number} 个周末晚上, en: "Weekend evening {number}"}}
kind: talk
attendance_mode: online
status: {status}
start: {day}T19:30+08:00
end: {day}T21:00+08:00
timezone: Asia/Shanghai
online_url: https://example.org/live/{number}
owner: he-miao
objective: o1
demand_evidence: {{zh: 论坛里有 {number} 人问过。, en: Asked for {number} times in the forum.}}
targets:
  - {{metric: attended, value: 40}}
summary: {{zh: 一个晚上讲清一个细节。, en: One detail in one evening.}}
description:
  zh: >-
    {about}
  en: A quiet evening about one detail of the reader, with time for questions.
registration:
  opens: {opens}T10:00+08:00
  closes: {day}T12:00+08:00
  url: https://example.org/sign-up/{number}
  capacity: 90
  data_kept_until: {day}
agenda:
  - {{from: "19:30", to: "20:15", title: {{zh: 分享, en: Talk}}}}
  - {{from: "20:15", to: "21:00", title: {{zh: 提问, en: Questions}}}}
risks:
  - risk: {{zh: 讲者断网, en: The speaker loses the connection}}
    likelihood: 2
    impact: 3
    plan: {{zh: 周末准备一段录像备用, en: Keep a recording at hand}}
    owner: zhou-mo
safety: {{lead: laohei, expected_max: 120}}
minors: with-guardian
code_of_conduct: r1
"""
WORDS = ("screen", "battery", "case", "firmware", "reading", "ribbon", "typesetting")
MATERIAL = """site_name: Plain
theme: {{name: material, font: false, language: zh, features: [navigation.tabs{prune}]}}
plugins: {{search: {{lang: [zh, en]}}}}
"""
FLOOR = """
import html, sys
from pathlib import Path
from markdown_it import MarkdownIt
render = MarkdownIt("commonmark").render
for path in Path(sys.argv[1]).rglob("*.md"):
    target = Path(sys.argv[2]) / f"{path.stem}.html"
    target.write_text(f"<!doctype html><title>{html.escape(path.stem)}</title>{render(path.read_text('utf-8'))}", "utf-8")
"""


def write_workspace(folder: Path, posts: int = POSTS, events: int = EVENTS) -> Path:
    """Write the workspace of the benchmark into ``folder`` and return it: the demo and what is made up."""
    for name in ("community", "content", "events"):
        shutil.copytree(ROOT / name, folder / name)
    for number in range(posts):
        day, hour = LAST - dt.timedelta(days=number * DAYS // posts), 8 + number % 5 * 3
        past = day < dt.date(2026, 11, 22)
        row = {"number": number, "day": day, "hour": hour}
        numbers = {"later": day + dt.timedelta(days=7), "seen": 300 + number % 700, "likes": number % 40}
        text = POST.format(
            **row,
            word=WORDS[number % len(WORDS)],
            status="published" if past else "approved",
            published=OUT.format(**row, **numbers) if past else "",
            body=_body(number, 11),
        )
        _write(folder / f"content/posts/{day:%Y/%m}/{day}-note-{number}.md", text)
    for number in range(events):
        day = LAST - dt.timedelta(days=number * DAYS // events)
        about = " ".join(_body(number, 7).split())
        status = "done" if day < dt.date(2026, 11, 22) else "open"
        opens = day - dt.timedelta(days=14)
        text = EVENT.format(number=number, day=day, opens=opens, about=about, status=status)
        _write(folder / f"events/{day}-evening-{number}/event.yml", text)
    _repeat_weeks(folder / "community/stats")
    return folder


def _repeat_weeks(stats: Path) -> None:
    """Fill five years with copies of the demo's weeks, each dated back by whole weeks."""
    known = [json.loads(path.read_bytes()) for path in sorted(stats.glob("*-W*.json"))]
    for turn in range(1, DAYS // 7 // len(known) + 1):
        back = dt.timedelta(weeks=turn * len(known))
        for week in known:
            start = dt.date.fromisoformat(week["from"]) - back
            year, number, _ = start.isocalendar()
            end = str(start + dt.timedelta(days=6))
            earlier = json.dumps(
                {**week, "period": f"{year}-W{number:02}", "from": str(start), "to": end, "as_of": end}
            )
            _write(stats / f"{year}-W{number:02}.json", earlier.replace(week["period"], f"{year}-W{number:02}") + "\n")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _body(number: int, sentences: int) -> str:
    """Half Chinese, half English, never the same twice in a row."""
    return "".join(SENTENCES[(number * 7 + place * 3) % len(SENTENCES)] for place in range(sentences))
