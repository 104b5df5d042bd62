"""Reads kinds.yml and the schemas as plain data, without the workspace package whose types are generated from them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import yaml

Schema: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """A row of kinds.yml with its schema."""

    name: str
    files: tuple[str, ...]
    schema_file: str
    schema: Schema
    collection: str
    single: bool
    items: dict[str, str]
    """Key of a list in the file -> kind of its entries."""

    @property
    def archived(self) -> tuple[str, ...]:
        """Where things of this kind go when they are over: an archive/ folder in place of the last fixed folder."""
        if self.single:
            return ()
        return tuple(_archived(glob) for glob in self.files)


def _archived(glob: str) -> str:
    parts = glob.split("/")
    first_free = next(number for number, part in enumerate(parts) if "*" in part)
    return "/".join([*parts[:first_free], "archive", *parts[first_free:]])


def read_kinds(folder: Path) -> list[Kind]:
    """Every kind of file in the order of kinds.yml. ``folder`` is schemas/."""
    rows: dict[str, dict[str, Any]] = yaml.safe_load((folder / "kinds.yml").read_text(encoding="utf-8"))
    return [
        Kind(
            name=name,
            files=(row["files"],) if isinstance(row["files"], str) else tuple(row["files"]),
            schema_file=row["schema"],
            schema=read_json(folder / row["schema"]),
            collection=row["collection"],
            single=row["single"],
            items=row.get("items", {}),
        )
        for name, row in rows.items()
    ]


def shared_definitions(folder: Path) -> dict[str, Schema]:
    """The shapes that several schemas use, by name."""
    definitions: dict[str, Schema] = read_json(folder / "definitions.json")["definitions"]
    return definitions


def read_json(path: Path) -> Schema:
    """A JSON object."""
    value: Schema = json.loads(path.read_text(encoding="utf-8"))
    return value
