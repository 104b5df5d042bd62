"""Opens a table file: delimited text in any usual encoding, or a workbook, as plain rows of cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from commops.errors import InputError
from commops.logs.archive import Archive
from commops.logs.csv_records import Records
from commops.logs.encodings import encoding_of
from commops.patterns import lazy
from commops.texts import Text

MAX_BYTES = 64 << 20
MAX_CELLS = 20_000_000
"""A workbook may name a cell in its far corner; the reader would make room for all cells before it."""

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_REFERENCE = lazy(rb'<c [^<>]{0,80}?\br="([A-Z]{1,3})([0-9]{1,7})"')
_DELIMITERS = "\t,;|"
_LOOK = 65_536

Cells: TypeAlias = "list[object]"


class Row(NamedTuple):
    """One row: where it stands, its cells or the reason why there are none, and whether a blank line is above it."""

    place: str
    cells: Cells | str
    gap: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table, or what may hold several: rows in order, rows without any content left out."""

    rows: Iterable[Row]


def open_sheets(path: Path, head: bytes) -> list[Sheet]:
    """The sheets of a text file or a workbook. Raises InputError for what is none, is damaged or is too large."""
    if path.stat().st_size > MAX_BYTES:
        raise InputError(
            str(path),
            Text("文件超过 64 MB，不像一张表格", "the file has more than 64 MB, which is more than a table"),
            Text("按月或按活动分开导出", "export it in parts, by month or by event"),
        )
    if head.startswith((_ZIP, _OLE)):
        return [Sheet(rows) for rows in _workbook(path, packed=head.startswith(_ZIP))]
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refuse(path, Text("不是表格，是二进制文件", "a binary file, not a table"))
    if head.lstrip()[:1] == b"<":
        raise _refuse(path, Text("是网页或 XML 文件，不是表格", "a web page or XML, not a table"))
    return [Sheet(_text(path))]


def _refuse(path: Path, what: Text) -> InputError:
    return InputError(
        str(path),
        what,
        Text(
            "用 Excel 或 WPS 打开，另存为 .xlsx 或 CSV 再导入", "open it in a spreadsheet and save it as .xlsx or CSV"
        ),
    )


def _text(path: Path) -> Iterator[Row]:
    encoding = encoding_of(path)
    with path.open("rb") as raw, TextIOWrapper(raw, encoding, errors="replace", newline="") as file:
        delimiter = _delimiter(file.read(_LOOK))
        file.seek(0)
        records = Records(file, delimiter=delimiter, quote='"')
        last = 0
        for line, found in records:
            gap, last = line > last + 1, records.line
            if not isinstance(found, str):
                found = [cell.replace("\0", "").strip("\ufeff") for cell in found]
                if not any(cell.strip() for cell in found):
                    last = -1  # a line of bare delimiters is a blank line too
                    continue
            yield Row(f"line {line}", found if isinstance(found, str) else list(found), gap)


def _delimiter(text: str) -> str:
    """The delimiter that the first lines hold most often; comment lines do not count."""
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip("\ufeff").startswith("#")][:50]
    counts = {sign: sum(line.count(sign) for line in lines) for sign in _DELIMITERS}
    return max(_DELIMITERS, key=lambda sign: counts[sign]) if any(counts.values()) else ","


def _workbook(path: Path, *, packed: bool) -> list[list[Row]]:
    if packed:
        _check_extent(path)
    try:
        return _sheets(path)
    except InputError:
        raise
    except BaseException as error:
        # The reader is compiled code: what it did not foresee arrives as a panic, which is no ordinary exception.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        locked = type(error).__name__ == "PasswordError"
        what = Text("工作簿有密码", "the workbook has a password") if locked else _DAMAGED
        raise _refuse(path, what) from None


_DAMAGED = Text("工作簿不完整或已损坏", "the workbook is cut off or damaged")


def _check_extent(path: Path) -> None:
    """Unpack everything once within bounds, and refuse a sheet that names cells far outside of any real table."""
    with Archive(path) as archive:
        sheets = [name for name in archive.names if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name)]
        if not sheets:
            raise _refuse(path, Text("不是 .xlsx 工作簿", "not an .xlsx workbook"))
        for name in archive.names:
            data = archive.read(name)
            if name in sheets:
                columns = rows = 1
                for found in _REFERENCE.finditer(data):
                    columns, rows = max(columns, _column(found[1])), max(rows, int(found[2]))
                if columns * rows > MAX_CELLS:
                    raise _refuse(path, Text("工作表太大", "a worksheet is too large"))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sheets(path: Path) -> list[list[Row]]:
    import python_calamine as calamine

    found: list[list[Row]] = []
    with calamine.CalamineWorkbook.from_filelike(BytesIO(path.read_bytes())) as book:
        for number, about in enumerate(book.sheets_metadata, 1):
            if about.typ != calamine.SheetTypeEnum.WorkSheet or about.visible != calamine.SheetVisibleEnum.Visible:
                continue
            prefix = f"sheet {number} " if len(book.sheet_names) > 1 else ""
            found.append(list(_rows(book.get_sheet_by_index(number - 1), prefix)))
    return found


def _rows(sheet: Any, prefix: str) -> Iterator[Row]:
    if sheet.total_height * sheet.total_width > MAX_CELLS:
        raise ValueError("too large")
    gap = False
    for number, row in enumerate(sheet.to_python(skip_empty_area=False), 1):
        if not any(str(cell).strip() for cell in row):
            gap = True
            continue
        yield Row(f"{prefix}row {number}", list(row), gap)
        gap = False
