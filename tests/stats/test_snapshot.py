"""Weekly files: same input, same bytes; what was released stays; nothing in them depends on this computer's key."""

from __future__ import annotations

import datetime as dt
import json
import random
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from made_up_log import context, row, write

from commops.errors import InputError
from commops.stats import pages, periods, read, snapshot
from commops.stats.engine import Engine
from commops.workspace.load import load

# What comes from files of the workspace waits for the month: weekly files never hold it.
WEEKLY = {key for key in pages.keys() if pages.load_page(key).files == "week"}  # noqa: SIM118 - a function, not a mapping
MONDAY = periods.day_number(periods.span("2026-W23")[0])
MEMBERS = "date,channel,members,joined,left\n2026-05-31,wx,90,,\n2026-06-21,qq,80,,\n"
EVENTS = "event,start,end\nbook,2026-07-01,2026-07-02\n"
SHIFTS = "shift,channel,dow,hour\n" + "".join(f"day,qq,{dow},{hour}\n" for dow in range(7) for hour in range(8, 20))
SEGMENTS = """\
rank_n,segment,window_days,min_active,max_active,needs_before,reach_days
0,core,28,4,,0,28
1,quiet,28,,3,0,28
"""


def log(weeks: int = 7, *, key: str = "", seed: int = 1, shuffle: bool = False) -> list[dict[str, Any]]:
    """Two channels; a few people stay throughout, some forty others come anew every four weeks."""
    dice = random.Random(seed)
    rows = []
    for number in range(weeks * 120):
        person = min(int(dice.expovariate(0.07)), 60)
        at = (MONDAY + dice.randrange(weeks * 7)) * 86400 + dice.randrange(7 * 3600, 86400)
        asked = dice.random() < 0.2
        channel = "wx" if person % 3 else "qq"
        again = f"{number - 1}" if dice.random() < 0.1 else None
        month = (at // 86400 - MONDAY) // 28 if person > 8 else 0
        author = f"{key}{person * 7919 % 101 + 1000 * month}"
        rows.append(row(at, channel, author, msg_id=str(number), is_question=asked, reply_to=again))
        if dice.random() < 0.08:
            rows.append(row(at - 60, channel, author, "join", msg_id=f"j{number}"))
        if dice.random() < 0.05:
            rows.append(row(at + 60, channel, author, "leave", msg_id=f"l{number}"))
    rows.append(row((MONDAY + weeks * 7 - 1) * 86400 + 80000, "wx", f"{key}1", msg_id="last"))
    rows.append(row(MONDAY * 86400 + 1, "wx", f"{key}1", msg_id="first"))
    if shuffle:
        dice.shuffle(rows)
    return rows


def engine(tmp_path: Path, rows: list[dict[str, Any]], members: str = MEMBERS, name: str = "m") -> Engine:
    return Engine(write(rows, tmp_path / f"{name}.parquet"), context(members, EVENTS, segments=SEGMENTS, shifts=SHIFTS))


def released(root: Path) -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in sorted((root / snapshot.FOLDER).glob("*.json"))}


@pytest.fixture(scope="module")
def seventeen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the released weeks of a log of seventeen, in which every weekly metric has rows."""
    root = tmp_path_factory.mktemp("seventeen")
    with engine(root, log(17)) as one:
        assert {entry.status for entry in snapshot.release(root, one, one.full_weeks())} == {"new"}
    return root


def documents(root: Path) -> dict[str, dict[str, Any]]:
    return {period: json.loads(content) for period, content in released(root).items()}


def test_twice_the_same_bytes_whatever_the_key_and_the_order(tmp_path: Path) -> None:
    texts = []
    for number, made in enumerate([log(), log(key="other"), log(shuffle=True)]):
        with engine(tmp_path, made, name=str(number)) as one:
            assert [periods.week_label(week) for week in one.full_weeks()] == [f"2026-W{n}" for n in range(23, 30)]
            texts.append([snapshot.text_of(snapshot.build(one, week)) for week in one.full_weeks()[::6]])
    assert texts[0] == texts[1] == texts[2]


def test_a_week_does_not_know_later_weeks(tmp_path: Path) -> None:
    rows = log()
    end = (MONDAY + 35) * 86400
    with engine(tmp_path, rows) as all_of_it, engine(tmp_path, [r for r in rows if r["ts_s"] < end], name="p") as part:
        week = part.full_weeks()[-1]
        assert snapshot.build(all_of_it, week) == snapshot.build(part, week)


def test_the_files(tmp_path: Path) -> None:
    with engine(tmp_path, log()) as one:
        done = snapshot.release(tmp_path, one, one.full_weeks()[4:])
        assert {entry.status for entry in done} == {"new"}
        before = released(tmp_path)
        again = snapshot.release(tmp_path, one, one.full_weeks()[6:])
    assert {entry.status for entry in again} == {"same"}
    assert released(tmp_path) == before
    document = json.loads(before["2026-W29"])
    assert (document["from"], document["to"], document["as_of"]) == ("2026-07-13", "2026-07-19", "2026-07-19")
    assert set(document["metrics"]) == set(document["definitions"]) == WEEKLY
    assert list(document) == sorted(document)
    assert all(len(content) < 30_000 for content in before.values())
    for document in documents(tmp_path).values():
        for key, rows in document["metrics"].items():
            for record in rows:
                people = [record[name] for name in pages.load_page(key).people if name in record]
                assert not [n for n in people if n is not None and 0 < n < 5], (key, record)


@pytest.mark.slow
def test_every_row_is_published_once(seventeen: Path) -> None:
    """A row belongs to the week in which its window closes, so put together the files repeat nothing."""
    seen: set[tuple[object, ...]] = set()
    for week, document in documents(seventeen).items():
        for key, rows in document["metrics"].items():
            names = pages.load_page(key).keys
            for record in rows:
                about = (key, *(record[name] for name in names), week if key == "active_hours" else "")
                assert about not in seen
                seen.add(about)
    assert {about[0] for about in seen} == WEEKLY


@pytest.mark.slow
def test_hours_are_published_in_windows_that_do_not_overlap(seventeen: Path) -> None:
    """One window less the next would otherwise give the messages of a single week's hour."""
    every = documents(seventeen).values()
    weeks = [number for number, document in enumerate(every) if document["metrics"]["active_hours"]]
    assert len(weeks) >= 2
    assert {late - early for early, late in pairwise(weeks)} == {4}


