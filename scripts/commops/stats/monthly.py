"""The committed numbers of a month: rows about it from its released weeks, and what people write down by hand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from commops.errors import InputError
from commops.stats import context, pages, periods
from commops.stats.engine import Engine
from commops.stats.pages import Page
from commops.stats.snapshot import FOLDER, Release, put
from commops.stats.suppress import Cell, hide_small, keys_of
from commops.stats.table import Row, finish
from commops.texts import Text


def release(root: Path, engine: Engine, month_n: int, *, rerelease: bool = False) -> Release:
    """Write the file of one month under ``root``; a file that is there stays unless ``rerelease``.

    A row of a weekly metric stands, cell for cell, in the file of the week in which the month ends: what is hidden
    there is hidden here, and no subtraction of weeks from a month is opened. Metrics that wait for the month
    (``files: month``) are suppressed together; a number that a week's file hides is hidden in them too. Raises
    InputError while a week of the month is not released.
    """
    return put(root, build(_weeks(root, month_n), engine, month_n), rerelease=rerelease)


def build(weeks: Mapping[int, Mapping[str, Any]], engine: Engine, month_n: int) -> dict[str, Any]:
    """The document of a month from the documents of its weeks, by ``week_n``; shape: schemas/snapshot.schema.json.

    Rows about the month before, such as who came back from it, stand in the file of the month in which they closed.
    The engine is left at the Sunday of the week in which the month ends.
    """
    first, last = _days(month_n)
    closing = weeks[periods.week_of_day(last)]
    about = {key: [row for row in rows if monthly(row)] for key, rows in closing["metrics"].items()}
    metrics = {key: rows for key, rows in about.items() if rows}
    engine.as_of(periods.first_day_of_week(periods.week_of_day(last)) + 6)
    waiting = [page for page in map(pages.load_page, pages.keys()) if page.files == "month"]
    return {
        "schema": closing["schema"],
        "period": periods.month_label(month_n),
        "from": periods.day_label(first),
        "to": periods.day_label(last),
        "as_of": closing["as_of"],
        "timezone": closing["timezone"],
        # What a week reads of that which is written down by hand, its fourth digest, is part of the month's own.
        "inputs": [*closing["inputs"][:3], _by_hand(engine)],
        "definitions": {
            **{key: value for key, value in closing["definitions"].items() if key in metrics},
            **{page.key: page.definition for page in waiting},
        },
        "metrics": {**metrics, **_waiting(engine, waiting, weeks.values(), month_n)},
    }


def _waiting(
    engine: Engine, waiting: Iterable[Page], weeks: Iterable[Mapping[str, Any]], month_n: int
) -> dict[str, list[Row]]:
    """The rows of metrics that wait for the month whose closing week began in it, with small groups kept out."""
    first, last = _days(month_n)
    rows = {}
    for page in waiting:
        begun = [row for row in engine.run(page) if first <= _monday(row) <= last]
        rows[page.key] = [row for row in begun if all(row[key] in known for key, known in page.publish.items())]
    chosen = [page for page in waiting if rows[page.key]]
    hide_small([(page, rows[page.key]) for page in chosen])
    withheld = _withheld(weeks)
    for page in chosen:
        for row in rows[page.key]:
            hidden = [name for name in row if name not in page.keys and (name, keys_of(page, row)) in withheld]
            row.update(dict.fromkeys(hidden))
    return {page.key: finish(page, rows[page.key], as_of=None).records() for page in chosen}


def _monday(row: Row) -> int:
    closed = row["closed_n"]
    return periods.first_day_of_week(closed) if isinstance(closed, int) else -1


def _withheld(weeks: Iterable[Mapping[str, Any]]) -> set[Cell]:
    """Name and keys of the numbers that the files of the weeks hide."""
    found: set[Cell] = set()
    for week in weeks:
        for key, rows in week["metrics"].items():
            if key in pages.keys():  # noqa: SIM118 - a function
                page = pages.load_page(key)
                found.update((n, keys_of(page, row)) for row in rows for n, value in row.items() if value is None)
    return found


def _by_hand(engine: Engine) -> str:
    """SHA-256 of all that the workspace had written down by the engine's day."""
    known = engine.context.until(engine.as_of_day)
    rows = [[name, [list(row) for row in known.rows(name)]] for name in sorted(context.tables())]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()


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
