"""What was released before somebody was forgotten stays, and what is released later tells nothing of them beside it."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from exports import EVENT, IDS, NAMES, PHONES, TALKS, Said, table, telegram
from made_up_log import write
from terminal import Terminal
from test_attack import COUNTS, EVENTS, more_people, row
from test_snapshot import SEGMENTS, context

from commops.logs.keys import load_key
from commops.stats import pages, snapshot
from commops.stats.engine import Engine
from commops.tables.store import TableStore

CLONE = Path(__file__).parents[2]
GONE = 7


def committed(root: Path) -> dict[str, bytes]:
    """Every file that Git keeps, and what is made of them."""
    folders = ("community", "events", "content", "build")
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in folders
        for path in sorted((root / folder).rglob("*"))
        if path.is_file()
    }


def makings(terminal: Terminal, out: Path, *, all_of_it: bool) -> str:
    """What is made of the released numbers: reports, the pack for investors, the pages of the site."""
    terminal.run("report", "weekly", "-o", out / "weekly.md", "--xlsx", out / "weekly.xlsx", "--force")
    if not all_of_it:
        return ""
    terminal.run("report", "investor", "-o", out / "investor", "--xlsx", out / "investor.xlsx")
    terminal.run("site", "prepare")
    return terminal.run("stats", "--compare", "2026-W46", "2026-W47")


@pytest.mark.parametrize("all_of_it", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_nothing_released_changes_when_somebody_is_forgotten(tmp_path: Path, all_of_it: bool) -> None:
    """The one who leaves spoke every day, and on some days nobody else did: any new sum would tell these days."""
    root, out = tmp_path / "root", tmp_path / "root/build/out"
    for name in ("community", "content", "events"):
        shutil.copytree(CLONE / name, root / name, ignore=shutil.ignore_patterns("stats"))
    said = TALKS["telegram"]
    often = [
        Said(said[0].at.replace(hour=9, minute=n % 60) + (said[-1].at - said[0].at) * n / 150, GONE, f"第 {n} 次")
        for n in range(150)
    ]
    (tmp_path / "chat.json").write_bytes(telegram(sorted([*said, *often])))
    terminal = Terminal(root, whole=False)
    terminal.run("logs", "import", tmp_path / "chat.json")
    weeks = ("2026-W46", "2026-W47") if all_of_it else ("2026-W47",)
    for week in weeks:
        terminal.run("stats", "snapshot", "--week", week)
    terminal.run("points", "settle", "2026-10")
    before = makings(terminal, out, all_of_it=all_of_it), committed(root)
    terminal.run("logs", "forget", f"user{IDS[GONE]}", "--source", "telegram")
    for week in weeks:
        assert "保持不变" in terminal.run("stats", "snapshot", "--week", week, code=1)
    terminal.run("points", "settle", "2026-10", code=1)
    after = makings(terminal, out, all_of_it=all_of_it), committed(root)
    assert after[0] == before[0]
    changed = [path for path in before[1].keys() | after[1].keys() if before[1].get(path) != after[1].get(path)]
    assert changed == []
    pseudonym = load_key(root / ".commops").author("telegram", f"user{IDS[GONE]}")
    assert not [path for path, content in after[1].items() if pseudonym.encode() in content]
    assert NAMES[GONE] not in "".join(terminal.shown.values())


def test_sheets_and_lists_of_points_forget_too(tmp_path: Path) -> None:
    """One command is enough, and neither a later sheet nor the rest of a list notices."""
    root, given = tmp_path / "root", tmp_path / "given"
    given.mkdir()
    for name in ("community", "content", "events"):
        shutil.copytree(CLONE / name, root / name, ignore=shutil.ignore_patterns("stats"))
    (given / "chat.json").write_bytes(telegram(TALKS["telegram"][:60]))
    who = TALKS["telegram"][0].who
    sheet = table(
        [["姓名", "账号", "手机号", "报名时间"], *[[NAMES[n], f"user{IDS[n]}", PHONES[n], ""] for n in range(70)]]
    )
    (given / "up.csv").write_bytes(sheet)
    terminal = Terminal(root, whole=False)
    terminal.run("logs", "import", given / "chat.json")
    terminal.run("tables", "import", given / "up.csv", "--event", EVENT)
    key = load_key(root / ".commops")
    lines = [
        "member,on,action,note",
        f"telegram:user{IDS[who]},2026-11-01,guide-published,",
        f'telegram:user{IDS[who + 1]},2026-11-01,guide-published,"two\r\nlines"',
        f'{key.author("telegram", f"user{IDS[who]}")},2026-11-02,guide-published,"two',
        'lines"',
        f'"broken {NAMES[who + 2]},',
    ]
    points = root / ".commops/points"
    points.mkdir()
    for code in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        (points / f"{code}.csv").write_bytes("\r\n".join(lines).encode(code))
    told = terminal.run("logs", "forget", f"user{IDS[who]}", "--source", "telegram", lang="en")
    assert "1 rows of sign-up sheets and rosters, 8 lines of points lists" in told
    for code in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        kept = "\r\n".join([lines[0], lines[2], lines[5]])
        assert (points / f"{code}.csv").read_bytes() == kept.encode(code)
    (given / "late.csv").write_bytes(sheet + b"\n")
    terminal.run("tables", "import", given / "late.csv", "--event", EVENT)
    assert [file.skipped["forgotten"] for file in TableStore(root).state.ordered] == [1, 1]


def released(rows: list[dict[str, Any]], path: Path, root: Path, weeks: slice) -> Iterable[dict[str, Any]]:
    with Engine(write(rows, path), context(COUNTS, EVENTS, segments=SEGMENTS)) as engine:
        done = snapshot.release(root, engine, engine.full_weeks()[weeks])
    assert {entry.status for entry in done} == {"new"}
    return [json.loads(entry.path.read_bytes()) for entry in done]


def test_later_weeks_repeat_groups_as_they_were_released(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cohort that had shrunk by one would tell in which weeks the forgotten member had come."""
    monkeypatch.setattr(pages, "keys", lambda: ("retention_bracket", "retention_classic", "retention_rolling"))
    rows = more_people(3)
    start = min(row["ts_s"] for row in rows) // 86400
    member = [row((start + 21) * 86400 + 40_000, "wx", "gone", "join", msg_id="g")]
    member += [row((start + 21 + n) * 86400 + 41_000, "wx", "gone", msg_id=f"g{n}") for n in range(0, 96, 2)]
    sizes: dict[tuple[object, ...], set[int]] = defaultdict(set)
    early = released([*rows, *member], tmp_path / "all.parquet", tmp_path, slice(9))
    late = released(rows, tmp_path / "less.parquet", tmp_path, slice(9, 13))
    for document in (*early, *late):
        for key, records in document["metrics"].items():
            size = pages.load_page(key).n
            for record in records:
                if "cohort" in record and record[size] is not None:
                    sizes[size, record.get("grain"), record["cohort"]].add(record[size])
    assert [about for about, found in sizes.items() if len(found) > 1] == []
    cohorts = [
        {r["cohort"] for d in documents for r in d["metrics"]["retention_classic"]} for documents in (early, late)
    ]
    assert cohorts[0] & cohorts[1], "cohorts of before are told of again"


