"""All files that follow from the schemas, as text: what `commops dev` writes and what it compares."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from commops import resources
from commops.devtools.definitions import schema_files
from commops.devtools.editor import editor_files
from commops.devtools.types import type_modules
from commops.errors import InputError
from commops.texts import Text


def clone() -> Path:
    """The top of the clone this program runs from. Raises InputError when it was installed without one."""
    root = resources.PACKAGE.parents[1]
    if not (root / "pyproject.toml").is_file():
        raise InputError(
            str(root),
            Text(
                "这里不是 CommOps 的源码目录，没有可以生成的文件",
                "This is not a clone of CommOps; nothing to generate here",
            ),
            Text("在源码目录里运行 commops dev。", "Run commops dev inside a clone."),
        )
    return root


def types(root: Path) -> dict[Path, str]:
    """The typed access to the workspace."""
    modules = type_modules(root / "schemas")
    return {root / f"scripts/commops/workspace/{name}.py": text for name, text in modules.items()}


def editor(root: Path) -> dict[Path, str]:
    """The editor's settings and its copies of the schemas."""
    return {root / path: text for path, text in editor_files(root / "schemas").items()}


def schemas(root: Path) -> dict[Path, str]:
    """The schemas themselves, with the shared definitions up to date."""
    return schema_files(root / "schemas")


PARTS: dict[str, Callable[[Path], dict[Path, str]]] = {"schemas": schemas, "types": types, "editor": editor}


def stale(root: Path) -> dict[str, list[str]]:
    """Files that differ from what would be written now, relative to ``root``, by the part that writes them."""
    found = {
        part: [path.relative_to(root).as_posix() for path, text in make(root).items() if _read(path) != text]
        for part, make in PARTS.items()
    }
    return {part: paths for part, paths in found.items() if paths}


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None
