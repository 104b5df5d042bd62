"""The public calendar as a table for spreadsheet programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from commops.site import public, schedule
from commops.site.edition import Edition
from commops.site.feeds import addresses
from commops.site.schedule import Slot
from commops.workspace.shape.progress import status_label

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "＝", "＋", "－", "＠")
"""With these a cell may begin that a spreadsheet program takes for a formula or a command."""


def table(edition: Edition) -> bytes:
    """``calendar.csv``: UTF-8 with the mark by which Excel knows it, one row for each event and each public post."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(
        edition.say(
            "日期 时间 结束日期 结束时间 类型 标题 渠道 支柱 状态 负责 地点 链接 编号",
            "date time end-date end-time type title channels pillar status owner place link id",
        ).split()
    )
    for slot in edition.ws.derive(schedule.slots):
        if slot.thing is not None:
            writer.writerow([plain(cell) for cell in _row(edition, slot, slot.thing)])
    return out.getvalue().encode("utf-8-sig")


def _row(edition: Edition, slot: Slot, thing: public.Event | public.Post) -> Iterator[str]:
    event = thing if isinstance(thing, public.Event) else None
    yield from (f"{slot.start:%Y-%m-%d}", f"{slot.start:%H:%M}")
    yield from (f"{slot.end:%Y-%m-%d}", f"{slot.end:%H:%M}") if event else ("", "")
    yield edition.say("活动", "event") if event else edition.say("内容", "post")
    if isinstance(thing, public.Event):
        yield from (edition.t(thing.name), "", "")
    else:
        yield from (
            edition.t(thing.title),
            edition.names("channel", thing.channels),
            edition.of("pillar", thing.pillar),
        )
    yield edition.t(status_label("event" if event else "post", slot.status))
    yield edition.of("person", schedule.owner(edition, thing))
    yield public.place(edition, event) if event else ""
    yield edition.url(addresses.page_of(edition, thing))
    yield thing.id


def plain(text: str) -> str:
    """Text of one line that no spreadsheet program runs: what may begin a formula gets an apostrophe before it."""
    line = " ".join(text.split())
    return f"'{line}" if line.startswith(_FORMULA) else line
