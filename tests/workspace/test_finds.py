"""Files that a fuzzer once broke something with, each cut down to what mattered: no rule fails on them."""

import shutil

import pytest

from commops import check
from commops.rule import CRASHED, PAGES
from commops.workspace.load import load

EVENT = "events/2026-12-12-winter/event.yml"
FINDS = {
    # A set cannot be asked for a mapping.
    "a status that is a mapping": (
        "content/posts/2026/11/2026-11-25-x.md",
        "---\ntitle: x\ndate: 2026-11-25T12:00+08:00\nchannels: [wx]\nstatus: {a: b}\n---\n",
    ),
    "a status that is a list": (
        EVENT,
        "name: x\nstart: 2026-12-12T14:00+08:00\nend: 2026-12-12T17:00+08:00\nstatus: [x]\n",
    ),
    # Only the first refusals are told; what lies behind them was taken for faultless.
    "more wrong entries than are told": ("community/team.yml", "people:\n" + "  - id: p\n" * 300),
    "more wrong tasks than are told": ("events/2026-12-12-winter/tasks.yml", "tasks:\n" + "  - {id: ab}\n" * 300),
    "more wrong prizes than are told": ("content/raffles/x.yml", "id: ab\nprizes:\n" + "  - {}\n" * 300),
    # A change of zone left the calendar.
    "the first hour there is": (
        EVENT,
        "name: x\nstart: 0001-01-01T00:00+14:00\nend: 9999-12-31T23:59-12:00\nstatus: open\n",
    ),
    "a title in no language": (
        "events/2026-12-12-winter/tasks.yml",
        "tasks:\n  - {id: terms, title: {zhblish figures}, due_t: -40, status: todo}\n",
    ),
    "the last day there is": (
        "content/raffles/x.yml",
        "id: ab\ndraw_at: 9999-12-31T23:59-12:00\nentry_opens: 0001-01-01T00:00Z\n",
    ),
    "a due day behind the end of time": (
        EVENT,
        "name: x\nstart: 9998-12-31T23:00+08:00\nend: 9998-12-31T23:59+08:00\nstatus: planned\n",
    ),
}


@pytest.mark.parametrize("name", FINDS)
def test_no_rule_fails(name, tmp_path):
    path, text = FINDS[name]
    root = tmp_path / "ws"
    shutil.copytree(PAGES / "example_base", root)
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")
    (root / "events/2026-12-12-winter").mkdir(parents=True, exist_ok=True)
    if "9998" in text:
        (root / "events/2026-12-12-winter/tasks.yml").write_text("tasks: [{id: ab, title: x, due_t: 365}]\n")
    assert [found.message.en for found in check.run(load(root)) if found.rule == CRASHED] == []
