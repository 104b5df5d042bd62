"""Days that no export covers are told, and an export of one person's messages deletes nobody else's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from logkit import T0, as_json, chat, merged, message, put, run

from commops.cli.main import cli
from commops.logs.coverage import joined, numbers_rise, partial
from commops.logs.state import ChatRange
from commops.logs.warehouse import open_warehouse

DAY = 86_400


def days(*numbers: int, number: int = 7, author: str = "user1") -> bytes:
    return as_json(chat(*(message(n, T0 + n * DAY, author) for n in numbers), number=number))


def gaps(root: Path) -> list[tuple[str, str, str]]:
    return [tuple(gap) for gap in open_warehouse(root).state.gaps]


def test_days_between_exports_are_told_once(tmp_path: Path) -> None:
    (tmp_path / "exports").mkdir()
    for name, content in {"1": days(1, 2), "2": days(2, 3), "3": days(9, 12)}.items():
        (tmp_path / f"exports/{name}.json").write_bytes(content)
    reports = run(tmp_path, tmp_path / "exports")
    assert gaps(tmp_path) == [("reading-club", "2026-06-01", "2026-06-05")]
    assert [len(report.notes) for report in reports] == [0, 0, 1]
    assert "reading-club: no export covers 2026-06-01 to 2026-06-05" in reports[-1].notes[0].en
    shown = CliRunner().invoke(cli, ["logs", "list", "-C", str(tmp_path), "--lang", "zh"]).output
    assert "reading-club  2026-06-01 – 2026-06-05" in shown
    listed = json.loads(CliRunner().invoke(cli, ["logs", "list", "-C", str(tmp_path), "--format", "json"]).output)
    assert listed["gaps"] == [{"channel": "reading-club", "from": "2026-06-01", "to": "2026-06-05"}]
    put(tmp_path, days(3, 6, 9), "4.json")
    assert gaps(tmp_path) == []


def test_a_quiet_chat_of_an_export_is_no_gap(tmp_path: Path) -> None:
    from logkit import account

    quiet = chat(message(1, T0, "user1"), name="Quiet", number=8)
    busy = chat(*(message(n, T0 + n * DAY) for n in range(20)), number=9)
    put(tmp_path, as_json(account(quiet, busy)), "1.json")
    later = chat(message(2, T0 + 30 * DAY, "user1"), name="Quiet", number=8)
    put(tmp_path, as_json(account(later, chat(message(99, T0 + 19 * DAY), number=9))), "2.json")
    assert gaps(tmp_path) == []


def test_one_persons_messages_delete_nobody_elses(tmp_path: Path) -> None:
    talk = [message(n, T0 + n, f"user{n % 3}") for n in range(1, 10)]
    put(tmp_path, as_json(chat(*talk)), "1.json")
    mine = [entry for entry in talk if entry["from_id"] == "user1"] + [message(40, T0 + 40, "user1")]
    report = put(tmp_path, as_json(chat(*mine)), "2.json")
    assert sorted(int(row["msg_id"]) for row in merged(tmp_path)) == [*range(1, 10), 40]
    assert "only my messages" in report.notes[0].en
    put(tmp_path / "other", as_json(chat(*mine)), "2.json")
    put(tmp_path / "other", as_json(chat(*talk)), "1.json")
    assert merged(tmp_path / "other") == merged(tmp_path)


def chat_of(weeks: list[tuple[int, int]], authors: int = 5) -> ChatRange:
    return ChatRange("7", "x", sum(n for _, n in weeks), 0, 1, authors, [(m, n, None, None) for m, n in weeks])


@pytest.mark.parametrize(
    ("mine", "theirs", "wanted"),
    [
        (chat_of([(1, 5), (2, 10), (3, 5)]), chat_of([(1, 90), (2, 100), (3, 90)]), True),
        (chat_of([(1, 5), (2, 20), (3, 5)]), chat_of([(1, 90), (2, 100), (3, 90)]), False),
        (chat_of([(1, 5), (2, 0), (3, 5)]), chat_of([(2, 99)]), False),
        (chat_of([(1, 5), (9, 5)]), chat_of([(4, 60), (5, 60)]), True),
        (chat_of([(4, 9)], authors=1), chat_of([(4, 9)], authors=3), True),
        (chat_of([(4, 9)], authors=1), chat_of([(4, 9)], authors=2), False),
        (chat_of([(4, 1)], authors=1), chat_of([(4, 9)], authors=9), False),
        (chat_of([]), chat_of([(4, 900)]), False),
    ],
)
def test_when_an_export_is_partial(mine: ChatRange, theirs: ChatRange, wanted: bool) -> None:
    assert partial(mine, [theirs]) is wanted
    assert partial(mine, []) is False


Numbers = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 30)), min_size=1, max_size=8)


@given(st.lists(Numbers, min_size=1, max_size=3))
def test_numbers_rise_exactly_when_no_two_weeks_overlap(exports: list[list[tuple[int, int]]]) -> None:
    def weeks(entries: list[tuple[int, int]]) -> list[Any]:
        return [
            (week, len(own), min(own), max(own))
            for week in sorted({m for m, _ in entries})
            if (own := [n for m, n in entries if m == week])
        ]

    chats = [ChatRange("7", "x", len(entries), 0, 1, 2, weeks(entries)) for entries in exports]
    everything = [entry for entries in exports for entry in entries]
    wanted = all(a[0] >= b[0] or a[1] < b[1] for a in everything for b in everything)
    assert numbers_rise(joined(chats)) is wanted
    nameless = ChatRange("7", "x", 1, 0, 1, 1, [(1, 1, None, None)])
    assert numbers_rise(joined([*chats, nameless])) is False
