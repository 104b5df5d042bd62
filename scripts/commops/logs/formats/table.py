"""Any CSV or TSV with one message per row, read through a column mapping that people write once per source."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from io import TextIOWrapper

from commops.errors import InputError
from commops.logs.canonical import BATCH_ROWS, Batch, Format, Settings
from commops.logs.csv_records import Records
from commops.logs.encodings import encoding_of
from commops.logs.mapped_rows import MappedRows
from commops.logs.mapping import EXAMPLE, Column, Mapping, NeedsMappingError, load_mapping
from commops.logs.probe import Probe
from commops.logs.rows import Rows
from commops.texts import Text
from commops.workspace.shape.suggest import closest

_ENDINGS = (".csv", ".tsv", ".tab")


def _sniff(probe: Probe) -> bool:
    if probe.members or probe.head.startswith((b"PK\x03\x04", b"{", b"[", b"<")):
        return False
    if probe.mapping:
        return True
    if probe.path.suffix.lower() in _ENDINGS and probe.head:
        raise NeedsMappingError(
            str(probe.path),
            Text(
                "表格需要一份列映射，才知道哪一列是什么",
                "a table needs a column mapping that says which column is what",
            ),
            Text(
                f"在旁边新建 {probe.path.stem}.mapping.yml，写上 {EXAMPLE}（也可用列号，从 1 开始）",
                f"write {probe.path.stem}.mapping.yml beside it with: {EXAMPLE} (header names, or numbers from 1)",
            ),
        )
    return False


def _hint(probe: Probe) -> str:
    return probe.path.stem


FORMAT = Format(
    name="table",
    label=Text("CSV/TSV 表格（需列映射）", "CSV or TSV table (with a column mapping)"),
    source="table",
    has_id=True,
    zone="assumed",
    private=("author", "text"),
    sniff=_sniff,
    mapped=True,
    hint=_hint,
)


def read(probe: Probe, settings: Settings) -> Iterator[Batch]:
    """Batches in file order; every row but blank ones and the header is a record. Raises InputError."""
    assert probe.mapping  # noqa: S101 - sniffing asked for it
    mapping = load_mapping(probe.mapping, probe.path)
    encoding = encoding_of(probe.path) if mapping.encoding == "auto" else mapping.encoding
    rows = Rows(settings.key, FORMAT.source)
    with probe.path.open("rb") as raw, TextIOWrapper(raw, encoding, errors="replace", newline="") as file:
        records = Records(file, delimiter=mapping.delimiter, quote=mapping.quote)
        records.skip_lines(mapping.skip_lines)
        found = iter(records)
        places = _places(mapping, found)
        reader = MappedRows(mapping, settings, probe.path, rows)
        for line, cells in found:
            if isinstance(cells, str):
                rows.skip(cells, f"line {line}")
            elif len(cells) <= max(places["time"]):
                rows.skip("columns", f"line {line}")
            else:
                reader.add(_picked(cells, places), f"line {line}")
            if len(rows) >= BATCH_ROWS:
                yield rows.take(raw.tell())
        yield rows.take(probe.size)


def _places(mapping: Mapping, found: Iterator[tuple[int, list[str] | str]]) -> dict[str, tuple[int, ...]]:
    """Index of each mapped column, from 0; reads the header when there is one."""
    header: dict[str, int] = {}
    if mapping.header:
        for _line, cells in found:
            if not isinstance(cells, str):
                header = {_plain(cell): number for number, cell in reversed(list(enumerate(cells)))}
                break
    return {
        name: tuple(_place(mapping, name, column, header) for column in columns)
        for name, columns in mapping.columns.items()
    }


def _place(mapping: Mapping, name: str, column: Column, header: dict[str, int]) -> int:
    if isinstance(column, int):
        return column - 1
    if _plain(column) in header:
        return header[_plain(column)]
    meant = closest(_plain(column), header)
    raise InputError(
        f"{mapping.place}:{mapping.lines[name]}",
        Text(f"表头里没有“{column}”这一列", f"the table's header has no column {column!r}"),
        # By its number: in a table without a header, what stands there is a member's.
        Text(f"是不是第 {header[meant] + 1} 列？", f"did you mean column {header[meant] + 1}?")
        if meant
        else Text("检查表头，或改用列号（从 1 开始）", "check the header, or give the column's number, counted from 1"),
    )


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().strip("\ufeff").casefold()


def _picked(cells: list[str], places: dict[str, tuple[int, ...]]) -> dict[str, str]:
    """The mapped cells of a record; what a short row lacks is empty."""
    return {name: " ".join(cells[index] for index in indexes if index < len(cells)) for name, indexes in places.items()}
