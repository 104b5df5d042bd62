"""The merged table is a function of the set of exports; checked against plain Python."""

from __future__ import annotations

import hashlib
import itertools
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from logkit import T0, as_json, chat, merged, message, put, run, service

from commops.logs.state import LINKS_END
from commops.logs.warehouse import open_warehouse
from property_tests import costly

Record = tuple[int, int, str, str]
"""id, seconds after T0, author, text."""


def file_of(records: Iterable[Record], edited: int = 0, number: int = 7) -> bytes:
    extra = {"edited_unixtime": str(T0 + edited)} if edited else {}
    messages = [message(n, T0 + s, author, text, **extra) for n, s, author, text in records]
    return as_json(chat(*messages, number=number))


def contents(root: Path) -> Counter[tuple[Any, ...]]:
    return Counter((row["msg_id"], row["ts_s"] - T0, row["author"], row["text_hash"]) for row in merged(root))


def plain_merge(files: list[list[Record]]) -> list[Record]:
    """What the table must hold: newest export wins; absence strictly inside a newer export is a deletion."""
    result: dict[int, Record] = {}
    for rank, records in enumerate(files):
        newer = [(min(r[1] for r in f), max(r[1] for r in f)) for f in files[rank + 1 :] if f and not partial(f, files)]
        for record in records:
            if not any(low < record[1] < high for low, high in newer):
                result[record[0]] = record
    return list(result.values())


def partial(records: list[Record], files: list[list[Record]]) -> bool:
    """Whether one person's messages only, where another file has three people or more."""
    people = [len({r[2] for r in f}) for f in files]
    return len({r[2] for r in records}) == 1 and len(records) > 1 and max(people) >= 3


def age(records: list[Record]) -> tuple[int, int, str]:
    """The order of exports as documented: the latest moment they tell of, then fewer rows, then the identity."""
    digest = hashlib.sha256(file_of(records)).hexdigest()
    identity = hashlib.sha256(f'["{digest}", "telegram", ""]'.encode()).hexdigest()
    return (max(r[1] for r in records), -len(records), identity)