def test_without_that_it_would_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "_keep_sizes", lambda *_: None)
    with pytest.raises(AssertionError):
        test_later_weeks_repeat_groups_as_they_were_released(tmp_path, monkeypatch)


def test_sums_over_four_weeks_do_not_tell_the_weeks_of_a_forgotten_member(tmp_path: Path) -> None:
    """The weeks as released less the 28 days released later are what one member wrote, and on how many days."""
    rows = more_people(3)
    start = min(row["ts_s"] for row in rows) // 86400
    member = [row((start + n) * 86400 + 41_000, "wx", "gone", msg_id=f"g{n}") for n in range(0, 96, 2)]
    early = released([*rows, *member], tmp_path / "all.parquet", tmp_path, slice(9))
    late = released(rows, tmp_path / "less.parquet", tmp_path, slice(9, 13))
    sums = {"active_speakers": ("messages", "dau_mean"), "stickiness": ("dau_mean", "stickiness"),
            "concentration": ("messages", "gini", "top10_share"), "active_hours": ("messages", "share")}  # fmt: skip
    shown = [
        {value for key, names in sums.items() for r in document["metrics"][key] if r.get("grain", "28d") == "28d"
         for value in map(r.get, names)} - {None}
        for document in (early[-1], *late)
    ]  # fmt: skip
    assert [bool(values) for values in shown] == [True, False, False, False, True]
    assert all(r["speakers"] for d in late for r in d["metrics"]["stickiness"] if r["grain"] == "28d")
