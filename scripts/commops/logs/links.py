"""Joins the several pseudonyms of one person: display names matched to ids, and nicknames changed in a chat."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from commops.logs.state import LINKS_END, Export


def write_links(path: Path, names: Mapping[str, set[str]], renames: Iterable[tuple[str, str]]) -> None:
    """Store what one export tells of who is who; no file when it tells nothing. All values are pseudonyms.

    Columns ``a``, ``b``, ``how``: ``name`` (a: a display name, b: an id that bears it, ``""`` when a row stands under
    the name itself), ``rename`` (a and b: nicknames of one person).
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [(name, person, "name") for name in sorted(names) for person in sorted(names[name])]
    rows += [(min(pair), max(pair), "rename") for pair in sorted(renames)]
    if rows:
        columns = zip(*rows, strict=True)
        pq.write_table(pa.table(dict(zip(("a", "b", "how"), map(list, columns), strict=True))), path)


def resolve(exports: Sequence[Export], folder: Path) -> dict[str, dict[str, str]]:
    """Per source, the pseudonyms that stand for another one. A function of the set of exports, not of their order.

    A display name is matched only when exactly one id ever bore it. Nicknames joined by changes form a group; its
    smallest pseudonym stands for all.
    """
    import pyarrow.parquet as pq

    ids: dict[str, dict[str, set[str]]] = {}
    used: dict[str, set[str]] = {}
    groups: dict[str, dict[str, str]] = {}
    for export in exports:
        path = folder / "exports" / f"{export.file}{LINKS_END}"
        if not path.exists():
            continue
        table = pq.read_table(path, partitioning=None)
        for a, b, how in zip(*(table[name].to_pylist() for name in ("a", "b", "how")), strict=True):
            if how == "rename":
                _join(groups.setdefault(export.source, {}), a, b)
            elif not b:
                used.setdefault(export.source, set()).add(a)
            else:
                ids.setdefault(export.source, {}).setdefault(a, set()).add(b)
    result = {source: {a: _top(parent, a) for a in parent if _top(parent, a) != a} for source, parent in groups.items()}
    for source, names in ids.items():
        matched = {a: next(iter(names[a])) for a in used.get(source, ()) if len(names.get(a, ())) == 1}
        result.setdefault(source, {}).update(matched)
    return result


def _top(parent: dict[str, str], name: str) -> str:
    while (above := parent.get(name, name)) != name:
        name = above
    return name


def _join(parent: dict[str, str], a: str, b: str) -> None:
    """Put two groups together under the smaller name; every path is shortened on the way."""
    low, high = sorted((_top(parent, a), _top(parent, b)))
    for name in (a, b, high):
        parent[name] = low
    parent.setdefault(low, low)