def records() -> st.SearchStrategy[list[Record]]:
    """Some messages of one chat: ids rise with time, several share a second, texts differ between exports."""

    def build(numbers: set[int], texts: list[str]) -> list[Record]:
        return [(n, n // 3 * 10, f"user{n % 4}", texts[n % len(texts)]) for n in sorted(numbers)]

    return st.builds(
        build,
        st.sets(st.integers(1, 40), min_size=1, max_size=25),
        st.lists(st.sampled_from("abcd"), min_size=1, max_size=3),
    )


@costly
@given(files=st.lists(records(), min_size=1, max_size=4), order=st.randoms(use_true_random=False))
def test_any_set_of_exports_equals_the_plain_merge_in_any_order(files: list[list[Record]], order: Any) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        paths = []
        for number, content in enumerate(files):
            path = root / f"{number}.json"
            path.write_bytes(file_of(content))
            paths.append(path)
        unique = {file_of(content): content for content in files}
        wanted = plain_merge(sorted(unique.values(), key=age))
        run(root / "once", *paths)
        shuffled = [*paths, *paths[:1]]
        order.shuffle(shuffled)
        for path in shuffled:  # one by one, in another order, one of them twice
            run(root / "steps", path)
        put(root / "plain", file_of(wanted) if wanted else b"")
        assert contents(root / "once") == contents(root / "plain")
        assert merged(root / "once") == merged(root / "steps")


@costly
@given(history=records(), cuts=st.lists(st.integers(0, 25), max_size=3))
def test_a_split_export_gives_what_the_whole_gives(history: list[Record], cuts: list[int]) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        borders = [0, *sorted(cuts), len(history)]
        parts = [history[a:b] for a, b in itertools.pairwise(borders) if history[a:b]]
        for number, part in enumerate(parts):
            put(root / "parts", file_of(part), f"{number}.json")
        put(root / "whole", file_of(history))
        assert contents(root / "parts") == contents(root / "whole")


def test_an_edit_replaces_and_a_deletion_removes(tmp_path: Path) -> None:
    old = [(1, 0, "a", "one"), (2, 10, "a", "two"), (3, 20, "b", "three"), (4, 30, "b", "four")]
    new = [(1, 0, "a", "one"), (3, 20, "b", "THREE, edited"), (4, 30, "b", "four")]
    put(tmp_path, file_of(old), "1.json")
    put(tmp_path, file_of(new, edited=40), "2.json")
    assert [(row["msg_id"], row["length"]) for row in merged(tmp_path)] == [("1", 3), ("3", 13), ("4", 4)]
    # The other way round the old export still cannot bring anything back.
    put(tmp_path / "other", file_of(new, edited=40), "2.json")
    put(tmp_path / "other", file_of(old), "1.json")
    assert merged(tmp_path / "other") == merged(tmp_path)


def test_of_two_exports_of_one_moment_the_one_that_lacks_a_message_is_later(tmp_path: Path) -> None:
    whole = [(n, n * 10, "a", "x") for n in range(1, 6)]
    put(tmp_path, file_of([r for r in whole if r[0] != 3]), "1.json")
    put(tmp_path, file_of(whole), "2.json")
    assert [row["msg_id"] for row in merged(tmp_path)] == ["1", "2", "4", "5"]


def test_what_lies_outside_a_newer_export_stays(tmp_path: Path) -> None:
    put(tmp_path, file_of([(n, n * 10, "a", "x") for n in range(1, 6)]), "1.json")
    put(tmp_path, file_of([(n, n * 10, "a", "x") for n in range(4, 9)]), "2.json")
    assert [row["msg_id"] for row in merged(tmp_path)] == list("12345678")


def test_a_damaged_export_deletes_nothing(tmp_path: Path) -> None:
    whole = [(n, n * 10, "a", "x") for n in range(1, 6)]
    put(tmp_path, file_of(whole), "1.json")
    broken = file_of([*whole, (6, 60, "a", "x")]).replace(b'"id": 3', b'"id": "3')
    report = put(tmp_path, broken, "2.json")
    assert report.parsed == 5
    assert [row["msg_id"] for row in merged(tmp_path)] == list("123456")


def test_ids_are_unique_per_chat_only(tmp_path: Path) -> None:
    put(tmp_path, file_of([(1, 0, "a", "x")], number=1), "1.json")
    put(tmp_path, file_of([(1, 5, "a", "y")], number=2), "2.json")
    rows = merged(tmp_path)
    assert len(rows) == 2
    assert len({(row["channel"], row["msg_id"]) for row in rows}) == 2


def test_the_same_message_twice_in_one_file_counts_once(tmp_path: Path) -> None:
    put(tmp_path, file_of([(1, 0, "a", "first"), (1, 0, "a", "second!")]))
    assert [row["length"] for row in merged(tmp_path)] == [7]


def test_a_row_that_was_deleted_stands_in_for_no_older_one(tmp_path: Path) -> None:
    """The second export tells another time of message 1; the third tells that what stood there was deleted."""
    first, second = [(1, 0, "a", "x"), (2, 10, "b", "x")], [(1, 30, "a", "y"), (4, 40, "b", "x")]
    third = [(3, 20, "b", "x"), (4, 40, "b", "x"), (5, 50, "b", "x")]
    for number, records in enumerate((first, second, third)):
        put(tmp_path, file_of(records), f"{number}.json")
    assert [(row["msg_id"], row["ts_s"] - T0) for row in merged(tmp_path)] == [
        ("1", 0), ("2", 10), ("3", 20), ("4", 40), ("5", 50),
    ]  # fmt: skip


@costly
@given(files=st.lists(records(), min_size=2, max_size=4))
def test_what_was_deleted_is_written_out_or_looked_up(files: list[list[Record]]) -> None:
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        root = Path(name)
        for number, content in enumerate(files):
            (root / f"{number}.json").write_bytes(file_of(content))
        run(root / "few", *sorted(root.glob("*.json")))
        patch.setattr("commops.logs.merge._FEW", 0)
        run(root / "many", *sorted(root.glob("*.json")))
        assert merged(root / "many") == merged(root / "few")


def test_parts_that_nothing_new_touches_are_kept(tmp_path: Path) -> None:
    put(tmp_path, as_json(chat(message(1), name="One", number=1)), "1.json")
    [first] = open_warehouse(tmp_path).parquet_files()
    made = first.stat().st_mtime_ns
    put(tmp_path, as_json(chat(message(1), name="Two", number=2)), "2.json")
    put(tmp_path, as_json(chat(message(1), message(2, T0 + 9), name="Two", number=2)), "3.json")
    files = open_warehouse(tmp_path).parquet_files()
    assert len(files) == 2
    assert first in files
    assert first.stat().st_mtime_ns == made
    assert sorted(first.parent.iterdir()) == sorted(files)


def irc(lines: list[tuple[int, str, str]]) -> str:
    return "".join(f"[{minute // 60:02}:{minute % 60:02}] <{nick}> {text}\n" for minute, nick, text in lines)


def irc_contents(root: Path) -> Counter[tuple[Any, ...]]:
    return Counter((row["ts_s"], row["author"], row["text_hash"]) for row in merged(root))


@costly
@given(
    minutes=st.lists(st.integers(0, 12), min_size=1, max_size=30).map(sorted),
    said=st.lists(st.tuples(st.sampled_from(["bo", "al"]), st.sampled_from(["ok", "hi"])), min_size=3, max_size=3),
    slices=st.lists(st.tuples(st.integers(0, 12), st.integers(1, 13)), min_size=1, max_size=4),
)
def test_overlapping_logs_without_ids(
    minutes: list[int], said: list[tuple[str, str]], slices: list[tuple[int, int]]
) -> None:
    """Logs that begin and end anywhere give every line as often as it was really said."""
    history = [(minute, *said[number % 3]) for number, minute in enumerate(minutes)]
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        covered = {minute for low, length in slices for minute in range(low, low + length)}
        truth = [line for line in history if line[0] in covered]
        for number, (low, length) in enumerate(slices):
            part = [line for line in history if low <= line[0] < low + length]
            if part:
                put(root / "parts", irc(part), f"{number}/2026-05-01-club.txt")
        if truth:
            put(root / "whole", irc(truth), "2026-05-01-club.txt")
            assert irc_contents(root / "parts") == irc_contents(root / "whole")


@costly
@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 2), st.sampled_from("ab"), st.sampled_from("xy")), max_size=9), max_size=4
    )
)
def test_without_ids_the_largest_count_of_any_export_stands(files: list[list[tuple[int, str, str]]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        wanted: Counter[tuple[int, str, str]] = Counter()
        for number, lines in enumerate(files):
            lines.sort(key=lambda line: line[0])
            wanted |= Counter(lines)
            if lines:
                put(root, irc(lines), f"{number}/2026-05-01-club.txt")
        put(root / "whole", irc(sorted(wanted.elements())), "2026-05-01-club.txt") if wanted else None
        assert irc_contents(root) == irc_contents(root / "whole")


@costly
@given(files=st.lists(records(), min_size=1, max_size=3))
def test_merging_in_stretches_gives_what_merging_whole_gives(files: list[list[Record]]) -> None:
    step = 2 * 86_400
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        root = Path(name)
        for number, content in enumerate(files):
            path = root / f"{number}.json"
            path.write_bytes(file_of([(n, n * step + s, author, text) for n, s, author, text in content]))
        paths = sorted(root.glob("*.json"))
        run(root / "whole", *paths)
        patch.setattr("commops.logs.parts.CUT_ROWS", 0)
        for path in reversed(paths):
            run(root / "cut", path)
        whole, cut = open_warehouse(root / "whole"), open_warehouse(root / "cut")
        assert merged(cut) == merged(whole)
        assert cut.state.channels == whole.state.channels
        assert len(cut.parquet_files()) >= len({row["ts_s"] // 604_800 for row in merged(whole)})


def test_an_append_makes_only_the_stretches_it_touches_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commops.logs.parts.CUT_ROWS", 3)
    days = [(n, n * 86_400, "user1", f"day {n}") for n in range(1, 100)]
    put(tmp_path, file_of(days[:90]), "1.json")
    before = set(open_warehouse(tmp_path).parquet_files())
    put(tmp_path, file_of(days[85:]), "2.json")
    after = set(open_warehouse(tmp_path).parquet_files())
    assert len(before) == 13
    assert len(before - after) <= 2
    put(tmp_path / "once", file_of(days), "1.json")
    assert merged(tmp_path) == merged(tmp_path / "once")


def test_members_who_are_invited_later_leave_old_stretches_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commops.logs.parts.CUT_ROWS", 3)

    def week(number: int) -> list[dict[str, object]]:
        """Somebody is invited by name, and is known by an id because they speak."""
        new, at = f"user{100 + number}", T0 + number * 604_800
        invited = service(2 * number, at, action="invite_members", members=[f"name of {new}"])
        return [invited, message(2 * number + 1, at + 60, new)]

    weeks = [week(number) for number in range(1, 12)]
    put(tmp_path, as_json(chat(*(one for two in weeks[:9] for one in two))), "1.json")
    before = set(open_warehouse(tmp_path).parquet_files())
    put(tmp_path, as_json(chat(*(one for two in weeks[8:] for one in two))), "2.json")
    after = set(open_warehouse(tmp_path).parquet_files())
    assert len(before) >= 9
    assert len(before - after) <= 2
    put(tmp_path / "once", as_json(chat(*(one for two in weeks for one in two))), "1.json")
    assert merged(tmp_path) == merged(tmp_path / "once")
    assert len({row["author"] for row in merged(tmp_path)}) == len(weeks)


def test_a_name_that_becomes_known_later_makes_few_rows_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commops.logs.parts.CUT_ROWS", 3)
    invited = service(1, T0, action="invite_members", members=["name of user3"])
    said = [message(number, T0 + number * 86_400, "user1") for number in range(2, 40)]
    put(tmp_path, as_json(chat(invited, *said)), "1.json")
    before = {path: pq.read_table(path).to_pylist() for path in open_warehouse(tmp_path).parquet_files()}
    assert len({row["author"] for row in merged(tmp_path)}) == 2
    # Only now does the person speak, and so tell whose name it is.
    put(tmp_path, as_json(chat(*said[30:], message(50, T0 + 50 * 86_400, "user3"))), "2.json")
    after = set(open_warehouse(tmp_path).parquet_files())
    touched = T0 // 604_800 + 4
    again = [rows for path, rows in before.items() if path not in after]
    assert [len(rows) for rows in again if rows[0]["ts_s"] // 604_800 < touched] == [1]
    put(tmp_path / "once", as_json(chat(invited, *said, message(50, T0 + 50 * 86_400, "user3"))), "1.json")
    assert merged(tmp_path) == merged(tmp_path / "once")
    assert {row["author"] for row in merged(tmp_path) if row["kind"] == "join"} == {
        row["author"] for row in merged(tmp_path) if row["ts_s"] == T0 + 50 * 86_400
    }


def test_links_stored_by_an_earlier_version_count_always(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commops.logs.parts.CUT_ROWS", 3)
    invited = service(1, T0, action="invite_members", members=["name of user3"])
    put(tmp_path, as_json(chat(invited, message(2, T0 + 5 * 604_800, "user3"))), "1.json")
    (links,) = (tmp_path / ".commops/warehouse/exports").glob(f"*{LINKS_END}")
    table = pq.read_table(links, partitioning=None)
    pq.write_table(table.drop_columns(["first", "last"]), links)
    put(tmp_path, as_json(chat(message(3, T0 + 9 * 604_800, "user4"))), "2.json")
    assert len({row["author"] for row in merged(tmp_path)}) == 2


def test_a_number_that_comes_back_in_another_week_keeps_the_chat_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commops.logs.parts.CUT_ROWS", 0)
    put(tmp_path, file_of([(1, 0, "user1", "a"), (2, 10 * 86_400, "user1", "b")]), "1.json")
    assert len(open_warehouse(tmp_path).parquet_files()) == 2
    # Another export has message 1 in another week; the newest export that holds it wins, wherever it stood before.
    put(tmp_path, file_of([(1, 11 * 86_400, "user1", "a"), (3, 12 * 86_400, "user1", "c")]), "2.json")
    assert len(open_warehouse(tmp_path).parquet_files()) == 1
    assert [row["msg_id"] for row in merged(tmp_path)] == ["2", "1", "3"]


def test_renamed_people_and_invited_names_are_matched_over_all_exports(tmp_path: Path) -> None:
    put(tmp_path, as_json(chat(service(1, action="invite_members", members=["name of user3"]))), "1.json")
    assert merged(tmp_path)[0]["author"]
    put(tmp_path, as_json(chat(message(2, T0 + 5, "user3"))), "2.json")
    first, second = merged(tmp_path)
    assert first["author"] == second["author"]
