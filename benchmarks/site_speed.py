"""The site of 5,000 posts and 200 events over five years in two languages, beside plain Material and a floor.

The workspace is the demo community with made-up posts and events added, and its published weeks repeated backwards over
the five years. Plain Material gets the same posts, one page each and all of them in the navigation.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.many_files import ROOT, SENTENCES

POSTS, EVENTS, DAYS = 5_000, 200, 1_826
LAST = dt.date(2026, 12, 20)
"""The last day with a post; the demo's day is 22 November 2026, so about 77 of 5,000 posts are still to come."""
_PATIENCE = 60
"""Seconds after which an edit is given up."""
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
theme: {{name: material, font: false, language: zh, features: [{features}]}}
plugins: {{search: {{lang: [zh, en]}}}}
"""
FLOOR = """
import html, sys
from pathlib import Path
from markdown_it import MarkdownIt
render = MarkdownIt("commonmark").render
for path in Path(sys.argv[1]).rglob("*.md"):
    target = Path(sys.argv[2]) / f"{path.stem}.html"
    title = html.escape(path.stem)
    target.write_text(f"<!doctype html><title>{title}</title>{render(path.read_text('utf-8'))}", "utf-8")
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


@dataclass
class Took:
    """What a command took, with the processes that it started."""

    name: str
    wall: float
    cpu: float
    peak_mb: float
    out_mb: float = 0.0
    pages: int = 0


def run(name: str, command: Sequence[str], folder: Path, out: Path | None = None) -> Took:
    """Run a command to its end. Memory is that of all its processes together, shared parts counted once (Linux)."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started, peak = time.perf_counter(), 0
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "scripts")}
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            peak = max(peak, sum(map(_memory, _family(process.pid))))
            time.sleep(0.1)
    wall = time.perf_counter() - started
    if process.returncode:
        raise RuntimeError(f"{name}: exit code {process.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    files = [path for path in out.rglob("*") if path.is_file()] if out else []
    size = sum(path.stat().st_size for path in files) / 1e6
    return Took(name, wall, cpu, peak / 1024, size, sum(1 for path in files if path.suffix == ".html"))


def _family(process: int) -> list[int]:
    """A process and all that come from it."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return []
    return [process, *(one for child in children for one in _family(int(child)))]


def _memory(process: int) -> int:
    """Its proportional set size in KiB."""
    try:
        rows = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(row.split()[1]) for row in rows if row.startswith("Pss:")), 0)


def edit_to_page(folder: Path, times: int = 3) -> list[float]:
    """Seconds from saving a post to the page that `commops serve` hands out, after the site was built."""
    command = [*CALL, "serve", "--address", "127.0.0.1:8973"]
    post = sorted(folder.glob("content/posts/2026/10/*-note-*.md"))[0]
    page = folder / "build/site/calendar/2026-10/index.html"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "PYTHONUNBUFFERED": "1"}
    took = []
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            while "8973" not in server.stdout.readline():
                pass
            for number in range(times):
                time.sleep(1)
                started = time.perf_counter()
                post.write_text(post.read_text("utf-8") + f"\n这是第 {number} 次改动。\n", "utf-8")
                while f"这是第 {number} 次改动" not in page.read_text("utf-8"):
                    if time.perf_counter() - started > _PATIENCE:
                        raise RuntimeError(f"edit {number} did not reach {page} in {_PATIENCE} s")
                    time.sleep(0.02)
                took.append(time.perf_counter() - started)
        finally:
            server.terminate()
    return took


def plain_material(folder: Path, posts: int, features: str = "") -> Path:
    """Write a Material site with one page for each post, all of them in the navigation."""
    for number in range(posts):
        text = f"# Note {number}\n\n{_body(number, 11)}\n"
        _write(folder / f"docs/{2022 + number % 5}/note-{number}.md", text)
    _write(folder / "docs/index.md", "# Home\n")
    _write(folder / "mkdocs.yml", MATERIAL.format(features=features))
    return folder


def measure(folder: Path, posts: int = POSTS, events: int = EVENTS, peer: int = 800) -> str:
    """Write the workspaces into ``folder`` and measure; returns the report as Markdown.

    ``peer`` is how many posts plain Material gets: its time grows with their square, so 5,000 are out of reach.
    """
    ours = write_workspace(folder / "ours", posts, events)
    site = ours / "build/site"
    rows = [
        run("commops site prepare, nothing known", [*CALL, "site", "prepare"], ours),
        run("commops site prepare, nothing changed", [*CALL, "site", "prepare"], ours),
    ]
    shutil.rmtree(ours / "build")
    shutil.rmtree(ours / ".commops")
    rows.append(run(f"commops build, {posts} posts, {events} events, 2 languages", [*CALL, "build"], ours, site))
    rows.append(run("commops build, nothing changed", [*CALL, "build"], ours, site))
    edits = edit_to_page(ours)
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    for count in (peer // 2, peer):
        place = plain_material(folder / f"plain-{count}", count)
        rows.append(run(f"plain Material, {count} posts, 1 language", mkdocs, place, place / "site"))
    floor = folder / "floor"
    floor.mkdir()
    posts_of = [str(ours / "content/posts"), str(floor)]
    rows.append(
        run(f"floor: render {posts} bodies to bare pages", [sys.executable, "-c", FLOOR, *posts_of], ours, floor)
    )
    table = ["| command | wall s | CPU s | peak MB | pages | output MB |", "|---|---:|---:|---:|---:|---:|"]
    table += [
        f"| {row.name} | {row.wall:.1f} | {row.cpu:.1f} | {row.peak_mb:.0f} | {row.pages or ''} | "
        f"{f'{row.out_mb:.1f}' if row.out_mb else ''} |"
        for row in rows
    ]
    half, whole, bare, ours_cold = rows[-3], rows[-2], rows[-1], rows[2]
    growth = whole.cpu / half.cpu
    own, other = ours_cold.cpu / posts / 2 * 1000, whole.cpu / peer * 1000
    return "\n".join(
        [
            *table,
            "",
            f"One edit to the served page: {', '.join(f'{one:.1f}' for one in edits)} s.",
            f"Load of the machine at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.",
            f"Plain Material takes {growth:.1f} times as long for twice the posts.",
            (
                f"CPU per post and language: commops {own:.2f} ms, plain Material {other:.2f} ms at {peer} posts "
                f"({other / own:.1f} times as much), the floor {bare.cpu / posts * 1000:.2f} ms."
            ),
        ]
    )
