"""The front matter of a draft: title in both languages, period, audience, and every number with its source."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from commops.report.drafts.ledger import Ledger, yaml_line
from commops.texts import Text
from commops.workspace._types import Event
from commops.workspace.spans import span

if TYPE_CHECKING:
    from commops.report.drafts.build import Request

_QUARTERS = "一二三四"
# Not from strftime, which follows the locale.
_MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905


def titles(kind: str, period: str) -> Text:
    """What a report on a period is called."""
    first, last = span(period)
    if kind == "weekly":
        number = int(period[-2:])
        ends = f"{last.day} 日" if first.month == last.month else f"{last.month} 月 {last.day} 日"
        return Text(
            f"第 {number} 周周报（{first.month} 月 {first.day} 日至 {ends}）", f"Week {number} ({_days(first, last)})"
        )
    if kind == "monthly":
        return Text(f"{first.year} 年 {first.month} 月月报", f"Report for {_MONTHS[first.month - 1]} {first.year}")
    return Text(f"{first.year} 年第{_QUARTERS[int(period[-1]) - 1]}季度季报", f"Report for {period}")


def _days(first: dt.date, last: dt.date) -> str:
    start = f"{first.day}" if first.month == last.month else f"{first.day} {_MONTHS[first.month - 1]}"
    return f"{start} to {last.day} {_MONTHS[last.month - 1]}"


def front_matter(ledger: Ledger, title: Text, audience: str, request: Request, events: Sequence[Event]) -> str:
    """The front matter with its fences. Author and conclusions are for people to add."""
    named = f"{{zh: {_quoted(title.zh)}, en: {_quoted(title.en)}}}"
    lines = [
        f"title: {named}",
        f"period: {ledger.period}",
        f"audience: {audience}",
        "status: draft",
        f"date: {request.as_of.isoformat()}",
    ]
    if request.commit:
        lines.append(f"numbers_commit: {_quoted(request.commit)}")
    if ledger.numbers:
        lines += ["numbers:", *map(yaml_line, ledger.numbers)]
    if events:
        lines.append(f"events: [{', '.join(event.id for event in events)}]")
    return "---\n" + "\n".join(lines) + "\n---\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