def test_a_released_week_is_frozen(tmp_path: Path) -> None:
    with engine(tmp_path, log()) as one:
        snapshot.release(tmp_path, one, one.full_weeks()[2:4])
    before = released(tmp_path)
    erased = [r for r in log() if r["author"] != "0"]
    with engine(tmp_path, erased, name="e") as one:
        done = snapshot.release(tmp_path, one, one.full_weeks()[2:4])
        frozen = [entry for entry in done if entry.status == "frozen"]
        assert frozen
        assert released(tmp_path) == before
        error = snapshot.frozen_error(frozen)
        assert "the messages changed" in error.what.en
        assert "聊天记录变了" in error.what.zh
        assert "--rerelease" in error.fix.en
        again = snapshot.release(tmp_path, one, one.full_weeks()[2:4], rerelease=True)
    assert {entry.status for entry in again} <= {"replaced", "same"}
    assert released(tmp_path) != before


def test_it_says_what_changed(tmp_path: Path) -> None:
    with engine(tmp_path, log()) as one:
        (entry,) = snapshot.release(tmp_path, one, [one.full_weeks()[3]])
    with engine(tmp_path, log(), MEMBERS.replace("90", "95"), "n") as one:
        (typed,) = snapshot.release(tmp_path, one, [one.full_weeks()[3]])
        assert typed.difference is not None
        assert typed.difference.en == "Since the release the member counts changed."
    document = json.loads(entry.path.read_text())
    entry.path.write_text(json.dumps({**document, "definitions": {**document["definitions"], "joins": "0"}}))
    with engine(tmp_path, log()) as one:
        (defined,) = snapshot.release(tmp_path, one, [one.full_weeks()[3]])
        assert defined.difference is not None
        assert defined.difference.en == "Since the release the definition changed: joins."
        entry.path.write_text(json.dumps(document) + " ")
        (edited,) = snapshot.release(tmp_path, one, [one.full_weeks()[3]])
        assert edited.difference is not None
        assert "differs" in edited.difference.en
        entry.path.write_text("[]")
        (broken,) = snapshot.release(tmp_path, one, [one.full_weeks()[3]])
        assert broken.difference is not None
        assert "cannot be read" in broken.difference.en


def test_a_metric_that_came_later_leaves_released_weeks_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    every = pages.keys()
    with engine(tmp_path, log()) as one:
        week, following = one.full_weeks()[3:5]
        monkeypatch.setattr(pages, "keys", lambda: tuple(key for key in every if key not in ("joins", "loyalty")))
        (released_,) = snapshot.release(tmp_path, one, [week])
        before = released_.path.read_bytes()
        monkeypatch.setattr(pages, "keys", lambda: every)
        same, new = snapshot.release(tmp_path, one, [week, following])
        assert (same.status, new.status) == ("same", "new")
        assert released_.path.read_bytes() == before
        assert "loyalty" in json.loads(new.path.read_bytes())["metrics"]
        (again,) = snapshot.release(tmp_path, one, [week], rerelease=True)
    assert again.status == "replaced"
    assert set(json.loads(again.path.read_bytes())["metrics"]) == set(WEEKLY)


