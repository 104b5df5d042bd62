"""The demo's typed-in member counts are those of its made-up log, so that a reader who compares finds them agree."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from pathlib import Path

from calibration import stream

from commops.synth.recipe import Recipe
from commops.synth.records import DAY_S, OFFSET_S

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"date: ([\d-]+), channel: ([\w-]+), members: (\d+)(?:, joined: (\d+), left: (\d+))?")


def test_member_snapshots_agree_with_the_log() -> None:
    recipe = Recipe()
    joined: Counter[tuple[int, str]] = Counter()
    left: Counter[tuple[int, str]] = Counter()
    for chat, message in stream(recipe):
        if message.kind != "message":
            week = ((message.at + OFFSET_S) // DAY_S - recipe.first_day) // 7
            (joined if message.kind == "join" else left)[week, recipe.chats[chat].id] += 1
    text = (ROOT / "community/metrics/snapshots.yml").read_text(encoding="utf-8")
    members: dict[str, int] = {}
    for date, channel, count, came, went in ROW.findall(text):
        week = (dt.date.fromisoformat(date) - recipe.start).days // 7
        if came:
            assert (int(came), int(went)) == (joined[week, channel], left[week, channel]), (date, channel)
            assert int(count) == members[channel] + int(came) - int(went)
        members[channel] = int(count)
    assert members == {chat.id: round(chat.share * 2002) for chat in recipe.chats}
