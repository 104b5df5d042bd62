"""Joins the several pseudonyms of one person: display names matched to ids, and nicknames changed in a chat."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from commops.logs.canonical import EARLIEST, LATEST
from commops.logs.state import LINKS_END, Export

if TYPE_CHECKING:
    import pyarrow as pa

Span: TypeAlias = "tuple[int, int]"
"""The first and the last time of something, UTC seconds."""
ALWAYS: Span = (EARLIEST, LATEST)
Row: TypeAlias = "tuple[str, str, str, int | None, int | None]"


class Link(NamedTuple):
    """A pseudonym, the one that stands for it, and when rows may stand under the first."""

    author: str
    person: str
    """``author`` itself for a display name of which nobody knows whose it is."""
    spans: tuple[Span, ...]
    named: bool = False
    """Whether ``author`` is a display name beside ids: whose it is may change with every export."""


@dataclass(slots=True)
class Ties:
    """What the exports of one source tell of who is who; every value is a pseudonym."""

    ids: dict[str, set[str]] = field(default_factory=dict)
    """Display name -> the ids that ever bore it."""
    used: dict[str, list[Span]] = field(default_factory=dict)
    """Display names under which rows stand, and when they do, export by export."""
    groups: dict[str, str] = field(default_factory=dict)
    """Nickname -> a smaller one of the same person (or itself)."""

    @property
    def authors(self) -> set[str]:
        """The pseudonyms of which they tell something that rows may stand under: not names that stand beside an id."""
        return {*self.used, *self.groups, *(found for ids in self.ids.values() for found in ids)}

    def id_of(self, name: str) -> str | None:
        """The id behind a display name; None unless exactly one ever bore it."""
        found = self.ids.get(name, ())
        return next(iter(found)) if len(found) == 1 else None

    def same(self, people: Collection[str]) -> set[str]:
        """``people`` and every other pseudonym that stands for one of them."""
        result = set(people)
        tops = {top(self.groups, nick) for nick in self.groups if nick in result}
        result |= {nick for nick in self.groups if top(self.groups, nick) in tops}
        result |= {found for name in result if (found := self.id_of(name))}
        return result | {name for name in self.ids if self.id_of(name) in result}


def write_links(
    path: Path, names: Mapping[str, set[str]], renames: Iterable[tuple[str, str]], spans: Mapping[str, Span]
) -> None:
    """Store what one export tells of who is who; no file when it tells nothing. All values are pseudonyms.

    Columns ``a``, ``b``, ``how``: ``name`` (a: a display name, b: an id that bears it, ``""`` when rows stand under
    the name itself), ``rename`` (a and b: nicknames of one person); ``first`` and ``last``: when those rows stand.
    """
    rows: list[Row] = [
        (name, person, "name", *(spans.get(name, ALWAYS) if not person else (None, None)))
        for name in sorted(names)
        for person in sorted(names[name])
    ]
    _write(path, [*rows, *((min(pair), max(pair), "rename", None, None) for pair in sorted(renames))])


def copy_links(source: Path, target: Path, without: Collection[str]) -> int:
    """Write the links of one export again, those of some people left out; returns how many these were."""
    rows = _rows(_table(source))
    kept = [row for row in rows if row[0] not in without and row[1] not in without]
    _write(target, kept)
    return len(rows) - len(kept)


def _schema() -> pa.Schema:
    import pyarrow as pa

    words = [(name, pa.string()) for name in ("a", "b", "how")]
    return pa.schema([*words, ("first", pa.int64()), ("last", pa.int64())])


def _write(path: Path, rows: Sequence[Row]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    if rows:
        pq.write_table(pa.table([list(column) for column in zip(*rows, strict=True)], schema=_schema()), path)


def _table(path: Path) -> pa.Table:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = _schema()
    if not path.exists():
        return schema.empty_table()
    with pq.ParquetFile(path) as file:
        stored = file.read()
    # Files of earlier versions lack the columns that came later.
    known = set(stored.column_names)
    columns = (stored[one.name] if one.name in known else pa.nulls(len(stored), one.type) for one in schema)
    return pa.table(list(columns), schema=schema)


def _rows(table: pa.Table) -> list[Row]:
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))


def gather(exports: Iterable[Export], folder: Path, *, everyone: bool = True) -> dict[str, Ties]:
    """What the exports tell, by source. A function of the set of exports, not of their order.

    Without ``everyone``, of the display names only those under which rows stand: enough for :func:`resolve`, and few
    where the exports name their authors' ids.
    """
    tables = [(export.source, _table(folder / "exports" / f"{export.file}{LINKS_END}")) for export in exports]
    ties: dict[str, Ties] = {}
    for source, table in tables if everyone else _with_rows(tables):
        if not table.num_rows:
            continue
        of = ties.setdefault(source, Ties())
        for a, b, how, first, last in _rows(table):
            if how == "rename":
                join(of.groups, a, b)
            elif not b:
                of.used.setdefault(a, []).append(ALWAYS if first is None or last is None else (first, last))
            else:
                of.ids.setdefault(a, set()).add(b)
    return ties


def _with_rows(tables: Sequence[tuple[str, pa.Table]]) -> list[tuple[str, pa.Table]]:
    """The links without those of display names that stand beside an id in every row."""
    import pyarrow as pa
    import pyarrow.compute as pc

    named = [(source, table, pc.equal(table["b"], "")) for source, table in tables]
    used = {source: pa.chunked_array([], pa.string()) for source, _table in tables}
    for source, table, bare in named:
        used[source] = pa.chunked_array([*used[source].chunks, *table["a"].filter(bare).chunks], pa.string())
    return [
        (source, table.filter(pc.or_(pc.equal(table["how"], "rename"), pc.is_in(table["a"], value_set=used[source]))))
        for source, table, _bare in named
    ]


def resolve(ties: Mapping[str, Ties]) -> dict[str, dict[str, str]]:
    """Per source, the pseudonyms that stand for another one.

    A display name is matched only when exactly one id ever bore it. Nicknames joined by changes form a group; its
    smallest pseudonym stands for all.
    """
    result: dict[str, dict[str, str]] = {}
    for source, of in ties.items():
        found = {nick: top(of.groups, nick) for nick in of.groups}
        found |= {name: person for name in of.used if (person := of.id_of(name))}
        result[source] = {a: person for a, person in found.items() if a != person}
    return result


def dated(links: Mapping[str, Mapping[str, str]], ties: Mapping[str, Ties]) -> dict[str, list[Link]]:
    """``links`` with the times at which rows stand under what is replaced; always, where the exports do not say.

    Display names under which rows stand are among them also while nobody knows whose they are.
    """
    result = {}
    for source in {**links, **ties}:
        of, people = ties.get(source, Ties()), links.get(source, {})
        named = {name: tuple(spans) for name, spans in of.used.items() if name not in of.groups}
        result[source] = [
            Link(a, people.get(a, a), named.get(a, (ALWAYS,)), a in named) for a in dict.fromkeys([*people, *named])
        ]
    return result


def top(parent: Mapping[str, str], name: str) -> str:
    """The pseudonym that stands for all of a group."""
    while (above := parent.get(name, name)) != name:
        name = above
    return name


def join(parent: dict[str, str], a: str, b: str) -> None:
    """Put two groups together under the smaller name; every path is shortened on the way."""
    low, high = sorted((top(parent, a), top(parent, b)))
    for name in (a, b, high):
        parent[name] = low
    parent.setdefault(low, low)
