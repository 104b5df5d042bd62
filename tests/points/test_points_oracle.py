"""The tally in SQL and the replay against the plain-Python oracle, on generated logs."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import points_oracle as oracle
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_log import row, write

from commops.points.programme import Action, Fading, Guards, Level, Rules
from commops.points.replay import replay
from commops.points.tally import tally
from commops.texts import Text
from property_tests import costly

DAY0 = 20605  # 2026-06-01
COUNTED = ("message", "active-day", "reply-received", "reaction-received", "answer")
NAME = Text("某", "x")


@st.composite
def logs(draw: st.DrawFn) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for number in range(draw(st.integers(0, 40))):
        at = (DAY0 + draw(st.sampled_from((0, 0, 1, 8, 95)))) * 86400 + draw(
            st.sampled_from((0, 30, 3599, 3600, 86399))
        )
        rows.append(
            row(
                at,
                draw(st.sampled_from(("qq", "wx"))),
                draw(st.sampled_from(("ann", "bo", "cy", "staff", None))),
                draw(st.sampled_from(("message",) * 5 + ("join",))),
                msg_id=f"{number:03}",
                reply_to=f"{draw(st.integers(0, 40)):03}" if draw(st.booleans()) else None,
                is_question=draw(st.booleans()),
                length=draw(st.integers(0, 6)),
                media=draw(st.sampled_from(("text", "text", "image"))),
                text_hash=draw(st.integers(0, 5)),
                n_reactions=draw(st.integers(0, 3)),
                is_bot=draw(st.integers(0, 9)) == 0,
            )
        )
    return rows


guards = st.builds(
    Guards,
    min_length=st.sampled_from((0, 3)),
    same_text_days=st.sampled_from((0, 1, 8)),
    per_hour=st.sampled_from((0, 1, 2)),
    per_pair_day=st.sampled_from((0, 1, 2)),
)
programmes = st.builds(
    Rules,
    st.fixed_dictionaries(
        {
            name: st.builds(
                Action,
                st.just(name),
                st.just(NAME),
                st.integers(-2, 7),
                st.sampled_from((None, 0, 5, 20)),
                st.just(name),
            )
            for name in COUNTED
        }
    ),
    st.just((Level("low", NAME, 0), Level("high", NAME, 30))),
    guards=guards,
    fading=st.none() | st.builds(Fading, st.integers(0, 2), st.sampled_from((1, 10, 100)), st.none()),
)


@costly
@given(logs(), programmes, st.integers(0, 200), st.randoms(use_true_random=False))
def test_points_are_what_the_oracle_says(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[dict[str, Any]],
    rules: Rules,
    later: int,
    chance: random.Random,
) -> None:
    folder = tmp_path_factory.mktemp("log")
    files = write(rows, folder / "m.parquet")
    seen = tally(files, rules.guards, staff={"staff"})
    expected = oracle.times(rows, rules.guards, {"staff"})
    assert {(s.member, s.day_n, s.counts): s.times for s in seen if s.times} == expected
    as_of = DAY0 + later
    ledgers = replay(rules, seen, (), as_of=as_of)
    known = {key: count for key, count in expected.items() if key[1] <= as_of}
    points = oracle.balances(rules, known, as_of)
    assert {member: ledger.balance for member, ledger in ledgers.items() if member in points} == points
    assert all(not ledger.balance for member, ledger in ledgers.items() if member not in points)
    # The same rows in another order, in several files: the same ledgers to the last entry.
    mixed = list(rows)
    chance.shuffle(mixed)
    half = len(mixed) // 2
    parts = [write(mixed[:half], folder / "a.parquet")[0], write(mixed[half:], folder / "b.parquet")[0]]
    again = tally(parts, rules.guards, staff={"staff"})
    chance.shuffle(again)
    assert replay(rules, again, (), as_of=as_of) == ledgers


def test_the_channels_of_others_do_not_count(tmp_path: Path) -> None:
    rows = [row(DAY0 * 86400, "qq", "ann", msg_id="1"), row(DAY0 * 86400, "elsewhere", "ann", msg_id="2")]
    seen = tally(write(rows, tmp_path / "m.parquet"), Guards(), only={"qq"})
    assert [s.times for s in seen if s.counts == "message"] == [1]
