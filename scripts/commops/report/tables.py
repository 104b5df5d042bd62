"""Prints the tables of metrics: for people on a terminal, as JSON and CSV for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import TextIO

from commops.stats.pages import GREY_BELOW, Page, Unit, load_page
from commops.stats.table import Row, Table, Value
from commops.texts import Lang, Text, safe, safe_json

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_OPEN = Text("未完", "open")
_HIDDEN = "·"
_LEGEND = Text(
    f"· = 无法计算，或人数过少（不足 5）而隐去   ~ = 基数不足 {GREY_BELOW}，仅供参考   未完 = 时段还没走完",
    f"· = not known, or hidden because fewer than 5 people stand behind it   ~ = stands on fewer than {GREY_BELOW}, "
    "moves by chance   open = the window has not closed",
)
_MORE = Text(
    "另有更早的 {count} 行：commops stats {key}", "{count} earlier rows not shown: commops stats {key} prints them all"
)


def as_text(tables: Mapping[str, Table], lang: Lang, file: TextIO, *, last: int | None = None) -> None:
    """Aligned tables with their formulas, also for double-width text; ``last``: only so many newest rows of each."""
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text as Styled

    # Wide enough for any row: a terminal that is narrower wraps the line, but no column is ever cut off.
    console = Console(file=file, highlight=False, width=400)
    for key, table in tables.items():
        page = load_page(key)
        shown = table.rows[-last:] if last else table.rows
        console.print(Styled(f"{page.name.get(lang)} · {key} ({page.row})", style="bold"))
        console.print(Styled(page.formula.get(lang), style="dim"))
        grid = Grid(box=None, pad_edge=False, header_style="bold")
        for column in page.columns.values():
            text = column.unit == "text"
            grid.add_column(Styled(column.label.get(lang)), justify="left" if text else "right", no_wrap=True)
        grid.add_column("")
        for row in shown:
            cells = [Styled(_cell(page, row, name)) for name in page.columns]
            grid.add_row(*cells, _OPEN.get(lang) if row.get("open") else "")
        console.print(grid)
        if len(shown) < len(table.rows):
            console.print(_MORE.fill(count=len(table.rows) - len(shown), key=key).get(lang))
        console.print()
    console.print(Styled(_LEGEND.get(lang), style="dim"))


def _cell(page: Page, row: Row, name: str) -> str:
    grey = any(
        rate.name == name and isinstance(size := row.get(rate.n), int) and size < GREY_BELOW for rate in page.rates
    )
    shown = format_value(row[name], page.columns[name].unit)
    return f"~{shown}" if grey and row[name] is not None else shown


def format_value(value: Value, unit: Unit) -> str:
    """A number as people read it: ``0.3333`` in percent is ``33.3%``; unknown or hidden is ``·``."""
    if value is None:
        return _HIDDEN
    if isinstance(value, str):
        return safe(value, one_line=True)
    if unit == "percent":
        return f"{100 * value:.1f}%"
    return f"{value:,}"


def as_json(tables: Mapping[str, Table]) -> str:
    """``{"schema": 1, "as_of": date, "metrics": {key: {name, formula, unit, columns, rows}}}``."""
    metrics = {}
    as_of = max((table.as_of for table in tables.values() if table.as_of), default=None)
    for key, table in tables.items():
        page = load_page(key)
        metrics[key] = {
            "name": page.name._asdict(),
            "formula": page.formula._asdict(),
            "caveat": page.caveat._asdict(),
            "unit": page.unit,
            "columns": list(table.columns),
            "rows": table.records(),
        }
    return safe_json({"schema": 1, "as_of": as_of, "metrics": metrics})


def as_csv(tables: Mapping[str, Table]) -> str:
    """A header and the rows. Several metrics: one below the other, each under its own header, a blank line between."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for number, table in enumerate(tables.values()):
        if number:
            out.write("\n")
        writer.writerow(table.columns)
        writer.writerows([harmless(row[name]) for name in table.columns] for row in table.rows)
    return out.getvalue()


def harmless(value: Value) -> Value:
    """A text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV injection)."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def list_text(keys: Sequence[str], lang: Lang) -> str:
    """Key, catalogue row and name of each metric, one per line."""
    longest = max((len(key) for key in keys), default=0)
    return "\n".join(
        f"{key:<{longest}}  {page.row:<5} {page.name.get(lang)}" for key in keys for page in [load_page(key)]
    )
