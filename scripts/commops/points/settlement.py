"""The monthly settlement: totals of points, levels and badges in one file that is committed and then stays."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from commops.errors import InputError
from commops.files import write_atomic
from commops.points.books import Books
from commops.points.totals import Totals, totals
from commops.stats import periods
from commops.stats.table import Row
from commops.texts import Text

FOLDER = Path("community/members/settlements")
_NOT_OVER = Text("导入的记录到 {day} 为止，没有到月底。", "the imported logs end on {day}, before the month does.")
_LATER = Text("导入整个月的记录后再结算。", "Settle once the logs of the whole month are imported.")
_FROZEN = Text(
    "已结算的月份保持不变，虽然重算会得到不同结果。",
    "a settled month stays as it is, although it would come out differently now.",
)
_RESETTLE = Text(
    "一般不必处理：新旧之差可能泄露个人。确需更正时加 --resettle，并在合并请求里说明原因。",
    "Usually nothing: the difference could give a person away. For a real correction add --resettle and say why in the "
    "pull request.",
)


def settle(
    root: Path, books: Books, month: str, *, again: bool = False
) -> tuple[Path, Literal["new", "same", "replaced"]]:
    """Write the settlement of a month (``2026-11``) under ``root``; says what became of the file.

    Raises InputError for a month that the log does not cover to its end, and for a settled month that would now come
    out differently, unless ``again``.
    """
    path = root / FOLDER / f"{month}.yml"
    text = text_of(books, month)
    try:
        before = path.read_bytes()
    except FileNotFoundError:
        write_atomic(path, text)
        return path, "new"
    if before == text.encode():
        return path, "same"
    if not again:
        raise InputError(str(path), _FROZEN, _RESETTLE)
    write_atomic(path, text)
    return path, "replaced"


def text_of(books: Books, month: str) -> str:
    """The file of a month, byte for byte the same for the same books."""
    days = _days(month)
    if books.last_day < days[-1]:
        raise InputError(month, _NOT_OVER.fill(day=periods.day_label(books.last_day)), _LATER)
    found = totals(books.rules, books.ledgers(days[-1]), days=days)
    log, grants = books.digests(days[-1])
    head = [
        f"month: {month}",
        "inputs:",
        f"  log: {log}",
        f"  grants: {grants}",
        f"definition: {books.rules.definition}",
    ]
    return "\n".join([*head, *_body(found)]) + "\n"


def _days(month: str) -> range:
    """The days of a month (``day_n``). Raises InputError."""
    month_n = periods.parse_month(month)
    return range(periods.first_day_of_month(month_n), periods.first_day_of_month(month_n + 1))


def _body(found: Totals) -> list[str]:
    lines = [] if found.members is None else [f"members: {found.members}"]
    for name, rows in (("actions", found.actions), ("levels", found.levels), ("badges", found.badges)):
        shown = [row for row in rows if "-" not in row.values()]
        lines.append(f"{name}:" if shown else f"{name}: []")
        lines += [f"  - {{{_row(row)}}}" for row in shown]
    return lines


def _row(row: Row) -> str:
    """A row as flow mapping; what is hidden is not there."""
    return ", ".join(f"{name}: {value}" for name, value in row.items() if value is not None)
