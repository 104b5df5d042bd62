"""Prints listings: for people on a terminal, as JSON and CSV for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import TextIO

from commops.report.tables import format_value, harmless
from commops.stats.listing import Listing
from commops.stats.table import Value
from commops.texts import Lang, Text, safe, safe_json

_NONE = Text("（没有）", "(none)")


def as_text(listings: Mapping[str, Listing], lang: Lang, file: TextIO) -> None:
    """Aligned tables with their explanations, also for double-width text."""
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text as Styled

    # Wide enough for any row: a terminal that is narrower wraps the line, but no column is ever cut off.
    console = Console(file=file, highlight=False, width=400)
    for listing in listings.values():
        console.print(Styled(listing.title.get(lang), style="bold"))
        console.print(Styled(listing.explanation.get(lang), style="dim"))
        grid = Grid(box=None, pad_edge=False, header_style="bold")
        shown = [column for column in listing.columns if column.name != listing.lines]
        for column in shown:
            justify = "left" if column.unit == "text" else "right"
            grid.add_column(Styled(column.label.get(lang)), justify=justify, no_wrap=True)  # type: ignore[arg-type]
        for row in listing.rows:
            grid.add_row(*(Styled(format_value(row[column.name], column.unit)) for column in shown))
        console.print(grid if listing.rows else Styled(_NONE.get(lang), style="dim"))
        for row in listing.rows if listing.lines else ():
            sentences = str(row[listing.lines]).split("\n")
            key = format_value(row[shown[0].name], shown[0].unit)
            console.print(Styled("\n".join([key, *(f"  - {safe(line)}" for line in sentences)])))
        console.print()


def as_json(listings: Mapping[str, Listing], facts: Mapping[str, Value]) -> str:
    """``{"schema": 1, <facts>, <key>: [row, ...]}``; a row has the columns of its listing."""
    rows = {
        key: [{column.name: row[column.name] for column in listing.columns} for row in listing.rows]
        for key, listing in listings.items()
    }
    return safe_json({"schema": 1, **facts, **rows})


def as_csv(listings: Mapping[str, Listing]) -> str:
    """Each listing under its own header, a blank line between."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for number, listing in enumerate(listings.values()):
        if number:
            out.write("\n")
        writer.writerow([column.name for column in listing.columns])
        writer.writerows([harmless(row[column.name]) for column in listing.columns] for row in listing.rows)
    return out.getvalue()
