"""Prints a comparison of two periods: for people on a terminal, as JSON and CSV for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import TextIO

from commops.report.tables import format_value, harmless
from commops.stats.compare import Pair
from commops.stats.suppress import ALL
from commops.texts import Lang, Text, safe, safe_json

_TOO_SMALL = Text("样本太小，说明不了变化", "too small to tell")
_SOURCES = {
    "snapshots": Text("取自已发布的快照。", "From the released snapshots."),
    "log": Text("由已导入的聊天记录算出，尚未发布。", "Worked out from the imported log, not released."),
}
_HEAD = Text("指标|列|{a}|{b}|差|n", "Metric|Column|{a}|{b}|Difference|n")
_POINTS = Text(" 个百分点", " points")
_COLUMNS = ("metric", "keys", "column", "a", "b", "difference", "n_a", "n_b", "enough")


def as_text(
    pairs: Sequence[Pair], labels: tuple[str, str], source: str, lang: Lang, file: TextIO, *, all_: bool
) -> None:
    """An aligned table; without ``all_`` only the rows about the whole community."""
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text as Styled

    console = Console(file=file, highlight=False, width=400)
    console.print(Styled(_SOURCES[source].get(lang), style="dim"))
    grid = Grid(box=None, pad_edge=False, header_style="bold")
    for number, name in enumerate(_HEAD.fill(a=labels[0], b=labels[1]).get(lang).split("|")):
        grid.add_column(Styled(name), justify="left" if number < 2 else "right", no_wrap=True)
    grid.add_column("")
    for pair in pairs:
        if all_ or all(value == ALL for name, value in pair.keys.items() if name != "grain"):
            grid.add_row(*map(Styled, _row(pair, lang)))
    console.print(grid)


def _row(pair: Pair, lang: Lang) -> list[str]:
    column = pair.page.columns[pair.column]
    values = [format_value(value, column.unit) for value in pair.values]
    about = [safe(str(value), one_line=True) for value in pair.keys.values() if value != ALL]
    name = " ".join([pair.page.name.get(lang), *about])
    sizes = " → ".join(format_value(size, "count") for size in pair.sizes)
    note = _TOO_SMALL.get(lang) if pair.enough is False else ""
    return [name, column.label.get(lang), *values, _difference(pair, lang), sizes, note]


def _difference(pair: Pair, lang: Lang) -> str:
    gap = pair.difference
    if gap is None:
        return format_value(None, "count")
    sign = "+" if gap > 0 else ""
    if pair.page.columns[pair.column].unit == "percent":
        points = f"{sign}{100 * gap:.1f}"
        return ("0.0" if float(points) == 0 else points) + _POINTS.get(lang)
    return f"{sign}{format_value(gap, 'count')}"


def as_json(pairs: Sequence[Pair], labels: tuple[str, str], source: str) -> str:
    """Shape: schemas/output/comparison.schema.json. What is hidden or not known is null."""
    rows = [
        {
            "metric": pair.page.key,
            "name": pair.page.name._asdict(),
            "keys": pair.keys,
            "column": pair.column,
            "unit": pair.page.columns[pair.column].unit,
            "a": pair.values[0],
            "b": pair.values[1],
            "difference": pair.difference,
            "n_a": pair.sizes[0],
            "n_b": pair.sizes[1],
            "enough": pair.enough,
        }
        for pair in pairs
    ]
    return safe_json({"schema": 1, "source": source, "periods": list(labels), "rows": rows})


def as_csv(pairs: Sequence[Pair]) -> str:
    """One row per number; ``keys`` as ``grain=week channel=*``, ``enough`` as 0 or 1, what is not known empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for pair in pairs:
        keys = " ".join(f"{name}={value}" for name, value in pair.keys.items())
        enough = None if pair.enough is None else int(pair.enough)
        row = [pair.page.key, keys, pair.column, *pair.values, pair.difference, *pair.sizes, enough]
        writer.writerow([harmless(value) for value in row])
    return out.getvalue()
