"""Topics, trends and bursts against plain Python: who said what in which window, whatever the files look like."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from itertools import product
from math import inf, log, sqrt
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_log import row, write

from commops.logs.canonical import texts_schema
from commops.stats import periods
from commops.stats.topics.bursts import Point, bursts, segments
from commops.stats.topics.cutting import Cutter, normal
from commops.stats.topics.heat import heat
from commops.stats.topics.said import said
from commops.stats.topics.term_cache import term_files
from commops.stats.topics.trends import PRIOR, trends
from commops.stats.topics.vocabulary import nameable, stop_words

MONDAY = 20_605
"""2026-06-01."""
Line = tuple[int, str, str]
"""Day, author, text."""
CUTTER = Cutter(["翻页灯", "page turn"])
WORDS = ["battery", "screen", "墨水屏", "固件", "外壳", "kettle"]


def cut(text: str, cutter: Cutter = CUTTER) -> set[str]:
    places, words = cutter.cut([text])
    assert set(places.to_pylist()) <= {0}
    return set(words.to_pylist())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("固件发布了", {"固件", "发布"}),
        ("看 https://a.example/固件 www.x.example/screen 和 x.example/screen/1", set()),
        ("@battery\u2005 @screen <@U12345> 墨水", {"墨水"}),
        ("[捂脸] 👍🏽 :smile: 12:30:45", {"[捂脸]", "👍", ":smile:"}),
        ("ＥＳＰ３２ don’t ESP32-C3", {"ESP32", "dont", "C3"}),
        ("打13812345678 或加微信 abcd_1234xy，编号 A12345", {"编号"}),
        ("\ue000\ue001 a 1 我", set()),
        ("写信 battery@screen.example, battery.x@abcd.md，谢谢", {"写信", "谢谢"}),
        ("x" * 50, set()),
    ],
)
def test_what_counts_as_a_word(text: str, words: set[str]) -> None:
    assert words <= cut(text)
    noise = {"a.example", "battery", "screen", "abcd", "abcd_1234xy", "13812345678", "A12345", "smile", "45"}
    assert not cut(text) & noise


def test_the_communitys_words_stay_whole() -> None:
    assert {"翻页灯", "Page Turn"} <= cut("翻页灯坏了, Page Turn too")
    assert "page turn" not in cut("homepage turned")
    assert not {"翻页灯", "Page Turn"} & cut("翻页灯坏了, Page Turn too", Cutter([]))


@given(st.lists(st.text(max_size=30), max_size=6))
def test_texts_do_not_run_into_each_other(texts: list[str]) -> None:
    places, words = CUTTER.cut(texts)
    together = [set() for _ in texts]
    for place, word in zip(places.to_pylist(), words.to_pylist(), strict=True):
        together[place].add(word)
    for text, found in zip(texts, together, strict=True):
        assert found == set(CUTTER.cut([text])[1].to_pylist())


def store(
    folder: Path, lines: Iterable[Line], parts: int = 1, shuffle: int | None = None, jobs: int = 1
) -> tuple[list[Path], ...]:
    """Merged messages and texts of a small log, in several files of which some repeat texts."""
    lines = list(lines)
    marks = {text: number - 3 for number, text in enumerate(sorted({text for _, _, text in lines}))}
    rows = [row(day * 86400 + 3600, "club", who, length=len(text), text_hash=marks[text]) for day, who, text in lines]
    if shuffle is not None:
        random.Random(shuffle).shuffle(rows)
    messages = [path for n in range(parts) for path in write(rows[n::parts], folder / f"m{n}.parquet")]
    texts = []
    for n in range(parts):
        kept = [(mark, text) for text, mark in marks.items() if mark % parts == n or mark % 2 == 0]
        table = pa.table([[m for m, _ in kept], [t for _, t in kept]], schema=texts_schema())
        pq.write_table(table, path := folder / f"t{n}.parquet")
        texts.append(path)
    (folder / "terms").mkdir()
    return messages, term_files(texts, WORDS, folder / "terms", jobs), texts


def analysed(folder: Path, lines: Sequence[Line], least: int = 5, **how: int) -> dict[str, object]:
    messages, terms, texts = store(folder, lines, **how)
    until = max((day for day, _, _ in lines), default=MONDAY)
    with said(messages, terms, texts, only=None, since=until - 27, until=until, least=least) as spoken:
        spoken.show(nameable(spoken.spellings(), [], lambda words: []))
        spoken.about({word: [word] for word in WORDS})
        weeks = range(periods.week_of_day(MONDAY), periods.week_of_day(until) + 1)
        return {
            "heat": heat(spoken, WORDS, weeks, least),
            "trends": trends(spoken, until - 27, until, least),
            "bursts": bursts(spoken, until - 27, until, least),
        }


def made_up(seed: int, days: int = 84, people: int = 30) -> list[Line]:
    dice = random.Random(seed)
    lines = []
    for day in range(days):
        for _ in range(dice.randrange(12)):
            words = dice.choices(WORDS, [8, 5, 4, 3, 2, 1 + 6 * (day > 60)], k=dice.randrange(1, 4))
            lines.append((MONDAY + day, f"m{dice.randrange(people)}", " ".join(words) + " 呢"))
    return [*lines, (MONDAY, "m0", "battery"), (MONDAY + days - 1, "m1", "battery")]


def oracle_trends(lines: Sequence[Line], least: int) -> dict[str, tuple[int | None, int | None, float]]:
    until = max(day for day, _, _ in lines)
    sides: dict[bool, dict[str, set[tuple[str, int]]]] = {True: {}, False: {}}
    whole: dict[str, set[tuple[str, int]]] = {}
    for day, who, text in lines:
        for word in {normal(word) for word in cut_once(text)}:
            week = (until - day) // 7
            whole.setdefault(word, set()).add((who, week))
            if week < 8:
                sides[week < 4].setdefault(word, set()).add((who, week))
    all_n = sum(map(len, whole.values()))
    total = {late: sum(map(len, side.values())) for late, side in sides.items()}
    found = {}
    for word, told in whole.items():
        prior = PRIOR * len(told) / all_n
        people = {late: len({who for who, _ in side.get(word, ())}) for late, side in sides.items()}
        count = {late: least if 0 < people[late] < least else len(side.get(word, ())) for late, side in sides.items()}
        a, b = count[True] + prior, count[False] + prior
        odds = [log(x / (total[late] + PRIOR - x)) for late, x in ((True, a), (False, b))]
        score = (odds[0] - odds[1]) / sqrt(1 / a + 1 / b)
        if people[score > 0] >= least and abs(round(score, 1)) >= 2:
            shown = {late: None if 0 < n < least else n for late, n in people.items()}
            found[word] = (shown[True], shown[False], round(score, 1))
    return found


def cut_once(text: str) -> set[str]:
    return {word for word in set(CUTTER.cut([text])[1].to_pylist()) if normal(word) not in stop_words()}


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 12))])
def test_people_are_counted_as_in_plain_python(tmp_path: Path, seed: int) -> None:
    lines = made_up(seed)
    found = analysed(tmp_path, lines)
    assert found["heat"]
    for entry in found["heat"]:
        week = periods.parse_week(entry["week"])
        who = {name for day, name, text in lines if periods.week_of_day(day) == week and entry["topic"] in text}
        assert entry["people"] == (None if 0 < len(who) < 5 else len(who))
    rows = {entry["term"]: (entry["people"], entry["people_before"], entry["z"]) for entry in found["trends"]}
    assert rows == oracle_trends(lines, 5)
    assert rows


def test_files_and_their_order_do_not_matter(tmp_path: Path) -> None:
    lines = made_up(3)
    results = []
    for number, how in enumerate(({}, {"parts": 3, "shuffle": 1})):
        (tmp_path / str(number)).mkdir()
        results.append(analysed(tmp_path / str(number), lines, **how))
    (tmp_path / "twice").mkdir()
    results.append(analysed(tmp_path / "twice", [line for line in lines for _ in range(2)]))
    assert all(result == results[0] for result in results[1:])


@pytest.mark.slow
def test_two_processes_cut_as_one_does(tmp_path: Path) -> None:
    found = []
    for jobs in (1, 2):
        (tmp_path / str(jobs)).mkdir()
        _, terms, _ = store(tmp_path / str(jobs), made_up(4), parts=3, jobs=jobs)
        found.append([(path.name, pq.read_table(path).to_pylist()) for path in terms])
    assert found[0] == found[1]


def test_what_fewer_than_five_people_say_is_not_named(tmp_path: Path) -> None:
    lines = [(MONDAY + 50, f"m{n}", "battery") for n in range(9)]
    lines += [(MONDAY + day, f"m{n % 4}", "secretplan screen") for day in range(40, 56) for n in range(8)]
    lines += [(MONDAY, "m0", "battery")]
    (tmp_path / "a").mkdir()
    found = analysed(tmp_path / "a", lines)
    assert "secretplan" not in str(found)
    assert {entry["people"] for entry in found["heat"] if entry["topic"] == "screen"} == {0, None}
    (tmp_path / "b").mkdir()
    assert "secretplan" in str(analysed(tmp_path / "b", lines, least=1))


def test_an_empty_log_has_nothing(tmp_path: Path) -> None:
    assert analysed(tmp_path, []) == {"heat": [], "trends": [], "bursts": []}


def test_a_planted_burst_is_found_with_its_days(tmp_path: Path) -> None:
    dice = random.Random(5)
    lines = [(MONDAY + day, f"m{dice.randrange(60)}", dice.choice(WORDS)) for day in range(90) for _ in range(25)]
    lines += [(MONDAY + day, f"m{n}", "preorder") for day in (0, 20, 44) for n in (day,)]
    lines += [(MONDAY + day, f"m{n}", "preorder opens") for day in range(70, 74) for n in range(day % 5, 12)]
    found = analysed(tmp_path, lines)
    dated = {entry["term"]: (entry["first"], entry["last"], entry["people"]) for entry in found["bursts"]}
    assert dated == dict.fromkeys(("preorder", "opens"), ("2026-08-10", "2026-08-13", 12))


Daily = st.lists(st.tuples(st.integers(0, 6), st.integers(1, 9)), min_size=1, max_size=9)


@given(Daily, st.floats(0.0, 3.0))
def test_the_bursts_are_the_best_there_are(daily: list[tuple[int, int]], price: float) -> None:
    up, down = 0.7, 0.3
    days = [(min(people, active), active) for people, active in daily]
    points, so_far = [], 0
    for day, (people, active) in enumerate(days):
        so_far += active
        if people:
            points.append(Point(day, people, active, so_far, up, down))
    best = -inf
    for states in product((0, 1), repeat=len(days)):
        value = sum(p * up - (a - p) * down for state, (p, a) in zip(states, days, strict=True) if state)
        starts = sum(1 for before, state in zip((0, *states), states, strict=False) if state and not before)
        best = max(best, value - price * starts)
    assert sum(weight for weight, _, _ in segments(points, price)) == pytest.approx(max(best, 0.0))
