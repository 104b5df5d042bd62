"""Which file is what: the rows of schemas/kinds.yml, and the kind of a path."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from commops import resources
from commops.patterns import lazy
from commops.texts import Text
from commops.workspace.reading.problems import UnreadableError
from commops.workspace.reading.read import read
from commops.workspace.shape.schemas import damaged

_POLICY = ("community/policy.yml", "community/terms/")


class Kind(NamedTuple):
    """One row of kinds.yml; the comment at its top says what each key means."""

    name: str
    files: tuple[str, ...]
    schema: str
    collection: str
    single: bool
    id: str
    items: Mapping[str, str]
    label: Text

    def id_of(self, path: str, data: Mapping[str, Any]) -> str:
        """The id of a file of this kind; ``""`` if it has to come from the key ``id`` and that is no text."""
        if self.single:
            return self.name
        if self.id == "key":
            value = data.get("id")
            return value if isinstance(value, str) else ""
        parts = path.split("/")
        return parts[-2] if self.id == "folder" and len(parts) > 1 else parts[-1].rpartition(".")[0]


class Kinds:
    """All rows, in reading order."""

    def __init__(self, rows: Mapping[str, Any]) -> None:
        self.by_name = {name: _kind(name, row) for name, row in rows.items()}
        self.policy = frozenset(
            part
            for name, kind in self.by_name.items()
            if all(glob.startswith(_POLICY) for glob in kind.files)
            for part in (name, *kind.items.values())
        )
        """Kinds that say how strict the checks are; a review takes them from before the change."""
        self.many = frozenset(name for name, kind in self.by_name.items() if not kind.single) - self.policy
        """Kinds with a file for each thing."""
        self.files_of: dict[str, list[str]] = {}
        """By kind of thing: the kinds of files that hold some."""
        for name, kind in self.by_name.items():
            for part in dict.fromkeys((name, *kind.items.values())):
                self.files_of.setdefault(part, []).append(name)
        # By top folder and depth, so that a small workspace has a few of a hundred patterns compiled.
        self._globs: dict[tuple[str, int], list[tuple[re.Pattern[str], Kind]]] = {}
        for kind in self.by_name.values():
            for glob in kind.files:
                self._globs.setdefault(_shelf(glob), []).append((lazy(_regex(glob)), kind))

    def of(self, path: str) -> Kind | None:
        """The kind that claims a path, or None. A folder named ``archive`` on the way is looked through."""
        found = self._claiming(path)
        if found is None and "/archive/" in path:
            return self._claiming(path.replace("/archive/", "/", 1))
        return found

    def claimed_by(self, names: Collection[str], paths: Iterable[str]) -> Iterator[str]:
        """Those of some paths that kinds of these names claim; the globs of the others are hardly looked at."""
        shelves: dict[tuple[str, int], list[re.Pattern[str]]] = {}
        for shelf, globs in self._globs.items():
            if own := [pattern for pattern, kind in globs if kind.name in names]:
                shelves[shelf] = own
        for path in paths:
            spellings = (path, path.replace("/archive/", "/", 1)) if "/archive/" in path else (path,)
            if any(pattern.fullmatch(one) for one in spellings for pattern in shelves.get(_shelf(one), ())):
                kind = self.of(path)
                if kind is not None and kind.name in names:
                    yield path

    def _claiming(self, path: str) -> Kind | None:
        globs = self._globs.get(_shelf(path), ())
        return next((kind for pattern, kind in globs if pattern.fullmatch(path)), None)

    def single_names(self) -> frozenset[str]:
        """Kinds of which there is at most one file."""
        return frozenset(name for name, kind in self.by_name.items() if kind.single)


@functools.cache
def kinds() -> Kinds:
    """The kinds of the installed program; never of the workspace, which must not change its own rules."""
    file = resources.folder("schemas") / "kinds.yml"
    try:
        # The quick reader leaves texts with unusual comments to the other one, which takes fifty times as long.
        rows = [line for line in file.read_bytes().splitlines(keepends=True) if not line.startswith(b"#")]
        return Kinds(read(file.name, b"".join(rows)).data)
    except (OSError, UnreadableError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise damaged("schemas/kinds.yml", error) from None


def _kind(name: str, row: Mapping[str, Any]) -> Kind:
    files = row["files"]
    return Kind(
        name,
        tuple([files] if isinstance(files, str) else files),
        row["schema"],
        row["collection"],
        row["single"],
        row["id"],
        row.get("items", {}),
        Text(**row["label"]),
    )


def _shelf(path: str) -> tuple[str, int]:
    """The top folder of a path or glob, which always has a name, and how many there are in all."""
    return path.partition("/")[0], path.count("/")


def _regex(glob: str) -> str:
    return re.escape(glob).replace(r"\*", "[^/]+")