def test_other_records_by_hand_are_an_input_only_where_they_play_a_part(tmp_path: Path) -> None:
    rules = SEGMENTS.replace("28,4,,0,28", "28,5,,0,28")
    with (
        engine(tmp_path, log()) as one,
        Engine([tmp_path / "m.parquet"], context(MEMBERS, EVENTS, segments=rules)) as two,
    ):
        week = one.full_weeks()[0]
        for keys, digests in (["joins", "members"], 3), (["joins", "segments"], 4):
            before, after = (snapshot.build(of, week, keys)["inputs"] for of in (one, two))
            assert len(before) == len(after) == digests
            assert before[:3] == after[:3]
        assert before[3] != after[3]
        snapshot.release(tmp_path, one, [week])
        (entry,) = snapshot.release(tmp_path, two, [week])
    assert entry.difference is not None
    assert entry.difference.en == "Since the release what is written down by hand changed."


def test_a_later_count_or_event_does_not_thaw_a_week(tmp_path: Path) -> None:
    with engine(tmp_path, log()) as one:
        snapshot.release(tmp_path, one, [one.full_weeks()[0]])
    with engine(tmp_path, log(8), MEMBERS + "2026-06-15,wx,99,,\n", "l") as one:
        late = [r for r in log() if r["day_n"] <= MONDAY + 6]
    with engine(
        tmp_path, [*late, row((MONDAY + 30) * 86400, "wx", "new")], MEMBERS + "2026-06-15,wx,99,,\n", "l"
    ) as one:
        (entry,) = snapshot.release(tmp_path, one, [one.full_weeks()[0]])
    assert entry.status == "same"


@pytest.mark.parametrize("rows", [[], [row(MONDAY * 86400, "wx", "ann")]])
def test_a_week_must_be_covered_whole(tmp_path: Path, rows: list[dict[str, Any]]) -> None:
    with engine(tmp_path, rows) as one, pytest.raises(InputError, match="whole week"):
        snapshot.release(tmp_path, one, [one.last_week])
    with engine(tmp_path, log(), name="k") as one, pytest.raises(InputError) as refused:
        snapshot.release(tmp_path, one, [one.full_weeks()[-1] + 1])
    assert "2026-W23 to 2026-W29" in refused.value.fix.en


@pytest.mark.slow
def test_reading_them_back(seventeen: Path) -> None:
    profile = (Path(__file__).parents[2] / "community/community.yml").read_text(encoding="utf-8")
    (seventeen / "community/community.yml").write_text(profile, encoding="utf-8")
    ws = load(seventeen, today=dt.date(2026, 11, 22))
    assert not [hit for name in ("readable-file", "valid-value", "unknown-key") for hit in ws.faults(name)]
    shots = read.snapshots(ws)[:14]
    assert [shot.period for shot in shots] == [f"2026-W{n}" for n in range(23, 37)]
    assert read.channels(shots) == ["qq", "wx"]
    weekly = read.series(shots, "active_speakers", "speakers", grain="week", channel="*")
    assert [point.period for point in weekly] == [shot.period for shot in shots]
    assert all(point.value == point.n for point in weekly)
    assert read.latest(shots, "active_speakers", "speakers", grain="week", channel="*") == weekly[-1]
    assert [point.grey for point in weekly] == [point.n is not None and point.n < 30 for point in weekly]
    months = read.series(shots, "stickiness", "stickiness", grain="month")
    assert [point.period for point in months] == ["2026-06", "2026-07", "2026-08"]
    triangle = read.triangle(shots)
    assert triangle.cohorts == ("2026-W23", "2026-W27", "2026-W31")
    assert ("2026-W31", 2) in triangle.cells
    assert ("2026-W31", 3) not in triangle.cells
    grid = read.hours(shots[-1])
    assert (len(grid), {len(line) for line in grid}) == (7, {24})
    assert grid[0][3] == 0
    assert read.latest(shots, "first_response", "median_min", channel="nobody") is None


def test_the_sum_over_four_weeks_does_not_tell_a_week_in_which_few_spoke(tmp_path: Path) -> None:
    """Week 4 has three speakers. Three weeks that are printed and the 28 days would tell what they wrote."""
    rows = [r for r in log(9) if periods.week_of_day(r["ts_s"] // 86400) != periods.parse_week("2026-W26")]
    quiet = (MONDAY + 22) * 86400 + 40_000
    rows += [row(quiet + number, "wx", f"q{number % 3}", msg_id=f"q{number}") for number in range(7)]
    with engine(tmp_path, rows) as one:
        assert {entry.status for entry in snapshot.release(tmp_path, one, one.full_weeks())} == {"new"}
    shown = {
        (r["grain"], r["period"]): r
        for document in documents(tmp_path).values()
        for r in document["metrics"]["active_speakers"]
        if r["channel"] == "*"
    }
    week = shown["week", "2026-W26"]
    assert (week["speakers"], week["messages"], week["dau_mean"]) == (None, None, None)
    for last in ("2026-W26", "2026-W27", "2026-W28", "2026-W29"):
        assert shown["28d", last]["speakers"] > 10
        assert (shown["28d", last]["messages"], shown["28d", last]["dau_mean"]) == (None, None), last
    assert shown["28d", "2026-W30"]["messages"] > 100
