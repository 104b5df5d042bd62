"""Finds the header of a table and the kind it speaks of, and says what is missing when there is none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commops.errors import InputError
from commops.tables.kind import Kind
from commops.tables.mapping import MAPPING_END, TableMapping
from commops.tables.sheet import Row
from commops.tables.vocabulary import fields, headers, label, plain
from commops.texts import Text
from commops.workspace.shape.suggest import closest

LOOK = 40
"""Rows among which the header is looked for: titles and notes may stand above it."""

Places = dict[str, tuple[int, ...]]

_TOLD = 40
"""Columns that a message names at most."""


@dataclass(frozen=True, slots=True)
class Header:
    """A header that was found: how many rows it and what stands above it take, its cells, and the columns by field."""

    kind: Kind
    taken: int
    names: tuple[str, ...]
    places: Places

    @property
    def score(self) -> tuple[int, bool]:
        """How much of the header the kind can use; columns that tell the kind weigh three times.

        Of two kinds that can use as much, the one whose surest sign is there wins.
        """
        told = sum(field in self.places for field in self.kind.tells)
        return len(self.places) + 2 * told, self.kind.tells[0] in self.places


def match(names: Sequence[str], kind: Kind, mapping: TableMapping) -> Places:
    """The columns of each field of a kind, for plain header names."""
    known = headers(kind.fields)
    found: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        if name in known:
            found.setdefault(known[name], []).append(number)
    for field, column in mapping.columns.items():
        wanted = (
            [column - 1] if isinstance(column, int) else [n for n, name in enumerate(names) if name == plain(column)]
        )
        if wanted:
            found[field] = wanted
        else:
            found.pop(field, None)
    return {field: tuple(places) for field, places in found.items()}


def find_header(rows: Sequence[Row], kind: Kind, mapping: TableMapping, *, sure: bool) -> Header | None:
    """The first row, or pair of rows, that has the columns a kind needs."""
    if not mapping.header:
        return Header(kind, 0, (), {field: (int(column) - 1,) for field, column in mapping.columns.items()})
    for number, row in enumerate(rows[:LOOK]):
        if isinstance(row.cells, str) or _comment(row):
            continue
        names = [plain(cell) for cell in row.cells]
        below = rows[number + 1].cells if number + 1 < len(rows) else ""
        single = match(names, kind, mapping)
        if not isinstance(below, str) and (both := _joined(names, [plain(cell) for cell in below], kind, single)):
            paired = match(both, kind, mapping)
            if len(paired) > len(single) and not kind.missing(paired, sure=sure):
                return Header(kind, number + 2, tuple(both), paired)
        if not kind.missing(single, sure=sure):
            return Header(kind, number + 1, tuple(names), single)
    return None


def _comment(row: Row) -> bool:
    return not isinstance(row.cells, str) and str(row.cells[0] or "").lstrip().startswith("#")


def _joined(upper: Sequence[str], lower: Sequence[str], kind: Kind, matched: Places) -> list[str]:
    """One header from two lines, the upper one with merged cells; empty when the lower line is not part of a header."""
    known = headers(kind.fields)
    width = max(len(upper), len(lower))
    above = [*upper, *[""] * (width - len(upper))]
    below = [*lower, *[""] * (width - len(lower))]
    merged = {place for place in range(width) if not below[place]}
    whole = {place for places in matched.values() for place in places}
    if not any(below) or (not merged and whole) or any(re.search(r"\d{3}", name) for name in below):
        return []
    found, group = [], ""
    for top, bottom in zip(above, below, strict=True):
        group = top or group
        both = f"{group}{bottom}" if bottom else top
        found.append(bottom if both not in known and bottom in known else both)
    return found


def missing_columns(path: str, rows: Sequence[Row], kinds: Sequence[Kind], mapping: TableMapping) -> InputError:
    """What to say about a table in which no kind finds its columns: those seen, what is missing, and how to map them.

    Columns are named by their number and by our own word for them: without a header, the cells are about people.
    """
    best = _likely_header(rows)
    stem = re.sub(r"\.[^.]{1,8}$", "", path.replace("\\", "/").rsplit("/", 1)[-1])
    shape = Text(
        f"在旁边新建 {stem}{MAPPING_END}，写上 kind 和 columns，例如 kind: registrations 和 columns: {{phone: 3}}"
        "（列名，或从 1 开始的列号）",
        f"write {stem}{MAPPING_END} beside it with kind and columns, such as kind: registrations and "
        "columns: {phone: 3} (a header, or a number counted from 1)",
    )
    if not best:
        return InputError(path, Text("没有找到认得的表头", "no header with known columns was found"), shape)
    kind = min(kinds, key=lambda kind: (len(kind.missing(match(best, kind, mapping), sure=False)), kind.name))
    groups = kind.missing(match(best, kind, mapping), sure=False)
    seen = _seen(best)
    what = Text(
        f"看到的列：{seen.zh}；像是{kind.label.zh}，但缺少：{'；'.join(_any(group).zh for group in groups)}",
        f"columns seen: {seen.en}; nearest to {kind.label.en}, but missing: "
        f"{'; '.join(_any(group).en for group in groups)}",
    )
    return InputError(path, what, _suggested(best, kind, groups, mapping) or shape)


def _seen(names: Sequence[str]) -> Text:
    """The columns whose header holds a word that is known."""
    known = headers(fields())
    words = [(number, word) for number, name in enumerate(names, 1) if (word := _held(name, known))][:_TOLD]
    return Text(
        "、".join(f"第 {number} 列（{word}）" for number, word in words),
        ", ".join(f"column {number} ({word})" for number, word in words),
    )


def _any(group: Sequence[str]) -> Text:
    shown = group[:4]
    more = Text("等", " ...") if len(group) > len(shown) else Text("", "")
    zh, en = ([label(field).get(lang) for field in shown] for lang in ("zh", "en"))
    return Text("或".join(zh) + more.zh, " or ".join(en) + more.en)


def _suggested(
    names: Sequence[str], kind: Kind, groups: Sequence[tuple[str, ...]], mapping: TableMapping
) -> Text | None:
    """A line for the mapping file, when a header is nearly a word of a field that is missing."""
    taken = {place for places in match(names, kind, mapping).values() for place in places}
    lines = []
    for group in groups:
        known = headers(group)
        for number, name in enumerate(names):
            if number not in taken and (near := _near(name, known)):
                lines.append(f"{known[near]}: {number + 1}")
                break
    if not lines:
        return None
    line = f"kind: {kind.name}, columns: {{{', '.join(lines)}}}"
    return Text(f"若是这个意思，在映射文件里写 {line}", f"if that is meant, write in the mapping file: {line}")


def _near(name: str, known: Mapping[str, str]) -> str:
    """The known header that a name holds, or nearly is."""
    return _held(name, known) or (closest(name, known) if len(name) > 1 else "")


def _held(name: str, known: Mapping[str, str]) -> str:
    """The longest known header that a name holds."""
    return max((word for word in known if word in name and (len(word) > 1 or word == name)), key=len, default="")


def _likely_header(rows: Sequence[Row]) -> list[str]:
    """The plain names in the row most like a header; empty when no row holds a word for a column."""
    known = headers(fields())
    best: tuple[int, list[str]] = (0, [])
    for row in rows[:LOOK]:
        if isinstance(row.cells, str) or _comment(row):
            continue
        names = [plain(cell) for cell in row.cells]
        hits = sum(bool(_held(name, known)) for name in names)
        if hits > best[0]:
            best = (hits, names)
    return best[1]
