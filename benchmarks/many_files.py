"""``commops check`` on a made-up workspace of 10,000 files, beside check-jsonschema and the floor of reading it.

The workspace is the demo community with made-up posts (60 %, 1.2 to 1.4 KB) and events (40 %, 1.3 to 1.5 KB) added,
about half of the text Chinese.
"""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import yaml

from benchmarks.harness import Run, in_turn, table

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

POST = """---
title: {{zh: 第 {number} 篇笔记, en: Note {number}}}
date: {day}T20:00+08:00
channels: [oa, forum]
status: published
kind: longform
pillar: make
persona: [hardware-maker]
author: zhou-mo
commercial: false
ai_generated: none
approved_by: lin-xi
approved_at: {day}T10:00+08:00
scheduled_at: {day}T20:00+08:00
published:
  - {{channel: oa, url: "https://example.org/oa/{number}", at: {day}T20:00+08:00}}
  - {{channel: forum, url: "https://example.org/forum/{number}", at: {day}T20:02+08:00}}
---

{body}
"""
EVENT = """name: {{zh: 第 {number} 个周末晚上, en: "Weekend evening {number}"}}
kind: talk
attendance_mode: online
status: planned
start: {day}T19:30+08:00
end: {day}T21:00+08:00
timezone: Asia/Shanghai
online_url: https://example.org/live/{number}
owner: he-miao
objective: o1
demand_evidence:
  zh: 论坛里有 {number} 人问过。
  en: Asked for {number} times in the forum.
targets:
  - {{metric: attended, value: 40}}
description:
  zh: >-
    {about}
  en: A quiet evening about one detail of the reader, with time for questions.
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
SENTENCES = (
    "屏幕翻一页要 0.28 秒，局刷时有一点残影，隔五页全刷一次就好。",
    "The ribbon connector goes in flat; if it resists, stop and look at the latch again.\n",
    "上周装机的人里，有三位把螺丝长短弄反了，外壳合上会翘起一角。",
    "A page takes about three milliamps while it turns and almost nothing afterwards.\n\n",
    "电池先量电压，低于三伏半的放到一边，别急着焊。",
    "We read chapter two on the metro and talked about it in the evening.\n",
    "这一章写得慢，读的时候也慢下来。",
)
FLOOR = """
import sys
from pathlib import Path
from yaml._yaml import CParser
for path in sys.argv[1:]:
    for file in sorted(Path(path).rglob("*.*")):
        data = file.read_bytes()
        if file.suffix == ".md":
            data = data.split(b"\\n---", 1)[0]
        if file.suffix in (".md", ".yml"):
            CParser(data).raw_parse()
"""


def write_workspace(folder: Path, files: int) -> None:
    """Copy the demo community into ``folder`` and add made-up posts and events until there are ``files`` files."""
    for name in ("community", "content", "events", "schemas"):
        shutil.copytree(ROOT / name, folder / name)
    for number in range(files - sum(1 for path in folder.rglob("*") if path.is_file())):
        # Published posts lie in the past.
        day = dt.date(2026, 3, 31) - dt.timedelta(days=number % 500)
        if number % 5 >= 3:
            # Two evenings on one day would be a clash, and the report of thousands of them a task of its own.
            day = dt.date(2027, 1, 1) + dt.timedelta(days=number)
        if number % 5 < 3:
            target = folder / f"content/posts/{day:%Y/%m}/{day}-note-{number}.md"
            text = POST.format(day=day, number=number, body=_body(number, 11))
        else:
            target = folder / f"events/{day}-evening-{number}/event.yml"
            text = EVENT.format(day=day, number=number, about=" ".join(_body(number, 7).split()))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")


def _body(number: int, sentences: int) -> str:
    """Half Chinese, half English, never the same twice in a row."""
    return "".join(SENTENCES[(number * 7 + place * 3) % len(SENTENCES)] for place in range(sentences))


def measure(folder: Path, files: int = 10_000, times: int = 5) -> str:
    """Write the workspaces into ``folder`` and measure; returns the report as Markdown."""
    large, small = folder / "large", folder / "small"
    large.mkdir()
    write_workspace(large, files)
    _commit(large)
    shutil.copytree(ROOT / "scripts/commops/rules/example_base", small)
    note = small / "content/posts/2026/11/2026-11-25-note.md"
    note.parent.mkdir(parents=True)
    note.write_text("---\ntitle: {zh: 茶, en: Tea}\ndate: 2026-11-25T20:00+08:00\nchannels: [wx]\n---\n晚安\n", "utf-8")
    events = [str(path.relative_to(large)) for path in sorted(large.glob("events/*/event.yml"))]
    count = sum(1 for path in large.rglob("*") if path.is_file() and ".git" not in path.parts)
    check = [str(BIN / "commops"), "check", "--format", "json"]
    cold = Run("all files, all rules, nothing kept (--no-cache)", [*check, "--no-cache"])
    same = Run("nothing changed since the last check", check)
    changed = sorted(large.glob("content/posts/2026/03/*.md"))[:3]
    three = Run(
        "three files changed, compared with HEAD (--base)", [*check, "--base", "HEAD"], before=_touching(changed)
    )
    one = Run("one file of a small workspace, nothing kept", [*check, "--no-cache", str(note)], folder=small)
    again = Run("the same, kept from the last check", [*check, str(note)], folder=small)
    floor = Run("floor: read and libyaml scan of the same files", [sys.executable, "-c", FLOOR, "content", "events"])
    schema = Run(
        f"check-jsonschema (schema only, {len(events)} event files)",
        [str(BIN / "check-jsonschema"), "--schemafile", "schemas/event.schema.json", *events],
    )
    lint = Run(f"yamllint (style only, {len(events)} event files)", [str(BIN / "yamllint"), "-d", "relaxed", *events])
    in_turn([cold, floor, one, again], large, times)
    # Apart, since each of the two undoes for the other what it kept: first without a change, then with one.
    in_turn([same], large, times, warm=2)
    in_turn([three], large, times)
    in_turn([schema, lint], large, 1, warm=0)
    ours = [cold, same, three, one, again]
    if any(run.code not in (0, 1) for run in ours) or floor.code != 0:
        raise RuntimeError(f"a command failed: {[run.code for run in [*ours, floor]]}")
    return f"{count} files, PyYAML {yaml.__version__}\n\n" + table([*ours, floor, schema, lint], against=floor)


def _commit(folder: Path) -> None:
    """Make the folder a repository with one commit."""
    who = ["-c", "user.name=bench", "-c", "user.email=bench@example.org"]
    for arguments in (["init", "-q"], ["add", "-A"], [*who, "commit", "-q", "-m", "one"]):
        subprocess.run(["git", *arguments], cwd=folder, check=True)


def _touching(paths: list[Path]) -> Callable[[], None]:
    """A function that adds a line to each file."""

    def touch() -> None:
        for path in paths:
            with path.open("a", encoding="utf-8") as file:
                file.write("One more line.\n")

    return touch
