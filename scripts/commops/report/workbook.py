"""Writes tables of metrics as an .xlsx workbook: a sheet per metric with its definition, units and n above the rows."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

from commops.stats.pages import GREY_BELOW, Column, Page, Unit, load_page
from commops.stats.table import Table, Value
from commops.texts import Lang, Text, safe

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

# The same tables give the same bytes on any day; the library takes the clock unless it is told a date.
_CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the format has no zone
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_NAME_LIMIT = 31
_TEXT_LIMIT = 1000
_WIDTH = 16
_FORMATS: Mapping[Unit, str] = {
    "text": "@",
    "count": "#,##0",
    "percent": "0.0%",
    "ratio": "#,##0.00##",
    "minutes": "#,##0.0",
}
_UNITS: Mapping[Unit, Text] = {
    "text": Text("", ""),
    "count": Text("个", "count"),
    "percent": Text("占比", "share"),
    "ratio": Text("比值", "ratio"),
    "minutes": Text("分钟", "minutes"),
}
# Columns that tables have beside those of the metric's page.
_BESIDE = {
    "open": Column("open", Text("未完", "Open"), "count"),
    "snapshot": Column("snapshot", Text("快照", "Snapshot"), "text"),
}
_EMPTY = Text(
    f"空格表示无法计算，或不足 5 人而隐去，不是零；n 不足 {GREY_BELOW} 的比率仅供参考。",
    f"An empty cell is not known, or hidden because fewer than 5 people stand behind it; never nought. "
    f"A rate on an n below {GREY_BELOW} moves by chance.",
)
_N = Text("样本 n：{column}", "n: {column}")
_DEFINITION = Text("定义版本 {hash}；数据截至 {as_of}", "Definition {hash}; data up to {as_of}")


def as_xlsx(tables: Mapping[str, Table], lang: Lang) -> bytes:
    """The workbook. Every text is stored as text, also one that begins like a formula; hidden numbers are empty."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties({"created": _CREATED, "author": "CommOps"})
    looks = _looks(book)
    taken: set[str] = set()
    for key, table in tables.items():
        _sheet(book.add_worksheet(_name(key, taken)), load_page(key), table, lang, looks)
    if not tables:
        book.add_worksheet("-")
    book.close()
    return out.getvalue()


def _looks(book: Workbook) -> dict[str, Format]:
    """The formats by unit, and those of the lines above the rows."""
    looks: dict[str, Format] = {unit: book.add_format({"num_format": form}) for unit, form in _FORMATS.items()}
    looks["title"] = book.add_format({"bold": True, "font_size": 13})
    looks["head"] = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    return looks


def _name(key: str, taken: set[str]) -> str:
    """A name for a sheet: at most 31 characters, and no two alike."""
    name, number = key[:_NAME_LIMIT], 2
    while name in taken:
        mark = f"~{number}"
        name, number = key[: _NAME_LIMIT - len(mark)] + mark, number + 1
    taken.add(name)
    return name


def _sheet(sheet: Worksheet, page: Page, table: Table, lang: Lang, looks: Mapping[str, Format]) -> None:
    above = _above(page, table, lang)
    for number, line in enumerate(above):
        _put(sheet, number, 0, line, looks["title"] if number == 0 else None)
    units, head = len(above), len(above) + 1
    columns = [page.columns.get(name) or _BESIDE[name] for name in table.columns]
    for place, column in enumerate(columns):
        _put(sheet, units, place, _UNITS[column.unit].get(lang), None)
        first, second = (column.label.zh, column.label.en) if lang == "zh" else (column.label.en, column.label.zh)
        _put(sheet, head, place, f"{first} / {second}", looks["head"])
        sheet.set_column(place, place, _WIDTH)
    for number, row in enumerate(table.rows, head + 1):
        for place, column in enumerate(columns):
            _put(sheet, number, place, row[column.name], looks[column.unit])
    sheet.freeze_panes(head + 1, 0)
    if table.rows:
        sheet.autofilter(head, 0, head + len(table.rows), len(columns) - 1)


def _above(page: Page, table: Table, lang: Lang) -> list[str]:
    """What is said above the rows of a metric."""
    n = page.columns[page.n].label.get(lang) if page.n in page.columns else Text("没有", "none").get(lang)
    facts = {"hash": page.definition[:12], "as_of": table.as_of or Text("各期期末", "the end of each period").get(lang)}
    return [
        f"{page.name.get(lang)} · {page.key} ({page.row})",
        page.formula.get(lang),
        page.caveat.get(lang),
        _N.fill(column=n).get(lang),
        _DEFINITION.fill(**facts).get(lang),
        _EMPTY.get(lang),
    ]


def _put(sheet: Worksheet, row: int, place: int, value: Value, look: Format | None) -> None:
    if value is None:
        sheet.write_blank(row, place, None, look)
    elif isinstance(value, str):
        sheet.write_string(row, place, safe(value)[:_TEXT_LIMIT], look)
    else:
        sheet.write_number(row, place, value, look)
