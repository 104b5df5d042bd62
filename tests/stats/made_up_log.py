"""Small logs for tests: from CSV text or plain rows to the Parquet columns of the warehouse, and to a context."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from commops.stats import periods
from commops.stats.context import ChannelSize, Context, EventSpan, MemberCount
from commops.stats.segment_rules import SegmentBefore, SegmentRule

SCHEMA = pa.schema(
    [
        ("channel", pa.string()),
        ("msg_id", pa.string()),
        ("ts_s", pa.int64()),
        ("author", pa.string()),
        ("kind", pa.string()),
        ("media", pa.string()),
        ("length", pa.int32()),
        ("is_question", pa.bool_()),
        ("reply_to", pa.string()),
        ("n_reactions", pa.int32()),
        ("is_bot", pa.bool_()),
        ("text_hash", pa.int64()),
        ("source", pa.string()),
        ("day_n", pa.int32()),
        ("week_n", pa.int32()),
        ("month_n", pa.int32()),
        ("dow", pa.int32()),
        ("hour", pa.int32()),
    ]
)


def row(ts_s: int, channel: str, author: str | None, kind: str = "message", **more: Any) -> dict[str, Any]:
    """One canonical row; the community's zone is UTC here."""
    day = ts_s // 86400
    return {
        "channel": channel,
        "msg_id": None,
        "ts_s": ts_s,
        "author": author,
        "kind": kind,
        "media": "text",
        "length": 3,
        "is_question": False,
        "reply_to": None,
        "n_reactions": 0,
        "is_bot": False,
        "text_hash": 0,
        "source": "table",
        "day_n": day,
        "week_n": periods.week_of_day(day),
        "month_n": periods.month_of_day(day),
        "dow": (day + 3) % 7,
        "hour": ts_s % 86400 // 3600,
        **more,
    }


def write(rows: Sequence[Mapping[str, Any]], path: Path) -> list[Path]:
    """The rows as a Parquet file."""
    pq.write_table(pa.Table.from_pylist(list(rows), schema=SCHEMA), path)
    return [path]


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def messages(text: str) -> list[dict[str, Any]]:
    """Rows of a page's ``messages.csv``."""
    found = []
    for number, record in enumerate(read_csv(text)):
        at = dt.datetime.fromisoformat(record["at"]).replace(tzinfo=dt.UTC)
        found.append(
            row(
                int(at.timestamp()),
                record["channel"],
                record["author"],
                record.get("kind") or "message",
                msg_id=record.get("msg_id") or f"x{number}",
                reply_to=record.get("reply_to") or None,
                is_question=bool(record.get("is_question")),
                is_bot=bool(record.get("is_bot")),
            )
        )
    return found


def _day(text: str) -> int:
    return periods.day_number(dt.date.fromisoformat(text))


def segments(text: str) -> tuple[tuple[SegmentRule, ...], tuple[SegmentBefore, ...]]:
    """The rules of a page's ``segments.csv``: thresholds, and under ``was`` what somebody has to have been."""
    rules, before = [], []
    for rank, r in enumerate(read_csv(text)):
        asked = {name: int(value) if value else None for name, value in r.items() if name not in ("segment", "was")}
        window = asked.pop("window_days") or 0
        reach = max(window, asked["min_silent"] or 0)
        was = r["was"].split()
        rules.append(
            SegmentRule(
                rank_n=rank,
                segment=r["segment"],
                window_days=window,
                needs_before=int(bool(was)),
                reach_days=reach,
                joined_within=asked["joined_within"],
                min_active=asked["min_active"],
                max_active=asked["max_active"],
                min_messages=asked["min_messages"],
                min_silent=asked["min_silent"],
                max_silent=asked["max_silent"],
            )
        )
        before += [SegmentBefore(r["segment"], name) for name in was]
    return tuple(rules), tuple(sorted(before))


def context(members: str = "", events: str = "", segment_rows: str = "") -> Context:
    """The context of a page's ``members.csv``, ``events.csv`` and ``segments.csv``."""
    counts = [
        MemberCount(
            r["channel"],
            _day(r["date"]),
            periods.week_of_day(_day(r["date"])),
            int(r["members"]),
            int(r["joined"]) if r["joined"] else None,
            int(r["left"]) if r["left"] else None,
        )
        for r in read_csv(members)
    ]
    spans = [EventSpan(r["event"], _day(r["start"]), _day(r["end"])) for r in read_csv(events)]
    sizes = [ChannelSize(name, None) for name in sorted({count.channel for count in counts})]
    return Context(
        "UTC", tuple(sorted(counts, key=lambda c: c[:2])), tuple(sorted(spans)), tuple(sizes), *segments(segment_rows)
    )


def join_all(parts: Iterable[Iterable[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Rows of several sources in order of time."""
    return sorted((r for part in parts for r in part), key=lambda r: r["ts_s"])
