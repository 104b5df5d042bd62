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
from commops.stats.context import ChannelSize, Context, EventSpan, MemberCount, tables

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
        ("addressee", pa.string()),
        ("tie_n", pa.int32()),
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
        "addressee": None,
        "tie_n": 0,
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
                addressee=record.get("addressee") or None,
                tie_n=number,
            )
        )
    return found


def _day(text: str) -> int:
    return periods.day_number(dt.date.fromisoformat(text))


def context(members: str = "", events: str = "", **more: str) -> Context:
    """The context of a page's ``members.csv`` and ``events.csv``, and of further tables by name."""
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
    further = {name: tuple(table_rows(name, text)) for name, text in more.items()}
    return Context("UTC", tuple(sorted(counts, key=lambda c: c[:2])), tuple(sorted(spans)), tuple(sizes), further)


def table_rows(name: str, text: str) -> list[Any]:
    """Rows of a context table: days as dates, seconds as moments (which give their day), what is left out is empty."""
    table = tables()[name]
    found = []
    for record in read_csv(text):
        cells: list[Any] = []
        for column, kind in table.columns.items():
            cell = record.get(column) or ""
            moment = record.get(f"{column.removesuffix('_day')}_s") or ""
            if column in table.days and (cell or moment):
                cells.append(_day(cell or moment[:10]))
            elif column.endswith("_s") and cell:
                cells.append(int(dt.datetime.fromisoformat(cell).replace(tzinfo=dt.UTC).timestamp()))
            else:
                cells.append((int(cell) if kind == "bigint" else cell) if cell else None)
        found.append(table.row(*cells))
    return found


def join_all(parts: Iterable[Iterable[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Rows of several sources in order of time."""
    return sorted((r for part in parts for r in part), key=lambda r: r["ts_s"])


def profile(folder: Path) -> None:
    """Make a folder a workspace with nothing but a profile, whose time zone is UTC."""
    (folder / "community").mkdir(parents=True)
    text = (Path(__file__).parents[2] / "community/community.yml").read_text("utf-8")
    (folder / "community/community.yml").write_text(text.replace("Asia/Shanghai", "UTC"), "utf-8")
