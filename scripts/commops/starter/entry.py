"""Adds an entry to a list of a YAML file, behind the last one, and leaves every other line as it is."""

from __future__ import annotations

from typing import Any

from commops.errors import InputError
from commops.starter.yaml_text import as_yaml
from commops.texts import Text
from commops.workspace.reading.problems import UnreadableError
from commops.workspace.reading.read import Reading, read, spots
from commops.workspace.reading.spots import Spots


def with_entry(path: str, text: str, key: str, entry: dict[str, Any]) -> str:
    """The text with one more entry in its list ``key``.

    Raises InputError when the file cannot be read, or when the list is written in a way that only a person can extend.
    """
    try:
        before = read(path, text.encode())
    except UnreadableError as error:
        raise InputError(f"{path}:{error.problem.line}", error.problem.problem, error.problem.hint) from None
    text = before.text.rstrip("\n") + "\n"
    wanted = {**before.data, key: [*(before.data.get(key) or []), entry]}
    added = _extended(text, before, key, entry)
    try:
        if added is not None and read(path, added.encode()).data == wanted:
            return added
    except UnreadableError:
        pass
    raise InputError(
        path,
        Text(f"没法自动往“{key}”里加一项", f'An entry cannot be added to "{key}" automatically'),
        Text("打开文件，照着已有的一项手工添加。", "Open the file and add it by hand, like the entries there."),
    )


def _extended(text: str, before: Reading, key: str, entry: dict[str, Any]) -> str | None:
    lines = text.split("\n")
    new = as_yaml({key: [entry]}).rstrip("\n").split("\n")
    places = spots(text, 0, len(text))
    if key not in before.data:
        return "\n".join([*lines[:-1], *new, ""])
    line = places.keys[(key,)].line - 1
    if not before.data[key]:
        return "\n".join([*lines[:line], *new, *lines[line + 1 :]])
    first = places.values[(key, 0)]
    if first.line - 1 == line:
        return None
    margin = " " * lines[first.line - 1].index("-")
    end = _end(lines, before.data, places, key)
    return "\n".join([*lines[:end], *(f"{margin}{row[2:]}" for row in new[1:]), *lines[end:]])


def _end(lines: list[str], data: dict[str, Any], places: Spots, key: str) -> int:
    """The line behind the last entry: that of the next key, without the comments and empty lines above it."""
    names = list(data)
    after = names[names.index(key) + 1 :]
    end = places.keys[(after[0],)].line - 1 if after else len(lines)
    while not lines[end - 1].strip() or lines[end - 1].startswith("#"):
        end -= 1
    return end
