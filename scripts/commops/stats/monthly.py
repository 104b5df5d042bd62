"""The committed numbers of a month: drawn from the released weeks alone, so that they tell no more than those."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from commops.errors import InputError
from commops.stats import periods
from commops.stats.snapshot import FOLDER, Release, put
from commops.stats.table import Row
from commops.texts import Text


def release(root: Path, month_n: int, *, rerelease: bool = False) -> Release:
    """Write the file of one month under ``root``; a file that is there stays unless ``rerelease``.

    Every row of it stands, cell for cell, in the file of the week in which the month ends: what is hidden there is
    hidden here, and no subtraction of a month from its weeks is opened that was not open before. The log is not
    needed. Raises InputError while a week of the month is not released.
    """
    return put(root, build(_weeks(root, month_n), month_n), rerelease=rerelease)


def build(weeks: Mapping[int, Mapping[str, Any]], month_n: int) -> dict[str, Any]:
    """The document of a month from the documents of its weeks, by ``week_n``; shape: schemas/snapshot.schema.json.

    Rows about the month before, such as who came back from it, stand in the file of the month in which they closed.
    """
    first, last = _days(month_n)
    closing = weeks[periods.week_of_day(last)]
    metrics = {
        key: found for key, rows in closing["metrics"].items() if (found := [row for row in rows if monthly(row)])
    }
    return {
        "schema": closing["schema"],
        "period": periods.month_label(month_n),
        "from": periods.day_label(first),
        "to": periods.day_label(last),
        "as_of": closing["as_of"],
        "timezone": closing["timezone"],
        "inputs": closing["inputs"],
        "definitions": {key: value for key, value in closing["definitions"].items() if key in metrics},
        "metrics": metrics,
    }


def monthly(row: Row) -> bool:
    """Whether a row of a released file is about a calendar month."""
    return row.get("grain") == "month" or "month" in row


def _days(month_n: int) -> tuple[int, int]:
    return periods.first_day_of_month(month_n), periods.first_day_of_month(month_n + 1) - 1


def _weeks(root: Path, month_n: int) -> dict[int, dict[str, Any]]:
    """The released documents of all weeks that hold a day of the month."""
    first, last = _days(month_n)
    found, missing = {}, []
    for week_n in range(periods.week_of_day(first), periods.week_of_day(last) + 1):
        path = root / FOLDER / f"{periods.week_label(week_n)}.json"
        try:
            found[week_n] = _document(path)
        except FileNotFoundError:
            missing.append(periods.week_label(week_n))
    if missing:
        label = periods.month_label(month_n)
        raise InputError(
            label,
            Text(
                f"这个月还有几周没有发布：{'、'.join(missing)}。月度快照只取已发布的周。",
                f"weeks of the month are not released yet: {', '.join(missing)}. A month is drawn from released weeks.",
            ),
            Text(
                "先运行 commops stats snapshot --week …；记录没有覆盖整月的，这个月不能发布。",
                "Run commops stats snapshot --week … first; a month that the log does not cover cannot be released.",
            ),
        )
    return found


def _document(path: Path) -> dict[str, Any]:
    try:
        document: dict[str, Any] = json.loads(path.read_bytes())
        # Read as far as the month needs it; `commops check` tells the rest.
        if all(isinstance(document[key], dict) for key in ("metrics", "definitions")) and document["inputs"]:
            return document
    except (ValueError, KeyError, TypeError):
        pass
    raise InputError(
        path.as_posix(),
        Text("这个快照读不出来。", "this snapshot cannot be read."),
        Text("从 Git 恢复这个文件，不要手改。", "Restore the file from Git; it is not edited by hand."),
    )
